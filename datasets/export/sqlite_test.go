package export

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// query returns the rows of a query, cells joined by "|".
func query(t *testing.T, dir, statement string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, databaseName)+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, c := range cells {
			if !c.Valid {
				c.String = "NULL"
			}
			row = append(row, c.String)
		}
		out = append(out, strings.Join(row, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSQLite(t *testing.T) {
	dir, r := export(t, two(), Options{To: "sqlite", Tool: "1.2"})
	for _, c := range []struct {
		statement string
		want      []string
	}{
		{"SELECT * FROM articles", []string{
			"a|=1+1\n\n“Ferry”, \"boat\"|[\"Ann Roe\",\"-2\\\"\"]|7|0.5|1|2024-01-31|2024-01-31T11:20:00.123456Z|opinion",
			"b|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL",
		}},
		{"SELECT name FROM authors WHERE doc_id = 'a'", []string{"Ann Roe", "'Bo"}},
		{"SELECT typeof(word_count), typeof(score), typeof(is_free), typeof(authors) FROM articles LIMIT 1", []string{"integer|real|integer|text"}},
		{"SELECT strftime('%Y %H', published_at), date(published_date, '+1 day') FROM articles LIMIT 1", []string{"2024 11|2024-02-01"}},
		{"SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name", []string{"articles_doc_id", "authors_doc_id", "people_person_id"}},
		{"SELECT name FROM sqlite_schema WHERE type = 'view'", nil}, // no table has the columns
		{"SELECT value FROM dsbuild_about WHERE name = 'dsbuild_version'", []string{"1.2"}},
		{"SELECT type, description FROM dsbuild_columns WHERE table_name = 'articles' AND column_name = 'text'", []string{"utf8|the text"}},
		{"PRAGMA integrity_check", []string{"ok"}},
	} {
		if diff := cmp.Diff(c.want, query(t, dir, c.statement)); diff != "" {
			t.Errorf("%s: %s", c.statement, diff)
		}
	}
	if len(r.Files) != 1 || r.Files[0].Path != databaseName {
		t.Error(r.Files)
	}
}

// A name is a name, whatever is in it; of two that SQLite takes for one, the second has a number.
func TestSQLiteNames(t *testing.T) {
	m := &memory{
		tables: []*schema.Table{{Name: "articles", Columns: []schema.Column{{Name: "doc_id"}, {Name: `x_"; DROP TABLE articles; --`}, {Name: "x_Größe"}, {Name: "X_größe"}}}},
		rows:   map[string][][]schema.Value{"articles": {{text("a"), text("1"), text("2"), text("3")}}},
	}
	dir, r := export(t, m, Options{To: "sqlite"})
	if diff := cmp.Diff([]string{"a|1|2|3"}, query(t, dir, `SELECT doc_id, "x_""; DROP TABLE articles; --", "x_Größe", "X_größe_2" FROM articles`)); diff != "" {
		t.Error(diff)
	}
	if as := r.Tables[0].Columns[3].As; as != "X_größe_2" {
		t.Error(as)
	}
}

// The last capture of a page is the latest one; without a time the last of the dataset.
// Two urls of one path are one page where they say one canonical_url.
func TestSQLiteViews(t *testing.T) {
	at := func(us int64) schema.Value { return schema.Value{Valid: true, Int: us} }
	none := schema.Value{}
	m := &memory{
		tables: []*schema.Table{
			{Name: "articles", Columns: []schema.Column{
				{Name: "doc_id"}, {Name: "url"}, {Name: "canonical_url"}, {Name: "retrieved_at", Type: schema.Timestamp}, {Name: "duplicate_of"},
			}},
			{Name: "duplicates", Columns: []schema.Column{{Name: "doc_id"}, {Name: "relation"}}},
			{Name: "quotes", Columns: []schema.Column{{Name: "doc_id"}, {Name: "speaker_key"}}},
			{Name: "people", Columns: []schema.Column{{Name: "person_id"}, {Name: "keys", Type: schema.Utf8List}, {Name: "name"}}},
		},
		rows: map[string][][]schema.Value{
			"articles": {
				{text("a"), text("https://n.example/ferry?s=1"), none, at(2_000_000), none},
				{text("b"), text("https://n.example/ferry?s=1"), none, at(2_000_001), none},
				{text("c"), text("https://n.example/ferry?s=1"), none, none, text("a")},
				{text("d"), text("https://m.n.example/ferry#top"), text("https://n.example/f"), none, none},
				{text("e"), text("https://n.example/ferry?s=2"), text("https://n.example/f"), none, none},
				{text("f"), text("https://n.example/boat"), text("https://n.example/f"), none, none},
				{text("g"), none, none, none, none},
				{text("h"), none, none, none, none},
				{text("i"), text("https://n.example"), none, none, none},
			},
			"duplicates": {{text("c"), text("identical")}, {text("d"), text("revision")}, {text("e"), text("syndicated")}},
			"quotes":     {{text("a"), text("ann roe")}, {text("a"), none}, {text("b"), text("a roe")}},
			"people":     {{text("p1"), items("ann roe", "a roe"), text("Ann Roe")}},
		},
	}
	dir, _ := export(t, m, Options{To: "sqlite"})
	if diff := cmp.Diff([]string{"b", "e", "f", "g", "h", "i"}, query(t, dir, "SELECT doc_id FROM articles_latest ORDER BY doc_id")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"8"}, query(t, dir, "SELECT count(*) FROM articles_unique")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "b", "d", "f", "g", "h", "i"}, query(t, dir, "SELECT doc_id FROM articles_stories")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a|Ann Roe|p1", "a|NULL|NULL", "b|Ann Roe|p1"},
		query(t, dir, "SELECT doc_id, person_name, person_id FROM quotes_people ORDER BY doc_id, person_id DESC")); diff != "" {
		t.Error(diff)
	}
}

// A folder with characters that a URI gives a meaning to is a folder.
func TestSQLitePlace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a?b #%41")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(two(), dir, Options{To: "sqlite", Manifest: &datasets.Manifest{}}); err != nil {
		t.Fatal(err)
	}
	if read(t, dir, databaseName) == "" {
		t.Error("the database is empty")
	}
}
