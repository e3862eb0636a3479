package text

import (
	"bytes"
	"strings"
	"unicode"
)

// IndexRare is bytes.Index for a mark that a page hardly has. The byte of it that pages
// have least of is looked for: a parenthesis, or the last capital.
func IndexRare(src []byte, mark string) int {
	rare := strings.IndexByte(mark, '(')
	if rare < 0 {
		rare = max(0, strings.LastIndexFunc(mark, unicode.IsUpper))
	}
	for i := rare; i < len(src); i++ {
		n := bytes.IndexByte(src[i:], mark[rare])
		if n < 0 {
			break
		}
		if i += n; bytes.HasPrefix(src[i-rare:], []byte(mark)) {
			return i - rare
		}
	}
	return -1
}
