// Package validate checks a dataset, or files of it, against every rule it
// promises to keep.
//
// In: the folder of a dataset, or Parquet and Arrow files, whoever wrote them. Out:
// findings, each with its rule, table, file, row and remedy. Laws: what can be read is
// read, whatever else is damaged; memory holds one article, some batches of rows of each
// table, and some 55 bytes for each article, and 22 for each copy; the same dataset gives the same findings in
// the same order, with any number of workers. The package reads in the process of its
// caller: a command that does not trust the files runs in a child.
package validate

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say how to validate.
type Options struct {
	FailOn     rules.Severity // from which severity on a report does not pass; "" means rules.Error
	MaxPerRule int            // findings listed for each rule and table; 0 means 20, the others are counted
	Today      schema.Date    // for time.future; zero means that no rule looks at the calendar
	Tool       string         // the version of dsbuild, for the report
	// Schema is the declaration to check against, as of an older version; nil
	// means the present one.
	Schema *schema.Document
	// Table is the table of files whose metadata do not say it; "" means that it
	// follows from folder, name or columns.
	Table string
	// Config is what a group says of its own data; nil for nothing.
	Config *rules.Config
	// CrossCheck reads every Parquet part whose digest is that of the manifest a
	// second time, with another library, and compares.
	CrossCheck bool
	// Skip names parts not to open, because reading them ended an earlier
	// process. That is a finding (see Options.Crash) which the caller adds.
	Skip []string
	// Workers is above 1 where tables are to be read and their rows checked side by
	// side; what is found is the same, and so is its order.
	Workers int
	// Reading, where it is not nil, is called with a file's name whenever
	// reading goes over to it. A child process tells its parent, which then
	// knows what it died of, and that it lives.
	Reading func(file string)
}

func (o *Options) defaults() {
	const listed = 20 // enough to see a pattern, few enough to read
	if o.MaxPerRule == 0 {
		o.MaxPerRule = listed
	}
	if o.FailOn == "" {
		o.FailOn = rules.Error
	}
}

// Run validates a dataset, or the tables in folders, files and patterns such as
// "x/*.parquet"; several tables are checked against each other. The error says
// why that could not be done at all; what is wrong stands in the report.
func Run(ctx context.Context, targets []string, opt Options) (*Report, error) {
	r := NewReport(targets, opt)
	for e, err := range Events(ctx, targets, opt) {
		if err != nil {
			return nil, err
		}
		r.Add(e)
	}
	return r, nil
}

// Events validates as Run does and yields what it finds as it goes on. An error
// ends the sequence.
func Events(ctx context.Context, targets []string, opt Options) iter.Seq2[Event, error] {
	opt.defaults()
	return func(yield func(Event, error) bool) {
		c := &checker{ctx: ctx, opt: opt, out: outlet{yield: yield, max: opt.MaxPerRule, config: opt.Config, counts: map[hit]int64{}}}
		if err := c.run(targets); err != nil && !errors.Is(err, errStopped) {
			yield(Event{}, fmt.Errorf("validate %s: %w", strings.Join(targets, " "), err))
		}
	}
}

// errStopped ends a validation whose consumer has seen enough.
var errStopped = errors.New("stopped")

// outlet queues findings, caps them, and passes them on. Rows are pulled from
// several tables at a time, and a finding may arise inside any of these pulls,
// so it is yielded only between them.
type outlet struct {
	yield  func(Event, error) bool
	max    int
	config *rules.Config
	counts map[hit]int64
	order  []hit
	queue  []Event
}

type hit struct {
	rule     string
	severity rules.Severity
	table    string
}

// finding queues a finding of the severity that the configuration gives its rule.
func (o *outlet) finding(f Finding) { o.findingOf(f, "") }

// findingOf queues a finding of a severity of its own, where it has one.
func (o *outlet) findingOf(f Finding, severity rules.Severity) {
	f.Severity = o.config.Severity(f.Rule)
	if severity != "" && f.Severity != rules.Off {
		f.Severity = severity
	}
	if f.Severity == rules.Off {
		return
	}
	h := hit{f.Rule, f.Severity, f.Table}
	if o.counts[h] == 0 {
		o.order = append(o.order, h)
	}
	o.counts[h]++
	if o.counts[h] <= int64(o.max) {
		o.queue = append(o.queue, Event{Finding: &f})
	}
}

// flush passes on what is queued.
func (o *outlet) flush() error {
	for _, e := range o.queue {
		if !o.yield(e, nil) {
			return errStopped
		}
	}
	o.queue = o.queue[:0]
	return nil
}

// end tells how many findings were not listed.
func (o *outlet) end() error {
	for _, h := range o.order {
		if more := o.counts[h] - int64(o.max); more > 0 {
			o.queue = append(o.queue, Event{Unlisted: &Unlisted{h.rule, h.severity, h.table, more}})
		}
	}
	return o.flush()
}

func newFinding(rule, message string) Finding {
	r := rules.ByID(rule)
	return Finding{Rule: rule, Severity: r.Severity, Message: message, Remedy: r.Remedy}
}

func (c *checker) run(targets []string) error {
	if err := c.pin(); err != nil {
		return err
	}
	if err := c.openTargets(targets); err != nil {
		return err
	}
	if c.root != nil {
		defer func() { _ = c.root.Close() }() // opened for reading
	}
	if err := c.checkFiles(); err != nil {
		return err
	}
	if c.table("paragraphs") == nil {
		c.readAlone()
	}
	c.prepareOwn()
	c.prepareSchemes()
	if err := c.checkRows(); err != nil {
		return err
	}
	c.checkTotals()
	c.checkRecurring()
	c.finishOwn()
	if err := c.crossCheck(); err != nil {
		return err
	}
	for _, t := range c.tables {
		c.out.queue = append(c.out.queue, Event{Checked: &Checked{t.def.Name, t.rows}})
	}
	return c.out.end()
}
