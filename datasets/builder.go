// Package datasets writes outcomes as a dataset on disk and opens it again.
//
// In: outcomes, in order, and the summary of the run. Out: a folder with one
// folder of parts for each table, manifest.json, and what Options.Beside makes. Laws:
// the folder is whole or absent, also after a crash; pages == articles +
// rejects; the same outcomes and options give the same bytes.
package datasets

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/duplicates"
	"github.com/dsbuild/dsbuild/datasets/people"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// flushBytes of raw values over all tables end the row group of every table.
// So memory is the same for every number of pages, and the n-th row groups of
// all tables hold the same articles.
const flushBytes = 24 << 20

// encoders is how many tables are compressed at a time. Each holds 16 MB of
// history; two keep up with the pages of many cores.
const encoders = 2

// Options say what a Builder writes.
type Options struct {
	UserColumns []schema.UserColumn
	// Parquet and Arrow say in which formats tables are written; neither means Parquet.
	Parquet, Arrow bool
	Without        []string            // layers left out: "quotes", "topics"
	With           []string            // tables on request: "blocks"
	Overwrite      bool                // replace the dataset that stands in the folder
	Corrections    *people.Corrections // of the table people; nil: none
	Identity       Identity
	Disk           disk.Disk // nil: the real one
	// Beside, where it is not nil, makes more files from the tables that were written,
	// by name. The manifest of what it is given has the parts alone for files.
	Beside func(*Dataset) (map[string][]byte, error)
}

// Builder writes one dataset. It belongs to one goroutine, and must end with
// Finish or Abort.
type Builder struct {
	opt     Options
	place   *place
	writers []*table.Writer
	left    []string // tables that are not written
	rejects map[rejectKey]int64
	people  *people.Collector // nil where the table is left out
	alike   *duplicates.Collector
	taken   [][2]string // files to take in: name and path
	copies  map[schema.Relation]int64

	rehydrated *Rehydrated // nil: not made of a derivative
}

type rejectKey struct {
	stage  schema.Stage
	reason schema.RejectReason
}

// Create starts a dataset that will stand in dir. Until Finish it stands in
// dir.partial, which is locked: a second Create for the same dir is an error,
// what a crashed one left is taken over. Create refuses a dir that exists,
// unless opt.Overwrite is set and a dataset stands there.
func Create(dir string, opt Options) (*Builder, error) {
	tables, left, err := chosen(opt)
	if err != nil {
		return nil, err
	}
	if opt.Corrections != nil && slices.Contains(left, "people") {
		return nil, errors.New("there are corrections of the table people, which is left out; leave them out too, or do not leave out quotes")
	}
	if !opt.Arrow {
		opt.Parquet = true
	}
	p, err := takePlace(opt.Disk, dir, opt.Overwrite)
	if err != nil {
		return nil, err
	}
	b := &Builder{
		opt: opt, place: p, left: left, rejects: map[rejectKey]int64{},
		alike: duplicates.New(p.on, p.grows), copies: map[schema.Relation]int64{},
	}
	slots := make(chan struct{}, encoders)
	format := table.Options{Disk: p.on, Parquet: opt.Parquet, Arrow: opt.Arrow, SchemaHash: schema.Hash(), Slots: slots}
	for _, t := range tables {
		if t.Name == "people" {
			b.people = people.New(p.on, p.grows, opt.Corrections)
		}
		format.Stated = stated(t, opt.Identity.Options)
		b.writers = append(b.writers, table.NewWriter(p.grows, t, format))
	}
	return b, nil
}

// stated is what the parts of a table say of the options.
func stated(t *schema.Table, options map[string]string) map[string]string {
	threshold := options[OptionThreshold]
	if (t.Name == "quotes" || t.Name == "quote_candidates") && threshold != "" {
		return map[string]string{table.MetaThreshold: threshold}
	}
	return nil
}

// chosen returns the tables to write and the names of the others.
func chosen(opt Options) (tables []*schema.Table, left []string, err error) {
	all := schema.Tables(opt.UserColumns)
	for _, name := range opt.Without {
		if !slices.ContainsFunc(all, func(t *schema.Table) bool { return t.Layer == name }) {
			return nil, nil, fmt.Errorf("there is no layer %q to leave out", name)
		}
	}
	for _, name := range opt.With {
		if !slices.ContainsFunc(all, func(t *schema.Table) bool { return t.OnRequest && t.Name == name }) {
			return nil, nil, fmt.Errorf("there is no table %q to ask for", name)
		}
	}
	for i, u := range opt.UserColumns {
		if !strings.HasPrefix(u.Name, "x_") ||
			slices.ContainsFunc(opt.UserColumns[:i], func(o schema.UserColumn) bool { return o.Name == u.Name }) {
			return nil, nil, fmt.Errorf("the user column %q must begin with x_ and come once", u.Name)
		}
	}
	for _, t := range all {
		if slices.Contains(opt.Without, t.Layer) || t.OnRequest && !slices.Contains(opt.With, t.Name) {
			left = append(left, t.Name)
		} else {
			tables = append(tables, t)
		}
	}
	return tables, left, nil
}

// Add adds what one page became. An error may stem from earlier outcomes,
// which are written in the background; after one the dataset can only be aborted.
func (b *Builder) Add(o schema.Outcome) error {
	if (o.Article == nil) == (o.Reject == nil) {
		return errors.New("add outcome: it must be one article or one reject")
	}
	pending := int64(0)
	for _, w := range b.writers {
		if err := w.Add(&o); err != nil {
			return err
		}
		pending += w.Pending()
	}
	if pending >= flushBytes {
		for _, w := range b.writers {
			w.Flush()
		}
	}
	if o.Reject != nil {
		b.rejects[rejectKey{o.Reject.Stage, o.Reject.Reason}]++
	}
	if o.Article == nil {
		return nil
	}
	if b.people != nil {
		if err := b.people.Add(o.Article); err != nil {
			return err
		}
	}
	return b.alike.Add(o.Article)
}

// Cut ends the part that is being written of every table: what comes next stands in
// parts of its own.
func (b *Builder) Cut() {
	for _, w := range b.writers {
		w.Cut()
	}
}

// Take moves a file into the dataset, under a name below it, when that is finished.
func (b *Builder) Take(name, path string) { b.taken = append(b.taken, [2]string{name, path}) }

// Finish writes what is left, the manifest and the files beside it, and puts
// the dataset in its place. After an error nothing stands there, or what stood
// there before.
func (b *Builder) Finish(s *schema.Summary) (m *Manifest, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Abort())
		}
	}()
	var parts []table.Part
	rows := map[string]int64{}
	last := *s
	var notFound error // why people or duplicates could not be found
	if b.people != nil {
		last.People = untilError(b.people.Rows(), &notFound)
	}
	last.Duplicates = func(yield func(*schema.Duplicate) bool) {
		untilError(b.alike.Rows(s.Outlets), &notFound)(func(d *schema.Duplicate) bool {
			b.copies[d.Relation]++
			return yield(d)
		})
	}
	for _, w := range b.writers {
		if err := errors.Join(w.AddLast(&last), notFound); err != nil {
			return nil, err
		}
		w.Last()
	}
	for _, w := range b.writers {
		p, err := w.Close()
		if err != nil {
			return nil, err
		}
		parts = append(parts, p...)
		rows[w.Table().Name] = w.Rows()
	}
	if rows["articles"]+rows["rejects"] != s.Pages {
		return nil, fmt.Errorf("%d pages were read, but %d articles and %d rejects written; please report it",
			s.Pages, rows["articles"], rows["rejects"])
	}
	if err := errors.Join(b.people.Close(), b.alike.Close()); err != nil {
		return nil, err
	}
	m = b.manifest(s, parts, rows)
	d := &Dataset{dir: b.place.grows, manifest: m}
	for _, w := range b.writers {
		d.tables = append(d.tables, w.Table())
	}
	if err := b.take(m); err != nil {
		return nil, err
	}
	if err := describe(b.place.on, d, b.opt.Beside); err != nil {
		return nil, err
	}
	if err := b.place.publish(); err != nil {
		return nil, err
	}
	return m, nil
}

// take moves the files in that Take named.
func (b *Builder) take(m *Manifest) error {
	for _, t := range b.taken {
		to := filepath.Join(b.place.grows, filepath.FromSlash(t[0]))
		if err := disk.MkdirAll(b.place.on, filepath.Dir(to)); err != nil {
			return err
		}
		if err := b.place.on.Rename(t[1], to); err != nil {
			return err
		}
		f, err := digestFile(to)
		if err == nil {
			err = b.place.on.Sync(to)
		}
		if err != nil {
			return err
		}
		f.Path = t[0]
		m.Files = append(m.Files, f)
	}
	return nil
}

// digestFile sums a file up.
func digestFile(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	size, digest, err := SumUp(f)
	return File{Bytes: size, SHA256: digest}, errors.Join(err, f.Close())
}

// untilError yields rows; failed is why they end too soon.
func untilError[R any](rows iter.Seq2[R, error], failed *error) iter.Seq[R] {
	return func(yield func(R) bool) {
		for r, err := range rows {
			if err != nil {
				*failed = err
				return
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Rehydrated says, before Finish, of which derivative the dataset is made.
func (b *Builder) Rehydrated(r *Rehydrated) { b.rehydrated = r }

// Relations counts the articles that are like an earlier one, once Finish has ended.
func (b *Builder) Relations() []schema.Count { return schema.Counts(b.copies) }

// Abort ends the build and removes what it wrote.
func (b *Builder) Abort() error {
	for _, w := range b.writers {
		w.Abort()
	}
	return errors.Join(b.people.Close(), b.alike.Close(), b.place.leave())
}

// describe writes the files that are no tables of a dataset that is being written, the
// manifest last.
func describe(on disk.Disk, d *Dataset, beside func(*Dataset) (map[string][]byte, error)) error {
	m := d.manifest
	files := map[string][]byte{}
	if beside != nil {
		more, err := beside(d)
		if err != nil {
			return fmt.Errorf("describe the tables: %w", err)
		}
		maps.Copy(files, more)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := writeFile(on, d.dir, name, files[name])
		if err != nil {
			return err
		}
		m.Files = append(m.Files, f)
	}
	slices.SortFunc(m.Files, func(x, y File) int { return cmp.Compare(x.Path, y.Path) })
	m.Digest = m.FilesDigest()
	body, err := m.marshal()
	if err != nil {
		return err
	}
	_, err = writeFile(on, d.dir, ManifestName, body)
	return err
}

func writeFile(on disk.Disk, dir, name string, body []byte) (File, error) {
	place := filepath.Join(dir, filepath.FromSlash(name))
	err := disk.MkdirAll(on, filepath.Dir(place))
	if err == nil {
		err = disk.Write(on, place, body)
	}
	return File{Path: name, Bytes: int64(len(body)), SHA256: digestOf(body)}, err
}
