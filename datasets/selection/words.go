package selection

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/internal/speakerkey"
)

// IDs are the doc_ids of a file.
type IDs struct {
	Count  int    `json:"ids"`
	SHA256 string `json:"sha256"` // of the file
	ids    []string
}

// ReadIDs reads one doc_id a line. Empty lines, a first line "doc_id" and quote marks
// about an id do not count.
func ReadIDs(r io.Reader) (*IDs, error) {
	sum := sha256.New()
	in := bufio.NewScanner(io.TeeReader(r, sum))
	out := &IDs{}
	seen := map[string]bool{}
	for line := 1; in.Scan(); line++ {
		id := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff"))
		id = strings.Trim(id, `"`)
		switch {
		case id == "" || line == 1 && id == docID || seen[id]:
			continue
		case strings.ContainsFunc(id, unicode.IsSpace):
			return nil, fmt.Errorf("line %d: %q is no doc_id; write one a line", line, id)
		}
		seen[id] = true
		out.ids = append(out.ids, id)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read line: %w", err)
	}
	if out.Count = len(out.ids); out.Count == 0 {
		return nil, fmt.Errorf("it has no doc_id; write one a line")
	}
	out.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return out, nil
}

// fold puts a text into lower case without accents.
func fold(s string) string { return strings.Join(tokens(nil, s), " ") }

// tokens appends the words of a text, folded: runs of letters and digits. Where a script
// writes no spaces every character is a word, so that a word of it is found as a phrase.
func tokens(dst []string, s string) []string {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if !inWord(r) {
			s = s[n:]
			continue
		}
		end := n
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !inWord(r) {
				break
			}
			end += n
		}
		dst = appendWord(dst, s[:end])
		s = s[end:]
	}
	return dst
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// appendWord folds a run of letters.
func appendWord(dst []string, word string) []string {
	ascii := true
	for i := range len(word) {
		ascii = ascii && word[i] < utf8.RuneSelf
	}
	if ascii {
		return append(dst, strings.ToLower(word))
	}
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			dst = append(dst, b.String())
			b.Reset()
		}
	}
	accents := false // the letter before is of a script whose marks are accents
	single := false  // it is a word of its own
	for _, r := range norm.NFKD.String(word) {
		r = unicode.ToLower(r)
		if unicode.Is(unicode.M, r) {
			if !accents {
				b.WriteRune(r)
			}
			continue
		}
		alone := unicode.In(r, unspaced...)
		if single || alone {
			flush()
		}
		single, accents = alone, unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
		if p := speakerkey.Plain(r); p != "" {
			b.WriteString(p)
			continue
		}
		b.WriteRune(r)
	}
	flush()
	return dst
}

// unspaced are the scripts that write no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}
