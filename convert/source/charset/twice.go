package charset

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// enoughTwice is how many letters that look as if UTF-8 had been encoded twice
// show that it was, where no sequence does so alone: "Ã©" stands in no word, but
// may stand in a page about such pages.
const enoughTwice = 3

// undoTwice undoes what happens to a page that is read as a single-byte charset
// while it is UTF-8, and is then saved as UTF-8: "’" has become "â€™", or "â" and
// two control characters that nobody sees. It returns how many places there were;
// body is given back as it is where there are none.
func undoTwice(body []byte) (out []byte, places int) {
	sure, letters := 0, 0
	for i := 0; ; {
		n := bytes.IndexByte(body[i:], lead)
		if n < 0 {
			break
		}
		i += n
		switch _, size, proof := once(body[i:]); {
		case size == 0:
			i++
		case proof == certain:
			sure++
			i += size
		default:
			if proof == letter {
				letters++
			}
			i += size
		}
	}
	if sure == 0 && letters < enoughTwice {
		return body, 0
	}
	out = make([]byte, 0, len(body))
	for {
		n := bytes.IndexByte(body, lead)
		if n < 0 {
			return append(out, body...), places
		}
		out = append(out, body[:n]...)
		body = body[n:]
		r, size, _ := once(body)
		if size == 0 {
			out = append(out, body[0])
			body = body[1:]
			continue
		}
		places++
		if r >= ' ' {
			out = utf8.AppendRune(out, r)
		}
		body = body[size:]
	}
}

// lead is the first byte of the characters that the first bytes of UTF-8 become.
const lead = 0xc3

// What a sequence says of its page.
type proof uint8

const (
	possible proof = iota
	letter         // a letter of a European script
	certain        // holds control characters, or is a quotation mark or dash
)

// once reads a character that was encoded twice at the start of b. A size of 0
// means that there is none: what stands there is what was meant. French has "é",
// a space and "»" in a row, which is why three are believed only with proof.
func once(b []byte) (r rune, size int, p proof) {
	if len(b) < 4 || b[1] < 0x82 || b[1] > 0xb4 || b[2] < 0xc2 {
		return 0, 0, possible
	}
	first := b[1] + 0x40
	seq, size := [utf8.UTFMax]byte{first}, 2
	n := 2
	if first >= 0xe0 {
		n = 3
	}
	if first >= 0xf0 {
		n = 4
	}
	control := false
	for k := 1; k < n; k++ {
		c, width := utf8.DecodeRune(b[size:])
		v, ok := single(c)
		if !ok {
			return 0, 0, possible
		}
		control = control || c >= 0x80 && c < 0xa0
		seq[k] = v
		size += width
	}
	r, width := utf8.DecodeRune(seq[:n])
	if width != n {
		return 0, 0, possible
	}
	mark := first == 0xe2 && seq[1] == 0x80 || first == 0xf0 && seq[1] == 0x9f // punctuation, pictures
	inAlphabet := first == 0xc3 || first == 0xd0 || first == 0xd1
	switch {
	case control || mark:
		return r, size, certain
	case n > 2:
		return 0, 0, possible
	case inAlphabet && seq[1] > 0xa0 && seq[1] != 0xab && seq[1] != 0xbb:
		return r, size, letter
	}
	return r, size, possible
}

// single returns the byte that Latin-1 or windows-1252 reads as c, if it may
// follow the first one of a character.
func single(c rune) (byte, bool) {
	if c >= 0x80 && c < 0xc0 {
		return byte(c), true
	}
	v, ok := charmap.Windows1252.EncodeRune(c)
	return v, ok && v >= 0x80 && v < 0xa0
}

const (
	// fewestMisread is how many characters of a text tell which script it was.
	fewestMisread = 64
	// inARow is how many letters beyond ASCII no word of a Latin script has in a row.
	inARow = 4
)

// misread reads a page whose bytes were taken for Latin-1 and saved as UTF-8,
// while they were in a charset of a script of its own: all characters are Latin-1,
// and most stand in rows. It returns nil for any other page.
func misread(body []byte) []byte {
	chars := 0
	for i := 0; i < len(body); i += 2 {
		if i += asciiLen(body[i:]); i == len(body) {
			break
		}
		if body[i] != lead && body[i] != lead-1 { // C2 and C3 begin the characters up to U+00FF
			return nil
		}
		chars++
	}
	if chars < fewestMisread {
		return nil
	}
	raw := make([]byte, 0, len(body)-chars)
	for i := 0; i < len(body); i++ {
		c := body[i]
		if c >= utf8.RuneSelf {
			i++
			c = c<<6 | body[i]&0x3f
		}
		raw = append(raw, c)
	}
	if !inRows(raw) {
		return nil
	}
	name := detect(raw)
	if name == fallback {
		return nil
	}
	return transcode(raw, name)
}

// inRows reports whether most bytes beyond ASCII stand next to several others, as
// no language in a Latin script has its accents.
func inRows(body []byte) bool {
	chars, rows, row := 0, 0, 0
	for _, c := range body {
		if c < utf8.RuneSelf {
			row = 0
			continue
		}
		chars++
		switch row++; {
		case row == inARow:
			rows += inARow
		case row > inARow:
			rows++
		}
	}
	return chars >= fewestMisread && rows*2 >= chars
}
