package validate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zeebo/xxh3"
	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/datasets/validate/prose"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// checkSigns looks for signs that text was wrongly decoded.
func (k *chunk) checkSigns(c *columnCheck, r int, s string) {
	if i := strings.Index(s, "\uFFFD"); i >= 0 {
		k.note(r, "text.replacement", c.def.Name, s[headAt(s, i):], fmt.Sprintf("the text has U+FFFD at byte %d", i))
	}
	if i := prose.Mojibake(s); i >= 0 {
		k.note(r, "text.mojibake", c.def.Name, s[headAt(s, i):], fmt.Sprintf("UTF-8 that was read as Windows-1252 begins at byte %d", i))
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

var languageLaws = []rowLaw{{"text.language", []string{"language", "text"}, row.checkLanguage}}

// checkLanguage compares the language of an article with the script of its text.
func (r row) checkLanguage(b *lawAt) {
	if !r.valid(b.at[0]) {
		return
	}
	body := r.str(b.at[1])
	if language := r.str(b.at[0]); !prose.InScript(language, body) {
		r.note(b.rule, "language", language, "the text is in another script: "+body[:headEnd(body)])
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

// paragraphLaws are on the paragraphs of one article.
var paragraphLaws = []groupLaw{
	{"text.doubled_paragraph", []string{"paragraphs.text", "paragraphs.kind"}, (*checker).checkDoubled},
	{"text.quote_marks", []string{"paragraphs.text", "paragraphs.kind"}, (*checker).checkMarks},
}

// checkMarks looks for quotation marks without a partner.
func (c *checker) checkMarks(rows []row, b *lawAt) {
	body := b.at[0]
	for i, r := range rows {
		kind := schema.BlockKind(r.str(b.at[1]))
		if kind != schema.KindParagraph && kind != schema.KindListItem {
			continue
		}
		s := r.str(body)
		if !prose.MarksOf(s).Odd {
			continue
		}
		if goesOn := i+1 < len(rows) && prose.MarksOf(rows[i+1].str(body)).First; !goesOn {
			c.note(r, b.rule, "text", s, "one of its quotation marks has no partner")
		}
	}
}

// checkDoubled looks for paragraphs that stand twice in an article.
func (c *checker) checkDoubled(rows []row, b *lawAt) {
	const long = 60 // bytes; shorter ones may be said twice
	seen := c.doubled[:0]
	for _, r := range rows {
		s, digest := r.str(b.at[0]), uint64(0)
		switch schema.BlockKind(r.str(b.at[1])) {
		case schema.KindHeading, schema.KindTableRow, schema.KindPreformatted:
			// a list of contents, a table or code may well say it again
		default:
			if len(s) >= long {
				digest = max(xxh3.HashString(s), 1)
			}
		}
		if first := slices.Index(seen, digest); digest > 0 && first >= 0 && rows[first].str(b.at[0]) == s {
			p := rows[first].place()
			c.note(r, b.rule, "text", s, fmt.Sprintf("it is row %d of %s again", p.row, p.file))
			digest = 0
		}
		seen = append(seen, digest)
	}
	c.doubled = seen
}

// noteRecurring counts the paragraphs of an article that is no duplicate of another.
func (v *view) noteRecurring(b *lawAt) {
	if site, duplicate := b.at[1], b.at[2]; v.article.valid(site) && !v.article.valid(duplicate) {
		v.c.recurring.note(v.article.str(site), v.position, b.at[0], v.group("paragraphs"))
	}
}

func (k *chunk) checkUnicode(c *columnCheck, r int, s string) {
	if text.QuickCheck(s) && (!c.prose || prose.Mojibake(s) < 0) {
		return
	}
	if !utf8.ValidString(s) {
		k.note(r, "text.utf8", c.def.Name, strings.ToValidUTF8(s, "\uFFFD"), "the text is not valid UTF-8")
		return
	}
	if i := text.Unseen(s); i >= 0 {
		sign, _ := utf8.DecodeRuneInString(s[i:])
		k.note(r, "text.control", c.def.Name, s[i:], fmt.Sprintf("the text has %U at byte %d", sign, i))
	}
	if c.prose {
		k.checkSigns(c, r, s)
	}
	if !c.asIs && !norm.NFC.IsNormalString(s) {
		k.note(r, "text.nfc", c.def.Name, s, "the text is not in form NFC")
	}
}
