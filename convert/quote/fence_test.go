package quote

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestFence: where another text begins, no statement goes on and nobody speaks on.
func TestFence(t *testing.T) {
	for name, paragraphs := range map[string][]string{
		"a quotation that is left open":  {`“The quay stays shut,” said Ines Hallvard of the union. “We have waited for nine years.`, `“And nobody has read our letters to this day, I can tell you.”`},
		"marks alone":                    {`“The quay stays shut,” said Ines Hallvard of the union.`, `“Nobody has read our letters to this day, I can tell you.”`},
		"a colon":                        {`Ines Hallvard of the union put it this way:`, `“Nobody has read our letters to this day, I can tell you.”`},
		"what was said without marks":    {`Ines Hallvard of the union told reporters this morning:`, `Nobody has read our letters to this day and nobody will.`},
		"a dash":                         {`“Nobody has read our letters to this day, I can tell you.”`, `— Ines Hallvard, who leads the union`},
		"another language":               {`«El muelle sigue cerrado», dijo Inés Hallvard, del sindicato.`, `«Nadie ha leído nuestras cartas hasta hoy, se lo aseguro.»`},
		"the cue of an open one follows": {`“The quay stays shut. We have waited for nine years.`, `“And nobody has read our letters to this day,” said Ines Hallvard of the union.`},
	} {
		t.Run(name, func(t *testing.T) {
			language := "en"
			if name == "another language" {
				language = "es"
			}
			joined := across(textOf(language, paragraphs))
			split := textOf(language, paragraphs)
			split.Breaks = []int{1, 2}
			if got := across(split); got != "" {
				t.Errorf("%s", got)
			}
			if joined == "" && name != "the cue of an open one follows" {
				t.Error("nothing goes on without the break either: the case shows nothing")
			}
		})
	}
}

func textOf(language string, paragraphs []string) *schema.Text {
	t := &schema.Text{Body: strings.Join(paragraphs, "\n\n"), Language: language}
	at := 0
	for _, p := range paragraphs {
		t.Paragraphs = append(t.Paragraphs, schema.Span{Start: at, End: at + len(p)})
		at += len(p) + 2
	}
	return t
}

// across tells of a statement, or of a speaker, that comes from another paragraph.
func across(t *schema.Text) string {
	of := map[int]int{}
	for _, q := range Annotate(t).Quotes {
		if at, ok := of[q.Statement]; ok && at != q.Paragraph && q.Statement >= 0 {
			return "one statement in two paragraphs: " + t.Body[q.Start:q.End]
		}
		of[q.Statement] = q.Paragraph
		if p := t.Paragraphs[q.Paragraph]; !q.Speaker.Empty() && (q.Speaker.Start < p.Start || q.Speaker.End > p.End) {
			return "a speaker of another paragraph: " + t.Body[q.Speaker.Start:q.Speaker.End]
		}
	}
	return ""
}
