package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert/meta/language"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/internal/lines"
	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// annotateOptions are the flags of annotate.
type annotateOptions struct {
	workers      int
	maxLine      int64
	language     string
	model        string
	textForm     string
	topicModel   string
	codebooks    []string
	uncalibrated bool
}

func newAnnotateCommand(g *globalOptions) *cobra.Command {
	o := annotateOptions{}
	cmd := &cobra.Command{
		Use:   "annotate FILE.jsonl",
		Short: "Find quotes and topics in text that is already clean",
		Long: `Annotate reads one {"id","text"} a line (title and language are used where they are
there) and writes one line each, in the same order:

  {"id","quotes":[{"kind","content":[[b,e]],"content_text":[],"speaker":[[b,e]],
    "cue":[[b,e]],"speaker_name","speech_confidence","speaker_confidence"}],
   "topics":[{"scheme","code","label","score"}],"findings":[],"text_form"}

Offsets are half-open code points into the text as given; a quote split by "he said"
has several content spans. Lines that were broken at a width are joined before the
text is read, Markdown is undone; text_form says so where it was, content_text is what
was read, and --text-form keep reads the text as it stands. kind is direct, mixed, indirect or not_speech (in marks, but
nobody says it). --codebook names the codebooks of the topics, --topic-model a model that was
trained with one of them; score is null where nobody has measured the codes of one. Quotes of English, German, French and Spanish have speakers; those of
other languages are what stands in marks, and findings says so: quotes_marks_only. A line that cannot be read is named on standard error
and left out, and the exit code is 3. FILE may be - for standard input.

` + command.ExitCodesHelp,
		Example: "  dsbuild annotate texts.jsonl > annotations.jsonl\n  dsbuild annotate texts.jsonl --text-form keep > annotations.jsonl\n" +
			"  dsbuild annotate texts.jsonl --codebook cap --codebook mine.yaml --uncalibrated > annotations.jsonl",
		Args: command.Exactly(1, "FILE.jsonl"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			return runAnnotate(cmd, g, &o, args[0])
		}),
	}
	cmd.Flags().IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "lines in work at the same time; changes no byte")
	cmd.Flags().Int64Var(&o.maxLine, "max-record", 64<<20, "bytes of one line; a longer one is left out")
	cmd.Flags().StringVar(&o.language, "language", "", "ISO 639-1 code of texts that do not state theirs; default: decided by their words")
	option.Lookup("quote-model").AddText(cmd, &o.model)
	option.Lookup("text-form").AddText(cmd, &o.textForm)
	option.Lookup("topic-model").AddText(cmd, &o.topicModel)
	option.Lookup("codebook").AddTo(cmd, &o.codebooks)
	option.Lookup("uncalibrated").AddTo(cmd, &o.uncalibrated)
	return cmd
}

type annotateInput struct {
	ID       json.RawMessage `json:"id"`
	Text     *string         `json:"text"`
	Title    string          `json:"title"`
	Language string          `json:"language"`
}

type annotateOutput struct {
	ID     json.RawMessage   `json:"id"`
	Quotes []quote.Statement `json:"quotes"`
	Topics []annotateTopic   `json:"topics"`
	// Findings are codes of remarks on the quotes: "quotes_marks_only" where the language is not read.
	Findings []schema.FindingCode `json:"findings,omitempty"`
	// TextForm is how the text was laid out, where that was undone.
	TextForm schema.TextForm `json:"text_form,omitempty"`
}

type annotateTopic struct {
	Scheme string   `json:"scheme"`
	Code   string   `json:"code"`
	Label  string   `json:"label"`
	Score  *float64 `json:"score"` // null: nobody knows
}

// badLine is a line that cannot be annotated; it never ends the run.
type badLine struct {
	number int64
	err    error
}

func (e *badLine) Error() string { return fmt.Sprintf("line %d: %v", e.number, e.err) }

func runAnnotate(cmd *cobra.Command, g *globalOptions, o *annotateOptions, name string) error {
	if o.workers < 1 || o.maxLine < 1 {
		return command.Usagef("-j and --max-record are at least 1")
	}
	if err := option.Lookup("text-form").CheckWord(o.textForm); err != nil {
		return command.Usagef("%w", err)
	}
	model, err := option.QuoteModel(o.model)
	if err != nil {
		return err
	}
	in, total, err := openInput(name)
	if err != nil {
		return err
	}
	defer in.Close()
	p := newProgress(g, "annotating", total)
	defer p.finish()
	out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
	coders, err := o.coders()
	if err != nil {
		return err
	}
	worker := func() func(numbered) ([]byte, error) {
		return func(line numbered) ([]byte, error) { return annotateLine(line, o, model, coders) }
	}
	const budget = 256 << 20 // bytes of lines in flight
	limits := ordered.Options{Workers: o.workers, Budget: budget}
	weigh := func(l numbered) int64 { return int64(len(l.line)) }
	texts := numberedLines(p.counting(in), o.maxLine)
	bad := 0
	for line, err := range ordered.Map(cmd.Context(), limits, texts, weigh, worker) {
		var broken *badLine
		switch {
		case errors.As(err, &broken):
			bad++
			fmt.Fprintf(cmd.ErrOrStderr(), "dsbuild: %s: %s\n", text.Terminal(name), text.Terminal(broken.Error()))
			continue
		case err != nil:
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if bad > 0 {
		return command.Findingsf("%s left out: they could not be read", screen.Number(int64(bad), "line"))
	}
	return nil
}

// coders makes a coder of topics for each codebook.
func (o *annotateOptions) coders() ([]*topic.Coder, error) {
	codebooks, m, err := option.Topics(o.codebooks, o.topicModel, o.uncalibrated)
	if err != nil {
		return nil, err
	}
	var coders []*topic.Coder
	for _, cb := range codebooks {
		coders = append(coders, topic.ByModel(cb, m))
	}
	return coders, nil
}

// openInput opens a file or standard input and returns its size, 0 where unknown.
func openInput(name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(os.Stdin), 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	if info.IsDir() {
		return nil, 0, fmt.Errorf("%s is a folder; annotate reads one JSONL file", name)
	}
	return f, info.Size(), nil
}

type numbered struct {
	number int64
	line   []byte
}

// numberedLines yields the lines of r that are not blank. One over limit is a *badLine.
func numberedLines(r io.Reader, limit int64) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		in := lines.NewReader(bufio.NewReaderSize(r, 1<<16), limit)
		for n := int64(1); ; n++ {
			line, _, err := in.Next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case errors.Is(err, lines.ErrTooLong):
				if !yield(numbered{}, &badLine{n, fmt.Errorf("over %d bytes; raise --max-record", limit)}) {
					return
				}
			case err != nil:
				yield(numbered{}, fmt.Errorf("read line %d: %w", n, err))
				return
			case !blank(line):
				if !yield(numbered{n, bytes.Clone(line)}, nil) {
					return
				}
			}
		}
	}
}

func blank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

func annotateLine(line numbered, o *annotateOptions, model *quote.Model, coders []*topic.Coder) ([]byte, error) {
	var in annotateInput
	if err := json.Unmarshal(line.line, &in); err != nil {
		return nil, &badLine{line.number, fmt.Errorf("no JSON object with id and text: %w", err)}
	}
	if in.Text == nil {
		return nil, &badLine{line.number, errors.New("field text is missing")}
	}
	form := &textform.Text{}
	body := *in.Text
	if o.textForm == option.Undo {
		if form = textform.Read([]byte(body), textform.Options{Whole: true}); form.Lines != nil {
			body = string(form.Body)
		}
	}
	t := schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: in.Language, Title: in.Title}
	if t.Language == "" {
		t.Language = o.language
	}
	if t.Language == "" {
		t.Language, _ = language.Detect(t.Body, "")
	}
	found := quote.AnnotateWith(&t, model, nil)
	given := schema.NewOffsets(*in.Text)
	place := func(s schema.Span) [2]int {
		from, to := form.Given(s.Start, s.End)
		return [2]int{given.Point(from), given.Point(to)}
	}
	out := annotateOutput{ID: in.ID, Quotes: found.Statements(t.Body, place), Topics: []annotateTopic{}}
	if form.Lines != nil {
		out.TextForm = form.Form
	}
	for _, f := range found.Findings {
		out.Findings = append(out.Findings, f.Code)
	}
	if in.ID == nil {
		out.ID = json.RawMessage("null")
	}
	for _, coder := range coders {
		for _, found := range coder.Label(&t) {
			if found.Outcome != schema.OutcomeCoded {
				continue
			}
			topic := annotateTopic{Scheme: found.Scheme, Code: found.Code, Label: found.Label}
			if found.Score.OK {
				score := schema.Round4(found.Score.V)
				topic.Score = &score
			}
			out.Topics = append(out.Topics, topic)
		}
	}
	row, err := json.Marshal(out)
	if err != nil {
		return nil, &badLine{line.number, err}
	}
	return append(row, '\n'), nil
}
