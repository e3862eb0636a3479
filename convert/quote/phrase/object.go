package phrase

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Many verbs that report with a clause take an object, too: "announced a task force", "defended the rule",
// "asked for answers". Such an object names what somebody spoke of, or did, and is nothing that was said.

// object reports whether tokens [from, to), which hold no marks and which c reports, are an object of its verb and
// no clause: they begin neither with a subject nor with an infinitive, and hold no verb up to the first relative or
// subordinate clause. Verbs that hardly take an object ("said", "argued") are left alone.
func object(r *Reader, c *Cue, from, to int) bool {
	if !takesObject(r.t.String(c.Verb)) || from < c.Last || from >= to {
		return false
	}
	t := r.t.Tokens
	if t[from-1].Is(words.That) && !thatNoun(r, from, to) {
		return false
	}
	first := &t[from]
	about := r.t.String(from) == "for" || r.t.String(from) == "about" || r.t.String(from) == "against"
	if first.IsWord(words.Subordinate|words.That|words.They|words.Auxiliary|words.Be) || r.t.String(from) == "to" ||
		first.IsWord(words.Preposition) && !about || first.IsWord(words.He|words.She|words.It) && !first.Is(words.Determiner|words.Object) {
		return false
	}
	if strings.HasSuffix(r.t.String(from), "ing") && !first.Upper {
		return false // "reported seeing the boat"
	}
	asks := asksOf(r.t.String(c.Verb))
	for i := from; i < to; i++ {
		tok := &t[i]
		if asks && i > from && r.t.String(i) == "to" {
			return false // "urged the owners to sell"
		}
		if i > from && (tok.IsWord(words.Who) || tok.Is(words.That|words.Subordinate)) {
			return !tok.Is(words.That) || !holdsClause(r.t.String(i-1))
		}
		if finite(r, i) || r.t.String(i) == "as" && t[i-1].Kind != words.Comma {
			return false // "dismissed it as a joke" says what it is
		}
	}
	return true
}

// thatNoun reports "asked that question in": "that" before token from points, and opens no clause.
func thatNoun(r *Reader, from, to int) bool {
	next := from + 1
	return r.t.Tokens[from].Plain() && !strings.HasSuffix(r.t.String(from), "s") &&
		(next >= to || r.t.Tokens[next].IsWord(words.Preposition|words.Day))
}

// finite reports whether token i may be the verb of a clause.
func finite(r *Reader, i int) bool {
	tok := &r.t.Tokens[i]
	if tok.Kind != words.Word || tok.Upper || r.names.At(i) != nil {
		return false
	}
	w := r.t.String(i)
	if tok.IsWord(words.He|words.She|words.They|words.It) && !tok.Is(words.Determiner|words.Object) ||
		tok.Is(words.Be|words.Auxiliary) && w != "being" && w != "having" {
		return true
	}
	if tok.Is(words.Cliche|words.Past|words.Present) && !tok.Is(words.Paper|words.Role) || contracted(w) {
		return !inPhrase(r, i)
	}
	return strings.HasSuffix(w, "ed") && !inPhrase(r, i)
}

// contracted reports "don't", "there's", "they've".
func contracted(w string) bool {
	w = strings.ReplaceAll(w, "’", "'")
	for _, end := range []string{"n't", "'ve", "'ll", "'re", "'d"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return w == "there's" || w == "it's" || w == "that's" || w == "he's" || w == "she's" || w == "there"
}

// inPhrase reports whether the form of a verb at token i stands in a noun phrase: "a planned sale", "a plan drawn up by
// Roe", "boats sold in May" is left open.
func inPhrase(r *Reader, i int) bool {
	t := r.t.Tokens
	if i == 0 || t[i].Is(words.Present) {
		return i > 0 && t[i-1].IsWord(words.Determiner|words.Preposition) // "the claims", "for answers"
	}
	return t[i-1].IsWord(words.Determiner|words.Preposition|words.Adverb) || at(r.t, i+1) == "by"
}

// holdsClause reports nouns whose "that" says what is feared, hoped or meant: "expressed concern that the boat leaks".
func holdsClause(noun string) bool {
	return slices.Contains([]string{
		"concern", "concerns", "fear", "fears", "hope", "hopes", "belief", "doubt", "doubts", "confidence", "view", "opinion", "suspicion", "suspicions",
		"optimism", "warning", "warnings", "promise", "allegation", "allegations", "claim", "claims", "idea", "notion", "suggestion", "suggestions", "possibility", "fact",
		"assertion", "argument", "message", "regret", "outrage", "disappointment", "conviction", "certainty", "frustration", "surprise", "worry", "worries", "accusation", "accusations", "report", "reports",
	}, noun)
}

// asksOf reports forms of verbs that have somebody and an infinitive for a clause.
func asksOf(verb string) bool {
	return slices.Contains([]string{
		"ask", "urg", "encourag", "request", "recommend", "threaten", "demand", "challeng", "propos",
	}, stem(strings.ToLower(verb)))
}

// takesObject reports forms of verbs that report with a clause and often have an object in its place.
func takesObject(verb string) bool {
	verb = strings.ToLower(verb)
	return slices.Contains([]string{
		"accept", "acknowledg", "address", "admitt", "admit", "announc", "applaud", "ask", "attack", "back", "blam", "cit", "condemn", "confirm",
		"criticis", "criticiz", "defend", "demand", "denounc", "deni", "deny", "describ", "detail", "disclos", "discuss", "disput", "emphasis", "emphasiz",
		"endors", "explain", "express", "highlight", "introduc", "mention", "not", "offer", "oppos", "outlin", "pledg", "prais", "promis", "propos",
		"question", "rais", "recommend", "reject", "repeat", "report", "reveal", "stress", "support", "thank", "threaten", "tout", "underlin",
		"underscor", "unveil", "urg", "voic", "welcom", "downplay", "dismiss", "launch", "seek", "sought", "request", "encourag", "predict",
	}, stem(verb))
}
