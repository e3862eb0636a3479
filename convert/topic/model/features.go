package model

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// Text is what is coded: a text with the title over it and what stands before
// and behind it, where these are known.
type Text struct{ Text, Title, Before, After string }

// Finder finds the keywords of a codebook in texts.
type Finder interface {
	// Keywords calls visit for every keyword of s, with a number for it, and
	// for every code that it speaks for.
	Keywords(s string, visit func(keyword uint32, code int, weight int32))
	// Keyword returns the keyword with the number.
	Keyword(number uint32) string
}

// A word of the title is another feature than the same word of the text, and it
// is both. Keywords before and behind the text are the same.
const (
	fieldText uint32 = iota
	fieldTitle
	fieldBefore
	fieldAfter
)

// Whole is the length of the features of a group, as a vector.
const Whole = 1 << 14

// The groups of features count unlike, in 1/16: of what was tried on the
// development parts of docs/models/topic.md these did best.
const (
	weightWords    = 16
	weightChars    = 32
	weightTitle    = 8
	weightContext  = 8
	weightKeywords = 12
)

// Feature is one feature of a text: its row in the vocabulary and how much it counts.
type Feature struct {
	Row   int32
	Value int32 // of Whole
	first int32 // the place where it was first seen
}

// heard is how much is heard of a feature that occurs n times: 1 + ln n, in 1/256.
var heard = newHeard()

func newHeard() (t [256]int32) {
	for n := 1; n < len(t); n++ {
		t[n] = 256 + int32(math.Round(256*Ln(float64(n))))
	}
	return t
}

// Ln is the natural logarithm by a series whose steps are rounded one by one,
// so that it is the same on every CPU.
func Ln(x float64) float64 {
	fraction, exponent := math.Frexp(x)
	y := (fraction - 1) / (fraction + 1)
	square := float64(y * y)
	sum, power := 0.0, y
	for k := 1; k < 60; k += 2 {
		sum += float64(power / float64(k))
		power = float64(power * square)
	}
	return float64(2*sum) + float64(float64(exponent)*math.Ln2)
}

// Shape says which features a model has.
type Shape struct {
	Chars   bool `json:"chars"`   // runs of 3 to 5 characters too
	Context bool `json:"context"` // what stands before and behind counts
	Vectors bool `json:"vectors"` // the vectors of word pieces count
}

// Dense returns how many numbers of vectors a text has.
func (s Shape) Dense() int {
	switch {
	case !s.Vectors:
		return 0
	case s.Context:
		return 2 * vector.Dim
	}
	return vector.Dim
}

// Reading is room to read texts in; not for several goroutines.
type Reading struct {
	e      *Extractor
	keys   []uint32  // the features of the group at hand, as they stand in the text
	places []place   // of the text, one for each key
	counts []uint8   // by row
	seen   []Feature // rows with a count
	runes  []rune
	learn  func(key uint32) // while there is no vocabulary
	text   Text

	// Sparse and Dense are the features of the text that was read last.
	Sparse []Feature
	Dense  []int32
}

// place is where a feature stands.
type place struct {
	from, to int32
	field    uint8
	keyword  bool  // from is the number of a keyword; -1: that of a code
	times    uint8 // it counts
}

// Read reads a text.
func (r *Reading) Read(t Text) {
	r.text, r.places, r.Sparse, r.Dense = t, r.places[:0], r.Sparse[:0], r.Dense[:0]
	r.words(fieldText, fieldText)
	r.words(fieldTitle, fieldText)
	r.close(weightWords)
	if r.e.Shape.Chars {
		r.chars(fieldText)
		r.chars(fieldTitle)
		r.close(weightChars)
	}
	r.words(fieldTitle, fieldTitle)
	r.close(weightTitle)
	if r.e.Shape.Context {
		r.words(fieldBefore, fieldBefore)
		r.close(weightContext)
		r.words(fieldAfter, fieldAfter)
		r.close(weightContext)
	}
	if r.e.finder != nil {
		r.keywords(fieldText, fieldText)
		r.keywords(fieldTitle, fieldText)
		r.close(weightKeywords)
		if r.e.Shape.Context {
			r.keywords(fieldBefore, fieldBefore)
			r.keywords(fieldAfter, fieldBefore)
			r.close(weightKeywords * weightContext / 16)
		}
	}
	if r.e.Shape.Vectors && r.learn == nil {
		r.dense(0, t.Title, t.Text)
		if r.e.Shape.Context {
			r.dense(vector.Dim, t.Before, t.After)
		}
	}
}

// field returns what stands in a field of the text at hand.
func (r *Reading) field(f uint32) string {
	switch f {
	case fieldTitle:
		return r.text.Title
	case fieldBefore:
		return r.text.Before
	case fieldAfter:
		return r.text.After
	}
	return r.text.Text
}

// Name returns a feature as it stands in the text read last; "" for the sum of a
// code's keywords.
func (r *Reading) Name(f Feature) string {
	at := r.places[f.first]
	switch {
	case at.keyword && at.from < 0:
		return ""
	case at.keyword:
		return r.e.finder.Keyword(uint32(at.from))
	}
	s := r.field(uint32(at.field))[at.from:at.to]
	name := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c, size := letter(s[i:])
		switch {
		case c != 0:
			name = utf8.AppendRune(name, c)
		case s[i] == '\'' || strings.HasPrefix(s[i:], "’"):
			name = append(name, s[i:i+size]...)
		case name[len(name)-1] != ' ':
			name = append(name, ' ')
		}
		i += size
	}
	return string(name)
}

// dense appends the direction of the mean of the vectors of pieces, less the centre.
func (r *Reading) dense(from int, parts ...string) {
	var sum [vector.Dim]int64
	n := 0
	for _, s := range parts {
		n += r.e.vectors.Add(s, &sum)
	}
	share, square := 1/float64(max(n, 1)), 0.0
	for i := range sum {
		sum[i] = int64(float64(sum[i])*share) - r.e.centre[from+i]
		square += float64(sum[i] * sum[i]) // whole numbers, and their sum is below 2^53
	}
	share = Whole / float64(max(int64(math.Sqrt(square)), 1))
	for _, v := range sum {
		r.Dense = append(r.Dense, int32(float64(v)*share))
	}
}

func (r *Reading) keywords(field, as uint32) {
	s := r.field(field)
	if s == "" {
		return
	}
	r.e.finder.Keywords(s, func(keyword uint32, code int, weight int32) {
		if code < 0 {
			r.add(key(uint64(keyword), kindKeyword, as), place{keyword: true, from: int32(keyword), times: 1})
			return
		}
		r.add(key(uint64(code), kindCode, as), place{keyword: true, from: -1, times: uint8(min(weight, math.MaxUint8))})
	})
}

func (r *Reading) add(key uint32, at place) {
	r.keys = append(r.keys, key)
	r.places = append(r.places, at)
}

// words adds the words of a field and their pairs.
func (r *Reading) words(field, as uint32) {
	last, start := uint64(0), 0
	words(r.field(field), func(h uint64, from, to int) {
		r.add(key(h, kindWord, as), place{int32(from), int32(to), uint8(field), false, 1})
		if last != 0 {
			r.add(key((last*31+h)*prime, kindPair, as), place{int32(start), int32(to), uint8(field), false, 1})
		}
		last, start = h, from
	})
}

// chars adds the runs of characters inside the words of a field.
func (r *Reading) chars(field uint32) {
	s := r.field(field)
	words(s, func(_ uint64, from, to int) {
		w := append(r.runes[:0], '^')
		for i := from; i < to && len(w) <= longestWord; {
			c, size := letter(s[i:])
			w, i = append(w, c), i+size
		}
		w = append(w, '^')
		r.runes = w
		at := place{int32(from), int32(to), uint8(field), false, 1}
		for len(w) >= fewestChars {
			h := uint64(offset)
			for n, c := range w[:min(len(w), mostChars)] {
				if h = (h ^ uint64(c)) * prime; n+1 >= fewestChars {
					r.add(key(h, kindChars, fieldText), at)
				}
			}
			w = w[1:]
		}
	})
}

// close ends a group: its features get a common length, Whole times weight/16.
func (r *Reading) close(weight int64) {
	if r.learn != nil {
		for _, k := range r.keys {
			r.learn(k)
		}
		r.keys = r.keys[:0]
		return
	}
	first := len(r.places) - len(r.keys)
	for i, k := range r.keys {
		row := r.e.v.row(k)
		if row < 0 {
			continue
		}
		c := r.counts[row]
		if c == 0 {
			r.seen = append(r.seen, Feature{Row: row, first: int32(first + i)})
		}
		r.counts[row] = uint8(min(int(c)+int(r.places[first+i].times), math.MaxUint8))
	}
	r.keys = r.keys[:0]
	square := int64(0)
	for i := range r.seen {
		f := &r.seen[i]
		f.Value = heard[r.counts[f.Row]] * int32(r.e.v.idf[f.Row])
		r.counts[f.Row] = 0
		square += int64(f.Value) * int64(f.Value)
	}
	share := float64(Whole*weight/16) / float64(max(int64(math.Sqrt(float64(square))), 1))
	for _, f := range r.seen {
		f.Value = int32(float64(f.Value) * share)
		r.Sparse = append(r.Sparse, f)
	}
	r.seen = r.seen[:0]
}
