package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/dsbuild/dsbuild/schema"
)

// records are JSON lines that do not compress to nothing.
func records(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"url":"https://example.org/%d","text":"%x"}`+"\n", i, sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	return b.String()
}

func TestDamagedArchives(t *testing.T) {
	lines := records(3000)
	gz, zst := packGzip(lines), packZstd(lines)
	flipped := []byte(gz)
	flipped[len(flipped)/2] ^= 0xff
	tests := []struct {
		name, content string
		fewest        int // pages before the damage
		reason        schema.RejectReason
	}{
		{"gzip cut", gz[:len(gz)/2], 1000, schema.RejectBadArchive},
		{"zstd cut", zst[:len(zst)-10], 0, schema.RejectBadArchive},
		{"gzip cut in its head", gz[:6], 0, schema.RejectBadArchive},
		{"zstd cut in its head", zst[:5], 0, schema.RejectBadArchive},
		{"gzip with a flipped byte", string(flipped), 0, schema.RejectBadArchive},
		{"bytes behind", gz + "trailing bytes", 3000, schema.RejectBadArchive},
		{"twice", packGzip(gz), 0, schema.RejectUnsupportedType},
		{"HTML cut", packGzip(htmlPage)[:60], 0, schema.RejectBadArchive},
		{"nothing inside", packGzip(""), 0, schema.RejectEmptyFile},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := write(t, map[string]string{"p/a.gz": tt.content, "p/b.html": htmlPage})
			got, pages, _ := read(t, Options{}, filepath.Join(dir, "p"))
			if len(pages) < tt.fewest+1 {
				t.Errorf("%d pages", len(pages))
			}
			last := got[len(got)-2]
			if !strings.HasSuffix(last, "! "+string(tt.reason)) {
				t.Errorf("last is %q", last)
			}
			same(t, got[len(got)-1], "p/b.html html")
		})
	}
}

// bomb packs n blanks.
func bomb(t *testing.T, n int) map[string]string {
	t.Helper()
	blank := bytes.Repeat([]byte(" "), 1<<20)
	var gz, zst bytes.Buffer
	w := gzip.NewWriter(&gz)
	z, err := zstd.NewWriter(&zst)
	if err != nil {
		t.Fatal(err)
	}
	for range n >> 20 {
		if _, err := w.Write(blank); err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write(blank); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"a.gz": gz.String(), "b.zst": zst.String()}
}

func TestBombsEndAtTheRatio(t *testing.T) {
	got, _, _ := read(t, Options{}, write(t, bomb(t, 24<<20)))
	for _, line := range got {
		if !strings.HasSuffix(line, "! bad_archive") {
			t.Error(line)
		}
	}
	got, _, _ = read(t, Options{}, write(t, bomb(t, 8<<20)))
	for _, line := range got {
		if !strings.HasSuffix(line, " page_text") {
			t.Errorf("a small one: %s", line)
		}
	}
}

func TestLargeFiles(t *testing.T) {
	large := htmlPage + strings.Repeat("x", 1<<20)
	dir := write(t, map[string]string{"a.html": large, "b.html.gz": packGzip(large), "d.json": "{\n\"text\":\"" + large})
	got, _, sum := read(t, Options{MaxRecord: 1 << 20}, dir)
	for _, line := range got {
		if !strings.HasSuffix(line, "! too_large") {
			t.Error(line)
		}
	}
	// What is too large is read to its end all the same: the digest covers it.
	same(t, sum.Inputs[0].Files, int64(3))
	pdf := write(t, map[string]string{"c.pdf": "%PDF-1.4" + large, "d.gz": packGzip("%PDF-1.4" + large)})
	got, _, _ = read(t, Options{MaxRecord: 1 << 20}, pdf)
	for _, line := range got {
		if !strings.HasSuffix(line, "! unsupported_type") {
			t.Error(line)
		}
	}
	got, _, _ = read(t, Options{MaxRecord: int64(len(large))}, filepath.Join(dir, "a.html"))
	same(t, got, []string{"a.html html"})
}

func TestZstdFramesAndSkippableFrames(t *testing.T) {
	content := packZstd(`{"text":"a"}`+"\n") + "\x50\x2a\x4d\x18\x03\x00\x00\x00xyz" + packZstd(`{"text":"b"}`)
	got, _, _ := read(t, Options{Stdin: strings.NewReader(content)}, "-")
	same(t, got, []string{"stdin:1 text", "stdin:2 text"})
}

// TestDigest holds the digest of an input to what sha256sum would say.
func TestDigest(t *testing.T) {
	files := map[string]string{"p/b/x.html": htmlPage, "p/a.jsonl.gz": packGzip(records(3)), "p/style.css": "skipped", "p/b.html": dumpPage}
	dir := write(t, files)
	var lines string
	for _, name := range []string{"a.jsonl.gz", "b.html", "b/x.html"} {
		lines += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(files["p/"+name])), name)
	}
	_, _, sum := read(t, Options{}, filepath.Join(dir, "p"), filepath.Join(dir, "p", "b.html"))
	same(t, sum.Inputs, []schema.Input{
		{Root: "p", Files: 3, Bytes: int64(len(files["p/b/x.html"]) + len(files["p/a.jsonl.gz"]) + len(dumpPage)), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(lines)))},
		{Root: "b.html", Files: 1, Bytes: int64(len(dumpPage)), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(dumpPage)))},
	})
}

func TestPagesOwnTheirBodies(t *testing.T) {
	_, pages, _ := read(t, Options{Stdin: strings.NewReader(records(500))}, "-")
	for i, p := range pages {
		same(t, string(p.Body), fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i), byte(i >> 8)})))
	}
}

// FuzzStream: whatever the bytes, reading ends, what comes was counted, and a
// second reading gives the same.
func FuzzStream(f *testing.F) {
	f.Add([]byte(htmlPage))
	f.Add([]byte(`{"url":"u","html":"<p>x"}` + "\n{\n"))
	f.Add([]byte(packGzip(records(2))))
	f.Add([]byte(packZstd(dumpPage)))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		var before []string
		for range 2 {
			r, err := Open([]Input{{Path: "-"}}, Options{Stdin: bytes.NewReader(content), MaxRecord: 1 << 10})
			if err != nil {
				t.Fatal(err)
			}
			lines, pages := drain(t, r)
			s := r.Summary()
			if s.Pages != int64(len(lines)) || len(lines) == 0 {
				t.Fatalf("%d pages came, %d were counted", len(lines), s.Pages)
			}
			for _, p := range pages {
				lines = append(lines, p.ID)
				_ = Decode(p)
			}
			if before != nil {
				same(t, lines, before)
			}
			before = lines
		}
	})
}

// endless is a reader of many small pages that costs no disk.
func endless(n int) io.Reader {
	line := `{"url":"https://example.org/","html":"` + strings.Repeat(`<p class=\"story\">The council raised the fees.<\/p>\n`, 400) + `"}` + "\n"
	return &pattern{text: line, n: n * len(line)}
}

func BenchmarkLines(b *testing.B) {
	const n = 2000
	line := int64(0)
	for b.Loop() {
		r, err := Open([]Input{{Path: "-"}}, Options{Stdin: endless(n)})
		if err != nil {
			b.Fatal(err)
		}
		for p, err := range r.Pages(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			line += p.Source.Size
		}
	}
	b.SetBytes(line / int64(b.N))
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/page")
}

func TestSavedWithAllItShows(t *testing.T) {
	const head = "From: <Saved by Browser>\nSnapshot-Content-Location: https://example.org/ferry\nDate: Thu, 4 Nov 2021 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
	const part = "--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://example.org/ferry\n\n<html><p>The caf=E9 is open</p></html>\n--b--\n"
	dir := write(t, map[string]string{"p/a.mhtml": head + part, "p/b.mht.gz": packGzip(head + part), "p/c.mht": head + "--b\nContent-Type: image/png\n\nx\n--b--\n", "p/d.eml": "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"})
	got, pages, _ := read(t, Options{}, filepath.Join(dir, "p"))
	same(t, got, []string{"p/a.mhtml mhtml", "p/b.mht.gz mhtml", "p/c.mht ! bad_archive", "p/d.eml ! unsupported_type"})
	for _, p := range pages {
		if err := Decode(p); err != nil {
			t.Fatal(err)
		}
		same(t, []string{string(p.Body), p.URL, p.Charset, p.Retrieved.String()}, []string{"<html><p>The café is open</p></html>", "https://example.org/ferry", "windows-1252", "2021-11-04 09:00:00 +0000 UTC"})
	}
}
