package lossreport

import (
	"strconv"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// shorten cuts a text to at most n code points and says what was cut.
func shorten(s string, n int) (head string, cut int) {
	if len(s) <= n {
		return s, 0
	}
	size := utf8.RuneCountInString(s)
	if size <= n {
		return s, 0
	}
	return text.Head(s, n), size - n
}

// commas writes a number with commas between thousands.
func commas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count says how many things of a name there are.
func count(n int, name string) string {
	if n == 1 {
		return "1 " + name
	}
	return commas(n) + " " + name + "s"
}

// percent is the share of part in all, rounded down; "" of nothing.
func percent(part, all int) string {
	if all == 0 {
		return ""
	}
	return strconv.Itoa(part*100/all) + " %"
}

// share writes a score or a confidence with two decimals.
func share(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
