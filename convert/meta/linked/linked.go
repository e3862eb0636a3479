// Package linked reads what a page's JSON-LD states of the page itself.
//
// In: the script elements of a page. Out: the fields of the one object that is
// the article, and of those around it. Laws: persons and dates of other objects
// are not taken; broken JSON loses only what cannot be read.
package linked

import (
	"html"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Data is what the JSON-LD of a page states. Strings are clean; "" is missing.
type Data struct {
	Types                          []string // @type of the main object and its rivals, as written
	Title, Description, Section    string
	Publisher, Site, URL, Language string
	Published, Modified            string
	Authors                        []Name
	Keywords, Crumbs               []string // Crumbs: names of the breadcrumbs, the site first
	Free                           schema.Opt[bool]
	Updates                        []Update // of a live blog
}

// Name is an author.
type Name struct {
	Name   string
	Body   bool // an organisation
	Person bool // its type says that it is a person
}

const (
	maxObjects = 400 // top-level objects looked at; no page of the corpora has 100
	maxAuthors = 24
)

// Read chooses the object that is the page, and reads it from the script
// elements at the given nodes.
// Of several articles it is the one that has the page's own headline.
func (l *Data) Read(d *markup.Doc, scripts []int32, shown ...string) {
	var objects []object
	for _, n := range scripts {
		doc := loosejson.Parse(d.Raw(n))
		for root := range doc.Roots() {
			objects = collect(objects, root, doc)
		}
	}
	best, bestRank := -1, 0
	for i := range objects {
		o := &objects[i]
		l.frame(o)
		r := o.rank()
		if r > 0 && o.headed(shown) {
			r += ownHeadline
		}
		if r > bestRank {
			best, bestRank = i, r
		}
	}
	for i := range objects {
		if i == best || len(objects[i].types) > 0 && objects[i].kind() == kindOther && len(l.Types) < 8 {
			l.Types = append(l.Types, objects[i].types...)
		}
	}
	if best >= 0 {
		l.fill(&objects[best])
	}
	for i := range objects {
		if o := &objects[i]; i != best && o.kind() == kindPage {
			l.fallback(o)
		}
	}
}

type object struct {
	v     loosejson.Value
	doc   *loosejson.Doc
	types []string
}

// collect adds the objects of a root: itself, the members of @graph and the
// main entity of a page. Objects inside lists of other stories are not it.
func collect(objects []object, root loosejson.Value, doc *loosejson.Doc) []object {
	for v := range root.Items() {
		if len(objects) >= maxObjects {
			break
		}
		for w := range v.Items() {
			objects = append(objects, object{w, doc, typesOf(w)})
			for g := range w.Get("@graph").Items() {
				objects = append(objects, object{g, doc, typesOf(g)})
				objects = mainEntity(objects, g, doc)
			}
			objects = mainEntity(objects, w, doc)
		}
	}
	return objects
}

func mainEntity(objects []object, v loosejson.Value, doc *loosejson.Doc) []object {
	for _, key := range []string{"mainEntity", "mainEntityOfPage"} {
		if m := v.Get(key); m.Kind() == loosejson.Object {
			if t := typesOf(m); len(t) > 0 {
				objects = append(objects, object{m, doc, t})
			}
		}
	}
	return objects
}

func typesOf(v loosejson.Value) []string {
	var types []string
	for t := range v.Get("@type").Items() {
		s := t.Text()
		if i := strings.LastIndexByte(s, '/'); i >= 0 {
			s = s[i+1:]
		}
		if s != "" {
			types = append(types, s)
		}
	}
	return types
}

type kind uint8

const (
	kindNone    kind = iota
	kindArticle      // an article
	kindPage         // the page around it
	kindFrame        // the site, its owner, its menus
	kindOther        // something else the page may be about: a product, a film
)

func (o *object) kind() kind {
	k := kindNone
	for _, t := range o.types {
		switch {
		case articleType(t):
			return kindArticle
		case t == "WebPage" || t == "ItemPage" || t == "AboutPage":
			k = kindPage
		case frameTypes[t]:
			if k == kindNone {
				k = kindFrame
			}
		case k == kindNone:
			k = kindOther
		}
	}
	return k
}

// frameTypes are the types of what stands around an article.
var frameTypes = map[string]bool{
	"Organization": true, "NewsMediaOrganization": true, "Corporation": true, "WebSite": true, "Person": true, "Brand": true, "Place": true, "BreadcrumbList": true, "ListItem": true,
	"ImageObject": true, "SiteNavigationElement": true, "SearchAction": true, "WPHeader": true, "WPFooter": true,
}

// articleType reports whether a type of schema.org is that of an article.
func articleType(t string) bool {
	return strings.HasSuffix(t, "Article") || t == "BlogPosting" || t == "LiveBlogPosting" || t == "Report" || t == "SocialMediaPosting" ||
		t == "CreativeWork" || t == "WebContent" || t == "PressRelease"
}

// rank says how much an object looks like the page itself; 0 is not at all.
func (o *object) rank() int {
	k := o.kind()
	if k != kindArticle && k != kindOther {
		return 0
	}
	r := 0
	if o.v.Get("headline").Kind() == loosejson.String {
		r += 4
	}
	if o.v.Get("datePublished").Kind() == loosejson.String {
		r += 3
	}
	if m := o.v.Get("author").Kind(); m == loosejson.Object || m == loosejson.Array || m == loosejson.String {
		r += 2
	}
	if r > 0 && k == kindArticle {
		r += 10
	}
	return r
}

// ownHeadline ranks an object above all that lack the headline.
const ownHeadline = 20

// headed reports whether an object has one of the headlines that the page shows.
func (o *object) headed(shown []string) bool {
	key := text.Key(textOf(o.v.Get("headline")))
	return key != "" && slices.ContainsFunc(shown, func(s string) bool { return text.Key(s) == key })
}

// frame reads what objects around the article say: the site's name, breadcrumbs.
func (l *Data) frame(o *object) {
	for _, t := range o.types {
		switch t {
		case "WebSite":
			if l.Site == "" {
				l.Site = textOf(o.v.Get("name"))
			}
		case "Organization", "NewsMediaOrganization":
			if l.Publisher == "" {
				l.Publisher = textOf(o.v.Get("name"))
			}
		case "BreadcrumbList":
			if l.Crumbs == nil {
				l.breadcrumbs(o.v.Get("itemListElement"))
			}
		}
	}
}

func (l *Data) breadcrumbs(list loosejson.Value) {
	for item := range list.Items() {
		name := textOf(item.Get("name"))
		if name == "" {
			name = textOf(item.Get("item").Get("name"))
		}
		if name != "" && len(l.Crumbs) < 12 {
			l.Crumbs = append(l.Crumbs, name)
		}
	}
}

func (l *Data) fill(o *object) {
	v := o.v
	l.Title = textOf(v.Get("headline"))
	if l.Title == "" {
		l.Title = textOf(v.Get("name"))
	}
	l.Description = textOf(v.Get("description"))
	l.Published = firstText(v, "datePublished", "dateCreated", "uploadDate", "coverageStartTime")
	l.Modified = firstText(v, "dateModified", "dateUpdated")
	for s := range v.Get("articleSection").Items() {
		if l.Section == "" {
			l.Section = textOf(s)
		}
	}
	for p := range v.Get("publisher").Items() {
		if name := o.named(p); name.Name != "" {
			l.Publisher = name.Name
			break
		}
	}
	l.URL = firstText(v, "url")
	if main := v.Get("mainEntityOfPage"); l.URL == "" {
		if l.URL = main.Text(); l.URL == "" {
			l.URL = main.Get("@id").Text()
		}
	}
	for x := range v.Get("inLanguage").Items() {
		if l.Language = x.Text(); l.Language == "" {
			l.Language = firstText(x, "alternateName", "name")
		}
		break
	}
	l.Keywords = keywordsOf(v.Get("keywords"))
	l.Free = freeOf(v.Get("isAccessibleForFree"))
	l.updates(v)
	l.people(o, "author")
	if len(l.Authors) == 0 {
		l.people(o, "creator")
	}
}

// fallback takes from the page's own object what the article lacks.
func (l *Data) fallback(o *object) {
	if l.Published == "" {
		l.Published = firstText(o.v, "datePublished")
	}
	if l.Modified == "" {
		l.Modified = firstText(o.v, "dateModified")
	}
	if l.Language == "" {
		l.Language = o.v.Get("inLanguage").Text()
	}
	if !l.Free.OK {
		l.Free = freeOf(o.v.Get("isAccessibleForFree"))
	}
	if len(l.Authors) == 0 {
		l.people(o, "author")
	}
}

func (l *Data) people(o *object, key string) {
	tried := 0
	for p := range o.v.Get(key).Items() {
		if tried++; tried > maxAuthors {
			break // each may cost a walk over the whole script
		}
		if list := p.Get("name"); p.Kind() == loosejson.Object && list.Kind() == loosejson.Array {
			for name := range list.Items() { // one person with the names of all
				if tried++; tried <= maxAuthors && textOf(name) != "" {
					l.Authors = append(l.Authors, Name{Name: textOf(name)})
				}
			}
			continue
		}
		if n := o.named(p); n.Name != "" {
			l.Authors = append(l.Authors, n)
		}
	}
}

// named reads a person or organisation: a string, an object, or a reference to one.
func (o *object) named(v loosejson.Value) Name {
	if v.Kind() == loosejson.String {
		return Name{Name: textOf(v)}
	}
	n := Name{Name: textOf(v.Get("name"))}
	if inner := v.Get("name"); n.Name == "" && inner.Kind() == loosejson.Object {
		n.Name = textOf(inner.Get("name"))
	}
	if n.Name == "" {
		n.Name = strings.TrimSpace(textOf(v.Get("givenName")) + " " + textOf(v.Get("familyName")))
	}
	if id := v.Get("@id").Text(); n.Name == "" && id != "" {
		for x := range o.doc.All() {
			if x.Kind() == loosejson.Object && x.Get("name").Kind() == loosejson.String && x.Get("@id").Text() == id {
				n.Name, v = textOf(x.Get("name")), x
				break
			}
		}
	}
	for _, t := range typesOf(v) {
		n.Person = n.Person || t == "Person"
		n.Body = n.Body || strings.HasSuffix(t, "Organization") || t == "Corporation"
	}
	return n
}

func firstText(v loosejson.Value, names ...string) string {
	for _, name := range names {
		for x := range v.Get(name).Items() {
			if s := textOf(x); s != "" {
				return s
			}
		}
	}
	return ""
}

// textOf is the text of a value; lists give their first.
func textOf(v loosejson.Value) string {
	if v.Kind() == loosejson.Array {
		for x := range v.Each() {
			return textOf1(x)
		}
	}
	return textOf1(v)
}

func textOf1(v loosejson.Value) string {
	if v.Len() > 4096 {
		return "" // a body, not a field
	}
	s := v.Text()
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return text.Clean(s, false)
}

func keywordsOf(v loosejson.Value) []string {
	var all []string
	for x := range v.Items() {
		s := textOf(x)
		if s == "" {
			s = textOf(x.Get("name"))
		}
		if v.Kind() == loosejson.Array {
			all = append(all, s)
		} else {
			all = append(all, SplitList(s)...)
		}
	}
	return all
}

func freeOf(v loosejson.Value) schema.Opt[bool] {
	s := strings.ToLower(v.Text())
	switch {
	case s == "true" || strings.HasSuffix(s, "/true"):
		return schema.Some(true)
	case s == "false" || strings.HasSuffix(s, "/false"):
		return schema.Some(false)
	}
	return schema.Opt[bool]{}
}

// SplitList cuts "a, b" at its commas, at its semicolons where it has at least as many,
// and at bars where it has neither.
func SplitList(s string) []string {
	if s == "" {
		return nil
	}
	sep := ","
	if strings.Contains(s, ";") && strings.Count(s, ";") >= strings.Count(s, ",") {
		sep = ";"
	} else if !strings.Contains(s, ",") && strings.Contains(s, "|") {
		sep = "|"
	}
	return strings.Split(s, sep)
}
