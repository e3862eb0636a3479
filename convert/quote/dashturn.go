package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/schema"
)

// Talk may be written without marks, each turn behind a dash:
//
//	— Il pleut, dit Roe.
//	—No llueve —dijo Roe—. Nieva.
//
// So are the items of lists. A text whose items ask or tell who speaks is read as talk.

// dashTurns returns the marks of the paragraphs that are turns of talk, by paragraph.
func (a *annotator) dashTurns(found *marks.Found, paragraphs []schema.Span) [][]marks.Mark {
	out := make([][]marks.Mark, len(paragraphs))
	if !a.t.Language.TurnDashes {
		return out
	}
	talk := false
	for p, at := range paragraphs {
		body := a.t.Body[at.Start:at.End]
		r, size := utf8.DecodeRuneInString(body)
		if !turnDash(r) || found.First[p] < found.First[p+1] || !sentenceEnds(body) || !saysWords(body[size:]) {
			continue
		}
		var told bool
		out[p], told = a.turnPieces(schema.Span{Start: at.Start, End: at.End}, size)
		asked := p > 0 && len(out[p-1]) > 0 &&
			(strings.Contains(body, "?") || strings.Contains(a.t.Body[paragraphs[p-1].Start:paragraphs[p-1].End], "?"))
		talk = talk || told || asked
	}
	if !talk {
		clear(out)
	}
	return out
}

func turnDash(r rune) bool { return r == '—' || r == '–' || r == '―' }

// sentenceEnds reports whether a paragraph ends as a sentence does.
func sentenceEnds(body string) bool {
	r, _ := utf8.DecodeLastRuneInString(body)
	return strings.ContainsRune(".!?…", r)
}

// saysWords reports whether what stands behind a dash begins with a word or an opening mark of Spanish.
func saysWords(body string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(body, unicode.IsSpace))
	return unicode.IsUpper(r) || strings.ContainsRune("¿¡…", r)
}

// turnPieces returns what is said in a turn that begins with a dash of size bytes; told: it says
// who speaks.
func (a *annotator) turnPieces(turn schema.Span, size int) (pieces []marks.Mark, told bool) {
	whole := marks.Mark{Outer: turn, Inner: turn, Closed: true}
	whole.Inner.Start += size
	whole.Inner.Start += len(a.t.Body[whole.Inner.Start:turn.End]) - len(strings.TrimLeftFunc(a.t.Body[whole.Inner.Start:turn.End],
		unicode.IsSpace))
	pieces = a.withoutIncises(whole)
	return pieces, len(pieces) > 1 || pieces[0].Inner.End < whole.Inner.End
}
