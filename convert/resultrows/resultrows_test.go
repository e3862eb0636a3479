package resultrows_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultrows"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

// rowsOf writes pages, named by place and record, as the rows of a part into a file.
func rowsOf(t *testing.T, name string, files bool, pages ...[2]string) string {
	t.Helper()
	var b bytes.Buffer
	w := resultrows.NewWriter(&b, files)
	for _, p := range pages {
		w.Page(&convert.Apart{
			Outcome: schema.Outcome{Reject: &schema.Reject{
				Source: schema.Source{URI: p[0], Record: p[1]}, ID: p[0] + " " + p[1], Reason: schema.RejectNoText,
			}},
			Data: []byte(p[0] + " " + p[1]),
		})
	}
	w.Say(resultrows.Part, []byte("of "+name))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOrderIsThatOfABuild: files by the bytes of their names, whose pages stay in their
// order, and rows by the number of their record.
func TestOrderIsThatOfABuild(t *testing.T) {
	read := func(paths ...string) (ids []string) {
		dir := t.TempDir()
		f, err := resultrows.Read(t.Context(), paths, dir)
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range f.Results(dir) {
			if err != nil || string(r.Data) != f.Rows[r.File].ID {
				t.Fatalf("row %d has the result %q: %v", r.File, r.Data, err)
			}
			ids = append(ids, string(r.Data))
		}
		if len(f.Parts) != len(paths) {
			t.Errorf("%d parts", len(f.Parts))
		}
		return ids
	}
	a := rowsOf(t, "a", true, [2]string{"p/b.jsonl", "9"}, [2]string{"p/b.jsonl", "10"}, [2]string{"p/a/z.html", ""})
	b := rowsOf(t, "b", true, [2]string{"p/%21.zip!x.html", ""}, [2]string{"p/%21.zip!a.html", ""}, [2]string{"p/a.html", ""}, [2]string{"p/'.html", ""})
	want := []string{"p/%21.zip!x.html ", "p/%21.zip!a.html ", "p/'.html ", "p/a.html ", "p/a/z.html ", "p/b.jsonl 9", "p/b.jsonl 10"}
	if diff := cmp.Diff(want, read(a, b)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, read(b, a)); diff != "" {
		t.Error(diff)
	}
	c := rowsOf(t, "c", false, [2]string{"t", "10"}, [2]string{"t", "x"}, [2]string{"t", "9"}, [2]string{"s", "11"})
	if diff := cmp.Diff([]string{"s 11", "t x", "t 9", "t 10"}, read(c)); diff != "" {
		t.Error(diff)
	}
}

// TestOtherRowsAreRefused: a word or a column that is another one is an error that says so.
func TestOtherRowsAreRefused(t *testing.T) {
	for _, change := range []struct {
		columns func([]arrowrows.Column) []arrowrows.Column
		outcome string
		data    []byte
		want    string
	}{
		{nil, "story", []byte("x"), "column result has another value"},
		{nil, resultrows.Article, nil, "column result has another value"},
		{func(c []arrowrows.Column) []arrowrows.Column { return c[1:] }, "", nil, "column outcome is missing"},
	} {
		columns := resultrows.Columns
		values := []any{change.outcome, "", "", "", int64(0), "", int64(0), "", "", change.data}
		if change.columns != nil {
			columns, values = change.columns(columns), values[1:]
		}
		var b bytes.Buffer
		w := arrowrows.NewWriter(&b, columns)
		w.Add(values...)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "rows")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := resultrows.Read(t.Context(), []string{path}, t.TempDir()); err == nil || !strings.Contains(err.Error(), change.want) {
			t.Errorf("%v, want %s", err, change.want)
		}
	}
}
