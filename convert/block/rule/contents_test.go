package rule_test

import (
	"fmt"
	"testing"

	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// TestTableOfContents: a list of links that says what the headings below say stands
// beside the text, wherever its links lead; one that says something else does not.
func TestTableOfContents(t *testing.T) {
	const page = `<main><h1>The wheel turns again</h1><p>The wheel at Sorrel Bridge turns again, after eleven years, said Perrin Dale, who owns the mill and the meadow beside it.</p>%s
<h2>Who pays for the oak</h2><p>The oak was given by the valley, and the iron was bought with what the fair had left, said the smith of the valley on Friday evening.</p>
<h2>What comes next</h2><p>A hundred and forty people came to see it on Sunday, and more are to come when the lamps on the weir are lit in the second week of May.</p></main>`
	for list, want := range map[string]int{
		`<ul><li><a href="#a">Who pays for the oak</a><li><a href="#b">What comes next</a></ul>`:                                      2,
		`<ol><li><a href="/wheel#a">Who pays for the oak</a><li><a href="/wheel#b">WHAT COMES NEXT</a><li><a href="#c">More</a></ol>`: 3,
		`<ul><li><a href="/oak">The oaks of the valley</a><li><a href="/lamps">The lamps on the weir</a></ul>`:                        0,
		`<ul><li>Who pays for the oak<li>What comes next</ul>`:                                                                        0,
		`<ul><li><a href="#a">Who pays for the oak</a><li>Perrin Dale owns the mill, and has the key of the weir<li>What comes</ul>`:  0,
	} {
		var d markup.Doc
		d.Parse(fmt.Appendf(nil, page, list), markup.Limits{})
		var c unit.Cutter
		c.HTML(&d, false, 0)
		c.Measure()
		var rules rule.HTMLRules
		beside := 0
		for _, u := range rules.Decide(&c.Page, false).Units {
			if u.Beside {
				beside++
			}
		}
		if beside != want {
			t.Errorf("%s: %d lines beside the text, want %d", list, beside, want)
		}
	}
}
