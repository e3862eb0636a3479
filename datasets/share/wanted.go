package share

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// Entry is what a derivative says of one page: enough to know the page and the article by.
type Entry struct {
	ID     string
	Source schema.Source
	Reason schema.RejectReason // of a reject; "" of an article
	Text   string              // SHA-256 of its text, "" where it has none
	// Cells are digests of the columns that are compared, in the order of the schema; 0
	// where there is nothing to compare.
	Cells []uint32
}

// compared are columns of articles that say whether an article is the same one. Where it
// stands, and what depends on the other pages that are at hand, does not.
func compared(c *schema.Column) bool {
	return c.Rights == schema.RightsPublic && !strings.HasPrefix(c.Name, "x_") &&
		!slices.Contains([]string{"source_uri", "source_record", "duplicate_of", "body_confidence", "page_type_confidence"}, c.Name)
}

// Entries yields what a derivative says of its pages: articles, then rejects.
func Entries(ds *datasets.Dataset) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for _, name := range []string{"articles", "rejects"} {
			t := ds.Table(name)
			if t == nil {
				yield(nil, fmt.Errorf("there is no table %s", name))
				return
			}
			for row, err := range ds.Rows(name) {
				var e *Entry
				if err == nil {
					e = entryOf(t, row)
				}
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

func entryOf(t *schema.Table, row []schema.Value) *Entry {
	e := &Entry{}
	of := map[string]*string{
		"doc_id": &e.ID, "source_uri": &e.Source.URI, "source_record": &e.Source.Record, "source_sha256": &e.Source.SHA256,
		"text_sha256": &e.Text, "reason": (*string)(&e.Reason), "source_format": (*string)(&e.Source.Format),
	}
	for i := range t.Columns {
		if to := of[t.Columns[i].Name]; to != nil {
			*to = strings.Clone(row[i].Str)
		}
	}
	if t.Name == "articles" {
		e.Cells = digests(t, func(i int) schema.Value { return row[i] })
	}
	return e
}

// digests are those of the cells that are compared.
func digests(t *schema.Table, cell func(int) schema.Value) []uint32 {
	var all []uint32
	for i := range t.Columns {
		c := &t.Columns[i]
		if !compared(c) {
			continue
		}
		v := cell(i)
		if !v.Valid {
			v = schema.Value{}
		}
		if c.Name == "findings" { // all others may depend on other pages
			v = schema.Value{Valid: slices.Contains(v.List, string(schema.FindingNoIndexRow))}
		}
		v.Str = shorten(v.Str) // as it may stand in the derivative
		all = append(all, uint32(xxh3.HashString(fmt.Sprint(v)))|1)
	}
	return all
}

// Wanted are the pages that a derivative was made of, and which of them came back.
type Wanted struct {
	mu       sync.Mutex // pages are read while others are taken
	articles *schema.Table
	entries  []*wanted
	byDigest map[string][]*wanted
	byPlace  map[string]*wanted
	names    []string // of the columns that are compared
}

type wanted struct {
	Entry
	back bool
	why  string // it did not come back
}

// Why an article did not come back.
const (
	notThere   = "the page is not among the pages"
	otherPage  = "the page is another one now: its digest differs"
	otherText  = "the text became another one: pages of its site may be missing, or a file that the dataset was built with"
	otherCells = "columns became others: "
	rejected   = "the page became a reject: "
)

// NewWanted returns what nothing is wanted of yet.
func NewWanted() *Wanted {
	w := &Wanted{articles: schema.TableByName("articles"), byDigest: map[string][]*wanted{}, byPlace: map[string]*wanted{}}
	for i := range w.articles.Columns {
		if c := &w.articles.Columns[i]; compared(c) {
			w.names = append(w.names, c.Name)
		}
	}
	return w
}

// Add wants a page.
func (w *Wanted) Add(e *Entry) {
	n := &wanted{Entry: *e, why: notThere}
	w.entries = append(w.entries, n)
	if e.Source.SHA256 != "" {
		w.byDigest[e.Source.SHA256] = append(w.byDigest[e.Source.SHA256], n)
	}
	w.byPlace[place(&e.Source)] = n
}

// place is where a page stands, below the folder that was read.
func place(s *schema.Source) string {
	_, below, ok := strings.Cut(s.URI, "/")
	if !ok {
		below = s.URI
	}
	return below + "\x00" + s.Record
}

// Found puts a page that is wanted where it lay when the dataset was built.
func (w *Wanted) Found(s *schema.Source) {
	list := w.byDigest[s.SHA256]
	for _, n := range list {
		if n.Source.URI == s.URI && n.Source.Record == s.Record {
			return
		}
	}
	if len(list) > 0 {
		list[0].put(s)
	}
}

// Page reports whether a page is wanted.
func (w *Wanted) Page(s *schema.Source) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.byPlace[place(s)]
	if len(w.byDigest[s.SHA256]) > 0 || s.SHA256 == "" && n != nil && n.Source.SHA256 == "" {
		return true
	}
	if n != nil && n.why == notThere {
		n.why = otherPage
	}
	return false
}

// Take reports whether what a page became is what the derivative has, and gives it its
// place there.
func (w *Wanted) Take(o *schema.Outcome) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if o.Article != nil {
		return w.article(o.Article)
	}
	s := &o.Reject.Source
	list := w.byDigest[s.SHA256]
	if n := w.byPlace[place(s)]; s.SHA256 == "" && n != nil {
		list = []*wanted{n}
	}
	for _, n := range list {
		if !n.back && n.Reason == o.Reject.Reason {
			n.back = true
			n.put(s)
			return true
		}
	}
	for _, n := range list {
		if !n.back && n.Reason == "" && o.Reject.Reason != schema.RejectDuplicatePage {
			n.why = rejected + string(o.Reject.Reason)
		}
	}
	return false
}

// put puts the page where it lay, as far as the derivative says it.
func (n *wanted) put(s *schema.Source) {
	if n.Source.URI != "" && !shortened(n.Source.URI) {
		s.URI = n.Source.URI
	}
	if !shortened(n.Source.Record) {
		s.Record = n.Source.Record
	}
}

// shortened reports whether a cell may be one that was cut.
func shortened(s string) bool {
	return strings.Contains(s, "…") && utf8.RuneCountInString(s) <= datasets.LongestName
}

func (w *Wanted) article(a *schema.Article) bool {
	for _, n := range w.byDigest[a.Source.SHA256] {
		if n.back || n.Reason != "" || n.ID != a.ID {
			continue
		}
		if n.why = w.differs(n, a); n.why == "" {
			n.back = true
			n.put(&a.Source)
		}
		return n.back
	}
	return false
}

// differs says in what an article is another one than that of the derivative.
func (w *Wanted) differs(n *wanted, a *schema.Article) string {
	_, at := w.articles.Column("text_sha256")
	if w.articles.Columns[at].Value(a).Str != n.Text {
		return otherText
	}
	var names []string
	have := digests(w.articles, func(i int) schema.Value { return w.articles.Columns[i].Value(a) })
	for i, name := range w.names {
		if i < len(n.Cells) && n.Cells[i] != have[i] {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		return otherCells + strings.Join(names, ", ")
	}
	return ""
}

// Back is what came of a derivative.
type Back struct {
	Articles, Rejects int64 // that came back
	// Missing are the articles and rejects that did not, by why: the most frequent first.
	Missing []schema.Count
	Lost    []Lost // the articles among them, in the order of the derivative
}

// Lost is an article that did not come back.
type Lost struct{ ID, URI, Record, Why string }

// Back says what came back, after the last outcome.
func (w *Wanted) Back() *Back {
	b := &Back{}
	why := map[string]int64{}
	for _, n := range w.entries {
		switch {
		case n.back && n.Reason == "":
			b.Articles++
		case n.back:
			b.Rejects++
		case n.Reason == "":
			why[n.why]++
			b.Lost = append(b.Lost, Lost{n.ID, n.Source.URI, n.Source.Record, n.why})
		}
	}
	b.Missing = schema.Counts(why)
	slices.SortStableFunc(b.Missing, func(x, y schema.Count) int { return cmp.Compare(y.Count, x.Count) })
	return b
}

// Formats are what the pages were recognised as.
func (w *Wanted) Formats() map[schema.SourceFormat]bool {
	all := map[schema.SourceFormat]bool{}
	for _, n := range w.entries {
		all[n.Source.Format] = true
	}
	return all
}
