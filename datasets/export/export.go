// Package export writes the tables of a dataset in the formats of other programs.
//
// In: a dataset, or the articles of it that were selected. Out: a folder of files and export.json,
// which says what was selected, what stands in which file, and their digests. Laws: every cell can
// be told from what is written, by the rules of docs/export.md; text never becomes a formula of a
// spreadsheet; rows are streamed; the same dataset and options give the same bytes.
package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is what is exported: *datasets.Dataset and *selection.View are.
type Dataset interface {
	Tables() []*schema.Table
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
}

// Options say what to write.
type Options struct {
	To       string   // the name of one of Formats
	Tables   []string // nil: all that are written
	Manifest *datasets.Manifest
	Tool     string            // the version that exports
	Selected *selection.Record // nil: all articles
	// Dir is the folder of the dataset, and Beside makes the files that describe its tables
	// in a flat folder, by name. Only a deposit needs both.
	Dir    string
	Beside func() (map[string][]byte, error)
	// Reading, where it is not nil, is called from time to time with the number of
	// rows done so far.
	Reading func(rows int64)
	Disk    disk.Disk // nil: the real one
}

// Formats are what can be written, each with what it is.
var Formats = []Format{
	{"csv", "a CSV file a table", 1, (*exporter).csv},
	{depositName, "a flat folder for a repository: Parquet files, checksums, codebook, citation, licence", 1, (*exporter).deposit},
	{"dta", "a file a table for Stata 14 and later, with value labels and notes", 2, (*exporter).dta},
	{"jsonl", "articles.jsonl: one article a line, with its rows of the other tables in it", 1, (*exporter).jsonl},
	{"sqlite", "dataset.sqlite: a database with all tables, indexes and views", 1, (*exporter).sqlite},
}

// Format is one that can be written.
type Format struct {
	Name, Doc string
	passes    int64 // how often it reads each row
	write     func(*exporter) error
}

// recordName is the file that says what the others are.
const recordName = "export.json"

// Record is export.json.
type Record struct {
	Format   string            `json:"format"` // "dsbuild.export/1"
	To       string            `json:"to"`
	Tool     string            `json:"dsbuild_version"`
	Schema   string            `json:"schema_version"`
	Dataset  datasets.Identity `json:"dataset"`
	Digest   string            `json:"dataset_files_sha256"`
	Selected *selection.Record `json:"selection,omitempty"`
	LeftOut  []string          `json:"tables_left_out"`
	Tables   []Table           `json:"tables"`
	Files    []File            `json:"files"`
}

// Table is a table that was written.
type Table struct {
	Name    string   `json:"name"`
	File    string   `json:"file"`
	Rows    int64    `json:"rows"`
	Columns []Column `json:"columns"`
}

// Column is a column of it.
type Column struct {
	Name string `json:"name"`
	As   string `json:"written_as,omitempty"` // where the format cannot have the name
	Type string `json:"type"`
	Doc  string `json:"description"`
}

// File is one file of the folder.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Write exports to the folder dir, which must be empty but for hidden files.
func Write(ds Dataset, dir string, o Options) (*Record, error) {
	o.Disk = disk.Or(o.Disk)
	x := &exporter{ds: ds, dir: dir, o: o, record: &Record{
		Format: "dsbuild.export/1", To: o.To, Tool: o.Tool, Schema: o.Manifest.SchemaVersion, Dataset: o.Manifest.Dataset,
		Digest: o.Manifest.Digest, Selected: o.Selected, LeftOut: []string{}, Tables: []Table{}, Files: []File{},
	}}
	if err := x.choose(); err != nil {
		return nil, err
	}
	at := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == o.To })
	if at < 0 {
		return nil, fmt.Errorf("there is no format %q", o.To)
	}
	x.passes = Formats[at].passes
	if err := Formats[at].write(x); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return x.record, x.seal()
}

// exporter is one export.
type exporter struct {
	ds     Dataset
	dir    string
	o      Options
	tables []*schema.Table
	record *Record
	rows   int64 // read so far
	passes int64
}

// choose finds the tables to write.
func (x *exporter) choose() error {
	for _, name := range x.o.Tables {
		if !slices.ContainsFunc(x.ds.Tables(), func(t *schema.Table) bool { return t.Name == name }) {
			var have []string
			for _, t := range x.ds.Tables() {
				have = append(have, t.Name)
			}
			return fmt.Errorf("there is no table %q to export; there are %s", name, strings.Join(have, ", "))
		}
	}
	for _, t := range x.ds.Tables() {
		if x.o.Tables == nil || slices.Contains(x.o.Tables, t.Name) {
			x.tables = append(x.tables, t)
		}
	}
	for _, t := range x.o.Manifest.Tables {
		if !slices.ContainsFunc(x.tables, func(w *schema.Table) bool { return w.Name == t.Name }) {
			x.record.LeftOut = append(x.record.LeftOut, t.Name)
		}
	}
	return nil
}

// each calls add with every row of a table.
func (x *exporter) each(t *schema.Table, add func([]schema.Value) error) (rows int64, err error) {
	for row, err := range x.ds.Rows(t.Name) {
		if err != nil {
			return rows, err
		}
		if err := sound(t, row, rows); err != nil {
			return rows, err
		}
		if err := add(row); err != nil {
			return rows, err
		}
		rows++
		x.tell()
	}
	return rows, nil
}

// often is after how many rows it is told that they are read.
const often = 1 << 12

func (x *exporter) tell() {
	if x.rows++; x.o.Reading != nil && x.rows%often == 0 {
		x.o.Reading(x.rows / x.passes)
	}
}

// sound makes sure that every value is one of the declared type: no format says otherwise.
func sound(t *schema.Table, row []schema.Value, n int64) error {
	for i := range row {
		c, v := &t.Columns[i], &row[i]
		whole := c.Type == schema.Int32 || c.Type == schema.Bool || c.Type == schema.Date32 || c.Type == schema.Timestamp
		if whole && v.Float != 0 || c.Type == schema.Float64 && (math.IsNaN(v.Float) || math.IsInf(v.Float, 0)) {
			return fmt.Errorf("table %s, row %d, column %s: %v is no %s; 'dsbuild validate' lists such values", t.Name, n, c.Name, v.Float, c.Type)
		}
	}
	return nil
}

// note says in the record what a table was written as.
func (x *exporter) note(t *schema.Table, file string, rows int64, names []string) {
	out := Table{Name: t.Name, File: file, Rows: rows}
	for i := range t.Columns {
		c := &t.Columns[i]
		column := Column{Name: c.Name, Type: c.Type.String(), Doc: c.Doc}
		if names != nil && names[i] != c.Name {
			column.As = names[i]
		}
		out.Columns = append(out.Columns, column)
	}
	x.record.Tables = append(x.record.Tables, out)
}

// create makes a file of the folder, hands it to write and brings it to the disk.
func (x *exporter) create(name string, write func(disk.File) error) error {
	f, err := x.o.Disk.CreateNew(filepath.Join(x.dir, name))
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// seal lists the files and writes the record.
func (x *exporter) seal() error {
	entries, err := os.ReadDir(x.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		f, err := digest(filepath.Join(x.dir, e.Name()))
		if err != nil {
			return err
		}
		f.Path = e.Name()
		if x.o.Reading != nil {
			x.o.Reading(x.rows / x.passes)
		}
		x.record.Files = append(x.record.Files, f)
	}
	body, err := encode(x.record, "  ")
	if err != nil {
		return err
	}
	if err := x.put(recordName, body); err != nil || x.o.To != depositName {
		return err
	}
	return x.checksums()
}

func digest(name string) (File, error) {
	f, err := os.Open(name)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	size, sum, err := datasets.SumUp(f)
	return File{Bytes: size, SHA256: sum}, err
}

// encode writes JSON with a line break at its end.
func encode(v any, indent string) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// list joins a list as JSON.
func list(items []string) string {
	if items == nil {
		items = []string{}
	}
	body, err := encode(items, "")
	if err != nil {
		panic(err) // strings always are JSON
	}
	return strings.TrimSuffix(string(body), "\n")
}
