package names

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// likely drops what stands behind the last name that a list has and is in none itself,
// unless it is a single name or an "and" joins it: sections, places and works stand behind authors.
func likely(all []schema.Author) []schema.Author {
	last := len(all)
	for i, a := range all {
		if a.Kind == schema.AuthorPerson && known.Person(a.Name) {
			last = i
		}
	}
	for i := len(all) - 1; i > last; i-- {
		if a := all[i]; a.Kind == schema.AuthorPerson && strings.Contains(a.Name, " ") && !anyKnown(a.Name) && !IsSecond(a) {
			all = slices.Delete(all, i, i+1)
		}
	}
	return all
}

// IsSecond reports whether an "and" joins a name to the one before it: then it is a
// second author, known or not.
func IsSecond(a schema.Author) bool {
	i := strings.LastIndex(a.Raw, a.Name)
	return i > 0 && slices.ContainsFunc(joinWords, func(j string) bool { return strings.HasSuffix(a.Raw[:i], j) })
}

// anyKnown reports whether a word of a name is that of a person.
func anyKnown(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if known.Family(w) {
			return true
		}
	}
	return false
}

// nickname reports whether the bracket at i stands between a given name and a surname:
// "Aleksandra (Ola) Nowik".
func nickname(s string, i int) bool {
	end := strings.IndexByte(s, ')')
	if s[i] != '(' || end < i || strings.ContainsAny(s[i:end], "@0123456789") {
		return false
	}
	before, inside, behind := strings.Fields(s[:i]), strings.Fields(s[i:end]), strings.Fields(s[end+1:])
	return len(before) == 1 && len(inside) == 1 && len(behind) > 0 && len(behind) <= 2 && nameLike(s[end+1:]) && nameLike(before[0])
}

// located cuts off where the author wrote from: "Mara Ellison in Geneva".
func located(s string) string {
	for _, w := range []string{" in ", " aus ", " à ", " from ", " em ", " at "} {
		name, place, ok := strings.Cut(s, w)
		if ok && strings.Contains(strings.TrimSpace(name), " ") && place != "" && nameLike(name) && nameLike(place) {
			return name
		}
	}
	return s
}

// institute reports whether a byline is the name of one body that holds an "and":
// "Centre for Law and Policy".
func institute(s string) bool {
	words := strings.Fields(s)
	if len(words) < 4 || len(words) > maxInstitute {
		return false
	}
	for i, w := range words[:3] {
		if in(bodies, w) && in(ofs, words[i+1]) {
			for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == '|' || r == '/' || r == ';' }) {
				if known.Person(part) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// maxInstitute is the most words of its name.
const maxInstitute = 10

// ofs are the words between a kind of body and its subject.
var ofs = text.WordSet(`of for on für der des de du del di da zur zum i og och`)

// Reviews reports whether a byline says who looked a text through, and not who wrote it.
func Reviews(s string) bool { return beginsWith(strings.TrimLeft(s, " |•·–—-"), reviews) }

var reviews = lines(`reviewed by|medically reviewed|fact checked|fact-checked|edited by|expert reviewed|clinically reviewed|legally reviewed|technically reviewed|checked by|approved by
geprüft von|medizinisch geprüft|fachlich geprüft|redigiert von|relu par|révisé par|vérifié par|revisado por|verificado por|editado por|revisto por|rivisto da|verificato da|nagekeken door|gecontroleerd door
zweryfikował|sprawdził|redigert av|granskad av|faktagranskad|проверил|редактор|editör|editor:|监制|审核|責任編集|編集:|監修`)
