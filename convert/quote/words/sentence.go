package words

import (
	"strings"
	"unicode/utf8"
)

// maxSentence is the most tokens of a sentence: what is longer is no sentence,
// and work that grows with the square of a sentence stays bounded.
const maxSentence = 250

// sentences cuts the tokens from first on.
func (t *Text) sentences(paragraph, first int) {
	n := len(t.Tokens)
	from := first
	for i := first; i < n; i++ {
		if i+1 < n && i-from < maxSentence && !t.ends(i) {
			continue
		}
		t.Sentences = append(t.Sentences, Sentence{First: from, Last: i + 1, Paragraph: paragraph})
		from = i + 1
	}
}

// ends reports whether a sentence ends with token i, which has a successor.
func (t *Text) ends(i int) bool {
	next := &t.Tokens[i+1]
	switch next.Kind {
	case Close, Comma, Stop, Dash, Possessive:
		return false
	default:
	}
	begins := next.Kind != Word || next.Upper
	tok := &t.Tokens[i]
	switch tok.Kind {
	case Close:
		if i > 2 && t.note(i) {
			return begins
		}
		return i > 0 && t.Tokens[i-1].Kind == Stop && begins
	case Stop:
		if t.Language.ordinal(t, i) {
			return false
		}
		return begins && (next.Start > tok.End || next.Upper)
	case Quoted:
		return begins && t.quoteEnds(i)
	case Word:
		// An abbreviation may also end a sentence: then a function word follows.
		return t.Body[tok.End-1] == '.' && next.Upper && next.Is(Starter)
	}
	return false
}

// note reports whether the bracket at token i closes the number of a note behind a full stop: "left.[5] The".
func (t *Text) note(i int) bool {
	stop, open := &t.Tokens[i-3], &t.Tokens[i-2]
	return t.Tokens[i-1].Kind == Number && open.Kind == Open && stop.Kind == Stop && stop.End == open.Start && t.Body[t.Tokens[i].Start] == ']'
}

// Asks reports whether a sentence ends with a question mark.
func (t *Text) Asks(s Sentence) bool { return strings.HasSuffix(t.Body[:t.Tokens[s.Last-1].End], "?") }

// quoteEnds reports whether the marked span i ends its sentence: it ends with
// a full stop, or with ? or ! and no "X said" follows.
func (t *Text) quoteEnds(i int) bool {
	m := &t.Marks[t.Tokens[i].Mark]
	inner := t.Body[m.Inner.Start:m.Inner.End]
	r, size := utf8.DecodeLastRuneInString(inner)
	if r == '’' && strings.HasSuffix(inner[:len(inner)-size], ",") {
		return false // “… ‘so,’” waits for who says it
	}
	switch r {
	case '.', '…', '。':
		return !t.saysOnly(i)
	case '!', '?', '\'', '’', ')', ']':
		return !t.saysAfter(i)
	}
	return t.Tokens[i+1].Kind == Quoted
}

// saysAfter reports whether "X said" with nothing reported behind it follows token i.
func (t *Text) saysAfter(i int) bool {
	const reach = 6 // "President Jane Q. Doe also said"
	for j := i + 1; j < len(t.Tokens) && j <= i+reach; j++ {
		tok := &t.Tokens[j]
		if tok.Kind == Comma {
			return t.saysLate(i + 1)
		}
		if tok.Kind == Possessive {
			continue
		}
		if tok.Kind != Word {
			return false
		}
		if tok.Is(Say | Tell | Ask) {
			if j+1 >= len(t.Tokens) || t.Tokens[j+1].Kind != Word {
				return true
			}
			next := t.String(j + 1)
			told := tok.Is(Tell) && !t.thatWithin(j+1, reach)
			return t.Tokens[j+1].Is(Preposition|Day|Adverb) || told || strings.HasSuffix(next, "ly") || j == i+1
		}
	}
	return false
}

// saysLate reports whether a name and what describes it, and then only "said" follow from token i on: “Never!” Roe's
// aunt, Clerk Ann Roe (51), shouted.
func (t *Text) saysLate(i int) bool {
	const reach = 25
	for j := i; j < len(t.Tokens) && j < i+reach; j++ {
		tok := &t.Tokens[j]
		switch {
		case tok.Kind == Stop, tok.Kind == Semicolon, tok.Kind == Colon, tok.Kind == Dash:
			return false
		case tok.IsWord(Auxiliary | Be | Cliche | Subordinate | That):
			return false
		case !tok.Upper && tok.IsWord(Say|Tell|Ask) && tok.Is(Past|Present):
			if k := t.Tokens[j-1].Kind; k != Comma && k != Close {
				return false
			}
			return j+1 >= len(t.Tokens) || t.Tokens[j+1].Kind != Word || t.Tokens[j+1].Is(Preposition|Day|Adverb)
		}
	}
	return false
}

// thatWithin reports whether a clause with "that" begins in the few words from token i on:
// “Never!” Roe told the council that she would stay.
func (t *Text) thatWithin(i, few int) bool {
	for last := min(i+few, len(t.Tokens)); i < last && t.Tokens[i].Kind == Word; i++ {
		if t.Tokens[i].Is(That) {
			return true
		}
	}
	return false
}

// saysOnly reports whether all that follows token i is "X said.": a full stop
// that should have been a comma.
func (t *Text) saysOnly(i int) bool {
	const reach = 5
	for j := i + 1; j < len(t.Tokens) && j <= i+reach && t.Tokens[j].Kind == Word; j++ {
		if t.Tokens[j].Is(Say) && t.Tokens[j].Is(Past|Present) && j > i+1 {
			return j+1 >= len(t.Tokens) || t.Tokens[j+1].Kind == Stop
		}
	}
	return false
}
