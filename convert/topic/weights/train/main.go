// Command train writes the signs of coded texts, to which train.py fits the weights.
//
// In: lines of JSON on standard input with text and codes (CAP major topics, "0" for
// none), of an article title and site too, of a sentence what stands before and after it.
// Out: for each a line with the vectors of its pieces and what keywords say; the first
// line has the codes in their order.
//
//	train < coded.jsonl > signs.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/vector"
	"github.com/dsbuild/dsbuild/convert/topic/weights"
	"github.com/dsbuild/dsbuild/schema"
)

func main() {
	if err := write(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

type line struct {
	Kind, ID, Site, Title, Text, Before, After string
	Codes                                      []string
}

type signs struct {
	topic.Signs
	Words [][vector.Dim]int64
	Times []int64
}

type row struct {
	Kind, ID, Site string
	Codes          []string
	Own            signs
	Around         *signs `json:",omitempty"`
}

func write(in io.Reader, to io.Writer) error {
	coder, out := topic.New(codebook.CAP()), bufio.NewWriter(to)
	lines, encoder := json.NewDecoder(bufio.NewReader(in)), json.NewEncoder(out)
	codes := []string{"0"}
	for _, c := range coder.Codes() {
		codes = append(codes, c.Code)
	}
	if err := encoder.Encode(codes); err != nil {
		return err
	}
	for {
		var l line
		if err := lines.Decode(&l); errors.Is(err, io.EOF) {
			return out.Flush()
		} else if err != nil {
			return err
		}
		r := row{Kind: l.Kind, ID: l.ID, Site: l.Site, Codes: l.Codes, Own: of(coder, text(l.Title, l.Text))}
		if l.Kind == "sentence" {
			around := of(coder, &schema.Text{Language: "en", Body: l.Before + "\n\n" + l.After})
			r.Around = &around
		}
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
}

// text is a text of paragraphs, or of one that has none.
func text(title, body string) *schema.Text {
	t := &schema.Text{Language: "en", Title: title, Body: body}
	from := 0
	for p := range strings.SplitSeq(body, "\n\n") {
		t.Paragraphs = append(t.Paragraphs, schema.Span{Start: from, End: from + len(p)})
		from += len(p) + 2
	}
	if len(t.Paragraphs) == 1 {
		t.Paragraphs = nil
	}
	return t
}

func of(coder *topic.Coder, t *schema.Text) signs {
	s := signs{Signs: coder.Signs(t)}
	topic.Pieces(t, func(piece string, times int64) {
		if v, ok := weights.Vector(piece); ok {
			s.Words, s.Times = append(s.Words, v), append(s.Times, times)
		}
	})
	return s
}
