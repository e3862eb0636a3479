package lines

import (
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// byline takes a byline block; where it only introduces one ("Written by"),
// the next block has the name.
func (l *Lines) byline(i int) {
	s := l.blocks[i].Text
	if introduces(s) && i+1 < len(l.blocks) && len(l.blocks[i+1].Text) <= maxByline {
		s += "\n" + l.blocks[i+1].Text
	}
	for part := range strings.SplitSeq(s, "\n") {
		if !introduces(part) && part != "" {
			l.Bylines = append(l.Bylines, unglue(part))
		}
	}
}

// datedByline takes what stands behind the date of a line and begins like a byline, and
// reports whether there is some: "May 3, 2021 by Mara Ellison".
func (l *Lines) datedByline(i int) bool {
	n := len(l.Bylines)
	for line := range strings.SplitSeq(l.blocks[i].Text, "\n") {
		rest, found := dates.Part(line[:min(len(line), maxByline)], dates.Options{})
		if found == 0 {
			continue
		}
		for part := range strings.SplitSeq(rest, "|") {
			if part = strings.TrimSpace(part); begins(part) {
				part, _, _ = strings.Cut(part, " in ") // a section follows
				l.Bylines = append(l.Bylines, unglue(part))
			}
		}
	}
	return len(l.Bylines) > n
}

// signsHead reports whether a line that is typed otherwise begins like a byline and holds its
// date: right above the title, or where it is taken for the first line of the text.
func (l *Lines) signsHead(i int) bool {
	b := &l.blocks[i]
	if !(b.Kept && i == l.first || !b.Kept && !l.dump && i < l.title && i >= l.title-rightAbove) || len(b.Text) > maxSigned ||
		!hasDigit(b.Text) || !begins(b.Text) {
		return false
	}
	m := dates.All(b.Text, dates.Options{})
	return len(m) > 0 && m[0].Precision != schema.PrecisionYear
}

const (
	rightAbove = 2   // blocks above the title where its byline may stand
	maxSigned  = 120 // bytes of a byline with its date
)

// signed takes an author's name that a label below the text introduces: "Author:
// Mara Ellison", or "Article by" above the name.
func (l *Lines) signed(i int) {
	s := l.blocks[i].Text
	if l.last < 0 || i <= l.last || i > l.last+signedBelow || len(s) > maxInside || l.blocks[i].Kept || len(l.Signed) > 0 {
		return
	}
	if label, name, ok := strings.Cut(s, ":"); ok && introduces(label) && !strings.Contains(name, ":") {
		l.Signed = append(l.Signed, oneLine(name))
		return
	}
	if introduces(s) && i+1 < len(l.blocks) && personLine(oneLine(l.blocks[i+1].Text)) {
		l.Signed = append(l.Signed, oneLine(l.blocks[i+1].Text))
	}
}

// signedBelow is how many blocks below the text an author's name may be labelled.
const signedBelow = 10

// untyped takes a line of the head that begins like a byline, and reports
// whether it does.
func (l *Lines) untyped(i int) bool {
	s := l.blocks[i].Text
	if begins(s) && len(s) <= maxByline {
		l.Bylines = append(l.Bylines, unglue(oneLine(s)))
		return true
	}
	if introduces(s) && l.blocks[i].Kind != schema.KindByline {
		l.byline(i)
		return true
	}
	return false
}

// inside takes the bylines among the lines of one block: pages without headings
// set title, date and byline in one cell.
func (l *Lines) inside(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		if begins(line) && len(line) <= maxInside {
			l.Bylines = append(l.Bylines, unglue(line))
		}
	}
}

// maxInside is the longest byline, in bytes, believed among lines that may be text.
const maxInside = 100

// begins reports whether a line begins like a byline.
func begins(s string) bool {
	if strings.HasSuffix(s, ".") && text.Words(s) > 6 { // "By J. Doe Jr." is none of the text's sentences
		return false
	}
	s = strings.TrimLeft(s, " •*|")
	if len(s) > 3 && (s[:2] == "By" || s[:2] == "by") && s[2] >= 'A' && s[2] <= 'Z' && s[3] >= 'a' {
		return true // only a style sheet parts them
	}
	if s == "" {
		return false
	}
	for _, p := range openers[s[0]] {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// openers are the words with which a byline begins, by their first byte.
var openers = func() (by [256][]string) {
	for _, p := range []string{
		"By ", "BY ", "by ", "By:", "By\u00a0", "Von ", "von ", "Von:", "Par ", "Por ", "Di ", "di ", "Door ", "Av ", "Af ", "Written by ", "Words by ", "Review by ", "News by ", "Reviewed by ",
		"Article by: ", "Posted by ", "Kolumne von ", "Eine Analyse von ", "Ein Artikel von ", "Reporting by ", "Article by ",
	} {
		by[p[0]] = append(by[p[0]], p)
	}
	return by
}()

// introduces reports whether the line is nothing but the words before a name.
func introduces(s string) bool {
	switch strings.ToLower(strings.Trim(s, " :|-–—\n")) {
	case "by", "written by", "von", "par", "por", "author", "authors", "author(s)", "contributors", "autorin", "autor/in", "ein artikel von",
		"redaktion", "autor", "autoren", "auteur", "posted by", "words by", "story by", "published by", "text", "text von", "di", "door", "av", "af", "text:", "article by", "reviewed by", "author of the article", "autore", "commentary by":
		return utf8.RuneCountInString(s) < 20
	}
	return false
}
