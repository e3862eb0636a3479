// Package loosejson reads JSON as it stands in web pages, broken or not.
//
// In: the contents of a script element. Out: a flat array of values in the
// order of the source, one pass, strings decoded only when asked for. Laws: it
// never fails, what cannot be read is passed over; time and memory are linear
// in the input; valid JSON means what it means to encoding/json.
package loosejson

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds of values; Missing is the zero value.
const (
	Missing Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// maxDepth is far above what pages nest (below 12); deeper values are passed over.
const maxDepth = 128

type node struct {
	kind             Kind
	next             int32 // index after the value's subtree
	keyStart, keyEnd int32
	start, end       int32 // scalars: the bytes, without quotes
}

// Doc is the values of one script.
type Doc struct {
	src   []byte
	nodes []node
}

// Value is one value of a Doc. The zero Value is missing.
type Value struct {
	d *Doc
	i int32
}

// Parse reads every top-level value of src, which must not change while the
// values are in use and be shorter than 2 GiB.
func Parse(src []byte) *Doc {
	if i := bytes.IndexByte(src, '{'); i >= 0 && bytes.HasPrefix(bytes.TrimSpace(src[i+1:min(len(src), i+64)]), []byte("&quot;")) {
		src = bytes.ReplaceAll(src, []byte("&quot;"), []byte(`"`))
	}
	d := &Doc{src: src}
	p := parser{d: d}
	p.run()
	return d
}

// Roots yields the top-level values.
func (d *Doc) Roots() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		for i := int32(0); int(i) < len(d.nodes); i = d.nodes[i].next {
			if !yield(Value{d, i}) {
				return
			}
		}
	}
}

// All yields every value of the document, parents before children.
func (d *Doc) All() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		for i := range d.nodes {
			if !yield(Value{d, int32(i)}) {
				return
			}
		}
	}
}

// Kind returns the kind of the value.
func (v Value) Kind() Kind {
	if v.d == nil {
		return Missing
	}
	return v.d.nodes[v.i].kind
}

// Each yields the members of an object or array, in their order.
func (v Value) Each() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if k := v.Kind(); k != Array && k != Object {
			return
		}
		n := v.d.nodes
		for i := v.i + 1; i < n[v.i].next; i = n[i].next {
			if !yield(Value{v.d, i}) {
				return
			}
		}
	}
}

// Items yields the members of an array, or the value itself where it is none:
// pages write one value and a list of values for the same thing.
func (v Value) Items() iter.Seq[Value] {
	if v.Kind() == Array {
		return v.Each()
	}
	return func(yield func(Value) bool) {
		if v.Kind() != Missing {
			yield(v)
		}
	}
}

// Get returns the member of an object of that name, the first where there are several.
func (v Value) Get(name string) Value {
	if v.Kind() != Object {
		return Value{}
	}
	for m := range v.Each() {
		n := &m.d.nodes[m.i]
		if string(v.d.src[n.keyStart:n.keyEnd]) == name {
			return m
		}
	}
	return Value{}
}

// Key returns the name of a member of an object as written, "" for any other value.
func (v Value) Key() string {
	if v.d == nil {
		return ""
	}
	n := &v.d.nodes[v.i]
	return string(v.d.src[n.keyStart:n.keyEnd])
}

// Unescape resolves the escapes of a string of JSON or JavaScript.
func Unescape(s []byte) string { return decode(s) }

// Text returns the text of a string, number or bool, and "" otherwise.
func (v Value) Text() string {
	switch v.Kind() {
	case String:
		n := &v.d.nodes[v.i]
		return decode(v.d.src[n.start:n.end])
	case Number, Bool:
		n := &v.d.nodes[v.i]
		return string(v.d.src[n.start:n.end])
	default:
		return ""
	}
}

// Len returns the bytes of a scalar as it stands in the source.
func (v Value) Len() int {
	if v.d == nil {
		return 0
	}
	return int(v.d.nodes[v.i].end - v.d.nodes[v.i].start)
}

// decode resolves the escapes of a string; an unknown one stands for itself.
func decode(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 {
		return string(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
			b.WriteByte('\r')
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'u':
			r, n := escaped(s[i+1:])
			b.WriteRune(r)
			i += n
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// escaped reads the digits after \u, with the second half of a surrogate pair.
func escaped(s []byte) (r rune, n int) {
	a, ok := hex4(s)
	if !ok {
		return 'u', 0
	}
	if utf16.IsSurrogate(a) {
		if len(s) >= 10 && s[4] == '\\' && s[5] == 'u' {
			if b, ok := hex4(s[6:]); ok {
				if r := utf16.DecodeRune(a, b); r != utf8.RuneError {
					return r, 10
				}
			}
		}
		return utf8.RuneError, 4
	}
	return a, 4
}

func hex4(s []byte) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s[:4]), 16, 32)
	return rune(n), err == nil
}
