package block

import (
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// endPage is the council's article with a head and what stands at the end of its text.
func endPage(menu int, head, end string) string {
	return "<html><head><title>Aldermoor closes its baths</title>" + head + "</head><body>" + menuOf(menu) +
		"<main><article><h1>Aldermoor closes its baths</h1><p>12 March 2026</p><div class='text'><p>" + strings.Join(council, "</p><p>") + "</p>" + end +
		"</div></article></main>" + menuOf(menu/4) + "</body></html>"
}

// TestEnd: what no longer speaks of the matter is no end of a text.
func TestEnd(t *testing.T) {
	const (
		linked = `<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","url":"https://a.example/p","name":"Una B. Trask"}],"publisher":{"name":"Courier"}}</script>`
		spoken = `<script type="application/ld+json">{"author":"Una B. Trask"}</script>`
		meta   = `<meta name="author" content="Una B. Trask">`
	)
	bio := "<p>Una B. Trask ist stellvertretende Leiterin des Ressorts Gemeinden und wohnt in Wick.</p>"
	for name, page := range map[string][2]string{
		"author of linked data":       {linked, bio},
		"author who is a string":      {spoken, bio},
		"author of a meta element":    {meta, bio},
		"initials written otherwise":  {meta, "<p>Una B Trask a couvert les communes de Wick pendant dix ans, puis celles de Sarn.</p>"},
		"a heading without a text":    {"", "<h3>More stories of the harbour</h3>"},
		"a link to another page":      {"", "<p><a href='/n/1'>Sunday ferry to Sarn returns in the spring</a></p>"},
		"a list of links":             {"", "<ul><li><a href='/n/1'>Sunday ferry to Sarn returns in the spring</a></li><li><a href='/n/2'>Wick counts the bats of its boiler house</a></li></ul>"},
		"a heading above such a list": {"", "<h3>Elsewhere in the county</h3><ul><li><a href='/n/1'>Sunday ferry to Sarn returns in the spring</a></li><li><a href='/n/2'>Wick counts the bats of its boiler house</a></li></ul>"},
		"credits":                     {"", "<p>Perrin Dale and Osk Penhale contributed to this report.</p>"},
		"credits below words on her":  {meta, bio + "<p>Additional reporting by Perrin Dale.</p>"},
	} {
		for _, menu := range []int{4, 24, 120} {
			var d markup.Doc
			d.Parse([]byte(endPage(menu, page[0], page[1])), markup.Limits{})
			var r Reader
			var got []string
			for _, b := range r.HTML(&d) {
				if b.Kept {
					got = append(got, b.Text)
				}
			}
			if !slices.Equal(got, council) {
				t.Errorf("%s, menu of %d: %q", name, menu, got)
			}
		}
	}
}

// TestEndStays: the same lines in the middle of a text are text of it, and so is an end
// that has something to say.
func TestEndStays(t *testing.T) {
	const head = `<meta name="author" content="Una B. Trask">`
	for name, end := range map[string]string{
		"another's name":        "<p>Una Brask, the clerk, counted the votes twice, since the chamber could not agree.</p>",
		"a list with few links": "<ul><li>The baths open on <a href='/1'>Monday</a> for the last time this year.</li><li>The flats are built from the <a href='/2'>spring</a> of next year on.</li></ul>",
		"a heading with a text": "<h3>What comes next</h3><p>The housing office opens its plans in May, and whoever lives on the square may object until June.</p>",
		"an author in the text": "<p>Una B. Trask is a reporter of this paper.</p><p>The chamber rose at nine, after the mayor had thanked the attendants of the baths one by one.</p><p>She named all eleven of them, and the chamber stood up for each.</p><p>Outside, a band of pupils in swimming caps played until the square was empty.</p>",
	} {
		for _, menu := range []int{24, 120} {
			var d markup.Doc
			d.Parse([]byte(endPage(menu, head, end)), markup.Limits{})
			var r Reader
			last, kept := "", 0
			for _, b := range r.HTML(&d) {
				if b.Kept {
					last = b.Text
					kept++
				}
			}
			if kept <= len(council) || !strings.Contains(end, last[:10]) {
				t.Errorf("%s, menu of %d: %d kept, the last %q", name, menu, kept, last)
			}
		}
	}
}

// TestDoubtOfNeighbours: of what the rules take for something else beside the text the
// model must be surer, unless it is much of the text or stands before it.
func TestDoubtOfNeighbours(t *testing.T) {
	for name, tt := range map[string]struct {
		reason schema.BlockReason
		size   int32
		first  int16 // of the unit before it
		body   int16
		kept   bool
	}{
		"a teaser":                  {schema.ReasonRelated, 100, 950, 700, false},
		"a caption":                 {schema.ReasonCaption, 100, 950, 700, false},
		"a bio":                     {schema.ReasonBio, 100, 950, 700, false},
		"a teaser that is text":     {schema.ReasonRelated, 100, 950, 850, true},
		"before all text":           {schema.ReasonRelated, 100, 0, 700, true},
		"a third of the text":       {schema.ReasonRelated, 900, 950, 700, true},
		"a third, and all unsure":   {schema.ReasonRelated, 900, 950, 450, true},
		"what rules know less of":   {schema.ReasonLowScore, 100, 950, 700, true},
		"what the rules would keep": {schema.ReasonBody, 100, 950, 700, true},
	} {
		l := learner{body: make([]int16, 100), deck: make([]int16, 100)}
		p := &unit.Page{Doc: &markup.Doc{}, Units: make([]unit.Unit, 100)}
		for i := range p.Units {
			p.Units[i].Reason = schema.ReasonBeforeBody
		}
		p.Units[10], l.body[10] = unit.Unit{Reason: schema.ReasonBody}, tt.first
		p.Units[11], l.body[11] = unit.Unit{Reason: tt.reason}, tt.body
		p.Units[12], l.body[12] = unit.Unit{Reason: schema.ReasonBody}, 950
		p.Units[10].Size, p.Units[11].Size, p.Units[12].Size = 800, tt.size, 1000
		l.doubt(p)
		if kept := l.body[11] == tt.body; kept != tt.kept {
			t.Errorf("%s: %d of %d", name, l.body[11], tt.body)
		}
	}
}
