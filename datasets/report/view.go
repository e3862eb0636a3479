package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// view is a page as its templates read it.
type view struct {
	*Page
	Policy string
	Style  template.CSS
}

// grid is a table of cells with the name that its figures go by. The first Text
// columns hold words, the others numbers.
type grid struct {
	Name, Caption string
	Head          []string
	Text          int
	Rows          [][]string
	More          string // what is left out
}

// Words reports whether a column holds words.
func (g *grid) Words(column int) bool { return column < g.Text }

const cellWidth = 60 // code points of a value

func cell(s string) string { return text.Head(text.Terminal(s), cellWidth) }

// How numbers are written.
var number, percent, count, monthName = say.Number, say.Percent, say.Count, say.Month

// signedCount writes what is taken away with a minus.
func signedCount(n int64, lost bool) string {
	if lost {
		return "−" + number(n)
	}
	return number(n)
}

// Title is what the dataset is called.
func (v *view) Title() string {
	if m := v.Manifest; m != nil {
		const long = 200
		return text.Head(text.Terminal(cmp.Or(m.Dataset.Title, m.Dataset.Name, "Dataset")), long)
	}
	return "Files without a manifest"
}

// Version is what stands below the title: name and version, "" where there is neither.
func (v *view) Version() string {
	m := v.Manifest
	if m == nil {
		return ""
	}
	var parts []string
	if m.Dataset.Title != "" { // else the name is the title
		parts = append(parts, cell(m.Dataset.Name))
	}
	if m.Dataset.Version != "" {
		parts = append(parts, "version "+cell(m.Dataset.Version))
	}
	return strings.Join(parts, ", ")
}

// Articles is how many articles there are.
func (v *view) Articles() int64 {
	if v.Stats.Totals == nil {
		return 0
	}
	n, _ := v.Stats.Totals.Of(stats.Articles)
	return n
}

// pages is how many pages were read; ok is false where nothing says so.
func (v *view) pages() (n int64, ok bool) {
	switch f := v.Figures; {
	case v.Manifest != nil:
		return v.Manifest.Counts.Pages, true
	case f != nil && f.Rejects != nil:
		return v.Articles() + sum(f.Rejects), true
	}
	return 0, false
}

// KnowsPages reports whether it is known how many pages were read.
func (v *view) KnowsPages() bool {
	_, ok := v.pages()
	return ok
}

// TotalTable are the totals.
func (v *view) TotalTable() *grid {
	g := &grid{Name: "totals", Caption: "Totals", Head: []string{"of"}, Text: 1}
	for _, u := range v.Stats.Units {
		g.Head = append(g.Head, string(u.Unit))
	}
	for _, line := range []struct {
		name string
		of   *stats.Counts
	}{{"all articles", v.Stats.Totals}, {"of which live blogs", v.Stats.LiveBlogs}, {"without duplicates", v.Stats.Unique}} {
		if line.of == nil {
			continue
		}
		row := []string{line.name}
		for _, u := range v.Stats.Units {
			n, _ := line.of.Of(u.Unit)
			row = append(row, number(n))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func sum(list []schema.Count) int64 {
	n := int64(0)
	for _, c := range list {
		n += c.Count
	}
	return n
}

// Tiles are the numbers at the top.
func (v *view) Tiles() [][2]string {
	var tiles [][2]string
	add := func(name string, n int64) {
		if n == 1 {
			name = cmp.Or(map[string]string{"pages read": "page read", "stories": "story"}[name], strings.TrimSuffix(name, "s"))
		}
		tiles = append(tiles, [2]string{number(n), name})
	}
	if n, ok := v.pages(); ok {
		add("pages read", n)
	}
	if v.Stats.Totals == nil {
		return tiles
	}
	for _, u := range v.Stats.Units {
		if n, ok := v.Stats.Totals.Of(u.Unit); ok && u.Unit != stats.Unique {
			add(string(u.Unit), n)
		}
	}
	if v.Figures != nil {
		add("outlets", int64(v.Figures.Outlets))
	}
	return tiles
}

// Sentences say the most important things as a person would.
func (v *view) Sentences() []string {
	if v.Figures == nil {
		return []string{"There is no table of articles with a doc_id here, so this page has what is known of the columns."}
	}
	return slices.DeleteFunc([]string{v.whatItHolds(), v.whatWasLost(), v.whatIsSaid()}, func(s string) bool { return s == "" })
}

func (v *view) whatItHolds() string {
	f := v.Figures
	s := "This dataset holds " + count(v.Articles(), "article")
	if f.Outlets > 0 {
		s += " of " + count(int64(f.Outlets), "outlet")
	}
	if when := f.Published(); when != "" {
		return s + ", " + when + "."
	}
	return s + "; of none the month of publication is known."
}

func (v *view) whatWasLost() string {
	f := v.Figures
	pages, ok := v.pages()
	s := ""
	if ok {
		rejects := pages - v.Articles()
		s = "Of " + count(pages, "page") + " that " + wasWere(pages) + " read, "
		switch {
		case rejects == 0:
			s += "every one became an article"
		case len(f.Rejects) > 0:
			s += number(rejects) + " did not become an article (most often: " + meaning("reject_reason", f.Rejects[0].Name) + ", " +
				number(f.Rejects[0].Count) + ")"
		default:
			s += number(rejects) + " did not become an article"
		}
		s += "; "
	} else {
		s = "How many pages were read is not known; "
	}
	part := sum(f.Statuses) - statusCount(f.Statuses, schema.TextFull)
	s += partly(part)
	if f.Duplicates == 0 {
		return s + " and none has the same text as one before."
	}
	return s + " and " + number(f.Duplicates) + " " + haveHas(f.Duplicates) + " the same text as one before."
}

// partly says of how many articles only a part of the text is there.
func partly(n int64) string {
	if n == 0 {
		return "no article is known to lack a part of its text,"
	}
	return "of " + count(n, "article") + " only a part of the text is there,"
}

func statusCount(list []schema.Count, status schema.TextStatus) int64 {
	for _, c := range list {
		if c.Name == string(status) {
			return c.Count
		}
	}
	return 0
}

func wasWere(n int64) string { return map[bool]string{true: "was", false: "were"}[n == 1] }

func haveHas(n int64) string { return map[bool]string{true: "has", false: "have"}[n == 1] }

// meaning is what a word of a vocabulary means; itself where it is none of them.
func meaning(vocabulary, code string) string {
	if doc, ok := say.Meaning(vocabulary, code); ok {
		return doc
	}
	return cell(code)
}

func (v *view) whatIsSaid() string {
	var parts []string
	if q := v.Stats.Quoting; q != nil {
		all, named := int64(0), int64(0)
		for _, k := range q.Kinds {
			all += k.Quotes
			if k.Kind != nil && *k.Kind != string(schema.SpeakerUnnamed) {
				named += k.Quotes
			}
		}
		if all > 0 {
			s := fmt.Sprintf("%s hold %s, %s of them of a speaker with a name", count(q.Quoted, "article"), count(all, "quote"),
				percent(float64(named)/float64(all)))
			if len(q.Speakers) > 0 {
				s += "; " + cell(q.Speakers[0].Name) + " is quoted most (" + number(q.Speakers[0].Quotes) + ")"
			}
			parts = append(parts, s)
		}
	}
	if t := v.topics(); t != nil && len(t.Lines) > 0 {
		parts = append(parts, "the most frequent topic is "+v.topicName(t.Lines[0].Name)+" ("+count(t.Lines[0].Total, "article")+")")
		for _, l := range t.Apart {
			if strings.HasSuffix(l.Name, ":"+string(schema.OutcomeAbstained)) {
				parts = append(parts, "of "+count(l.Total, "article")+" the topic was left open")
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, "; ") + "."
	return strings.ToUpper(s[:1]) + s[1:]
}

func (v *view) topics() *figures.Topics {
	if v.Figures == nil {
		return nil
	}
	return v.Figures.Topics
}

// topicName leaves the name of the codebook out of "cap:7 Environment", where there is
// no other one.
func (v *view) topicName(s string) string {
	scheme, name, ok := strings.Cut(s, ":")
	switch {
	case !ok:
		return cell(s)
	case v.codebooks() > 1:
		return cell(scheme + ": " + name)
	}
	return cell(name)
}

// codebooks counts the codebooks that articles were coded by.
func (v *view) codebooks() int {
	schemes := map[string]bool{}
	if t := v.topics(); t != nil {
		for _, l := range slices.Concat(t.Lines, t.Apart) {
			scheme, _, _ := strings.Cut(l.Name, ":")
			schemes[scheme] = true
		}
	}
	return len(schemes)
}

// outletName names an outlet that may not be known.
func outletName(s string) string { return cmp.Or(cell(s), "(outlet not known)") }
