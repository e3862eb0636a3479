package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/dsbuild/dsbuild/schema"
)

// folder is packed in every way and must read as it lies on disk.
var folder = map[string]string{
	"a.html": htmlPage, "a/b.txt": dumpPage, "a/c.jsonl": `{"url":"https://example.org/1","html":"<p>one"}` + "\n{\n",
	"a/d.pdf": "%PDF-1.4", "a/style.css": "p{}", "a/photo": "\x89PNG\r\n\x1a\n\x00", ".hidden": "x", "a_files/x.html": htmlPage + " ",
	"c.html.gz": packGzip(htmlPage + "<p>again"), "d.warc": warcRecord("response", "https://example.org/2", answer("200 OK", "text/html", htmlPage)), "e": "",
}

// packZip packs files by name; extra has what the members are given beside.
func packZip(files map[string]string, extra func(*zip.FileHeader)) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(files))) { // the order does not count
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if extra != nil {
			extra(h)
		}
		f, _ := w.CreateHeader(h)
		_, _ = io.WriteString(f, files[name])
	}
	_ = w.Close()
	return b.String()
}

func packTar(files map[string]string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_ = w.WriteHeader(&tar.Header{Name: "./" + name, Size: int64(len(files[name])), Mode: 0o644})
		_, _ = io.WriteString(w, files[name])
	}
	_ = w.Close()
	return b.String()
}

// pack7z packs files without compression.
func pack7z(files map[string]string) string {
	var body, names, sizes, sums []byte
	list := slices.Sorted(maps.Keys(files))
	list = slices.DeleteFunc(list, func(name string) bool { return files[name] == "" })
	number := func(n int) []byte { return binary.LittleEndian.AppendUint64([]byte{0xff}, uint64(n)) }
	for i, name := range list {
		body = append(body, files[name]...)
		for _, c := range append(utf16.Encode([]rune(name)), 0) {
			names = binary.LittleEndian.AppendUint16(names, c)
		}
		if i+1 < len(list) {
			sizes = append(sizes, number(len(files[name]))...)
		}
		sums = binary.LittleEndian.AppendUint32(sums, crc32.ChecksumIEEE([]byte(files[name])))
	}
	var h []byte
	add := func(parts ...[]byte) {
		for _, p := range parts {
			h = append(h, p...)
		}
	}
	add([]byte{1, 4, 6, 0, 1, 9}, number(len(body)), []byte{0, 7, 0x0b, 1, 0, 1, 1, 0, 0x0c}, number(len(body)), []byte{0})
	add([]byte{8, 0x0d}, number(len(list)), []byte{9}, sizes, []byte{0x0a, 1}, sums, []byte{0, 0})
	add([]byte{5}, number(len(list)), []byte{0x11}, number(len(names)+1), []byte{0}, names, []byte{0, 0})
	start := binary.LittleEndian.AppendUint64(nil, uint64(len(body)))
	start = binary.LittleEndian.AppendUint64(start, uint64(len(h)))
	start = binary.LittleEndian.AppendUint32(start, crc32.ChecksumIEEE(h))
	out := binary.LittleEndian.AppendUint32([]byte("7z\xbc\xaf\x27\x1c\x00\x04"), crc32.ChecksumIEEE(start))
	return string(slices.Concat(out, start, body, h))
}

// TestArchiveIsItsFolder: whatever the folder is packed in, the same pages, ids,
// rejects and counts come, in the same order.
func TestArchiveIsItsFolder(t *testing.T) {
	dir := write(t, folder)
	want, wantPages, wantSum := read(t, Options{}, dir)
	for i := range want {
		want[i] = strings.TrimPrefix(want[i], filepath.Base(dir)+"/")
	}
	without := maps.Clone(folder)
	delete(without, "e") // 7z has no bytes for an empty file, and the writer here leaves it out
	for name, content := range map[string]string{
		"p.zip": packZip(folder, nil), "p.tar": packTar(folder), "p.tar.gz": packGzip(packTar(folder)), "p.tar.zst": packZstd(packTar(folder)), "p.7z": pack7z(without),
		"q.zip!p.tar": packZip(map[string]string{"p.tar": packTar(folder)}, nil), "q.tar!p.zip": packTar(map[string]string{"p.zip": packZip(folder, nil)}),
		"q.zip!p.tgz": packZip(map[string]string{"p.tgz": packGzip(packTar(folder))}, nil), "q.zip!p.7z": packZip(map[string]string{"p.7z": pack7z(without)}, nil),
	} {
		t.Run(name, func(t *testing.T) {
			file, _, _ := strings.Cut(name, "!")
			got, pages, sum := read(t, Options{}, filepath.Join(write(t, map[string]string{file: content}), file))
			for i := range got {
				got[i] = strings.TrimPrefix(got[i], name+"!")
			}
			expect := want
			if strings.HasSuffix(name, "7z") {
				expect = slices.DeleteFunc(slices.Clone(want), func(line string) bool { return line == "e ! empty_file" })
			}
			same(t, got, expect)
			same(t, sum.Skipped, wantSum.Skipped)
			for i, p := range pages {
				same(t, []string{p.ID, p.Source.SHA256, string(p.Body)},
					[]string{wantPages[i].ID, wantPages[i].Source.SHA256, string(wantPages[i].Body)})
			}
			same(t, sum.Inputs[0].Bytes, int64(len(content)))
		})
	}
}

// Tars of a.html, packed by xz and by bzip2.
const (
	tarXZ    = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4Cf/ALldADCLiQeD4p+5ATXR/2NgntwbmklkHF31mqQnNINuh6yt6+SPdcsIjopEDX6LPw7lcLEsDveH3YqUeyA9xFSWbRVCrTh4A2Gw88UiGIB14CwCrdb+c1ZvzfNORgc7NMzbQAV4ixNOMX0yocGvLya0pZQO33hsSoDVVgkDDOgj9Z4aN4ifCGivyGAhRGmaju4d2ZiwXkSLPdA25ISUuEUV6FKWwFrmHY4JFFyPAYlhhKuHQyjf70fUUgQAAAAAAJTHRa1nT9r7AAHVAYBQAAB66CM9scRn+wIAAAAABFla"
	tarBzip2 = "QlpoOTFBWSZTWbYcwAwAAINfkMyQYAHvhQ5AxDB/Z94gAQAICCAAkoao0GgNAAADTQGgEoU0aT1AMQ00Bk0AG1L4RVQQHuEBDN6V5nhPMgIKFQ3Sda8nu+trmQoxiQUQtZCySpttNksy2RpSylitSk+Ow1OZpHW8Lp8j5rHjHzow9QjBfzEuQ9CQeoEBEhkFEJn37SMLJgMUYYKjCRiPWGKeWDLlIDs7nvlNAUEeZWiIH8XckU4UJC2HMAMA"
)

func TestOtherCompressions(t *testing.T) {
	for _, packed := range []string{tarXZ, tarBzip2} {
		content, err := base64.StdEncoding.DecodeString(packed)
		if err != nil {
			t.Fatal(err)
		}
		got, pages, _ := stdin(t, string(content))
		same(t, got, []string{"stdin!a.html html"})
		same(t, string(pages[0].Body), htmlPage)
		got, _, _ = stdin(t, string(content[:len(content)-40]))
		if len(got) == 0 || !strings.HasSuffix(got[len(got)-1], "! bad_archive") {
			t.Errorf("cut off: %v", got)
		}
		got, _, _ = stdin(t, packGzip(string(content)))
		same(t, got, []string{"stdin ! unsupported_type"})
	}
}

func TestNamesOfMembers(t *testing.T) {
	got, _, _ := stdin(t, packZip(map[string]string{
		"100%!.html": htmlPage, "../up.html": htmlPage, "/root.html": htmlPage, `C:\a.html`: htmlPage, "a/../../b.html": htmlPage, "caf\xe9.html": htmlPage, "ok/x.html": htmlPage,
	}, nil))
	same(t, got, []string{
		"stdin!../up.html ! bad_archive", "stdin!/root.html ! bad_archive", "stdin!100%25%21.html html", `stdin!C:\a.html ! bad_archive`, "stdin!a/../../b.html ! bad_archive",
		"stdin!caf%E9.html html", "stdin!ok/x.html html",
	})
}

func TestLinksOfATar(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	add := func(h tar.Header, body string) {
		h.Size, h.Mode = int64(len(body)), 0o644
		_ = w.WriteHeader(&h)
		_, _ = io.WriteString(w, body)
	}
	add(tar.Header{Name: "p/", Typeflag: tar.TypeDir}, "")
	add(tar.Header{Name: "p/a.html"}, htmlPage)
	add(tar.Header{Name: "p/b.html", Typeflag: tar.TypeLink, Linkname: "p/a.html"}, "")
	add(tar.Header{Name: "p/c.html", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, "")
	add(tar.Header{Name: "p/d", Typeflag: tar.TypeFifo}, "")
	add(tar.Header{Name: "../e.html"}, htmlPage)
	_ = w.Close()
	got, _, sum := stdin(t, b.String())
	same(t, got, []string{"stdin!p/a.html html", "stdin!p/b.html ! duplicate_page", "stdin!../e.html ! bad_archive"})
	same(t, counts(sum.Skipped), "special 1, symlink 1")
}

func TestRefusedMembers(t *testing.T) {
	encrypted := packZip(map[string]string{"a.html": htmlPage, "b.html": htmlPage}, func(h *zip.FileHeader) {
		if h.Name == "a.html" {
			h.Flags |= 1
		}
	})
	got, _, _ := stdin(t, encrypted)
	same(t, got, []string{"stdin!a.html ! bad_archive", "stdin!b.html html"})
	deep := packZip(map[string]string{"c.html": htmlPage}, nil)
	for _, name := range []string{"c.zip", "b.zip", "a.zip"} {
		deep = packZip(map[string]string{name: deep}, nil)
	}
	got, _, _ = stdin(t, deep)
	same(t, got, []string{"stdin!a.zip!b.zip ! unsupported_type"})
	large := packTar(map[string]string{"b.zip": packZip(map[string]string{"x": strings.Repeat("\x01\x02\x03", 1000)}, func(h *zip.FileHeader) { h.Method = zip.Store })})
	got, _, _ = read(t, Options{Stdin: strings.NewReader(large), MaxRecord: 2000}, "-")
	same(t, got, []string{"stdin!b.zip ! too_large"})
	for what, files := range map[string]map[string]string{
		"PowerPoint": {"_rels/.rels": strings.Repeat("<r/>", 3000), "[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<w/>"},
	} {
		_, _, err := firstReject(t, packZip(files, nil))
		if !strings.Contains(err, "unsupported_type") || !strings.Contains(err, what) {
			t.Errorf("%s: %s", what, err)
		}
	}
}

func firstReject(t *testing.T, content string) (int, *schema.Page, string) {
	t.Helper()
	r, err := Open([]Input{{Path: "-"}}, Options{Stdin: strings.NewReader(content)})
	if err != nil {
		t.Fatal(err)
	}
	for p, err := range r.Pages(t.Context()) {
		if err != nil {
			return 0, p, err.Error()
		}
	}
	return 0, nil, ""
}

func TestWACZ(t *testing.T) {
	record := warcRecord("response", "https://example.org/2", answer("200 OK", "text/html", htmlPage))
	got, _, sum := stdin(t, packZip(map[string]string{
		"datapackage.json": "{}", "pages/pages.jsonl": `{"url":"https://example.org/2","text":"x"}`, "indexes/index.cdx.gz": "x",
		"archive/b.warc": record, "archive/a.warc.gz": gzipEach([]string{warcRecord("warcinfo", "", "x"), record}),
	}, func(h *zip.FileHeader) { h.Method = zip.Store }))
	first := len(gzipEach([]string{warcRecord("warcinfo", "", "x")}))
	same(t, got, []string{fmt.Sprintf("stdin!archive/a.warc.gz:%d warc", first), "stdin!archive/b.warc:0 warc"})
	same(t, counts(sum.Skipped), "wacz_index 3, warcinfo 1")
}

// TestDamagedArchivesOfMembers cuts and flips archives: reading ends, every page is counted, and
// what came before the damage is there.
func TestDamagedArchivesOfMembers(t *testing.T) {
	for name, content := range map[string]string{"zip": packZip(folder, nil), "tar": packTar(folder), "7z": pack7z(folder)} {
		for at := 40; at < len(content); at += 61 {
			stdin(t, content[:at])
			flipped := []byte(content)
			flipped[at] ^= 0x55
			got, _, _ := stdin(t, string(flipped))
			if len(got) == 0 {
				t.Errorf("%s flipped at %d: nothing came", name, at)
			}
		}
	}
}

func TestBombsInArchives(t *testing.T) {
	blank := strings.Repeat(" ", 24<<20)
	got, _, _ := stdin(t, packZip(map[string]string{"a.txt": blank, "b.html": htmlPage}, nil))
	if len(got) != 2 || got[0] != "stdin!a.txt ! bad_archive" {
		t.Error(got)
	}
	// Many small ones together are a bomb as well.
	files := map[string]string{}
	for i := range 12 {
		files[fmt.Sprintf("%02d.txt", i)] = blank[:4<<20]
	}
	got, _, _ = stdin(t, packZip(files, nil))
	if len(got) != 12 || !strings.HasSuffix(got[0], "page_text") || !strings.HasSuffix(got[11], "! bad_archive") {
		t.Error(got)
	}
	// A sparse file of 2^40 zeros in a tar of a few kilobytes.
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	_ = w.WriteHeader(&tar.Header{Name: "a.html", Size: 1 << 40, Mode: 0o644, Format: tar.FormatGNU})
	got, _, _ = stdin(t, b.String()+strings.Repeat("\x00", 1024))
	if len(got) == 0 {
		t.Error("nothing came")
	}
}

func TestManyMembers(t *testing.T) {
	const n = 20_000
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range n {
		f, _ := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("p/%06d.txt", i), Method: zip.Store})
		_, _ = fmt.Fprintf(f, "Notice %d of the harbour\n", i)
	}
	_ = w.Close()
	got, _, _ := stdin(t, b.String())
	same(t, len(got), n)
}

// FuzzArchive: whatever the bytes, reading ends and what comes was counted.
func FuzzArchive(f *testing.F) {
	small := map[string]string{"a.html": htmlPage, "b/c.txt": dumpPage}
	f.Add([]byte(packZip(small, nil)))
	f.Add([]byte(packTar(small)))
	f.Add([]byte(pack7z(small)))
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := Open([]Input{{Path: "-"}}, Options{Stdin: bytes.NewReader(content), MaxRecord: 1 << 16})
		if err != nil {
			t.Fatal(err)
		}
		lines, _ := drain(t, r)
		s := r.Summary()
		if s.Pages != int64(len(lines)) {
			t.Fatalf("%d pages came, %d were counted", len(lines), s.Pages)
		}
	})
}
