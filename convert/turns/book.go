package turns

import "strings"

// book is who the labels of a transcript mean.
type book struct {
	entries []entry
	byKey   map[string]int   // by folded name
	byLast  map[string][]int // by folded surname: the people who bear it
	bearers map[string]int   // by office: who holds it, as a label last said
}

// entry is one speaker. Another entry may turn out to name the same person more fully.
type entry struct {
	label label
	turns int
	same  int // index of the fuller entry, -1 none
}

// add counts a turn of the speaker of a label and returns its entry.
func (b *book) add(l *label) int {
	if b.byKey == nil {
		b.byKey, b.byLast, b.bearers = map[string]int{}, map[string][]int{}, map[string]int{}
	}
	if l.form == office {
		return b.addOffice(l)
	}
	i := b.person(l)
	b.entries[i].turns++
	return i
}

// addOffice takes an office for the person whom a label said to hold it.
func (b *book) addOffice(l *label) int {
	key := "the " + strings.TrimPrefix(fold(l.name), "the ")
	if l.bearer != "" {
		i := b.person(&label{form: titled, name: l.bearer, role: l.name})
		b.bearers[key] = i
	}
	i, ok := b.bearers[key]
	if !ok {
		i = b.entry(key, l)
	}
	b.entries[i].turns++
	return i
}

// person finds or makes the entry of a name, and joins it with those of the same person.
func (b *book) person(l *label) int {
	if l.form == letter {
		if l.asks {
			return b.entry("?", l)
		}
		return b.entry("=", l)
	}
	key := fold(l.name)
	known := len(b.entries)
	i := b.entry(key, l)
	if e := &b.entries[i]; e.label.role == "" || strings.Contains(l.role, e.label.role) {
		e.label.role = l.role
	}
	if i < known {
		return i
	}
	last := key[strings.LastIndexByte(key, ' ')+1:]
	for _, k := range b.byLast[last] {
		b.join(i, k)
	}
	b.byLast[last] = append(b.byLast[last], i)
	return i
}

// join lets the shorter of two names mean the fuller one where its words are the
// last ones of the fuller: "ROE" is "JANE ROE". Two full names of one surname stay apart.
func (b *book) join(i, k int) {
	i, k = b.find(i), b.find(k)
	if i == k {
		return
	}
	short, full := i, k
	if len(b.entries[short].label.name) > len(b.entries[full].label.name) {
		short, full = full, short
	}
	if !strings.HasSuffix(fold(b.entries[full].label.name), " "+fold(b.entries[short].label.name)) || b.entries[short].same >= 0 {
		return
	}
	b.entries[short].same = full
	b.entries[full].turns += b.entries[short].turns
	if b.entries[full].label.role == "" {
		b.entries[full].label.role = b.entries[short].label.role
	}
}

// find follows an entry to the one that names the person most fully.
func (b *book) find(i int) int {
	for b.entries[i].same >= 0 {
		i = b.entries[i].same
	}
	return i
}

func (b *book) entry(key string, l *label) int {
	i, ok := b.byKey[key]
	if !ok {
		i = len(b.entries)
		b.byKey[key] = i
		b.entries = append(b.entries, entry{label: *l, same: -1})
	}
	return i
}

func (b *book) speaker(i int) Speaker {
	e := &b.entries[i]
	s := Speaker{Name: e.label.name, Role: e.label.role}
	if e.label.form == letter {
		s.Name, s.Asks, s.Answer = "", e.label.asks, !e.label.asks
	}
	s.Office = e.label.form == office
	return s
}

// fold makes one of the spellings of a name.
func fold(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "’", "'"), ".", ""))
}
