package lossreport_test

import (
	"encoding/json"
	"testing"

	"github.com/dsbuild/dsbuild/internal/browsertest"
	"github.com/dsbuild/dsbuild/schema"
)

// TestFragments: a place and filters in the address are what is shown.
func TestFragments(t *testing.T) {
	pages := examplePages(t)
	report := draw(t, pages)
	b := browsertest.OpenTab(t, report)
	p := prefixOf(t, report, pages[0].Trace.Page.ID)
	kept, two, all := 0, 0, len(pages[0].Trace.Blocks)
	for _, block := range pages[0].Trace.Blocks {
		if block.Kept {
			kept++
		}
		if block.Reason == schema.ReasonBoilerplate || block.Reason == schema.ReasonRelated {
			two++
		}
	}
	name := b.JS(`location.href`).(string)
	for _, c := range []struct {
		why, fragment string
		want          int
	}{
		{"a page", p, all},
		{"kept text", p + ";show=kept", kept},
		{"two reasons", p + ";reason=boilerplate,related", two},
		{"nothing left", p + ";show=kept;reason=related", 0},
		{"a word that is none", p + ";show=everything", all},
		{"a row in a fold", p + "b2", all},
	} {
		b.Call("Page.navigate", map[string]any{"url": "about:blank"})
		b.Load(name + "#" + c.fragment)
		if got := b.JS(`document.querySelectorAll("#` + p + ` .r:not([hidden])").length`); got != float64(c.want) {
			t.Errorf("%s, #%s: %v rows are shown, want %d", c.why, c.fragment, got, c.want)
		}
		if got := b.JS(`Array.from(document.querySelectorAll(".page, .index")).filter(s => !s.hidden).map(s => s.id).join()`); got != p {
			t.Errorf("%s, #%s: %v is shown", c.why, c.fragment, got)
		}
	}
	if got := b.JS(`document.querySelector(".here").id + document.querySelector(".here").closest("details").open`); got != p+"b2true" {
		t.Errorf("the row of the fragment in an open fold: %v", got)
	}
	b.Press("b")
	if n := b.Pixels(0x2b, 0x8a, 0x4b); n < 100 {
		t.Errorf("%d pixels of the screen have the colour of kept text: the style sheet does not hold", n)
	}
}

// TestKeys reads a report as a person does: with keys and clicks.
func TestKeys(t *testing.T) {
	pages := examplePages(t)
	b := browsertest.OpenTab(t, draw(t, pages))
	const (
		place   = `location.hash`
		section = `Array.from(document.querySelectorAll(".page, .index")).filter(s => s.offsetParent).map(s => s.id).join()`
		row     = `document.querySelector(".here")?.className.split(" ")[0] + document.querySelector(".here")?.className.split(" ")[1]`
		rows    = `Array.from(document.querySelectorAll(".r")).filter(r => r.checkVisibility()).length`
	)
	for _, c := range []struct{ why, keys, click, look, want string }{
		{"the index comes first", "", "", section, "index"},
		{"the first page", "n", "", section, "p1"},
		{"back to the index", "p", "", section, "index"},
		{"on to the last page and no further", "n n n n n", "", section, "p3"},
		{"a row of kept text", "b", "", row, "rk"},
		{"the last row of kept text", "e", "", `document.querySelector(".here ~ .k") === null && document.querySelector(".status").textContent.includes("kept: text of the article") ? "yes" : "no"`, "yes"},
		{"the row before it", "j k k", "", place + `.match(/^#p3b\d+$/) ? "yes" : "no"`, "yes"},
		{"kept text only", "3", "", `document.querySelector("#p3 .r.d:not([hidden])") === null ? "yes" : "no"`, "yes"},
		{"the filter stands in the address", "", "", place + `.split(";")[1]`, "show=kept"},
		{"what is dropped", "4", "", `document.querySelector("#p3 .r.k:not([hidden])") === null ? "yes" : "no"`, "yes"},
		{"dropped for one reason", "2", `.bar [data-reason=boilerplate]`, `Array.from(new Set(Array.from(document.querySelectorAll("#p3 .r:not([hidden])")).map(r => r.dataset.reason))).join()`, "boilerplate"},
		{"no filter", "", `[data-go=clear]`, `document.querySelector("#p3 .r[hidden]") === null ? "yes" : "no"`, "yes"},
		{"folds are open where all is shown", "", "", rows + ` === document.querySelectorAll("#p3 .r").length ? "yes" : "no"`, "yes"},
		{"folds are closed for reading", "1", "", rows + ` < document.querySelectorAll("#p3 .r").length ? "yes" : "no"`, "yes"},
		{"a mark", "x i", "", `document.querySelector(".tally").textContent`, "Marked: 0 right, 1 wrong."},
		{"marks can be saved", "", "", `decodeURIComponent(document.querySelector(".save").href.split(",").slice(1).join()).split("\n")[0]`, "doc_id,field,right"},
		{"a field is marked too", "n", "#" + "p1" + " [data-field=title] .right", `document.querySelector(".tally").textContent`, "Marked: 1 right, 1 wrong."},
		{"with the doc_id, the field and the verdict", "i", "", `decodeURIComponent(document.querySelector(".save").href).split("\n").filter(l => l.endsWith(",title,true") || l.endsWith(",text,false")).length === 2 ? "yes" : "no"`, "yes"},
		{"a click on a heading sorts", "", `th[data-sort=i]`, `Array.from(document.querySelectorAll(".index tbody tr")).map(r => r.cells[0].textContent).join()`, "1,2,3"},
		{"the order of the index is that of the pages", "n", "", section + ` === document.querySelector(".index tbody tr").dataset.page ? "yes" : "no"`, "yes"},
		{"help", "?", "", `document.querySelector("dialog").open ? "yes" : "no"`, "yes"},
		{"help goes", "?", "", `document.querySelector("dialog").open ? "yes" : "no"`, "no"},
		{"the dark scheme", "t", "", `getComputedStyle(document.body).backgroundColor === "rgb(22, 24, 27)" ? "yes" : "no"`, "yes"},
	} {
		b.Press(c.keys)
		if c.click != "" {
			b.JS(`document.querySelector(` + quote(c.click) + `).click()`)
		}
		if got := b.JS(c.look); got != c.want {
			t.Errorf("%s: after %q %q it is %v, want %s (at %v)", c.why, c.keys, c.click, got, c.want, b.JS(place))
		}
	}
	const marked = "Marked: 1 right, 1 wrong."
	if got := b.Reopen(`document.querySelector(".tally").textContent`, marked); got != marked {
		t.Errorf("when the file is opened again its marks are %q", got)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
