package turns

import (
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"
)

// A stamp says how far into a recording a turn begins: "Jane Roe 27m 13s", "Jane Roe [12:03]",
// "[00:12:03] Jane Roe: words". Programs that write down what they hear print one at every turn.

const stampPattern = `(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d{1,3})?`

// They are compiled when a text may first have a stamp: few texts do.
var (
	stampBefore = compiled(`^(?:\[` + stampPattern + `\]|\(` + stampPattern + `\)|` + stampPattern + `)[ \x{a0}]+(?:[–—|-][ \x{a0}]+)?`)
	stampInside = compiled(`[ \x{a0}](?:\[` + stampPattern + `\]|\(` + stampPattern + `\))(?:[ \x{a0}]*:|[ \x{a0}]|$)`)
	stampBehind = compiled(`[ \x{a0}](?:[–—|•·-][ \x{a0}]*)?` + stampPattern + `$`)
	stampUnits  = compiled(`[ \x{a0}](?:[–—|•·-][ \x{a0}]*)?(?:(\d{1,2})h ?)?(?:(\d{1,3})m ?)?(?:(\d{1,2})s)?$`)
)

func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// mayBeStamped is a quick check: false means that s, the start of a paragraph, has no stamp.
func mayBeStamped(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; c == '[' || c == '(' || isDigit(c) {
		return true
	}
	n := len(s)
	if n > 1 && isDigit(s[n-2]) && (s[n-1] == 's' || s[n-1] == 'm' || s[n-1] == 'h') {
		return true
	}
	for i := 1; i+1 < n; i++ {
		if s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// stampedLabel reads a label with a stamp at the start of a paragraph of which head is the start.
func stampedLabel(s, head string) label {
	if m := stampBefore().FindStringSubmatchIndex(head); m != nil {
		l := parse(s[m[1]:])
		if l.form == 0 || l.whole || l.when > 0 {
			return label{}
		}
		l.who.start, l.who.end, l.end = l.who.start+m[1], l.who.end+m[1], l.end+m[1]
		l.when = seconds(head, m)
		return l
	}
	if m := stampInside().FindStringSubmatchIndex(head); m != nil {
		return stamped(s, head, m, true)
	}
	if len(head) < len(s) {
		return label{}
	}
	if m := stampUnits().FindStringSubmatchIndex(head); m != nil && isDigit(head[len(head)-2]) {
		return stamped(s, head, m, true)
	}
	if m := stampBehind().FindStringSubmatchIndex(head); m != nil {
		return stamped(s, head, m, false) // "John 3:16"
	}
	return label{}
}

// stamped reads the name before the stamp m; a name of one word only where the stamp can be nothing else.
func stamped(s, head string, m []int, one bool) label {
	core, colon := cut(head[:m[0]])
	if core == 0 || colon > 0 {
		return label{}
	}
	l := read(head[:m[0]], core)
	if l.form == 0 || l.form == single && !one {
		return label{}
	}
	l.end, l.whole, l.when = m[1], m[1] == len(s), seconds(head, m)
	return l
}

// seconds returns the time of a stamp, one more than it says, so that 0 is none.
func seconds(s string, m []int) int {
	sum := 0
	for g := 2; g+1 < len(m); g += 2 {
		n := 0
		if m[g] >= 0 {
			n, _ = strconv.Atoi(s[m[g]:m[g+1]])
		}
		if g%6 == 2 && sum > 0 { // the groups of another way to write it
			break
		}
		sum = sum*60 + n
	}
	return sum + 1
}

// dropStamps takes stamps for none where they do not rise as those of a recording do.
func (f *finder) dropStamps() {
	const fewest = 4 // of the stamps rise, for each that falls
	before, falls, stamps := 0, 0, 0
	for i := range f.labels {
		if when := f.labels[i].when; when > 0 {
			stamps++
			if when < before {
				falls++
			}
			before = when
		}
	}
	if falls*fewest <= stamps {
		return
	}
	for i := range f.labels {
		if f.labels[i].when > 0 {
			f.labels[i] = label{}
		}
	}
}

// startOf returns the start of a paragraph that may be a label, not cut in the middle of a character.
func startOf(s string) string {
	head := s[:min(len(s), longest)]
	if len(head) < len(s) {
		for len(head) > 0 && !utf8.RuneStart(s[len(head)]) {
			head = head[:len(head)-1]
		}
	}
	return head
}
