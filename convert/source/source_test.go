package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	htmlPage = "<!DOCTYPE html>\n<html><head><title>Harbour fees rise</title></head><body><p>The council raised the fees.</p></body></html>\n"
	dumpPage = "Menu\nHome\nNews\n\nHarbour fees rise\n\nThe council raised the fees on Monday.\n"
)

// write makes files below a new folder; a name ending in "/" is a folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		p := filepath.Join(dir, name)
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(p, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read opens the inputs and lists what comes: "uri[:record] format" for a page,
// "uri[:record] ! reason" for a reject.
func read(t *testing.T, opt Options, paths ...string) ([]string, []*schema.Page, schema.ReadSummary) {
	t.Helper()
	inputs := make([]Input, len(paths))
	for i, p := range paths {
		inputs[i].Path = p
	}
	return readInputs(t, opt, inputs...)
}

func readInputs(t *testing.T, opt Options, inputs ...Input) ([]string, []*schema.Page, schema.ReadSummary) {
	t.Helper()
	r, err := Open(inputs, opt)
	if err != nil {
		t.Fatal(err)
	}
	lines, pages := drain(t, r)
	s := r.Summary()
	if s.Pages != int64(len(lines)) {
		t.Errorf("%d pages came, %d were counted", len(lines), s.Pages)
	}
	return lines, pages, s
}

func drain(t *testing.T, r *Reader) (lines []string, pages []*schema.Page) {
	t.Helper()
	for p, err := range r.Pages(context.Background()) {
		var reject *schema.Reject
		switch {
		case errors.As(err, &reject):
			lines = append(lines, at(reject.Source)+" ! "+string(reject.Reason))
			if reject.Message == "" || reject.Stage != schema.StageRead {
				t.Errorf("%s: message %q, stage %q", at(reject.Source), reject.Message, reject.Stage)
			}
		case err != nil:
			t.Fatal(err)
		default:
			lines = append(lines, at(p.Source)+" "+string(p.Source.Format))
			pages = append(pages, p)
		}
	}
	return lines, pages
}

func at(s schema.Source) string {
	if s.Record != "" {
		return s.URI + ":" + s.Record
	}
	return s.URI
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func packGzip(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func packZstd(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func TestFolderByContentInPathOrder(t *testing.T) {
	dir := write(t, map[string]string{
		"pages/a/z.html":       htmlPage,
		"pages/a.html":         htmlPage + "1",
		"pages/b.txt":          htmlPage + "2", // content decides
		"pages/c.html":         dumpPage,
		"pages/d.dat":          `{"url":"https://example.org/1","html":"<p>x</p>"}` + "\n\n" + `{"text":"plain"}` + "\n",
		"pages/e.html.gz":      packGzip(htmlPage + "3"),
		"pages/f.jsonl.gz":     packGzip(`{"text":"one"}`+"\n") + packGzip(`{"text":"two"}`), // two members
		"pages/g.zst":          packZstd(dumpPage + "4"),
		"pages/empty":          "",
		"pages/noise.html":     string(noise(5000)),
		"pages/paper.html":     "%PDF-1.7\n%\xe2\xe3",
		"pages/.hidden.html":   htmlPage,
		"pages/.git/config":    "x",
		"pages/style.css":      "body { margin: 0 }",
		"pages/lib.js?v=3":     "var x = 1",
		"pages/logo":           "\x89PNG\r\n\x1a\n....",
		"pages/s.html":         htmlPage + "5",
		"pages/s_files/a.html": "<p>An advertisement.",
		"pages/out/x.html":     htmlPage,
	})
	root := filepath.Join(dir, "pages")
	if err := os.Symlink(filepath.Join(root, "a.html"), filepath.Join(root, "link.html")); err != nil {
		t.Fatal(err)
	}
	lines, _, sum := read(t, Options{Out: filepath.Join(root, "out")}, root)
	same(t, lines, []string{
		"pages/a.html html", "pages/a/z.html html", "pages/b.txt html", "pages/c.html page_text",
		"pages/d.dat:1 html", "pages/d.dat:3 text", "pages/e.html.gz html", "pages/empty ! empty_file",
		"pages/f.jsonl.gz:1 text", "pages/f.jsonl.gz:2 text", "pages/g.zst page_text",
		"pages/noise.html ! unsupported_type", "pages/paper.html ! unsupported_type", "pages/s.html html",
	})
	same(t, sum.Skipped, []schema.Count{
		{Name: "asset", Count: 3}, {Name: "hidden", Count: 2}, {Name: "saved_page_folder", Count: 1}, {Name: "symlink", Count: 1},
	})
}

func noise(n int) []byte {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

func TestSourceURI(t *testing.T) {
	dir := write(t, map[string]string{
		"x/pages/2024/a.html": htmlPage, "y/pages/b.html": htmlPage, "one.html": htmlPage, "x/c1.html": htmlPage, "x/c2.html": htmlPage, "x/.c3.html": htmlPage,
	})
	t.Chdir(filepath.Join(dir, "x", "pages"))
	j := func(e ...string) string { return filepath.Join(append([]string{dir}, e...)...) }
	tests := []struct {
		name   string
		inputs []Input
		want   []string
		roots  []string
	}{
		{"last element", []Input{{Path: j("x", "pages") + "/"}}, []string{"pages/2024/a.html"}, []string{"pages"}},
		{"file", []Input{{Path: j("one.html")}}, []string{"one.html"}, []string{"one.html"}},
		{"dot", []Input{{Path: "."}}, []string{"2024/a.html"}, []string{"."}},
		{"dots", []Input{{Path: "../../y"}}, []string{"y/pages/b.html"}, []string{"y"}},
		{
			"told apart",
			[]Input{{Path: j("x", "pages")}, {Path: j("y", "pages")}, {Path: j("one.html")}},
			[]string{"x/pages/2024/a.html", "y/pages/b.html", "one.html"},
			[]string{"x/pages", "y/pages", "one.html"},
		},
		{"glob", []Input{{Path: j("x", "*.html")}}, []string{"c1.html", "c2.html"}, []string{"*.html"}},
		{"glob of folders", []Input{{Path: j("*", "pages")}}, []string{"x/pages/2024/a.html", "y/pages/b.html"}, []string{"*/pages"}},
		{
			"recipe",
			[]Input{{Path: j("x", "pages"), URI: "../raw/pages"}, {Path: j("y"), URI: "./"}, {Path: j("x", "c*"), URI: "raw/c*"}},
			[]string{"../raw/pages/2024/a.html", "pages/b.html", "raw/c1.html", "raw/c2.html"},
			[]string{"../raw/pages", ".", "raw/c*"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, pages, sum := readInputs(t, Options{}, tt.inputs...)
			var got, roots []string
			for _, p := range pages {
				got = append(got, p.Source.URI)
			}
			for _, in := range sum.Inputs {
				roots = append(roots, in.Root)
			}
			same(t, got, tt.want)
			same(t, roots, tt.roots)
		})
	}
}

func TestStdin(t *testing.T) {
	lines, _, sum := read(t, Options{Stdin: strings.NewReader(packGzip(`{"text":"a"}`))}, "-")
	same(t, lines, []string{"stdin:1 text"})
	same(t, sum.Inputs[0].Root, "stdin")
}

func TestOpenErrorsNameThingAndRemedy(t *testing.T) {
	dir := write(t, map[string]string{"a.html": htmlPage})
	tests := []struct {
		in   Input
		opt  Options
		want string
	}{
		{Input{Path: filepath.Join(dir, "none")}, Options{}, "none does not exist; check the path"},
		{Input{Path: filepath.Join(dir, "*.txt")}, Options{}, "*.txt: no file matches the pattern"},
		{Input{Path: filepath.Join(dir, "**", "*.html")}, Options{}, "name the folder"},
		{Input{Path: "-"}, Options{}, "there is no standard input"},
		{Input{Path: dir, Kind: "pdf"}, Options{}, `unknown kind "pdf"; use page_text or text`},
		{Input{Path: dir}, Options{Map: map[string]string{"headline": "h"}}, `did you mean --map title=h?; known are url, html`},
	}
	for _, tt := range tests {
		_, err := Open([]Input{tt.in}, tt.opt)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: error %v, want %q", tt.in, err, tt.want)
		}
	}
}

func TestMovingTheInputChangesNothing(t *testing.T) {
	files := map[string]string{"p/a.html": htmlPage, "p/b/c.jsonl": `{"text":"x","id":"7"}` + "\n"}
	var before []string
	for range 2 {
		_, pages, sum := read(t, Options{}, filepath.Join(write(t, files), "p"))
		got := []string{fmt.Sprint(sum.Inputs)}
		for _, p := range pages {
			got = append(got, at(p.Source), p.ID, p.Source.SHA256)
		}
		if before != nil {
			same(t, got, before)
		}
		before = got
	}
}

func TestEmptyFolderYieldsNothing(t *testing.T) {
	lines, _, _ := read(t, Options{}, write(t, map[string]string{"p/": ""}))
	same(t, lines, []string(nil))
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := write(t, map[string]string{"p/a.html": htmlPage, "p/sub/b.html": htmlPage})
	for _, name := range []string{"p/a.html", "p/sub"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "p/sub"), 0o755) })
	lines, _, _ := read(t, Options{}, filepath.Join(dir, "p"))
	same(t, lines, []string{"p/a.html ! unreadable", "p/sub ! unreadable"})
}

func TestCancelEndsTheRun(t *testing.T) {
	dir := write(t, map[string]string{"a.html": htmlPage, "b.html": htmlPage})
	r, err := Open([]Input{{Path: dir}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	n := 0
	for _, err := range r.Pages(ctx) {
		last = err
		n++
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d steps, last error %v", n, last)
	}
}

func TestBuildWithIndex(t *testing.T) {
	dir := write(t, map[string]string{
		"p/a.html": htmlPage, "p/b.jsonl": `{"url":"https://example.org/b","text":"b","wave":"w"}` + "\n" + `{"text":"c"}`,
		"p/coding.csv": "path,url,Code\na.html,,12\n,https://example.org/b,7\nzzz.html,,1\n",
	})
	without, plain, _ := read(t, Options{}, filepath.Join(dir, "p"))
	x, err := OpenIndex(filepath.Join(dir, "p", "coding.csv"), IndexOptions{})
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{Index: x, Map: map[string]string{"x_wave": "wave"}}
	for range 2 {
		lines, pages, sum := read(t, opt, filepath.Join(dir, "p"))
		same(t, lines, slices.DeleteFunc(slices.Clone(without), func(s string) bool { return strings.Contains(s, "coding.csv") }))
		same(t, sum.Skipped, []schema.Count{{Name: "index", Count: 1}})
		same(t, counted(sum.Index), schema.IndexSummary{File: "coding.csv", Rows: 3, Matched: 2, RowsWithoutPage: 1, Unmatched: []int64{3}, PagesWithoutRow: 1})
		same(t, pages[0].Index.Fields.User, []schema.Value{{}, {Valid: true, Str: "12"}})
		same(t, pages[1].Fields.User, []schema.Value{{Valid: true, Str: "w"}, {}})
		same(t, pages[1].Index.Number, 2)
		// An index changes no doc_id.
		same(t, pages[0].ID, plain[0].ID)
		same(t, pages[1].ID, plain[1].ID)
	}
}

// TestSavedPageFolders: the parts of a saved page are passed over in every language of a
// browser, but only beside the page.
func TestSavedPageFolders(t *testing.T) {
	ends := append(slices.Sorted(maps.Keys(savedPageEndings)), "-Dateien", "_fichiers", "_archivos", "_bestanden", "_arquivos", "_FILES", norm.NFD.String("_súbory"))
	for _, end := range ends {
		for _, page := range []string{"story-1_a.html", "story-1_a.htm"} {
			dir := write(t, map[string]string{
				"p/" + page: htmlPage, "p/story-1_a" + end + "/saved_resource.html": "<p>An advertisement.", "p/other" + end + "/a.html": htmlPage + "1",
				"p/story-1_a_notes/b.html": htmlPage + "2", "p/" + strings.TrimLeft(end, "_-.") + "/c.html": htmlPage + "3",
			})
			for _, input := range []string{filepath.Join(dir, "p"), filepath.Join(dir, "p", "*")} {
				lines, _, sum := read(t, Options{}, input)
				if len(lines) != 4 || strings.Contains(strings.Join(lines, " "), "saved_resource") {
					t.Errorf("%s beside %s: %q", end, page, lines)
				}
				same(t, sum.Skipped, []schema.Count{{Name: "saved_page_folder", Count: 1}})
			}
		}
	}
}

// TestNoTwoPathsBecomeTheSame: "a, line feed, b" and "a%0Ab" are two pages.
func TestNoTwoPathsBecomeTheSame(t *testing.T) {
	dir := write(t, map[string]string{"p/a\nb.html": htmlPage, "p/a%0Ab.html": htmlPage, "p/50%.html": htmlPage, "p/caf\xe9.html": htmlPage})
	lines, _, _ := read(t, Options{}, filepath.Join(dir, "p"))
	same(t, lines, []string{"p/50%25.html html", "p/a%0Ab.html html", "p/a%250Ab.html html", "p/caf%E9.html html"})
}

// TestIndexFindsEscapedNames: an index names files as the system does, or as a dataset does.
func TestIndexFindsEscapedNames(t *testing.T) {
	for _, named := range []string{"50% more.html", "p/50% more.html", "50%25 more.html", "p/50%25 more.html", "elsewhere/50% more.html"} {
		dir := write(t, map[string]string{"p/50% more.html": htmlPage, "coding.csv": "path,Code\n" + named + ",12\n"})
		x, err := OpenIndex(filepath.Join(dir, "coding.csv"), IndexOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, pages, sum := read(t, Options{Index: x}, filepath.Join(dir, "p"))
		if sum.Index.Matched != 1 || pages[0].Index == nil {
			t.Errorf("the row of %q is not found", named)
		}
	}
}

func TestOwnFilesAreSkipped(t *testing.T) {
	dir := write(t, map[string]string{
		"p/recipe": "inputs: []", "p/about.md": "text", "p/a.html": htmlPage, "p/sub/out/x.html": htmlPage,
		"p/sub/out.partial/y.html": htmlPage, "p/out/z.html": htmlPage, "p/sub/recipe": "a text of the same name",
	})
	p := filepath.Join(dir, "p")
	opt := Options{Out: filepath.Join(p, "sub", "out"), RecipeFiles: []string{filepath.Join(p, "recipe"), "", filepath.Join(p, "about.md")}}
	for _, input := range []string{p, filepath.Join(p, "*")} {
		lines, _, sum := read(t, opt, input)
		for i := range lines {
			lines[i] = strings.TrimPrefix(lines[i], "p/")
		}
		same(t, lines, []string{"a.html html", "out/z.html html", "sub/recipe page_text"})
		same(t, sum.Skipped, []schema.Count{{Name: "recipe", Count: 2}})
	}
}

// TestOutCountsNowhere: what is counted does not depend on whether OUT was there before,
// whatever it is called and whether it is a link.
func TestOutCountsNowhere(t *testing.T) {
	for _, name := range []string{"out", ".out", "story_files", "sub/out.css"} {
		dir := write(t, map[string]string{"p/a.html": htmlPage, "p/b.css": "x", "p/story.html": htmlPage + "1", "p/sub/c.html": htmlPage + "2"})
		p := filepath.Join(dir, "p")
		opt := Options{Out: filepath.Join(p, filepath.FromSlash(name))}
		want, _, before := read(t, opt, p)
		makeOut := func(out string) {
			for _, folder := range []string{out, out + ".partial"} {
				if err := os.MkdirAll(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, "x.html"), []byte(htmlPage), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		target := filepath.Join(p, "target")
		makeOut(target)
		if err := os.Symlink(target, opt.Out); err != nil {
			t.Fatal(err)
		}
		linked, _, asLink := read(t, opt, p)
		if err := errors.Join(os.Remove(opt.Out), os.RemoveAll(target), os.RemoveAll(target+".partial")); err != nil {
			t.Fatal(err)
		}
		makeOut(opt.Out)
		lines, _, after := read(t, opt, p)
		same(t, lines, want)
		same(t, after, before)
		same(t, linked, want)
		same(t, asLink, before)
	}
}

func TestReadingAgainIsTheSame(t *testing.T) {
	dir := write(t, map[string]string{"p/a.html": htmlPage, "p/b.jsonl": `{"text":"a","k":1}` + "\n{", "p/c": "", "p/d.css": "x"})
	r, err := Open([]Input{{Path: filepath.Join(dir, "p")}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var before []any
	for range 3 {
		lines, pages := drain(t, r)
		s := r.Summary()
		got := []any{lines, pages, s}
		if before != nil {
			same(t, got, before)
		}
		before = got
		for range r.Pages(t.Context()) {
			break // a pass that ends early leaves nothing behind
		}
	}
}

// counted is a summary without the digest of the file; no rows are nil.
func counted(s *schema.IndexSummary) schema.IndexSummary {
	c := *s
	c.SHA256 = ""
	if len(c.Unmatched) == 0 {
		c.Unmatched = nil
	}
	return c
}
