package validate_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/schema"
)

// setColumn writes a column of a part anew, and takes the manifest away, so that
// nothing but the column is wrong. made returns the values for the ones that are there.
func setColumn(t *testing.T, dir, name, column string, made func(arrow.Array) arrow.Array) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(datasetsPart(name, false)))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := pqarrow.ReadTable(context.Background(), f, nil, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	at := whole.Schema().FieldIndices(column)[0]
	was, err := array.Concatenate(whole.Column(at).Data().Chunks(), memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	fields, columns := slices.Clone(whole.Schema().Fields()), []arrow.Column{}
	for i := range fields {
		c := *whole.Column(i)
		if i == at {
			values := made(was)
			fields[i].Type = values.DataType()
			c = *arrow.NewColumn(fields[i], arrow.NewChunked(values.DataType(), []arrow.Array{values}))
		}
		columns = append(columns, c)
	}
	meta := whole.Schema().Metadata()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := array.NewTable(arrow.NewSchema(fields, &meta), columns, whole.NumRows())
	if err := pqarrow.WriteTable(changed, out, 1<<20, nil, pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema())); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "manifest.json")); err == nil {
		remove(t, dir, "manifest.json")
	}
}

// halves are the numbers with a half more.
func halves(a arrow.Array) arrow.Array {
	b := array.NewFloat64Builder(memory.DefaultAllocator)
	for i := range a.Len() {
		if a.IsNull(i) {
			b.AppendNull()
		} else {
			b.Append(float64(a.(*array.Int32).Value(i)) + .5)
		}
	}
	return b.NewArray()
}

func nulls(a arrow.Array) arrow.Array {
	b := array.NewInt32Builder(memory.DefaultAllocator)
	b.AppendNulls(a.Len())
	return b.NewArray()
}

// aboutCells are the findings of a report about cells of a column, and the others but
// those on the manifest, on types that mean the same and on what was lost in writing.
func aboutCells(r *validate.Report, column string) (about, others []validate.Finding) {
	for _, f := range r.Findings {
		switch {
		case f.Column == column && f.Row != nil:
			about = append(about, f)
		case f.File != "manifest.json" && f.Rule != "schema.equivalent" && f.Rule != "schema.unstated":
			others = append(others, f)
		}
	}
	return about, others
}

// TestNullCounts makes every count NULL, of every table that has one, and wants each
// found by its own law, once a row, without a value that the file does not hold.
func TestNullCounts(t *testing.T) {
	for _, table := range schema.Tables(nil) {
		for i := range table.Columns {
			c := &table.Columns[i]
			if c.Unit != "count" && c.Name != "char_count" || c.Required {
				continue
			}
			t.Run(table.Name+"."+c.Name, func(t *testing.T) {
				dir := build(t, datasets.Options{}, 60, nil)
				setColumn(t, dir, table.Name, c.Name, nulls)
				law := map[string]string{"paragraph_count": "laws.count", "quote_count": "laws.count", "quoted_words": "laws.speaker"}[c.Name]
				switch {
				case table.Name == "speakers":
					law = "laws.speaker"
				case table.Name == "people":
					law = "laws.people"
				case law == "":
					law = "laws." + c.Name
				}
				r, err := validate.Run(context.Background(), []string{dir}, validate.Options{MaxPerRule: 1000})
				if err != nil {
					t.Fatal(err)
				}
				about, others := aboutCells(r, c.Name)
				if len(others) > 0 || len(about) == 0 || int64(len(about)) != rowsOf(r, table.Name) {
					t.Errorf("%d findings for %d rows:\n%s", len(about), rowsOf(r, table.Name), text(t, r))
				}
				for _, f := range about {
					if f.Rule != law || f.Value != "" || !strings.Contains(f.Message, "NULL") {
						t.Errorf("%s: want %s", f.String(), law)
					}
				}
				alone, err := validate.Run(context.Background(), []string{filepath.Join(dir, filepath.FromSlash(datasetsPart(table.Name, false)))},
					validate.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if mayBeNull := c.Name == "quote_count" && table.Name == "articles"; alone.Passed != mayBeNull {
					t.Errorf("of the file alone: passed %t", alone.Passed)
				}
			})
		}
	}
}

func rowsOf(r *validate.Report, name string) int64 {
	for _, c := range r.Tables {
		if c.Table == name {
			return c.Rows
		}
	}
	return 0
}

// TestNumbersThatAreNone puts a half onto every count and position: each is told once,
// and shown as it stands.
func TestNumbersThatAreNone(t *testing.T) {
	for _, table := range schema.Tables(nil) {
		for i := range table.Columns {
			c := &table.Columns[i]
			if c.Type != schema.Int32 || table.OnRequest {
				continue
			}
			t.Run(table.Name+"."+c.Name, func(t *testing.T) {
				dir := build(t, datasets.Options{}, 30, nil)
				setColumn(t, dir, table.Name, c.Name, halves)
				r, err := validate.Run(context.Background(), []string{dir}, validate.Options{MaxPerRule: 1000})
				if err != nil {
					t.Fatal(err)
				}
				about, others := aboutCells(r, c.Name)
				others = slices.DeleteFunc(others, func(f validate.Finding) bool {
					return c.Name == "paragraph_index" && f.Rule == "keys.reference" && f.Table != table.Name // they name paragraphs that have no such number any more
				})
				if len(about) == 0 || len(others) > 0 {
					t.Errorf("%d findings, and\n%v", len(about), others)
				}
				for _, f := range about {
					if f.Table != table.Name {
						continue
					}
					if f.Rule != "schema.type" || !strings.HasSuffix(f.Value, ".5") {
						t.Errorf("%s", f.String())
					}
				}
			})
		}
	}
}

// TestDaysWithATime wants a day that has a time told as what it is, and no law that
// takes it for a day of 1970.
func TestDaysWithATime(t *testing.T) {
	dir := build(t, datasets.Options{}, 60, nil)
	setColumn(t, dir, "articles", "published_date", func(a arrow.Array) arrow.Array {
		b := array.NewTimestampBuilder(memory.DefaultAllocator, &arrow.TimestampType{Unit: arrow.Microsecond})
		for i := range a.Len() {
			if a.IsNull(i) {
				b.AppendNull()
			} else {
				b.Append(arrow.Timestamp(int64(a.(*array.Date32).Value(i))*86_400_000_000 + 37_800_000_000))
			}
		}
		return b.NewArray()
	})
	about, others := aboutCells(run(t, dir), "published_date")
	if len(about) == 0 || len(others) > 0 {
		t.Errorf("%d findings about the days, others: %v", len(about), others)
	}
	for _, f := range about {
		if f.Rule != "schema.type" || !strings.HasSuffix(f.Value, " 10:30:00") {
			t.Errorf("%s", f.String())
		}
	}
}

// TestTextThatIsNotSeen spoils the text of a column with what is not seen.
func TestTextThatIsNotSeen(t *testing.T) {
	for title, rule := range map[string]string{
		"Bridge\U000e0041 reopens": "text.control", "Bridge\u2028reopens": "text.control", "Bridge\u2029": "text.control", "Bridge\u3164 reopens": "text.control",
		"\uffa0Bridge": "text.control", "Bridge\u115f\u1160": "text.control", "   ": "values.empty", "\u00a0": "values.empty", "\n \n": "values.empty", "\u2800": "values.empty",
		"Bridge \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f reopens": "",
	} {
		dir := build(t, datasets.Options{}, 20, func(o []schema.Outcome) {
			a := first(o, spoken)
			a.Title, a.Keywords, a.Quotes[0].SpeakerRole, a.Source.URI = title, []string{"bridge", title}, title, title
		})
		r := run(t, dir)
		for _, column := range []string{"title", "keywords", "speaker_role", "source_uri"} {
			if found := slices.ContainsFunc(r.Findings, func(f validate.Finding) bool { return f.Rule == rule && f.Column == column }); found != (rule != "") || r.Passed != (rule == "") {
				t.Errorf("%s = %+q, want %q:\n%s", column, title, rule, text(t, r))
			}
		}
	}
}
