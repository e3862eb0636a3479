package record

import (
	"encoding/json"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/internal/fields"
)

// members calls member for every member of an object. One that holds fields of the page
// is handed on by these, as "metadata.url", and whole where wanted has it.
func members(line []byte, wanted map[string]int, member func(key, value []byte) error) error {
	return jsonline.Object(line, func(key, value []byte) error {
		if value[0] != '{' || !fields.Holds(string(key)) {
			return member(key, value)
		}
		outer := string(key)
		if _, whole := wanted[outer]; whole {
			if err := member(key, value); err != nil {
				return err
			}
		}
		return jsonline.Object(value, func(key, value []byte) error { return member([]byte(outer+"."+string(key)), value) })
	})
}

// sections reads a text that is kept in sections, as fundus writes it: the deck, and the
// rest as markup.
func sections(value []byte) (body []byte, deck string, ok bool) {
	var text struct {
		Summary  []string
		Sections []struct{ Headline, Paragraphs []string }
	}
	if value[0] != '{' || json.Unmarshal(value, &text) != nil {
		return nil, "", false
	}
	add := func(tag string, list []string) {
		for _, s := range list {
			body = append(append(append(body, "<"+tag+">"...), html.EscapeString(s)...), "</"+tag+">\n"...)
		}
	}
	for _, s := range text.Sections {
		add("h2", s.Headline)
		add("p", s.Paragraphs)
	}
	return body, strings.Join(text.Summary, " "), len(body) > 0
}

// printedList reads a list of strings as Python prints it, which is how pandas and
// writers of CSV put lists into cells: ['Ann Lee', "Dan O'Hara"].
func printedList(s string) (list []string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < len("[]") || s[0] != '[' || s[len(s)-1] != ']' {
		return nil, false
	}
	for rest := strings.TrimSpace(s[1 : len(s)-1]); rest != ""; {
		item, behind, ok := printed(rest)
		if !ok {
			return nil, false
		}
		if item != "" {
			list = append(list, item)
		}
		rest = strings.TrimLeft(behind, " \n")
		if comma, found := strings.CutPrefix(rest, ","); found {
			rest = strings.TrimLeft(comma, " \n")
		} else if rest == behind && rest != "" { // arrays of numpy have blanks only
			return nil, false
		}
	}
	return list, true
}

// printed reads a string that Python has printed, and returns what is behind it.
func printed(s string) (item, behind string, ok bool) {
	quote := s[0]
	if quote != '\'' && quote != '"' {
		return "", "", false
	}
	var b strings.Builder
	for rest := s[1:]; rest != ""; {
		if rest[0] == quote {
			return b.String(), rest[1:], true
		}
		if rest[0] != '\\' {
			r, size := utf8.DecodeRuneInString(rest)
			b.WriteRune(r)
			rest = rest[size:]
			continue
		}
		r, _, tail, err := strconv.UnquoteChar(rest, quote)
		if err != nil {
			return "", "", false
		}
		b.WriteRune(r)
		rest = tail
	}
	return "", "", false
}
