package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file tells subjects from what else stands before a verb, in the languages of Foreign.

// opensBefore reports whether a body or somebody with an office stands right before a verb, and opens the sentence of a
// language in which the verb comes second: "Die Opposition wirft Roe vor".
func (r Foreign) opensBefore(p Phrase, c Cue, s words.Sentence) bool {
	return r.t.Language.NounCapitals && p.Kind == Noun && p.First == s.First && p.Last == c.First && r.Human(p)
}

// withoutSubject reports whether what stands before a verb is not its subject, and the verb needs none: "El puente,
// dice, «…»", "Preguntado por el juez, respondió".
func (r Foreign) withoutSubject(c Cue, left Phrase, behind bool, s words.Sentence) bool {
	return left.Kind == Noun && !r.Human(left) && r.inserted(c, s) || left.OK() && !behind && r.opensParticiple(c, s)
}

// opensParticiple reports whether a verb that needs no subject stands behind a participle that opens the sentence
// and what hangs on it.
func (r Foreign) opensParticiple(c Cue, s words.Sentence) bool {
	t := r.t.Tokens
	if !r.t.Language.NoSubjects || c.First <= s.First+1 || t[c.First-1].Kind != words.Comma || r.names.At(s.First) != nil {
		return false
	}
	if m := r.names.At(c.First - 2); m != nil && m.First > s.First && t[m.First-1].Kind == words.Comma {
		return false // "Nacida en Belden, Ana Roe, dijo"
	}
	w := strings.ToLower(r.t.String(s.First))
	for _, end := range [...]string{"ado", "ada", "ados", "adas", "ido", "ida"} {
		if strings.HasSuffix(w, end) && !t[s.First].Is(words.Role|words.Function) {
			return true
		}
	}
	return false
}
