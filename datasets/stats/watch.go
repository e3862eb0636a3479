package stats

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Watch is shown every article while it is counted, so that who needs more than
// counts does not read the tables again.
type Watch struct {
	// Columns of articles to show; those that are not there are shown as NULL.
	Columns []string
	// Article is called in the order of the dataset. Nothing of Seen may be kept but
	// its strings. Where tables do not follow the order of the articles, the
	// articles are shown again from the first on, after Restart.
	Article func(*Seen)
	Restart func()
}

// Seen is an article as a Watch sees it.
type Seen struct {
	ID            string
	Cells         []schema.Value // in the order of Watch.Columns
	Outlet, Month *string        // nil: not known
	LiveBlog      bool
	Topics        []string // the best of each codebook, as the groups by topic call it
	// Said is by speaker with a name, or by person where there is the table people, in the
	// order of the names.
	Said []Said
	// Kinds are all quotes by kind of speaker, in the order of the kinds; "" where
	// nobody was found.
	Kinds []Said
}

// Said is what an article quotes of a speaker, or of a kind of speakers.
type Said struct {
	Name, Kind    string
	Quotes, Words int64
}

// watched is a Watch with where its columns are. A nil one sees nothing.
type watched struct {
	*Watch
	at            []int
	outlet, month func(*articleRow) *string
	seen          Seen
	kinds         map[string]*Said // of the article that is read
}

// watch finds the columns that the Watch asks for.
func (c *collector) watch() error {
	if c.o.Watch == nil {
		return nil
	}
	none := func(*articleRow) *string { return nil }
	w := &watched{Watch: c.o.Watch, outlet: none, month: none, kinds: map[string]*Said{}}
	for key, read := range map[string]*func(*articleRow) *string{byOutlet: &w.outlet, byMonth: &w.month} {
		if of, err := c.reader(key); err == nil {
			*read = of
		}
	}
	for _, name := range c.o.Watch.Columns {
		w.at = append(w.at, c.column(name))
	}
	c.watched = w
	w.Restart()
	return nil
}

func (w *watched) see(a *articleRow, id string, speakers map[string]*spoken) {
	if w == nil {
		return
	}
	s := &w.seen
	s.ID, s.Outlet, s.Month, s.LiveBlog, s.Topics = id, w.outlet(a), w.month(a), a.live, a.topics
	s.Cells, s.Said, s.Kinds = s.Cells[:0], s.Said[:0], s.Kinds[:0]
	for _, at := range w.at {
		cell := schema.Value{}
		if at >= 0 {
			cell = a.cells[at]
		}
		s.Cells = append(s.Cells, cell)
	}
	for _, of := range speakers {
		said := Said{Name: of.name, Quotes: of.tally[Quotes.index()], Words: of.tally[Words.index()]}
		if of.kind != nil {
			said.Kind = *of.kind
		}
		s.Said = append(s.Said, said)
	}
	for _, of := range w.kinds {
		s.Kinds = append(s.Kinds, *of)
	}
	clear(w.kinds)
	slices.SortFunc(s.Said, compareSaid)
	slices.SortFunc(s.Kinds, compareSaid)
	w.Article(s)
}

// said counts a quote of the article that is read.
func (w *watched) said(kind *string, said tally) {
	if w == nil {
		return
	}
	name := ""
	if kind != nil {
		name = *kind
	}
	of := w.kinds[name]
	if of == nil {
		of = &Said{Kind: name}
		w.kinds[name] = of
	}
	of.Quotes += said[Quotes.index()]
	of.Words += said[Words.index()]
}

func compareSaid(a, b Said) int {
	return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Kind, b.Kind))
}
