package rule

import (
	"bytes"
)

// maxTime is the most bytes of a time: "Updated Wednesday, 2 March 2024 at 9:45pm (GMT+1)".
const maxTime = 64

// timeAt returns how many bytes at the beginning of a text are a time of day, a day
// with a time or "5 min ago"; 0 where none is.
func timeAt(t []byte) int32 {
	at := bytes.TrimLeft(t[:min(len(t), maxTime)], " \n|·•-–—[(")
	from := len(t[:min(len(t), maxTime)]) - len(at)
	if !bytes.ContainsAny(at, "0123456789") && (len(at) == 0 || at[0]|0x20 != justNow[0]) {
		return 0
	}
	n := clockAt(at)
	if n == 0 {
		n = agoAt(at)
	}
	if n == 0 {
		n = dayTimeAt(at)
	}
	if n == 0 {
		return 0
	}
	rest := at[n:]
	for len(rest) > 0 && bytes.IndexByte([]byte(" \n|:,.]-)"), rest[0]) >= 0 {
		rest = rest[1:]
	}
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("–")), []byte("—"))
	return int32(from + len(at) - len(bytes.TrimLeft(rest, " ")))
}

// digits reads up to most digits and returns how many there are.
func digits(t []byte, most int) (value, n int) {
	for n < len(t) && t[n] >= '0' && t[n] <= '9' {
		if n == most {
			return 0, 0
		}
		value = value*10 + int(t[n]-'0')
		n++
	}
	return value, n
}

// clockAt reads "10:45", "10:45:30 pm", "9.15am", "14h30", "12.05 BST", "10.45 Uhr".
func clockAt(t []byte) int {
	h, n := digits(t, 2)
	if n == 0 || h > 24 {
		return 0
	}
	if half := meridiem(t[n:]); half > 0 && h <= 12 {
		return n + half
	}
	if n >= len(t) || t[n] != ':' && t[n] != '.' && t[n] != 'h' && t[n] != 'H' {
		return 0
	}
	mark := t[n]
	m, k := digits(t[n+1:], 2)
	if k != 2 || m > 59 {
		return 0
	}
	n += 1 + k
	if _, k := digits(t[min(n+1, len(t)):], 2); mark == ':' && n < len(t) && t[n] == ':' && k == 2 {
		n += 1 + k
	}
	more := meridiem(t[n:])
	if more == 0 {
		more = zone(t[n:])
	}
	n += more
	switch {
	case n < len(t) && (t[n] >= '0' && t[n] <= '9' || t[n] == '%' || t[n] == mark && mark == '.' || isLetter(t[n])):
		return 0
	case mark == '.' && more == 0 && n < len(t) && t[n] != '\n' && t[n] != ':' && t[n] != '|':
		return 0 // "12.05 million"
	}
	return n
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// meridiem reads am, a.m., pm and p.m.
func meridiem(t []byte) int {
	n := 0
	for n < len(t) && t[n] == ' ' {
		n++
	}
	for _, w := range [...]string{"a.m.", "p.m.", "am", "pm"} {
		if len(t) >= n+len(w) && bytes.EqualFold(t[n:n+len(w)], []byte(w)) && (len(t) == n+len(w) || !isLetter(t[n+len(w)])) {
			return n + len(w)
		}
	}
	return 0
}

// zone reads a word of a time: Uhr, or a zone in capitals.
func zone(t []byte) int {
	n := 0
	for n < len(t) && t[n] == ' ' {
		n++
	}
	from := n
	if bytes.HasPrefix(t[n:], []byte("Uhr")) && (len(t) == n+3 || !isLetter(t[n+3])) {
		return n + 3
	}
	for n < len(t) && t[n] >= 'A' && t[n] <= 'Z' {
		n++
	}
	if k := n - from; k < 2 || k > 4 || n < len(t) && isLetter(t[n]) || t[n-1] != 'T' && !bytes.Equal(t[from:n], []byte("ET")) {
		return 0
	}
	return n
}

// ago are the words that count time in "5 min ago".
var ago = [...]string{
	"seconds", "second", "secs", "sec", "minutes", "minute", "mins", "min", "hours", "hour", "hrs", "hr", "days", "day", "s", "m", "h", "d",
	"minuten", "minuti", "minutos", "minuto", "stunden", "stunde", "heures", "heure", "horas", "hora", "ore", "ora", "uur", "timer", "timmar", "std",
}

// justNow is the only time without a digit.
const justNow = "just now"

// agoAt reads "5 min ago", "1h ago", "vor 5 Minuten", "il y a 2 heures", "hace 3 horas", "há 5 minutos", "2 ore fa", "just now".
func agoAt(t []byte) int {
	if len(t) >= len(justNow) && bytes.EqualFold(t[:len(justNow)], []byte(justNow)) {
		return len(justNow)
	}
	before := 0
	for _, w := range [...]string{"vor ", "il y a ", "hace ", "há "} {
		if len(t) > len(w) && bytes.EqualFold(t[:len(w)], []byte(w)) {
			before = len(w)
		}
	}
	_, n := digits(t[before:], 2)
	if n == 0 {
		return 0
	}
	n += before
	for n < len(t) && t[n] == ' ' {
		n++
	}
	from := n
	for n < len(t) && isLetter(t[n]) {
		n++
	}
	if !isAgo(t[from:n]) {
		return 0
	}
	if before > 0 {
		return n
	}
	for _, w := range [...]string{" ago", " fa", " geleden", " siden", " sedan"} {
		if bytes.HasPrefix(t[n:], []byte(w)) && (len(t) == n+len(w) || !isLetter(t[n+len(w)])) {
			return n + len(w)
		}
	}
	return 0
}

func isAgo(w []byte) bool {
	for _, unit := range ago {
		if bytes.EqualFold(w, []byte(unit)) {
			return true
		}
	}
	return false
}

// dayTimeAt reads a line that is a day with a time and nothing else.
func dayTimeAt(t []byte) int {
	if len(t) >= maxTime || len(t) < 8 {
		return 0
	}
	digits, colon := 0, false
	for i, c := range t {
		switch {
		case c >= '0' && c <= '9':
			digits++
			colon = colon || clockAt(t[i:]) > 0 && (i == 0 || t[i-1] == ' ' || t[i-1] == '\n')
		case c == '?' || c == '!' || c == '"':
			return 0
		}
	}
	if !colon || digits*3 < len(t)-8 {
		return 0
	}
	return len(t)
}

// stampClock reports whether a machine's time holds a time of day.
func stampClock(b []byte) bool {
	return bytes.IndexByte(b, ':') > 0
}

// saysLive reports whether a headline says that it stands above a live blog.
func saysLive(title []byte) bool {
	low := bytes.ToLower(title)
	for _, w := range [...]string{"live:", "live –", "live |", "live -", "ticker:"} {
		if bytes.HasPrefix(low, []byte(w)) {
			return true
		}
	}
	for _, w := range [...]string{": live", "– live", "- live", "| live", "im ticker"} {
		if bytes.HasSuffix(low, []byte(w)) {
			return true
		}
	}
	for _, w := range [...]string{
		"live updates", "live blog", "liveblog", "live-blog", "liveticker", "live-ticker", "newsticker", "newsblog", "as it happened", "en direct", "en vivo",
		"minuto a minuto", "ao vivo", "in diretta",
	} {
		if bytes.Contains(low, []byte(w)) {
			return true
		}
	}
	return bytes.Contains(title, []byte("LIVE"))
}
