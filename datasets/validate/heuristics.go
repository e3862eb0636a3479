package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/datasets/validate/prose"
	"github.com/dsbuild/dsbuild/schema"
)

// isProse reports whether a column holds words of the page that stand nowhere
// else: a sign in the text of an article is told once, in its paragraph.
func isProse(t *schema.Table, c *schema.Column) bool {
	if c.Type != schema.Utf8 && c.Type != schema.Utf8List || c.Vocabulary != nil || c.Pattern != "" || isAsIs(c) {
		return false
	}
	switch t.Name {
	case "articles":
		return c.Name != "text" && c.Name != "published_raw"
	case "paragraphs":
		return c.Name == "text"
	case "rejects":
		return c.Name == "title" || c.Name == "publisher"
	}
	return false
}

// readAlone makes the text of articles, where their paragraphs are not read, what
// signs are looked for in.
func (c *checker) readAlone() {
	if t := c.table("articles"); t != nil && t.columns.text >= 0 {
		t.checks[t.columns.text].prose = true
	}
}

// isName reports whether a column holds names and codes, where words that mean
// "missing" are none of the page's.
func isName(t *schema.Table, c *schema.Column) bool {
	if c.Type != schema.Utf8 && c.Type != schema.Utf8List || c.Vocabulary != nil || c.Long {
		return false
	}
	switch t.Name {
	case "articles", "authors", "speakers", "topics", "rejects":
		return true
	case "quotes":
		return strings.HasPrefix(c.Name, "speaker_")
	}
	return false
}

// isAsIs reports whether a column holds names or addresses from outside, which
// need not be clean.
func isAsIs(c *schema.Column) bool { return c.Unit == "URL" || strings.HasPrefix(c.Name, "source_") }

// missingWords are what libraries write for a missing value when they make it text.
var missingWords = map[string]bool{
	"null": true, "NULL": true, "nan": true, "NaN": true, "None": true, "<NA>": true, "NaT": true, "N/A": true, "undefined": true,
}

// longestMissing is the length in bytes of the longest of them.
const longestMissing = len("undefined")

// checkSigns looks for signs that text was wrongly decoded.
func (k *chunk) checkSigns(c *columnCheck, r int, s string) {
	if i := strings.Index(s, "\uFFFD"); i >= 0 {
		k.say(r, "text.replacement", c.def.Name, s[headAt(s, i):], fmt.Sprintf("the text has U+FFFD at byte %d", i))
	}
	if i := prose.Mojibake(s); i >= 0 {
		k.say(r, "text.mojibake", c.def.Name, s[headAt(s, i):], fmt.Sprintf("UTF-8 that was read as Windows-1252 begins at byte %d", i))
	}
}

// headAt returns where to begin showing a text so that the byte at i and a word
// before it are seen.
func headAt(s string, i int) int {
	const before = 20
	if i <= before {
		return 0
	}
	at := i - before
	if space := strings.IndexByte(s[at:i], ' '); space >= 0 {
		return at + space + 1
	}
	return i
}

// checkLanguage compares the language of an article with the script of its text.
func (r row) checkLanguage() {
	l := &r.t.columns
	if !r.has(l.language, l.text) || !r.valid(l.language) {
		return
	}
	body := r.str(l.text)
	if language := r.str(l.language); !prose.InScript(language, body) {
		r.say("text.language", "language", language, "the text is in another script: "+body[:headEnd(body)])
	}
}

// headEnd is the end of the first words of a text.
func headEnd(s string) int {
	n := 0
	for i := range s {
		if n == 30 {
			return i
		}
		n++
	}
	return len(s)
}

// checkParagraphs looks at the paragraphs of one article.
func (c *checker) checkParagraphs(t *tableState, rows []row) {
	l := &t.columns
	if t.def.Name != "paragraphs" || !have(rows, l.text, l.kind) {
		return
	}
	c.checkDoubled(l, rows)
	for i, r := range rows {
		kind := schema.BlockKind(r.str(l.kind))
		if kind != schema.KindParagraph && kind != schema.KindListItem {
			continue
		}
		s := r.str(l.text)
		if !prose.MarksOf(s).Odd {
			continue
		}
		if goesOn := i+1 < len(rows) && prose.MarksOf(rows[i+1].str(l.text)).First; !goesOn {
			c.say(r, "text.quote_marks", "text", s, "one of its quotation marks has no partner")
		}
	}
}

// checkDoubled looks for paragraphs that stand twice in an article.
func (c *checker) checkDoubled(l *columns, rows []row) {
	const long = 60 // bytes; shorter ones may be said twice
	seen := c.doubled[:0]
	for _, r := range rows {
		s, digest := r.str(l.text), uint64(0)
		switch schema.BlockKind(r.str(l.kind)) {
		case schema.KindHeading, schema.KindTableRow, schema.KindPreformatted:
			// a list of contents, a table or code may well say it again
		default:
			if len(s) >= long {
				digest = max(xxh3.HashString(s), 1)
			}
		}
		if first := slices.Index(seen, digest); digest > 0 && first >= 0 && rows[first].str(l.text) == s {
			p := rows[first].place()
			c.say(r, "text.doubled_paragraph", "text", s, fmt.Sprintf("it is row %d of %s again", p.row, p.file))
			digest = 0
		}
		seen = append(seen, digest)
	}
	c.doubled = seen
}
