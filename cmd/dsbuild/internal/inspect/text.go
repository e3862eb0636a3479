package inspect

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

func showTrace(w io.Writer, t *convert.Trace, width int, coloured bool) error {
	v := &traceView{w: w, paint: screen.Painter(coloured), width: width}
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
	v.line("  %s, text %s, %d paragraphs, %d words, language %s", a.PageType, a.TextStatus, len(a.Paragraphs), text.Words(a.Text),
		orNone(a.Language))
	v.line("  title %s", v.head(a.Title))
	v.line("  published %s (%s from %s)", orNone(a.Published.Date.String()), orNone(string(a.Published.Precision)),
		orNone(string(a.Published.Evidence)))
	for i := range a.Entries {
		e := &a.Entries[i]
		v.line("  entry %d, paragraphs %d to %d, %s: %s", i, e.First, e.Last-1, orNone(e.Published.Raw), v.head(e.Heading))
	}
	for _, f := range a.Findings {
		v.line("  finding %s: %s", f.Code, v.head(f.Message))
	}
	v.quotes(a)
	v.heading("7 topics")
	for i := range a.Topics {
		t := &a.Topics[i]
		name := strings.TrimSpace(t.Scheme + ":" + t.Code + " " + t.Label)
		v.line("  %-10s %-40s  %s", t.Outcome, text.Terminal(name), text.Terminal(lossreport.TopicBy(t)))
	}
}

// quotes lists the quotes: who speaks, by which mention and cue, found by
// which rule, how sure that is, and below it the words.
func (v *traceView) quotes(a *schema.Article) {
	const name = 28
	v.heading(fmt.Sprintf("6 quotes: %d, speakers: %d, candidates: %d", len(a.Quotes), len(a.Speakers), len(a.QuoteCandidates)))
	all, said := a.AllQuotes(), a.Said()
	for i := range all {
		q := &all[i]
		colour, who := "green", orNone(q.SpeakerName)
		statement := strconv.Itoa(q.Statement)
		if q.Kind == schema.QuoteNotSpeech {
			colour, who, statement = "faint", "-", "-"
		}
		kind := string(q.Kind)
		if statement != "-" && !said[q.Statement] {
			colour, kind = "faint", kind+"?"
		}
		how := []string{string(q.Rule), string(q.SpeakerResolution)}
		speaker, cue := a.Text[q.Speaker.Start:q.Speaker.End], a.Text[q.Cue.Start:q.Cue.End]
		for _, part := range []struct{ what, words string }{{"speaker", speaker}, {"cue", cue}, {"role", q.SpeakerRole}} {
			if part.words != "" && part.words != q.SpeakerName {
				how = append(how, fmt.Sprintf("%s %q", part.what, v.head(part.words)))
			}
		}
		sure := fmt.Sprintf("%.2f", q.SpeechConfidence)
		if q.SpeakerConfidence.OK {
			sure += fmt.Sprintf(" %.2f", q.SpeakerConfidence.V)
		}
		who = text.Head(text.Terminal(who), name)
		v.line("%s", v.paint(colour, fmt.Sprintf("  %-10s %3s %-9s  %-*s  %s", kind, statement, sure, name, who, strings.Join(how, ", "))))
		v.line("      %s", v.head(a.Text[q.Start:q.End]))
	}
	if len(all) > 0 {
		v.line("  (kind, with ? where it is a candidate, statement, how sure it is speech and whose, speaker, rule, resolution)")
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
