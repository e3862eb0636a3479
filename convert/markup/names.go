package markup

import (
	"encoding/binary"
	"strings"
)

// names finds a name's number by its first bytes and length.
type names [1024]struct {
	name  string
	value uint8
}

var (
	tagTable = tagLookup()
	keyTable = keyLookup()
)

type group struct {
	set  flags
	tags string
}

func tagProps(groups []group) (all [NumTags]flags) {
	byName := map[string]Tag{}
	for t, name := range tagNames {
		byName[name] = Tag(t)
	}
	for _, g := range groups {
		for name := range strings.FieldsSeq(g.tags) {
			t, ok := byName[name]
			if !ok {
				panic("markup: no tag " + name)
			}
			all[t] |= g.set
		}
	}
	return all
}

func tagLookup() *names {
	table := new(names)
	for t := TagA; t < NumTags; t++ {
		if t != TagSVGTitle {
			table.put(tagNames[t], uint8(t))
		}
	}
	table.put("image", uint8(TagImg)) // what HTML5 makes of it
	return table
}

func keyLookup() *names {
	table := new(names)
	for _, k := range keyNames {
		table.put(k.name, uint8(k.key))
	}
	return table
}

// hash mixes the first eight bytes, in lower case, with the length and the last byte.
func hash(name []byte) uint32 {
	h := uint64(0)
	switch n := len(name); {
	case cap(name) >= 8: // names stand in a page, which goes on
		h = binary.LittleEndian.Uint64(name[:8])
		if n < 8 {
			h &= 1<<(8*n) - 1
		}
	default:
		for i, c := range name {
			h |= uint64(c) << (8 * i)
		}
	}
	h = (h|0x2020202020202020)*0x9E3779B97F4A7C15 ^ uint64(len(name)) // 2^64 / golden ratio spreads the bits
	if len(name) > 8 {
		h ^= uint64(name[len(name)-1]|0x20) << 40
	}
	return uint32(h * 0x9E3779B97F4A7C15 >> 32)
}

func (t *names) put(name string, value uint8) {
	i := hash([]byte(name)) % uint32(len(t))
	for t[i].name != "" {
		i = (i + 1) % uint32(len(t))
	}
	t[i].name, t[i].value = name, value
}

// get returns the number of a name in any case, and 0 for an unknown one.
func (t *names) get(name []byte, h uint32) uint8 {
	for i := h % uint32(len(t)); t[i].name != ""; i = (i + 1) % uint32(len(t)) {
		if equalFold(name, t[i].name) {
			return t[i].value
		}
	}
	return 0
}

// equalFold compares a name of any case with one in lower case.
func equalFold(name []byte, lower string) bool {
	if string(name) == lower {
		return true
	}
	if len(name) != len(lower) {
		return false
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
