package script

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

const formsTitle = "Aldermoor closes its baths"

var formsText = []string{
	"The council of Aldermoor voted on Thursday evening to close the old swimming baths, which have stood empty since the roof was found unsafe two winters ago.",
	"Repairs would have cost nine million crowns, said the treasurer, Ottoline Marsh, and no bidder had come forward in three rounds of asking.",
	"A group of parents had gathered four thousand signatures against the plan. Their speaker, Jory Penhale, called the decision a mistake that the town would pay for twice.",
	"He pointed to a survey of last spring, in which six of ten pupils of the fourth form could not swim a length without help.",
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// flatten writes values into one array, in which they name each other by their places.
func flatten(list *[]any, v any, key func(k string) string) int {
	at := len(*list)
	*list = append(*list, nil)
	switch v := v.(type) {
	case map[string]any:
		places := map[string]any{}
		for _, k := range []string{"data", "title", "published", "author", "content", "type", "text"} {
			if m, ok := v[k]; ok {
				places[key(k)] = flatten(list, m, key)
			}
		}
		(*list)[at] = places
	case []any:
		places := []any{}
		for _, m := range v {
			places = append(places, flatten(list, m, key))
		}
		(*list)[at] = places
	default:
		(*list)[at] = v
	}
	return at
}

// TestFrameworks: the text is found in whatever form frameworks write their data.
func TestFrameworks(t *testing.T) {
	html := "<p>" + strings.Join(formsText, "</p><p>") + "</p>"
	var blocks []any
	for _, p := range formsText {
		blocks = append(blocks, map[string]any{"type": "paragraph", "text": p})
	}
	story := func(content any) map[string]any {
		return map[string]any{"title": formsTitle, "published": "2026-03-10", "author": "Una Trask", "content": content}
	}
	nuxt := func(content any) string {
		var list []any
		flatten(&list, map[string]any{"data": story(content)}, func(k string) string { return k })
		return `<script type="application/json" id="__NUXT_DATA__">` + asJSON(list) + `</script>`
	}
	router := func(content any) string {
		var list []any
		flatten(&list, story(content), func(k string) string {
			list = append(list, k)
			return fmt.Sprintf("_%d", len(list)-1)
		})
		return `<script>window.__reactRouterContext.streamController.enqueue(` + asJSON(asJSON(list)) + `);</script>`
	}
	push := func(s string) string { return `<script>self.__next_f.push([1,` + asJSON(s) + `])</script>` }
	for name, script := range map[string]func(content any) string{
		"next": func(c any) string {
			return `<script id="__NEXT_DATA__" type="application/json">` + asJSON(map[string]any{"props": story(c)}) + `</script>`
		},
		"next, rows": func(c any) string {
			return push("1:HL[\"/a.css\"]\n") + push(`7:["$","$L9",null,{"article":`) + push(asJSON(story(c))+"}]\n")
		},
		"nuxt": nuxt,
		"nuxt, code": func(c any) string {
			return `<script>window.__NUXT__={layout:"default",data:[{article:` + asJSON(story(c)) + `}]};</script>`
		},
		"fusion": func(c any) string {
			return `<script>window.Fusion=window.Fusion||{};Fusion.globalContent={"headlines":{"basic":"` + formsTitle + `"},"display_date":"2026-03-10","content_elements":` + asJSON(c) + `};Fusion.spa=false;</script>`
		},
		"remix": func(c any) string {
			return `<script>window.__remixContext = {"state":{"loaderData":{"routes/a":` + asJSON(story(c)) + `}}};</script>`
		},
		"react router": router,
		"apollo": func(c any) string {
			return `<script>window.__APOLLO_STATE__={"Article:1":` + asJSON(story(c)) + `,"ROOT_QUERY":{"__typename":"Query"}};</script>`
		},
		"parsed": func(c any) string {
			return `<script>window.state=JSON.parse(` + asJSON(asJSON(map[string]any{"a": story(c)})) + `);</script>`
		},
		"sveltekit": func(c any) string {
			return `<script type="application/json" data-sveltekit-fetched>` + asJSON(map[string]any{"status": 200, "body": asJSON(story(c))}) + `</script>`
		},
	} {
		for form, content := range map[string]any{"HTML": html, "blocks": blocks} {
			checkForm(t, name+", "+form, script(content))
		}
	}
	checkForm(t, "next, a text named by a row", push("7:"+asJSON(story("$a"))+"\n")+push(fmt.Sprintf("a:T%x,", len(html)))+push(html+"8:[]\n"))
}

func checkForm(t *testing.T, name, script string) {
	t.Helper()
	var d markup.Doc
	d.Parse([]byte("<html><head><title>"+formsTitle+"</title></head><body><h1>"+formsTitle+"</h1>"+script+"</body></html>"), markup.Limits{})
	got := string(Body(&d, Shown{Title: formsTitle}))
	for _, p := range formsText {
		if strings.Count(got, p) != 1 {
			t.Errorf("%s: %d times %q", name, strings.Count(got, p), p)
		}
	}
}

// TestFlatBounds: values that hold each other, and texts that are named again and again, end.
func TestFlatBounds(t *testing.T) {
	var rounds strings.Builder
	for i := range 60 {
		fmt.Fprintf(&rounds, "[%d,%d,%d],", i+1, i+1, i+1)
	}
	text := strings.Repeat("The baths are closed, said the council. ", 30_000)
	for name, script := range map[string]string{
		"a circle":   `[{"a":1},{"b":0},"` + text[:2000] + `"]`,
		"many":       "[" + rounds.String() + `"x","` + text[:2000] + `"]`,
		"many texts": `self.__next_f.push([1,"7:[` + strings.Repeat(`\"$a\",`, 20_000) + `1]\na:T` + fmt.Sprintf("%x", len(text)) + `,` + text + `"])`,
	} {
		var d markup.Doc
		d.Parse([]byte("<title>"+formsTitle+"</title><script>"+script+"</script>"), markup.Limits{})
		if got := Body(&d, Shown{}); len(got) > maxScripts {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}
