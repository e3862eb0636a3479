package train

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// ReadTable reads coded articles from CSV, one quote a row: columns quote (its words) and text (of the
// article; once for all rows of an id is enough), and id, speaker, cue and type where they are known.
// Where the words stand in the text is found: quotes of an article are best in their order.
func ReadTable(r io.Reader) ([]Article, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	names, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("first line: %w", err)
	}
	t := table{at: map[string]int{}, articles: map[string]*rowsOf{}}
	for i, n := range names {
		t.at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(n, "\ufeff")))] = i
	}
	for _, n := range []string{"text", "quote"} {
		if _, ok := t.at[n]; !ok {
			return nil, fmt.Errorf("it has no column %s; its columns are id, text, quote, speaker, cue, type, of which text and quote are needed", n)
		}
	}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return t.read()
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		t.add(cells, line)
	}
}

// table is the rows of a CSV, by article.
type table struct {
	at       map[string]int
	articles map[string]*rowsOf
	order    []*rowsOf
}

// rowsOf is the rows of an article.
type rowsOf struct {
	id, text string
	line     int // of its first row
	rows     []row
}

type row struct {
	line                       int
	quote, speaker, cue, genus string
}

func (t *table) add(cells []string, line int) {
	cell := func(name string) string {
		if i, ok := t.at[name]; ok && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	key, body := cell("id"), ""
	if i := t.at["text"]; i < len(cells) {
		body = cells[i]
	}
	if key == "" {
		key = body // without ids, rows of one text are an article
	}
	a := t.articles[key]
	if a == nil {
		a = &rowsOf{id: cell("id"), line: line}
		t.articles[key] = a
		t.order = append(t.order, a)
	}
	if strings.TrimSpace(a.text) == "" {
		a.text = body
	}
	if q := cell("quote"); q != "" {
		a.rows = append(a.rows, row{line, q, cell("speaker"), cell("cue"), cell("type")})
	}
}

func (t *table) read() ([]Article, error) {
	var out []Article
	for _, c := range t.order {
		if strings.TrimSpace(c.text) == "" {
			return nil, fmt.Errorf("line %d: text: article %q has none in any of its rows", c.line, c.id)
		}
		a := Article{ID: c.id, Text: schema.Text{Body: c.text, Language: "en", Paragraphs: text.Paragraphs(c.text)}}
		body, next := foldText(c.text), 0
		for _, r := range c.rows {
			s, err := body.statement(r, &next)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
			a.Statements = append(a.Statements, s)
		}
		slices.SortStableFunc(a.Statements, func(x, y Statement) int { return x.Content[0].Start - y.Content[0].Start })
		out = append(out, a)
	}
	return out, nil
}

// folded is a text in which marks, dashes and white space are alike, with the byte of the given text for each of its bytes.
type folded struct {
	s  string
	at []int
}

func foldText(s string) folded {
	var b strings.Builder
	var at []int
	for i, r := range s {
		w := string(r)
		switch {
		case unicode.IsSpace(r):
			if n := b.Len(); n > 0 && b.String()[n-1] == ' ' {
				continue
			}
			w = " "
		case strings.ContainsRune("“”„«»‹›「」", r):
			w = `"`
		case strings.ContainsRune("‘’‚", r):
			w = "'"
		case strings.ContainsRune("–—−‑‐", r):
			w = "-"
		case r == '…':
			w = "..."
		}
		b.WriteString(w)
		for range len(w) {
			at = append(at, i)
		}
	}
	return folded{b.String(), append(at, len(s))}
}

// find returns where words stand at or behind a byte, and behind that anywhere; -1 where they do not.
func (f *folded) find(words string, from int) int {
	if i := strings.Index(f.s[from:], words); i >= 0 {
		return from + i
	}
	return strings.Index(f.s, words)
}

func (f *folded) span(start, end int) schema.Span {
	return schema.Span{Start: f.at[start], End: f.at[end]}
}

// statement finds a row's words, from where the quote before it ends.
func (f *folded) statement(r row, next *int) (Statement, error) {
	words := strings.Trim(foldText(r.quote).s, ` "`)
	i := f.find(words, *next)
	if i < 0 || words == "" {
		return Statement{}, fmt.Errorf("quote: its words do not stand in the text: %s; copy them from there",
			text.Terminal(text.Head(r.quote, 60)))
	}
	end := i + len(words)
	*next = end
	s := Statement{Kind: schema.QuoteKind(r.genus), Content: []schema.Span{f.span(i, end)}, Name: r.speaker}
	if s.Kind == "" {
		s.Kind = f.kind(i, end)
	}
	if !slices.Contains([]schema.QuoteKind{schema.QuoteDirect, schema.QuoteMixed, schema.QuoteIndirect}, s.Kind) {
		return s, fmt.Errorf("type is %s, and should be direct, mixed, indirect or empty", text.Terminal(r.genus))
	}
	for _, part := range []struct {
		column, words string
		to            *[]schema.Span
	}{{"speaker", r.speaker, &s.Speaker}, {"cue", r.cue, &s.Cue}} {
		if part.words == "" {
			continue
		}
		at, ok := f.nearest(strings.Trim(foldText(part.words).s, " "), i, end)
		if !ok {
			return s, fmt.Errorf("%s: the text has no %s; write it as it stands there", part.column, text.Terminal(text.Head(part.words, 60)))
		}
		*part.to = []schema.Span{at}
	}
	return s, nil
}

// kind tells by the marks in and about them what kind of quote words are.
func (f *folded) kind(start, end int) schema.QuoteKind {
	behind := strings.TrimLeft(f.s[end:min(len(f.s), end+2)], ",.?!")
	switch {
	case start > 0 && f.s[start-1] == '"' && strings.HasPrefix(behind, `"`):
		return schema.QuoteDirect
	case strings.Contains(f.s[start:end], `"`):
		return schema.QuoteMixed
	}
	return schema.QuoteIndirect
}

// nearest returns the whole words that stand nearest to [start, end), outside of it.
func (f *folded) nearest(words string, start, end int) (schema.Span, bool) {
	best, least := -1, len(f.s)+1
	for i := 0; words != ""; i++ {
		k := strings.Index(f.s[i:], words)
		if k < 0 {
			break
		}
		i += k
		last := i + len(words)
		whole := (i == 0 || !wordByte(f.s[i-1])) && (last == len(f.s) || !wordByte(f.s[last]))
		if d := max(start-last, i-end); whole && d >= 0 && d < least {
			best, least = i, d
		}
	}
	if best < 0 {
		return schema.Span{}, false
	}
	return f.span(best, best+len(words)), true
}

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
