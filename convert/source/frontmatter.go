package source

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// maxFrontMatter is the most bytes between the marks of a front matter.
const maxFrontMatter = 64 << 10

var (
	frontLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_-]{0,39}):(?:[ \t]+(.*))?$`)
	frontItem = regexp.MustCompile(`^[ \t]*-[ \t]+(.*)$`)
)

// frontMatter hands on a text that begins with fields between two lines of "---", as
// trafilatura and makers of sites from Markdown write them; ok is false where it does not.
// The fields and the text are read as those of a JSON record.
func (c *crawl) frontMatter(src schema.Source, body []byte) (more, ok bool) {
	isText := src.Format == schema.FormatPageText || src.Format == schema.FormatText
	if !isText || !bytes.HasPrefix(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), []byte("---")) {
		return true, false
	}
	p := schema.Page{Source: src, Body: body}
	if Decode(&p) != nil {
		return true, false
	}
	values, text := splitFrontMatter(string(p.Body))
	if values == nil || text == "" {
		return true, false
	}
	values["text"] = text
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(values) != nil {
		return true, false
	}
	line := bytes.TrimRight(b.Bytes(), "\n")
	src.Format = schema.FormatText
	if !c.decide(src, [][]byte{line}) {
		return false, true
	}
	return c.record(src, line), true
}

// splitFrontMatter parts a text from the fields before it; nil where there are none,
// or none that says what the text is.
func splitFrontMatter(body string) (values map[string]any, text string) {
	body = strings.ReplaceAll(strings.TrimPrefix(body, "\ufeff"), "\r\n", "\n")
	head, rest, ok := strings.Cut(strings.TrimPrefix(body, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(body, "---\n") || len(head) > maxFrontMatter {
		return nil, ""
	}
	values = map[string]any{}
	last := ""
	for line := range strings.SplitSeq(head, "\n") {
		if m := frontLine.FindStringSubmatch(line); m != nil {
			last = m[1]
			if value := unquote(strings.TrimSpace(m[2])); value != "" {
				values[last] = value
			}
			continue
		}
		m := frontItem.FindStringSubmatch(line)
		if m == nil || last == "" {
			if strings.TrimSpace(line) == "" {
				continue
			}
			return nil, ""
		}
		list, isList := values[last].([]any)
		if values[last] != nil && !isList {
			return nil, ""
		}
		values[last] = append(list, unquote(strings.TrimSpace(m[1])))
	}
	known := false
	for name := range values {
		key := fields.Snake(name)
		known = known || key == "title" || key == "url"
	}
	if !known {
		return nil, ""
	}
	return values, strings.Trim(rest, "\n")
}

// unquote takes the marks off a value in quotation marks.
func unquote(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return strings.ReplaceAll(s[1:n-1], `\"`, `"`)
	}
	return s
}
