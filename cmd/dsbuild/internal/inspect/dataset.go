package inspect

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
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
	case o.sample == 0 && len(o.docIDs) == 0 && !o.doubtful:
		return fmt.Errorf("say which pages of %s: some with --sample N, one with --doc-id ID, or those in doubt with --doubtful", dir)
	case o.pages == "":
		return fmt.Errorf("%s does not hold its pages; name the folder they were built from with --pages DIR", dir)
	}
	if child.Is() {
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
	if len(stored) == 0 {
		_, err := fmt.Fprintf(v.cmd.OutOrStdout(), "%s has no article whose text is in doubt\n", dir)
		return err
	}
	const enough = 16
	v.digest = m.TablesDigest()[:enough]
	finder, err := newPageFinder(v, dir, m)
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
	if m.DsbuildVersion != v.version {
		name += fmt.Sprintf(" (built by dsbuild %s, this is %s)", m.DsbuildVersion, v.version)
	}
	if v.o.doubtful {
		return screen.Number(int64(n), "doubtful article") + " of " + name
	}
	if v.o.sample == 0 {
		return screen.Number(int64(n), "page") + " of " + name
	}
	all, what := m.Counts.Articles, "article"
	if v.o.of == "rejects" {
		all, what = m.Counts.Rejects, "reject"
	}
	return fmt.Sprintf("a sample of %d of %s of %s", n, screen.Number(all, what), name)
}

// stored asks the reading process for the pages to show.
func (v *inspection) stored(dir string) ([]storedPage, error) {
	var list []storedPage
	err := child.Run(v.cmd.Context(), nil, func(line []byte) error {
		var s storedPage
		if err := json.Unmarshal(line, &s); err != nil {
			return fmt.Errorf("read what the reading process found: %w", err)
		}
		list = append(list, s)
		return nil
	})
	if err != nil {
		return nil, child.Unreadable(err, dir)
	}
	if len(list) == 0 && !v.o.doubtful {
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
	if err := addBeside(ds, pages); err != nil {
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
	if v.o.sample > 0 || v.o.doubtful {
		rows, err := v.sampleRows(ds)
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
			return slices.Contains(v.o.docIDs, id) && byID[id] == nil
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

// sampleRows chooses rows of articles or rejects, all where no number is said; the value
// is the place in the sample, from 1.
func (v *inspection) sampleRows(ds *datasets.Dataset) (map[int]int, error) {
	table, n := v.o.of, v.o.sample
	columns := []string{"doc_id", "source_uri", "source_record"}
	if v.o.doubtful {
		columns = append(columns, "findings", "body_confidence")
	}
	if n == 0 {
		n = math.MaxInt
	}
	chosen, row := newSample[int](n), -1
	for cells, err := range ds.Rows(table, columns...) {
		if err != nil {
			return nil, err
		}
		row++
		if v.o.doubtful && !figures.IsDoubtful(cells[3].List, schema.Opt[float64]{OK: cells[4].Valid, V: cells[4].Float}) {
			continue
		}
		id := cells[0].Str
		if table == "rejects" { // some have no id, and some that of an article
			id += "\n" + cells[1].Str + "\n" + cells[2].Str
		}
		chosen.add(id, row)
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

// addBeside reads what the dataset says on the evidence and on the topics of the pages.
func addBeside(ds *datasets.Dataset, pages []*storedPage) error {
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
	if ds.Table("topics") == nil {
		return nil
	}
	for c, err := range ds.Rows("topics", "doc_id", "scheme", "code", "label", "score", "rank", "method", "outcome", "evidence") {
		if err != nil {
			return err
		}
		if p := byID[c[0].Str]; p != nil {
			p.Stored.Topics = append(p.Stored.Topics, schema.Topic{
				Scheme: c[1].Str, Code: c[2].Str, Label: c[3].Str, Score: schema.Opt[float64]{OK: c[4].Valid, V: c[4].Float}, Rank: int(c[5].Int),
				Method: schema.TopicMethod(c[6].Str), Outcome: schema.TopicOutcome(c[7].Str), Evidence: c[8].List,
			})
		}
	}
	return nil
}
