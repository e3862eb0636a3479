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
	if c := t[i]; c >= 0x80 && c < 0xc0 || c < utf8.RuneSelf && !begins(c) {
		return false
	}
	r, n := utf8.DecodeRune(t[i:])
	after := t[i+n:]
	before, size := utf8.DecodeLastRune(t[:i])
	for i > size && text.Invisible(before) {
		i -= size
		before, size = utf8.DecodeLastRune(t[:i])
	}
	mark := before == '"' || before == '»' || before == '“'
	if unicode.IsSpace(before) || inName(t, i) || mark && seam(t, i-size) {
		return false
	}
	switch {
	case unicode.IsUpper(r):
		return capitalAt(t, i, size, before, after)
	case r >= '0' && r <= '9':
		return digitAt(t, i, before)
	case unicode.Is(unicode.Lo, r) && !unspaced(r):
		return (before == '.' || before == '?' || before == '!' || before == '।') && unicode.Is(unicode.Lo, lastRune(t[:i-size]))
	}
	return opensAt(r, before, t[:i], after)
}

// digitAt reports whether the digit at i begins a text node: the number of an item behind a
// bracket, or what follows a sentence.
func digitAt(t []byte, i int, before rune) bool {
	if before == ')' {
		return numbered(t[i:])
	}
	return before == '.' && i > 4 && unicode.IsLower(lastRune(t[:i-1])) && unicode.IsLower(lastRune(t[:i-2])) && t[i] != '0'
}

// capitalAt reports whether the capital at i begins a text node; before stands before it
// and takes size bytes.
func capitalAt(t []byte, i, size int, before rune, after []byte) bool {
	next := firstRune(after)
	lower := unicode.IsLower(next)
	alone := (t[i] == 'A' || t[i] == 'I') && next == ' '
	switch {
	case unicode.IsLower(before):
		return lower && !camel(t, i) || alone
	case before >= '0' && before <= '9':
		return lower && i > 3 || alone
	case unicode.IsUpper(before):
		second := lastRune(t[:i-size])
		return lower && unicode.IsUpper(second) && unicode.IsLower(firstRune(after[utf8.RuneLen(next):]))
	case before == ')':
		return i > 2 && (lower || sentenceEnd(t[:i]))
	case before == ':' || before == ';':
		return i > 2 && lower
	}
	return (lower || next == ' ' || next == '’' || next == '\'' || unicode.IsUpper(next)) && sentenceEnd(t[:i])
}

// inName reports whether offset i stands within an address, a tag or a name of code.
func inName(t []byte, i int) bool {
	const most = 64 // bytes
	from := i
	for from > 0 && i-from < most && !isSpace(t[from-1]) {
		from--
		switch t[from] {
		case '/', '#', '@', '_', '=':
			return true
		}
	}
	return false
}

// begins reports whether a text node may begin with c: a capital, a digit, a mark that opens.
func begins(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '"' || c == '('
}

// sentenceEnd reports whether t ends with the end of a sentence: not of an
// abbreviation, whose letters are capitals.
func sentenceEnd(t []byte) bool {
	whole := t
	t = t[max(0, len(t)-16):]
	bare := bytes.TrimRight(t, `"”’)»`)
	if lastRune(bare) == '“' && closesQuote(whole[:len(whole)-len(t)+len(bare)]) { // „so“
		bare = bytes.TrimRight(bare[:len(bare)-len("“")], `"”’)»`)
	}
	stops := bytes.TrimRight(bare, ".!?…")
	if len(stops) == len(bare) || len(stops) == 0 {
		return len(bare) > 1 && len(bare)+1 < len(t) && unicode.IsLower(lastRune(bare)) // "said,”" has its stop before; a quote may have none
	}
	if c := bare[len(stops)]; c == '!' || c == '?' {
		stops = bytes.TrimRight(stops, " \u00a0") // as in French
	}
	switch last := lastRune(stops); last {
	case '”', '"', ')', '»', '’', '“', '%':
		return true
	default:
		word := unicode.IsLower(last) && (len(stops) < 2 || stops[len(stops)-2] != '.')
		capitals := unicode.IsUpper(last) && len(stops) > 1 && unicode.IsUpper(lastRune(stops[:len(stops)-1]))
		return word || capitals || last >= '0' && last <= '9' || unicode.Is(unicode.Lo, last)
	}
}

// closesQuote reports whether the mark that t ends with closes what „ opened, as in German.
func closesQuote(t []byte) bool {
	t = t[max(0, len(t)-maxQuote) : len(t)-len("“")]
	at := bytes.LastIndex(t, []byte("„"))
	return at >= 0 && !bytes.Contains(t[at:], []byte("“"))
}

// opened reports whether the last « of t opens speech: no letter stands before it.
func opened(t []byte) bool {
	t = t[max(0, len(t)-maxQuote):]
	at := bytes.LastIndex(t, []byte("«"))
	return at == 0 || at > 0 && (isSpace(t[at-1]) || t[at-1] == '(')
}

// maxQuote is how many bytes before a mark are searched for its pair.
const maxQuote = 1000

// opensAt reports whether a mark that opens speech or an aside begins a text node: behind
// the end of a sentence, or a letter.
func opensAt(r, before rune, t, next []byte) bool {
	first := firstRune(next)
	switch r {
	case '—', '–': // a turn of talk: "…?— Why"
		return before == '?' || before == '.' || before == '!' || before == '…'
	case '(':
		return unicode.IsUpper(first) && sentenceEnd(t)
	case '"': // one that closes stands behind an odd number of them
		return unicode.IsLetter(first) && sentenceEnd(t) && bytes.Count(t[max(0, len(t)-maxQuote):], []byte{'"'})%2 == 0
	case '“', '„', '«', '»':
	default:
		return false
	}
	switch {
	case opening(before) || before == '—' || before == '-' || !unicode.IsUpper(first):
		return false
	case r == '“': // which closes in some languages
		return sentenceEnd(t)
	case r == '»':
		return sentenceEnd(t) && !opened(t)
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
	for from > 0 && i-from < 12 && t[from-1]|0x20 >= 'a' && t[from-1]|0x20 <= 'z' {
		from--
	}
	for _, c := range camels {
		if string(t[from:i]) == c[0] && bytes.HasPrefix(t[i:], []byte(c[1])) {
			return true
		}
	}
	return false
}
