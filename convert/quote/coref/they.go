package coref

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// singular returns the one person whom "they" at a token means: who spoke last, just before and with
// nobody else and no several people named since; or where the text says that somebody is called so,
// who stands out. -1: several people, or nobody is known.
func (v *Resolver) singular(at, sentence int) int {
	if v.saysThey() {
		return v.recall(at, sentence, 0, func(e *names.Entity) (int, bool) { return 0, e.Person && e.Gender == 0 || e.Person && e.Full() }, 0)
	}
	const near = 3 // sentences
	if len(v.spoke) == 0 || v.last.Entity < 0 || !v.names.Entities[v.last.Entity].Person {
		return -1
	}
	last := v.spoke[len(v.spoke)-1]
	if last.sentence < sentence-near || last.entity != v.last.Entity || v.names.Entities[last.entity].Gender != 0 {
		return -1 // of a man or a woman the text would say "he" or "she"
	}
	t := v.t
	for i := t.Sentences[last.sentence].First; i < at; i++ {
		if m := v.names.At(i); m != nil && m.Entity != last.entity && !v.names.Entities[m.Entity].Place {
			return -1
		}
		tok := &t.Tokens[i]
		if tok.IsWord(words.Plural|words.He|words.She) || tok.IsWord(words.Role) && !tok.Upper {
			return -1 // somebody else, whom "they" may mean
		}
	}
	return last.entity
}

// saysThey reports whether the text says of somebody that "they" means one person.
func (v *Resolver) saysThey() bool {
	if v.they == 0 {
		v.they = 1
		for _, word := range [...]string{"they/them", "nonbinary", "non-binary"} {
			if strings.Contains(v.t.Body, word) {
				v.they = 2
			}
		}
	}
	return v.they == 2
}
