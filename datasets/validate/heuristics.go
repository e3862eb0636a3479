package validate

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/table"
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

// checkSigns looks for signs that text was wrongly decoded.
func (c *checker) checkSigns(k *columnCheck, p *place, s string) {
	if i := strings.Index(s, "\uFFFD"); i >= 0 {
		c.say(p, "text.replacement", k.def.Name, s[headAt(s, i):], fmt.Sprintf("the text has U+FFFD at byte %d", i))
	}
	if i := prose.Mojibake(s); i >= 0 {
		c.say(p, "text.mojibake", k.def.Name, s[headAt(s, i):], fmt.Sprintf("UTF-8 that was read as Windows-1252 begins at byte %d", i))
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
func (c *checker) checkLanguage(t *tableState, p *place, row *table.Row) {
	l := &t.columns
	if !t.has(l.language, l.text) || !row.Cells[l.language].Valid {
		return
	}
	if language := row.Cells[l.language].Str; !prose.InScript(language, row.Cells[l.text].Str) {
		c.say(p, "text.language", "language", language, "the text is in another script: "+row.Cells[l.text].Str[:headEnd(row.Cells[l.text].Str)])
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
func (c *checker) checkParagraphs(t *tableState, rows []record) {
	l := &t.columns
	if t.def.Name != "paragraphs" || !t.has(l.text, l.kind) {
		return
	}
	c.checkDoubled(l, rows)
	for i := range rows {
		s, kind := rows[i].cells[l.text].Str, schema.BlockKind(rows[i].cells[l.kind].Str)
		if kind != schema.KindParagraph && kind != schema.KindListItem {
			continue
		}
		marks := prose.MarksOf(s)
		goesOn := i+1 < len(rows) && prose.MarksOf(rows[i+1].cells[l.text].Str).First
		if marks.Odd && !goesOn {
			c.say(&rows[i].place, "text.quote_marks", "text", s, "one of its quotation marks has no partner")
		}
	}
}

// checkDoubled looks for paragraphs that stand twice in an article.
func (c *checker) checkDoubled(l *columns, rows []record) {
	const long = 60 // bytes; shorter ones may be said twice
	seen := c.doubled
	clear(seen)
	for i := range rows {
		s := rows[i].cells[l.text].Str
		switch schema.BlockKind(rows[i].cells[l.kind].Str) {
		case schema.KindHeading, schema.KindTableRow, schema.KindPreformatted:
			continue // a list of contents, a table or code may well say it again
		default:
		}
		if len(s) < long {
			continue
		}
		if first, twice := seen[s]; twice {
			c.say(&rows[i].place, "text.doubled_paragraph", "text", s, fmt.Sprintf("it is row %d of %s again", first.row, first.file))
			continue
		}
		seen[s] = &rows[i].place
	}
}
