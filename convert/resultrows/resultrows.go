// Package resultrows keeps what pages became as rows of an Arrow stream, so that a
// program that knows nothing of pages can carry them: Spark, pandas, or a file.
//
// In: what the pages of one part became, one after the other, and what the part says of
// itself. Out: rows of plain columns, of which one is the result as bytes; and in any
// order, from any number of files, the same results again, in the order of a build.
// Laws: that order depends on the pages alone, not on how they were dealt out; a part
// whose rows are not all there is an error; damaged bytes are an error, never a panic.
package resultrows

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

// The words of the column outcome: the first two are pages, the others say what the rows
// of a stream are of.
const (
	Article = "article"
	Reject  = "reject"
	Part    = "part"
	Survey  = "survey"
)

// Columns are the columns of the rows.
var Columns = []arrowrows.Column{
	{Name: "outcome", Doc: "article or reject: what the page became; part: the last row, what the stream is of; survey: what was surveyed"},
	{Name: "doc_id", Doc: "id of the page"},
	{Name: "source_uri", Doc: "where the page came from"},
	{Name: "source_record", Doc: "where in it the page stands"},
	{Name: "position", Kind: arrowrows.Count, Doc: "of the page among those of its file, from 0; of a record the number in source_record"},
	{Name: "source_sha256", Doc: "digest of the record"},
	{Name: "byte_size", Kind: arrowrows.Count, Doc: "size of the record"},
	{Name: "reason", Doc: "why the page is no article"},
	{Name: "message", Doc: "the reason in words, and what to do"},
	{Name: "result", Kind: arrowrows.Bytes, Doc: "all that the page became, as dsbuild merge reads it"},
}

const positionColumn, resultColumn = 4, 9

// Writer writes the rows of one part.
type Writer struct {
	*arrowrows.Writer
	files    bool // each row that was read was a file
	file     string
	position int64
}

// NewWriter returns a writer of the rows of a part; files says that its pages come from
// files, and not from rows. It must be closed.
func NewWriter(w io.Writer, files bool) *Writer {
	return &Writer{Writer: arrowrows.NewWriter(w, Columns), files: files}
}

// Page adds what a page became.
func (w *Writer) Page(a *convert.Apart) {
	src, id, outcome, reason, message := &schema.Source{}, "", Article, "", ""
	if r := a.Reject; r != nil {
		src, id, outcome, reason, message = &r.Source, r.ID, Reject, string(r.Reason), r.Message
	} else {
		src, id = &a.Article.Source, a.Article.ID
	}
	w.Add(outcome, id, src.URI, src.Record, w.place(src), src.SHA256, src.Size, reason, message, a.Data)
}

// place is the position of a page.
func (w *Writer) place(src *schema.Source) int64 {
	if !w.files {
		n, err := strconv.ParseInt(src.Record, 10, 64)
		if err != nil {
			return 0
		}
		return n
	}
	if file := fileOf(src.URI); file == w.file {
		w.position++
	} else {
		w.file, w.position = file, 0
	}
	return w.position
}

// fileOf is the name of the file of a page, as it is on disk: the order of a build.
func fileOf(place string) string {
	file, _, _ := strings.Cut(place, "!") // behind which are members of archives
	return uri.Unescape(file)
}

// Say adds a row of what the rows are of.
func (w *Writer) Say(outcome string, data []byte) {
	w.Add(outcome, "", "", "", int64(0), "", int64(0), "", "", data)
}

// Files are the results of files of such rows.
type Files struct {
	Parts [][]byte // what the parts say of themselves
	// Surveys are what was surveyed.
	Surveys [][]byte
	Rows    []Row // in the order of a build
}

// Row is where a result stands, and of what it is.
type Row struct {
	Outcome, ID, SHA256 string
	Size                int64

	file, record   string
	position       int64
	offset, length int64
}

// errDamaged says that a file has other columns, or lacks values.
var errDamaged = errors.New("it is no stream of results; dsbuild operator writes one")

// Read reads files of rows, and puts the results into a file of dir, which Results reads
// and the caller removes.
func Read(ctx context.Context, paths []string, dir string) (f *Files, err error) {
	store, err := os.Create(storeIn(dir))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	f = &Files{}
	offset := int64(0)
	for _, path := range paths {
		for values, err := range valuesOf(ctx, path) {
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			row, data, err := read(values)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			switch row.Outcome {
			case Part:
				f.Parts = append(f.Parts, slices.Clone(data))
				continue
			case Survey:
				f.Surveys = append(f.Surveys, slices.Clone(data))
				continue
			}
			if _, err := store.Write(data); err != nil {
				return nil, err
			}
			row.offset, row.length = offset, int64(len(data))
			offset += row.length
			f.Rows = append(f.Rows, row)
		}
	}
	slices.SortFunc(f.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.position, b.position), cmp.Compare(a.record, b.record),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.SHA256, b.SHA256))
	})
	return f, nil
}

func storeIn(dir string) string { return dir + string(os.PathSeparator) + "results" }

// valuesOf yields the values of a file's rows in the order of Columns.
func valuesOf(ctx context.Context, path string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer file.Close() // it was only read
		info, err := file.Stat()
		var rows *arrowrows.File
		if err == nil {
			rows, err = arrowrows.Open(file, info.Size())
		}
		if err != nil {
			yield(nil, err)
			return
		}
		var places [10]int
		for i, c := range Columns {
			if places[i] = slices.Index(rows.Columns, c.Name); places[i] < 0 {
				yield(nil, fmt.Errorf("%w (column %s is missing)", errDamaged, c.Name))
				return
			}
		}
		values := make([]any, len(Columns))
		for row, err := range rows.Rows(ctx) {
			if err == nil {
				for i, at := range places {
					values[i] = row[at]
				}
			}
			if !yield(values, err) || err != nil {
				return
			}
		}
	}
}

// read takes a row apart. Its texts are copies, data is not.
func read(values []any) (r Row, data []byte, err error) {
	var bad string
	word := func(i int) string {
		s, ok := values[i].(string)
		if !ok && values[i] != nil {
			bad = Columns[i].Name
		}
		return strings.Clone(s)
	}
	number := func(i int) int64 {
		n, err := strconv.ParseInt(fmt.Sprintf("%s", values[i]), 10, 64)
		if err != nil {
			bad = Columns[i].Name
		}
		return n
	}
	r = Row{
		Outcome: word(0), ID: word(1), SHA256: word(5), Size: number(6),
		file: fileOf(word(2)), record: word(3), position: number(positionColumn),
	}
	data, ok := values[resultColumn].([]byte)
	if !ok || !slices.Contains([]string{Article, Reject, Part, Survey}, r.Outcome) {
		bad = Columns[resultColumn].Name
	}
	if bad != "" {
		return r, nil, fmt.Errorf("%w (column %s has another value)", errDamaged, bad)
	}
	return r, data, nil
}

// Results yields the results that Read has put into dir, in the order of Rows.
func (f *Files) Results(dir string) iter.Seq2[convert.Stored, error] {
	return func(yield func(convert.Stored, error) bool) {
		store, err := os.Open(storeIn(dir))
		if err != nil {
			yield(convert.Stored{}, err)
			return
		}
		defer store.Close() // it was only read
		for i := range f.Rows {
			data := make([]byte, f.Rows[i].length)
			_, err := io.ReadFull(io.NewSectionReader(store, f.Rows[i].offset, f.Rows[i].length), data)
			if !yield(convert.Stored{File: i, Data: data}, err) || err != nil {
				return
			}
		}
	}
}
