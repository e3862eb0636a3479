package people

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	// mostRoles are kept of a key, and written of a person: the first ones that are met.
	mostRoles = 16
	// longestRole is the most bytes of a role that is kept: what is longer is no office.
	longestRole = 400
	// mostNames are the spellings kept of a key.
	mostNames = 8
)

// kinds are those of speakers with a name; of equally frequent ones the first counts.
var kinds = [...]schema.SpeakerKind{schema.SpeakerPerson, schema.SpeakerOrganisation, schema.SpeakerGroup}

// entry is what articles say of one key.
type entry struct {
	key      string
	names    []tally
	roles    []tally
	kinds    [len(kinds)]uint64 // articles
	articles ordinals
	quotes   uint64
	words    uint64
	twice    bool // two speakers of one article have it
}

// tally is a text with the number of articles that have it.
type tally struct {
	text string
	n    uint64
}

// addTally counts a text n more times; of new ones at most so many are kept.
func addTally(list []tally, text string, n uint64, most int) []tally {
	if text == "" {
		return list
	}
	for i := range list {
		if list[i].text == text {
			list[i].n += n
			return list
		}
	}
	if len(list) < most {
		list = append(list, tally{text, n})
	}
	return list
}

// join adds what later articles say of the same key.
func (e *entry) join(later *entry) {
	for _, t := range later.names {
		e.names = addTally(e.names, t.text, t.n, mostNames)
	}
	for _, t := range later.roles {
		e.roles = addTally(e.roles, t.text, t.n, mostRoles)
	}
	for i, n := range later.kinds {
		e.kinds[i] += n
	}
	for n := range later.articles.all() {
		e.articles.add(n)
	}
	e.quotes += later.quotes
	e.words += later.words
	e.twice = e.twice || later.twice
}

// kind is what most articles have it for.
func (e *entry) kind() schema.SpeakerKind {
	best := 0
	for i, n := range e.kinds {
		if n > e.kinds[best] {
			best = i
		}
	}
	return kinds[best]
}

// name is the most frequent spelling that is not all in capitals, where there is one.
func (e *entry) name() string {
	best := &e.names[0]
	for i := range e.names {
		t := &e.names[i]
		if order := cmp.Compare(lowered(t.text), lowered(best.text)); order > 0 || order == 0 && t.n > best.n {
			best = t
		}
	}
	return best.text
}

// lowered is 1 for a text with a letter in lower case.
func lowered(s string) int {
	if strings.ToUpper(s) != s {
		return 1
	}
	return 0
}

// family is what rows are sorted by first: the last word of the name, so that whatever
// may be one person stands side by side.
func family(key string) string {
	if i := strings.LastIndexByte(key, ' '); i > 0 && generations[key[i+1:]] {
		key = key[:i]
	}
	return key[strings.LastIndexByte(key, ' ')+1:]
}

func compareEntries(a, b *entry) int {
	return cmp.Or(strings.Compare(family(a.key), family(b.key)), strings.Compare(a.key, b.key))
}

// size is about how many bytes an entry takes.
func (e *entry) size() int {
	const base, each = 300, 40
	n := base + len(e.key) + len(e.articles.deltas)
	for _, list := range [...][]tally{e.names, e.roles} {
		for i := range list {
			n += each + len(list[i].text)
		}
	}
	return n
}

// append writes the entry as bytes that read reads.
func (e *entry) append(b []byte) []byte {
	b = appendText(b, e.key)
	for _, list := range [...][]tally{e.names, e.roles} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, t := range list {
			b = binary.AppendUvarint(appendText(b, t.text), t.n)
		}
	}
	for _, n := range e.kinds {
		b = binary.AppendUvarint(b, n)
	}
	b = binary.AppendUvarint(appendText(b, string(e.articles.deltas)), uint64(e.articles.last))
	b = binary.AppendUvarint(binary.AppendUvarint(b, e.quotes), e.words)
	if e.twice {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// errSpill says that what was laid aside cannot be read again.
var errSpill = errors.New("the file that people were laid aside in is damaged")

// fields reads what append wrote.
type fields struct {
	b   []byte
	bad bool
}

func (f *fields) number() uint64 {
	n, size := binary.Uvarint(f.b)
	if size <= 0 {
		f.bad = true
		return 0
	}
	f.b = f.b[size:]
	return n
}

func (f *fields) text() string {
	n := f.number()
	if n > uint64(len(f.b)) {
		f.bad = true
		return ""
	}
	s := string(f.b[:n])
	f.b = f.b[n:]
	return s
}

func (f *fields) tallies() []tally {
	var list []tally
	for range f.number() {
		if f.bad {
			break
		}
		list = append(list, tally{f.text(), f.number()})
	}
	return list
}

// readEntry is the other way round of append.
func readEntry(b []byte) (*entry, error) {
	f := fields{b: b}
	e := &entry{key: f.text(), names: f.tallies(), roles: f.tallies()}
	for i := range e.kinds {
		e.kinds[i] = f.number()
	}
	e.articles = ordinals{deltas: []byte(f.text()), last: int64(f.number())}
	e.quotes, e.words = f.number(), f.number()
	e.twice = len(f.b) == 1 && f.b[0] == 1
	if f.bad || len(f.b) != 1 || len(e.names) == 0 {
		return nil, errSpill
	}
	return e, nil
}

// ordinals is an ascending list of articles, by their place among all.
type ordinals struct {
	deltas []byte
	last   int64 // the last one, plus one; 0 where there is none
}

func (o *ordinals) add(n int64) {
	o.deltas = binary.AppendUvarint(o.deltas, uint64(n+1-o.last))
	o.last = n + 1
}

// all yields the ordinals, ascending.
func (o *ordinals) all() func(yield func(int64) bool) {
	return func(yield func(int64) bool) {
		at := int64(0)
		for b := o.deltas; len(b) > 0; {
			delta, size := binary.Uvarint(b)
			if size <= 0 {
				return
			}
			b = b[size:]
			at += int64(delta)
			if !yield(at - 1) {
				return
			}
		}
	}
}

func (o *ordinals) has(n int64) bool { return o.last == n+1 }

// slice returns the ordinals as they are.
func (o *ordinals) slice() []int64 { return slices.Collect(o.all()) }

// meet reports whether two ascending lists have a number in common.
func meet(a, b []int64) bool {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return true
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

// union returns the numbers of two ascending lists, each once.
func union(a, b []int64) []int64 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// count is a number as a table has it.
func count(n uint64) int { return int(min(n, math.MaxInt32)) }
