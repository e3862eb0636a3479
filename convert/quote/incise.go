package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// In some languages who speaks is told inside the marks: « Oui, dit-elle, demain. » Such an
// incise is cut out of the marked span, and what is left are two spans with "dit-elle" between
// them, as the rules read them in any language.

// longestIncise is the most tokens of an incise: what is longer is part of what is said.
const longestIncise = 30

// cutMarks cuts the incises out of the marks of each paragraph, and marks what stands behind the
// dash of a turn of talk, where the language of the text writes so.
func (a *annotator) cutMarks(found *marks.Found, paragraphs []schema.Span) {
	lang := a.t.Language
	if !lang.Incises && !lang.TurnDashes {
		return
	}
	turns := a.dashTurns(found, paragraphs)
	a.dashed = make([]bool, len(paragraphs))
	out := make([]marks.Mark, 0, len(a.t.Marks))
	for p := range paragraphs {
		first := len(out)
		out = append(out, turns[p]...)
		a.dashed[p] = len(turns[p]) > 0
		for k := found.First[p]; k < found.First[p+1]; k++ {
			m := a.t.Marks[k]
			if !lang.Incises || !m.Closed && !m.Outer.Empty() && m.Inner.Empty() {
				out = append(out, m)
				continue
			}
			out = append(out, a.withoutIncises(m)...)
		}
		found.First[p] = first
	}
	found.First[len(paragraphs)] = len(out)
	a.t.Marks, found.Marks = out, out
}

// withoutIncises returns the pieces of a marked span between its incises.
func (a *annotator) withoutIncises(m marks.Mark) []marks.Mark {
	in := words.Text{Body: a.t.Body, Language: a.t.Language}
	in.Paragraph(0, m.Inner, 0, 0)
	var out []marks.Mark
	for i := 1; i+1 < len(in.Tokens); i++ {
		if end, next := dashIncise(&in, i); end > 0 {
			head := m
			head.Inner.End, head.Outer.End, head.Closed = int(in.Tokens[i-1].End), int(in.Tokens[i-1].End), true
			out = append(out, head)
			if next >= len(in.Tokens) {
				return out
			}
			m.Outer.Start, m.Inner.Start = int(in.Tokens[next].Start), int(in.Tokens[next].Start)
			i = next
			continue
		}
		end := incise(&in, i)
		if end == 0 {
			continue
		}
		tok := &in.Tokens[i]
		head := m
		head.Inner.End, head.Outer.End, head.Closed = int(tok.Start), int(tok.Start), true
		if tok.Kind == words.Stop {
			head.Inner.End, head.Outer.End = int(tok.End), int(tok.End)
		}
		out = append(out, head)
		if end+1 >= len(in.Tokens) {
			return out
		}
		m.Outer.Start = int(in.Tokens[end].End)
		m.Inner.Start = int(in.Tokens[end+1].Start)
		i = end
	}
	return append(out, m)
}

// dashIncise reads an incise between dashes, as Spanish sets it, "—dijo Roe—": it returns the token
// of the dash that closes it, and where what is said goes on. 0: none begins at token i.
func dashIncise(t *words.Text, i int) (end, next int) {
	n := len(t.Tokens)
	if t.Tokens[i].Kind != words.Dash || i+1 >= n || t.Tokens[i].End != t.Tokens[i+1].Start || !tellsWho(t, i+1) {
		return 0, 0
	}
	for end = i + 1; end < n && t.Tokens[end].Kind != words.Dash; end++ {
	}
	for next = end + 1; next < n && !t.Tokens[next].Plain() && t.Tokens[next].Kind != words.Other &&
		t.Tokens[next].Kind != words.Open; next++ { // the stop behind "—dijo Roe—."
	}
	return end, next
}

// tellsWho reports whether a verb with who speaks, or a verb of speech, stands at token k: "le
// corrige él", "avisa Roe", "dice".
func tellsWho(t *words.Text, k int) bool {
	const most = 3 // tokens up to the verb's end
	if t.Tokens[k].IsWord(words.Determiner) && !t.Tokens[k].Upper {
		k++ // "la corrige él"
	}
	for last := min(k+most, len(t.Tokens)); k < last; k++ {
		tok := &t.Tokens[k]
		switch {
		case tok.IsWord(words.Say) && !tok.Upper:
			return true
		case !tok.IsWord(words.Object) && !lowerVerb(tok) || tok.Upper:
			return false
		}
		if k+1 < len(t.Tokens) && lowerVerb(tok) {
			if next := &t.Tokens[k+1]; next.IsWord(words.He|words.She) || next.Kind == words.Word && next.Upper {
				return true
			}
		}
	}
	return false
}

// incise reports whether "dit-elle" or "a répondu le maire" begins behind the comma, question
// mark or exclamation mark at token i, and returns the token that it ends before: the comma
// or full stop behind it, or the end of the text. 0: none begins.
func incise(t *words.Text, i int) int {
	switch t.Tokens[i].Kind {
	case words.Comma:
	case words.Stop:
		if t.String(i) == "." || t.Tokens[i+1].Upper {
			return 0
		}
	default:
		return 0
	}
	next, sure := inciseVerb(t, i+1)
	if next == 0 {
		return 0
	}
	end := inciseEnd(t, next, i)
	if end == 0 || !sure && end < len(t.Tokens) && t.String(end) != "." && t.Tokens[end].Kind != words.Comma {
		return 0
	}
	return end
}

// inciseVerb reads the verb of an incise at token k with the pronoun, or the beginning of the
// noun phrase, behind it; it returns the token that follows. sure: the verb is known to
// report speech. 0: there is none.
func inciseVerb(t *words.Text, k int) (next int, sure bool) {
	n := len(t.Tokens)
	for k < n && t.Tokens[k].IsWord(words.Object) && !t.Tokens[k].Upper {
		k++
	}
	if k >= n || !lowerVerb(&t.Tokens[k]) {
		return 0, false
	}
	auxiliary := t.Tokens[k].Is(words.Auxiliary | words.Be)
	joined := k+1 < n && t.Tokens[k+1].IsWord(words.Pronoun) && t.Body[t.Tokens[k].End] == '-'
	verb := k
	if joined {
		k++
	}
	for k++; auxiliary && k < n && t.Tokens[k].IsWord(words.Adverb); k++ {
	}
	if auxiliary {
		if k >= n || !lowerVerb(&t.Tokens[k]) || t.Tokens[k].Is(words.Auxiliary|words.Be) && !t.Tokens[k].Is(words.Say) {
			return 0, false
		}
		verb = k
		for k++; k < n && lowerVerb(&t.Tokens[k]) && !t.Tokens[k].Is(words.Paper|words.Role) && k < verb+3; k++ { // "fait savoir"
		}
	}
	said := t.Tokens[verb].Is(words.Say) && (auxiliary || !t.Tokens[verb].Is(words.Past))
	if joined {
		return k, said
	}
	for k < n && t.Tokens[k].IsWord(words.Adverb|words.Day|words.Object) && !t.Tokens[k].Is(words.Determiner) {
		k++
	}
	if !said || k >= n || !t.Tokens[k].Plain() || !t.Tokens[k].Upper && !t.Tokens[k].Is(words.Determiner|words.Role|words.Pronoun) {
		return 0, false
	}
	return k, true
}

// lowerVerb reports whether a word may be a verb.
func lowerVerb(t *words.Token) bool {
	const none = words.Preposition | words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That |
		words.Adverb
	return t.Kind == words.Word && !t.Upper && (!t.Is(none) || t.Is(words.Say|words.Auxiliary))
}

// inciseEnd returns the token that an incise ends before, whose subject goes on at token k: a
// full stop, or a comma behind which what is said goes on. What describes the speaker is part
// of the incise. 0: it has no end near enough.
func inciseEnd(t *words.Text, k, from int) int {
	described := false // from here on only a full stop ends it
	for ; k < len(t.Tokens); k++ {
		if k > from+longestIncise {
			return 0
		}
		switch t.Tokens[k].Kind {
		case words.Stop:
			if t.String(k) == "." {
				return k
			}
			return 0
		case words.Comma:
			if described {
				continue
			}
			switch what := behindSubject(t, k); what {
			case restSaid:
				return k
			case restDescribes:
				described = true
			case restApposed:
			}
		case words.Colon, words.Semicolon:
			return k
		}
	}
	return k
}

// What stands behind the comma that follows a speaker.
const (
	restSaid      = iota // what is said goes on
	restApposed          // a name, an age or a role, and what is said goes on behind it
	restDescribes        // what the speaker does or is: only a full stop ends it
)

// behindSubject tells what stands behind the comma at token k.
func behindSubject(t *words.Text, k int) int {
	if k+1 >= len(t.Tokens) {
		return restApposed
	}
	tok := &t.Tokens[k+1]
	closes, stops := closing(t, k+1)
	switch {
	case tok.Kind == words.Number && closes, tok.Upper && !tok.Is(words.Starter) && closes:
		return restApposed
	case tok.IsWord(words.Role) && closes:
		return restApposed
	case tok.IsWord(words.Determiner) && k+2 < len(t.Tokens) && t.Tokens[k+2].IsWord(words.Role) && closes && !finite(t, k+3):
		return restApposed
	case tok.Kind == words.Word && !tok.Upper && !tok.Is(words.Function|words.Cue) && stops:
		return restDescribes
	}
	return restSaid
}

// closing reports whether a comma or full stop follows near token k, and whether a full stop
// that more follows does.
func closing(t *words.Text, k int) (closes, stops bool) {
	for i := k; i < len(t.Tokens) && i < k+longestIncise; i++ {
		switch t.Tokens[i].Kind {
		case words.Comma:
			closes = true
		case words.Stop:
			return true, i+1 < len(t.Tokens)
		}
	}
	return closes, false
}

// finite reports whether a verb with forms of its own follows before the next comma.
func finite(t *words.Text, k int) bool {
	for ; k < len(t.Tokens) && t.Tokens[k].Plain(); k++ {
		if t.Tokens[k].IsWord(words.Auxiliary|words.Be|words.Say) && !t.Tokens[k].Is(words.Past) {
			return true
		}
	}
	return false
}
