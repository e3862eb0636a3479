package marks

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// style is how a text uses the marks whose shape does not tell their side.
type style struct {
	known  bool // its language is known
	turned bool // »text« rather than «text»
	shown  bool // the text itself shows that
	same   bool // »text»
	minor  bool // single marks stand beside double ones, which hold the statements
}

// turnedIn are the languages that write »text«, or mostly do.
var turnedIn = map[string]bool{"de": true, "da": true, "cs": true, "sk": true, "sl": true, "hr": true, "hu": true, "pl": true, "sr": true}

// sameIn are those that write »text».
var sameIn = map[string]bool{"sv": true, "fi": true}

// survey looks at a whole text: what it shows goes before what its language does.
func survey(body, language string) style {
	st := style{known: language != "", turned: turnedIn[language], same: sameIn[language]}
	for _, mark := range [...]string{"“", `"`, "„", "''", "«"} {
		st.minor = st.minor || strings.Contains(body, mark)
	}
	left, right := sides(body, "«"), sides(body, "»")
	switch {
	case left.opens > left.closes && right.closes >= right.opens:
		st.turned, st.same = false, false
	case right.opens > right.closes && left.closes > left.opens:
		st.turned, st.shown, st.same = true, true, false
	}
	return st
}

// votes count how often a mark stands where an opening or a closing one would.
type votes struct{ opens, closes int }

// enough is how many marks are looked at.
const enough = 200

func sides(body, mark string) votes {
	var v votes
	for at, n := 0, 0; n < enough; n++ {
		i := strings.Index(body[at:], mark)
		if i < 0 {
			break
		}
		i += at
		at = i + len(mark)
		before, after := ' ', ' '
		if i > 0 {
			before, _ = utf8.DecodeLastRuneInString(body[:i])
		}
		if at < len(body) {
			after, _ = utf8.DecodeRuneInString(body[at:])
		}
		switch outside, behind := edge(before) && !wide(after), edge(after) && !wide(before); {
		case outside && !behind:
			v.opens++
		case behind && !outside:
			v.closes++
		}
	}
	return v
}

// edge reports whether a rune may stand outside a mark.
func edge(r rune) bool { return wide(r) || strings.ContainsRune(".,;:()[]–—-!?", r) }

// wide reports white space but the narrow and fixed ones, which French puts inside marks.
func wide(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }
