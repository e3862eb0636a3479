// Package jsonline reads the top level of a JSON object without building it.
//
// In: the bytes of one record. Out: its members, values as written. Laws: what
// Object accepts is what encoding/json accepts as an object of valid UTF-8 that
// is nested no deeper than MaxNesting; time is linear in the bytes.
package jsonline

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxNesting is the depth of nested values in a record; a record of a page is flat.
const MaxNesting = 512

// Object calls member for every member of the JSON object that line holds,
// with the key decoded and the value as written. Both are valid during the call.
func Object(line []byte, member func(key, value []byte) error) error {
	if !utf8.Valid(line) {
		return errors.New("the line is not valid UTF-8")
	}
	s := scanner{line: line}
	s.space()
	if !s.take('{') {
		return s.want("a JSON object")
	}
	s.space()
	if s.take('}') {
		return s.end()
	}
	for {
		s.space()
		key, err := s.key()
		if err != nil {
			return err
		}
		s.space()
		if !s.take(':') {
			return s.want("a colon")
		}
		s.space()
		value, err := s.value()
		if err != nil {
			return err
		}
		if err := member(key, value); err != nil {
			return err
		}
		s.space()
		switch {
		case s.take(','):
		case s.take('}'):
			return s.end()
		default:
			return s.want("a comma or a closing brace")
		}
	}
}

// scanner walks the top level of one line.
type scanner struct {
	line []byte
	i    int
}

func (s *scanner) space() {
	for s.i < len(s.line) && isSpace(s.line[s.i]) {
		s.i++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (s *scanner) take(c byte) bool {
	if s.i < len(s.line) && s.line[s.i] == c {
		s.i++
		return true
	}
	return false
}

func (s *scanner) want(what string) error {
	if s.i >= len(s.line) {
		return fmt.Errorf("the JSON ends at byte %d where %s should stand", s.i+1, what)
	}
	return fmt.Errorf("no JSON: at byte %d there should be %s", s.i+1, what)
}

func (s *scanner) end() error {
	s.space()
	if s.i < len(s.line) {
		return s.want("the end of the line")
	}
	return nil
}

// key reads a key and decodes it.
func (s *scanner) key() ([]byte, error) {
	raw, err := s.quoted()
	if err != nil {
		return nil, err
	}
	inner := raw[1 : len(raw)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	return Unquote(raw), nil
}

// quoted checks a string and returns it as written, with its quotes.
func (s *scanner) quoted() ([]byte, error) {
	start := s.i
	if !s.take('"') {
		return nil, s.want("a string")
	}
	for {
		s.i += plain(s.line[s.i:])
		switch {
		case s.i == len(s.line):
			return nil, s.want("a closing quote")
		case s.line[s.i] == '"':
			s.i++
			return s.line[start:s.i], nil
		case s.line[s.i] == '\\':
			size := escapeSize(s.line[s.i:])
			if size == 0 {
				return nil, s.want("a valid escape")
			}
			s.i += size
		default:
			return nil, s.want("an escaped control character")
		}
	}
}

// plain returns how many bytes in begins with that stand for themselves in a string:
// no quote, backslash or control character. Eight are looked at in one step.
func plain(in []byte) (n int) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; n+8 <= len(in); n += 8 {
		w := binary.LittleEndian.Uint64(in[n:])
		quote, slash := w^ones*'"', w^ones*'\\'
		// A byte below b, and so a zero, sets its high bit in (w - ones*b) &^ w; no lower one is set wrongly.
		if stop := (w-ones*' ')&^w | (quote-ones)&^quote | (slash-ones)&^slash; stop&highs != 0 {
			return n + bits.TrailingZeros64(stop&highs)/8
		}
	}
	for n < len(in) && in[n] != '"' && in[n] != '\\' && in[n] >= ' ' {
		n++
	}
	return n
}

// value checks a value and returns it as written.
func (s *scanner) value() ([]byte, error) {
	if s.i >= len(s.line) {
		return nil, s.want("a value")
	}
	if s.line[s.i] == '"' {
		return s.quoted()
	}
	start := s.i
	if c := s.line[s.i]; c == '{' || c == '[' {
		if err := s.nested(); err != nil {
			return nil, err
		}
	} else {
		for s.i < len(s.line) && !isSpace(s.line[s.i]) && s.line[s.i] != ',' && s.line[s.i] != '}' {
			s.i++
		}
	}
	raw := s.line[start:s.i]
	if !json.Valid(raw) {
		s.i = start
		return nil, s.want("a valid value")
	}
	return raw, nil
}

// nested moves behind the end of an object or array; json.Valid checks it afterwards.
func (s *scanner) nested() error {
	depth := 0
	for s.i < len(s.line) {
		switch s.line[s.i] {
		case '"':
			if _, err := s.quoted(); err != nil {
				return err
			}
			continue
		case '{', '[':
			if depth++; depth > MaxNesting {
				return fmt.Errorf("values are nested deeper than %d levels at byte %d", MaxNesting, s.i+1)
			}
		case '}', ']':
			depth--
		}
		s.i++
		if depth == 0 {
			return nil
		}
	}
	return s.want("a closing bracket")
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escapeSize returns the length of the escape that in begins with, 0 where it is none.
func escapeSize(in []byte) int {
	if len(in) > 1 && escapes[in[1]] != 0 {
		return len(`\n`)
	}
	if _, ok := hexRune(in); ok {
		return len(`\uXXXX`)
	}
	return 0
}

// Unquote decodes a string that Object has handed out into bytes of its own. Half
// a surrogate pair becomes U+FFFD.
func Unquote(raw []byte) []byte {
	in := raw[1 : len(raw)-1]
	out := make([]byte, 0, len(in))
	for {
		i := bytes.IndexByte(in, '\\')
		if i < 0 {
			return append(out, in...)
		}
		out = append(out, in[:i]...)
		in = in[i:]
		if c := escapes[in[1]]; c != 0 {
			out = append(out, c)
			in = in[len(`\n`):]
			continue
		}
		r, size := unquoteRune(in)
		out = utf8.AppendRune(out, r)
		in = in[size:]
	}
}

// unquoteRune decodes \uXXXX, and a second one where the two are a pair.
func unquoteRune(in []byte) (rune, int) {
	const size = len(`\uXXXX`)
	first, _ := hexRune(in)
	if !utf16.IsSurrogate(first) {
		return first, size
	}
	if second, ok := hexRune(in[size:]); ok {
		if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
			return r, 2 * size
		}
	}
	return utf8.RuneError, size
}

func hexRune(in []byte) (rune, bool) {
	if len(in) < 6 || in[0] != '\\' || in[1] != 'u' {
		return 0, false
	}
	n := rune(0)
	for _, c := range in[2:6] {
		d, ok := hexDigit(c)
		if !ok {
			return 0, false
		}
		n = n<<4 | d
	}
	return n, true
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0'), true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}
