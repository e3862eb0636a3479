package table_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

func tables() []*schema.Table { return schema.Tables(outcometest.UserColumns()) }

// failer is what the tests of testing and of rapid have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// write writes one table's rows of outcomes and returns the parts.
func write(tb failer, dir string, t *schema.Table, opt table.Options, outcomes []schema.Outcome) []table.Part {
	tb.Helper()
	return writeFlushed(tb, dir, t, opt, outcomes, nil)
}

// writeFlushed ends row groups after so many outcomes each, the last number again and again.
func writeFlushed(tb failer, dir string, t *schema.Table, opt table.Options, outcomes []schema.Outcome, each []int) []table.Part {
	tb.Helper()
	opt.SchemaHash = schema.Hash()
	w := table.NewWriter(dir, t, opt)
	left := 0
	for i := range outcomes {
		if left == 0 && len(each) > 0 {
			w.Flush()
			left, each = each[0], each[min(1, len(each)-1):]
		}
		left--
		if err := w.Add(&outcomes[i]); err != nil {
			tb.Fatal(err)
		}
	}
	parts, err := w.Close()
	if err != nil {
		tb.Fatal(err)
	}
	return parts
}

// read returns the rows of a part.
func read(tb failer, dir string, t *schema.Table, p table.Part) [][]schema.Value {
	tb.Helper()
	f, err := os.Open(filepath.Join(dir, p.Path))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r, err := table.Open(f, p.Bytes, t)
	if err != nil {
		tb.Fatal(err)
	}
	if r.NumRows() != p.Rows || r.Meta(table.MetaTable) != t.Name || r.Meta(table.MetaHash) != schema.Hash() {
		tb.Fatalf("%s: %d rows, of table %q", p.Path, r.NumRows(), r.Meta(table.MetaTable))
	}
	var rows [][]schema.Value
	for g := range r.Groups() {
		for row, err := range r.Rows(context.Background(), g, nil) {
			if err != nil {
				tb.Fatal(err)
			}
			if row.Group != g || row.Number != int64(len(rows)) {
				tb.Fatalf("row %d of group %d says it is %d of %d", len(rows), g, row.Number, row.Group)
			}
			rows = append(rows, append([]schema.Value(nil), row.Cells...))
		}
	}
	return rows
}

// want returns the rows that outcomes give a table, as they must be read.
func want(t *schema.Table, outcomes []schema.Outcome) [][]schema.Value {
	var rows [][]schema.Value
	for i := range outcomes {
		for row := range t.Rows(&outcomes[i]) {
			cells := make([]schema.Value, len(t.Columns))
			for c := range t.Columns {
				if v := t.Columns[c].Value(row); v.Valid {
					cells[c] = v
				}
				if v := &cells[c]; v.Valid && v.List == nil && t.Columns[c].Type == schema.Utf8List {
					v.List = []string{}
				}
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// TestRoundTrip writes random outcomes with row groups and parts of random size.
func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		outcomes, _ := outcometest.Outcomes(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 40).Draw(t, "pages"))
		def := rapid.SampledFrom(tables()).Draw(t, "table")
		opt := table.Options{
			Parquet: true, Arrow: rapid.Bool().Draw(t, "arrow"),
			GroupBytes: rapid.Int64Range(300, 6000).Draw(t, "group"), PartBytes: rapid.Int64Range(2000, 40000).Draw(t, "part"),
			PartGroups: rapid.IntRange(1, 6).Draw(t, "groups"),
		}
		rows := want(def, outcomes)
		got := map[bool][][]schema.Value{}
		for _, p := range write(t, dir, def, opt, outcomes) {
			arrow := strings.HasSuffix(p.Path, ".arrow")
			got[arrow] = append(got[arrow], read(t, dir, def, p)...)
		}
		for arrow, g := range got {
			if diff := cmp.Diff(rows, g); diff != "" {
				t.Fatalf("%s, arrow %t (-written +read):\n%s", def.Name, arrow, diff)
			}
		}
	})
}

// TestFlushedGroups writes groups of changing size: room for the next one is made by the last.
func TestFlushedGroups(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(11, 900)
	for _, def := range tables() {
		dir := t.TempDir()
		rows := want(def, outcomes)
		for _, most := range []int{3, 1000} {
			parts := writeFlushed(t, dir, def, table.Options{PartGroups: most}, outcomes, []int{1, 63, 64, 65, 1, 400, 2, 150, 7})
			var got [][]schema.Value
			for _, p := range parts {
				got = append(got, read(t, dir, def, p)...)
			}
			if diff := cmp.Diff(rows, got); diff != "" {
				t.Fatalf("%s: %s", def.Name, diff)
			}
			if most == 3 && len(rows) > 500 && len(parts) < 5 {
				t.Errorf("%s: %d parts", def.Name, len(parts))
			}
		}
	}
}

// TestRowGroupBoundaries writes exactly as many rows as a group or a batch of
// the reader holds, one less and one more.
func TestRowGroupBoundaries(t *testing.T) {
	def := schema.TableByName("blocks")
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 127, 128, 129, 1023, 1024, 1025, 2048, 2049} {
		o := schema.Outcome{Reject: &schema.Reject{ID: "r"}}
		for i := range n {
			o.Blocks = append(o.Blocks, schema.Block{Index: i, Text: strings.Repeat("ü", rng.IntN(20)), Kind: "other", Reason: "links", Path: fmt.Sprint(i)})
		}
		for _, group := range []int64{2000, 1 << 20} {
			dir := t.TempDir()
			parts := write(t, dir, def, table.Options{GroupBytes: group}, []schema.Outcome{o})
			if len(parts) != 1 || parts[0].Rows != int64(n) {
				t.Fatalf("%d rows: %+v", n, parts)
			}
			if diff := cmp.Diff(want(def, []schema.Outcome{o}), read(t, dir, def, parts[0])); diff != "" {
				t.Errorf("%d rows, groups of %d bytes:\n%s", n, group, diff)
			}
		}
	}
}

// TestSameBytes writes the same rows several times and wants the same digests:
// a dictionary that fell back to plain pages would vary.
func TestSameBytes(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(5, 800)
	for i := range outcomes { // many distinct values in dictionary columns
		if a := outcomes[i].Article; a != nil {
			a.Site, a.Section, a.Publisher = fmt.Sprintf("site%d.example", i), strings.Repeat(fmt.Sprint("section ", i), 90), fmt.Sprint("outlet ", i)
		}
	}
	for _, def := range tables() {
		digests := map[string]bool{}
		for range 3 {
			sum := ""
			for _, p := range write(t, t.TempDir(), def, table.Options{Parquet: true, Arrow: true, GroupBytes: 300_000}, outcomes) {
				sum += p.SHA256
			}
			digests[sum] = true
		}
		if len(digests) != 1 {
			t.Errorf("%s: %d different files", def.Name, len(digests))
		}
	}
}

// TestPartsAreCutBetweenArticles wants no article in two parts of a table, whether they
// end for their bytes or their row groups.
func TestPartsAreCutBetweenArticles(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(9, 400)
	def := schema.TableByName("paragraphs")
	for _, opt := range []table.Options{{PartBytes: 20_000, GroupBytes: 3000}, {PartGroups: 3, GroupBytes: 3000}} {
		dir := t.TempDir()
		parts := write(t, dir, def, opt, outcomes)
		if len(parts) < 5 {
			t.Fatalf("%+v: only %d parts", opt, len(parts))
		}
		where := map[string]int{}
		for i, p := range parts {
			if p.Path != table.PartPath("paragraphs", i, false) {
				t.Errorf("part %d is %s", i, p.Path)
			}
			for _, row := range read(t, dir, def, p) {
				if before, ok := where[row[0].Str]; ok && before != i {
					t.Fatalf("%+v: article %s is in parts %d and %d", opt, row[0].Str, before, i)
				}
				where[row[0].Str] = i
			}
		}
	}
}

func TestBrokenTextKeepsItsOffsets(t *testing.T) {
	def := schema.TableByName("blocks")
	o := schema.Outcome{Reject: &schema.Reject{ID: "r"}, Blocks: []schema.Block{{Text: "a\xff\xfeb", Kind: "other", Reason: "links"}}}
	dir := t.TempDir()
	rows := read(t, dir, def, write(t, dir, def, table.Options{}, []schema.Outcome{o})[0])
	if _, i := def.Column("text"); rows[0][i].Str != "a\uFFFD\uFFFDb" {
		t.Errorf("read %q", rows[0][i].Str)
	}
}

// TestErrorsOfTheBackgroundSurface puts a file where a folder of parts must go.
func TestErrorsOfTheBackgroundSurface(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(3, 400)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "articles"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	w := table.NewWriter(dir, schema.TableByName("articles"), table.Options{GroupBytes: 1000})
	var first error
	for i := range outcomes {
		if err := w.Add(&outcomes[i]); err != nil {
			first = err
			break
		}
	}
	_, err := w.Close()
	if first == nil || err == nil || !strings.HasPrefix(err.Error(), "write table articles: ") {
		t.Errorf("Add says %v, Close %v", first, err)
	}
	w.Abort()
}

func TestTooLongValueIsAnError(t *testing.T) {
	o := schema.Outcome{Reject: &schema.Reject{ID: "r", Message: strings.Repeat("x", 129<<20)}}
	w := table.NewWriter(t.TempDir(), schema.TableByName("rejects"), table.Options{})
	defer w.Abort()
	if err := w.Add(&o); err == nil || !strings.Contains(err.Error(), "column message") {
		t.Errorf("error %v", err)
	}
}

func BenchmarkWrite(b *testing.B) {
	outcomes, _ := outcometest.Outcomes(1, 5000)
	for _, name := range []string{"articles", "paragraphs", "quotes"} {
		def := schema.TableByName(name)
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			rows := int64(0)
			for b.Loop() {
				for _, p := range write(b, dir, def, table.Options{}, outcomes) {
					rows += p.Rows
				}
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// TestStreamHasTheRowsOfThePart holds that a stream, in batches of any size, has the rows and
// the schema that a part has.
func TestStreamHasTheRowsOfThePart(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(7, 60)
	for _, def := range tables() {
		var b bytes.Buffer
		s := table.NewStream(&b, def, table.Options{SchemaHash: schema.Hash()})
		for i := range outcomes {
			if err := s.Add(&outcomes[i]); err != nil {
				t.Fatal(err)
			}
			if i%9 == 0 {
				if err := s.Flush(); err != nil || s.Pending() != 0 {
					t.Fatal(err)
				}
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "rows"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		rows := want(def, outcomes)
		if diff := cmp.Diff(rows, read(t, dir, def, table.Part{Path: "rows", Bytes: int64(b.Len()), Rows: int64(len(rows))})); diff != "" {
			t.Errorf("%s: %s", def.Name, diff)
		}
	}
}
