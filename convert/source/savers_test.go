package source

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// TestMirrors: of what HTTrack and wget leave beside the pages of a site nothing is read,
// in a folder or packed.
func TestMirrors(t *testing.T) {
	files := map[string]string{
		"m/index.html": "<html><head><title>Local index</title>\n<!-- Mirror and index made by HTTrack Website Copier/3.49 -->" + htmlPage, "m/hts-log.txt": "launched at noon\n",
		"m/hts-cache/new.zip": packZip(map[string]string{"http:/pier.example/a.html": htmlPage}, nil), "m/hts-cache/doit.log": "-q x",
		"m/pier.example/a.html": htmlPage + "changed", "m/pier.example/a.html.orig": htmlPage, "m/pier.example/b.orig": htmlPage,
	}
	dir := write(t, files)
	lines, _, sum := read(t, Options{}, filepath.Join(dir, "m"))
	want := []string{"m/pier.example/a.html html", "m/pier.example/b.orig html"} // of the last no page is beside it
	same(t, lines, want)
	same(t, sum.Skipped, []schema.Count{{Name: "saver_file", Count: 4}})

	delete(files, "m/pier.example/a.html.orig")
	dir = write(t, map[string]string{"m.zip": packZip(files, nil)})
	lines, _, sum = read(t, Options{}, filepath.Join(dir, "m.zip"))
	for i := range lines {
		lines[i] = strings.Replace(lines[i], "m.zip!", "", 1)
	}
	slices.Sort(lines)
	same(t, lines, want)
	same(t, sum.Skipped, []schema.Count{{Name: "saver_file", Count: 4}})
}

// TestArchiveBox: of the captures of a page one is read, the best there is, with the
// address and time that the index beside them has.
func TestArchiveBox(t *testing.T) {
	const place = "b/archive/1795926818.649502/"
	of := func(names ...string) map[string]string {
		files := map[string]string{
			"b/ArchiveBox.conf": "[SERVER]\n", "b/index.sqlite3": "SQLite format 3\x00", "b/sources/1-import.txt": "https://pier.example/a\n", "b/logs/errors.log": "none",
			place + "index.html": "<html><body><p>An overview of what was saved.", place + "headers.json": "{\n\"Server\": \"x\"}", place + "output.pdf": "%PDF-1.4",
			place + "index.json": `{"archive_path": "archive/1795926818.649502", "url": "https://pier.example/a", "oldest_archive_date": "2026-11-29T04:33:38.846502+00:00"}`,
		}
		for _, name := range names {
			files[place+name] = htmlPage
		}
		return files
	}
	for name, tt := range map[string]struct {
		files []string
		want  string
	}{
		"all":           {[]string{"singlefile.html", "output.html", "pier.example/a.html", "pier.example/a.html.orig", "readability/content.html", "htmltotext.txt"}, "singlefile.html html"},
		"no SingleFile": {[]string{"output.html", "pier.example/a.html", "readability/content.html"}, "output.html html"},
		"wget's only":   {[]string{"pier.example/a.html", "pier.example/a.html.orig", "htmltotext.txt"}, "pier.example/a.html html"},
		"a port":        {[]string{"127.0.0.1+80/a.html"}, "127.0.0.1+80/a.html html"},
		"nothing":       {nil, "index.json:1 ! needs_fetch"},
	} {
		dir := write(t, of(tt.files...))
		lines, pages, sum := read(t, Options{}, filepath.Join(dir, "b"))
		same(t, append([]string{name}, lines...), []string{name, place + tt.want})
		for _, p := range pages {
			if p.URL != "https://pier.example/a" || !p.Retrieved.Equal(time.Date(2026, 11, 29, 4, 33, 38, 846502000, time.UTC)) || p.ID != schema.DocID("", p.Body) {
				t.Errorf("%s: %q %v %s", name, p.URL, p.Retrieved, p.ID)
			}
		}
		if len(sum.Skipped) == 0 {
			t.Errorf("%s: nothing was passed over", name)
		}
	}
	// Without such an index it is a folder like any other.
	files := of("singlefile.html", "output.html")
	files[place+"index.json"] = `{"url": "https://pier.example/a"}`
	lines, pages, _ := read(t, Options{}, filepath.Join(write(t, files), "b"))
	if len(pages) != 3 || pages[0].URL != "" {
		t.Error(lines)
	}
}

// TestArraysInAnObject: the arrays of an object are tables with the names of its members,
// in one line or many; an object that is a record stays one.
func TestArraysInAnObject(t *testing.T) {
	const rows = `[{"authors":["Ann Lee"],"body":{"summary":[],"sections":[{"headline":[],"paragraphs":["The pier is closed."]}]},"title":"One"},{"body":{"summary":[],"sections":[{"headline":[],"paragraphs":["It opens."]}]}}]`
	wide := strings.NewReplacer(`{"`, "{\n  \"", `,"`, ",\n  \"").Replace(`{"The Pier":` + rows + `,"at":7,"none":[],"Another":` + rows + `}`)
	for _, content := range []string{wide, `{"The Pier":` + rows + `,"at":{"a":"]"},"Another":` + rows + "}\n"} {
		dir := write(t, map[string]string{"f.json": content})
		lines, pages, _ := read(t, Options{}, filepath.Join(dir, "f.json"))
		same(t, lines, []string{"f.json:The Pier:1 json", "f.json:The Pier:2 json", "f.json:Another:1 json", "f.json:Another:2 json"})
		same(t, pages[0].Fields, schema.Fields{Title: "One", Authors: []string{"Ann Lee"}, Publisher: "The Pier"})
		same(t, []string{string(pages[3].Body), pages[3].Fields.Publisher}, []string{"<p>It opens.</p>\n", "Another"})
	}
	for content, want := range map[string]string{
		`{"articles":[{"title":"One","text":"The pier is closed."}` + "\n":  "f.json:articles:1 json, f.json ! bad_archive",
		`{"authors":[{"name":"Ann","text":"x"}],"text":"The pier."}` + "\n": "f.json:1 text",
		`{"images":[{"src":"a.png"}],"text":"The pier."}` + "\n":            "f.json:1 text",
		`{"images":[{"src":"a.png"}],"boats":[{"text":"Seven."}]}` + "\n":   "f.json:1 ! bad_record",
	} {
		lines, _, _ := read(t, Options{}, filepath.Join(write(t, map[string]string{"f.json": content}), "f.json"))
		same(t, []string{content, strings.Join(lines, ", ")}, []string{content, want})
	}
}
