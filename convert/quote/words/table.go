package words

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// table finds the classes of folded words by their hash. What is looked at for
// every word, the hashes, stands apart and close together.
type table struct {
	hashes  []uint32 // 0: free
	entries []entry
}

type entry struct {
	word  string
	class Class
}

func newTable(words map[string]Class) *table {
	size := 1
	for size < 3*len(words) {
		size *= 2
	}
	t := &table{make([]uint32, size), make([]entry, size)}
	for w, c := range words {
		if len(w) > maxWord {
			continue // never looked up
		}
		h := Hash32(w)
		i := place(h) & (size - 1)
		for t.hashes[i] != 0 {
			i = (i + 1) & (size - 1)
		}
		t.hashes[i], t.entries[i] = h, entry{w, c}
	}
	return t
}

// place is where a word of that hash stands, or shortly behind. The lowest bit is the
// same in all hashes: by it half of the table would be nobody's place.
func place(h uint32) int { return int(h >> 1) }

func (t *table) find(h uint32, w []byte) (Class, bool) {
	mask := len(t.hashes) - 1
	for i := place(h) & mask; ; i = (i + 1) & mask {
		switch t.hashes[i] {
		case 0:
			return 0, false
		case h:
			if e := &t.entries[i]; e.word == string(w) {
				return e.class, true
			}
		}
	}
}

// Hash32 returns the hash that a token of the word w, in lower case, has.
func Hash32(w string) uint32 {
	var buf [maxWord]byte
	copy(buf[:], w)
	return hash(&buf)
}

// hash mixes a folded word; zeros stand behind it.
func hash(b *[maxWord]byte) uint32 {
	const k = 0x9E3779B97F4A7C15
	h := binary.LittleEndian.Uint64(b[:8]) * k
	h = (h ^ h>>29 ^ binary.LittleEndian.Uint64(b[8:16])) * k
	h = (h ^ h>>29 ^ binary.LittleEndian.Uint64(b[16:])) * k
	return uint32(h>>32) | 1 // 0 is no word
}

// maxWord is the length of the longest word looked up; a longer one is known by its beginning.
const maxWord = 24

// fold writes w in lower case, without the dot of an abbreviation, as far as it fits.
func fold(buf *[maxWord]byte, w string) (n int, fits bool) {
	for i := 0; i < len(w); {
		if n == len(buf) {
			return n, false
		}
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			buf[n] = c + 'a' - 'A'
			i++
		case c < utf8.RuneSelf:
			buf[n] = c
			i++
		case strings.HasPrefix(w[i:], "’"):
			buf[n] = '\''
			i += len("’")
		default:
			r, size := utf8.DecodeRuneInString(w[i:])
			r = unicode.ToLower(r)
			if n+utf8.RuneLen(r) > len(buf) || r == utf8.RuneError {
				return n, false
			}
			n += utf8.EncodeRune(buf[n:], r)
			i += size
			continue
		}
		n++
	}
	if n > 1 && buf[n-1] == '.' {
		n--
		buf[n] = 0
	}
	return n, true
}
