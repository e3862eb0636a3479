package block

import (
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/schema"
)

// nearText is how many units before the first kept one and behind the last may
// belong to a transcript: a label above its words, the procedure at the end.
const nearText = 4

// keepLabels keeps the labels and notes of a transcript, whose text stands between
// them. Alone they look like links to people, headings of boxes and short remarks.
// texts is the text of all units.
func keepLabels(p *unit.Page, texts string) {
	first, last := textRange(p)
	if last-first < 2*nearText {
		return
	}
	spans := make([]schema.Span, 0, last-first)
	for i := first; i < last; i++ {
		spans = append(spans, schema.Span{Start: int(p.Units[i].From), End: int(p.Units[i].To)})
	}
	t := turns.Find(texts, spans)
	if t == nil {
		return
	}
	for i := range t.Lines {
		u := &p.Units[first+i]
		if u.Reason == schema.ReasonBody || u.Reason == schema.ReasonMetadata {
			continue
		}
		switch t.Lines[i].Kind {
		case turns.Label:
			u.Kind, u.Reason = schema.KindHeading, schema.ReasonBody
		case turns.Begin, turns.Note:
			u.Kind, u.Reason = schema.KindParagraph, schema.ReasonBody
		case turns.None, turns.More, turns.Heading:
		}
	}
}

// textRange returns the units [first, last) between which the text stands, and
// those near it; none where nothing, or nothing by judgement, is kept.
func textRange(p *unit.Page) (first, last int) {
	first, last = -1, -1
	for i := range p.Units {
		if p.Units[i].Reason == schema.ReasonBody {
			if first < 0 {
				first = i
			}
			last = i + 1
		}
	}
	if first < 0 {
		return 0, 0
	}
	for n := 0; n < nearText && first > 0 && p.Units[first-1].Reason != schema.ReasonMetadata; n++ {
		first--
	}
	return first, min(last+nearText, len(p.Units))
}
