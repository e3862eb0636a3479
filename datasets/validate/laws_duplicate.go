package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/text"
)

// texts knows which texts came before: 20 to 25 bytes for each article, and some
// forty more for each article that another one names as its first.
type texts struct {
	first positions        // the first article with a text, by text_sha256
	named map[uint64]named // what others are duplicates of, by digest of the doc_id
	key   []byte           // room for the normalised form of a text
}

// named is an article that duplicate_of of another one names.
type named struct {
	key  uint64 // digest of its normalised text
	seen bool   // its text was read
}

// name notes that an article is named.
func (t *texts) name(docID string) {
	if t.named == nil {
		t.named = map[uint64]named{}
	}
	t.named[digestOf(docID)] = named{}
}

// keyOf returns a digest of the normalised text, by which build tells duplicates.
func (t *texts) keyOf(body string) uint64 {
	t.key = text.AppendKey(t.key[:0], body)
	return xxh3.Hash(t.key)
}

// sha256Of returns the digest of an article's text as text_sha256 has it, "" where
// there is no text or nothing to know it by.
func (r row) sha256Of() string {
	l := &r.t.columns
	switch {
	case r.has(l.digest) && r.valid(l.digest):
		return r.str(l.digest)
	case r.has(l.text) && r.valid(l.text):
		sum := sha256.Sum256([]byte(r.str(l.text)))
		return hex.EncodeToString(sum[:])
	}
	return ""
}

// checkDuplicate compares duplicate_of of the article with the texts before it.
func (v *view) checkDuplicate(*lawAt) { v.c.checkDuplicate(v.article, v.position, true) }

// checkDuplicates checks the articles of a chunk without the other tables; n stand
// before it.
func (c *checker) checkDuplicates(k *chunk, n int64) {
	for i := range k.Len {
		c.checkDuplicate(row{k, i}, n+int64(i), false)
	}
}

// checkDuplicate compares duplicate_of of an article, at its position among all, with
// the texts before it: in whole datasets, and in articles that stand alone.
func (c *checker) checkDuplicate(r row, position int64, whole bool) {
	l := &r.t.columns
	if !r.has(l.duplicate) {
		return
	}
	digest := r.sha256Of()
	if of := r.str(l.duplicate); r.valid(l.duplicate) {
		c.checkNamed(r, of, position, whole)
		c.ids.noteDuplicate(position)
	} else if first, again := c.texts.first.of(digest); again && digest != "" {
		c.noteCell(r, "laws.duplicate", l.duplicate, fmt.Sprintf("article %d of the table, counted from 0, has the same text", first))
	}
	if digest != "" {
		c.texts.first.add(digest, position)
	}
	if id := digestOf(r.docID()); len(c.texts.named) > 0 && r.has(l.text) && r.valid(l.text) {
		if was, ok := c.texts.named[id]; ok && !was.seen {
			c.texts.named[id] = named{c.texts.keyOf(r.str(l.text)), true}
		}
	}
}

// checkNamed checks the article that duplicate_of names.
func (c *checker) checkNamed(r row, of string, position int64, whole bool) {
	l := &r.t.columns
	first, ok := c.ids.at.of(of)
	says := ""
	switch {
	case !ok && whole && !c.ids.incomplete:
		c.noArticle(r, l.duplicate)
	case !ok: // it may stand in another part
	case first >= position || c.ids.isDuplicate(first):
		says = "it is no earlier article, or a duplicate itself"
	case !r.has(l.text):
	case !r.valid(l.text):
		says = "an article without text is no duplicate"
	default:
		if was := c.texts.named[digestOf(of)]; !was.seen || was.key != c.texts.keyOf(r.str(l.text)) {
			says = "the text of that article is another one"
		}
	}
	if says != "" {
		c.noteCell(r, "laws.duplicate", l.duplicate, says)
	}
}
