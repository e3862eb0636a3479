package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// maxTitleLines is how many lines a headline is printed over at most.
const maxTitleLines = 4

// lengthen puts a headline together that a dump has over several lines: where another
// line, such as the page's title, has the whole of it, or where the first ends with a
// word that no headline ends with.
func (l *Lines) lengthen() {
	if l.title < 0 || len(l.Titles) == 0 {
		return
	}
	l.unpage()
	title := l.Titles[0]
	for n := l.rest + 1; n < maxTitleLines && l.title+n < len(l.blocks); n++ {
		b := &l.blocks[l.title+n]
		if b.Kept || strings.Contains(b.Text, "\n") || len(title)+len(b.Text) > maxHeadline {
			break
		}
		longer := title + " " + b.Text
		if !l.whole(longer, n) && (!hangs(title) || begins(b.Text) || ends(b.Text)) {
			break
		}
		title, l.rest = longer, n
	}
	if l.rest > 0 {
		l.Titles[0] = title
	}
}

// unpage puts the headline for the page's title that names the site behind it, where the
// headline stands further down, over one line or several.
func (l *Lines) unpage() {
	head, ok := "", false
	for _, mark := range []string{" - ", " | ", " – ", " — "} {
		if i := strings.LastIndex(l.Titles[0], mark); i > 0 {
			head, ok = text.Key(l.Titles[0][:i]), true
			break
		}
	}
	if !ok || len(head) < longKey {
		return
	}
	for i := l.title + 1; i < min(len(l.blocks), repeats); i++ {
		key, title := "", ""
		for n := 0; n < maxTitleLines && i+n < len(l.blocks); n++ {
			b := &l.blocks[i+n]
			if b.Kept || len(b.Text) > maxHeadline {
				break
			}
			if key += text.Key(b.Text); !strings.HasPrefix(head, key) || key == "" {
				break
			}
			if title = strings.TrimSpace(title + " " + b.Text); key == head {
				l.title, l.rest, l.Titles[0] = i, n, title
				return
			}
		}
	}
}

// longKey is how many letters of a headline are no accident.
const longKey = 16

// whole reports whether a line above or below the n lines of a headline begins with
// it: the page's title, its path, a link to share it.
func (l *Lines) whole(title string, n int) bool {
	key := text.Key(title)
	for i := range min(len(l.blocks), repeats) {
		b := &l.blocks[i]
		if i >= l.title && i <= l.title+n || b.Kept || len(b.Text) < len(title) || len(b.Text) > 2*maxHeadline {
			continue
		}
		if strings.HasPrefix(text.Key(b.Text), key) {
			return true
		}
	}
	return false
}

// hangs reports whether a headline ends with a word that another must follow.
func hangs(s string) bool {
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "a", "an", "the", "of", "for", "and", "or", "to", "from", "with", "at", "by", "as", "that", "whose", "into", "against", "between", "der", "die", "das", "und", "für", "von", "mit", "zum", "zur", "im", "de", "du", "des", "et", "pour", "avec", "del", "los", "las", "para", "con":
		return true
	}
	return false
}

// Place reports whether the page speaks of a name as of a place: "San Diego County",
// "in San Diego".
func (l *Lines) Place(name string) bool {
	for i := range l.blocks {
		s := l.blocks[i].Text
		for at := 0; ; {
			k := strings.Index(s[at:], name)
			if k < 0 {
				break
			}
			if placed(s[:at+k], s[at+k+len(name):]) {
				return true
			}
			at += k + len(name)
		}
	}
	return false
}

// placed reports whether the words around a name say that it is that of a place.
func placed(before, behind string) bool {
	for _, w := range []string{
		" County", " City", " Police", " Superior Court", " Unified", " Sheriff", " District Attorney", " State",
		" Metropolitan", " International Airport", "-based", "-area", " area",
	} {
		if rest, ok := strings.CutPrefix(behind, w); ok && !startsInWord(rest) {
			return true
		}
	}
	if strings.HasPrefix(behind, "'s") || strings.HasPrefix(behind, "’s") || startsInWord(behind) {
		return false
	}
	for _, w := range []string{"in ", "In ", "County of ", "City of ", "near ", "outside "} {
		if head, ok := strings.CutSuffix(before, w); ok {
			r, _ := utf8.DecodeLastRuneInString(head)
			return !unicode.IsLetter(r)
		}
	}
	return false
}

// titled reports whether the headline of a dump holds a name: it is a part of it that
// stands again in another line, and no author's.
func (l *Lines) titled(name string) bool {
	return l.dump && len(l.Titles) > 0 && strings.Contains(text.Key(l.Titles[0]), text.Key(name))
}
