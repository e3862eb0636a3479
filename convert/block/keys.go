package block

import (
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/textform"
)

// Key stands for the letters and digits of a block in lower case: two spellings of
// one line have the same. The lowest bit says that the block is long. 0 stands for
// blocks without any.
type Key uint32

// longText is how many bytes of text make a block long: a sentence of most scripts.
const longText = 80

// Long reports whether the block is long.
func (k Key) Long() bool { return k&1 != 0 }

func newKey(hash uint64, size int32) Key {
	if hash == wordless {
		return 0
	}
	k := Key(hash>>32) &^ 1
	if size >= longText {
		k |= 1
	}
	return k
}

// wordless is the hash of what has neither letters nor digits.
var wordless = unit.HashOf(nil)

// KeyOf returns the key of a text.
func KeyOf(text string) Key { return newKey(unit.HashOf([]byte(text)), int32(len(text))) }

// Keys appends the keys of the blocks that were handed out last, one for each.
func (r *Reader) Keys(dst []Key) []Key {
	for i := range r.cutter.Page.Units {
		u := &r.cutter.Page.Units[i]
		dst = append(dst, newKey(u.Hash, u.To-u.From))
	}
	return dst
}

// HTMLKeys appends the keys that the blocks of a parsed page will have; it takes a
// fraction of the time.
func (r *Reader) HTMLKeys(dst []Key, d *markup.Doc) []Key {
	r.reset()
	r.cutter.HTML(d, false, 0)
	dst = r.unmeasured(dst)
	r.cutter.Release()
	return dst
}

// PageTextKeys appends the keys that the blocks of a page-text dump will have.
func (r *Reader) PageTextKeys(dst []Key, t *textform.Text) []Key {
	r.reset()
	r.cutter.Lines(t, true)
	return r.unmeasured(dst)
}

func (r *Reader) unmeasured(dst []Key) []Key {
	for i := range r.cutter.Page.Units {
		u := &r.cutter.Page.Units[i]
		dst = append(dst, newKey(unit.HashOf(r.cutter.Page.Bytes(u)), u.To-u.From))
	}
	return dst
}
