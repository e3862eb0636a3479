package textform

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// nextSeam is the next offset behind at where two text nodes run together, or 0.
func nextSeam(t []byte, at int) int {
	for i := at + 1; i+1 < len(t); i++ {
		if seam(t, i) {
			return i
		}
	}
	return 0
}

// seam reports whether two text nodes meet at i: "endThe", "end.The", "2024By", "NATOThe".
func seam(t []byte, i int) bool {
	if t[i] >= 0x80 && t[i] < 0xc0 || t[i] < utf8.RuneSelf && (t[i] < 'A' || t[i] > 'Z') {
		return false
	}
	r, n := utf8.DecodeRune(t[i:])
	after := t[i+n:]
	before, size := utf8.DecodeLastRune(t[:i])
	for i > size && text.Invisible(before) {
		i -= size
		before, size = utf8.DecodeLastRune(t[:i])
	}
	if !unicode.IsUpper(r) {
		return opensAt(r, before, t[:i], after)
	}
	next := firstRune(after)
	lower := unicode.IsLower(next)
	switch {
	case unicode.IsLower(before):
		return lower && !camel(t, i) || !lower && (r == 'A' || r == 'I') && next == ' '
	case before >= '0' && before <= '9':
		return lower && i > 3 || (r == 'A' || r == 'I') && next == ' '
	case unicode.IsUpper(before):
		second := lastRune(t[:i-size])
		return lower && unicode.IsUpper(second) && unicode.IsLower(firstRune(after[utf8.RuneLen(next):]))
	}
	if before == ')' || before == ':' || before == ';' {
		return lower && i > 2
	}
	return (lower || next == ' ' || unicode.IsUpper(next)) && sentenceEnd(t[:i])
}

// sentenceEnd reports whether t ends with the end of a sentence: not of an
// abbreviation, whose letters are capitals.
func sentenceEnd(t []byte) bool {
	t = t[max(0, len(t)-16):]
	bare := bytes.TrimRight(t, `"”’)»`)
	stops := bytes.TrimRight(bare, ".!?…")
	if len(stops) == len(bare) || len(stops) == 0 {
		return len(bare) > 1 && len(bare)+2 < len(t) && unicode.IsLower(lastRune(bare)) // "said,”" has its stop before; a quote may have none
	}
	last := lastRune(stops)
	return unicode.IsLower(last) || last >= '0' && last <= '9' && len(bare) < len(t) || last == '”' || last == '"' || last == ')' ||
		last >= '0' && last <= '9' || unicode.IsUpper(last) && len(stops) > 1 && unicode.IsUpper(lastRune(stops[:len(stops)-1]))
}

// opensAt reports whether a mark that opens speech begins a text node: behind the end of
// a sentence, or a letter.
func opensAt(r, before rune, t, next []byte) bool {
	switch r {
	case '“', '„', '«', '—', '–':
	default:
		return false
	}
	switch {
	case unicode.IsSpace(before) || opening(before) || before == '—' || before == '-':
		return false
	case r == '—' || r == '–': // a turn of talk: "…?— Why"
		return before == '?' || before == '.' || before == '!' || before == '…'
	case !unicode.IsUpper(firstRune(next)):
		return false
	}
	return unicode.IsLetter(before) || unicode.IsDigit(before) || sentenceEnd(t)
}

// camels are names with a capital inside, up to it, and what follows it; where nothing
// follows, any word may.
var camels = [...][2]string{
	{"Mc", ""},
	{"Mac", ""},
	{"De", ""},
	{"Du", ""},
	{"La", ""},
	{"Le", ""},
	{"Di", ""},
	{"Da", ""},
	{"Van", ""},
	{"Fitz", ""},
	{"i", ""},
	{"e", ""},
	{"O", ""},
	{"You", "Tube"},
	{"Tik", "Tok"},
	{"Linked", "In"},
	{"Whats", "App"},
	{"Pay", "Pal"},
	{"Play", "Station"},
	{"Java", "Script"},
	{"Git", "Hub"},
	{"Buzz", "Feed"},
	{"Snap", "Chat"},
	{"Deep", "Mind"},
	{"Deep", "Seek"},
	{"Word", "Press"},
	{"Sound", "Cloud"},
	{"Master", "Card"},
	{"Fed", "Ex"},
	{"Black", "Rock"},
	{"Black", "Berry"},
	{"Huff", "Post"},
	{"Quick", "Time"},
	{"Power", "Point"},
	{"Face", "Time"},
	{"Air", "Pods"},
	{"Air", "Bnb"},
	{"Pro", "Publica"},
	{"Open", "Street"},
	{"Micro", "Strategy"},
	{"Astra", "Zeneca"},
	{"Glaxo", "Smith"},
	{"Bio", "Tech"},
	{"Bio", "Ntech"},
	{"Thyssen", "Krupp"},
	{"Data", "Frame"},
	{"Soft", "Bank"},
	{"We", "Work"},
	{"Door", "Dash"},
}

// camel reports whether the capital at i stands within a name: "YouTube", "McKay".
func camel(t []byte, i int) bool {
	from := i
	for from > 0 && (t[from-1] >= 'a' && t[from-1] <= 'z' || t[from-1] >= 'A' && t[from-1] <= 'Z') && i-from < 12 {
		from--
	}
	for _, c := range camels {
		if string(t[from:i]) == c[0] && bytes.HasPrefix(t[i:], []byte(c[1])) {
			return true
		}
	}
	return false
}
