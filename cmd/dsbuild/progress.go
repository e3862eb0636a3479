package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
)

// progress tells on stderr how far long work has come: a line with rate, time left and rejects on a
// terminal, one JSON line an event with --log-format json, else nothing.
type progress struct {
	screen *os.File // nil: no terminal
	events *json.Encoder
	what   string
	unit   string // of done and total
	tally  *tally // of pages; nil: there are none

	begun, told time.Time
	done, total int64   // total 0: unknown
	was         int64   // done when it was told
	rate        float64 // a second, of late
	drawn       int     // characters on the screen
}

// event is one line of --log-format json.
type event struct {
	Format  string           `json:"format"` // "dsbuild.event/1"
	Event   string           `json:"event"`
	What    string           `json:"what,omitempty"`
	Unit    string           `json:"unit"`
	Done    int64            `json:"done"`
	Total   int64            `json:"total,omitempty"` // 0: unknown
	Seconds float64          `json:"seconds"`
	ETA     float64          `json:"eta_seconds,omitempty"`
	Pages   int64            `json:"pages,omitempty"`
	Rejects map[string]int64 `json:"rejects,omitempty"` // by reason
}

const (
	// interval is how often events are written: often enough to watch, seldom enough to store.
	interval = time.Second
	// redraw is how often the line on a terminal changes.
	redraw = 200 * time.Millisecond
	// recent is over what the rate is taken: what an interrupted build had converted passes in no time.
	recent = 20 * time.Second
)

// newProgress begins to tell of work over total bytes; 0 where that is unknown.
func newProgress(g *globalOptions, what string, total int64) *progress {
	p := &progress{what: what, unit: "bytes", begun: time.Now(), total: total}
	p.told = p.begun
	switch {
	case g.quiet:
	case g.logFormat == "json":
		p.events = json.NewEncoder(os.Stderr)
	case screen.OnTerminal(os.Stderr):
		p.screen = os.Stderr
	}
	return p
}

// add says that n more bytes are done.
func (p *progress) add(n int64) { p.at(p.done + n) }

// at says how many are done.
func (p *progress) at(done int64) {
	p.done = done
	if p.screen == nil && p.events == nil {
		return
	}
	now := time.Now()
	since := now.Sub(p.told)
	if p.screen != nil && since < redraw || p.events != nil && since < interval {
		return
	}
	// At first the rate is that of all, then it follows what changed of late.
	weight := max(since.Seconds()/recent.Seconds(), since.Seconds()/now.Sub(p.begun).Seconds())
	p.rate += min(1, weight) * (float64(p.done-p.was)/since.Seconds() - p.rate)
	p.told, p.was = now, p.done
	if p.screen != nil {
		p.draw(p.line(now.Sub(p.begun)))
	} else {
		p.emit("progress")
	}
}

// finish says that the work has ended.
func (p *progress) finish() {
	if p.screen != nil {
		p.draw("")
	}
	if p.events != nil {
		p.emit("finished")
	}
}

// left is how many seconds there are to go; 0 unknown.
func (p *progress) left() float64 {
	if p.rate <= 0 || p.total <= p.done {
		return 0
	}
	return float64(p.total-p.done) / p.rate
}

func (p *progress) emit(name string) {
	e := event{
		Format: "dsbuild.event/1", Event: name, What: p.what, Unit: p.unit, Done: p.done, Total: p.total,
		Seconds: time.Since(p.begun).Seconds(),
	}
	if name == "progress" {
		e.ETA = p.left()
	}
	if p.tally != nil {
		e.Pages, e.Rejects = p.tally.pages, maps.Clone(p.tally.reasons)
	}
	_ = p.events.Encode(e)
}

// line is what the terminal shows.
func (p *progress) line(took time.Duration) string {
	b := &strings.Builder{}
	b.WriteString(p.what)
	if p.total > 0 {
		fmt.Fprintf(b, "  %d %%", min(100, 100*p.done/p.total))
	}
	if left := p.left(); left > 0 {
		fmt.Fprintf(b, "  %s left", time.Duration(left*float64(time.Second)).Round(time.Second))
	}
	if t := p.tally; t != nil {
		fmt.Fprintf(b, "  %s, %.0f a second", screen.Number(t.pages, "page"), float64(t.pages)/took.Seconds())
		if t.rejects > 0 {
			fmt.Fprintf(b, "  %s: %s", screen.Number(t.rejects, "reject"), joinCounts(counts(t.reasons)))
		}
	} else {
		fmt.Fprintf(b, "  %.1f MB, %.1f MB a second", float64(p.done)/1e6, p.rate/1e6)
	}
	return b.String()
}

// draw shows a line instead of the one before, as far as there is room for it.
func (p *progress) draw(line string) {
	runes := []rune(line)
	if room := screen.Width(p.screen) - 1; len(runes) > room {
		runes = runes[:max(room, 0)]
	}
	blank := max(0, p.drawn-len(runes))
	fmt.Fprintf(p.screen, "\r%s%s\r", string(runes), strings.Repeat(" ", blank))
	p.drawn = len(runes)
}

// counting returns a reader that reports what is read from r.
func (p *progress) counting(r io.Reader) io.Reader { return &countingReader{r, p} }

type countingReader struct {
	r io.Reader
	p *progress
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.p.add(int64(n))
	return n, err
}
