// Package marks finds what stands in quote marks.
//
// In: a text, its paragraphs and its language. Out: for each paragraph the
// outermost marked spans, in order; which of them go on with the paragraph
// before; and how many paragraphs have a mark without a partner. What a mark
// means is decided by its shape, by what stands around it, by the language and
// by how the text as a whole uses it. Laws: spans lie inside their paragraph,
// do not overlap, begin and end at rune boundaries; time is linear in the
// length of the text; an odd number of marks is normal input.
package marks

import (
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/schema"
)

// Mark is one marked span.
type Mark struct {
	Outer  schema.Span // with its marks
	Inner  schema.Span // without marks and the white space beside them
	Closed bool        // false: the paragraph ends before a closing mark
	Minor  bool        // single marks in a text whose statements stand in others
}

// Found is what stands in marks in a text.
type Found struct {
	Marks    []Mark
	First    []int  // by paragraph: its first mark; one more for the end
	Reopened []bool // by paragraph: its first mark goes on with the last one before it
	Odd      int    // paragraphs with a mark that has no partner
}

// mostInside is how many paragraphs without any mark a quote may go on over.
const mostInside = 3

// Find returns the marked spans of the paragraphs of body.
func Find(body string, paragraphs []schema.Span, language string) Found {
	f := Found{First: make([]int, 0, len(paragraphs)+1), Reopened: make([]bool, len(paragraphs))}
	st := survey(body, language)
	open := -1 // the paragraph that ended inside a span
	for i, p := range paragraphs {
		first := len(f.Marks)
		f.First = append(f.First, first)
		s := scanner{body: body, end: p.End, from: p.Start, style: st, at: p.Start, marks: f.Marks, stray: -1}
		s.run()
		if open >= 0 && first == len(s.marks) && s.stray < 0 && i-open <= mostInside {
			continue // nothing but text: the span may go on behind it
		}
		f.Marks = s.marks
		if open >= 0 {
			f.goOn(&s, paragraphs, open, i)
		} else if s.odd && !s.unclosed() {
			f.Odd++
		}
		open = -1
		if s.unclosed() {
			open = i
		}
	}
	if open >= 0 {
		f.Odd++
	}
	f.First = append(f.First, len(f.Marks))
	return f
}

// unclosed reports whether the paragraph ends inside a span.
func (s *scanner) unclosed() bool {
	return s.odd && len(s.marks) > 0 && !s.marks[len(s.marks)-1].Closed && s.marks[len(s.marks)-1].Outer.Start >= s.from
}

// goOn looks at how paragraph i goes on with a span that paragraph open left
// open: it opens it again, or it closes it without, and all between is inside.
func (f *Found) goOn(s *scanner, paragraphs []schema.Span, open, i int) {
	first := f.First[i]
	switch {
	case open == i-1 && len(f.Marks) > first && !strings.ContainsFunc(s.body[s.from:f.Marks[first].Outer.Start], unicode.IsLetter):
		f.Reopened[i] = true
	case s.stray > paragraphs[i].Start:
		f.inside(s, paragraphs, open, i)
	default:
		f.Odd++
		if s.odd && !s.unclosed() {
			f.Odd++
		}
	}
}

// inside marks the paragraphs behind open up to the stray closing mark of paragraph i.
func (f *Found) inside(s *scanner, paragraphs []schema.Span, open, i int) {
	own := append([]Mark(nil), f.Marks[f.First[i]:]...)
	f.Marks = f.Marks[:f.First[i]]
	for k := open + 1; k <= i; k++ {
		f.First[k] = len(f.Marks)
		f.Reopened[k] = true
		m := Mark{Outer: paragraphs[k], Inner: paragraphs[k]}
		if k == i {
			m.Outer.End, m.Inner.End, m.Closed = s.stray+s.straySize, s.stray, true
			m.Inner = trim(s.body, m.Inner)
		}
		if !m.Inner.Empty() {
			f.Marks = append(f.Marks, m)
		}
	}
	f.Marks = append(f.Marks, own...)
}
