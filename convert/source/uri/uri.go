// Package uri writes the path of a file as it may stand in a table, and reads it back.
//
// In: a path as the system has it, of any bytes. Out: a source_uri, which is UTF-8 that
// everybody can see. Laws: no two paths have the same source_uri; Unescape leads back.
package uri

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Escape writes bytes that are not UTF-8, characters that nobody sees, the ! that parts
// an archive from its members, and % itself as %XX.
func Escape(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); {
		c, size := utf8.DecodeRuneInString(path[i:])
		invalid := c == utf8.RuneError && size == 1
		if invalid || c == '%' || c == '!' || unseen(c) {
			for _, octet := range []byte(path[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", octet)
			}
		} else {
			b.WriteString(path[i : i+size])
		}
		i += size
	}
	return b.String()
}

// unseen reports whether c is not seen: in the name of a file not even as part of a flag.
func unseen(c rune) bool {
	return text.Invisible(c) || text.Tag(c)
}

// Unescape returns the path that a source_uri stands for. What is no escape stays as it
// is: in datasets of schema 0.1 and in an index that a person wrote a % is bare.
func Unescape(uri string) string {
	var b strings.Builder
	for i := 0; i < len(uri); i++ {
		if uri[i] == '%' && i+2 < len(uri) {
			if octet, err := strconv.ParseUint(uri[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(octet))
				i += 2
				continue
			}
		}
		b.WriteByte(uri[i])
	}
	return b.String()
}
