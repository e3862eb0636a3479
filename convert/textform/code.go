package textform

import (
	"bytes"
	"strings"
)

// findCode marks lines of scripts and styles that a tool took for text. In a run of lines
// of which most is code, so is what stands between, unless it reads like a sentence.
func (s *scanned) findCode(dropped []Reason) {
	for i := 0; i < len(s.lines); {
		if s.lines[i].blank() {
			i++
			continue
		}
		end, code, all := i, 0, 0
		for ; end < len(s.lines) && !s.lines[end].blank(); end++ {
			l := &s.lines[end]
			t := s.text(l)
			all += len(t)
			switch {
			case dropped[end] != "":
			case isCode(t):
				dropped[end] = Code
				code += len(t)
			case mayBeCode(t):
				code += len(t)
			}
		}
		if code*2 > all {
			s.fillCode(dropped, i, end)
		}
		i = end
	}
}

// fillCode marks the lines between code that are no sentences. The first and the last
// line may be words of the page before and behind it.
func (s *scanned) fillCode(dropped []Reason, from, to int) {
	found := false
	for i := from; i < to; i++ {
		found = found || dropped[i] == Code
	}
	for i := from; found && i < to; i++ {
		l := &s.lines[i]
		t := s.text(l)
		edge, sentence := i == from || i == to-1, l.words >= 8 && closes(t)
		if dropped[i] == "" && (!edge && !sentence || mayBeCode(t)) {
			dropped[i] = Code
		}
	}
}

// enoughCode is how much of a line is looked at.
const enoughCode = 4 << 10

// isCode reports whether so much of a line is brackets, semicolons and the like that no
// reader reads it.
func isCode(t []byte) bool {
	t = t[:min(len(t), enoughCode)]
	if bytes.Contains(t, []byte("](")) && bytes.IndexByte(t, '{') < 0 {
		return false // links
	}
	signs, letters := codeSigns(t)
	if letters <= 2 {
		return signs >= 2 && bytes.ContainsAny(t, "{}();")
	}
	last := t[len(t)-1]
	switch {
	case letters > 300 && bytes.Count(t, []byte{' '})*100 < letters && isASCII(t): // data
		return true
	case bytes.HasPrefix(t, []byte("{\"")), bytes.HasPrefix(t, []byte("[{\"")), bytes.HasPrefix(t, []byte("\"@")):
		return true
	case last == '{' || last == '}' || last == ';' || bytes.HasSuffix(t, []byte("*/")):
		return signs*14 >= letters
	case bytes.Count(t, []byte{';'}) > 2 && bytes.IndexByte(t, '{') >= 0:
		return signs*14 >= letters
	}
	return signs*5 >= letters && bytes.ContainsAny(t, "{}=;") && bytes.ContainsAny(t, "(){}[]")
}

// codeSigns counts the signs of code in t, those that text hardly has twice, and its letters.
func codeSigns(t []byte) (signs, letters int) {
	for i, c := range t {
		switch c {
		case '{', '}', ';', '=', '<', '>', '$':
			signs += 2
		case '"':
			if i > 0 && strings.IndexByte(":{,(", t[i-1]) >= 0 {
				signs += 2
			}
		case '(', ')', '[', ']', ':', '\'', '_':
			signs++
		case '.':
			if i+1 < len(t) && t[i+1] >= 'a' && t[i+1] <= 'z' {
				signs++
			}
		default:
			if isLetter(c) {
				letters++
			}
		}
	}
	return signs, letters
}

// mayBeCode reports whether a line could stand in code, but could be text too: a
// property, an argument, a remark, a selector.
func mayBeCode(t []byte) bool {
	t = t[:min(len(t), enoughCode)]
	remark := bytes.HasPrefix(t, []byte("//")) || bytes.HasPrefix(t, []byte("/*"))
	if remark || bytes.HasPrefix(t, []byte("* ")) && t[len(t)-1] == '/' {
		return true
	}
	last := t[len(t)-1]
	if t[0] == '"' && bytes.Contains(t, []byte("\":")) {
		return true
	}
	signs, letters := codeSigns(t)
	return (last == ',' || last == ';' || last == '{' || last == '}' || last == ')' || last == ']' || last == '[' || last == '(') &&
		signs*10 >= letters && signs > 1
}

func isASCII(t []byte) bool {
	for _, c := range t {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
