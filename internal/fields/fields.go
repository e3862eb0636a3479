// Package fields says what the columns of tables and the fields of records mean.
//
// In: the names of the columns and what some of their values look like. Out:
// for every field of ours the columns that give it, and what is left over.
//
// Laws: the same names and values give the same meaning, in any order of the
// rows; what the user maps comes first, a column with the name of a field
// second; a usual name of scrapers is taken only where nothing else claims the
// field and its values look like it; a date of which nothing tells day from
// month is named, never read.
package fields

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// UserPrefix begins the name of a user column.
const UserPrefix = "x_"

// Place is where a field may stand; places are joined with |.
type Place uint8

// The places.
const (
	Record Place = 1 << iota // rows and records that are pages
	Index                    // the spreadsheet beside the pages
)

// Kind is what the values of a field look like.
type Kind uint8

// The kinds.
const (
	Text  Kind = iota // a line of text
	Body              // the page: markup, or text
	List              // names: a string, or a list of strings
	Date              // a date, which may have an order
	Time              // an instant
	URL               // a web address
	Code              // a short word such as "en"
	Other             // an id, a path, headers: never guessed
)

// Field is one of our fields.
type Field struct {
	Name string
	Kind Kind
	In   Place
	// Group joins fields of which one is enough: a usual name is not taken where
	// another of the group is claimed.
	Group string
	// Usual are names under which scrapers write the field, as Key writes them,
	// the most telling first.
	Usual []string
	// Loose are usual names that mean something else in a researcher's own
	// spreadsheet: they are taken in records only.
	Loose []string
	Doc   string
}

// Fields are all fields, in the order in which they are listed and claimed.
var Fields = []Field{
	{Name: "url", Kind: URL, In: Record | Index, Doc: "address of the page", Usual: []string{
		"articleurl", "sourceurl", "pageurl", "weburl", "storyurl", "newsurl", "finalurl", "responseurl", "requestedurl", "originalurl", "link", "articlelink",
		"sourcelink", "permalink", "canonicalurl", "canonicallink", "uri", "href", "address", "warctargeturi", "targeturi",
	}, Loose: []string{"source"}},
	{Name: "html", Kind: Body, Group: "body", In: Record, Doc: "the page as HTML", Usual: append([]string{
		"rawhtml", "pagehtml", "pagesource", "sourcehtml", "htmlsource", "htmlcontent", "contenthtml", "htmlbody", "bodyhtml", "articlehtml", "responsebody", "rawcontent",
	}, anyBody...)},
	{
		Name: "text", Kind: Body, Group: "body", In: Record, Doc: "the text of the article, or with text_is: page the text of the whole page",
		Usual: append([]string{
			"maintext", "plaintext", "cleanedtext", "cleantext", "articletext", "fulltext", "textcontent", "contenttext", "bodytext", "articlebody", "storytext", "newstext", "textbody", "rawtext", "pagetext",
		}, anyBody...),
	},
	{Name: "title", Kind: Text, In: Record | Index, Doc: "headline", Usual: []string{
		"headline", "articletitle", "newstitle", "pagetitle", "titlepage", "heading", "ogtitle", "headlinemain", "mainheadline", "titletext",
	}},
	{
		Name: "subtitle", Kind: Text, In: Record | Index, Doc: "deck below the headline",
		Usual: []string{"standfirst", "deck", "dek", "subheadline", "subhead", "subheading"},
	},
	{Name: "authors", Kind: List, In: Record | Index, Doc: "names of the authors; several in one cell are separated by ;", Usual: []string{
		"author", "byline", "authornames", "authorname", "authorlist", "authorslist", "articleauthor", "bylines", "writer", "writers", "journalist", "journalists", "reporter", "creator", "dccreator",
	}},
	{Name: "publisher", Kind: Text, In: Record | Index, Doc: "name of the outlet", Usual: []string{
		"sitename", "ogsitename", "metasitename", "publication", "publicationname", "publishername", "outlet", "outletname", "newspaper", "medianame", "sourcename",
	}, Loose: []string{"media", "site", "website", "source", "sourcehostname", "hostname", "sourcedomain", "domain"}},
	{
		Name: "section", Kind: Text, In: Record | Index, Doc: "section of the outlet",
		Usual: []string{"articlesection", "newsdesk", "sectionname"}, Loose: []string{"category", "categories", "rubric"},
	},
	{
		Name: "keywords", Kind: List, In: Record | Index, Doc: "keywords of the page; several in one cell are separated by ; or ,",
		Usual: []string{"keyword", "newskeywords", "metakeywords"}, Loose: []string{"tags", "taglist"},
	},
	{
		Name: "language", Kind: Code, In: Record | Index, Doc: "language code such as en",
		Usual: []string{"lang", "languagecode", "metalang", "inlanguage"},
	},
	{
		Name: "published_date", Kind: Date, Group: "published", In: Record | Index,
		Doc: "day of publication as printed; its order may follow the column: published_date=Date:dmy", Usual: []string{
			"datepublished", "datepublish", "datepub", "dateofpublication", "pubdate", "publishdate", "publisheddate", "publicationdate", "publishingdate", "articledate", "publishedon",
			"published", "publishedtime", "publishtime", "publicationtime", "pubtime", "publishdatetime", "publisheddatetime", "publisheddatetimeutc", "publishdatetimeutc", "dateposted", "posteddate",
			"postdate", "postedat", "dccreated", "dcdate", "date", "datetime",
		},
	},
	{
		Name: "published_at", Kind: Date, Group: "published", In: Record | Index,
		Doc: "as published_date; where both are given, the instant comes from here and the day from there",
	},
	{Name: "modified_at", Kind: Date, In: Record | Index, Doc: "time of the last change", Usual: []string{
		"datemodified", "datemodify", "modifieddate", "modifiedtime", "lastmodified", "modified", "dateupdated", "updatedat", "updated", "lastupdated", "updatedate", "lastmod", "dcmodified",
	}},
	{
		Name: "retrieved_at", Kind: Time, In: Record | Index, Doc: "time at which the page was fetched; UTC where no zone is stated",
		Usual: []string{
			"datedownload", "downloaddate", "downloadedat", "downloadtime", "retrieved", "retrieveddate", "dateretrieved", "fetchedat", "fetchtime", "fetchdate", "crawledat", "crawldate", "crawltime", "datecrawled",
			"scrapedat", "scrapedate", "scrapetime", "datescraped", "accessdate", "dateaccessed", "accessedat", "warcdate",
		}, Loose: []string{"timestamp"},
	},
	{Name: "headers", Kind: Other, In: Record, Doc: "HTTP headers, an object"},
	{Name: OwnID, Kind: Other, In: Record | Index, Doc: "your own id, which becomes the doc_id; the same as --id"},
	{
		Name: "path", Kind: Other, In: Index, Doc: "which page a row is for: its path",
		Usual: []string{"file", "filename", "filepath", "sourceuri"},
	},
	{Name: "sha256", Kind: Other, In: Index, Doc: "which page a row is for: digest of the page's bytes", Usual: []string{"sourcesha256"}},
	{Name: "doc_id", Kind: Other, In: Index, Doc: "which page a row is for: its doc_id"},
}

// OwnID is the field that becomes the doc_id. Nothing but a map or --id claims it.
const OwnID = "id"

// anyBody are names that say that this is the page, not in which form.
var anyBody = []string{
	"body", "content", "article", "articlecontent", "contents", "fullcontent", "maincontent", "story", "rawbody", "raw",
	"page", "document",
}

// inside are the fields of a record that hold fields of the page, one level down, as
// datatrove and exports of Elasticsearch write them.
var inside = []string{"metadata", "meta", "_source", "fields", "attributes"}

// Holds reports whether a field of a record may hold further fields of the page. What
// is in it has the name "metadata.url".
func Holds(name string) bool { return slices.Contains(inside, name) }

// innerKey is the Key of a name, without the field that it stands in.
func innerKey(name string) string {
	if outer, inner, found := strings.Cut(name, "."); found && Holds(outer) {
		name = inner
	}
	return Key(name)
}

// Orders are the orders a date may be declared to have.
var Orders = []string{"dmy", "mdy", "ymd"}

// Find returns the field of a name, nil where there is none.
func Find(name string) *Field {
	if i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name }); i >= 0 {
		return &Fields[i]
	}
	return nil
}

// Names lists the fields of a place.
func Names(in Place) []string {
	var names []string
	for i := range Fields {
		if Fields[i].In&in != 0 {
			names = append(names, Fields[i].Name)
		}
	}
	return names
}

// IsBody reports whether a field of a record has a name under which scrapers write the page.
func IsBody(name string) bool {
	key := Key(name)
	return slices.ContainsFunc(Fields, func(f Field) bool { return f.Kind == Body && (key == f.Name || slices.Contains(f.Usual, key)) })
}

// Known reports whether a name is one under which scrapers write a field.
func Known(name string) bool {
	key := Key(name)
	return slices.ContainsFunc(Fields, func(f Field) bool { return f.called(key) })
}

// called reports whether scrapers write the field under a name that has this Key.
func (f *Field) called(key string) bool {
	return key == Key(f.Name) || slices.Contains(f.Usual, key) || slices.Contains(f.Loose, key)
}

// IsNull reports whether a value is how a program that writes text says that there is none.
func IsNull(value string) bool {
	switch value {
	case "None", "NaT", "nan", "NaN", "null", "NULL":
		return true
	}
	return false
}

// IsUser reports whether a field is a user column.
func IsUser(name string) bool {
	return strings.HasPrefix(name, UserPrefix) && len(name) > len(UserPrefix)
}

// Key writes a name in lower case without anything but letters and digits:
// pubDate, pub_date and Pub-Date are one name.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(name))
}

// Snake writes a name in lower case, with "_" for all that is no letter or digit.
func Snake(name string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(name)),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "_")
}

// Likeliest returns the field that a column of a name most likely gives, ""
// where no field is near.
func Likeliest(name string, in Place) string {
	key := Key(name)
	for i := range Fields {
		f := &Fields[i]
		if f.In&in != 0 && f.called(key) {
			return f.Name
		}
	}
	for _, near := range []struct{ part, field string }{
		{"html", "html"},
		{"text", "text"},
		{"body", "text"},
		{"content", "text"},
		{"headline", "title"},
		{"title", "title"},
		{"author", "authors"},
		{"byline", "authors"},
		{"publish", "published_date"},
		{"pubdate", "published_date"},
		{"modif", "modified_at"},
		{"updat", "modified_at"},
		{"crawl", "retrieved_at"},
		{"fetch", "retrieved_at"},
		{"date", "published_date"},
		{"url", "url"},
		{"link", "url"},
		{"outlet", "publisher"},
		{"source", "publisher"},
		{"section", "section"},
		{"categor", "section"},
		{"description", "subtitle"},
		{"excerpt", "subtitle"},
		{"summary", "subtitle"},
		{"lead", "subtitle"},
		{"titel", "title"},
		{"titre", "title"},
		{"titul", "title"},
		{"titol", "title"},
		{"auteur", "authors"},
		{"autor", "authors"},
		{"datum", "published_date"},
		{"fecha", "published_date"},
		{"texte", "text"},
		{"texto", "text"},
		{"testo", "text"},
		{"artikel", "text"},
		{"inhalt", "text"},
		{"keyword", "keywords"},
		{"tag", "keywords"},
		{"lang", "language"},
	} {
		if f := Find(near.field); f.In&in != 0 && strings.Contains(key, near.part) {
			return near.field
		}
	}
	return ""
}

// Check finds fields in a map that there are not, or not in this place, and
// orders that are none. flag is what the map is called: "--map".
func Check(rename map[string]string, in Place, flag string) error {
	for _, ours := range sortedKeys(rename) {
		f := Find(ours)
		switch {
		case f == nil && !IsUser(ours):
			return unknown(ours, rename[ours], in, flag)
		case f != nil && f.In&in == 0:
			return fmt.Errorf("the field %q does not stand in %s; known there are %s, and user columns %sname", ours, placeNames[in],
				strings.Join(Names(in), ", "), UserPrefix)
		}
		if _, order := cutOrder(rename[ours]); order != "" && (f == nil || f.Kind != Date || !slices.Contains(Orders, order)) {
			return orderError(ours, rename[ours])
		}
	}
	return nil
}

var placeNames = map[Place]string{Record: "records", Index: "an index"}

// unknown says which field was meant, if that can be told.
func unknown(ours, theirs string, in Place, flag string) error {
	meant := ""
	if f := Find(theirs); f != nil && f.In&in != 0 {
		meant = fmt.Sprintf("; did you mean %s %s=%s?", flag, theirs, ours)
	} else if likely := Likeliest(ours, in); likely != "" {
		meant = fmt.Sprintf("; did you mean %s %s=%s?", flag, likely, theirs)
	}
	return fmt.Errorf("unknown field %q in %s%s; known are %s, and user columns %sname", ours, flag, meant, strings.Join(Names(in), ", "),
		UserPrefix)
}

func orderError(ours, theirs string) error {
	return fmt.Errorf("%s=%s: the order of a date is one of %s, for published_date, published_at or modified_at", ours, theirs,
		strings.Join(Orders, ", "))
}

// cutOrder cuts the order off a column in a map; "" where what stands behind
// the last colon is no letters d, m and y.
func cutOrder(theirs string) (column, order string) {
	i := strings.LastIndexByte(theirs, ':')
	if i < 0 || len(theirs)-i-1 != len("dmy") {
		return theirs, ""
	}
	order = theirs[i+1:]
	for _, letter := range "dmy" {
		if strings.Count(order, string(letter)) != 1 {
			return theirs, ""
		}
	}
	return theirs[:i], order
}
