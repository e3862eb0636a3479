package index

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// maxUnmatched is how many rows without a page the summary lists.
const maxUnmatched = 1000

// Match gives a page the row of the index that fits it: by path, SHA-256,
// doc_id or the record's URL, else by file name where rows and files have it
// once. Pages are matched in reading order.
func (x *Index) Match(p *schema.Page) {
	rows := x.rowsOf(p)
	if len(rows) == 0 {
		p.Findings = append(p.Findings, schema.Finding{Code: schema.FindingNoIndexRow, Message: "the index has no row for the page"})
		x.mu.Lock()
		x.lost++
		x.mu.Unlock()
		return
	}
	x.mark(rows)
	row, findings := x.row(rows[0])
	if len(rows) > 1 {
		findings = append(findings, duplicateRow(rows))
	}
	x.give(p, row)
	p.Findings = append(p.Findings, findings...)
	x.setOwnID(p, rows[0])
}

// give gives a page its row. When it was fetched the page itself knows best.
func (x *Index) give(p *schema.Page, row *schema.IndexRow) {
	p.Index = row
	if p.Retrieved.IsZero() {
		p.Retrieved = row.Retrieved
	}
}

// setOwnID gives a page the id that its row states.
func (x *Index) setOwnID(p *schema.Page, row int32) {
	if x.columns[fields.OwnID] != nil {
		own, _ := x.value(fields.OwnID, x.sheet.Row(int(row)))
		record.SetOwnID(p, own)
	}
}

func duplicateRow(rows []int32) schema.Finding {
	var b strings.Builder
	b.WriteString("rows of the index that fit the page:")
	const shown = 10
	for _, r := range rows[:min(len(rows), shown)] {
		b.WriteString(" ")
		b.WriteString(strconv.Itoa(int(r) + 1))
	}
	b.WriteString("; the first counts")
	return schema.Finding{Code: schema.FindingIndexDuplicateRow, Message: b.String()}
}

// rowsOf returns the rows that fit a page, the first of the sheet first.
func (x *Index) rowsOf(p *schema.Page) []int32 {
	var rows []int32
	add := func(kind int, key string) {
		if row, found := x.keys[kind][normalKey(kind, key)]; found && key != "" {
			rows = append(rows, row)
			rows = append(rows, x.later[row]...)
		}
	}
	uris := pathKeys(p.Source)
	for _, place := range uris {
		add(keyPath, place)
	}
	add(keySHA256, p.Source.SHA256)
	add(keyDocID, p.ID)
	add(keyURL, p.URL)
	if len(rows) == 0 && len(uris) > 0 {
		if n := x.names[norm.NFC.String(path.Base(uri.Unescape(p.Source.URI)))]; n != nil && n.rows == 1 && n.files == 1 {
			rows = append(rows, n.row)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// pathKeys returns the paths under which the index may name a page: its
// source_uri or the path as the system has it, each also without the first element or
// the archive it lies in. Records share the path of their file, so a path says nothing
// of them.
func pathKeys(src schema.Source) []string {
	if src.Record != "" {
		return nil
	}
	keys := []string{src.URI, uri.Unescape(src.URI)}
	for _, place := range keys {
		if _, rest, found := strings.Cut(place, "/"); found {
			keys = append(keys, rest)
		}
	}
	if i := strings.LastIndexByte(src.URI, '!'); i >= 0 {
		keys = append(keys, src.URI[i+1:], uri.Unescape(src.URI[i+1:]))
	}
	return keys
}

// MatchCanonical finds the row for a canonical URL. It counts nothing and may
// run in any goroutine; Account counts it when its page's turn comes.
func (x *Index) MatchCanonical(url string) (*schema.IndexRow, bool) {
	i, found := x.keys[keyURL][normalKey(keyURL, url)]
	if !found || url == "" {
		return nil, false
	}
	row, _ := x.row(i)
	return row, true
}

// Adopt gives a page a row that MatchCanonical found: what Match remarked is
// replaced by what there is to remark on the row. It changes p only.
func (x *Index) Adopt(p *schema.Page, row *schema.IndexRow) {
	i := int32(row.Number - 1)
	_, findings := x.row(i)
	if more := x.later[i]; len(more) > 0 {
		findings = append(findings, duplicateRow(append([]int32{i}, more...)))
	}
	x.give(p, row)
	x.setOwnID(p, i)
	p.Findings = append(slices.DeleteFunc(p.Findings, func(f schema.Finding) bool {
		return f.Code == schema.FindingNoIndexRow || p.OwnID && f == record.NoOwnID(x.opt.OwnID)
	}), findings...)
}

// Account counts a row that MatchCanonical found as matched.
func (x *Index) Account(row *schema.IndexRow) {
	i := int32(row.Number - 1)
	x.mark(append([]int32{i}, x.later[i]...))
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lost--
}

// mark notes the rows of one page: the first is matched, the others are duplicates.
func (x *Index) mark(rows []int32) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, r := range rows {
		if i == 0 {
			x.state[r] = rowMatched
		} else if x.state[r] == rowFree {
			x.state[r] = rowDuplicate
		}
	}
}

// Reset forgets what was counted.
func (x *Index) Reset() {
	x.state = make([]rowState, x.sheet.Len())
	x.lost = 0
	for _, n := range x.names {
		n.files = 0
	}
}

// HasNames reports whether rows name files, so that CountName matters.
func (x *Index) HasNames() bool { return len(x.names) > 0 }

// CountName notes a file of the run, so that a name that two files have decides nothing.
func (x *Index) CountName(below string) {
	if n := x.names[norm.NFC.String(path.Base(below))]; n != nil {
		n.files++
	}
}
