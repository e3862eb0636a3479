package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// inspectOptions are the flags of inspect.
type inspectOptions struct {
	record   string
	format   string
	fieldMap []string
	textIs   string
	width    int
}

func newInspectCommand() *cobra.Command {
	var o inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show one page at every stage",
		Long: `Inspect shows what dsbuild makes of one page: how it was read and decoded, its
blocks with what was kept and dropped and why, the metadata with the evidence for
each value and what lost against it, and the article, its quotes and its topics.

` + exitCodesHelp,
		Example: `  dsbuild inspect datasets/examples/first/pages/*.html
  dsbuild inspect crawl.jsonl --record 17 --format json`,
		Args: cobra.MinimumNArgs(1),
		RunE: running(func(cmd *cobra.Command, args []string) error { return runInspect(cmd, &o, args) }),
	}
	f := cmd.Flags()
	f.StringVar(&o.record, "record", "", "the record of FILE to show, as in source_record; default: the first")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringArrayVar(&o.fieldMap, "map", nil, "field of JSONL records for one of ours, as in build")
	f.StringVar(&o.textIs, "text-is", "article", "what the field text of a record is: article or page")
	f.IntVar(&o.width, "width", 100, "characters of a block to show")
	return cmd
}

func runInspect(cmd *cobra.Command, o *inspectOptions, args []string) error {
	if o.format != "text" && o.format != "json" {
		return usagef("--format is text or json, not %q", o.format)
	}
	fields, err := parseMap("map", o.fieldMap)
	if err != nil {
		return err
	}
	for _, name := range args {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return fmt.Errorf("%s is a folder; inspect shows one page: name its file", name)
		}
		reader, err := source.Open([]source.Input{{Path: name}}, source.Options{Map: fields, TextIsPage: o.textIs == "page", Stdin: cmd.InOrStdin()})
		if err != nil {
			return err
		}
		if err := inspectRecord(cmd, o, reader, name); err != nil {
			return err
		}
	}
	return nil
}

// inspectRecord shows the wanted record of one file.
func inspectRecord(cmd *cobra.Command, o *inspectOptions, reader *source.Reader, name string) error {
	for page, err := range reader.Pages(cmd.Context()) {
		var t *convert.Trace
		var reject *schema.Reject
		switch {
		case errors.As(err, &reject):
			t = &convert.Trace{Reject: reject}
			if o.record != "" && reject.Source.Record != o.record {
				continue
			}
		case err != nil:
			return err
		default:
			if o.record != "" && page.Source.Record != o.record {
				continue
			}
			t = convert.TracePage(page, convert.Options{EvidenceAll: true, KeepAll: false})
		}
		if o.format == "json" {
			return printJSON(cmd.OutOrStdout(), newTraceDocument(t))
		}
		return showTrace(cmd.OutOrStdout(), t, o.width)
	}
	if o.record != "" {
		return fmt.Errorf("%s has no record %s; records of JSONL are line numbers", name, o.record)
	}
	return fmt.Errorf("%s holds no page", name)
}

// traceDocument is inspect --format json.
type traceDocument struct {
	Format  string         `json:"format"` // "dsbuild.inspect/1"
	Source  schema.Source  `json:"source"`
	ID      string         `json:"doc_id,omitempty"`
	Charset string         `json:"charset,omitempty"`
	Reject  *schema.Reject `json:"reject,omitempty"`
	Blocks  []schema.Block `json:"blocks"`
	Tables  map[string]any `json:"tables,omitempty"`
}

func newTraceDocument(t *convert.Trace) traceDocument {
	d := traceDocument{Format: "dsbuild.inspect/1", Reject: t.Reject, Blocks: t.Blocks}
	if t.Page != nil {
		d.Source, d.ID, d.Charset = t.Page.Source, t.Page.ID, t.Page.Charset
	}
	if t.Article == nil {
		return d
	}
	d.Tables = map[string]any{}
	for _, table := range schema.Tables(nil) {
		var rows []map[string]any
		for row := range table.Rows(&schema.Outcome{Article: t.Article}) {
			cells := map[string]any{}
			for i := range table.Columns {
				cells[table.Columns[i].Name] = table.Columns[i].Plain(table.Columns[i].Value(row))
			}
			rows = append(rows, cells)
		}
		if rows != nil {
			d.Tables[table.Name] = rows
		}
	}
	return d
}

func showTrace(w io.Writer, t *convert.Trace, width int) error {
	v := &traceView{w: w, paint: painter(colours()), width: width}
	v.source(t)
	v.blocks(t)
	v.metadata(t)
	v.article(t)
	return v.err
}

// traceView writes the stages of one page; the first write error sticks.
type traceView struct {
	w     io.Writer
	paint func(colour, s string) string
	width int
	err   error
}

func (v *traceView) line(format string, args ...any) {
	if v.err == nil {
		_, v.err = fmt.Fprintf(v.w, format+"\n", args...)
	}
}

func (v *traceView) heading(s string) { v.line("\n%s", v.paint("bold", s)) }

// head is the beginning of a text from the page, safe for a terminal.
func (v *traceView) head(s string) string {
	return text.Head(text.Terminal(strings.ReplaceAll(s, "\n", " ⏎ ")), v.width)
}

func (v *traceView) source(t *convert.Trace) {
	if t.Page == nil {
		return
	}
	p := t.Page
	v.heading("1 source")
	v.line("  %s, %s, %d bytes, doc_id %s", text.Terminal(p.Source.URI), p.Source.Format, p.Source.Size, p.ID)
	if p.Source.Record != "" {
		v.line("  record %s", text.Terminal(p.Source.Record))
	}
	v.line("  charset %s, decided by %s", p.Charset, p.CharsetFrom)
	if p.URL != "" {
		v.line("  url %s", text.Terminal(p.URL))
	}
	if t.Nodes > 0 {
		v.heading("2 markup")
		v.line("  %d nodes", t.Nodes)
	}
}

func (v *traceView) blocks(t *convert.Trace) {
	if len(t.Blocks) == 0 {
		return
	}
	kept := 0
	for i := range t.Blocks {
		if t.Blocks[i].Kept {
			kept++
		}
	}
	v.heading(fmt.Sprintf("3 blocks: %d, kept %d", len(t.Blocks), kept))
	for i := range t.Blocks {
		b := &t.Blocks[i]
		mark, colour := "  -", "faint"
		if b.Kept {
			mark, colour = "  +", "green"
		} else if b.Reason == schema.ReasonMetadata {
			mark, colour = "  *", "blue"
		}
		v.line("%s", v.paint(colour, fmt.Sprintf("%s %-12s %-12s %4.2f  %s", mark, b.Kind, b.Reason, b.Score, v.head(b.Text))))
	}
	v.line("  (+ kept, * metadata, - dropped)")
}

func (v *traceView) metadata(t *convert.Trace) {
	if t.Metadata == nil {
		return
	}
	v.heading("4 metadata")
	for _, c := range t.Metadata.Candidates {
		mark, colour := "  -", "faint"
		if c.Chosen {
			mark, colour = "  +", "green"
		}
		v.line("%s", v.paint(colour, fmt.Sprintf("%s %-14s %-10s %5.2f  %s", mark, c.Field, c.Evidence, c.Score, v.head(c.Value))))
	}
}

func (v *traceView) article(t *convert.Trace) {
	if r := t.Reject; r != nil {
		v.heading("reject")
		v.line("  stage %s, reason %s: %s", r.Stage, r.Reason, text.Terminal(r.Message))
		return
	}
	a := t.Article
	if a == nil {
		return
	}
	v.heading("5 article")
	v.line("  %s, text %s, %d paragraphs, %d words, language %s", a.PageType, a.TextStatus, len(a.Paragraphs), text.Words(a.Text), orNone(a.Language))
	v.line("  title %s", v.head(a.Title))
	v.line("  published %s (%s from %s)", orNone(a.Published.Date.String()), orNone(string(a.Published.Precision)), orNone(string(a.Published.Evidence)))
	for _, f := range a.Findings {
		v.line("  finding %s: %s", f.Code, v.head(f.Message))
	}
	v.heading(fmt.Sprintf("6 quotes: %d", len(a.Quotes)))
	for i := range a.Quotes {
		q := &a.Quotes[i]
		statement := "-"
		if q.Statement >= 0 {
			statement = strconv.Itoa(q.Statement)
		}
		v.line("  %-10s %3s  %-24s %s", q.Kind, statement, text.Head(orNone(text.Terminal(q.SpeakerName)), 24), v.head(a.Text[q.Start:q.End]))
	}
	v.heading("7 topics")
	for _, topic := range a.Topics {
		v.line("  %-10s %s %s %s", topic.Outcome, topic.Code, topic.Label, text.Terminal(strings.Join(topic.Evidence, ", ")))
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// painter returns a function that colours a string where colours are wanted.
func painter(on bool) func(colour, s string) string {
	codes := map[string]string{"bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}
	return func(colour, s string) string {
		if !on {
			return s
		}
		return "\x1b[" + codes[colour] + "m" + s + "\x1b[0m"
	}
}
