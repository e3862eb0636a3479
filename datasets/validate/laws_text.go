package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// between is what joins paragraphs.
const between = "\n\n"

// checkJoin compares the text of an article with its paragraphs.
func (v *view) checkJoin(b *lawAt) {
	rest := v.body
	for i, r := range v.group("paragraphs") {
		p, found := r.str(b.at[1]), true
		if i > 0 {
			rest, found = strings.CutPrefix(rest, between)
		}
		if after, ok := strings.CutPrefix(rest, p); found && ok {
			rest = after
			continue
		}
		v.c.note(r, b.rule, "text", strings.TrimLeft(p, "\n"),
			"here articles.text goes on otherwise: "+strconv.Quote(text.Head(strings.TrimLeft(rest, "\n"), shown)))
		return
	}
	if rest != "" {
		v.c.note(v.article, b.rule, "text", strings.TrimLeft(rest, "\n"), "paragraphs end before it")
	}
}

// checkHeadings checks that a paragraph names the heading above it.
func (v *view) checkHeadings(b *lawAt) {
	above, kind, words := b.at[0], b.at[1], b.at[2]
	heading := ""
	for _, r := range v.group("paragraphs") {
		if has := r.str(above); has != heading {
			says := "there is no heading above"
			if heading != "" {
				says = "the heading above is " + strconv.Quote(text.Head(heading, shown))
			}
			v.c.noteCell(r, b.rule, above, says)
			return // the rest would repeat it
		}
		if r.str(kind) == string(schema.KindHeading) {
			heading = r.str(words)
		}
	}
}

// checkSpans compares the texts of a row with the article's text at their offsets.
func (v *view) checkSpans(r row) {
	if !v.hasText {
		return
	}
	for _, s := range r.t.columns.spans {
		if !r.has(s[0]) || !r.has(s[1]) || !r.has(s[2]) {
			continue
		}
		cells := [...]*table.Cells{&r.Columns[s[0]], &r.Columns[s[1]], &r.Columns[s[2]]}
		from, to, there := cells[0].Valid(r.i), cells[1].Valid(r.i), cells[2].Valid(r.i)
		if !from && !to && !there {
			continue
		}
		start, end, words := cells[0].Int(r.i), cells[1].Int(r.i), cells[2].Str(r.i)
		message := ""
		switch {
		case !from || !to || !there:
			message = fmt.Sprintf("text, start and end must be there together; they are [%s:%s]", r.shown(s[0]), r.shown(s[1]))
		case start < 0 || end < start || end > v.chars:
			message = fmt.Sprintf("[%d:%d] is no span of a text of %d code points", start, end, v.chars)
		case !v.stands(words, start, end):
			stands := v.body[v.offsets.Byte(int(start)):v.offsets.Byte(int(end))]
			message = fmt.Sprintf("at [%d:%d] articles.text has %q", start, end, text.Head(stands, shown))
		}
		if message != "" && !r.between(s[0]) && !r.between(s[1]) {
			v.c.note(r, "laws.span", r.t.def.Columns[s[2]].Name, words, message)
		}
	}
}

// stands reports whether the words stand between two offsets in code points.
func (v *view) stands(words string, start, end int64) bool {
	from := 0
	if start == v.endPoint+int64(len(between)) && strings.HasPrefix(v.body[v.endByte:], between) {
		from = v.endByte + len(between) // a paragraph behind another
	} else {
		from = v.offsets.Byte(int(start))
	}
	to := from + len(words)
	if to > len(v.body) || v.body[from:to] != words {
		return false
	}
	v.endPoint, v.endByte = end, to
	const few = 64 // counting them is quicker than looking their end up
	if len(words) > few {
		return v.offsets.Byte(int(end)) == to
	}
	return utf8.RuneCountInString(words) == int(end-start)
}

// countLaws compare what columns say of the text with the text.
var countLaws = []rowLaw{
	{"laws.word_count", []string{"word_count", "text"}, func(r row, b *lawAt) { r.checkCount(b, r.words(b.at[1])) }},
	{"laws.marked_words", []string{"marked_words", "text"}, func(r row, b *lawAt) {
		if words := r.words(b.at[1]); r.int(b.at[0]) > int64(words) {
			r.noteCell(b.rule, b.at[0], fmt.Sprintf("text has %d words", words))
		}
	}},
	{"laws.char_count", []string{"char_count", "text"}, func(r row, b *lawAt) { r.checkCount(b, utf8.RuneCountInString(r.str(b.at[1]))) }},
	{"laws.text_sha256", []string{"text_sha256", "text"}, row.checkDigest},
}

// words counts the words of the text at a column. Two laws ask for it.
func (r row) words(column int) int {
	if r.counted.row != r.i+1 {
		r.counted.row, r.counted.words = r.i+1, text.Words(r.str(column))
	}
	return r.counted.words
}

// checkCount checks that the count a law speaks of first is that of the text. That it
// is NULL or no whole number is reported of every count.
func (r row) checkCount(b *lawAt, want int) {
	if count := b.at[0]; r.int(count) != int64(want) && r.whole(count) {
		r.noteCell(b.rule, count, fmt.Sprintf("text has %d", want))
	}
}

// checkDigest compares text_sha256 with the text.
func (r row) checkDigest(b *lawAt) {
	digest, body := b.at[0], b.at[1]
	switch {
	case r.valid(body):
		sum := sha256.Sum256(r.Columns[body].Bytes(r.i))
		var buf [2 * sha256.Size]byte
		hex.Encode(buf[:], sum[:])
		if r.str(digest) != string(buf[:]) {
			r.noteCell(b.rule, digest, "text has the SHA-256 "+string(buf[:]))
		}
	case r.valid(digest):
		r.noteCell(b.rule, digest, "there is no text")
	}
}

// kindLaws are on columns that have a value exactly where another one has a word.
var kindLaws = []rowLaw{
	{"laws.text_status", []string{"text_status", "text"}, func(r row, b *lawAt) {
		if status := b.at[0]; r.valid(status) && r.valid(b.at[1]) == (r.str(status) == string(schema.TextHeadlineOnly)) {
			r.noteCell(b.rule, status, "headline_only is what has no text")
		}
	}},
	{"laws.heading", []string{"heading_level", "kind"}, func(r row, b *lawAt) {
		if kind := b.at[1]; r.valid(kind) && r.valid(b.at[0]) != (r.str(kind) == string(schema.KindHeading)) {
			r.noteCell(b.rule, b.at[0], "the kind is "+r.str(kind))
		}
	}},
}
