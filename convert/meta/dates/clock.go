package dates

import "strings"

// clock looks for a time of day after the date, then before it.
func (sc *scanner) clock(f *fields, first, next int) {
	if next <= first || f.hasTime {
		return
	}
	j := next
	for range 3 {
		if t := sc.at(j); t.num || t.word == "" || !before(t.word) || len(t.gap) > 4 {
			break
		}
		j++
	}
	if c, k, ok := sc.clockAt(j); ok && len(strings.TrimSpace(sc.at(j).gap)) <= 3 {
		f.take(&c)
		f.end, f.last = sc.toks[k-1].end, k-1
		return
	}
	for back := 2; back <= 7 && first-back >= sc.free; back++ {
		if c, k, ok := sc.clockAt(first - back); ok && sc.only(k, first) {
			f.take(&c)
			f.start = sc.toks[first-back].start
			return
		}
	}
}

func (f *fields) take(c *fields) {
	f.hour, f.minute, f.second, f.hasTime, f.hasSecond = c.hour, c.minute, c.second, true, c.hasSecond
	f.zone, f.zoneText, f.hasZone = c.zone, c.zoneText, c.hasZone
}

// only reports whether nothing but small words stand between a time and the
// date after it.
func (sc *scanner) only(from, to int) bool {
	if to-from > 2 || from > to {
		return false
	}
	for j := from; j < to; j++ {
		if m, _ := sc.month(j, nil); sc.at(j).num || m != 0 {
			return false
		}
	}
	return true
}

// before reports whether the word may stand between a date and its time.
func before(word string) bool {
	switch word {
	case "at", "um", "à", "a", "as", "às", "alle", "ore", "kl", "klo", "klockan", "om", "o", "las", "la", "den", "t", "в", "o'clock", "godz", "h", "saat", "ora", "uhr", "di",
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"г", "года", "р", "року", "о", "об", "u", "ob", "în", "lúc", "pukul", "jam", "saa", "เวลา", "d",
		"hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "日", "月", "火", "水", "木", "金", "土",
		"午前", "午後", "上午", "下午", "오전", "오후", "klok":
		return true
	}
	return false
}

func clockWord(t *token) bool {
	switch t.word {
	case "h", "u", "時", "时", "시", "uhr", "am", "pm":
		return true
	}
	return false
}

// clockAt reads a time of day beginning at token j, with its zone.
func (sc *scanner) clockAt(j int) (fields, int, bool) {
	h := sc.at(j)
	if !h.num || h.width() > 2 || h.value > 24 {
		return fields{}, j, false
	}
	f := fields{hour: h.value, hasTime: true}
	k, sure := sc.minutes(&f, j+1)
	k, half := sc.half(j, k)
	if half != 0 {
		sure = true
		f.toHalf(half)
	}
	if !sure || f.minute > 59 {
		return fields{}, j, false
	}
	if w := sc.at(k).word; w == "uhr" || w == "h" || w == "hrs" || w == "klo" {
		k++
	}
	return f, sc.zone(&f, k), true
}

// toHalf moves a time of the twelve-hour clock to its half of the day.
func (f *fields) toHalf(half int) {
	switch {
	case half == 2 && f.hour < 12:
		f.hour += 12
	case half == 1 && f.hour == 12:
		f.hour = 0
	}
}

// minutes reads what follows the hour, from token k; sure where nothing but a
// time is written so.
func (sc *scanner) minutes(f *fields, k int) (next int, sure bool) {
	t := sc.at(k)
	switch {
	case t.num && t.gap == ":" && t.width() == 2:
		f.minute = t.value
		return sc.seconds(f, k+1), true
	case t.num && t.gap == "." && t.width() == 2 && t.value < 60:
		f.minute = t.value
		k++
		return k, sc.at(k).word == "uhr" || sc.opt.Language != "" && sc.opt.Language != "en" && sc.at(k).gap != "."
	case t.word == "h" || t.word == "u" || t.word == "時" || t.word == "时" || t.word == "시":
		k++
		m := sc.at(k)
		if !m.num || m.width() != 2 || len(m.gap) > 1 {
			return k, true
		}
		f.minute = m.value
		k++
		if w := sc.at(k).word; w == "分" || w == "분" {
			k++
		}
		return k, true
	}
	return k, t.word == "uhr"
}

func (sc *scanner) seconds(f *fields, k int) int {
	s := sc.at(k)
	if !s.num || s.gap != ":" || s.width() != 2 {
		return k
	}
	f.second, f.hasSecond = s.value, true
	k++
	if sc.at(k).num && sc.at(k).gap == "." {
		k++ // a fraction
	}
	return k
}

// half reads am (1) or pm (2) after token k-1 or before token j.
func (sc *scanner) half(j, k int) (next, half int) {
	switch t := sc.at(k); {
	case t.word == "am":
		return k + 1, 1
	case t.word == "pm":
		return k + 1, 2
	case (t.word == "a" || t.word == "p") && sc.at(k+1).word == "m" && len(sc.at(k+1).gap) <= 2:
		if t.word == "a" {
			return k + 2, 1
		}
		return k + 2, 2
	}
	switch sc.at(j - 1).word {
	case "午前", "上午", "오전":
		return k, 1
	case "午後", "下午", "오후":
		return k, 2
	}
	return k, 0
}

// zone reads the time zone at token k into f and returns the token after it.
func (sc *scanner) zone(f *fields, k int) int {
	t := sc.at(k)
	if t.start == t.end || len(strings.TrimSpace(t.gap)) > 1 && !t.num || len(t.gap) > 4 {
		return k
	}
	start := t.start
	utc := false
	if !t.num {
		raw := sc.src[t.start:t.end]
		off, ok := zones[t.word]
		if !ok || raw != strings.ToUpper(raw) {
			return k
		}
		f.zone, f.zoneText, f.hasZone = off, raw, true
		if utc = off == 0 && t.word != "wet"; !utc {
			return k + 1
		}
		k++
		t = sc.at(k)
	}
	gap := strings.TrimLeft(t.gap, " ")
	if !t.num || gap != "+" && gap != "-" && gap != "\u2212" || t.gap == "-" && !utc && t.width() == 4 && t.value > 1400 {
		return k
	}
	end := t.end
	text := gap + sc.src[t.start:t.end]
	next := k + 1
	if m := sc.at(next); m.num && m.gap == ":" && m.width() == 2 && t.width() <= 2 {
		text += ":" + sc.src[m.start:m.end]
		end = m.end
		next++
	}
	off, ok := numericZone(text)
	if !ok || !utc && t.gap == " - " {
		return k
	}
	if !utc {
		start = t.start - len(gap)
	}
	f.zone, f.zoneText, f.hasZone = off, strings.TrimSpace(sc.src[start:end]), true
	return next
}
