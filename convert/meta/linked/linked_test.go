package linked_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/linked"
	"github.com/dsbuild/dsbuild/schema"
)

// read returns what scripts state on a page that shows a headline.
func read(shown string, scripts ...string) linked.Data {
	var page strings.Builder
	for _, s := range scripts {
		fmt.Fprintf(&page, `<script type="application/ld+json">%s</script>`, s)
	}
	var d markup.Doc
	d.Parse([]byte(page.String()), markup.Limits{})
	var at []int32
	for n := range d.Nodes {
		if d.Nodes[n].Tag == markup.TagScript {
			at = append(at, int32(n))
		}
	}
	var data linked.Data
	data.Read(&d, at, shown)
	return data
}

func TestFields(t *testing.T) {
	want := linked.Data{
		Types: []string{"NewsArticle"}, Title: "Ferry & bridge", Description: "Who pays?", Section: "Harbour", Publisher: "The Post", URL: "https://post.example/ferry",
		Language: "en-GB", Published: "2026-03-02T09:00:00Z", Modified: "2026-03-03", Authors: []linked.Name{{Name: "Mara Quill"}, {Name: "Harbour Desk", Body: true}},
		Keywords: []string{"ferry", " bridge"}, Free: schema.Some(false),
	}
	got := read("", `{"@context": "https://schema.org", "@type": "https://schema.org/NewsArticle", "headline": "Ferry &amp; bridge", "description": "Who\n pays?",
		"articleSection": ["Harbour", "News"], "publisher": {"@type": "Organization", "name": "The Post"}, "mainEntityOfPage": {"@id": "https://post.example/ferry"},
		"inLanguage": {"alternateName": "en-GB", "name": "English"}, "datePublished": "2026-03-02T09:00:00Z", "dateModified": "2026-03-03",
		"author": ["Mara Quill", {"@type": "NewsMediaOrganization", "name": "Harbour Desk"}], "keywords": "ferry, bridge", "isAccessibleForFree": "http://schema.org/False"}`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Which of several objects is the page.
func TestChoice(t *testing.T) {
	const (
		story   = `{"@type": "NewsArticle", "headline": "Ferry late", "datePublished": "2026-03-02", "author": "Mara Quill"}`
		other   = `{"@type": "NewsArticle", "headline": "Dikes raised", "datePublished": "2026-01-01", "author": "Ivo Brand"}`
		bare    = `{"@type": "NewsArticle", "headline": "Ferry late"}`
		page    = `{"@type": "WebPage", "headline": "Ferry late", "datePublished": "2026-02-02", "inLanguage": "en"}`
		person  = `{"@type": "Person", "name": "Ada Sol", "datePublished": "2020-01-01", "author": "Ada Sol"}`
		product = `{"@type": "Product", "name": "Kettle"}`
	)
	for name, c := range map[string]struct {
		shown           string
		scripts         []string
		title, day, who string
	}{
		"one":                              {"", []string{story}, "Ferry late", "2026-03-02", "Mara Quill"},
		"the page's own headline":          {"Dikes raised", []string{story, other}, "Dikes raised", "2026-01-01", "Ivo Brand"},
		"own headline, though it has less": {"Ferry late!", []string{other, bare}, "Ferry late", "", ""},
		"the first of two alike":           {"", []string{story, other}, "Ferry late", "2026-03-02", "Mara Quill"},
		"what has more":                    {"", []string{bare, other}, "Dikes raised", "2026-01-01", "Ivo Brand"},
		"a graph":                          {"", []string{`{"@graph": [` + person + "," + story + `]}`}, "Ferry late", "2026-03-02", "Mara Quill"},
		"a list":                           {"", []string{"[" + page + "," + story + "]"}, "Ferry late", "2026-03-02", "Mara Quill"},
		"the page's main entity":           {"", []string{`{"@type": "WebPage", "mainEntity": ` + story + `}`}, "Ferry late", "2026-03-02", "Mara Quill"},
		"the page fills gaps":              {"", []string{page, bare}, "Ferry late", "2026-02-02", ""},
		"a list of other stories":          {"", []string{`{"@type": "ItemList", "itemListElement": [` + story + `]}`}, "", "", ""},
		"persons are no page":              {"", []string{person}, "", "", ""},
		"broken, beside a sound one":       {"", []string{`{"@type": "NewsArticle", "headline": `, other}, "Dikes raised", "2026-01-01", "Ivo Brand"},
		"a product":                        {"", []string{product}, "", "", ""},
	} {
		got := read(c.shown, c.scripts...)
		who := ""
		if len(got.Authors) > 0 {
			who = got.Authors[0].Name
		}
		if got.Title != c.title || got.Published != c.day || who != c.who {
			t.Errorf("%s: %q, %q, %q; want %q, %q, %q", name, got.Title, got.Published, who, c.title, c.day, c.who)
		}
	}
}

func TestAuthors(t *testing.T) {
	for name, c := range map[string]struct{ author, want string }{
		"text":            {`"Mara Quill"`, "Mara Quill"},
		"object":          {`{"@type": "Person", "name": "Mara Quill"}`, "Mara Quill"},
		"list":            {`[{"name": "Mara Quill"}, {"name": "Ivo Brand"}]`, "Mara Quill|Ivo Brand"},
		"name in a name":  {`{"name": {"name": "Mara Quill"}}`, "Mara Quill"},
		"parts of a name": {`{"givenName": "Mara", "familyName": "Quill"}`, "Mara Quill"},
		"reference":       {`{"@id": "#mara"}`, "Mara Quill"},
		"no such thing":   {`{"@id": "#ivo"}`, ""},
		"names in a list": {`{"name": ["Mara Quill"]}`, "Mara Quill"},
		"a number":        {`7`, ""},
		"null":            {`null`, ""},
	} {
		got := read("", `{"@graph": [{"@type": "Person", "@id": "#mara", "name": "Mara Quill"}, {"@type": "Article", "headline": "Ferry late", "author": `+c.author+`}]}`)
		var names []string
		for _, a := range got.Authors {
			names = append(names, a.Name)
		}
		if s := strings.Join(names, "|"); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
	many := read("", `{"@type": "Article", "headline": "Ferry late", "author": [`+strings.Repeat(`"Mara Quill",`, 1000)+`]}`)
	if n := len(many.Authors); n == 0 || n > 24 {
		t.Errorf("%d authors of 1,000", n)
	}
	creator := read("", `{"@type": "Article", "headline": "Ferry late", "creator": "Mara Quill"}`)
	if len(creator.Authors) != 1 {
		t.Errorf("creators: %v", creator.Authors)
	}
}

// What stands around the article says what the site is.
func TestFrame(t *testing.T) {
	got := read("", `[{"@type": "WebSite", "name": "The Post"}, {"@type": "NewsMediaOrganization", "name": "Post Media"},
		{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Harbour"}}]}, {"@type": "Recipe", "name": "Soup"}]`)
	if got.Site != "The Post" || got.Publisher != "Post Media" || strings.Join(got.Crumbs, "|") != "Home|Harbour" || strings.Join(got.Types, "|") != "Recipe" {
		t.Errorf("site %q, publisher %q, crumbs %q, types %q", got.Site, got.Publisher, got.Crumbs, got.Types)
	}
}

func TestFree(t *testing.T) {
	for value, want := range map[string]schema.Opt[bool]{
		"true": schema.Some(true), `"True"`: schema.Some(true), `"https://schema.org/True"`: schema.Some(true),
		"false": schema.Some(false), `"false"`: schema.Some(false), `"yes"`: {}, "1": {}, "null": {},
	} {
		if got := read("", `{"@type": "Article", "headline": "Ferry late", "isAccessibleForFree": `+value+`}`).Free; got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
}

func TestUpdates(t *testing.T) {
	entry := func(n int) string {
		return fmt.Sprintf(`{"@type": "BlogPosting", "headline": "Update %d", "datePublished": "2026-03-02T09:%02d:00Z", "author": {"name": "Mara Quill"}, "articleBody": "<p>The ferry &amp; %s"}`,
			n, n%60, strings.Repeat("the quay ", 50))
	}
	var entries []string
	for n := range 1001 {
		entries = append(entries, entry(n))
	}
	got := read("", `{"@type": "LiveBlogPosting", "headline": "Ferry, live", "liveBlogUpdate": [`+strings.Join(entries, ",")+`]}`).Updates
	if len(got) != 1000 {
		t.Fatalf("%d updates, want the first 1,000", len(got))
	}
	u := got[7]
	if u.Title != "Update 7" || u.Published != "2026-03-02T09:07:00Z" || u.Author != "Mara Quill" || !strings.HasPrefix(u.Begin, "The ferry & the quay") || len(u.Begin) > 80 {
		t.Errorf("%+v", u)
	}
}

func TestSplitList(t *testing.T) {
	for s, want := range map[string][]string{
		"": nil, "ferry": {"ferry"}, "ferry,quay": {"ferry", "quay"}, "ferries, late;quay;": {"ferries, late", "quay", ""}, "ferry|quay": {"ferry", "quay"},
		"ferry, and; quay, late": {"ferry", " and; quay", " late"},
	} {
		if diff := cmp.Diff(want, linked.SplitList(s)); diff != "" {
			t.Errorf("%q: %s", s, diff)
		}
	}
}
