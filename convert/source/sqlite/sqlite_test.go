package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The databases of testdata were made by SQLite 3.40 with pages of 512 bytes: rows
// of one to five pages, a deleted one, a column that was added later, a virtual one.
func load(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(b []byte, most int64) (*DB, error) { return Open(bytes.NewReader(b), int64(len(b)), most) }

func TestRows(t *testing.T) {
	for _, name := range []string{"utf8.sqlite", "utf16.sqlite"} {
		db, err := open(load(t, name), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"keyed"}, db.Left); diff != "" || len(db.Tables) != 2 {
			t.Fatal(name, diff, len(db.Tables))
		}
		pages := db.Tables[0]
		if diff := cmp.Diff([]string{"id", "the url", "html", "n", "f", "b", "late"}, pages.Columns); diff != "" || pages.Name != "pages, all" {
			t.Error(name, diff)
		}
		var got []int64
		for row, err := range pages.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row.ID)
			i := (row.ID + 5) / 300
			want := []any{row.ID, fmt.Sprintf("https://quarry.example/%d", i), "Straße " + strings.Repeat("x", int(i)*170), any(-i * 40000), float64(i) / 4, any([]byte{byte(i), 255}), nil}
			if i == 0 {
				want[3] = nil
			}
			if i%2 == 0 {
				want[5] = nil
			}
			if row.ID == 5000 {
				want = []any{int64(5000), "u", "h", int64(1), 1.0, nil, "late"}
			}
			if diff := cmp.Diff(want, numbers(row.Values, want)); diff != "" {
				t.Error(name, row.ID, diff)
			}
		}
		if diff := cmp.Diff([]int64{-5, 595, 895, 1195, 1495, 1795, 2095, 2395, 2695, 2995, 3295, 5000}, got); diff != "" {
			t.Error(name, diff)
		}
	}
}

// numbers makes whole numbers of a real column floats again: SQLite stores them as integers.
func numbers(values, like []any) []any {
	out := append([]any(nil), values...)
	for i, v := range out {
		if n, ok := v.(int64); ok {
			if _, float := like[i].(float64); float {
				out[i] = float64(n)
			}
		}
	}
	return out
}

func TestRefused(t *testing.T) {
	if _, err := open(load(t, "wal.sqlite"), 1<<20); !errors.Is(err, errWAL) {
		t.Error(err)
	}
	db, err := open(load(t, "utf8.sqlite"), 1000)
	if err != nil {
		t.Fatal(err)
	}
	large := 0
	for row, err := range db.Tables[0].Rows() {
		if err != nil {
			t.Fatal(err)
		}
		if row.Values == nil && row.Size > 1000 {
			large++
		}
	}
	if large != 6 {
		t.Errorf("%d rows are too large", large)
	}
}

// TestLoops: pages that point at each other end in an error.
func TestLoops(t *testing.T) {
	b := load(t, "utf8.sqlite")
	db, err := open(b, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	root := int(db.Tables[0].root)
	copy(b[(root-1)*512+8:], []byte{0, 0, 0, byte(root)})
	for _, err = range db.Tables[0].Rows() {
		if err != nil {
			break
		}
	}
	if !errors.Is(err, errDamaged) {
		t.Error(err)
	}
}

func TestColumns(t *testing.T) {
	for sql, want := range map[string]string{
		"CREATE TABLE t(a, b text)":                                               "a,b -1 true",
		"create table t (id integer primary key autoincrement, x)":                "id,x 0 true",
		"create table t (id integer primary key desc, x)":                         "id,x -1 true",
		"create table t (id int primary key, x)":                                  "id,x -1 true",
		"create table t (x, \"i\"\"d\" INTEGER, primary key (\"i\"\"d\"))":        "x,i\"d 1 true",
		"create table t (a -- one, two\n, b default 'x, (y', c as (a) stored, d)": "a,b,c,d -1 true",
		"create table t (a, v generated always as (a||',') virtual, unique (a)) ": "a -1 true",
		"create table t (k primary key, v) without rowid":                         "k,v -1 false",
		"CREATE  VIRTUAL TABLE t USING fts5(a, b)":                                " -1 false",
		"create table t (a, (":                                                    " -1 false",
	} {
		columns, alias, ok := parseColumns(sql)
		if got := fmt.Sprint(strings.Join(columns, ","), " ", alias, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", sql, got, want)
		}
	}
}

// FuzzOpen: no bytes make it panic, hang, or read more rows than its pages hold.
func FuzzOpen(f *testing.F) {
	whole := load(f, "utf8.sqlite")
	f.Add(512*3+100, byte(0), byte(1))
	f.Add(100, byte(5), byte(255))
	f.Fuzz(func(_ *testing.T, at int, a, b byte) {
		damaged := bytes.Clone(whole)
		at = int(uint(at) % uint(len(damaged)-1))
		damaged[at], damaged[at+1] = a, b
		db, err := open(damaged, 1<<20)
		if err != nil {
			return
		}
		for _, table := range db.Tables {
			for row, err := range table.Rows() {
				if err == nil && row.Values != nil && len(row.Values) != len(table.Columns) {
					panic("a row is not as wide as its table")
				}
			}
		}
	})
}

// FuzzColumns: no statement makes it panic.
func FuzzColumns(f *testing.F) {
	f.Add(`create table t ("a" int primary key, [b], check (a > '))'))`)
	f.Fuzz(func(_ *testing.T, sql string) { parseColumns(sql) })
}
