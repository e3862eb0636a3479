package phrase

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// circumstance returns where a clause ends that begins at token i behind a cue and says how
// somebody spoke, not what: "said as she left", "said on condition of anonymity that". It
// returns i where none begins.
func (r *Reader) circumstance(i int, s words.Sentence) int {
	const longest = 25 // tokens
	if i+2 >= s.Last {
		return i
	}
	anonymous, left := onCondition(r.t, i, s), r.asClause(i, s)
	busy := r.t.Tokens[i].IsWord(words.Preposition|words.Subordinate) && participle(r.t, i+1)
	if !anonymous && !left && !busy {
		return i
	}
	t := r.t.Tokens
	for j := i + 2; j < s.Last && j < i+longest; j++ {
		switch {
		case t[j].IsWord(words.That) && r.t.String(j-1) != "condition", t[j].Kind == words.Colon, t[j].Kind == words.Quoted:
			return j
		case busy && (t[j].Pause() || t[j].Is(words.Cue)):
			return i // "said after closing the bridge, the county would …": perhaps all of it was said
		case t[j].Pause(), t[j].Kind == words.Semicolon, t[j].Kind == words.Stop:
			return j
		}
	}
	return i
}

// Manner reports whether what begins at token i, behind "…, Roe said,", says how somebody
// spoke: "pointing to the map", "speaking on condition of anonymity", "as he left".
func (r *Reader) Manner(i int, s words.Sentence) bool {
	t := &r.t.Tokens[i]
	busy := i+1 < s.Last && t.IsWord(words.Preposition|words.Subordinate) && participle(r.t, i+1)
	gesture := !t.Upper && t.IsWord(words.Gesture)
	return onCondition(r.t, i, s) || r.asClause(i, s) || gesture || busy || r.occasion(i, s)
}

// Lettered reports the letters of a degree or office at token i: ", C.S.C.S.,", which say who somebody is.
func (r *Reader) Lettered(i int) bool {
	tok := &r.t.Tokens[i]
	if tok.IsWord(words.Suffix) {
		return true
	}
	w := r.t.String(i)
	return tok.Kind == words.Word && tok.Caps && strings.Count(w, ".") >= 3 && !tok.Is(words.Place|words.Demonym)
}

// occasion reports "in an interview on Monday", "with a shrug": nothing else stands in the
// sentence behind token i.
func (r *Reader) occasion(i int, s words.Sentence) bool {
	const most = 5
	t := r.t.Tokens
	if !t[i].IsWord(words.Preposition) {
		return false
	}
	found := false
	for range most {
		next := r.Aside(i, s)
		if next == i {
			break
		}
		for ; i < next; i++ {
			found = found || !t[i].Upper && t[i].IsWord(words.Occasion)
		}
	}
	return found && (i >= s.Last || !t[i].Content())
}

// onCondition reports "on condition of anonymity", "on the condition that" at token i.
func onCondition(t *words.Text, i int, s words.Sentence) bool {
	if i+2 >= s.Last || t.String(i) != "on" {
		return false
	}
	j := i + 1
	if t.Tokens[j].Is(words.Determiner) {
		j++
	}
	return t.String(j) == "condition"
}

// asClause reports "as she left", "as Roe boarded": a clause about who speaks.
func (r *Reader) asClause(i int, s words.Sentence) bool {
	switch r.t.String(i) {
	case "as", "when", "while", "before", "after":
	default:
		return false
	}
	if i+2 >= s.Last {
		return false
	}
	t := r.t.Tokens
	next := i + 1
	switch m := r.names.At(next); {
	case t[next].IsWord(words.He | words.She | words.They):
		next++
	case m != nil && m.First == next && r.names.Entities[m.Entity].Person:
		next = m.Last
	default:
		return false
	}
	if next >= s.Last || t[next].Kind != words.Word || t[next].Upper || t[next].Is(words.Preposition|words.Conjunction) {
		return false
	}
	claims := t[next].Is(words.Say) && r.t.String(i) == "when" && !strings.HasPrefix(r.t.String(next), "announc")
	return !claims // "the day when Roe claimed": what she says, and not when somebody else spoke
}

// participle reports whether token i is a verb in -ing that is no cue.
func participle(t *words.Text, i int) bool {
	tok := &t.Tokens[i]
	return tok.Kind == words.Word && !tok.Upper && !tok.Is(words.Cue) && strings.HasSuffix(t.String(i), "ing") &&
		len(t.String(i)) > len("thing")
}

// Dateline returns where the sentence behind "HULL, May 3 (AP) —" begins; s.First where it
// has no dateline. Before the dash stand a place in capitals, a day, an agency in brackets, or a
// name that does not begin as one of a person does, and a sentence begins behind it: "Hull, England — The bridge …".
func (r *Reader) Dateline(s words.Sentence) int {
	const longest = 14 // tokens
	t := r.t.Tokens
	if !t[s.First].Upper || t[s.First].Kind != words.Word {
		return s.First
	}
	shown := t[s.First].Caps && t[s.First].End-t[s.First].Start > 2
	place := r.names.At(s.First) != nil && !t[s.First].Is(words.FirstName|words.Title|words.Role)
	depth := 0
	for j := s.First + 1; j < s.Last && j < s.First+longest; j++ {
		switch tok := &t[j]; tok.Kind {
		case words.Dash:
			if (shown || place && r.beginsAt(j+1, s)) && depth == 0 && j+1 < s.Last && t[j-1].End < tok.Start {
				return j + 1
			}
			return s.First
		case words.Open:
			depth++
			shown = shown || t[j-1].Kind == words.Word || t[j-1].Kind == words.Number
		case words.Close:
			depth--
		case words.Word:
			if !tok.Upper && depth == 0 {
				return s.First
			}
			shown = shown || tok.Is(words.Day)
		case words.Number, words.Comma, words.Stop, words.Other:
		default:
			return s.First
		}
	}
	return s.First
}

// beginsAt reports whether a sentence seems to begin with token i, and no dash closes what stands
// before it: "Roe — Hull's mayor — said".
func (r *Reader) beginsAt(i int, s words.Sentence) bool {
	t := r.t.Tokens[i:s.Last]
	return len(t) > 0 && t[0].Upper && !slices.ContainsFunc(t, func(tok words.Token) bool { return tok.Kind == words.Dash })
}
