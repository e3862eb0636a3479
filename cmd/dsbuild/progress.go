package main

import (
	"encoding/json"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
)

// progress tells on stderr how far long work has come: a bar with an ETA on a
// terminal, one JSON line an event with --log-format json, else nothing.
type progress struct {
	bar     *progressbar.ProgressBar
	events  *json.Encoder
	what    string
	begun   time.Time
	emitted time.Time
	done    int64
	total   int64
	nothing bool
}

// event is one line of --log-format json.
type event struct {
	Format  string  `json:"format"` // "dsbuild.event/1"
	Event   string  `json:"event"`
	What    string  `json:"what,omitempty"`
	Done    int64   `json:"done"`
	Total   int64   `json:"total,omitempty"` // 0: unknown
	Seconds float64 `json:"seconds"`
	ETA     float64 `json:"eta_seconds,omitempty"`
}

// interval is how often events are written: often enough to watch, seldom enough to store.
const interval = time.Second

// newProgress begins to tell of work over total bytes; 0 where that is unknown.
func newProgress(g *globalOptions, what string, total int64) *progress {
	p := &progress{what: what, begun: time.Now(), total: total}
	switch {
	case g.quiet:
		p.nothing = true
	case g.logFormat == "json":
		p.events = json.NewEncoder(os.Stderr)
	case screen.OnTerminal(os.Stderr):
		if total == 0 {
			total = -1 // a spinner
		}
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(what),
			progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(24), progressbar.OptionThrottle(interval/10),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true), progressbar.OptionShowCount())
	default:
		p.nothing = true
	}
	return p
}

// add says that n more bytes are done.
func (p *progress) add(n int64) {
	p.done += n
	switch {
	case p.bar != nil:
		_ = p.bar.Add64(n)
	case p.events != nil && time.Since(p.emitted) >= interval:
		p.emit("progress")
	}
}

// finish says that the work has ended.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	if p.events != nil {
		p.emit("finished")
	}
}

func (p *progress) emit(name string) {
	p.emitted = time.Now()
	e := event{Format: "dsbuild.event/1", Event: name, What: p.what, Done: p.done, Total: p.total, Seconds: time.Since(p.begun).Seconds()}
	if name == "progress" && p.done > 0 && p.total > p.done {
		e.ETA = e.Seconds / float64(p.done) * float64(p.total-p.done)
	}
	_ = p.events.Encode(e)
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
