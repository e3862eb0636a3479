package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// authorList is the authors that one evidence states.
type authorList struct {
	authors  []schema.Author
	evidence schema.Evidence
	score    int
	from     authorSource
}

// authors takes those of the index row or the record, else those of the page.
func (f *finder) authors() {
	given, lists := f.statedAuthors(), f.pageAuthors()
	all := f.rank(lists)
	judge(all)
	f.m.Authors = choose(all)
	if len(given) > 0 && (given[0].score > scoreLast || len(f.m.Authors) == 0) {
		f.m.Authors = given[0].authors
	}
	lists = append(given, lists...)
	f.fileAuthors(lists, all)
	f.authorConflict(lists)
}

// fileAuthors keeps what each evidence states, with the mean chance of its names; chosen
// is the list that has most in common with the authors.
func (f *finder) fileAuthors(lists []authorList, ranks []ranked) {
	all := make([]candidate, len(lists))
	best, most := candidate{}, 0
	for i := range lists {
		l := &lists[i]
		score := l.score
		if score > scoreLast && score < scoreRecord {
			score = mean(l.authors, ranks)
		}
		value := joinNames(l.authors)
		all[i] = candidate{value: value, key: text.Key(value), evidence: l.evidence, score: score}
		if common := 1000 * overlap(l.authors, f.m.Authors) / (len(l.authors) + len(f.m.Authors)); common > most {
			best, most = all[i], common
		}
	}
	f.pool.file("authors", all, best)
}

// mean is the mean chance of names in hundredths.
func mean(authors []schema.Author, ranks []ranked) int {
	sum := 0
	for _, a := range authors {
		key := text.Key(a.Name)
		for i := range ranks {
			if ranks[i].key == key {
				sum += int(ranks[i].chance)
			}
		}
	}
	return sum * 100 / (tree.Whole * len(authors))
}

// complete puts the full name for a first name, and the name alone for one that
// has an outlet or a place glued to it, where another list has it.
func complete(lists []authorList) {
	for i := range lists {
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
	if n == 2 && len(a.Name) > 3 && a.Name[1] == '.' {
		return initialled(a.Name, lists)
	}
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

// initialled returns the name in another list that an initial and a surname stand for.
func initialled(name string, lists []authorList) string {
	for i := range lists {
		for _, o := range lists[i].authors {
			if isPerson(o) && o.Name[0] == name[0] && len(o.Name) > len(name) && strings.HasSuffix(o.Name, name[2:]) && o.Name[1] != '.' &&
				strings.Count(o.Name, " ") == 1 {
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
