package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// memory is a dataset in memory.
type memory struct {
	tables []*schema.Table
	rows   map[string][][]schema.Value
	err    error // after the rows
}

func (m *memory) Tables() []*schema.Table { return m.tables }

func (m *memory) Rows(name string, _ ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		for _, row := range m.rows[name] {
			if !yield(row, nil) {
				return
			}
		}
		if m.err != nil {
			yield(nil, m.err)
		}
	}
}

func text(s string) schema.Value     { return schema.Value{Valid: true, Str: s} }
func whole(n int64) schema.Value     { return schema.Value{Valid: true, Int: n} }
func real(f float64) schema.Value    { return schema.Value{Valid: true, Float: f} }
func items(s ...string) schema.Value { return schema.Value{Valid: true, List: s} }

// everyType has a column of each type, and the column authors that is a table's name, too.
func everyType() *schema.Table {
	return &schema.Table{Name: "articles", Columns: []schema.Column{
		{Name: "doc_id"},
		{Name: "text", Long: true, Doc: "the text"},
		{Name: "authors", Type: schema.Utf8List},
		{Name: "word_count", Type: schema.Int32},
		{Name: "score", Type: schema.Float64},
		{Name: "is_free", Type: schema.Bool},
		{Name: "published_date", Type: schema.Date32},
		{Name: "published_at", Type: schema.Timestamp},
		{Name: "kind", Vocabulary: &schema.Vocabulary{Name: "kinds", Terms: []schema.Term{{Code: "news", Doc: "news"}, {Code: "opinion", Doc: "opinion"}}}},
	}}
}

func two() *memory {
	null := make([]schema.Value, 9)
	null[0] = text("b")
	return &memory{
		tables: []*schema.Table{
			everyType(),
			{Name: "authors", Columns: []schema.Column{{Name: "doc_id"}, {Name: "name"}}},
			{Name: "people", Columns: []schema.Column{{Name: "person_id"}}},
		},
		rows: map[string][][]schema.Value{
			"articles": {
				{
					text("a"), text("=1+1\n\n“Ferry”, \"boat\""), items("Ann Roe", `-2"`), whole(7), real(0.5), whole(1), whole(19_753), whole(1_706_700_000_123_456),
					text("opinion"),
				},
				null,
			},
			"authors": {{text("a"), text("Ann Roe")}, {text("a"), text("'Bo")}},
			"people":  {{text("ann roe")}},
		},
	}
}

func export(t *testing.T, m *memory, o Options) (dir string, r *Record) {
	t.Helper()
	dir = t.TempDir()
	o.Manifest = &datasets.Manifest{SchemaVersion: "0.2", Tables: []datasets.TableRows{{Name: "articles"}, {Name: "rejects"}}}
	r, err := Write(m, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, r
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestCSV(t *testing.T) {
	dir, r := export(t, two(), Options{To: "csv"})
	want := "doc_id,text,authors,word_count,score,is_free,published_date,published_at,kind\n" +
		"a,\"'=1+1\n\n“Ferry”, \"\"boat\"\"\",\"[\"\"Ann Roe\"\",\"\"-2\\\"\"\"\"]\",7,0.5,true,2024-01-31,2024-01-31T11:20:00.123456Z,opinion\n" +
		"b,,,,,,,,\n"
	if diff := cmp.Diff(want, read(t, dir, "articles.csv")); diff != "" {
		t.Error(diff)
	}
	if got := read(t, dir, "authors.csv"); got != "doc_id,name\na,Ann Roe\na,''Bo\n" {
		t.Error(got)
	}
	if diff := cmp.Diff([]string{"rejects"}, r.LeftOut); diff != "" {
		t.Error(diff)
	}
}

// Whatever a text is, no cell begins as a formula, and the rule of docs/export.md gives it back.
func TestCSVIsHarmlessAndNotLossy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ '\t\x{200b}\x{feff}]{0,3}[=+@＝-]?[a-z'"]{0,3}`)).Draw(t, "text")
		got := harmless(s)
		if strings.TrimPrefix(got, "'") != s {
			t.Fatalf("%q is read as %q", s, strings.TrimPrefix(got, "'"))
		}
		rest := strings.TrimLeft(got, " \t\n\r\u200b\ufeff")
		if rest != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(rest)[0]) {
			t.Fatalf("%q is written as %q", s, got)
		}
		if strings.Contains(s, "\r") || !utf8.ValidString(s) {
			return // not in any table
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		if err := w.Write([]string{"id", got}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		cells, err := csv.NewReader(strings.NewReader(b.String())).Read()
		if err != nil || cells[1] != got {
			t.Fatalf("%q is written as %q, %v", got, b.String(), err)
		}
	})
}

func TestJSONL(t *testing.T) {
	m := two()
	m.rows["articles"][1][2] = items()
	dir, r := export(t, m, Options{To: "jsonl"})
	want := `{"doc_id":"a","text":"=1+1\n\n“Ferry”, \"boat\"","authors":["Ann Roe","-2\""],"word_count":7,"score":0.5,"is_free":true,` +
		`"published_date":"2024-01-31","published_at":"2024-01-31T11:20:00.123456Z","kind":"opinion","authors_rows":[{"name":"Ann Roe"},{"name":"'Bo"}]}` + "\n" +
		`{"doc_id":"b","text":null,"authors":[],"word_count":null,"score":null,"is_free":null,"published_date":null,"published_at":null,"kind":null,"authors_rows":[]}` + "\n"
	if diff := cmp.Diff(want, read(t, dir, "articles.jsonl")); diff != "" {
		t.Error(diff)
	}
	if got := read(t, dir, "people.jsonl"); got != `{"person_id":"ann roe"}`+"\n" {
		t.Error(got)
	}
	if len(r.Tables) != 3 || r.Tables[1].Name != "authors" || r.Tables[1].Rows != 2 || r.Tables[1].File != "articles.jsonl" {
		t.Error(r.Tables)
	}
	m.rows["authors"] = [][]schema.Value{{text("b"), text("Ann Roe")}, {text("a"), text("Bo")}}
	if _, err := Write(m, t.TempDir(), Options{To: "jsonl", Manifest: &datasets.Manifest{}}); err == nil ||
		!strings.Contains(err.Error(), "the rows of table authors stand in another order") {
		t.Error(err)
	}
}

// A text that JSON has to escape comes back, and its line is one line.
func TestJSONText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`["\\\n\x{2028}<a]{0,5}`)).Draw(t, "text")
		got := appendText(nil, s)
		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != strings.ToValidUTF8(s, "\ufffd") || strings.ContainsAny(string(got), "\n\u2028") {
			t.Fatalf("%q: %s, %v", s, got, err)
		}
	})
}

// Every format gives the same bytes again, lists its files with digests that hold, and
// keeps an error of the dataset.
func TestEveryFormat(t *testing.T) {
	for _, f := range Formats {
		if f.Name == depositName {
			continue // it copies files, as TestDeposit does
		}
		t.Run(f.Name, func(t *testing.T) {
			told := int64(0)
			dir, r := export(t, two(), Options{To: f.Name, Reading: func(rows int64) { told = rows }})
			again, _ := export(t, two(), Options{To: f.Name})
			for _, file := range append(r.Files, File{Path: recordName}) {
				if read(t, dir, file.Path) != read(t, again, file.Path) {
					t.Errorf("%s has other bytes", file.Path)
				}
				found, err := digest(filepath.Join(dir, file.Path))
				if file.Path != recordName && (err != nil || found.SHA256 != file.SHA256 || found.Bytes != file.Bytes) {
					t.Errorf("%v, %v, %v", file, found, err)
				}
			}
			if told == 0 {
				t.Error("nothing was told of the progress")
			}
			broken := two()
			broken.err = errors.New("part 3 is cut off")
			if _, err := Write(broken, t.TempDir(), Options{To: f.Name, Manifest: &datasets.Manifest{}}); !errors.Is(err, broken.err) {
				t.Error(err)
			}
			half := two()
			half.rows["articles"][0][3] = schema.Value{Valid: true, Float: 0.5}
			if _, err := Write(half, t.TempDir(), Options{To: f.Name, Manifest: &datasets.Manifest{}}); err == nil ||
				!strings.Contains(err.Error(), "table articles, row 0, column word_count: 0.5 is no int32") {
				t.Error(err)
			}
			if _, err := Write(two(), t.TempDir(), Options{To: f.Name, Tables: []string{"quotes"}, Manifest: &datasets.Manifest{}}); err == nil ||
				!strings.Contains(err.Error(), `there is no table "quotes" to export; there are articles, authors, people`) {
				t.Error(err)
			}
			empty := two()
			empty.rows = nil
			export(t, empty, Options{To: f.Name})
		})
	}
}
