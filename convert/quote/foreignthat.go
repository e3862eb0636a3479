package quote

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file finds the clause that a verb of speech governs, in languages whose clauses are not read:
// behind "that", as a question ("preguntó por qué …"), as an infinitive ("promete volver",
// "verspricht, zu kommen").

// thatClause adds the clause behind a cue that "that" or a comma opens, a question or an infinitive.
func (a foreign) thatClause(k int, s words.Sentence, base int) bool {
	from, rest := a.governed(k, s)
	if from < 0 {
		return false
	}
	c := &a.draft.Cues[k]
	to := a.newSubject(from, a.upToColon(from, s)).Last
	if !rest {
		to = a.clauseEnd(k, from, s)
	}
	return a.draft.AddClause(from, to, c, schema.RuleThat, a.draft.Statements, base)
}

// governed returns where the clause begins that cue k governs; -1 there is none. rest: it is the rest of
// the sentence.
func (a foreign) governed(k int, s words.Sentence) (from int, rest bool) {
	const reach = 12 // tokens of a subject and of whom it is said to
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	begin := c.Last
	if c.Inverted {
		begin = max(begin, c.Subject.Last)
	}
	begin = a.in.Skip(begin, s.Last)
	for i := begin; i < min(s.Last, begin+reach); i++ {
		switch t[i].Kind {
		case words.Quoted, words.Colon, words.Semicolon, words.Stop:
			return -1, false
		case words.Open: // "erklärte Roe (SPD), dass …"
			i = a.closes(i, s)
		case words.Comma:
			if that := a.pastAside(i, s); that > 0 && !(c.Inverted && a.behindMarks(c, s)) {
				return that + 1, false
			}
			if i+1 < s.Last && (!t[i+1].IsWord(words.That) || t[i+1].Is(words.Who)) {
				if a.commaClause(c, i+1, s) && a.whole(c, s.Upto(i)) {
					return i + 1, true
				}
				return -1, false
			}
		case words.Word:
			if from, ok := a.opensClause(c, i, begin, s); from >= 0 || ok {
				return from, false
			}
		}
	}
	return -1, false
}

// closes returns the token of the bracket that closes the one of token i, or the last one near.
func (a foreign) closes(i int, s words.Sentence) int {
	const longest = 6
	for last := min(s.Last, i+longest); i < last && a.t.Tokens[i].Kind != words.Close; i++ {
	}
	return i
}

// opensClause returns where the clause begins that the word of token i opens, which cue c governs and
// behind which tokens from begin on stand. over: there is none.
func (a foreign) opensClause(c *phrase.Cue, i, begin int, s words.Sentence) (from int, over bool) {
	t := a.t.Tokens
	switch {
	case a.question(c, i, begin, s):
		if i > begin && t[i-1].IsWord(words.Preposition) {
			i-- // "por qué"
		}
		return i, true
	case t[i].Is(words.Conjunction), t[i].Is(words.That) && a.relative(c, i, begin):
		return -1, true
	case t[i].Is(words.That) && !t[i].Is(words.Determiner):
		return i + 1, true
	case t[i].Is(words.Who), i > begin+1 && t[i].Is(words.Auxiliary|words.Be|words.Say):
		return -1, true
	case c.Class&words.Vow != 0 && t[i].IsWord(words.Preposition) && a.infinitive(a.pastSmall(i+1, s)):
		return i + 1, true // "se comprometió a volver"
	case i <= begin+1 && !c.Inverted && a.infinitive(i) && (i == begin || !t[begin].Is(words.Determiner)):
		return i, true
	}
	return -1, false
}

// pastSmall returns the token behind the small words before an infinitive: "no", "le", "ne pas".
func (a foreign) pastSmall(i int, s words.Sentence) int {
	for i < s.Last && a.t.Tokens[i].IsWord(words.Object|words.Not|words.Adverb) && !a.infinitive(i) {
		i++
	}
	return min(i, s.Last-1)
}

// behindMarks reports whether marked words stand right before a cue.
func (a foreign) behindMarks(c *phrase.Cue, s words.Sentence) bool {
	t := a.t.Tokens
	i := c.First - 1
	if i > s.First && !t[i].Plain() && t[i].Kind != words.Quoted {
		i--
	}
	return i >= s.First && t[i].Kind == words.Quoted
}

// pastAside returns the token of "that" behind the few words between the comma of token i and another:
// "recuerda, además, que"; 0 where there is none.
func (a foreign) pastAside(i int, s words.Sentence) int {
	const longest = 10
	t := a.t.Tokens
	for k := i + 1; k+1 < s.Last && k < i+longest; k++ {
		if t[k].Kind == words.Comma {
			if k > i+1 && t[k+1].IsWord(words.That) && !t[k+1].Is(words.Who|words.Determiner) && !a.t.Language.NounCapitals && !a.hasVerb(i+1, k) {
				return k + 1
			}
			return 0
		}
		if t[k].Kind != words.Word && t[k].Kind != words.Number || t[k].Is(words.That|words.Who) {
			return 0
		}
	}
	return 0
}

// question reports whether token i opens an indirect question that cue c governs: "preguntó si",
// "explicó cómo". Verbs that only tell are not followed by "whether".
func (a foreign) question(c *phrase.Cue, i, begin int, s words.Sentence) bool {
	t := a.t.Tokens
	if !t[i].IsWord(words.Ask) || t[i].Upper || i+1 >= s.Last || !t[i+1].Plain() {
		return false
	}
	if t[i].Is(words.Object) && !t[i+1].IsWord(words.Pronoun) { // "s'il", but not "s'est"
		return false
	}
	if c.Class&words.Ask != 0 {
		return true
	}
	return i <= begin+1 && !t[i].Is(words.Parted)
}

// commaClause reports whether a clause that cue c governs, without "that", stands in the tokens from
// on behind a comma: "sagte, sie sei krank", "versprach, zu kommen", "schilderte, wie es kam".
func (a foreign) commaClause(c *phrase.Cue, from int, s words.Sentence) bool {
	t := a.t.Tokens
	if a.reportedFrom(from, s.Last) {
		return true
	}
	if !a.t.Language.NounCapitals {
		return false
	}
	if t[from].IsWord(words.Ask) && from+1 < s.Last && (c.Class&words.Ask != 0 || t[from+1].Is(words.Determiner|words.Pronoun) ||
		a.names.At(from+1) != nil) {
		return true
	}
	if t[from].IsWord(words.Occasion | words.Who | words.Conjunction) { // "um zu"
		return false
	}
	return a.particleVerb(from, s)
}

// particleVerb reports whether the part of a sentence that begins at token from ends in an infinitive with
// its particle: "zu kommen", "einzuführen".
func (a foreign) particleVerb(from int, s words.Sentence) bool {
	const verb = words.Function &^ words.Auxiliary &^ words.Be
	t := a.t.Tokens
	for i := from; i+1 < s.Last && (i == from || t[i].Kind != words.Comma); i++ {
		if t[i].IsWord(words.Vow) && t[i+1].Kind == words.Word && !t[i+1].Upper && !t[i+1].Is(verb) {
			return i+2 >= s.Last || !t[i+2].Plain() || t[i+2].Is(words.Auxiliary|words.Be|words.Conjunction)
		}
		if !t[i].Upper && a.t.Language.Heads(a.t.String(i)) && (!t[i+1].Plain() || t[i+1].Is(words.Auxiliary|words.Conjunction)) {
			return true
		}
	}
	return false
}

// infinitive reports whether token i is one by its end.
func (a foreign) infinitive(i int) bool {
	t := &a.t.Tokens[i]
	return t.Kind == words.Word && !t.Upper && !t.Is(words.Function&^words.Auxiliary&^words.Be|words.Day|words.Role) &&
		a.t.Language.Ends(strings.ToLower(a.t.String(i)), words.Base)
}
