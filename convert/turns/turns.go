// Package turns finds who speaks in a transcript: the record of a parliament,
// a hearing, a briefing, a court, a broadcast or an interview.
//
// In: a text with its paragraphs. Out: for every paragraph whether it is a turn,
// goes on with one, or is none, and the speakers. Laws: labels and words lie
// inside their paragraph and do not overlap; a text that is no transcript gives
// nil; linear time.
//
// A label is what a paragraph begins with ("SEN. ROE:", "Mr ROE (Larkin):",
// "Mr. ROE.", "Q:", "[12:03] Roe:") or a paragraph of its own ("Jane Roe (Hill) (Lab)",
// "Jane Roe 27m 13s"). One
// label proves nothing: a transcript has several, of at least two speakers, and
// speakers come again.
package turns

import (
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Kind is what a paragraph is in a transcript.
type Kind uint8

// The kinds of paragraphs.
const (
	None    Kind = iota // before the first turn, or behind the last one
	Begin               // a label and words
	Label               // a label alone; the words stand in the next paragraphs
	More                // goes on with the turn before
	Note                // an interjection, a time, a procedure: nobody's words
	Heading             // a line over what follows
)

// Line is one paragraph. Spans are byte offsets into the text.
type Line struct {
	Kind    Kind
	Who     schema.Span // as printed in the label: "Mr ROE"; none but for Begin and Label
	Said    schema.Span // what is said; none but for Begin and More
	Turn    int         // number of the turn, from 0; -1 where nobody speaks
	Speaker int         // index into Speakers; -1 where nobody speaks
}

// Speaker is somebody who speaks in a transcript.
type Speaker struct {
	Name   string // the fullest one of the labels, without honorific; "" for Q and A
	Role   string // "Minister for Roads"; "" where no label states one
	Office bool   // Name is an office: "The Chair"
	Asks   bool   // "Q"
	Answer bool   // "A"
}

// Transcript is what Find returns.
type Transcript struct {
	Lines    []Line // by paragraph
	Speakers []Speaker
}

// What makes a transcript of paragraphs with labels.
const (
	leastTurns   = 4
	strongShare  = 10 // at least one paragraph in ten has a label that only transcripts write
	weakShare    = 4  // at least one in four has any label
	endsSentence = 2  // at least one turn in two ends as sentences do
)

// Find reads a text as a transcript; nil where it is none.
func Find(body string, paragraphs []schema.Span) *Transcript {
	if !mayBe(body, paragraphs) {
		return nil
	}
	return find(body, paragraphs)
}

// find is Find without the quick look.
func find(body string, paragraphs []schema.Span) *Transcript {
	labels := make([]label, len(paragraphs))
	any := 0
	for i, p := range paragraphs {
		labels[i] = parse(body[p.Start:p.End])
		if labels[i].form != 0 {
			any++
		}
	}
	if any < leastTurns {
		return nil
	}
	f := finder{body: body, paragraphs: paragraphs, labels: labels}
	f.dropStamps()
	f.aloneLabels()
	f.establish()
	if !f.isTranscript() {
		return nil
	}
	return f.lines()
}

// mayBe reports whether a text has labels enough to be a transcript, without a look at
// those paragraphs whose label could only be one that fills them and is worth nothing
// by itself: most of any text.
func mayBe(body string, paragraphs []schema.Span) bool {
	most, sure := 0, false // of its turns
	for _, p := range paragraphs {
		s := body[p.Start:p.End]
		if !mayCount(s) {
			continue
		}
		if l := parse(s); l.form != 0 && !l.alone() {
			most++
		} else if l.form != 0 {
			sure = sure || l.sure()
			if l.when > 0 {
				most++
			}
		}
	}
	if sure { // then others that fill a paragraph count too, if words follow
		for i := range len(paragraphs) - 1 {
			if p, next := paragraphs[i], paragraphs[i+1]; p.End-p.Start <= longest && !short(body[next.Start:next.End]) &&
				startsLabel(body[p.Start:p.End]) {
				most++
			}
		}
	}
	return most >= leastTurns && most*strongShare >= len(paragraphs)
}

// finder is the working state of one call.
type finder struct {
	body       string
	paragraphs []schema.Span
	labels     []label
	book       book
	who        []int // by paragraph: index of the speaker, -1 none
}

// aloneLabels drops the labels that fill a paragraph where they are not used as
// such: too few, or without words behind them, or without an office, a seat or a stamp.
func (f *finder) aloneLabels() {
	count, sure := 0, false
	for i := range f.labels {
		l := &f.labels[i]
		if !l.alone() {
			continue
		}
		if i+1 == len(f.labels) || f.labels[i+1].alone() || short(f.text(i+1)) {
			if l.when == 0 { // else it is one whose words are lost
				l.form = 0
			}
			continue
		}
		count++
		sure = sure || l.sure()
	}
	if count >= leastTurns && sure {
		return
	}
	for i := range f.labels {
		if f.labels[i].alone() {
			f.labels[i].form = 0
		}
	}
}

// establish decides who each label means, and drops the weak ones whose speaker
// does not come again.
func (f *finder) establish() {
	f.who = make([]int, len(f.labels))
	for i := range f.labels {
		f.who[i] = -1
		if f.labels[i].form != 0 {
			f.who[i] = f.book.add(&f.labels[i])
		}
	}
	for i, w := range f.who {
		if w < 0 {
			continue
		}
		if w = f.book.find(w); f.labels[i].weak() && f.book.entries[w].turns < 2 {
			f.labels[i].form, w = 0, -1
		}
		f.who[i] = w
	}
}

// isTranscript judges the labels of the whole text.
func (f *finder) isTranscript() bool {
	turns, strong, seats, ends, talk := 0, 0, 0, 0, 0
	seen := map[int]int{}
	for i, w := range f.who {
		if w < 0 {
			continue
		}
		turns++
		seen[w]++
		if !f.labels[i].weak() {
			strong++
		}
		if f.labels[i].seat || f.labels[i].bearer != "" || f.labels[i].when > 0 {
			seats++
		}
		said := f.said(i)
		if endsAsSentence(said) {
			ends++
		}
		if addresses(said) {
			talk++
		}
	}
	again := 0
	for _, n := range seen {
		if n > 1 {
			again++
		}
	}
	if turns < leastTurns || len(seen) < 2 || again == 0 || ends*endsSentence < turns {
		return false
	}
	if strong*2 >= turns && turns*strongShare >= len(f.paragraphs) {
		return strong >= 2*leastTurns || seats >= leastTurns || talk*4 >= turns
	}
	return turns*weakShare >= len(f.paragraphs) && talk*3 >= turns
}

// said returns the words of a turn's first paragraph.
func (f *finder) said(i int) string {
	switch alone := f.labels[i].alone(); {
	case alone && (i+1 == len(f.labels) || f.labels[i+1].alone()):
		return ""
	case alone:
		return f.text(i + 1)
	}
	return f.text(i)[f.labels[i].end:]
}

func (f *finder) text(i int) string { return f.body[f.paragraphs[i].Start:f.paragraphs[i].End] }

// lines writes what every paragraph is.
func (f *finder) lines() *Transcript {
	t := &Transcript{Lines: make([]Line, len(f.labels))}
	place := map[int]int{}
	turn, speaker := -1, -1
	last := f.lastTurn()
	for i := range f.labels {
		l := &t.Lines[i]
		*l = Line{Turn: -1, Speaker: -1}
		if w := f.who[i]; w >= 0 {
			k, ok := place[w]
			if !ok {
				k = len(t.Speakers)
				place[w] = k
				t.Speakers = append(t.Speakers, f.book.speaker(w))
			}
			turn, speaker = turn+1, k
			start := f.paragraphs[i].Start
			*l = Line{Kind: Begin, Turn: turn, Speaker: k, Who: f.labels[i].who.at(start)}
			if l.Said = f.trim(start+f.labels[i].end, f.paragraphs[i].End); l.Said.Empty() {
				l.Kind = Label
			}
			continue
		}
		switch {
		case turn < 0 || i > last:
		case isNote(f.text(i)):
			l.Kind = Note
		case isHeading(f.text(i)):
			l.Kind = Heading
		default:
			*l = Line{Kind: More, Turn: turn, Speaker: speaker, Said: f.trim(f.paragraphs[i].Start, f.paragraphs[i].End)}
			if l.Said.Empty() {
				*l = Line{Kind: Note, Turn: -1, Speaker: -1}
			}
		}
	}
	return t
}

// lastTurn returns the last paragraph that may go on with a turn. What follows
// the last label of an interview is the paper's own again; the record of an
// official body ends with its last speaker.
func (f *finder) lastTurn() int {
	last, strong, turns := 0, 0, 0
	for i, w := range f.who {
		if w >= 0 {
			last = i
			turns++
			if f.labels[i].official() {
				strong++
			}
		}
	}
	if f.labels[last].alone() {
		last++
	}
	if strong*2 < turns {
		return last
	}
	for last+1 < len(f.labels) && !aboutItself(f.text(last+1)) {
		last++
	}
	return last
}

// trim leaves white space and notes in brackets at both ends out of what is said.
func (f *finder) trim(start, end int) schema.Span {
	s := f.body[start:end]
	from := len(s) - len(strings.TrimLeft(s, " \t\n\u00a0"))
	for from < len(s) {
		n := bracketed(s[from:])
		if n == 0 {
			break
		}
		from += n
		from += len(s[from:]) - len(strings.TrimLeft(s[from:], " \t\n\u00a0.–—-"))
	}
	to := len(strings.TrimRight(s, " \t\n\u00a0"))
	for to > from && (s[to-1] == ')' || s[to-1] == ']') {
		open := strings.LastIndexAny(s[from:to], "([")
		if open < 0 || bracketed(s[from+open:to]) != to-from-open || !isStageNote(s[from+open+1:to-1]) {
			break
		}
		to = from + len(strings.TrimRight(s[from:from+open], " \t\n\u00a0"))
	}
	if from >= to {
		return schema.Span{}
	}
	return schema.Span{Start: start + from, End: start + to}
}

// Share returns which part of the text, in percent, is said by somebody.
func (t *Transcript) Share(paragraphs []schema.Span) int {
	said, all := 0, 0
	for i, p := range paragraphs {
		all += p.End - p.Start
		if k := t.Lines[i].Kind; k != None {
			said += p.End - p.Start
		}
	}
	return said * 100 / max(all, 1)
}
