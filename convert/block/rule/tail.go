package rule

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// maxTail is how many kept units the end of a text is searched back for its author.
const maxTail = 3

// trim takes the end of the text off where it no longer speaks of the matter:
// credits, notes on the article, words about the author, headings of what follows.
func trim(p *unit.Page, start, end int) {
	seen := 0
	for i := end - 1; i > start && seen < maxTail; i-- {
		u := &p.Units[i]
		if !u.Kept() {
			continue
		}
		switch {
		case seen == 0 && u.Size < 350 && u.Phrases.Has(lexicon.Agency, lexicon.Origin, lexicon.Follow, lexicon.Disclosure, lexicon.Donate):
			u.Drop(schema.KindPromo, schema.ReasonBoilerplate)
		case u.Size < 700 && (bioLike(u) || namesAuthor(p, u)):
			u.Drop(schema.KindBio, schema.ReasonBio)
		case seen == 0 && u.Kind == schema.KindHeading:
			u.Drop(schema.KindOther, schema.ReasonAfterBody)
		default:
			seen++
		}
	}
}

// namesAuthor reports whether a unit begins with a name that a byline of the page
// gives, and goes on.
func namesAuthor(p *unit.Page, u *unit.Unit) bool {
	name := firstName2(p.Bytes(u))
	if name == nil {
		return false
	}
	for i := range p.Units {
		if b := &p.Units[i]; b.Kind == schema.KindByline && b.Size < 120 && bytes.Contains(p.Bytes(b), name) {
			return true
		}
	}
	return false
}

// firstName2 returns the first two words of t where both begin with a capital and
// others follow, nil elsewhere.
func firstName2(t []byte) []byte {
	end := 0
	for range 2 {
		r, _ := utf8.DecodeRune(t[end:])
		if !unicode.IsUpper(r) {
			return nil
		}
		i := bytes.IndexByte(t[end:], ' ')
		if i < 2 {
			return nil
		}
		end += i + 1
	}
	return t[:end-1]
}
