package text

import (
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// Paragraphs returns the byte spans of the lines of body that hold more than
// white space, trimmed: the paragraphs of a text that comes without any.
func Paragraphs(body string) []schema.Span {
	var out []schema.Span
	for i := 0; i < len(body); {
		end := i
		for end < len(body) && body[end] != '\n' && body[end] != '\r' {
			end++
		}
		if s := trim(body, schema.Span{Start: i, End: end}); !s.Empty() {
			out = append(out, s)
		}
		i = end + 1
	}
	return out
}

// trim takes white space off both ends of a span.
func trim(body string, s schema.Span) schema.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(body[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(body[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}
