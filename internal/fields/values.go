package fields

import (
	"strings"
	"unicode"
)

// Values says what the values of a column look like. It is of one size, however
// many are added; the zero value has seen none.
type Values struct {
	Filled int   // values that are not blank
	Bytes  int64 // of them

	nested                             int // lists and objects
	markup, address, host, date, short int
	number                             int    // nothing but digits
	prose                              int    // long, of more than one word, or markup
	dayFirst, monthFirst               int    // numeric dates of which one number exceeds 12
	unsure                             int    // numeric dates of which nothing tells day from month
	value                              string // the first of these, and its place
	at                                 int
}

const (
	// maxCode is the length of the longest language code or English name of a language.
	maxCode = 16
	// proseSize is longer than an id; languages without spaces have words of one value.
	proseSize = 40
)

// Add notes a value that stands in a row, which a message can name by number.
func (v *Values) Add(value string, row int) {
	value = strings.TrimSpace(value)
	if value == "" || IsNull(value) {
		return
	}
	v.Filled++
	v.Bytes += int64(len(value))
	switch {
	case IsMarkup(value):
		v.markup++
	case isAddress(value):
		v.address++
	case digitsOnly(value):
		v.number++
	case isHost(value):
		v.host++
	}
	spaced := strings.ContainsAny(value, " \t\n")
	if len(value) <= maxCode && !spaced {
		v.short++
	}
	if spaced || len(value) >= proseSize && !isAddress(value) || IsMarkup(value) {
		v.prose++
	}
	if looksLikeDate(value) {
		v.date++
	}
	switch dayOrder(value) {
	case "dmy":
		v.dayFirst++
	case "mdy":
		v.monthFirst++
	case "?":
		if v.unsure++; v.unsure == 1 {
			v.value, v.at = strings.Clone(value), row
		}
	}
}

// AddNested notes a value that is a list or an object.
func (v *Values) AddNested() {
	v.Filled++
	v.nested++
}

// Addresses reports whether most values are web addresses.
func (v *Values) Addresses() bool { return v.address > 0 && 2*v.address > v.Filled }

// order is the order of the numeric dates of the column: "" where it has none,
// "?" where nothing decides it, or two values contradict each other.
func (v *Values) order() string {
	switch {
	case v.dayFirst > 0 && v.monthFirst == 0:
		return "dmy"
	case v.monthFirst > 0 && v.dayFirst == 0:
		return "mdy"
	case v.unsure > 0:
		return "?"
	}
	return ""
}

// fits reports whether most values look like those of a kind.
func (v *Values) fits(k Kind) bool {
	most := func(n int) bool { return n > 0 && 2*n > v.Filled }
	plain := v.Filled - v.markup - v.address - v.number
	switch k {
	case Body:
		return v.nested == 0 && most(v.prose)
	case Text, List:
		return most(plain)
	case Date, Time:
		return v.nested == 0 && most(v.date)
	case URL:
		return most(v.address)
	case Code:
		return v.nested == 0 && most(v.short)
	case Other:
	}
	return true
}

// IsMarkup reports whether a value begins with a tag.
func IsMarkup(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n\f\ufeff")
	if len(s) < len("<p>") || s[0] != '<' || strings.IndexByte(s, '>') < 0 {
		return false
	}
	c := s[1] | 0x20
	return c >= 'a' && c <= 'z' || s[1] == '!' || s[1] == '?'
}

func isAddress(s string) bool {
	rest, found := strings.CutPrefix(s, "https://")
	if !found {
		rest, found = strings.CutPrefix(s, "http://")
	}
	if !found {
		rest, found = strings.CutPrefix(s, "www.")
		found = found && strings.Contains(rest, "/")
	}
	return found && rest != "" && !strings.ContainsAny(s, " \t\n")
}

// isHost reports whether a value is the name of a host: "www.example.org".
func isHost(s string) bool {
	if len(s) > 253 || strings.ContainsAny(s, " \t\n/@") {
		return false
	}
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i > 2 && !digitsOnly(s[i+1:])
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// looksLikeDate reports whether a value is short, has digits and little else:
// "2024-03-05T10:00:00Z", "Tue, 5 Mar 2024 10:00:00 GMT", "5 mars 2024", 1709632800.
func looksLikeDate(s string) bool {
	if len(s) > 64 || isAddress(s) {
		return false
	}
	digits, words, inWord := 0, 0, false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
			inWord = false
		case unicode.IsLetter(r):
			if !inWord {
				words++
			}
			inWord = true
		default:
			inWord = false
		}
	}
	if words == 0 {
		return digits == 4 || digits >= 6
	}
	return digits >= 5 && words <= 7
}

// dayOrder tells the order of a date that begins with two numbers and a year:
// "dmy" or "mdy" where one exceeds 12, "?" where none does or both, "" for what
// is no such date, or has dots, behind which the day comes first everywhere.
func dayOrder(s string) string {
	a, rest := leadingNumber(s)
	if a < 0 || rest == "" || rest[0] != '/' && rest[0] != '-' {
		return ""
	}
	sep := rest[0]
	b, rest := leadingNumber(rest[1:])
	if b < 0 || rest == "" || rest[0] != sep {
		return ""
	}
	year := 0
	for rest = rest[1:]; year < len(rest) && rest[year] >= '0' && rest[year] <= '9'; year++ {
	}
	switch {
	case year != 4 && year != 2, a > 31 || b > 31, a == 0 || b == 0:
		return ""
	case a > 12 && b <= 12:
		return "dmy"
	case b > 12 && a <= 12:
		return "mdy"
	case a == b:
		return "" // day and month are the same
	}
	return "?"
}

// leadingNumber reads one or two digits; -1 where there are none or more.
func leadingNumber(s string) (n int, rest string) {
	i := 0
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		n = n*10 + int(s[i]-'0')
		if i >= 2 {
			return -1, s
		}
	}
	if i == 0 {
		return -1, s
	}
	return n, s[i:]
}

// Unsure reports whether a value is a numeric date of which nothing tells day
// from month: 03/04/2024.
func Unsure(value string) bool { return dayOrder(strings.TrimSpace(value)) == "?" }
