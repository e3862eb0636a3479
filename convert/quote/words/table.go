package words

import "encoding/binary"

// table finds the classes of folded words by their hash.
type table struct {
	slots []slot
	mask  uint32
}

type slot struct {
	word  string
	class Class
	hash  uint32
}

func newTable(words map[string]Class) *table {
	size := 1
	for size < 4*len(words) {
		size *= 2
	}
	t := &table{slots: make([]slot, size), mask: uint32(size - 1)}
	for w, c := range words {
		if len(w) > maxWord {
			continue // never looked up
		}
		h := Hash32(w)
		i := h & t.mask
		for t.slots[i].word != "" {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slot{w, c, h}
	}
	return t
}

func (t *table) find(h uint32, w []byte) (Class, bool) {
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		switch s := &t.slots[i]; {
		case s.word == "":
			return 0, false
		case s.hash == h && s.word == string(w):
			return s.class, true
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
	return uint32(h >> 32)
}
