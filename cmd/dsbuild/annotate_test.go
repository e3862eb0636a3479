package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

// TestAnnotateWrapped: a text says the same at one line a paragraph and broken at any
// width, and every offset is one of the text as given.
func TestAnnotateWrapped(t *testing.T) {
	paragraphs := []string{
		"“We could have mended it in the spring,” said Ida Fenner, the county's engineer. “Nobody wanted to pay for a second crane, and so the river had its way.”",
		"Bo Marsh of the growers' league said: “It is the third time that we are told to be patient.” He wants the county to let small lorries cross at walking pace.",
		"According to the works office, the piers have moved by two hands since the flood. “All papers are on the table,” Jory Quill, the minister for roads, told reporters on Monday.",
		"“I sold every ticket by hand,” Ida Holm recalled, “and nobody thanked me for it.” Her sister Mara Holm said that the office would close before the winter.",
		"Quill said that he would come to the hearing. “If they want me there, I will be there,” he said.",
	}
	model, err := option.QuoteModel("")
	if err != nil {
		t.Fatal(err)
	}
	annotated := func(body string) annotateOutput {
		line, err := json.Marshal(map[string]string{"id": "a", "text": body, "language": "en"})
		if err != nil {
			t.Fatal(err)
		}
		row, err := annotateLine(numbered{1, line}, &annotateOptions{textForm: option.Undo}, model, []*topic.Coder{topic.New(codebook.CAP())})
		if err != nil {
			t.Fatal(err)
		}
		var out annotateOutput
		if err := json.Unmarshal(row, &out); err != nil {
			t.Fatal(err)
		}
		points := []rune(body)
		for _, q := range out.Quotes {
			for i, c := range q.Content {
				if got := strings.Join(strings.Fields(string(points[c[0]:c[1]])), " "); got != q.ContentText[i] {
					t.Errorf("%q stands at %q", q.ContentText[i], got)
				}
			}
		}
		return out
	}
	flow := annotated(strings.Join(paragraphs, "\n\n"))
	if len(flow.Quotes) < 8 || flow.TextForm != "" {
		t.Fatalf("%d statements, form %q", len(flow.Quotes), flow.TextForm)
	}
	for _, width := range []int{60, 66, 72, 80, 100} {
		for _, indent := range []string{"", "    "} {
			var b strings.Builder
			for _, p := range paragraphs {
				column := 0
				for word := range strings.FieldsSeq(p) {
					n := utf8.RuneCountInString(word)
					switch {
					case column > 0 && column+1+n > width:
						b.WriteString("\n" + indent)
						column = len(indent)
					case column > 0:
						b.WriteByte(' ')
						column++
					default:
						b.WriteString(indent)
						column = len(indent)
					}
					b.WriteString(word)
					column += n
				}
				b.WriteString("\n\n")
			}
			got := annotated(b.String())
			if got.TextForm != schema.TextWrapped {
				t.Errorf("width %d: form %q", width, got.TextForm)
			}
			if diff := cmp.Diff(said(flow), said(got)); diff != "" {
				t.Errorf("width %d, indent %d: -flow +wrapped\n%s", width, len(indent), diff)
			}
		}
	}
}

// said is what an annotation says, without its offsets.
func said(out annotateOutput) (all [][]string) {
	for _, q := range out.Quotes {
		all = append(all, append([]string{string(q.Kind), q.SpeakerName}, q.ContentText...))
	}
	return all
}
