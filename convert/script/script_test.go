package script

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// The story that every form below tells.
var story = [...]string{
	"The harbour council voted on Tuesday evening to close the old bridge to lorries until engineers have looked at both of its piers.",
	"Two cracks were found in March, the mayor said, and nobody can tell yet how deep they go or what the repair will cost the town.",
	"What comes next",
	"Work should begin in the autumn & last until the summer; the ferry will run every half hour until then, at no charge to residents.",
	"Shop owners on the far side of the river asked for more: they want signs, a shuttle bus and a lower rent while the bridge is shut.",
}

// want is the text of the story, in letters alone.
var want = letters(strings.Join(story[:], " "), 1<<20)

const about = `"headline":"Old bridge shut to lorries","author":"Ida Holm","published":"2024-05-04"`

// form tells the story with a template for paragraphs and one for the heading.
func form(paragraph, heading, sep string) string {
	var parts []string
	for i, s := range story {
		if i == 2 {
			parts = append(parts, fmt.Sprintf(heading, s))
		} else {
			parts = append(parts, fmt.Sprintf(paragraph, s))
		}
	}
	return strings.Join(parts, sep)
}

func page(script string) string {
	return "<html><head><title>Old bridge shut to lorries | The Mole</title></head><body><div id=root></div>" + script + "</body></html>"
}

func body(page string, shown ...string) string {
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	return string(Body(&d, Shown{Title: "Old bridge shut to lorries", Texts: shown}))
}

func TestForms(t *testing.T) {
	html := form("<p>%s</p>", "<h2>%s</h2>", "")
	html = strings.Replace(html, " & ", " &amp; ", 1)
	list := func(paragraph, heading string) string {
		return "[" + form(paragraph, heading, ",") + `,{"type":"image","data":{"text":"A picture of the bridge"},"caption":"The bridge"}]`
	}
	state := func(member string) string {
		return `<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{` + about + `,` + member +
			`},"more":[{"title":"Ferry fares to rise","url":"/f","body":"` + strings.Repeat("Fares rise in June, said the office. ", 60) + `"}]}}}</script>`
	}
	for name, script := range map[string]string{
		"HTML in a string":            state(fmt.Sprintf(`"body":%q`, html)),
		"typed, text in values":       state(`"body":{"type":"document","content":` + list(`{"type":"paragraph","data":{},"content":[{"type":"text","value":"%s"}]}`, `{"type":"heading","data":{"level":2},"content":[{"type":"text","value":"%s"}]}`) + `}`),
		"nodes with marks":            state(`"json":{"nodeType":"document","content":` + list(`{"nodeType":"paragraph","content":[{"nodeType":"text","marks":[{"type":"bold"}],"value":"%s"}]}`, `{"nodeType":"heading-2","content":[{"nodeType":"text","value":"%s"}]}`) + `}`),
		"blocks with their text":      state(`"content":{"blocks":` + list(`{"key":"a1","text":"%s","type":"unstyled"}`, `{"key":"b2","text":"%s","type":"header-two"}`) + `,"entityMap":{}}`),
		"blocks with data":            state(`"content":{"blocks":` + list(`{"type":"paragraph","data":{"text":"%s"}}`, `{"type":"header","data":{"text":"%s","level":2}}`) + `}`),
		"blocks with spans":           state(`"body":` + list(`{"_type":"block","style":"normal","children":[{"_type":"span","text":"%s"}]}`, `{"_type":"block","style":"h2","children":[{"_type":"span","text":"%s"}]}`)),
		"tags with their children":    state(`"body":` + list(`{"type":"p","children":[{"type":"text","data":"%s"}]}`, `{"type":"h2","children":[{"type":"text","data":"%s"}]}`)),
		"elements with HTML":          state(`"content_elements":` + list(`{"type":"text","content":"%s"}`, `{"type":"header","level":2,"content":"%s"}`)),
		"whole and in fragments":      state(`"content":{"model":{"blocks":[{"type":"text","model":{"blocks":` + list(`{"type":"paragraph","model":{"text":"%[1]s","blocks":[{"type":"fragment","model":{"text":"%[1]s"}}]}}`, `{"type":"subheadline","model":{"text":"%s"}}`) + `}}]}}`),
		"an assignment":               `<script>window.__INITIAL_STATE__ = {"story":{` + about + `,"paragraphs":[` + form(`{"text":"%s"}`, `{"type":"h2","text":"%s"}`, ",") + `]}};(function(){var s;})();</script>`,
		"a string to be parsed":       `<script>window.__DATA__=JSON.parse("` + strings.ReplaceAll(`{"story":{`+about+`,"body":[`+form(`{"text":"%s"}`, `{"text":"%s"}`, ",")+`]}}`, `"`, `\"`) + `");</script>`,
		"articleBody, as last resort": `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge","articleBody":"` + strings.Join(story[:], `\n\n`) + `"}</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			got := body(page(script))
			if letters(strings.ReplaceAll(got, "&amp;", "&"), 1<<20) != want {
				t.Errorf("%s", got)
			}
			if name != "articleBody, as last resort" && name != "a string to be parsed" && !strings.Contains(got, "<h2>What comes next</h2>") {
				t.Errorf("no heading: %s", got)
			}
		})
	}
}

func TestGoesOnWhereTheMarkupStops(t *testing.T) {
	script := `<script type="application/json">{"a":{"parts":[` + form(`{"type":"paragraph","text":"%s"}`, `{"type":"heading","text":"%s"}`, ",") + `]}}</script>`
	if got := body(page(script), story[0]); letters(strings.ReplaceAll(got, "&amp;", "&"), 1<<20) != want {
		t.Errorf("%s", got)
	}
	const other = "Another text that the markup shows, and that the script does not hold at all, whatever its title may be."
	if got := body(page(script), other); got != "" {
		t.Errorf("took another article: %s", got)
	}
	own := strings.Replace(strings.Replace(script, `"parts"`, about+`,"parts"`, 1), story[0], strings.Repeat(story[0]+" ", 6), 1)
	if got := body(page(own), other); got == "" {
		t.Error("a note that the markup shows hides the article")
	}
	if got := body(page(own), strings.Repeat(other, 7)); got != "" {
		t.Errorf("took another article where the markup shows one: %s", got)
	}
	if got := body(page(script), story[:]...); got != "" {
		t.Errorf("took what the markup shows whole: %s", got)
	}
}

func TestNotTheText(t *testing.T) {
	for name, script := range map[string]string{
		"other articles": `<script type="application/json">{` + about + `,"latest":[` + strings.Repeat(`{"title":"Ferry","url":"/f","text":"`+story[0]+story[1]+`"},`, 6) + `]}</script>`,
		"no title":       `<script type="application/json">{"x":{"body":"<p>` + strings.Join(story[:], "</p><p>") + `</p>"}}</script>`,
		"a product":      `<script type="application/json">{"title":"Old bridge shut to lorries","body":"<p>` + strings.Join(story[:], "</p><p>") + `</p>"}</script>`,
		"short":          `<script type="application/json">{` + about + `,"body":"<p>` + story[0] + `</p>"}</script>`,
		"code":           `<script>` + strings.Repeat("function f(a){if(a.b){return 'no text at all, is it. Not at all. No.';}}\n", 60) + `</script>`,
		"JSON inside":    `<script>self.__next_f.push([1,"` + strings.Repeat(`3:[\"$\",\"p\",null,{\"children\":\"Some words of a page. More words. And more of them.\"}]\n`, 20) + `"])</script>`,
	} {
		if got := body(page(script)); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestParted(t *testing.T) {
	for in, want := range map[string]string{
		"It rained.The ferry stayed in port.«No», she said.Nobody came.":      "It rained.|The ferry stayed in port.|«No», she said.|Nobody came.",
		"He asked: “Who pays?”Nobody knows.  The end came soon.":              "He asked: “Who pays?”|Nobody knows.|  The end came soon.",
		"See example.Com or the U.S.A. map by J.R. Holm, at 5.30 p.m. today.": "See example.|Com or the U.S.A. map by J.R. Holm, at 5.30 p.m. today.",
		"One sentence. Another one. And e.g. this":                            "One sentence. Another one. And e.g. this",
	} {
		if got := strings.ReplaceAll(parted(in), "\n", "|"); got != want {
			t.Errorf("%q", got)
		}
	}
}

func TestLinear(t *testing.T) {
	for _, s := range []string{
		strings.Repeat(`[`, 1<<20), strings.Repeat(`{"text":`, 1<<18), `[` + strings.Repeat(`{"text":"`+story[0]+`"},`, 1<<14) + `]`,
		strings.Repeat(`[`, 120) + strings.Repeat(`"`+story[0]+`",["`+story[1]+`"],`, 1<<12) + strings.Repeat(`]`, 120),
	} {
		if got := body(page(`<script type="application/json">{` + about + `,"body":` + s + `}</script>`)); len(got) > 3*len(s) {
			t.Errorf("%d bytes became %d", len(s), len(got))
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add(`{"headline":"Old bridge shut to lorries","byline":"x","body":[{"type":"p","text":"` + story[0] + `"},{"type":"h2","text":"` + story[1] + `"}]}`)
	f.Add(`window.a=JSON.parse("{\"b\":\"<p>c\"}")`)
	f.Fuzz(func(t *testing.T, script string) {
		got := body(page("<script>"+script+"</script>"), story[0])
		if again := body(page("<script>"+script+"</script>"), story[0]); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}
