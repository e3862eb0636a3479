package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/lines"
	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// authorSource is where a page states its authors.
type authorSource uint8

const (
	fromPeople authorSource = iota // the index row or the record: a person wrote it there
	fromLinked                     // JSON-LD
	fromCitation
	fromParsely
	fromMeta
	fromLabel // a card for messengers
	fromOG
	fromByline // a line typed byline
	fromPerson // rel=author, itemprop=author
	fromLink   // a link to the page of an author
	fromSigned // a label below the text introduces the name
	fromLine   // a line of its own in the head
	fromBio    // a biography below the text begins with it
	fromClass  // an element whose class says byline or author
	fromFar    // rel, itemprop or a link far from the headline
	fromElse   // a line far from the head that begins like a byline
	fromEdge   // a line at an end of the text
	fromScript // data for scripts
	numSources
)

// numFields is the number of sources that are fields for authors; they come first.
const numFields = fromByline

// sources are the evidence of each and its score before agreement is added.
var sources = [numSources]struct {
	evidence schema.Evidence
	score    int
}{
	fromLinked:   {schema.EvidenceJSONLD, 60},
	fromCitation: {schema.EvidenceMeta, 62},
	fromParsely:  {schema.EvidenceMeta, 56},
	fromMeta:     {schema.EvidenceMeta, authorMeta},
	fromLabel:    {schema.EvidenceMeta, authorMeta},
	fromOG:       {schema.EvidenceOpenGraph, 46},
	fromByline:   {schema.EvidenceByline, 52},
	fromPerson:   {schema.EvidenceByline, 46},
	fromLink:     {schema.EvidenceByline, 45},
	fromSigned:   {schema.EvidenceText, 34},
	fromLine:     {schema.EvidenceText, 20},
	fromBio:      {schema.EvidenceText, 24},
	fromClass:    {schema.EvidenceByline, 42},
	fromFar:      {schema.EvidenceByline, 16},
	fromElse:     {schema.EvidenceText, 14},
	fromEdge:     {schema.EvidenceText, 12},
	fromScript:   {schema.EvidenceMeta, 18},
}

const (
	// authorMeta is the score from which a field that names nobody else may name the outlet.
	authorMeta      = 50
	authorSign      = 8  // more for each sign that a line is the author's name
	authorConfirmed = 16 // more where the name of a biography stands on the page again
	maxAuthors      = 32
	maxByline       = 240 // bytes; more is a biography
	// noPerson is taken from a list that names organisations and agencies only:
	// publishers sign for their editors there.
	noPerson = 30
	// noFullName is taken from a list of single words: account names, surnames.
	noFullName = 14
	// outletOnly is taken from a list that names nobody but the outlet.
	outletOnly = 10
	// shares is what each other evidence adds that has a name in common.
	shares = 12
)

// shown reports whether a list was read from the page as a reader sees it.
func (l *authorList) shown() bool {
	return l.evidence == schema.EvidenceByline || l.evidence == schema.EvidenceText
}

// parsely are the authors that the metadata of a service for editors states: in an
// element for each, or in one with all as JSON.
func parsely(t *tags.Tags) []string {
	found := t.Every("parsely-author")
	if page := t.First("parsely-page"); page != "" && len(found) == 0 {
		doc := loosejson.Parse([]byte(page))
		for root := range doc.Roots() {
			for _, key := range []string{"author", "authors"} {
				for a := range root.Get(key).Items() {
					if s := a.Text(); s != "" && len(found) < maxAuthors {
						found = append(found, s)
					}
				}
			}
		}
	}
	return found
}

// statedAuthors are those of the index row and the record. What a person wrote
// there stands as it is where it cannot be cut into names.
func (f *finder) statedAuthors() []authorList {
	var lists []authorList
	add := func(raw []string, evidence schema.Evidence, score int) {
		l := authorList{evidence: evidence, score: score}
		for _, r := range raw {
			found := names.Split(r, names.Options{})
			if s := clean(r); len(found) == 0 && s != "" {
				found = []schema.Author{{Name: s, Raw: s, Kind: schema.AuthorOrganisation}}
			}
			l.add(found)
		}
		if len(l.authors) > 0 {
			lists = append(lists, l)
		}
	}
	index, record := f.stated()
	if index != nil {
		add(index.Authors, schema.EvidenceIndex, f.indexScore())
	}
	add(record.Authors, schema.EvidenceRecord, scoreRecord)
	return lists
}

// pageAuthors are those the page states, with the score by which they rank: the better
// before the worse.
func (f *finder) pageAuthors() (lists []authorList) {
	exclude := slices.Clip(f.siteKeys)
	add := func(from authorSource, more int, opt names.Options, raw ...string) {
		l := authorList{evidence: sources[from].evidence, score: sources[from].score + more, from: from}
		opt.Exclude, opt.Shown = exclude, l.shown()
		raw = slices.Clone(raw)
		for i, r := range raw {
			raw[i] = undated(r, f.m.Language)
			found := names.Split(raw[i], opt)
			if opt.Shown && slices.ContainsFunc(l.authors, isPerson) { // an outlet or a desk on a line of its own
				found = slices.DeleteFunc(found, func(a schema.Author) bool { return a.Kind == schema.AuthorOrganisation })
			}
			l.add(found)
		}
		if opt.Shown {
			l.authors = slices.DeleteFunc(l.authors,
				func(a schema.Author) bool { return isPerson(a) && (f.lines.Place(a.Name) || f.subject(a.Name)) })
		}
		if l.authors == nil && l.score >= authorMeta {
			l.takeOutlet(raw)
		}
		lists = append(lists, l)
	}
	linked, bodies := f.linkedAuthors()
	exclude = append(exclude, bodies...)
	lists = append(lists, linked)
	t := &f.tags
	plain, account := names.Options{}, names.Options{Account: true}
	add(fromCitation, 0, names.Options{Inverted: true}, t.Every("citation_author")...)
	add(fromParsely, 0, plain, parsely(t)...)
	add(fromMeta, 0, account, t.Every("author")...)
	add(fromLabel, 0, plain, labelled(t)...)
	add(fromOG, 0, plain, t.Every("article:author")...)
	add(fromByline, 0, plain, f.lines.Bylines...)
	add(fromPerson, 0, account, t.People...)
	add(fromLink, 0, account, t.Linked...)
	add(fromSigned, 0, plain, f.lines.Signed...)
	f.people = f.lines.People(f.m.Language)
	if name, signs := lines.Likeliest(f.people); signs > 0 {
		add(fromLine, authorSign*signs, plain, name)
	}
	if name, again := f.lines.Bio(); name != "" {
		add(fromBio, either(again, authorConfirmed, 0), plain, name)
	}
	add(fromFar, 0, account, t.Elsewhere.Far...)
	add(fromElse, 0, plain, f.lines.Elsewhere...)
	add(fromEdge, 0, plain, f.lines.Edges(f.m.Language)...)
	add(fromScript, 0, plain, t.Elsewhere.Scripted...)
	for _, b := range t.Bylines[:min(len(t.Bylines), 3)] {
		if names.Reviews(b) && len(t.Bylines) > 1 {
			continue
		}
		add(fromClass, 0, plain, b)
	}
	lists = slices.DeleteFunc(lists, func(l authorList) bool { return len(l.authors) == 0 })
	if len(lists) == 0 {
		lists = f.siteOwner()
	}
	complete(lists)
	weigh(lists)
	return lists
}

// linkedAuthors are those of JSON-LD, and the keys of the organisations among them.
func (f *finder) linkedAuthors() (linked authorList, bodies []string) {
	linked = authorList{evidence: schema.EvidenceJSONLD, score: sources[fromLinked].score, from: fromLinked}
	var raw []string
	for _, a := range f.ld.Authors {
		if a.Body {
			bodies = append(bodies, text.Key(a.Name))
		}
		linked.add(names.Split(a.Name, names.Options{Exclude: f.siteKeys, Organisation: a.Body, Account: true}))
		raw = append(raw, a.Name)
	}
	if linked.authors != nil {
		return linked, bodies
	}
	linked.takeOutlet(raw)
	if len(linked.authors) == 1 && f.ld.Authors[0].Person && known.Person(linked.authors[0].Name) &&
		len(names.Split(raw[0], names.Options{})) == 1 {
		linked.authors[0].Kind = schema.AuthorPerson
	}
	return linked, bodies
}

// siteOwner is the person whose name the site has, where the markup states that name as the
// author and names nobody else.
func (f *finder) siteOwner() []authorList {
	for _, s := range slices.Concat(f.tags.People, f.tags.Linked, f.tags.Bylines, f.lines.Bylines, f.tags.Elsewhere.Far) {
		if a := names.Split(undated(s, f.m.Language), names.Options{}); len(a) == 1 && isPerson(a[0]) && known.Full(a[0].Name) {
			l := authorList{evidence: schema.EvidenceByline, score: sources[fromPerson].score, from: fromPerson}
			l.add(a)
			return []authorList{l}
		}
	}
	return nil
}

// subject reports whether a name that stands on the page is the headline or a section.
func (f *finder) subject(name string) bool {
	key := text.Key(name)
	return key == text.Key(f.m.Title) || f.isSection(name)
}

// labelled are the values of the card for messengers whose label introduces an author.
func labelled(t *tags.Tags) []string {
	var found []string
	for _, n := range []string{"1", "2"} {
		if s := t.First("twitter:data" + n); s != "" && names.Introduces(t.First("twitter:label"+n)) {
			found = append(found, s)
		}
	}
	return found
}

// undated cuts off the date and time that stand in a byline.
func undated(s, lang string) string {
	if len(s) > maxByline || !strings.ContainsAny(s, "0123456789") || strings.Contains(s, "://") {
		return s
	}
	s, n := dates.Part(s, dates.Options{Language: lang})
	if n == 0 {
		return s
	}
	parts := strings.Split(s, "|")
	for i, part := range parts[:len(parts)-1] {
		part = strings.TrimRight(part, " ")
		if at := strings.LastIndexByte(part, ' '); at > 0 && beforeDates[strings.ToLower(part[at+1:])] {
			parts[i] = part[:at]
		}
	}
	return strings.Join(parts, "|")
}

// beforeDates are the small words that stand between a name and a date.
var beforeDates = map[string]bool{
	"on": true, "at": true, "am": true, "vom": true, "le": true, "du": true, "el": true, "il": true, "em": true, "op": true, "den": true, "d.": true, "på": true, "pada": true, "dne": true, "dnia": true, "la": true,
}

func (l *authorList) add(found []schema.Author) {
	for _, a := range found {
		if handle(a) && slices.ContainsFunc(l.authors, fullName) {
			continue // the account of one who is named, or of somebody shown
		}
		if len(l.authors) < maxAuthors && overlap([]schema.Author{a}, l.authors) == 0 {
			a.Evidence = l.evidence
			l.authors = append(l.authors, a)
		}
	}
}

// takeOutlet takes the outlet itself for the author where an author field names
// nobody else: "author: Harbour Post" is what the page states.
func (l *authorList) takeOutlet(raw []string) {
	for _, r := range raw {
		r, _, _ = strings.Cut(strings.Trim(r, " |"), "|")
		for _, word := range []string{" on", " am", " at", " le"} {
			r = strings.TrimSuffix(strings.TrimSpace(r), word)
		}
		if found := names.Split(r, names.Options{Organisation: true}); len(found) == 1 && !strings.ContainsAny(r, "@") && !digits(found[0].Name) {
			if known.Full(found[0].Name) {
				found[0].Kind = schema.AuthorPerson // who writes a site of his own
			}
			l.add(found)
			l.score -= outletOnly
			return
		}
	}
}

// digits reports whether a word of a name, but a number before it, begins with
// a digit: what is left of a date or price.
func digits(name string) bool {
	first, rest, _ := strings.Cut(name, " ")
	if strings.Trim(first, "0123456789") != "" {
		rest = name
	}
	for w := range strings.FieldsSeq(rest) {
		if w[0] >= '0' && w[0] <= '9' {
			return true
		}
	}
	return false
}
