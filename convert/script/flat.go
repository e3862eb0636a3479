package script

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

// The data of some frameworks are no plain JSON: values stand in one array and name
// each other by their place (Nuxt 3, React Router), or are sent in pieces (Next).

// maxNested is how deep the values of a flat array may hold each other.
const maxNested = 48

// unflatten returns the JSON of a flat array: the first value, with those that it
// names in their places; nil where the value is no such array.
func unflatten(v loosejson.Value) []byte {
	if v.Kind() != loosejson.Array {
		return nil
	}
	f := flat{}
	texts := false
	for m := range v.Each() {
		f.values = append(f.values, m)
		texts = texts || m.Kind() == loosejson.String
	}
	if !texts || len(f.values) < 3 || !namesOthers(f.values[0]) {
		return nil
	}
	f.write(0, 0)
	return f.out
}

// namesOthers reports whether all that a value holds are places in the array.
func namesOthers(v loosejson.Value) bool {
	n := 0
	for m := range v.Each() {
		if m.Kind() != loosejson.Number {
			return v.Kind() == loosejson.Array && n == 0 && m.Kind() == loosejson.String // the name of a wrapper
		}
		n++
	}
	return n > 0
}

type flat struct {
	values []loosejson.Value
	out    []byte
}

// write writes the value at a place.
func (f *flat) write(at, depth int) {
	if at < 0 || at >= len(f.values) || depth > maxNested || len(f.out) > maxScripts {
		f.out = append(f.out, "null"...)
		return
	}
	v := f.values[at]
	switch v.Kind() {
	case loosejson.Object:
		f.out = append(f.out, '{')
		for m := range v.Each() {
			f.out = append(appendString(f.comma('{'), f.key(m.Key())), ':')
			f.write(place(m), depth+1)
		}
		f.out = append(f.out, '}')
	case loosejson.Array:
		f.array(v, depth)
	case loosejson.String:
		f.out = appendString(f.out, v.Text())
	default:
		f.out = append(f.out, v.Text()...)
		if v.Text() == "" {
			f.out = append(f.out, "null"...)
		}
	}
}

// array writes a list, or what a wrapper such as ["Reactive", 1] holds.
func (f *flat) array(v loosejson.Value, depth int) {
	wrapped := false
	for m := range v.Each() {
		if wrapped {
			f.write(place(m), depth+1)
			return
		}
		if wrapped = m.Kind() == loosejson.String; !wrapped {
			break
		}
	}
	f.out = append(f.out, '[')
	for m := range v.Each() {
		f.out = f.comma('[')
		f.write(place(m), depth+1)
	}
	f.out = append(f.out, ']')
}

// comma sets a value apart from the one before.
func (f *flat) comma(opened byte) []byte {
	if f.out[len(f.out)-1] == opened {
		return f.out
	}
	return append(f.out, ',')
}

// key is a name, or the value at the place that "_3" names.
func (f *flat) key(k string) string {
	if n, err := strconv.Atoi(strings.TrimPrefix(k, "_")); strings.HasPrefix(k, "_") && err == nil && n >= 0 && n < len(f.values) {
		return f.values[n].Text()
	}
	return k
}

// place is the number that a value is, -1 for any other.
func place(v loosejson.Value) int {
	n, err := strconv.Atoi(v.Text())
	if v.Kind() != loosejson.Number || err != nil {
		return -1
	}
	return n
}

// appendString appends s as a JSON string.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c < ' ':
			dst = append(dst, ' ')
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// flight puts together what scripts of Next push in pieces: rows of a name and JSON, or
// of a name and a text ("a:T1f4,") that a value "$a" stands for.
type flight struct{ rows []byte }

const pushed = "__next_f.push("

// add takes the pieces of a script: arrays of a number and a string.
func (f *flight) add(raw []byte) {
	for root := range loosejson.Parse(raw).Roots() {
		for m := range root.Each() {
			if root.Kind() == loosejson.Array && m.Kind() == loosejson.String && len(f.rows) < maxScripts {
				f.rows = append(f.rows, m.Text()...)
			}
		}
	}
}

// data returns the rows of JSON, with the texts that they name.
func (f *flight) data() []byte {
	var names, texts [][]byte
	var out []byte
	for rest := f.rows; len(rest) > 0; {
		name, row, ok := bytes.Cut(rest, []byte(":"))
		if !ok {
			break
		}
		if len(row) > 0 && row[0] == 'T' {
			size, text, _ := bytes.Cut(row[1:], []byte(","))
			if n, err := strconv.ParseUint(string(size), 16, 31); err == nil && int(n) <= len(text) {
				names, texts = append(names, bytes.TrimSpace(name)), append(texts, text[:n])
				rest = text[n:]
				continue
			}
		}
		row, rest, _ = bytes.Cut(row, []byte("\n"))
		out = append(append(out, row...), '\n')
	}
	for i, name := range names[:min(len(names), maxTexts)] {
		name, text := appendString(nil, "$"+string(name)), appendString(nil, string(texts[i]))
		if n := bytes.Count(out, name); n > 0 && len(out)+n*len(text) <= maxScripts {
			out = bytes.ReplaceAll(out, name, text)
		}
	}
	return out
}

// maxTexts is how many texts that rows name are put in their places.
const maxTexts = 64
