package convert

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

func convertPage(body string) *Trace {
	b := []byte(body)
	return TracePage(&schema.Page{
		Source: schema.Source{URI: "a.html", Format: schema.FormatHTML, Size: int64(len(b)), SHA256: strings.Repeat("0", 64)},
		ID:     schema.DocID("", b), Body: b,
	}, Options{Without: []string{"quotes", "topics"}})
}

func TestPagesWithoutText(t *testing.T) {
	for name, tt := range map[string]struct{ page, message string }{
		"built by scripts": {`<html><head><title>The Mole</title><script src="/app.js"></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`, "needs a browser"},
		"frames":           {`<html><head><title>The Mole</title></head><frameset cols="20%,80%"><frame src="menu.html"><frame src="story.html"><noframes>Your browser has no frames.</noframes></frameset></html>`, "menu.html, story.html"},
		"one frame":        {`<html><body><iframe src="https://example.org/story"></iframe></body></html>`, "https://example.org/story"},
		"nothing":          {`<html><body></body></html>`, "holds no text"},
		"menus":            {`<html><body>` + strings.Repeat(`<nav><a href="/a">Harbour news of the week</a> <a href="/b">Market prices</a></nav>`, 30) + `</body></html>`, "no text of an article was found"},
	} {
		t.Run(name, func(t *testing.T) {
			r := convertPage(tt.page).Reject
			if r == nil || r.Reason != schema.RejectNoText || !strings.Contains(r.Message, tt.message) {
				t.Errorf("%+v", r)
			}
		})
	}
}

// Text that the markup does not show, in the two places where it may stand.
func TestTextBesideTheMarkup(t *testing.T) {
	const story = "The harbour council voted on Tuesday evening to close the old bridge to lorries until engineers have looked at both of its piers. "
	parts := strings.Repeat(`{"type":"paragraph","text":"`+story+`"},`, 6)
	state := convertPage(`<html><head><title>Old bridge shut to lorries</title><meta property="og:type" content="article"></head><body><div id="app"><h1>Old bridge shut to lorries</h1><p>` + story +
		`</p></div><script type="application/json">{"a":{"headline":"Old bridge shut to lorries","author":"Ida Holm","body":[` + parts + `{"type":"heading","text":"What comes next"},{"type":"paragraph","text":"It ends here, she said."}]}}</script></body></html>`)
	if a := state.Article; a == nil || len(a.Paragraphs) != 8 || !strings.HasSuffix(a.Text, "What comes next\n\nIt ends here, she said.") || !has(a.Findings, schema.FindingTextFromScript) {
		t.Errorf("%+v", state.Reject)
	}
	kept := map[schema.BlockReason]int{}
	for i, b := range state.Blocks {
		kept[b.Reason]++
		if b.Index != i {
			t.Errorf("block %d has index %d", i, b.Index)
		}
	}
	if kept[schema.ReasonScriptData] != 8 || kept[schema.ReasonBody] != 0 || kept[schema.ReasonRepeated] == 0 {
		t.Error(kept)
	}
	noscript := convertPage(`<html><head><title>Old bridge shut to lorries</title></head><body><div id="app"></div><script src="a.js"></script><noscript><h1>Old bridge shut to lorries</h1><p>` +
		strings.Repeat(story, 3) + `</p><p>` + story + `</p></noscript></body></html>`)
	if a := noscript.Article; a == nil || len(a.Paragraphs) != 2 {
		t.Errorf("%+v", noscript.Reject)
	}
}

func has(findings []schema.Finding, code schema.FindingCode) bool {
	for _, f := range findings {
		if f.Code == code {
			return true
		}
	}
	return false
}
