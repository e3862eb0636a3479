package jsonline

import (
	"bytes"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// AppendString appends s as a JSON string in its one canonical form: only what
// must be escaped is, and bytes that are no UTF-8 become U+FFFD.
func AppendString(dst []byte, s []byte) []byte {
	const hex = "0123456789abcdef"
	short := [...]byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r'}
	dst = append(dst, '"')
	if !utf8.Valid(s) {
		s = bytes.ToValidUTF8(s, []byte("\uFFFD"))
	}
	start := 0
	for i, c := range s {
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[start:i]...)
		start = i + 1
		switch {
		case c >= ' ':
			dst = append(dst, '\\', c)
		case int(c) < len(short) && short[c] != 0:
			dst = append(dst, '\\', short[c])
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// Canonical returns the object that line holds with its keys sorted by their
// bytes, without white space and without the members that are null.
func Canonical(line []byte) ([]byte, error) {
	type member struct{ key, value []byte }
	var members []member
	err := Object(line, func(key, value []byte) error {
		if string(value) != "null" {
			members = append(members, member{bytes.Clone(key), value})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(members, func(a, b member) int { return bytes.Compare(a.key, b.key) })
	out := append(make([]byte, 0, len(line)), '{')
	var compact bytes.Buffer
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(AppendString(out, m.key), ':')
		switch m.value[0] {
		case '"':
			out = AppendString(out, Unquote(m.value))
		case '{', '[':
			compact.Reset()
			_ = json.Compact(&compact, m.value) // Object has checked it
			out = append(out, compact.Bytes()...)
		default:
			out = append(out, m.value...)
		}
	}
	return append(out, '}'), nil
}
