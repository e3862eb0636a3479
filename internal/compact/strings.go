package compact

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// perGroup is how many strings are read one after the other.
const perGroup = 32

// Strings is a list of strings: of each what it does not share with the one before, and
// digits of a hash as the bytes they stand for.
type Strings struct {
	groups [][]byte // those that are full
	open   []byte   // the last one
	length int
	last   []byte
}

// Add adds a string behind the others.
func (l *Strings) Add(s string) {
	shared := 0
	if l.length%perGroup == 0 {
		if l.length > 0 {
			l.groups = append(l.groups, slices.Clone(l.open))
			l.open = l.open[:0]
		}
	} else {
		for shared < min(len(s), len(l.last)) && s[shared] == l.last[shared] {
			shared++
		}
	}
	l.length++
	l.last = append(l.last[:shared], s[shared:]...)
	rest := l.last[shared:]
	l.open = binary.AppendUvarint(l.open, uint64(shared))
	if packed, ok := bytesOfHex(rest); ok {
		l.open = binary.AppendUvarint(l.open, uint64(len(packed))<<1|1)
		l.open = append(l.open, packed...)
		return
	}
	l.open = binary.AppendUvarint(l.open, uint64(len(rest))<<1)
	l.open = append(l.open, rest...)
}

// Len is how many strings there are.
func (l *Strings) Len() int { return l.length }

// At returns the string of a number.
func (l *Strings) At(n int) string {
	text := l.open
	if n/perGroup < len(l.groups) {
		text = l.groups[n/perGroup]
	}
	number := func() int {
		n, size := binary.Uvarint(text)
		text = text[size:]
		return int(n)
	}
	var s []byte
	for range n%perGroup + 1 {
		s = s[:number()]
		form := number()
		rest := text[:form>>1]
		text = text[form>>1:]
		if form&1 != 0 {
			s = hex.AppendEncode(s, rest)
		} else {
			s = append(s, rest...)
		}
	}
	return string(s)
}

// bytesOfHex reads digits as the package hex writes them.
func bytesOfHex(s []byte) ([]byte, bool) {
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return nil, false
		}
	}
	b := make([]byte, hex.DecodedLen(len(s)))
	_, err := hex.Decode(b, s)
	return b, err == nil
}
