package convert

import (
	"encoding/binary"
	"encoding/hex"
)

// index finds the first article that is known by a key. It holds numbers of articles
// alone; what they are known by lies elsewhere.
type index struct {
	slots []int32 // 1 + the number of an article; 0: none
	used  int
}

// first returns the first article with the key of article n, which is n itself if
// there is none before. keyOf is the key of an article, well mixed, or a part of it.
func (x *index) first(n int32, keyOf func(int32) uint64, same func(int32) bool) int32 {
	if x.used >= len(x.slots)/4*3 {
		old := x.slots
		x.slots = make([]int32, max(64, 2*len(old)))
		for _, one := range old {
			if one != 0 {
				x.slots[x.free(keyOf(one-1), func(int32) bool { return false })] = one
			}
		}
	}
	at := x.free(keyOf(n), same)
	if x.slots[at] == 0 {
		x.slots[at] = n + 1
		x.used++
	}
	return x.slots[at] - 1
}

// free is the slot of a key, or the one where it belongs.
func (x *index) free(key uint64, same func(int32) bool) uint64 {
	mask := uint64(len(x.slots) - 1)
	at := key >> 1 & mask // the lowest bit is not a part of every key
	for x.slots[at] != 0 && !same(x.slots[at]-1) {
		at = (at + 1) & mask
	}
	return at
}

// every is how many strings of a list stand behind one that can be read by itself.
const every = 32

// stringList is a list of strings in one piece of memory: of each what it does not
// share with the one before, and digits of a hash as the bytes they stand for.
type stringList struct {
	text   []byte
	starts []int64 // of each string that can be read by itself
	length int32
	last   []byte
}

func (l *stringList) add(s string) {
	shared := 0
	if l.length%every == 0 {
		l.starts = append(l.starts, int64(len(l.text)))
	} else {
		for shared < min(len(s), len(l.last)) && s[shared] == l.last[shared] {
			shared++
		}
	}
	l.length++
	l.last = append(l.last[:shared], s[shared:]...)
	rest := l.last[shared:]
	l.text = binary.AppendUvarint(l.text, uint64(shared))
	if packed, ok := bytesOfHex(rest); ok {
		l.text = binary.AppendUvarint(l.text, uint64(len(packed))<<1|1)
		l.text = append(l.text, packed...)
		return
	}
	l.text = binary.AppendUvarint(l.text, uint64(len(rest))<<1)
	l.text = append(l.text, rest...)
}

// at returns the string of a number.
func (l *stringList) at(i int32) string {
	text := l.text[l.starts[i/every]:]
	number := func() int {
		n, size := binary.Uvarint(text)
		text = text[size:]
		return int(n)
	}
	var s []byte
	for range i%every + 1 {
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
