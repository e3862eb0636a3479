package textform

// splitRuns parts text nodes that run together, and joins the lines of the source
// that break sentences.
func splitRuns(s *scanned, b *builder) {
	last := -1
	for i := range s.lines {
		l := &s.lines[i]
		if l.blank() {
			continue
		}
		t := s.text(l)
		switch {
		case last >= 0 && i <= last+2 && continues(b.tail(), t):
			b.space()
		default:
			if last >= 0 && i > last+1 {
				b.gap()
			}
			b.begin("", 0, 0)
		}
		at := 0
		for j := nextSeam(t, 0); j > 0; j = nextSeam(t, j) {
			b.copy(l.from+at, l.from+j)
			b.begin("", 0, 0)
			at = j
		}
		b.copy(l.from+at, l.to)
		last = i
	}
}

// continues reports whether a line of the source goes on with the sentence before it.
func continues(line, next []byte) bool {
	first := firstRune(next)
	if closing(first) {
		return len(line) > 0 && first != '.'
	}
	if closes(line) || words(line) < 4 {
		return false
	}
	return small(next) && lastRune(line) != ':' || leadsOn(line)
}
