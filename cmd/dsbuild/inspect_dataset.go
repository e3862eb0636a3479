package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// storedPage is what a dataset holds of one page: a line from the child that reads it.
type storedPage struct {
	ID     string
	Source schema.Source
	Stored lossreport.Stored
}

// dataset shows pages of a dataset: those that the reading process names, as
// far as they are found below --pages.
func (v *inspection) dataset(dir string, m *datasets.Manifest) error {
	o := v.o
	switch {
	case o.record != "":
		return errors.New("--record belongs to a file; in a dataset a page is named by --doc-id ID")
	case o.sample == 0 && len(o.docIDs) == 0:
		return fmt.Errorf("say which pages of %s: some with --sample N, or one with --doc-id ID", dir)
	case o.pages == "":
		return fmt.Errorf("%s does not hold its pages; name the folder they were built from with --pages DIR", dir)
	}
	if isChild() {
		return v.readStored(dir)
	}
	if _, err := os.Stat(o.pages); err != nil {
		return fmt.Errorf("--pages: %w", err)
	}
	if err := v.place(); err != nil {
		return err
	}
	stored, err := v.stored(dir)
	if err != nil {
		return err
	}
	finder, err := newPageFinder(v, m)
	if err != nil {
		return err
	}
	pages, err := finder.find(stored)
	if err != nil {
		return err
	}
	return v.show(pages, v.ofDataset(m, len(stored)))
}

// ofDataset says what the pages are.
func (v *inspection) ofDataset(m *datasets.Manifest, n int) string {
	name := m.Dataset.Name
	if m.Dataset.Version != "" {
		name += " " + m.Dataset.Version
	}
	if m.DsbuildVersion != version {
		name += fmt.Sprintf(" (built by dsbuild %s, this is %s)", m.DsbuildVersion, version)
	}
	if v.o.sample == 0 {
		return number(int64(n), "page") + " of " + name
	}
	all, what := m.Counts.Articles, "article"
	if v.o.of == "rejects" {
		all, what = m.Counts.Rejects, "reject"
	}
	return fmt.Sprintf("a sample of %d of %s of %s", n, number(all, what), name)
}

// stored asks the reading process for the pages to show.
func (v *inspection) stored(dir string) ([]storedPage, error) {
	var list []storedPage
	err := runChild(v.cmd.Context(), os.Args[1:], func(line []byte) error {
		var s storedPage
		if err := json.Unmarshal(line, &s); err != nil {
			return fmt.Errorf("read what the reading process found: %w", err)
		}
		list = append(list, s)
		return nil
	})
	if errors.Is(err, errChildDied) {
		return nil, fmt.Errorf("%s cannot be read, 'dsbuild validate %s' says which file: %w", dir, dir, err)
	}
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s has no %s to show", dir, v.o.of)
	}
	return list, err
}

// readStored is the child's part: one line for each page to show.
func (v *inspection) readStored(dir string) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	pages, err := v.choose(ds)
	if err != nil {
		return err
	}
	if err := addCandidates(ds, pages); err != nil {
		return err
	}
	e := json.NewEncoder(v.cmd.OutOrStdout())
	for _, p := range pages {
		if err := e.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

// choose reads the pages that were named, or a sample.
func (v *inspection) choose(ds *datasets.Dataset) ([]*storedPage, error) {
	if v.o.sample > 0 {
		rows, err := sampleRows(ds, v.o.of, v.o.sample)
		if err != nil {
			return nil, err
		}
		found, err := storedRows(ds, v.o.of, func(n int, _ string) bool { return rows[n] > 0 })
		if err != nil {
			return nil, err
		}
		pages := make([]*storedPage, len(rows))
		for n, p := range found {
			pages[rows[n]-1] = p
		}
		return pages, nil
	}
	byID := map[string]*storedPage{}
	for _, table := range []string{"articles", "rejects"} {
		found, err := storedRows(ds, table, func(_ int, id string) bool {
			wanted := false
			for _, named := range v.o.docIDs {
				wanted = wanted || named == id
			}
			return wanted && byID[id] == nil
		})
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			byID[p.ID] = p
		}
	}
	var pages []*storedPage
	for _, id := range v.o.docIDs {
		if byID[id] == nil {
			return nil, fmt.Errorf("the dataset has no article and no reject with the doc_id %s", id)
		}
		pages = append(pages, byID[id])
	}
	return pages, nil
}

// sampleRows chooses rows of articles or rejects; the value is the place in the sample, from 1.
func sampleRows(ds *datasets.Dataset, table string, n int) (map[int]int, error) {
	chosen, row := newSample[int](n), 0
	for cells, err := range ds.Rows(table, "doc_id", "source_uri", "source_record") {
		if err != nil {
			return nil, err
		}
		id := cells[0].Str
		if table == "rejects" { // some have no id, and some that of an article
			id += "\n" + cells[1].Str + "\n" + cells[2].Str
		}
		chosen.add(id, row)
		row++
	}
	rows := map[int]int{}
	for i, c := range chosen.items {
		rows[c.item] = i + 1
	}
	return rows, nil
}

// storedRows reads the wanted rows of articles or rejects, by their number.
func storedRows(ds *datasets.Dataset, table string, wanted func(row int, id string) bool) (map[int]*storedPage, error) {
	t := ds.Table(table)
	if t == nil {
		return nil, fmt.Errorf("the dataset has no table %s", table)
	}
	found, n := map[int]*storedPage{}, -1
	_, id := t.Column("doc_id")
	for cells, err := range ds.Rows(table) {
		if err != nil {
			return nil, err
		}
		if n++; !wanted(n, cells[id].Str) {
			continue
		}
		found[n] = storedRow(t, cells)
	}
	return found, nil
}

func storedRow(t *schema.Table, cells []schema.Value) *storedPage {
	p := &storedPage{Stored: lossreport.Stored{Rejected: t.Name == "rejects", Values: map[string]string{}}}
	for i := range t.Columns {
		c, value := &t.Columns[i], cells[i].Str
		switch c.Name {
		case "doc_id":
			p.ID = value
		case "source_uri":
			p.Source.URI = value
		case "source_record":
			p.Source.Record = value
		case "source_format":
			p.Source.Format = schema.SourceFormat(value)
		case "source_sha256":
			p.Source.SHA256 = value
		case "text":
			p.Stored.Text = value
		default:
			if cell := lossreport.Cell(c, cells[i]); cell != "" {
				p.Stored.Values[c.Name] = cell
			}
		}
	}
	return p
}

// addCandidates reads what the dataset says on the evidence of the pages.
func addCandidates(ds *datasets.Dataset, pages []*storedPage) error {
	byID := map[string]*storedPage{}
	for _, p := range pages {
		if !p.Stored.Rejected {
			byID[p.ID] = p
		}
	}
	for c, err := range ds.Rows("metadata", "doc_id", "field", "value", "evidence", "score", "chosen") {
		if err != nil {
			return err
		}
		if p := byID[c[0].Str]; p != nil {
			p.Stored.Candidates = append(p.Stored.Candidates, schema.Candidate{
				Field: c[1].Str, Value: c[2].Str, Evidence: schema.Evidence(c[3].Str), Score: c[4].Float, Chosen: c[5].Int != 0,
			})
		}
	}
	return nil
}

// pageFinder finds the pages of a dataset below a folder and converts them as
// the dataset was built.
type pageFinder struct {
	v       *inspection
	dir     string // --pages as given
	isFile  bool
	source  source.Options
	convert convert.Options
}

func newPageFinder(v *inspection, m *datasets.Manifest) (*pageFinder, error) {
	f := &pageFinder{v: v, dir: filepath.Clean(v.o.pages)}
	info, err := os.Stat(f.dir)
	if err != nil {
		return nil, fmt.Errorf("--pages: %w", err)
	}
	f.isFile = !info.IsDir()
	built := option.Stated(m.Options)
	pairs := built.Map
	if v.cmd.Flags().Changed("map") {
		pairs = v.o.fieldMap
	}
	f.source, f.convert = built.Source(), built.Convert()
	f.source.OwnID, f.source.LeaveOutDates = "", true // the dataset says which page has which id
	if f.source.Map, err = parseMap("map", pairs); err != nil {
		return nil, err
	}
	f.convert.EvidenceAll, f.convert.Without = true, nil
	return f, nil
}

// find converts the pages; each file is read once, however many of its records are wanted.
func (f *pageFinder) find(stored []storedPage) ([]lossreport.Page, error) {
	pages := make([]lossreport.Page, len(stored))
	byURI := map[string][]int{}
	for i := range stored {
		s := &stored[i]
		pages[i] = lossreport.Page{ID: s.ID, Source: s.Source, Stored: &s.Stored}
		if s.Source.SHA256 == "" {
			pages[i].Problem = "it could not be read when the dataset was built either: " + s.Stored.ColumnText("message")
			continue
		}
		byURI[f.fileOf(s.Source.URI)] = append(byURI[f.fileOf(s.Source.URI)], i)
	}
	for i := range stored {
		uri := f.fileOf(stored[i].Source.URI)
		wanted := byURI[uri]
		delete(byURI, uri)
		if wanted == nil {
			continue
		}
		if err := f.file(uri, pages, wanted); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// fileOf returns the part of a source_uri that names the file: all of it, or what
// stands before the member of an archive.
func (f *pageFinder) fileOf(uri string) string {
	archive, _, isMember := strings.Cut(uri, "!")
	if f.isFile && path.Base(uri) == filepath.Base(f.dir) {
		return uri
	}
	for _, name := range f.places(uri) {
		if _, err := os.Stat(name); isMember && !f.isFile && err == nil {
			return uri // the file itself is called so
		}
	}
	return archive
}

// file converts the wanted pages of one file.
func (f *pageFinder) file(uri string, pages []lossreport.Page, wanted []int) error {
	places := f.places(uri)
	for _, i := range wanted {
		pages[i].Problem = f.notFound(uri, places)
	}
	for _, name := range places {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		left, err := f.read(name, uri, pages, wanted)
		if err != nil {
			return err
		}
		if wanted = left; len(wanted) == 0 {
			return nil
		}
	}
	return nil
}

// places lists where the file of a source_uri may lie: the uri begins with the
// last element of what was given to build, which may be the folder, one
// above it, or one below. What a dataset says leads nowhere else.
func (f *pageFinder) places(stored string) []string {
	if f.isFile {
		return []string{f.dir}
	}
	forms := []string{uri.Unescape(stored)}
	if stored != forms[0] { // schema 0.1 left % as it was
		forms = append(forms, stored)
	}
	var list []string
	for _, form := range forms {
		for rest, more := form, true; more; _, rest, more = strings.Cut(rest, "/") {
			if local := filepath.FromSlash(rest); filepath.IsLocal(local) {
				list = append(list, filepath.Join(f.dir, local))
			}
		}
	}
	return list
}

func (f *pageFinder) notFound(uri string, places []string) string {
	if uri == "stdin" {
		return "it was read from standard input; save that as a file and name it with --pages FILE"
	}
	const named = 3
	s := strings.Join(places[:min(len(places), named)], ", ")
	return fmt.Sprintf("there is no such file (looked for %s); name the folder that was given to build with --pages DIR", s)
}

// place is where a page stands in a file.
type place struct{ member, record string }

// readAs is what the file is called while it is read: only what follows, the
// member of an archive, is compared.
const readAs = "file"

// read converts the wanted pages of one file and returns those that are not in
// it as they were.
func (f *pageFinder) read(name, uri string, pages []lossreport.Page, wanted []int) (left []int, err error) {
	byRecord := map[place]int{}
	kind := ""
	for _, i := range wanted {
		s := pages[i].Source
		at := place{strings.TrimPrefix(s.URI, uri), s.Record}
		byRecord[at] = i
		pages[i].Problem = fmt.Sprintf("%s has no record %s now; put the file of the build back", name+at.member, s.Record)
		if s.Format == schema.FormatPageText || s.Format == schema.FormatText {
			kind = string(s.Format)
		}
	}
	absolute, err := filepath.Abs(name) // a file may be called "-"
	if err != nil {
		return nil, err
	}
	input := source.Input{Path: absolute, URI: readAs, Kind: kind}
	reader, err := source.Open([]source.Input{input}, f.source)
	if err != nil {
		return nil, err
	}
	for page, err := range reader.Pages(f.v.cmd.Context()) {
		t := &convert.Trace{Page: page}
		if reject, ok := errors.AsType[*schema.Reject](err); ok {
			t.Reject = reject
		} else if err != nil {
			return nil, err
		}
		f.take(name, t, pages, byRecord)
		if len(byRecord) == 0 {
			break
		}
	}
	for _, i := range wanted {
		if pages[i].Trace == nil {
			left = append(left, i)
		}
	}
	return left, nil
}

// take gives a record to the page that wants it, if it is the one of the build.
func (f *pageFinder) take(name string, t *convert.Trace, pages []lossreport.Page, byRecord map[place]int) {
	s := schema.Source{}
	if t.Reject != nil {
		s = t.Reject.Source
	} else {
		s = t.Page.Source
	}
	at := place{strings.TrimPrefix(s.URI, readAs), s.Record}
	i, ok := byRecord[at]
	if !ok {
		return
	}
	delete(byRecord, at)
	p := &pages[i]
	if s.SHA256 != p.Source.SHA256 {
		const shown = 12
		have := s.SHA256
		if have == "" {
			have = "unknown"
		}
		p.Problem = fmt.Sprintf("%s has changed since the build (SHA-256 %.*s, in the dataset %.*s); put the file of the build back, or build again",
			name, shown, have, shown, p.Source.SHA256)
		return
	}
	p.Problem = ""
	if t.Reject != nil {
		t.Reject.Source.URI = p.Source.URI
		p.Trace = t
		return
	}
	t.Page.ID, t.Page.Source.URI = p.ID, p.Source.URI
	p.Trace = convert.New(f.asBuilt(p)).Trace(t.Page)
}
