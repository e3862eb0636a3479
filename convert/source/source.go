// Package source reads pages from files, folders, globs and streams.
//
// In: INPUT arguments. Out: one schema.Page a page, in order, with its bytes as
// read; Decode then turns the bytes into UTF-8 and may run in any goroutine.
//
// Laws:
//   - Content decides what a file is, not its name.
//   - Every page is counted once and comes out once: as a page or, in its
//     place, as a *schema.Reject. Any other error ends the sequence.
//   - Order, ids and digests depend on the content and the names below an
//     INPUT only, never on where the INPUT lies.
//   - One record is in memory at a time; a page owns its Body.
package source

import (
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/dsbuild/dsbuild/convert/source/index"
	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/revisit"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// defaultMaxRecord is far above any article and far below memory.
	defaultMaxRecord = 64 << 20
	// defaultMaxRatio is above what gzip reaches on real pages (about 1:20, JSONL of one site 1:60).
	defaultMaxRatio = 200
	// ratioFloor lets small files pass: 16 MiB harm nobody, and a short run of blanks packs 1:1000.
	ratioFloor = 16 << 20
)

// Input is one INPUT argument.
type Input struct {
	Path string // a file, a folder, a glob, or "-" for Options.Stdin
	// URI is how the path stands in a recipe; "": source_uri begins with the
	// last element of Path and as many before it as tell two inputs apart.
	URI string
	// Kind says what text without markup is: "page_text" or "text"; "": a text
	// file is page_text, the text of a record as Options.TextIsPage says.
	Kind string
	Map  map[string]string // as Options.Map, for this input only
}

// Options say how inputs are read. The zero value works.
type Options struct {
	MaxRecord  int64 // bytes of one record after decompression; 0 is 64 MiB
	MaxRatio   int   // bytes out for a byte in, checked beyond 16 MiB out; 0 is 200
	TextIsPage bool  // the text of a record is a page-text dump
	// Map renames fields of records: Map["title"] = "Headline" reads the field
	// Headline as title, Map["x_foo"] = "foo" carries foo as a user column.
	Map   map[string]string
	Types map[string]schema.Type // of user columns x_*; utf8 where not named
	// LeaveOutDates leaves a date of which nothing tells day from month out of its
	// record, with a finding, where it would end the reading: for a look at pages.
	LeaveOutDates bool
	OwnID         string // field of the record or column of the index that is the doc_id
	// Out, RecipeFiles and the index are passed over on a walk.
	Out         string
	RecipeFiles []string
	Index       *Index // nil: none
	// Found, where it is not nil, is shown where each page lies and may change that to where it
	// once lay: its row of the index, its site and its source_uri are those of that place.
	Found func(*schema.Source)
	Stdin io.Reader // what "-" reads
	Look  Look
	Shard Shard
	// List keeps the name and digest of every file in the State, as that of a shard does.
	List bool
	// First is the number of the first file, where others came before in another run.
	First int
}

// Shard is one of Of parts of the files; the zero value is all of them. Files are dealt
// out in turn, so that the parts are about alike, and together they are all.
type Shard struct{ Number, Of int } // Number is 1 to Of

// has reports whether the n-th file of a run, from 0, is of the part.
func (s Shard) has(n int) bool { return s.Of == 0 || n%s.Of == s.Number-1 }

// Index is the spreadsheet beside the pages.
type Index = index.Index

// IndexOptions say how the columns of an index are read.
type IndexOptions = index.Options

// OpenIndex reads an index. An error names the file, the column and the remedy.
func OpenIndex(path string, opt IndexOptions) (*Index, error) { return index.Open(path, opt) }

// Reader reads the pages of its inputs.
type Reader struct {
	opt   Options
	roots []*root
	skip  skipList
	user  []schema.UserColumn

	// records takes what web archives say of their records.
	records func(file int, r *revisit.Record)
	open    bool // revisits are left open
	// before are the records of archives that came before in another run; nil: none did.
	before iter.Seq2[revisit.Record, error]

	state  *State       // of the last reading
	place  int          // number of the file that is read
	bytes  atomic.Int64 // of files, read so far
	looked Looked
}

// Open checks the inputs; it reads no page yet. A path that does not exist and
// a glob without a match are errors.
func Open(inputs []Input, opt Options) (*Reader, error) {
	if opt.MaxRecord <= 0 {
		opt.MaxRecord = defaultMaxRecord
	}
	if opt.MaxRatio <= 0 {
		opt.MaxRatio = defaultMaxRatio
	}
	if len(inputs) == 0 {
		return nil, fmt.Errorf("no input: name files, folders, globs or - for standard input")
	}
	r := &Reader{opt: opt, skip: newSkipList(opt)}
	for _, in := range inputs {
		root, err := openRoot(in, opt)
		if err != nil {
			return nil, err
		}
		r.roots = append(r.roots, root)
	}
	nameRoots(r.roots)
	if err := r.mapFields(); err != nil {
		return nil, err
	}
	return r, nil
}

// mapFields decides the user columns and what every field of a record is for.
func (r *Reader) mapFields() error {
	names := make(map[string]bool)
	for _, root := range r.roots {
		root.rename = maps.Clone(r.opt.Map)
		if root.rename == nil {
			root.rename = make(map[string]string)
		}
		maps.Copy(root.rename, root.in.Map)
		for ours := range root.rename {
			if fields.IsUser(ours) {
				names[ours] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		r.user = append(r.user, schema.UserColumn{Name: name, Type: r.opt.Types[name]})
	}
	if r.opt.Index != nil {
		r.user = r.opt.Index.Bind(r.user)
	}
	for _, root := range r.roots {
		var err error
		if root.fields, err = record.New(root.rename, r.user, r.opt.OwnID); err != nil {
			return fmt.Errorf("map of input %s: %w", root.in.Path, err)
		}
	}
	return nil
}

// LeaveRevisits leaves open what the revisits of web archives refer to, which may lie in another shard: each is a
// reject, and note is told of every record that one may refer to, and of each revisit, with the number of its file.
func (r *Reader) LeaveRevisits(note func(file int, r *revisit.Record)) {
	r.records, r.open = note, true
}

// NoteRecords tells note of every record of a web archive that a later run may refer to, and of each revisit, with
// the number of its file; and it has revisits refer to the records of an earlier run, too.
func (r *Reader) NoteRecords(before iter.Seq2[revisit.Record, error], note func(file int, r *revisit.Record)) {
	r.records, r.before = note, before
}

// UserColumns returns the columns x_* that records and the index bring, in the
// order of schema.Fields.User.
func (r *Reader) UserColumns() []schema.UserColumn { return r.user }

// Pages reads every page of every input, in order: the inputs as given, the
// files of a folder by the bytes of their paths, records as they stand. A
// *schema.Reject takes the place of a page that cannot be read; any other
// error ends the sequence. Each call reads and counts from the beginning.
func (r *Reader) Pages(ctx context.Context) iter.Seq2[*schema.Page, error] {
	return r.read(ctx, false)
}

// SurveyPages is Pages for a survey, which asks for the id and the text of a page: where no
// index and no ids of the user ask for it either, records of web archives have no SHA256.
func (r *Reader) SurveyPages(ctx context.Context) iter.Seq2[*schema.Page, error] {
	return r.read(ctx, r.opt.Index == nil && r.opt.OwnID == "" && r.opt.Found == nil)
}

func (r *Reader) read(ctx context.Context, undigested bool) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		r.bytes.Store(0)
		r.state = newState(r.roots)
		r.looked = Looked{Left: make([]int64, len(r.roots))}
		r.prepareIndex()
		c := newCrawl(ctx, r, yield)
		c.undigested, c.files = undigested, r.opt.First
		defer c.close()
		for i, root := range r.roots {
			c.input = i
			if !c.root(root) {
				return
			}
		}
	}
}

// prepareIndex counts the files by name: only a name that is there once can
// say which page a row is for.
func (r *Reader) prepareIndex() {
	x := r.opt.Index
	if x == nil {
		return
	}
	x.Reset()
	if !x.HasNames() {
		return
	}
	for _, at := range r.roots {
		if at.stream != nil {
			continue
		}
		for f := range r.files(at) {
			if f.skip == "" {
				x.CountName(f.below)
			}
		}
	}
}

// State returns what the last reading of the pages came to.
func (r *Reader) State() *State {
	if r.state == nil {
		r.state = newState(r.roots)
	}
	if x := r.opt.Index; x != nil {
		r.state.Index = x.State()
	}
	r.state.Next = max(r.place+1, r.opt.First)
	return r.state
}

// Place is the number of the file that the last page came from, over all shards.
func (r *Reader) Place() int { return r.place }

// Summary is what the last reading of the pages came to.
func (r *Reader) Summary() schema.ReadSummary { return r.State().Summary() }
