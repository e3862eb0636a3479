package lexicon

import (
	_ "embed" // phrases.txt
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Phrase is a group of phrases that say one thing about the block they stand in.
type Phrase uint8

// The groups of phrases.
const (
	Share       Phrase = iota // share buttons, names of networks
	Newsletter                // sign up, subscribe
	Related                   // read also, more on this
	Copyright                 // all rights reserved
	Cookie                    // consent and privacy
	Advert                    // advertisement, sponsored
	Credit                    // photo credits
	Dated                     // published, updated
	Comments                  // the comment section
	Bio                       // about the author
	Disclosure                // affiliate and independence statements, disclaimers
	App                       // downloads, players, podcasts
	By                        // by NAME
	Donate                    // support us, become a member
	Login                     // sign in, accounts, paywalls
	Control                   // buttons: close, menu, back to top
	Tagged                    // tags, filed under
	Follow                    // follow us, contact us, send tips
	Agency                    // reporting by, editing by: the credits below agency copy
	Origin                    // first published in, this article appeared
	Correction                // corrections and editors' notes
	PhraseCount               // how many groups there are
)

// Phrases is a set of groups.
type Phrases uint32

// Has reports whether one of the groups is in the set.
func (p Phrases) Has(groups ...Phrase) bool {
	for _, g := range groups {
		if p>>g&1 != 0 {
			return true
		}
	}
	return false
}

// Set is the set of the given groups.
func Set(groups ...Phrase) (p Phrases) {
	for _, g := range groups {
		p |= 1 << g
	}
	return p
}

// phraseNames are the names of the groups in phrases.txt.
var phraseNames = [PhraseCount]string{
	"share", "newsletter", "related", "copyright", "cookie", "advert", "credit", "dated", "comments", "bio", "disclosure", "app", "by", "donate", "login", "control", "tagged", "follow", "agency", "origin", "correction",
}

// PhraseName is the name of a group in phrases.txt.
func PhraseName(p Phrase) string { return phraseNames[p] }

//go:embed phrases.txt
var phraseList string

// maxLook is how much of a block is searched: boilerplate says what it is soon.
const maxLook = 600

type phrase struct {
	text  string
	group Phrase
	start bool // only at the beginning of the block
	whole bool // only where nothing else stands in the block
	stem  bool // may go on in the middle of a word
}

// phraseTable holds the phrases in buckets of equal hash of their first three bytes.
type phraseTable struct {
	phrases []phrase
	first   [tableSize + 1]uint16
	// begun and short say, by hash, with which bytes phrases begin that may stand
	// anywhere: the first five, or three where a phrase has no five.
	begun, short [1 << (filterBits - 6)]uint64
	letter       [256]uint8
}

// What a byte of the searched text can be.
const (
	ofWord = 1 << iota // a letter or digit
	begins             // of a phrase that may stand anywhere
	goesOn             // inside of a character
)

const filterBits = 16

const tableSize = 1024

func slot(a, b, c byte) uint32 {
	return (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b ^ uint32(c)*0xc2b2ae35) >> 22
}

// Masks of the first three and five bytes of a word in little-endian order.
const three, five = 1<<24 - 1, 1<<40 - 1

// filter is the place of the beginning of a phrase in begun or short.
func filter(beginning uint64) (word int, bit uint64) {
	f := beginning * 0x9e3779b97f4a7c15 >> (64 - filterBits)
	return int(f >> 6), 1 << (f & 63)
}

// may reports whether a phrase that may stand anywhere can begin with the eight bytes.
func (t *phraseTable) may(b uint64) bool {
	if i, bit := filter(b & five); t.begun[i]&bit != 0 {
		return true
	}
	i, bit := filter(b & three)
	return t.short[i]&bit != 0
}

// file lets may know a phrase.
func (t *phraseTable) file(text string) {
	t.letter[text[0]] |= begins
	b := binary.LittleEndian.Uint64(append([]byte(text), make([]byte, 8)...))
	if len(text) >= 5 {
		i, bit := filter(b & five)
		t.begun[i] |= bit
	} else {
		i, bit := filter(b & three)
		t.short[i] |= bit
	}
}

var table = newTable()

func newTable() *phraseTable {
	t := &phraseTable{}
	var buckets [tableSize][]phrase
	group := Phrase(0)
	for line := range strings.SplitSeq(phraseList, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			group = groupOf(strings.Trim(line, "[]"))
		default:
			p := newPhrase(line, group)
			h := slot(p.text[0], p.text[1], p.text[2])
			buckets[h] = append(buckets[h], p)
			if !p.start {
				t.file(p.text)
			}
		}
	}
	for i, b := range buckets {
		t.phrases = append(t.phrases, b...)
		t.first[i+1] = uint16(len(t.phrases))
	}
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0xc3 && c < 0xe0:
			t.letter[c] |= ofWord
		case c >= 0x80 && c < 0xc0:
			t.letter[c] = goesOn
		}
	}
	return t
}

func groupOf(name string) Phrase {
	for g, n := range phraseNames {
		if n == name {
			return Phrase(g)
		}
	}
	panic("lexicon: phrases.txt has a group " + name)
}

func newPhrase(line string, group Phrase) phrase {
	p := phrase{group: group, text: line}
	switch line[0] {
	case '^':
		p.start = true
		p.text = p.text[1:]
	case '=':
		p.start, p.whole = true, true
		p.text = p.text[1:]
	}
	p.text, p.stem = strings.CutSuffix(p.text, "*")
	if len(p.text) < 3 { // every text ends with a space while it is searched
		p.text += " "
	}
	return p
}

// PhrasesOf returns the groups whose phrases stand in text, searching its first
// bytes only.
func PhrasesOf(text []byte) (found Phrases) {
	var buf [maxLook + 2*8]byte // a word may be read beyond the end
	if len(text) > 2*maxLook {  // no boilerplate is that long; what begins like one may be
		text = text[:maxLook/4]
	}
	low := append(lower(buf[:0], text), ' ')
	lead := leading(low)
	if lead+2 < len(low) {
		found = at(low, lead, lead)
	}
	in := uint64(0) // inside of a word
	if lead < len(low) {
		in = uint64(table.letter[low[lead]] & ofWord)
	}
	for from := lead + 1; from+2 < len(low); from += 64 {
		// The bits of may are the bytes at which a word begins that may begin a phrase.
		may := uint64(0)
		for i, c := range low[from:min(from+64, len(low)-2)] {
			k := uint64(table.letter[c])
			may |= (k / begins &^ (k & in)) & 1 << i
			in = k&ofWord | in&(k/goesOn)
		}
		for ; may != 0; may &= may - 1 {
			i := from + bits.TrailingZeros64(may)
			if table.may(binary.LittleEndian.Uint64(buf[i:])) {
				found |= at(low, i, lead)
			}
		}
	}
	return found
}

// leading is how many bytes of marks stand before the first word.
func leading(low []byte) int {
	i := 0
	for i < len(low) {
		r, n := utf8.DecodeRune(low[i:])
		if text.ClassOf(r)&(text.Letter|text.Digit) != 0 || r == '©' || r == '@' {
			return i
		}
		i += n
	}
	return 0
}

func at(low []byte, i, lead int) (found Phrases) {
	h := slot(low[i], low[i+1], low[i+2])
	for j := table.first[h]; j < table.first[h+1]; j++ {
		p := &table.phrases[j]
		if p.start && i != lead || len(low)-i < len(p.text) || string(low[i:i+len(p.text)]) != p.text {
			continue
		}
		rest := low[i+len(p.text):]
		if !p.stem && len(rest) > 0 && rest[0] >= 'a' && rest[0] <= 'z' && last(p.text) {
			continue
		}
		if p.whole && anyLetter(rest) {
			continue
		}
		found |= 1 << p.group
	}
	return found
}

func last(s string) bool {
	c := s[len(s)-1]
	return c >= 'a' && c <= 'z'
}

func anyLetter(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if unicode.IsLetter(r) {
			return true
		}
		b = b[n:]
	}
	return false
}

// lower folds the case of the beginning of b, curly apostrophes and line breaks.
func lower(dst, b []byte) []byte {
	for i := 0; i < len(b) && len(dst) < maxLook; {
		c := b[i]
		if c < utf8.RuneSelf {
			dst = append(dst, folded[c])
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == '’' || r == '‘' {
			dst = append(dst, '\'')
		} else {
			dst = utf8.AppendRune(dst, text.Lower(r))
		}
		i += n
	}
	return dst
}

// folded is ASCII in lower case with line breaks as spaces.
var folded = newFolded()

func newFolded() (t [utf8.RuneSelf]byte) {
	for c := range t {
		t[c] = byte(c)
		if c >= 'A' && c <= 'Z' {
			t[c] |= 0x20
		}
	}
	t['\n'] = ' '
	return t
}
