package article

import (
	"strings"
	"sync"
)

// phrases are strings to be found in a text, each of two bytes at least. A look at two
// bytes of the text tells whether one may begin there: the lists are long, and most
// texts have none of them. They are filed when they are first looked for.
type phrases func() *filed

type filed struct {
	begins [1 << 16 / 64]uint64 // a bit for each two bytes that a phrase begins with
	of     map[uint16][]string  // by these
}

func newPhrases(all ...string) phrases {
	return sync.OnceValue(func() *filed {
		f := &filed{of: map[uint16][]string{}}
		for _, s := range all {
			k := twoBytes(s)
			f.begins[k/64] |= 1 << (k % 64)
			f.of[k] = append(f.of[k], s)
		}
		return f
	})
}

func twoBytes(s string) uint16 { return uint16(s[0])<<8 | uint16(s[1]) }

// has reports whether one of the phrases is in s. Without phrases, p nil, none is.
func (p phrases) has(s string) bool {
	if p == nil {
		return false
	}
	f := p()
	for ; len(s) > 1; s = s[1:] {
		k := twoBytes(s)
		if f.begins[k/64]>>(k%64)&1 == 0 {
			continue
		}
		for _, phrase := range f.of[k] {
			if strings.HasPrefix(s, phrase) {
				return true
			}
		}
	}
	return false
}
