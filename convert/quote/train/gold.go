// Package train fits the learned part of convert/quote to coded articles, and
// says how good it is.
//
// In: articles and their statements, as eval/quotes has them: one article a line
// {"id","text","quotes":[{"type","content":[[b,e]],"source":[[b,e]],"cue":[[b,e]]}],"ignore":[[b,e]]},
// offsets in code points. Out: a model; figures. Laws: the same articles in the
// same order give the same bytes.
package train

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Article is a coded article.
type Article struct {
	ID         string
	Text       schema.Text
	Statements []Statement
	Ignore     []schema.Span
}

// Statement is what a coder marked as said. Spans are bytes.
type Statement struct {
	Kind                  schema.QuoteKind
	Content, Speaker, Cue []schema.Span
	Thought               bool   // it is no speech, but a belief, a wish or an act
	Name                  string // of the speaker; "" where only the mention is known
}

type line struct {
	ID     json.RawMessage `json:"id"`
	Text   *string         `json:"text"`
	Quotes []struct {
		Type    schema.QuoteKind `json:"type"`
		Content [][2]int         `json:"content"`
		Source  [][2]int         `json:"source"`
		Cue     [][2]int         `json:"cue"`
		Class   string           `json:"cue_class"` // "speech" or something else
	} `json:"quotes"`
	Ignore [][2]int `json:"ignore"`
}

// Read reads coded articles; texts is nil where each line has its text.
func Read(gold, texts io.Reader) ([]Article, error) {
	bodies := map[string]string{}
	if texts != nil {
		err := each(texts, func(l *line) error {
			if l.Text == nil {
				return errors.New("field text is missing")
			}
			bodies[string(l.ID)] = *l.Text
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
	}
	var out []Article
	err := each(gold, func(l *line) error {
		body, ok := bodies[string(l.ID)]
		if l.Text != nil {
			body, ok = *l.Text, true
		}
		if !ok {
			return errors.New("no text")
		}
		a := Article{ID: string(l.ID), Text: schema.Text{Body: body, Language: "en", Paragraphs: text.Paragraphs(body)}}
		at := starts(body)
		var err error
		spans := func(list [][2]int) (out []schema.Span) {
			for _, s := range list {
				if s[0] < 0 || s[1] < s[0] || s[1] >= len(at) {
					err = fmt.Errorf("span %v outside a text of %d code points", s, len(at)-1)
					return nil
				}
				out = append(out, schema.Span{Start: at[s[0]], End: at[s[1]]})
			}
			return out
		}
		for _, q := range l.Quotes {
			if len(q.Content) == 0 {
				return errors.New("a quote has no content")
			}
			a.Statements = append(a.Statements, Statement{
				Kind: q.Type, Content: spans(q.Content), Speaker: spans(q.Source), Cue: spans(q.Cue), Thought: q.Class != "" && q.Class != "speech",
			})
		}
		a.Ignore = spans(l.Ignore)
		out = append(out, a)
		return err
	})
	return out, err
}

// starts returns the byte of each code point, and the length.
func starts(body string) []int {
	at := make([]int, 0, len(body)+1)
	for i := range body {
		at = append(at, i)
	}
	return append(at, len(body))
}

func each(r io.Reader, visit func(*line) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<28)
	for n := 1; in.Scan(); n++ {
		if len(in.Bytes()) == 0 {
			continue
		}
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := visit(&l); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return in.Err()
}
