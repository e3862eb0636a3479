package lossreport

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// piece is a part of a paragraph: words of a quote, or what stands between quotes.
type piece struct {
	Text  string
	Class string // how it is underlined; "" outside quotes
	Title string // who says it, and how that was found
}

// pieces cuts text[from:to] at the ends of quotes. Where quotes lie inside
// each other, the one that begins last is drawn. Quotes are sorted by start;
// those of the paragraph are quotes[0:] as far as they begin before to; the statements that are counted as said are no candidates.
func pieces(text string, from, to int, quotes []schema.Quote, counted map[int]bool) []piece {
	var ends []int
	for i := range quotes {
		ends = append(ends, clamp(quotes[i].Start, from, to), clamp(quotes[i].End, from, to))
	}
	ends = append(ends, from, to)
	slices.Sort(ends)
	ends = slices.Compact(ends)
	list := []piece{}
	var open []int // quotes that the last cut lies in, the one that begins last on top
	next := 0
	for i := 0; i+1 < len(ends); i++ {
		for next < len(quotes) && quotes[next].Start <= ends[i] {
			open = append(open, next)
			next++
		}
		for len(open) > 0 && quotes[open[len(open)-1]].End <= ends[i] {
			open = open[:len(open)-1]
		}
		p := piece{Text: text[ends[i]:ends[i+1]]}
		if len(open) > 0 {
			q := &quotes[open[len(open)-1]]
			p.Class, p.Title = "q-"+string(q.Kind), said(text, q)
			if q.Kind != schema.QuoteNotSpeech && !counted[q.Statement] {
				p.Class += " q-candidate"
				p.Title += "; a candidate, in no count"
			}
		}
		list = append(list, p)
	}
	return list
}

func clamp(i, from, to int) int { return max(from, min(i, to)) }

// said says of a quote who speaks, by which mention, cue and rule, and how sure that is.
func said(text string, q *schema.Quote) string {
	parts := []string{string(q.Kind)}
	mention := text[q.Speaker.Start:q.Speaker.End]
	who := cmp.Or(q.SpeakerName, mention, "no speaker")
	if mention != "" && mention != who {
		who += " (“" + mention + "”)"
	}
	if q.Kind != schema.QuoteNotSpeech {
		parts = append(parts, who, "resolution "+string(q.SpeakerResolution))
	}
	if q.SpeakerRole != "" {
		parts = append(parts, q.SpeakerRole)
	}
	if !q.Cue.Empty() {
		parts = append(parts, "cue “"+text[q.Cue.Start:q.Cue.End]+"”")
	}
	parts = append(parts, "rule "+string(q.Rule), "speech "+share(q.SpeechConfidence))
	if q.SpeakerConfidence.OK {
		parts = append(parts, "speaker "+share(q.SpeakerConfidence.V))
	}
	return strings.Join(parts, "; ")
}
