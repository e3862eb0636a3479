package charset

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	const latin = "caf\xe9 \x96 d\xe9j\xe0" // windows-1252
	meta := func(charset string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"></head>`
	}
	tests := []struct {
		name, body, header string
		html               bool
		want, charset      string
		from               string
		broken             int
	}{
		{"mark", "\xef\xbb\xbfcafé", "iso-8859-1", true, "café", "utf-8", FromBOM, 0},
		{"UTF-16", "\xff\xfec\x00\xe9\x00", "", false, "cé", "utf-16le", FromBOM, 0},
		{"UTF-16 without mark", "f\x00e\x00e\x00s\x00 \x00\xe9\x00", "", false, "fees é", "utf-16le", FromDetection, 0},
		{"header", latin, "iso-8859-1", true, "café – déjà", "windows-1252", FromHeader, 0},
		{"header before meta", meta("windows-1251") + latin, "latin1", true, meta("windows-1251") + "café – déjà", "windows-1252", FromHeader, 0},
		{"meta charset", `<meta charset=windows-1251>` + "\xcf\xee\xf0\xf2", "", true, `<meta charset=windows-1251>Порт`, "windows-1251", FromMeta, 0},
		{"meta http-equiv", meta("koi8-r") + "\xf0\xcf\xd2\xd4", "", true, meta("koi8-r") + "Порт", "koi8-r", FromMeta, 0},
		{"meta far down", strings.Repeat("<script>x</script>", 150) + `<META CHARSET="ISO-8859-2">` + "\xb3", "", true, strings.Repeat("<script>x</script>", 150) + `<META CHARSET="ISO-8859-2">ł`, "iso-8859-2", FromMeta, 0},
		{"XML declaration", `<?xml version="1.0" encoding="iso-8859-2"?>` + "\xb3", "", true, `<?xml version="1.0" encoding="iso-8859-2"?>ł`, "iso-8859-2", FromMeta, 0},
		{"meta in a comment", `<!-- <meta charset=koi8-r> --><p>` + latin, "", true, `<!-- <meta charset=koi8-r> --><p>café – déjà`, "windows-1252", FromDetection, 0},
		{"meta in a dump", `<meta charset=koi8-r> ` + latin, "", false, `<meta charset=koi8-r> café – déjà`, "windows-1252", FromDetection, 0},
		{"meta says UTF-16", meta("utf-16") + "é", "", true, meta("utf-16") + "é", "utf-8", FromMeta, 0},
		{"unknown label", meta("none-such") + "é", "", true, meta("none-such") + "é", "utf-8", FromUTF8, 0},
		{"UTF-8, nothing stated", "café", "", false, "café", "utf-8", FromUTF8, 0},
		{"ASCII, nothing stated", "cafe", "", false, "cafe", "utf-8", FromUTF8, 0},
		{"ASCII, stated", "cafe", "iso-8859-1", false, "cafe", "windows-1252", FromHeader, 0},
		{"UTF-8 stated and true", meta("UTF-8") + "café", "", true, meta("UTF-8") + "café", "utf-8", FromMeta, 0},
		{"Latin-1 stated over UTF-8", meta("iso-8859-1") + "café", "", true, meta("iso-8859-1") + "café", "utf-8", FromUTF8, 0},
		{"UTF-8 stated over Latin-1", meta("utf-8") + latin, "", true, meta("utf-8") + "café – déjà", "windows-1252", FromDetection, 0},
		{"UTF-8 with a broken byte", meta("utf-8") + "café déjà \xff vu", "", true, meta("utf-8") + "café déjà \uFFFD vu", "utf-8", FromMeta, 1},
		{"UTF-8 cut at the end", "café déjà vu\xc3", "", false, "café déjà vu\uFFFD", "utf-8", FromUTF8, 1},
		{"GBK stated over bytes that fit UTF-8", "\xc2\xa1", "gbk", false, "隆", "gbk", FromHeader, 0},
		{"NUL", "fe\x00es", "", false, "fees", "utf-8", FromUTF8, 1},
		{"U+FFFD was there", "caf\uFFFD", "", false, "caf\uFFFD", "utf-8", FromUTF8, 1},
		{"undefined byte", "caf\xe9 d\x81", "windows-1252", false, "café d\uFFFD", "windows-1252", FromHeader, 1},
		{"shift_jis with a broken character", "\x8d\x60\x82\xcc\xff\x8d\x60", "shift_jis", false, "港の\uFFFD港", "shift_jis", FromHeader, 1},
		{"empty", "", "", false, "", "utf-8", FromUTF8, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Decode([]byte(tt.body), tt.header, tt.html)
			if string(d.Body) != tt.want || d.Name != tt.charset || d.From != tt.from || d.Broken != tt.broken || d.Binary {
				t.Errorf("got %q as %s from %s, %d broken, binary %v", d.Body, d.Name, d.From, d.Broken, d.Binary)
			}
		})
	}
}

func TestFromMediaType(t *testing.T) {
	for value, want := range map[string]string{
		"text/html; charset=ISO-8859-1": "windows-1252", `text/html;charset="utf-8"`: "utf-8", "text/html": "", "": "", "text/html; charset=none": "", "a/b; charset=replacement": "",
	} {
		if got := FromMediaType(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestBinary(t *testing.T) {
	noise := make([]byte, 4000)
	x := uint32(7)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	if d := Decode(append([]byte("<html><meta charset=utf-8>"), noise...), "", true); !d.Binary {
		t.Errorf("noise is text in %s", d.Name)
	}
	if d := Decode(bytes.Repeat([]byte{0}, 100), "", false); !d.Binary {
		t.Error("NUL is text")
	}
}

func TestCleanBytesAreNotCopied(t *testing.T) {
	body := []byte("<p>café</p>")
	if d := Decode(body, "utf-8", true); &d.Body[0] != &body[0] {
		t.Error("copied")
	}
}

// FuzzDecode: whatever the bytes and labels, the result is UTF-8 without NUL,
// and decoding it again changes nothing.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("<meta charset=koi8-r>\xf0"), "", true)
	f.Add([]byte("\xff\xfe<\x00"), "utf-8", false)
	f.Add([]byte("caf\xe9"), "iso-2022-jp", true)
	f.Add([]byte("\x1b$B\x00"), "text/html; charset=gb18030", false)
	f.Fuzz(func(t *testing.T, body []byte, header string, html bool) {
		d := Decode(bytes.Clone(body), header, html)
		if !utf8.Valid(d.Body) || bytes.IndexByte(d.Body, 0) >= 0 {
			t.Fatalf("%q: %q", body, d.Body)
		}
		if d.Name == "" || d.From == "" {
			t.Fatalf("%q: charset %q from %q", body, d.Name, d.From)
		}
		again := Clean(d.Body)
		if !bytes.Equal(again.Body, d.Body) {
			t.Fatalf("%q became %q", d.Body, again.Body)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	page := []byte("<html><meta charset=utf-8>" + strings.Repeat("<p class=\"story\">Le café du port est fermé.</p>\n", 2000))
	for name, body := range map[string][]byte{"utf8": page, "detected": encodeLatin(page)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				Decode(body, "", true)
			}
		})
	}
}

func encodeLatin(page []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(page, []byte("é"), []byte{0xe9}), []byte("<meta charset=utf-8>"), nil)
}
