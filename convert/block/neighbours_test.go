package block

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// keptOf returns the texts that are kept of a page with the council's article, in
// which inside stands in the middle of the text and below behind it.
func keptOf(r *Reader, menu int, inside, below string) (kept []string) {
	const headline = "Aldermoor closes its baths"
	page := "<html><head><title>" + headline + "</title></head><body>" + menuOf(menu) + "<main><article class='post'><h1 class='top'>" + headline +
		"</h1><p>By Una Trask</p><p>" + strings.Join(council[:4], "</p><p>") + "</p>" + inside + "<p>" + strings.Join(council[4:], "</p><p>") +
		"</p></article>" + below + "</main>" + menuOf(menu/4) + "</body></html>"
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	for _, b := range r.HTML(&d) {
		if b.Kept {
			kept = append(kept, b.Text)
		}
	}
	return kept
}

const other = `<p>The ferry to Sarn will sail on Sundays again from May, the harbour office said, after a winter in which nobody could leave the island.</p>
<p>Fares stay as they are until the autumn, and children under six travel free, as they did before the strike of the deck hands.</p>`

// TestNeighbours: what reads like the text and stands beside it is no text.
func TestNeighbours(t *testing.T) {
	remarks := func(label string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "<section><h3>%s (24)</h3>", label)
		for i := range 24 {
			fmt.Fprintf(&b, "<div class='c'><b>Wick%d</b> <span>%d h</span><p>My sister learned to swim there in the year of the %d floods, and I do not believe a word.</p></div>", i, i+1, i+2)
		}
		return b.String() + "</section>"
	}
	var slides strings.Builder
	for i := range 12 {
		fmt.Fprintf(&slides, "<li><img src='/%d.jpg'><h3>%d/12 The baths in year %d</h3><p>Swimmers wait for the doors to open on the first morning of season %d, as they always did.</p></li>", i, i+1, i+1950, i)
	}
	pages := map[string][2]string{
		"an article of its own":    {"", "<div>Next story</div><article><h2><a href='/n'>Sunday ferry returns</a></h2><p>By Perrin Dale</p><time>9 March 2026</time>" + other + "</article>"},
		"a headline like the page": {"", "<div><h1 class='top'>Sunday ferry returns</h1><p>By Perrin Dale</p>" + other + "</div>"},
		"a box in the text":        {"<div><article><h3><a href='/f'>Sunday ferry returns</a></h3><span>Agencies</span><p>The ferry to Sarn will sail on Sundays again from May, the harbour office said.</p></article></div>", ""},
		"a slide show":             {"<div><h2>The baths in pictures</h2><ul>" + slides.String() + "</ul></div>", ""},
	}
	for _, label := range []string{"Comments", "Kommentare", "Commentaires", "Comentarios", "Komentarze", "Yorumlar", "Σχόλια", "Коментарі", "תגובות", "نظرات", "ความคิดเห็น", "Bình luận"} {
		pages["remarks below "+label] = [2]string{"", remarks(label)}
	}
	for name, page := range pages {
		for _, menu := range []int{4, 16, 120} {
			for _, rules := range []bool{true, false} {
				got := keptOf(&Reader{RulesOnly: rules}, menu, page[0], page[1])
				got = slices.DeleteFunc(got, func(s string) bool { return s == "By Una Trask" })
				if !slices.Equal(got, council) {
					t.Errorf("%s, menu of %d, by rules alone %v: %q", name, menu, rules, got)
				}
			}
		}
	}
}

// TestRemarksCountedAbove: a line in the head of an article that counts the remarks
// of readers announces none, whatever teasers with numbers follow the text.
func TestRemarksCountedAbove(t *testing.T) {
	deck := strings.Repeat("The council of Wick has to choose between the baths and the bridge before the spring. ", 4)
	var teasers strings.Builder
	for i := range 12 {
		fmt.Fprintf(&teasers, "<div><h3><a href='/%d'>What the harbour office wrote about the ferry to Sarn in the year of the floods</a></h3><span>(%d)</span></div>", i, i)
	}
	page := "<body><article><header><h1>Wick votes on its baths</h1><p>By Una Trask</p><p>" + deck + "</p></header><div><span>Comments</span> <span>12</span></div><div><p>" +
		strings.Join(council, "</p><p>") + "</p></div><div>" + teasers.String() + "</div></article></body>"
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	for _, rules := range []bool{true, false} {
		kept := map[string]bool{}
		r := Reader{RulesOnly: rules}
		for _, b := range r.HTML(&d) {
			kept[b.Text] = b.Kept
		}
		for _, p := range council {
			if !kept[p] {
				t.Errorf("by rules alone %v: lost %q", rules, p)
			}
		}
	}
}

// TestParts: what is built like a neighbour and is the text itself stays.
func TestParts(t *testing.T) {
	var items, days strings.Builder
	for i, what := range []string{"boiler", "roof", "tiles", "doors", "clock"} {
		fmt.Fprintf(&items, "<article><h2><a href='/p/%d'>What becomes of the %s</a></h2><p>Nobody has asked for the %s yet, the treasurer said, and so it is to be stored in the old school of lot %d until the spring.</p></article>", i, what, what, i)
		fmt.Fprintf(&days, "<div><h3>%d March 2024</h3><p>The %s was looked at by an engineer of the county, who found damage of %d kinds and wrote to the council.</p></div>", i+2, what, i+2)
	}
	hidden := "<p>Read more</p><div id='rest' style='display:none'><p>The grammar school has offered its field for the new pool, but wants the town to pay for the fence and for the drains.</p><p>Its head, Mab Orrin, said that the pupils would gain most of all, and that she had waited eleven years for this.</p></div>"
	tab := "<div role='tablist'><h3 role='tab'>Who pays</h3><div role='tabpanel' aria-hidden='true'><p>The county pays a third of the sum, the town another, and the rest is to come from the sale of the site to the housing office.</p></div></div>"
	for name, inside := range map[string]string{"items in articles": items.String(), "days": days.String(), "a text to unfold": hidden, "a tab": tab} {
		for _, menu := range []int{4, 120} {
			for _, rules := range []bool{true, false} {
				got := strings.Join(keptOf(&Reader{RulesOnly: rules}, menu, inside, ""), "\n")
				for p := range strings.SplitSeq(inside, "<p>") {
					if p, _, ok := strings.Cut(p, "</p>"); ok && len(p) > 60 && !strings.Contains(got, p) {
						t.Errorf("%s, menu of %d, by rules alone %v: lost %q", name, menu, rules, p)
					}
				}
			}
		}
	}
}
