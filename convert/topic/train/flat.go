package train

import (
	"encoding/json"
	"strings"
)

// flat reads a JSON object whose names are plain and whose values are strings, whole numbers
// and null, as most lines are: much faster than encoding/json does. It calls visit with
// each name and the value as it is written. It returns false where the line is anything
// else; encoding/json then reads it, or says what is wrong with it.
func flat(line string, visit func(name, value string)) bool {
	rest, ok := strings.CutPrefix(strings.Trim(line, " \t\r"), "{")
	for more := true; more; {
		name, plain := "", false
		if name, rest, plain = quoted(blanks(rest)); !ok || name == "" || !plain {
			return false
		}
		if rest, ok = strings.CutPrefix(blanks(rest), ":"); !ok {
			return false
		}
		value := ""
		if value, rest = scalar(blanks(rest)); value == "" {
			return false
		}
		visit(name[1:len(name)-1], value)
		rest, more = strings.CutPrefix(blanks(rest), ",")
	}
	return rest == "}"
}

func blanks(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	return s
}

// scalar cuts the value from the start of s; "" where it is of another kind.
func scalar(s string) (value, rest string) {
	if value, rest, plain := quoted(s); value != "" {
		if !plain && !json.Valid([]byte(value)) {
			return "", s
		}
		return value, rest
	}
	if rest, ok := strings.CutPrefix(s, "null"); ok {
		return "null", rest
	}
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 1 && s[0] == '0' {
		return "", s
	}
	return s[:n], s[n:]
}

// quoted cuts a string with its quotes from the start of s; "" where there is none, or
// it has characters that JSON forbids. It is plain where it is what it says.
func quoted(s string) (value, rest string, plain bool) {
	if s == "" || s[0] != '"' {
		return "", s, false
	}
	plain = true
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return s[:i+1], s[i+1:], plain
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			return "", s, false
		}
	}
	return "", s, false
}
