package source

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/table"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// The columns of a stream that are no fields of a record. A row with a path and a
// content, or a file on this machine that holds that, is a file of whatever kind; in
// other rows a path or source_uri, and a source_record, say where the row once lay.
const (
	rowPath    = "path"
	rowContent = "content"
	rowFile    = "file"
	rowURI     = "source_uri"
	rowRecord  = "source_record"
)

// besideFile are further columns of Spark's binaryFile, which say nothing of the page.
var besideFile = []string{"modificationTime", "length"}

// Rows reads the pages of the rows of a stream, batch by batch. Its columns are known by
// their names alone, so that every part of a table is read alike.
type Rows struct {
	reader *Reader
	root   *root
	table  *table.Table
	beside map[string]bool
	files  bool // each row is a file
	batch  int
}

// OpenRows checks the columns of a stream. An error names those that cannot be read, and
// what to do.
func OpenRows(s *arrowrows.Stream, opt Options) (*Rows, error) {
	opt.List, opt.Stdin = true, strings.NewReader("")
	reader, err := Open([]Input{{Path: "-"}}, opt)
	if err != nil {
		return nil, err
	}
	r := &Rows{reader: reader, root: reader.roots[0], table: table.OfStream(), beside: map[string]bool{}}
	reader.state = newState(reader.roots)
	has := func(name string) bool { return slices.Contains(s.Columns, name) }
	for i, name := range s.Columns {
		if slices.Contains(s.Columns[:i], name) {
			return nil, fmt.Errorf("the stream has two columns %q; rename one of them", name)
		}
	}
	if len(s.Left) > 0 {
		return nil, fmt.Errorf("the stream has columns of structs or maps, which are not read: %s; leave them out", strings.Join(s.Left, ", "))
	}
	r.files = has(rowPath) && (has(rowContent) || has(rowFile))
	if r.files {
		return r, r.ofFiles(s)
	}
	return r, r.ofRecords(s)
}

// ofFiles checks the columns of a stream of files.
func (r *Rows) ofFiles(s *arrowrows.Stream) error {
	known := append([]string{rowPath, rowContent, rowFile}, besideFile...)
	for i, name := range s.Columns {
		r.beside[name] = true
		switch {
		case !slices.Contains(known, name):
			return fmt.Errorf("the rows of the stream are files, with path and content; column %q says nothing of a file; leave it out", name)
		case slices.Contains(besideFile, name):
		case name == rowContent && !isText(s.Types[i]) && !isBytes(s.Types[i]), name != rowContent && !isText(s.Types[i]):
			return wrongType(name, s.Types[i])
		}
	}
	if slices.Contains(s.Columns, rowContent) && slices.Contains(s.Columns, rowFile) {
		return fmt.Errorf("the stream has a column %q and a column %q; leave one of them out", rowContent, rowFile)
	}
	return nil
}

// ofRecords checks the columns of a stream of records.
func (r *Rows) ofRecords(s *arrowrows.Stream) error {
	var names []string
	for i, name := range s.Columns {
		switch {
		case name != rowPath && name != rowURI && name != rowRecord:
			names = append(names, name)
		case name != rowRecord && !isText(s.Types[i]):
			return wrongType(name, s.Types[i])
		default:
			r.beside[name] = true
		}
	}
	if r.beside[rowPath] && r.beside[rowURI] {
		return fmt.Errorf("the stream has a column %q and a column %q; leave one of them out", rowPath, rowURI)
	}
	var sample record.Sample
	sample.Name(names)
	own, meaning, err := r.root.fields.For(&sample)
	if err != nil {
		return err
	}
	if err := r.columns(s, names, meaning); err != nil {
		return err
	}
	r.root.fields = own
	return nil
}

// columns checks what the columns mean.
func (r *Rows) columns(s *arrowrows.Stream, names []string, meaning *fields.Meaning) error {
	page := false
	for _, c := range meaning.Claims {
		body := c.Field == "html" || c.Field == "text"
		switch {
		case c.At < 0:
			return fmt.Errorf("the stream has no column %q, which is to be %s; its columns are %s", c.Column, c.Field, strings.Join(s.Columns, ", "))
		case body:
			if t := s.Types[slices.Index(s.Columns, c.Column)]; !isText(t) && !isBytes(t) {
				return wrongType(c.Column, t)
			}
		}
		page = page || body
	}
	if !page {
		return fmt.Errorf("the stream has no column html or text; name the page with --map html=COLUMN or --map text=COLUMN, "+
			"or give files as path and content; its columns are %s", strings.Join(s.Columns, ", "))
	}
	var left []string
	for _, at := range meaning.Left {
		left = append(left, names[at])
	}
	if left != nil {
		return fmt.Errorf("columns of the stream that mean nothing here: %s; leave them out, or carry one with --map %s%s=%s",
			strings.Join(left, ", "), fields.UserPrefix, fields.Snake(left[0]), left[0])
	}
	return nil
}

func isText(t string) bool { return strings.Contains(t, "utf8") && !strings.HasPrefix(t, "list") }

func isBytes(t string) bool { return strings.Contains(t, "binary") && !strings.HasPrefix(t, "list") }

func wrongType(name, have string) error {
	return fmt.Errorf("column %q of the stream is %s, and must be text or bytes; cast it", name, have)
}

// UserColumns are the columns x_* that the stream brings.
func (r *Rows) UserColumns() []schema.UserColumn { return r.reader.user }

// State is what the reading came to so far; Files lists what each row of files was.
func (r *Rows) State() *State {
	r.reader.state.Next = r.reader.place
	return r.reader.state
}

// Files reports whether each row is a file.
func (r *Rows) Files() bool { return r.files }

// Pages reads the pages of the next batch. A row that is no page is a reject in its
// place; an error names batch and row.
func (r *Rows) Pages(ctx context.Context, f *arrowrows.File) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		r.batch++
		c := newCrawl(ctx, r.reader, yield)
		defer c.close()
		c.at, c.fields = r.root, r.root.fields
		number := 0
		for row, err := range table.Batch(ctx, f, r.beside) {
			number++
			if err == nil && r.files {
				var more bool
				if more, err = r.file(c, row); err == nil && !more {
					return
				}
			} else if err == nil && !r.record(c, row) {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("batch %d, row %d of the stream: %w", r.batch, number, err))
				return
			}
		}
	}
}

// record hands on the page of a row.
func (r *Rows) record(c *crawl, row *table.BatchRow) bool {
	src := schema.Source{URI: r.root.uriOf(""), Record: text.Clean(shown(row.Beside[rowRecord]), false), Format: r.table.Format}
	switch place := shown(row.Beside[rowURI]); {
	case place != "":
		src.URI = text.Clean(place, false)
	case shown(row.Beside[rowPath]) != "":
		src.URI = uri.Escape(shown(row.Beside[rowPath]))
	}
	if int64(len(row.JSON)) > r.reader.opt.MaxRecord {
		return c.reject(src, schema.RejectTooLarge, fmt.Sprintf("the row has %d bytes, more than %s; raise --max-record to read it",
			len(row.JSON), megabytes(r.reader.opt.MaxRecord)))
	}
	return c.cells(src, row.JSON, r.table)
}

// shown is a value as text, "" for NULL.
func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []byte:
		return string(v)
	case json.RawMessage:
		return string(v)
	default:
		return fmt.Sprintf("%v", v)
	}
}

// file hands on the pages of a row that is a file.
func (r *Rows) file(c *crawl, row *table.BatchRow) (more bool, err error) {
	name := shown(row.Beside[rowPath])
	if name == "" {
		return false, fmt.Errorf("column %s is empty; every file needs a name", rowPath)
	}
	defer func() { r.reader.place++ }()
	if skip := passedOver(name); skip != "" {
		r.reader.state.Skipped[skip]++
		return true, nil
	}
	if local := shown(row.Beside[rowFile]); local != "" {
		file, err := os.Open(local)
		if err != nil {
			return c.unreadable(uri.Escape(name), err), nil
		}
		defer file.Close() // it was only read
		return c.readFile(file, file, uri.Escape(name), name, false), nil
	}
	var content io.Reader
	switch v := row.Beside[rowContent].(type) {
	case []byte:
		content = bytes.NewReader(v)
	case string:
		content = strings.NewReader(v)
	default:
		content = strings.NewReader("")
	}
	return c.readFile(nil, content, uri.Escape(name), name, false), nil
}

// passedOver says why a walk would pass over a file of this name, "" where it would not.
// What stands above the folder that was walked is not known where a path is absolute.
func passedOver(name string) string {
	if strings.HasPrefix(name, "/") || strings.Contains(name, ":/") {
		folder, base := path.Split(name)
		name = path.Join(path.Base(folder), base)
		if hiddenName(path.Base(folder)) {
			name = base
		}
	}
	return memberSkipKind(name)
}

// RowsInput is what a manifest says of rows that came in streams, each of which is named by
// the digest and the size of its record, in the order of the dataset.
type RowsInput struct{ state InputState }

// Add adds a row.
func (in *RowsInput) Add(sha256 string, size int64) {
	in.state.add(&FileSum{SHA256: sha256, Bytes: size})
}

// MergeRows puts the states of streams together. The files are numbered by their names,
// as a build of them reads them; rows, where there are any, stand for one more file.
func MergeRows(states []*State, rows *RowsInput) *State {
	names := map[string]int{}
	for _, s := range states {
		for _, f := range s.Inputs[0].Files {
			names[f.Name] = 0
		}
	}
	for i, name := range slices.Sorted(maps.Keys(names)) {
		names[name] = i
	}
	for _, s := range states {
		for i := range s.Inputs[0].Files {
			f := &s.Inputs[0].Files[i]
			f.File = names[f.Name]
		}
	}
	all := Merge(states)
	if in := &all.Inputs[0]; rows.state.number > 0 && in.number == 0 {
		in.One, in.last = true, rows.state.summary().SHA256
		in.number, in.size = 1, rows.state.size
	}
	return all
}
