package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/source/container"
	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/convert/source/table"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// skipTable are the tables of a database or workbook that have no pages, beside others that have.
const skipTable = "table"

// maxColumnsShown cuts the list of columns in a message.
const maxColumnsShown = 400

// csv reads a table of text.
func (c *crawl) csv(in *bufio.Reader, src schema.Source) bool {
	t := table.CSV(in, c.r.opt.MaxRecord)
	if t == nil {
		return c.reject(src, schema.RejectUnsupportedType,
			"it begins like a table of text, but its first row cannot be read; export it again as CSV")
	}
	return c.tables(src, one(t))
}

// tableFile reads a table that is read out of order.
func (c *crawl) tableFile(what sniff.Type, in *bufio.Reader, src schema.Source) bool {
	at, size, err := c.anywhere(in)
	switch {
	case err != nil && container.IsTooLarge(err):
		return c.reject(src, schema.RejectTooLarge, fmt.Sprintf("%s (%s); unpack it, or raise --max-record", err, megabytes(c.r.opt.MaxRecord)))
	case err != nil:
		return c.readError(src, err)
	}
	return c.tablesAt(what, at, size, src)
}

// tablesAt reads the tables of a file whose bytes are at hand.
func (c *crawl) tablesAt(what sniff.Type, at io.ReaderAt, size int64, src schema.Source) bool {
	var all iter.Seq2[*table.Table, error]
	var err error
	switch what.Kind {
	case sniff.XLSX:
		src.Format = schema.FormatXLSX
		all, err = table.XLSX(at, size, c.r.opt.MaxRecord, int64(c.r.opt.MaxRatio))
	case sniff.SQLite:
		src.Format = schema.FormatSQLite
		all, err = table.SQLite(at, size, c.r.opt.MaxRecord)
	default:
		src.Format = schema.FormatArrow
		if what.Kind == sniff.Parquet {
			src.Format = schema.FormatParquet
		}
		var t *table.Table
		t, err = table.Arrow(c.ctx, io.NewSectionReader(at, 0, size), size, src.Format)
		all = one(t)
	}
	if err != nil {
		return c.reject(src, schema.RejectBadArchive, "this is "+what.Name+", but "+err.Error()+"; write it again")
	}
	return c.tables(src, all)
}

func one(t *table.Table) iter.Seq2[*table.Table, error] {
	return func(yield func(*table.Table, error) bool) { yield(t, nil) }
}

// tables reads the tables of a file. One that has no pages is passed over where
// another has; where none has, the file is refused with the columns it has.
func (c *crawl) tables(src schema.Source, all iter.Seq2[*table.Table, error]) bool {
	var refused []*tableSource
	read := 0
	for t, err := range all {
		if err != nil {
			return c.reject(src, schema.RejectBadArchive, reasonOf(err))
		}
		s := &tableSource{crawl: c, Table: t, src: src}
		s.src.Format = t.Format
		if !s.read() {
			return false
		}
		if s.pages {
			read++
		} else {
			refused = append(refused, s)
		}
	}
	if read == 0 {
		return c.refuseTables(src, refused)
	}
	for range refused {
		c.skip(skipTable)
	}
	return true
}

// tableSource is one table that is read.
type tableSource struct {
	*table.Table
	crawl   *crawl
	src     schema.Source
	held    []table.Row // the first rows, until the meaning of the columns is known
	size    int
	columns []fields.Column
	pages   bool   // it has columns of pages
	links   bool   // it has addresses of pages
	likely  string // what to type where a column is most likely the page
	ended   bool   // the pass is over
}

// read reads a table; false ends the pass.
func (s *tableSource) read() bool {
	c := s.crawl
	for row, err := range s.Rows {
		if err != nil {
			if !s.decided() {
				return !s.ended
			}
			return c.reject(s.src, schema.RejectBadArchive, "the table cannot be read from here on: "+reasonOf(err))
		}
		if s.columns != nil {
			if !s.row(row) {
				return false
			}
			continue
		}
		held := *row
		held.JSON = bytes.Clone(row.JSON)
		s.held = append(s.held, held)
		s.size += len(held.JSON)
		if (len(s.held) == record.MaxSample || s.size >= sampleSize) && !s.decided() {
			return !s.ended
		}
	}
	s.decided()
	return !s.ended
}

// decided settles what the columns mean and hands on the rows that were held;
// false where the table is not read on.
func (s *tableSource) decided() bool {
	if s.columns != nil {
		return true
	}
	c := s.crawl
	var sample record.Sample
	sample.Name(s.Columns)
	for i := range s.held {
		sample.Add(s.held[i].JSON, i+1)
	}
	s.columns = sample.Columns()
	for _, name := range s.Left {
		c.r.state.Unmapped[text.Clean(name, false)]++
	}
	meaning, ok := c.decideSample(s.src, &sample)
	if !ok {
		s.ended = true
		return false
	}
	for _, claim := range meaning.Claims {
		s.pages = s.pages || claim.At >= 0 && (claim.Field == "html" || claim.Field == "text")
		s.links = s.links || claim.At >= 0 && claim.Field == "url"
	}
	for i := range s.columns {
		s.links = s.links || s.columns[i].Values.Addresses()
	}
	if field, at := meaning.Body(s.columns); at >= 0 {
		s.likely = "--map " + field + "=" + s.columns[at].Name
	}
	// Rows that cannot be read are no reason to call the table one without pages.
	if !s.pages && (len(s.columns) > 0 || len(s.held) == 0) {
		return false
	}
	s.pages = true
	for i := range s.held {
		if !s.row(&s.held[i]) {
			s.ended = true
			return false
		}
	}
	s.held = nil
	return true
}

// row hands on the page of a row, or the reject in its place.
func (s *tableSource) row(row *table.Row) bool {
	c := s.crawl
	src := s.src
	src.Record = row.Record
	switch {
	case row.TooLarge:
		return c.reject(src, schema.RejectTooLarge, fmt.Sprintf("%s, more than %s; raise --max-record to read it", row.Problem,
			megabytes(c.r.opt.MaxRecord)))
	case row.Problem != "":
		return c.reject(src, schema.RejectBadRecord, row.Problem+"; mend the row, or export the table again")
	}
	return c.cells(src, row.JSON, s.Table)
}

// cells hands on the page of the cells of a row of t.
func (c *crawl) cells(src schema.Source, row []byte, t *table.Table) bool {
	p, err := c.fields.Read(src, row, c.textFormat(), c.r.state.Unmapped)
	if reject, ok := errors.AsType[*schema.Reject](err); ok {
		return c.rejectPage(reject)
	}
	p.Inner, p.Source.Format = p.BodyFormat(), t.Format
	if p.Inner == schema.FormatGiven && p.Fields.Publisher == "" {
		p.Fields.Publisher = t.Name // fundus has a table for each publisher
	}
	if cut(p.Body) {
		p.Findings = append(p.Findings, schema.Finding{
			Code:    schema.FindingCellCut,
			Message: "its cell has as many characters as a spreadsheet holds (32,767): the rest was cut off; export it without a spreadsheet",
		})
	}
	if t.Charset != "" {
		p.Charset, p.CharsetFrom = t.Charset, t.CharsetFrom
	}
	return c.page(p)
}

// maxCell is how many characters Excel holds in a cell: what it counts are units of
// UTF-16, other programs that cut there count characters.
const maxCell = 32767

// cut reports whether the text of a cell ends where a spreadsheet cuts.
func cut(cell []byte) bool {
	if len(cell) < maxCell || len(cell) > utf8.UTFMax*maxCell {
		return false
	}
	n, units := 0, 0
	for _, r := range string(cell) {
		n++
		units += utf16.RuneLen(r)
	}
	return n == maxCell || units == maxCell || units == maxCell-1 // it does not cut a pair
}

// refuseTables rejects a file none of whose tables has pages.
func (c *crawl) refuseTables(src schema.Source, tables []*tableSource) bool {
	if len(tables) == 0 {
		return c.reject(src, schema.RejectEmptyFile, "it has no table with rows; export it again, or leave it out")
	}
	links := false
	var columns []string
	for _, t := range tables {
		src.Format = t.Format
		links = links || t.links
		var names []string
		for i := range t.columns {
			names = append(names, t.columns[i].Name)
		}
		list := strings.Join(names, ", ")
		if t.Name != "" {
			list = t.Name + ": " + list
		}
		columns = append(columns, list)
	}
	kind, list := tables[0].Kind, text.Clean(text.Head(strings.Join(columns, "; "), maxColumnsShown), false)
	for _, t := range tables {
		if t.likely != "" {
			return c.reject(src, schema.RejectUnsupportedType,
				"this is "+kind+", and no name of a column says which is the page; try "+t.likely+" (its columns are "+list+")")
		}
	}
	if links {
		return c.reject(src, schema.RejectNeedsFetch,
			"this is "+kind+" of addresses, no pages; fetch them, and name what was saved (its columns are "+list+")")
	}
	return c.reject(src, schema.RejectUnsupportedType, "this is "+kind+" without a column of text, html or url (its columns are "+list+
		"); if one of them is the page, name it with --map text=COLUMN or --map html=COLUMN")
}
