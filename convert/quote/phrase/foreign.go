package phrase

import (
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file reads verbs of speech in languages whose clauses are not read:
// by what stands around a verb, in whatever order the language has it.

// Foreign reads phrases and verbs of such languages.
type Foreign struct {
	t     *words.Text
	names *names.Index
	read  *Reader
}

// Foreign returns the reader of other languages.
func (r *Reader) Foreign() Foreign { return Foreign{r.t, r.names, r} }

// VerbAt reads the verb, or "according to", at token i with its subject.
func (r Foreign) VerbAt(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	c := Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: None}
	behind := behindMarks(r.t, i, s)
	if t[i].Is(words.According) && !t[i].Is(words.Say) {
		return r.accordingTo(c, behind, s)
	}
	for c.First > s.First && r.ofVerb(c.First-1, i, s) {
		c.First--
	}
	if t[i].Is(words.Past) {
		c.First = r.partedHelp(c.First, s)
	}
	if t[i].Is(words.Base) && !r.helped(c.First, i) {
		return c, false // "para decir"
	}
	behind = behindMarks(r.t, c.First, s)
	if at := c.First; r.joinedPronoun(at, s) {
		return r.pronounCue(c, at+1), true
	}
	if k := c.First - 1; k > s.First && r.t.Language.Joined() && t[k].Is(words.Pronoun) && t[k-1].Is(words.Auxiliary) { // "a-t-elle dit"
		c.First = k - 1
		return r.pronounCue(c, k), true
	}
	if c.First > s.First && c.First == i && t[i-1].IsWord(words.Determiner|words.Preposition) && !t[i-1].Is(words.According) &&
		!r.clitic(i-1, s) {
		return c, false // "le dit accord"
	}
	return r.withSubject(c, behind, s)
}

// ofVerb reports whether the word of token k, before what belongs to the verb of token i, belongs to it as well:
// "ha", "le", "ya", "l'a interrompu", "volvió a decir".
func (r Foreign) ofVerb(k, i int, s words.Sentence) bool {
	t := r.t.Tokens
	before := &t[k]
	if before.Upper {
		return false
	}
	if before.IsWord(words.Auxiliary | words.Object | words.Adverb) {
		return true
	}
	if t[i].Is(words.Base) && before.IsWord(words.Preposition) && k > s.First && t[k-1].IsWord(words.Auxiliary) {
		return true
	}
	return before.IsWord(words.Determiner) && t[k+1].Is(words.Auxiliary) && before.End == t[k+1].Start
}

// partedHelp returns the helping verb that a few words between commas part from the participle at token i: "a, de
// son côté, estimé"; i where there is none.
func (r Foreign) partedHelp(i int, s words.Sentence) int {
	const longest = 6
	t := r.t.Tokens
	if i <= s.First || t[i-1].Kind != words.Comma {
		return i
	}
	for k := i - 2; k > max(s.First, i-longest); k-- {
		if t[k].Kind == words.Comma {
			if t[k-1].IsWord(words.Auxiliary) && !t[k-1].Upper {
				return k - 1
			}
			break
		}
		if !t[k].Plain() || t[k].Upper {
			break
		}
	}
	return i
}

// helped reports whether another verb stands in tokens [first, verb).
func (r Foreign) helped(first, verb int) bool {
	for k := first; k < verb; k++ {
		if r.t.Tokens[k].Is(words.Auxiliary) {
			return true
		}
	}
	return false
}

// accordingTo reads whose words "laut Roe", "nach Angaben der Feuerwehr" and "Roe zufolge" name.
func (r Foreign) accordingTo(c Cue, behind bool, s words.Sentence) (Cue, bool) {
	const longest = 6
	t := r.t.Tokens
	i := c.First
	c.Inverted = true
	if r.ungoverned(i, s) {
		return c, false
	}
	k := r.Skip(i+1, s.Last)
	alone := k >= s.Last || !binds(r.t, k) || r.names.At(k) != nil
	if i > s.First && t[i-1].IsWord(words.Determiner) && !t[i].Is(words.Preposition) && alone {
		c.Subject = AbsentAt(i) // "a su juicio"
		if c.First--; c.First > s.First && t[c.First-1].IsWord(words.Preposition) {
			c.First--
		}
		return c, true
	}
	if k < s.Last && binds(r.t, k) && !t[k].Is(words.Determiner) && r.names.At(k) == nil {
		k++ // "nach Angaben von Roe"
	}
	c.Subject = r.PhraseFrom(k, s.Last)
	adverb := t[i].Is(words.Adverb)
	for k = max(s.First, i-longest); !adverb && !c.Subject.OK() && k < i; k++ {
		if p := r.PhraseFrom(k, i); p.Last == i && p.OK() {
			c.Subject, c.First, c.Inverted = p, k, true
		}
	}
	if c.First == i && i > s.First && t[i-1].IsWord(words.Preposition) {
		c.First--
	}
	if !c.Subject.OK() || c.Subject.Kind == Pronoun && adverb && !behind {
		return c, false
	}
	if !adverb || behind {
		return c, true
	}
	last := c.Subject.Last // ", so Roe."
	return c, i > s.First && t[i-1].Kind == words.Comma && (last >= s.Last || !t[last].Plain() || t[last].Is(words.Adverb))
}

// View reads in whose view it is so, at token i: "Para Ana Roe, el puente …".
func (r Foreign) View(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	p := r.PhraseFrom(i+1, s.Last)
	if !p.OK() || p.Last >= s.Last || t[p.Last].Kind != words.Comma {
		return Cue{}, false
	}
	var who bool
	switch p.Kind {
	case Name:
		who = !r.names.Entities[p.Entity].Place
	case Pronoun:
		who = !t[p.First].Is(words.It)
	default:
		who = t[p.Head].Is(words.Role)
	}
	return Cue{First: i, Last: p.Last, Verb: i, Class: words.According, Subject: p, Inverted: true}, who
}

// ungoverned reports a noun without the preposition that makes it "according to": "la opinión de Roe", but
// not "en opinión de Roe", "a su juicio", "en palabras de Roe".
func (r Foreign) ungoverned(i int, s words.Sentence) bool {
	t := r.t.Tokens
	if r.t.Language.NounCapitals || t[i].Is(words.Preposition|words.Adverb) || i == s.First {
		return false
	}
	if t[i].Is(words.Term) && !t[i-1].Is(words.Preposition) {
		return true
	}
	return t[i-1].IsWord(words.Determiner) && !t[i-1].Is(words.Preposition) &&
		(i-1 == s.First || !t[i-2].Is(words.Preposition|words.According))
}

// clitic reports whether what looks like an article at token i is the object of the verb behind it:
// "Roe la dice", "Roe le dit".
func (r Foreign) clitic(i int, s words.Sentence) bool {
	if i <= s.First || r.t.Tokens[i].Is(words.Preposition) || r.t.Tokens[i+1].Is(words.Past) {
		return false
	}
	before := &r.t.Tokens[i-1]
	return before.Is(words.Pronoun) || before.Plain() && !before.Is(words.Function|words.Cue)
}

// joinedPronoun reports whether the pronoun that a hyphen joins to a verb follows token i: "dit-elle".
func (r Foreign) joinedPronoun(i int, s words.Sentence) bool {
	t := r.t.Tokens
	return i+1 < s.Last && t[i+1].IsWord(words.Pronoun) && r.t.Body[t[i].End] == '-'
}

// pronounCue makes the pronoun at token k the subject of a cue.
func (r Foreign) pronounCue(c Cue, k int) Cue {
	c.Last = max(c.Last, k+1)
	c.Inverted = true
	c.Subject = Phrase{First: k, Last: k + 1, Head: k, Entity: -1, Kind: Pronoun}
	return c
}

// UnknownVerb reads a verb that no list has behind a marked span: "«…», pesta Roe", "«…», a fait
// savoir le maire". What stands behind it tells that it is one: a subject.
func (r Foreign) UnknownVerb(i int, s words.Sentence) (Cue, bool) {
	const most = 4 // words of a verb
	t := r.t.Tokens
	if !behindMarks(r.t, i, s) || !r.verbLike(i) && !t[i].IsWord(words.Object) {
		return Cue{}, false
	}
	c := Cue{First: i, Last: i + 1, Verb: i, Class: words.Say, Subject: None}
	k := i
	for k < s.Last && t[k].IsWord(words.Object) {
		k++
	}
	for last := min(s.Last, k+most); k < last && (r.verbLike(k) || k > i && t[k].IsWord(words.Adverb)); k++ {
		c.Verb, c.Last = k, k+1
		if r.joinedPronoun(k, s) {
			return r.pronounCue(c, k+1), true
		}
		p := r.behindVerb(k+1, s.Last, false)
		if p.Kind == Name || p.Kind == Pronoun || p.Kind == Noun && (r.isRole(p.Head) || t[p.First].Is(words.Indefinite)) {
			c.Subject, c.Inverted = p, true
			return c, true
		}
	}
	return c, false
}

// verbLike reports whether a word may be a verb.
func (r Foreign) verbLike(i int) bool {
	const none = words.Preposition | words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That |
		words.Adverb | words.Role | words.Term
	t := &r.t.Tokens[i]
	return t.Kind == words.Word && !t.Upper && (!t.Is(none) || t.Is(words.Auxiliary|words.Say))
}

// behindMarks reports whether a marked span stands before token i, with or without a comma.
func behindMarks(t *words.Text, i int, s words.Sentence) bool {
	if i <= s.First {
		return false
	}
	before := t.Tokens[i-1].Kind
	return before == words.Quoted || i-1 > s.First && before != words.Word && t.Tokens[i-2].Kind == words.Quoted
}
