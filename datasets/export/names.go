package export

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// uniqueNames are the names of the columns as a format can have them, of at most so many
// bytes. Where two become one, upper and lower case being the same, the later one has a
// number at its end.
func uniqueNames(t *schema.Table, fit func(string) string, most int) []string {
	names := make([]string, len(t.Columns))
	taken := map[string]bool{}
	for i := range t.Columns {
		whole := fit(t.Columns[i].Name)
		name := fits(whole, most+1)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			end := fmt.Sprintf("_%d", n)
			name = fits(whole, most+1-len(end)) + end
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// fits is the beginning of a text that leaves one of so many bytes; never half a character.
func fits(s string, size int) string {
	for len(s) >= size || !utf8.ValidString(s) {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}
