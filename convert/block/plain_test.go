package block

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// vetoes are words that sites give to what is no text, and that some give to their text.
var vetoes = strings.Fields(`sidebar promo related comment comments widget teaser newsletter aside rail recommended footer nav menu popular
	trending share social ad advert sponsor subscribe signup modal popup overlay cookie card tile gallery carousel slider caption credit meta
	date tag topic kicker breadcrumb author byline bio login account pager pagination search tool toolbar rating poll disclaimer legal
	product shop donate appeal contact embed tweet video player print pull toc fact infobox summary deck subtitle header masthead
	related-content read-more most-read hidden hide invisible`)

// names makes 300 class names of the words.
func names() (all []string) {
	for _, form := range []string{"%s", "%s-grid__container", "m_%s", "%s-box", "is-%s", "%sContent", "page-%s-inner"} {
		for _, v := range vetoes {
			all = append(all, fmt.Sprintf(form, v))
		}
	}
	return all[:300]
}

// council is the text of an article about invented people.
var council = strings.Split(strings.TrimSpace(`
The council of Aldermoor voted on Thursday evening to close the old swimming baths, which have stood empty since the roof was found unsafe two winters ago.
Repairs would have cost nine million crowns, said the treasurer, Ottoline Marsh, and no bidder had come forward in three rounds of asking.
"We have kept the doors shut and the bills open for two years," she told the chamber. "At some point that has to end."
A group of parents had gathered four thousand signatures against the plan. Their speaker, Jory Penhale, called the decision a mistake that the town would pay for twice.
He pointed to a survey of last spring, in which six of ten pupils of the fourth form could not swim a length without help.
Under the plan the site goes to the housing office, which wants to build sixty flats there, a third of them for families on the waiting list.
A smaller pool is to follow beside the grammar school, though neither a date nor a sum has been named, and the opposition doubts that it will ever be dug.
Work on pulling down the baths is to begin in October, once the bats that nest in the boiler house have left for the winter.
`), "\n")

// menuOf is a menu of n entries.
func menuOf(n int) string {
	var b strings.Builder
	b.WriteString("<nav><ul>")
	for i := range n {
		fmt.Fprintf(&b, "<li><a href='/s/%d'>Section %d</a></li>", i, i)
	}
	return b.String() + "</ul></nav>"
}

// namedPage lays the article out with a class on its container, on what holds that, or
// on each paragraph.
func namedPage(menu int, container, wrapper, paragraph string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><title>Aldermoor closes its baths</title></head><body><header>%s</header><main><div class='%s'><h1>Aldermoor closes its baths</h1><div class='%s'>",
		menuOf(menu), wrapper, container)
	for _, p := range council {
		fmt.Fprintf(&b, "<p class='%s'>%s</p>\n", paragraph, p)
	}
	b.WriteString("</div></div></main><section><h2>Also in the Courier</h2>")
	for i := range 4 {
		fmt.Fprintf(&b, "<div><a href='/n/%d'><h3>What the vote of ward %d means for the winter</h3></a><p>%d March</p></div>", i, i, i+1)
	}
	b.WriteString("</section><footer>" + menuOf(menu/4) + "<p>© Courier of Aldermoor. All rights reserved.</p></footer></body></html>")
	return b.String()
}

// TestNames: no name on an element around most of the text takes any of it.
func TestNames(t *testing.T) {
	var r Reader
	var d markup.Doc
	for _, menu := range []int{6, 120} {
		for where := range 3 {
			for _, name := range names() {
				at := [3]string{}
				at[where] = name
				d.Parse([]byte(namedPage(menu, at[0], at[1], at[2])), markup.Limits{})
				kept := 0
				for _, b := range r.HTML(&d) {
					switch text := strings.Contains(strings.Join(council, "\n"), b.Text) && len(b.Text) > 60; {
					case b.Kept && text:
						kept++
					case b.Kept && b.Level == 0:
						t.Errorf("menu of %d, %q at %d: kept %q", menu, name, where, b.Text)
					}
				}
				if kept < len(council) {
					t.Errorf("menu of %d, %q at %d: kept %d of %d paragraphs", menu, name, where, kept, len(council))
				}
			}
		}
	}
}

// TestMissing: what may be missing is counted where the page has more running text than
// was kept, and nowhere else.
func TestMissing(t *testing.T) {
	var r Reader
	var d markup.Doc
	d.Parse([]byte(namedPage(120, "", "", "")), markup.Limits{})
	r.HTML(&d)
	if m := r.Missing(); m != (Missing{}) {
		t.Errorf("of a page that lost nothing: %+v", m)
	}
	talk := "<div class='comments'>"
	for i := range 12 {
		talk += fmt.Sprintf("<div class='comment'><p>%d of us swam there as children, and I still think that the council has not looked at what a repair would give back to this town.</p></div>", i)
	}
	page := "<html><head><title>Aldermoor closes its baths</title></head><body>" + menuOf(120) + "<main><h1>Aldermoor closes its baths</h1><p>" +
		council[0] + "</p><p>" + council[1] + "</p></main>" + talk + "</div></body></html>"
	d.Parse([]byte(page), markup.Limits{})
	r.HTML(&d)
	if m := r.Missing(); !m.Any() || m.Plain < 12*25 {
		t.Errorf("below a short text stand remarks of 12 times 28 words: %+v", m)
	}
	r.Text(flow([]byte("The baths are closed.\n\nNobody knows until when.")))
	if m := r.Missing(); m != (Missing{}) {
		t.Errorf("of clean text: %+v", m)
	}
}

// TestMissingOfCopies: a text that stands once more, for small screens or for large
// ones, is not missing, whichever copy was kept.
func TestMissingOfCopies(t *testing.T) {
	const title = "<h1>Aldermoor closes its baths</h1>"
	var r Reader
	var d markup.Doc
	small := "<div class='is-mobile-only u-hidden' aria-hidden='true'>" + title + "<p>" + strings.Join(council, "</p><p>") + "</p></div>"
	large := "<div class='l-wrap'><main><div class='story'>" + title + "<ul class='share'><li><a href='#'>Share</a></li><li><a href='#'>Post</a></li></ul><div class='story__text'><p>" + strings.Join(council, "</p></div><div class='story__text'><p>") + "</p></div></div></main></div>"
	for name, body := range map[string]string{"small first": small + large, "large first": large + small, "three": small + large + small} {
		d.Parse([]byte("<html><head><title>Aldermoor closes its baths</title></head><body>"+menuOf(6)+body+"</body></html>"), markup.Limits{})
		kept := 0
		for _, b := range r.HTML(&d) {
			if b.Kept {
				kept++
			}
		}
		if m := r.Missing(); kept != len(council) || m.Any() {
			t.Errorf("%s: %d paragraphs of %d kept, %+v missing", name, kept, len(council), m)
		}
	}
}
