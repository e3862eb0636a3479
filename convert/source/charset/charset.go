// Package charset turns the bytes of a page into UTF-8.
//
// In: bytes, the charset a header states, whether it is HTML. Out: valid UTF-8
// without NUL, the charset and what decided it. Laws: bytes that are UTF-8 stay
// as they are, unless they show that they were made so twice; every byte that
// cannot be read becomes U+FFFD and is counted.
package charset

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// What decided the charset.
const (
	FromBOM       = "bom"
	FromHeader    = "header"
	FromMeta      = "meta"
	FromUTF8      = "utf8" // the bytes are UTF-8, whatever was stated
	FromDetection = "detection"
)

const utf8Name = "utf-8"

// metaSize is how far a meta element is looked for. The standard says 1,024
// bytes; browsers go on, and pages put scripts first.
const metaSize = 4096

// Decoded is a page in UTF-8.
type Decoded struct {
	Body   []byte // the bytes given where they were clean
	Name   string // WHATWG name of the charset in lower case
	From   string
	Broken int  // places that could not be read
	Twice  int  // characters that had been encoded twice
	Binary bool // so many that it is no text
}

// Decode decides the charset of body and decodes it: byte order mark, then the
// header, then a meta element of HTML, then the bytes themselves. Bytes that
// are clean multibyte UTF-8 overrule a stated charset, and a stated UTF-8 that
// most bytes contradict is not believed. What had been encoded twice is undone.
func Decode(body []byte, header string, html bool) Decoded {
	for _, b := range boms {
		if bytes.HasPrefix(body, []byte(b.mark)) {
			return decode(body[len(b.mark):], b.name, FromBOM)
		}
	}
	if name := UTF16(body); name != "" {
		return decode(body, name, FromDetection)
	}
	name, from := stated(body, header, html)
	c := census(body)
	if c.beyond == 0 {
		// ASCII is the same in all of them but ISO-2022-JP.
		if name == "" {
			name, from = utf8Name, FromUTF8
		}
		return decode(body, name, from)
	}
	valid, invalid := countUTF8(body, c.beyond)
	otherwise := name != "" && name != utf8Name // the page states another charset
	switch {
	case invalid == 0 && valid >= enoughUTF8(name) || valid >= invalid && !otherwise:
		if name != utf8Name {
			from = FromUTF8
		}
		if invalid == 0 {
			if read := misread(body); read != nil {
				return Decoded{Body: read, Name: utf8Name, From: from, Twice: utf8.RuneCount(read), Broken: bytes.Count(read, []byte("\uFFFD"))}
			}
		}
		d := clean(body, c, invalid == 0)
		d.Name, d.From = utf8Name, from
		return d
	case name == fallback && inRows(body):
		// A template in English states the charset of a body it does not know.
		return decode(body, detect(body), FromDetection)
	case name != "" && name != utf8Name:
		return decode(body, name, from)
	}
	return decode(body, detect(body), FromDetection)
}

// enoughUTF8 is how many multibyte characters overrule the stated charset: in a
// single-byte charset not one would come about by chance, two-byte charsets
// fall into the pattern now and then.
func enoughUTF8(stated string) int {
	const multibyte = 4
	switch stated {
	case "gbk", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis", "iso-2022-jp":
		return multibyte
	}
	return 1
}

var boms = []struct{ mark, name string }{
	{"\xef\xbb\xbf", utf8Name}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"},
}

// FromMediaType returns the charset that a Content-Type header states, or "".
func FromMediaType(value string) string {
	if value == "" {
		return ""
	}
	_, params, err := mime.ParseMediaType(value)
	if err != nil {
		return ""
	}
	return canonical(params["charset"])
}

// canonical returns the WHATWG name of a label, or "" where it is none that can be decoded.
func canonical(label string) string {
	label = strings.TrimSpace(label)
	if label == "" {
		return ""
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return ""
	}
	return name
}

// stated returns the charset that the header or the page itself names.
func stated(body []byte, header string, html bool) (name, from string) {
	if name := canonical(header); name != "" {
		return name, FromHeader
	}
	if !html {
		return "", ""
	}
	if name := fromMeta(body[:min(len(body), metaSize)]); name != "" {
		return name, FromMeta
	}
	return "", ""
}

// fromMeta finds the charset in <meta charset>, <meta content> or an XML
// declaration, outside comments.
func fromMeta(head []byte) string {
	for {
		i := bytes.IndexByte(head, '<')
		if i < 0 {
			return ""
		}
		head = head[i:]
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end := bytes.Index(head, []byte("-->"))
			if end < 0 {
				return ""
			}
			head = head[end:]
			continue
		case begins(head, "<meta"), begins(head, "<?xml"):
			end := bytes.IndexByte(head, '>')
			if end < 0 {
				return ""
			}
			if name := canonical(label(bytes.ToLower(head[:end]))); name != "" {
				if strings.HasPrefix(name, "utf-16") {
					// It was read as bytes, so it cannot be.
					name = utf8Name
				}
				return name
			}
		}
		head = head[1:]
	}
}

// begins reports whether b begins with a name, in any case.
func begins(b []byte, name string) bool {
	return len(b) >= len(name) && b[1]|0x20 == name[1]|0x20 && strings.EqualFold(string(b[:len(name)]), name)
}

// label returns what stands behind charset= or encoding= in a tag.
func label(tag []byte) string {
	for _, key := range []string{"charset", "encoding"} {
		_, rest, found := bytes.Cut(tag, []byte(key))
		if !found {
			continue
		}
		rest, found = bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n\f"), []byte("="))
		if !found {
			continue
		}
		rest = bytes.TrimLeft(rest, " \t\r\n\f\"'")
		if end := bytes.IndexAny(rest, "\"' ;/\t\r\n\f?"); end >= 0 {
			rest = rest[:end]
		}
		return string(rest)
	}
	return ""
}

// UTF16 returns "utf-16le" or "utf-16be" where the bytes are that: by their
// mark, or because every other byte of mostly ASCII text is NUL.
func UTF16(body []byte) string {
	for _, b := range boms[1:] {
		if bytes.HasPrefix(body, []byte(b.mark)) {
			return b.name
		}
	}
	head := body[:min(len(body), metaSize)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	const fewest, shareOf = 4, 2 // half of the units are ASCII: the markup alone is that
	switch units := len(head) / 2; {
	case units < fewest:
	case zeros[0] == 0 && zeros[1]*shareOf >= units:
		return "utf-16le"
	case zeros[1] == 0 && zeros[0]*shareOf >= units:
		return "utf-16be"
	}
	return ""
}

// tally counts the bytes of a text that need a closer look.
type tally struct{ zeros, controls, beyond int }

// Masks over eight bytes.
const high, low, blanks = 0x8080808080808080, 0x7f7f7f7f7f7f7f7f, 0x6060606060606060

// printable sets the high bit of each byte that is printable ASCII, or DEL.
func printable(w uint64) uint64 { return (w&low + blanks) & ^w & high }

// census counts in steps of eight bytes, of which most are printable ASCII.
func census(body []byte) tally {
	var t tally
	for len(body) >= 32 {
		a, b := binary.LittleEndian.Uint64(body), binary.LittleEndian.Uint64(body[8:])
		c, d := binary.LittleEndian.Uint64(body[16:]), binary.LittleEndian.Uint64(body[24:])
		if printable(a)&printable(b)&printable(c)&printable(d) != high {
			t.add(a)
			t.add(b)
			t.add(c)
			t.add(d)
		}
		body = body[32:]
	}
	for _, c := range body {
		if c >= utf8.RuneSelf {
			t.beyond++
		} else if c < ' ' {
			t.control(c)
		}
	}
	return t
}

func (t *tally) add(w uint64) {
	m := ^printable(w) & high
	if m == 0 {
		return
	}
	t.beyond += bits.OnesCount64(w & high)
	for m &^= w; m != 0; m &= m - 1 {
		t.control(byte(w >> (bits.TrailingZeros64(m) &^ 7)))
	}
}

// asciiLen returns how many bytes of ASCII b begins with.
func asciiLen(b []byte) int {
	n := 0
	for n+8 <= len(b) && binary.LittleEndian.Uint64(b[n:])&high == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// control counts a byte below a blank.
func (t *tally) control(c byte) {
	switch c {
	case '\n', '\r', '\t', '\f', 0x1b: // escape stands in ISO-2022-JP
	case 0:
		t.zeros++
	default:
		t.controls++
	}
}

// countUTF8 counts multibyte characters and bytes that belong to none.
// Where all is valid, fewer may be counted: a character has up to four bytes.
func countUTF8(body []byte, beyond int) (valid, invalid int) {
	if utf8.Valid(body) {
		return (beyond + utf8.UTFMax - 1) / utf8.UTFMax, 0
	}
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			invalid++
		} else {
			valid++
		}
		i += size
	}
	return valid, invalid
}

// decode decodes body from the named charset.
func decode(body []byte, name, from string) Decoded {
	if name != utf8Name {
		body = transcode(body, name)
	}
	d := Clean(body)
	d.Name, d.From = name, from
	return d
}

func transcode(body []byte, name string) []byte {
	var e encoding.Encoding
	e, err := htmlindex.Get(name)
	if err != nil {
		return body // unreachable: names come from canonical
	}
	// A decoder writes U+FFFD for what it cannot read; it has no error of its own.
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return out
}

// Bytes are no text where one in so many places could not be read, or one in so
// many is a control character: random bytes read as a single-byte charset have
// one control character in ten and hardly an unreadable one.
const brokenShare, controlShare = 5, 32

// Clean takes out NUL and makes the rest valid UTF-8. It copies only where it must.
func Clean(body []byte) Decoded {
	c := census(body)
	return clean(body, c, c.beyond == 0 || utf8.Valid(body))
}

func clean(body []byte, c tally, valid bool) Decoded {
	d := Decoded{Body: body, Name: utf8Name, From: FromUTF8}
	switch {
	case c.zeros > 0 || !valid:
		d.Body, d.Broken = mend(body)
	case c.beyond > 0:
		d.Broken = bytes.Count(body, []byte("\uFFFD"))
	}
	if c.beyond > 0 {
		d.Body, d.Twice = undoTwice(d.Body)
	}
	d.Binary = d.Broken*brokenShare > len(body) || c.controls*controlShare > len(body)
	return d
}

func mend(body []byte) (out []byte, broken int) {
	out = make([]byte, 0, len(body))
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == 0:
			broken++
		case r == utf8.RuneError:
			broken++
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, body[:size]...)
		}
		body = body[size:]
	}
	return out, broken
}
