package article

import "strings"

// phrases are strings to be found in a text, each of two bytes at least. A look at two
// bytes of the text tells whether one may begin there: the lists are long, and most
// texts have none of them.
type phrases struct {
	begins [1 << 16 / 64]uint64 // a bit for each two bytes that one begins with
	of     map[uint16][]string  // by these
}

func newPhrases(all ...string) *phrases {
	p := &phrases{of: map[uint16][]string{}}
	for _, s := range all {
		k := twoBytes(s)
		p.begins[k/64] |= 1 << (k % 64)
		p.of[k] = append(p.of[k], s)
	}
	return p
}

func twoBytes(s string) uint16 { return uint16(s[0])<<8 | uint16(s[1]) }

// has reports whether one of the phrases is in s. Without phrases, p nil, none is.
func (p *phrases) has(s string) bool {
	if p == nil {
		return false
	}
	for ; len(s) > 1; s = s[1:] {
		k := twoBytes(s)
		if p.begins[k/64]>>(k%64)&1 == 0 {
			continue
		}
		for _, phrase := range p.of[k] {
			if strings.HasPrefix(s, phrase) {
				return true
			}
		}
	}
	return false
}
