package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// paired returns the end of what "and" or "&" at token j adds to the name of a body that begins
// at token i, or what a list inside it adds: "Larkin & Doe", "the Seed and Soil Administration",
// "Department for Food, Farming and Fisheries". 0: nothing.
func paired(t *words.Text, s words.Sentence, i, j int, joined bool) int {
	if j == i || j+1 >= s.Last {
		return 0
	}
	switch w := t.String(j); {
	case w == "&":
		if partner(t, s, j+1) {
			return j + 2
		}
	case w == "," && joined:
		return listed(t, s, j)
	case w == "," && j+3 < s.Last && t.String(j+2) == "&" && j == i+1: // "Orrin, Pell & Hart"
		if partner(t, s, j+1) && partner(t, s, j+3) {
			return j + 2
		}
	case w == "and":
		return between(t, s, i, j)
	}
	return 0
}

// partner reports whether token i may be a partner's name in a firm's.
func partner(t *words.Text, s words.Sentence, i int) bool {
	tok := &t.Tokens[i]
	return i < s.Last && tok.Kind == words.Word && tok.Upper && !tok.Is(words.Day|words.Pronoun|words.Determiner)
}

// listed returns the end of ", Farming and Fisheries" at token j; 0 where it is no such list.
func listed(t *words.Text, s words.Sentence, j int) int {
	const longest = 8
	for k := j + 1; k < s.Last && k < j+longest; k++ {
		tok := &t.Tokens[k]
		switch {
		case tok.Kind == words.Comma && k > j+1:
		case tok.Kind != words.Word || tok.Is(words.Title|words.FirstName|words.Place):
			return 0
		case tok.Upper:
		case t.String(k) == "and" && k+1 < s.Last && partner(t, s, k+1) && !t.Tokens[k+1].Is(words.Title|words.FirstName):
			return k + 2
		default:
			return 0
		}
	}
	return 0
}

// between returns the end of the name of a body in which "and" at token j joins two words: the
// article, an owner or a country stands before it, and the word for a body at its end only.
func between(t *words.Text, s words.Sentence, i, j int) int {
	const most = 3 // words on either side
	lead := &t.Tokens[i]
	led := i > s.First && (t.Tokens[i-1].Hash == theHash || t.Tokens[i-1].Kind == words.Possessive)
	const other = words.Body | words.Title | words.Paper | words.FirstName | words.Thing | words.Role | words.Place
	for k := i; k < j; k++ {
		tok := &t.Tokens[k]
		land := k == i && j > i+1 && tok.Is(words.Demonym|words.Place)
		led = led || land
		if tok.Kind != words.Word || tok.Is(other) && !land && !(tok.Is(words.Role) && tok.Is(words.Plural) && j == i+1) || tok.Caps && !land {
			return 0
		}
	}
	if !led || j > i+most || lead.Is(words.Day) {
		return 0
	}
	k := j + 1
	for ; k < s.Last && k <= j+most+1; k++ {
		if tok := &t.Tokens[k]; tok.Kind != words.Word || !tok.Upper || tok.Is(words.FirstName|words.Place) || tok.Caps {
			break
		}
	}
	if k > j+2 && t.Tokens[k-1].Is(words.Body) && !press(t, k-1) {
		return k
	}
	return 0
}

// press reports the last word of a newspaper's name: "the Herald and Daily Mail".
func press(t *words.Text, i int) bool {
	switch t.String(i) {
	case "Times", "Post", "News", "Mail", "Journal", "Guardian", "Herald", "Tribune", "Chronicle", "Gazette", "Telegraph", "House":
		return true
	}
	return false
}

// firm reports whether a run is a firm called after its partners: "Larkin & Doe".
func firm(t *words.Text, r *run) bool {
	found := false
	for i := r.first; i < r.last; i++ {
		if t.Tokens[i].Kind == words.Other && t.String(i) == "&" {
			found = true
		} else if found && t.Tokens[i].Is(words.Title|words.Role) {
			return false // "Larkin & Doe Chief Executive Jane Roe"
		}
	}
	return found
}

// isCalling reports whether a word in lower case says beyond doubt what somebody does: "geologist".
func isCalling(w string) bool {
	const least = 3 // letters before the ending
	for _, end := range [...]string{
		"ologist", "ographer", "ician", "keeper", "fighter", "worker", "activist", "scientist", "economist",
		"campaigner", "woman", "sman", "ryman", "person", "driver", "holder",
	} {
		if strings.HasSuffix(w, end) {
			return len(w) >= len(end)+least-1
		}
	}
	return false
}
