package table

import (
	"errors"
	"fmt"
	"iter"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// groupBytes of raw values make a row group. A writer holds one group being
	// filled and one being written; a Builder flushes its writers sooner.
	groupBytes = 16 << 20
	// maxGroupRows is what DuckDB takes as one row group.
	maxGroupRows = 122_880
	// partBytes of raw values make a part: small enough to load whole, large
	// enough that a million articles are a dozen files.
	partBytes = 512 << 20
	// partGroups row groups make a part, too: what Parquet's footer says of each is in
	// memory until the part ends.
	partGroups = 64
)

// Options say what a Writer writes.
type Options struct {
	Parquet, Arrow bool      // neither: Parquet
	Disk           disk.Disk // nil: the real one
	SchemaHash     string    // of all tables of the dataset
	// Stated is what the metadata of every part say besides.
	Stated     map[string]string
	GroupBytes int64 // raw bytes of a row group; 0 means 16 MiB
	PartBytes  int64 // raw bytes of a part; 0 means 512 MiB
	PartGroups int   // row groups of a part; 0 means 64
	// Slots, where it is not nil, is shared by writers: at most its capacity of
	// them encode at a time.
	Slots chan struct{}
}

// Part is one file of a table.
type Part struct {
	Path   string // below the dataset's folder, with slashes
	Table  string
	Rows   int64
	Bytes  int64
	SHA256 string
}

// Writer writes the parts of one table. Add and Close belong to one goroutine;
// encoding and compression run in another, so that they overlap with whatever
// makes the rows.
type Writer struct {
	table *schema.Table
	opt   Options
	build *builder
	rows  int64
	group int64 // raw bytes of the row group being filled
	part  int64 // raw bytes of the part being filled
	full  int   // row groups of the part being filled that are ended

	closed bool // jobs is closed
	ended  bool // all is written
	jobs   chan job
	done   chan struct{}
	failed atomic.Pointer[error]
	files  *files
}

// job is a row group to write; cut ends the part behind it.
type job struct {
	record arrow.RecordBatch
	cut    bool
}

// NewWriter returns a writer that creates the parts of t below dir. It must be closed.
func NewWriter(dir string, t *schema.Table, opt Options) *Writer {
	if !opt.Arrow {
		opt.Parquet = true
	}
	opt.Disk = disk.Or(opt.Disk)
	if opt.GroupBytes == 0 {
		opt.GroupBytes = groupBytes
	}
	if opt.PartBytes == 0 {
		opt.PartBytes = partBytes
	}
	if opt.PartGroups == 0 {
		opt.PartGroups = partGroups
	}
	s := Arrow(t, opt.SchemaHash, opt.Stated)
	w := &Writer{
		table: t, opt: opt, build: newBuilder(t, s),
		jobs: make(chan job), done: make(chan struct{}),
		files: &files{dir: dir, table: t, schema: s, opt: opt},
	}
	go w.run()
	return w
}

// Table returns the table's declaration.
func (w *Writer) Table() *schema.Table { return w.table }

// Rows returns how many rows were added.
func (w *Writer) Rows() int64 { return w.rows }

// Add adds the rows of an outcome. An error may stem from rows added before;
// then and ever after the writer takes no more.
func (w *Writer) Add(o *schema.Outcome) error {
	return w.add(w.table.Rows(o))
}

// AddLast adds the rows that only the end of a run knows.
func (w *Writer) AddLast(s *schema.Summary) error { return w.add(w.table.Last(s)) }

// AddRow adds a row such as the table's accessors take.
func (w *Writer) AddRow(row any) error {
	return w.add(func(yield func(any) bool) { yield(row) })
}

func (w *Writer) add(rows iter.Seq[any]) error {
	for row := range rows {
		n, err := w.build.append(row)
		if err != nil {
			return fmt.Errorf("write table %s: %w", w.table.Name, err)
		}
		w.rows++
		w.group += n
		w.part += n
		if w.group >= w.opt.GroupBytes || w.build.rows >= maxGroupRows {
			w.flush(false)
		}
	}
	if w.part >= w.opt.PartBytes || w.full >= w.opt.PartGroups {
		w.flush(true)
	}
	return w.err()
}

// Pending returns how many raw bytes are in the row group being filled.
func (w *Writer) Pending() int64 { return w.group }

// Flush ends the row group being filled, if it has rows, between two outcomes.
func (w *Writer) Flush() {
	if w.group > 0 {
		w.flush(w.full+1 >= w.opt.PartGroups)
	}
}

// Cut ends the part being filled, if it has rows.
func (w *Writer) Cut() {
	if w.part > 0 {
		w.flush(true)
	}
}

func (w *Writer) flush(cut bool) {
	w.jobs <- job{w.build.take(), cut}
	w.group = 0
	w.full++
	if cut {
		w.part, w.full = 0, 0
	}
}

// Last ends the last row group and does not wait for it to be written: so the last
// groups of several tables are written at the same time. Close comes next.
func (w *Writer) Last() {
	if w.group > 0 {
		w.flush(true)
	}
	w.close()
}

// Close writes what is left and returns the parts; there is at least one.
func (w *Writer) Close() ([]Part, error) {
	w.Last()
	return w.end()
}

// Abort ends the writer and leaves its parts as they are.
func (w *Writer) Abort() {
	w.fail(errAborted)
	_, _ = w.end() // it has failed already
}

var errAborted = errors.New("aborted")

func (w *Writer) end() ([]Part, error) {
	w.close()
	if !w.ended {
		w.ended = true
		<-w.done
		w.build.record.Release()
	}
	return w.files.parts, w.err()
}

func (w *Writer) close() {
	if !w.closed {
		w.closed = true
		close(w.jobs)
	}
}

// run is the writing goroutine. It takes every job, also after an error, so
// that Add never blocks.
func (w *Writer) run() {
	defer close(w.done)
	for j := range w.jobs {
		if w.err() == nil {
			w.fail(w.encode(j))
		}
		j.record.Release()
	}
	if w.err() == nil {
		w.fail(guarded(w.files.finish))
	}
	w.files.abandon()
}

func (w *Writer) encode(j job) error {
	if w.opt.Slots != nil {
		w.opt.Slots <- struct{}{}
		defer func() { <-w.opt.Slots }()
	}
	return guarded(func() error { return w.files.write(j) })
}

// guarded turns a panic into an error: the Parquet library panics where its
// sink fails, and nobody could recover it on this goroutine.
func guarded(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
			} else {
				err = fmt.Errorf("%v", r)
			}
		}
	}()
	return fn()
}

func (w *Writer) fail(err error) {
	if err != nil {
		err = fmt.Errorf("write table %s: %w", w.table.Name, err)
		w.failed.CompareAndSwap(nil, &err)
	}
}

func (w *Writer) err() error {
	if err := w.failed.Load(); err != nil {
		return *err
	}
	return nil
}
