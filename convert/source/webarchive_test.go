package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// warcRecord is one record; fields are lines of its header.
func warcRecord(kind, url, block string, fields ...string) string {
	header := "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: 2026-03-01T10:00:00Z\r\n"
	for _, f := range fields {
		header += f + "\r\n"
	}
	return header + fmt.Sprintf("Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

func answer(status, mediaType, body string) string {
	return "HTTP/1.1 " + status + "\r\nContent-Type: " + mediaType + "\r\n\r\n" + body
}

func ok200(url, mediaType, body string, fields ...string) string {
	return warcRecord("response", url, answer("200 OK", mediaType, body), fields...)
}

func stdin(t *testing.T, content string) ([]string, []*schema.Page, schema.ReadSummary) {
	t.Helper()
	return read(t, Options{Stdin: strings.NewReader(content)}, "-")
}

func counts(list []schema.Count) string {
	var words []string
	for _, c := range list {
		words = append(words, fmt.Sprintf("%s %d", c.Name, c.Count))
	}
	return strings.Join(words, ", ")
}

// TestWebArchive has every kind of record: pages, rejects and what is passed over.
func TestWebArchive(t *testing.T) {
	const site = "https://harbour.example/"
	records := []string{
		warcRecord("warcinfo", "", "software: none\r\n"),
		warcRecord("request", site, "GET / HTTP/1.1\r\n\r\n"),
		warcRecord("resource", "dns:harbour.example", "20260301100000\nharbour.example. A 192.0.2.1"),
		ok200(site+"robots.txt", "text/plain", "User-agent: *\n"),
		ok200(site+"fees", "text/html; charset=iso-8859-1", "<html><p>The caf\xe9 is open</p></html>"),
		ok200(site+"notice", "text/plain", dumpPage),
		ok200(site+"nothing", "text/html", ""),
		ok200(site+"untyped", "", htmlPage),
		ok200(site+"logo", "image/png", "\x89PNG\r\n\x1a\n"),
		ok200(site+"style", "Text/CSS; charset=utf-8", "p{}"),
		ok200(site+"fees.json", "application/json", `{"fees":1}`),
		ok200(site+"list", "application/xml", `<?xml version="1.0"?><fees/>`),
		ok200(site+"old", "application/xhtml+xml", `<?xml version="1.0"?><html><p>Fees</p></html>`),
		ok200(site+"report", "application/pdf", "%PDF-1.4"),
		ok200(site+"photo", "text/html", "\x89PNG\r\n\x1a\n\x00\x00"),
		warcRecord("response", site+"moved", answer("301 Moved", "text/html", "moved")),
		warcRecord("response", site+"gone", answer("404 Not Found", "text/html", htmlPage)),
		warcRecord("response", site+"broken", answer("500 Error", "text/html", "")),
		warcRecord("response", site+"odd", "no HTTP"),
		warcRecord("resource", "file:///saved.html", htmlPage, "Content-Type: text/html"),
		warcRecord("metadata", site, "via: x\r\n"),
		warcRecord("resource", "metadata://gnu.example/log.txt", dumpPage, "Content-Type: text/plain"),
		warcRecord("resource", "urn:text:"+site+"fees", dumpPage, "Content-Type: text/plain"),
		ok200(site+"part", "text/html", htmlPage, "WARC-Segment-Number: 1"),
		warcRecord("continuation", site+"part", "x", "WARC-Segment-Number: 2"),
		ok200(site+"cut", "text/html", htmlPage, "WARC-Truncated: length"),
	}
	got, pages, sum := stdin(t, strings.Join(records, ""))
	place := make([]string, len(records))
	for i, n := 0, 0; i < len(records); i++ {
		place[i] = fmt.Sprintf("stdin:%d", n)
		n += len(records[i])
	}
	same(t, got, []string{
		place[4] + " warc", place[5] + " warc", place[6] + " ! empty_file", place[7] + " warc", place[12] + " warc", place[13] + " ! unsupported_type",
		place[15] + " ! http_status", place[16] + " ! http_status", place[17] + " ! http_status", place[18] + " ! bad_record",
		place[19] + " warc", place[23] + " ! bad_record", place[25] + " warc",
	})
	same(t, counts(sum.Skipped), "application/json 1, application/xml 1, continuation 1, dns 1, image/png 1, metadata 1, request 1, resource metadata 1, resource urn 1, robots.txt 1, text/css 1, text/html 1, warcinfo 1")
	first := pages[0]
	same(t, []string{first.URL, first.ID, first.Retrieved.String(), string(first.BodyFormat())}, []string{
		site + "fees", schema.DocID(site+"fees", []byte("<html><p>The caf\xe9 is open</p></html>")), "2026-03-01 10:00:00 +0000 UTC", "html",
	})
	if err := Decode(first); err != nil {
		t.Fatal(err)
	}
	same(t, []string{string(first.Body), first.Charset}, []string{"<html><p>The café is open</p></html>", "windows-1252"})
	same(t, string(pages[1].BodyFormat()), "page_text")
	same(t, string(pages[len(pages)-1].Findings[0].Code), "limit_reached")
}

// TestWebArchiveIsJSONL: a page has the same id from a WARC record and from {url, html}.
func TestWebArchiveIsJSONL(t *testing.T) {
	const url = "https://harbour.example/fees?year=2026"
	_, fromWARC, _ := stdin(t, ok200(url, "text/html", htmlPage))
	_, fromLines, _ := stdin(t, fmt.Sprintf(`{"url":%q,"html":%q}`, url, htmlPage))
	same(t, fromWARC[0].ID, fromLines[0].ID)
	same(t, string(fromWARC[0].Body), string(fromLines[0].Body))
}

func gzipEach(records []string) string {
	var b bytes.Buffer
	for _, r := range records {
		w := gzip.NewWriter(&b)
		_, _ = io.WriteString(w, r)
		_ = w.Close()
	}
	return b.String()
}

func TestRevisits(t *testing.T) {
	const payload = "WARC-Payload-Digest: sha1:AAAA"
	first := ok200("https://a.example/1", "text/html", htmlPage, "WARC-Record-ID: <urn:1>", payload)
	image := ok200("https://a.example/i", "image/gif", "GIF89a", "WARC-Record-ID: <urn:2>", "WARC-Payload-Digest: sha1:BBBB")
	revisit := func(fields ...string) string {
		return warcRecord("revisit", "https://a.example/1", "HTTP/1.1 200 OK\r\n\r\n", fields...)
	}
	records := []string{
		first, image,
		revisit("WARC-Refers-To: <urn:1>"), revisit(payload), revisit("WARC-Refers-To: <urn:2>"),
		revisit("WARC-Refers-To: <urn:9>"), revisit(),
		warcRecord("revisit", "https://a.example/s", answer("304 Not Modified", "text/css", "")),
	}
	dir := write(t, map[string]string{"c/a.warc.gz": gzipEach(records[:4]), "c/b.warc": strings.Join(records[4:], "")})
	r, err := Open([]Input{{Path: dir + "/c"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var messages []string
	for range 2 { // a second pass sees the same
		messages = nil
		for _, err := range r.Pages(t.Context()) {
			if err != nil {
				messages = append(messages, err.Error())
			}
		}
	}
	if len(messages) != 4 {
		t.Fatal(messages)
	}
	for i, want := range []string{"duplicate_page: a revisit: the page had not changed since the crawler stored it as c/a.warc.gz:0;", "stored it as c/a.warc.gz:0;", "revisit_unresolved", "revisit_unresolved"} {
		if !strings.Contains(messages[i], want) {
			t.Errorf("%q, want %q", messages[i], want)
		}
	}
	s := r.Summary()
	same(t, counts(s.Skipped), "image/gif 2, text/css 1")
}

func TestWETAndARC(t *testing.T) {
	wet := warcRecord("warcinfo", "", "x") + warcRecord("conversion", "https://a.example/1", dumpPage, "Content-Type: text/plain")
	got, pages, _ := stdin(t, wet)
	same(t, got, []string{fmt.Sprintf("stdin:%d wet", strings.Index(wet[1:], "WARC/1.0")+1)})
	same(t, []string{string(pages[0].BodyFormat()), pages[0].URL}, []string{"page_text", "https://a.example/1"})

	block := answer("200 OK", "text/html", htmlPage)
	arc := "filedesc://a.arc 0.0.0.0 20100301101500 text/plain 4\n1 0\n\n" +
		fmt.Sprintf("http://a.example/1 192.0.2.1 20100301101500 text/html %d\n%s\n", len(block), block) +
		"dns:a.example 192.0.2.1 20100301101500 text/dns 3\nabc\n"
	got, pages, sum := stdin(t, gzipEach([]string{arc}))
	if len(got) != 1 || !strings.HasSuffix(got[0], " arc") {
		t.Fatal(got)
	}
	same(t, []string{pages[0].URL, pages[0].Retrieved.Format("2006-01-02")}, []string{"http://a.example/1", "2010-03-01"})
	same(t, counts(sum.Skipped), "dns 1, warcinfo 1")
}

// TestDamagedWebArchive: what is damaged is one reject at its place, and the rest is read.
func TestDamagedWebArchive(t *testing.T) {
	record := func(i int) string {
		return ok200(fmt.Sprintf("https://a.example/%d", i), "text/html", htmlPage+strings.Repeat(fmt.Sprint("tide ", i), 300))
	}
	records := []string{record(0), record(1), record(2)}
	huge := slices.Clone(records)
	i := strings.Index(huge[1], "Content-Length: ")
	huge[1] = huge[1][:i] + "Content-Length: 1099511627776" + huge[1][strings.Index(huge[1], "\r\n\r\n"):]
	for name, content := range map[string]string{
		"plain": strings.Join(huge, ""), "gzip": gzipEach(huge),
		"cut": gzipEach(records[:1]) + gzipEach(records[1:2])[:200] + gzipEach(records[2:]),
	} {
		got, pages, _ := stdin(t, content)
		place := len(records[0])
		if name != "plain" {
			place = len(gzipEach(records[:1]))
		}
		if len(got) != 3 || len(pages) != 2 || got[1] != fmt.Sprintf("stdin:%d ! bad_record", place) {
			t.Errorf("%s: %v", name, got)
		}
	}
	got, _, _ := read(t, Options{Stdin: strings.NewReader(strings.Join(records, "")), MaxRecord: 700}, "-")
	for _, line := range got {
		if !strings.HasSuffix(line, "! too_large") {
			t.Error(line)
		}
	}
}

// TestBeginningIsDamaged: a WARC that does not begin with a record is told by its name.
func TestBeginningIsDamaged(t *testing.T) {
	records := []string{ok200("https://a.example/0", "text/html", htmlPage+strings.Repeat("<p>ebb and flow</p>", 400)), ok200("https://a.example/1", "text/html", htmlPage)}
	gz := gzipEach(records[:1])
	second := len(gz)
	files := map[string]string{
		"a.warc": records[0][700:] + records[1], "b.warc": "XARC" + records[0][4:] + records[1],
		"c.warc.gz": gz[:20] + "damage" + gz[26:] + gzipEach(records[1:]), "d.warc.gz": gzipEach([]string{records[0][700:], records[1]}),
	}
	for name, content := range files {
		got, _, _ := read(t, Options{}, filepath.Join(write(t, map[string]string{name: content}), name))
		place := second
		switch name {
		case "a.warc":
			place = len(records[0]) - 700
		case "b.warc":
			place = len(records[0])
		case "d.warc.gz":
			place = len(gzipEach([]string{records[0][700:]}))
		}
		same(t, got, []string{name + ":0 ! bad_record", fmt.Sprintf("%s:%d warc", name, place)})
	}
}

func TestManyKindsAreCountedTogether(t *testing.T) {
	var b strings.Builder
	for i := range 2 * maxSkipKinds {
		b.WriteString(ok200("https://a.example/", fmt.Sprintf("image/x%d", i), "x"))
	}
	_, _, sum := stdin(t, b.String()+ok200("https://a.example/", "text/html", htmlPage))
	same(t, len(sum.Skipped), maxSkipKinds+1)
}

// TestSurveyPages: a survey sees the pages of a build, without digests that it has no use for.
func TestSurveyPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc")
	body := "<html><body><p>The ferry is late.</p></body></html>"
	if err := os.WriteFile(path, []byte(ok200("https://a.example/1", "text/html", body)+ok200("https://a.example/2", "text/html", body)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"", "id"} {
		r, err := Open([]Input{{Path: path}}, Options{OwnID: own})
		if err != nil {
			t.Fatal(err)
		}
		var ids, surveyed []string
		for p, err := range r.Pages(t.Context()) {
			if err != nil || p.Source.SHA256 == "" {
				t.Fatalf("page %+v, %v", p, err)
			}
			ids = append(ids, p.ID+string(p.Body))
		}
		for p, err := range r.SurveyPages(t.Context()) {
			if err != nil || (p.Source.SHA256 == "") != (own == "") {
				t.Fatalf("with ids %q: surveyed page %+v, %v", own, p, err)
			}
			surveyed = append(surveyed, p.ID+string(p.Body))
		}
		if len(ids) != 2 || !slices.Equal(ids, surveyed) {
			t.Errorf("pages %q, surveyed %q", ids, surveyed)
		}
	}
}
