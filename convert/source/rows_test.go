package source_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

// openRows opens a stream of columns and of batches of rows.
func openRows(t *testing.T, opt source.Options, columns []arrowrows.Column, batches ...[][]any) (*arrowrows.Stream, *source.Rows, error) {
	t.Helper()
	var b bytes.Buffer
	w := arrowrows.NewWriter(&b, columns)
	for _, rows := range batches {
		for _, row := range rows {
			w.Add(row...)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := arrowrows.OpenStream(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := source.OpenRows(s, opt)
	return s, rows, err
}

// pagesOf lists the pages and rejects of a stream, and the error that it ends in.
func pagesOf(t *testing.T, s *arrowrows.Stream, rows *source.Rows) (list []string, last error) {
	t.Helper()
	for {
		f, err := s.Next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		for page, err := range rows.Pages(t.Context(), f) {
			reject, is := errors.AsType[*schema.Reject](err)
			switch {
			case is:
				list = append(list, reject.Source.URI+" "+reject.Source.Record+" "+string(reject.Reason))
			case err != nil:
				return list, err
			default:
				list = append(list, page.Source.URI+" "+page.Source.Record+" "+string(page.Source.Format)+" "+page.URL+" "+string(page.Body[:9]))
			}
		}
	}
}

func TestRowsThatAreFiles(t *testing.T) {
	crawl := filepath.Join(t.TempDir(), "copy")
	if err := os.WriteFile(crawl, []byte(`{"url":"https://a.example/1","html":"<p>The ferry runs.</p>"}`+"\n{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, rows, err := openRows(t, source.Options{}, []arrowrows.Column{{Name: "path"}, {Name: "content", Kind: arrowrows.Bytes}},
		[][]any{{"pages/a!.html", []byte("<p>The ferry is late.</p>")}, {"pages/style.css", []byte("p { color: black }")}, {"pages/.hidden.html", []byte("<p>x")}},
		[][]any{{"pages/b.html", []byte(nil)}, {"/home/ada/.pages/c.html", []byte("<p>The ferry is early.</p>")}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := pagesOf(t, s, rows)
	want := []string{"pages/a%21.html  html  <p>The fe", "pages/b.html  empty_file", "/home/ada/.pages/c.html  html  <p>The fe"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	state := rows.State()
	if diff := cmp.Diff(map[string]int64{"hidden": 1, "asset": 1}, state.Skipped); diff != "" || state.Pages != 3 || len(state.Inputs[0].Files) != 3 {
		t.Errorf("%s%+v", diff, state)
	}

	s, rows, err = openRows(t, source.Options{}, []arrowrows.Column{{Name: "path"}, {Name: "file"}, {Name: "length", Kind: arrowrows.Count}},
		[][]any{{"s3/crawl.jsonl", crawl, int64(9)}, {"s3/gone.html", crawl + "-gone", int64(9)}, {"", crawl, int64(9)}})
	if err != nil {
		t.Fatal(err)
	}
	got, err = pagesOf(t, s, rows)
	want = []string{"s3/crawl.jsonl 1 html https://a.example/1 <p>The fe", "s3/crawl.jsonl 2 bad_record", "s3/gone.html  unreadable"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err == nil || err.Error() != "batch 1, row 3 of the stream: column path is empty; every file needs a name" {
		t.Error(err)
	}
}

// TestRowsAreReadAsTheirTable holds that a row has the id and the digest that it has in a
// file, wherever it lay.
func TestRowsAreReadAsTheirTable(t *testing.T) {
	plain := []arrowrows.Column{{Name: "text"}, {Name: "title"}}
	placed := append([]arrowrows.Column{{Name: "source_record", Kind: arrowrows.Count}, {Name: "source_uri"}}, plain...)
	ids := func(columns []arrowrows.Column, row []any) (p *schema.Page) {
		s, rows, err := openRows(t, source.Options{}, columns, [][]any{row})
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		for page, err := range rows.Pages(t.Context(), f) {
			if err != nil {
				t.Fatal(err)
			}
			p = page
		}
		return p
	}
	a, b := ids(plain, []any{"The ferry is late.", "Ferry"}), ids(placed, []any{int64(7), "old.parquet", "The ferry is late.", "Ferry"})
	if a.ID != b.ID || a.Source.SHA256 != b.Source.SHA256 || b.Source.URI != "old.parquet" || b.Source.Record != "7" || a.Source.URI != "stdin" {
		t.Errorf("%+v\n%+v", a.Source, b.Source)
	}
	var file bytes.Buffer
	w := arrowrows.NewWriter(&file, plain)
	w.Add("The ferry is late.", "Ferry")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "rows.arrows")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := source.Open([]source.Input{{Path: name}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for page, err := range reader.Pages(t.Context()) {
		if err != nil || page.ID != a.ID || page.Source.SHA256 != a.Source.SHA256 || page.Fields.Title != a.Fields.Title {
			t.Errorf("%+v\n%+v\n%v", page, a, err)
		}
	}
}

func TestColumnsOfAStreamAreKnownByName(t *testing.T) {
	html, bytesOf := arrowrows.Column{Name: "html"}, arrowrows.Bytes
	for _, c := range []struct {
		columns []arrowrows.Column
		rename  map[string]string
		want    string
	}{
		{[]arrowrows.Column{html, {Name: "URL"}, {Name: "published_at"}}, nil, ""},
		{[]arrowrows.Column{{Name: "html", Kind: bytesOf}, {Name: "kop"}}, map[string]string{"title": "kop"}, ""},
		{[]arrowrows.Column{html, {Name: "foo"}, {Name: "bar"}}, nil, "mean nothing here: foo, bar; leave them out, or carry one with --map x_foo=foo"},
		{[]arrowrows.Column{{Name: "content"}, {Name: "url"}}, nil, "no column html or text; name the page with --map html=COLUMN"},
		{[]arrowrows.Column{{Name: "html", Kind: arrowrows.Count}}, nil, `column "html" of the stream is int64, and must be text or bytes`},
		{[]arrowrows.Column{html, html}, nil, `two columns "html"`},
		{[]arrowrows.Column{html, {Name: "path"}, {Name: "source_uri"}}, nil, "leave one of them out"},
		{[]arrowrows.Column{html}, map[string]string{"title": "kop"}, `no column "kop", which is to be title`},
		{[]arrowrows.Column{{Name: "path"}, {Name: "content", Kind: bytesOf}, {Name: "url"}}, nil, `column "url" says nothing of a file`},
		{[]arrowrows.Column{{Name: "path"}, {Name: "content", Kind: arrowrows.Count}}, nil, "must be text or bytes"},
		{[]arrowrows.Column{{Name: "path"}, {Name: "content"}, {Name: "file"}}, nil, "leave one of them out"},
	} {
		_, _, err := openRows(t, source.Options{Map: c.rename}, c.columns)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v: %v, want %s", c.columns, err, c.want)
		}
	}
}
