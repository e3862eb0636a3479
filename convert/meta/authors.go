package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Scores of lists of authors before agreement is added.
const (
	authorLine      = 20 // a name on a line of its own in the head
	authorSign      = 8  // more for each sign that it is the author's
	authorBio       = 24 // the name a biography below the text begins with
	authorSigned    = 34
	authorConfirmed = 16 // more where the name stands on the page again
	maxAuthors      = 32
	maxByline       = 240 // bytes; more is a biography
	authorLinked    = 60
	authorCitation  = 62
	authorParsely   = 56
	authorMeta      = 50
	authorOG        = 46
	authorByline    = 52
	authorClass     = 42
	authorPerson    = 46
	authorLink      = 45
	// noPerson is taken from a list that names organisations and agencies only:
	// publishers sign for their editors there.
	noPerson = 30
	// noFullName is taken from a list of single words: account names, surnames.
	noFullName = 14
	// houseOnly is taken from a list that names nobody but the outlet.
	houseOnly = 10
	// shares is what each other evidence adds that has a name in common.
	shares = 12
)

// authorList is the authors that one evidence states.
type authorList struct {
	authors  []schema.Author
	evidence schema.Evidence
	score    int
}

func (f *finder) authors() {
	lists := f.statedAuthors()
	f.pageAuthors(&lists)
	lists = slices.DeleteFunc(lists, func(l authorList) bool { return len(l.authors) == 0 })
	complete(lists)
	weigh(lists)
	best := -1
	all := make([]candidate, len(lists))
	for i := range lists {
		all[i] = candidate{value: joinNames(lists[i].authors), evidence: lists[i].evidence, score: lists[i].score}
		if best < 0 || lists[i].score > lists[best].score {
			best = i
		}
	}
	if best < 0 {
		return
	}
	f.m.Authors = lists[best].authors
	chosen, _ := f.pool.choose("authors", all)
	if chosen.value != joinNames(f.m.Authors) {
		for i := range lists { // agreement of whole lists tipped the scales
			if joinNames(lists[i].authors) == chosen.value && lists[i].evidence == chosen.evidence {
				f.m.Authors = lists[i].authors
			}
		}
	}
	f.m.Authors = vote(f.m.Authors, lists)
	f.authorConflict(lists)
}

// vote adds names that two other kinds of evidence state and the chosen list
// lacks, and drops those that two others, which know the rest, do not have.
func vote(chosen []schema.Author, lists []authorList) []schema.Author {
	if len(chosen) == 0 || chosen[0].Evidence == schema.EvidenceIndex || chosen[0].Evidence == schema.EvidenceRecord {
		return chosen
	}
	var others []authorList // one list for each other kind of evidence
	for _, l := range lists {
		same := func(o authorList) bool { return o.evidence == l.evidence }
		if l.evidence != chosen[0].Evidence && overlap(l.authors, chosen) > 0 && !slices.ContainsFunc(others, same) {
			others = append(others, l)
		}
	}
	if len(others) < 2 {
		return chosen
	}
	has := func(a schema.Author) int {
		n := 0
		for _, o := range others {
			n += overlap([]schema.Author{a}, o.authors)
		}
		return n
	}
	kept := slices.DeleteFunc(slices.Clone(chosen), func(a schema.Author) bool { return has(a) == 0 })
	for _, a := range others[0].authors {
		if isPerson(a) && has(a) >= 2 && overlap([]schema.Author{a}, kept) == 0 {
			kept = append(kept, a)
		}
	}
	return kept
}

// complete puts the full name for a first name, and the name alone for one that
// has an outlet or a place glued to it, where another list has it.
func complete(lists []authorList) {
	for i := range lists {
		if lists[i].score >= scoreRecord || lists[i].score <= scoreLast {
			continue
		}
		better := false
		for j := range lists[i].authors {
			a := &lists[i].authors[j]
			if name := betterName(a, lists); name != "" {
				a.Name, a.Kind, better = name, schema.AuthorPerson, true
			}
		}
		if !better {
			continue
		}
		kept := authorList{evidence: lists[i].evidence}
		kept.add(lists[i].authors)
		lists[i].authors = kept.authors
	}
}

// betterName returns the name of two or three words that a name of one word
// begins, or that begins one of two words more, in another list.
func betterName(a *schema.Author, lists []authorList) string {
	n := strings.Count(a.Name, " ") + 1
	if n == 2 || n == 3 || a.Kind == schema.AuthorAgency {
		return ""
	}
	for i := range lists {
		for _, o := range lists[i].authors {
			m := strings.Count(o.Name, " ") + 1
			if !isPerson(o) || m != 2 && m != 3 {
				continue
			}
			if n == 1 && strings.HasPrefix(o.Name, a.Name+" ") || n >= m+1 && n >= 4 && strings.HasPrefix(a.Name, o.Name+" ") {
				return o.Name
			}
		}
	}
	return ""
}

// weigh takes what a list lacks from its score and adds what others share with it.
func weigh(lists []authorList) {
	for i := range lists {
		l := &lists[i]
		if l.score >= scoreRecord || l.score <= scoreLast {
			continue
		}
		if !slices.ContainsFunc(l.authors, isPerson) {
			l.score -= noPerson
		}
		if !slices.ContainsFunc(l.authors, fullName) {
			l.score -= noFullName
		}
		for j := range lists {
			if lists[j].evidence != l.evidence && overlap(l.authors, lists[j].authors) > 0 {
				l.score += shares
			}
		}
	}
}

// fullName reports whether a name has two parts, or a script that writes them as one.
func fullName(a schema.Author) bool { return strings.Contains(a.Name, " ") || a.Name[0] >= 0xe3 }

// handle reports whether a name is written like that of an account.
func handle(a schema.Author) bool {
	return isPerson(a) && !strings.Contains(a.Name, " ") && a.Name[0] >= 'a' && a.Name[0] <= 'z'
}

func isPerson(a schema.Author) bool { return a.Kind == schema.AuthorPerson }

// overlap counts the names that two lists have in common.
func overlap(a, b []schema.Author) int {
	n := 0
	for i := range a {
		key := text.Key(a[i].Name)
		if slices.ContainsFunc(b, func(x schema.Author) bool { return text.Key(x.Name) == key }) {
			n++
		}
	}
	return n
}

func joinNames(all []schema.Author) string {
	var b strings.Builder
	for i := range all {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(all[i].Name)
	}
	return b.String()
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
		lists = append(lists, l)
	}
	index, record := f.stated()
	if index != nil {
		add(index.Authors, schema.EvidenceIndex, f.indexScore())
	}
	add(record.Authors, schema.EvidenceRecord, scoreRecord)
	return lists
}

// pageAuthors are those the page states.
func (f *finder) pageAuthors(lists *[]authorList) {
	exclude := slices.Clip(f.siteKeys)
	add := func(evidence schema.Evidence, score int, opt names.Options, raw ...string) {
		l := authorList{evidence: evidence, score: score}
		opt.Exclude, opt.Shown = exclude, evidence == schema.EvidenceByline || evidence == schema.EvidenceText
		for i, r := range raw {
			raw[i] = undated(r, f.m.Language)
			found := names.Split(raw[i], opt)
			if opt.Shown && slices.ContainsFunc(l.authors, isPerson) { // an outlet or a desk on a line of its own
				found = slices.DeleteFunc(found, func(a schema.Author) bool { return a.Kind == schema.AuthorOrganisation })
			}
			l.add(found)
		}
		if evidence == schema.EvidenceByline || evidence == schema.EvidenceText {
			l.authors = slices.DeleteFunc(l.authors, func(a schema.Author) bool { return isPerson(a) && (f.lines.Place(a.Name) || f.subject(a.Name)) })
		}
		if l.authors == nil && score >= authorMeta {
			l.house(raw)
		}
		*lists = append(*lists, l)
	}
	linked := authorList{evidence: schema.EvidenceJSONLD, score: authorLinked}
	var raw []string
	for _, a := range f.ld.Authors {
		if a.Body {
			exclude = append(exclude, text.Key(a.Name))
		}
		linked.add(names.Split(a.Name, names.Options{Exclude: f.siteKeys, Organisation: a.Body, Account: true}))
		raw = append(raw, a.Name)
	}
	if linked.authors == nil {
		linked.house(raw)
	}
	*lists = append(*lists, linked)
	t := &f.tags
	plain, account := names.Options{}, names.Options{Account: true}
	add(schema.EvidenceMeta, authorCitation, names.Options{Inverted: true}, t.Every("citation_author")...)
	add(schema.EvidenceMeta, authorParsely, plain, t.Every("parsely-author")...)
	add(schema.EvidenceMeta, authorMeta, account, t.Every("author")...)
	add(schema.EvidenceMeta, authorMeta, plain, labelled(t)...)
	add(schema.EvidenceOpenGraph, authorOG, plain, t.Every("article:author")...)
	add(schema.EvidenceByline, authorByline, plain, slices.Clone(f.lines.Bylines)...)
	add(schema.EvidenceByline, authorPerson, account, t.People...)
	add(schema.EvidenceByline, authorLink, account, t.Linked...)
	add(schema.EvidenceText, authorSigned, plain, f.lines.Signed...)
	if name, signs := f.lines.Person(f.m.Language); signs > 0 {
		add(schema.EvidenceText, authorLine+authorSign*signs, plain, name)
	}
	if name, again := f.lines.Bio(); name != "" {
		add(schema.EvidenceText, confirmed(authorBio, again), plain, name)
	}
	for _, b := range t.Bylines[:min(len(t.Bylines), 3)] {
		if names.Reviews(b) && len(t.Bylines) > 1 {
			continue
		}
		add(schema.EvidenceByline, authorClass, plain, b)
	}
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

func confirmed(score int, again bool) int {
	if again {
		return score + authorConfirmed
	}
	return score
}

// undated cuts off the date and time that stand in a byline.
func undated(s, lang string) string {
	if len(s) > maxByline || !strings.ContainsAny(s, "0123456789") || strings.Contains(s, "://") {
		return s
	}
	found := dates.All(s, dates.Options{Language: lang})
	for _, f := range slices.Backward(found) {
		s = s[:f.Start] + "|" + s[f.End:]
	}
	return s
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

// house takes the outlet itself for the author where an author field names
// nobody else: "author: Harbour Post" is what the page states.
func (l *authorList) house(raw []string) {
	for _, r := range raw {
		r, _, _ = strings.Cut(strings.Trim(r, " |"), "|")
		for _, word := range []string{" on", " am", " at", " le"} {
			r = strings.TrimSuffix(strings.TrimSpace(r), word)
		}
		if found := names.Split(r, names.Options{Organisation: true}); len(found) == 1 && !strings.ContainsAny(r, "@") && !digits(found[0].Name) {
			l.add(found)
			l.score -= houseOnly
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

// authorConflict notes that two statements about persons have none in common.
func (f *finder) authorConflict(lists []authorList) {
	for i := range lists {
		l := &lists[i]
		if l.evidence != schema.EvidenceIndex && slices.ContainsFunc(l.authors, isPerson) && slices.ContainsFunc(f.m.Authors, isPerson) &&
			(l.evidence == schema.EvidenceJSONLD || l.score >= authorMeta) && overlap(l.authors, f.m.Authors) == 0 {
			f.pool.note(schema.FindingAuthorConflict, "authors", "%s says %q, %s says %q",
				f.m.Authors[0].Evidence, joinNames(f.m.Authors), l.evidence, joinNames(l.authors))
			return
		}
	}
}
