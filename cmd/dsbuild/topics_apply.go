package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/train"
)

func newTopicsApplyCommand() *cobra.Command {
	var o struct {
		lineFlags
		model, codebook string
		threshold       float64
	}
	cmd := &cobra.Command{
		Use:   "apply FILE --model MODEL",
		Short: "Code texts with a topic model",
		Long: `Apply codes each text of FILE and writes one line each, in the same order:

  {"id","code","label","score","codes":[{"code","score"}],"evidence":[]}

score is how likely the code is; codes are the three likeliest; evidence the words and
keywords that speak most for it. Where the score is below --threshold, or the text has no
topic, code is null. A model that learned from a codebook alone has no scores: they are null.

A line is {"text"} with, where they are known, "title", "before", "after" and "id"; a FILE.csv has the same columns.

` + command.ExitCodesHelp,
		Example: `  dsbuild topics train headlines.csv -o words.model
  dsbuild topics apply new.jsonl --model words.model --threshold 0.6 > codes.jsonl`,
		Args: command.Exactly(1, "one FILE, .jsonl or .csv"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if o.threshold < 0 || o.threshold > 1 {
				return command.Usagef("--threshold is a probability, 0 to 1")
			}
			m, _, err := readTopicModel(o.model, o.codebook)
			if err != nil {
				return err
			}
			if m.Head.Unmeasured && o.threshold > 0 {
				return command.Usagef("%s learned from a codebook alone and has no scores for --threshold", o.model)
			}
			lines, err := o.read(args[0], false)
			if err != nil {
				return err
			}
			return applyModel(cmd.OutOrStdout(), m, lines, o.threshold)
		}),
	}
	o.addFlags(cmd, false)
	addModelFlags(cmd, &o.model, &o.codebook)
	cmd.Flags().Float64Var(&o.threshold, "threshold", 0, "least score of a code; below it code is null")
	return cmd
}

const (
	codesEach    = 3
	evidenceEach = 8
)

func applyModel(w io.Writer, m *model.Model, lines []train.Line, threshold float64) error {
	out := bufio.NewWriterSize(w, 1<<16)
	a := newAppliedLine(m)
	for _, l := range lines {
		answers, evidence := m.Judge(l.Text, codesEach, evidenceEach)
		if _, err := out.Write(a.of(l.ID, answers, evidence, threshold)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// appliedLine writes the lines of topics apply: by hand, for encoding/json takes longer
// than the model does.
type appliedLine struct {
	classes       []model.Class
	codes, labels [][]byte // as JSON
	scored        bool
	line          []byte
}

func newAppliedLine(m *model.Model) *appliedLine {
	a := &appliedLine{classes: m.Classes(), scored: !m.Head.Unmeasured}
	for _, c := range a.classes {
		a.codes = append(a.codes, appendString(nil, c.Code))
		a.labels = append(a.labels, appendString(nil, c.Label))
	}
	return a
}

// of returns the line of a text, until the next call.
func (a *appliedLine) of(id json.RawMessage, answers []model.Answer, evidence []string, threshold float64) []byte {
	best := answers[0]
	coded := a.classes[best.Class].Code != model.None && best.Score >= threshold
	b := append(a.line[:0], `{"id":`...)
	switch {
	case len(id) == 0:
		b = append(b, "null"...)
	case id[0] == '{' || id[0] == '[':
		var compact bytes.Buffer
		_ = json.Compact(&compact, id) // it was read as JSON
		b = append(b, compact.Bytes()...)
	default:
		b = append(b, id...)
	}
	b = append(b, `,"code":`...)
	if coded {
		b = append(b, a.codes[best.Class]...)
	} else {
		b = append(b, "null"...)
	}
	if coded && a.classes[best.Class].Label != "" {
		b = append(append(b, `,"label":`...), a.labels[best.Class]...)
	}
	b = a.score(append(b, `,"score":`...), best.Score)
	b = append(b, `,"codes":[`...)
	for i, answer := range answers {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"code":`...), a.codes[answer.Class]...)
		b = append(a.score(append(b, `,"score":`...), answer.Score), '}')
	}
	b = append(b, `],"evidence":[`...)
	if coded {
		for i, s := range evidence {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, s)
		}
	}
	a.line = append(b, "]}\n"...)
	return a.line
}

func (a *appliedLine) score(b []byte, score float64) []byte {
	if !a.scored {
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, score, 'f', -1, 64)
}

// appendString appends a string as JSON.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			quoted, _ := json.Marshal(s) // a string can be written
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
