package mhtml

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

const saved = "From: <Saved by Browser>\r\nSnapshot-Content-Location: https://example.org/ferry\r\nSubject: Ferry fares\r\nDate: Thu, 4 Nov 2021 10:00:00 +0100\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----part----\"\r\n\r\n\r\n" +
	"------part----\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-ID: <frame-1@browser>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/ferry\r\n\r\n" +
	"<html><body class=3D\"story\"><p>The caf=E9 on the quay is=\r\n open, a=b and 5 =3D 5.</p></body></html>\r\n" +
	"------part----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a.png\r\n\r\niVBORw0K\r\n" +
	"------part----\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n<p>An advertisement</p>\r\n------part------\r\n"

func TestRead(t *testing.T) {
	const html = "<html><body class=\"story\"><p>The caf\xe9 on the quay is open, a=b and 5 = 5.</p></body></html>"
	when := time.Date(2021, 11, 4, 9, 0, 0, 0, time.UTC)
	inner := "<p>The ferry is late again today, said the harbour office.</p>"
	for name, tt := range map[string]struct {
		file string
		want Page
	}{
		"of a browser":         {saved, Page{[]byte(html), "text/html; charset=iso-8859-1", "https://example.org/ferry", when}},
		"with bare line ends":  {strings.ReplaceAll(saved, "\r\n", "\n"), Page{[]byte(html), "text/html; charset=iso-8859-1", "https://example.org/ferry", when}},
		"cut off":              {saved[:strings.Index(saved, " open,")], Page{[]byte(html[:strings.Index(html, " open,")]), "text/html; charset=iso-8859-1", "https://example.org/ferry", when}},
		"the first is no page": {"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<2>\"\n\n--b\nContent-Type: text/html\nContent-ID: <1>\n\n<p>No</p>\n--b\nContent-Type: text/html\nContent-ID: <2>\nContent-Location: cid:x\n\n" + inner + "\n--b--", Page{[]byte(inner), "text/html", "", time.Time{}}},
		"in base64, in parts of parts": {
			"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\nno\n--c\nContent-Type: text/html\nContent-Transfer-Encoding: BASE64\n\n" +
				base64.StdEncoding.EncodeToString([]byte(inner))[:20] + "\n" + base64.StdEncoding.EncodeToString([]byte(inner))[20:] + "\n--c--\n--b--",
			Page{[]byte(inner), "text/html", "", time.Time{}},
		},
		"one part": {"MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: http://example.org/a\n\n" + inner, Page{[]byte(inner), "text/html", "http://example.org/a", time.Time{}}},
	} {
		t.Run(name, func(t *testing.T) {
			if !Is([]byte(tt.file)) {
				t.Error("not recognised")
			}
			got, err := Read([]byte(tt.file))
			if err != nil || string(got.HTML) != string(tt.want.HTML) || got.MediaType != tt.want.MediaType || got.URL != tt.want.URL ||
				!got.Saved.Equal(tt.want.Saved) {
				t.Errorf("%q, %q, %q, %v, %v", got.HTML, got.MediaType, got.URL, got.Saved, err)
			}
		})
	}
}

func TestNoPage(t *testing.T) {
	for _, file := range []string{"", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--", "MIME-Version: 1.0\nContent-Type: multipart/related\n\nx"} {
		if p, err := Read([]byte(file)); err == nil {
			t.Errorf("%q: %q", file, p.HTML)
		}
	}
	for _, head := range []string{"", "Note: the ferry is late.\n\nIt is.", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n", "<html>\n<p>MIME-Version: 1.0\n\n"} {
		if Is([]byte(head)) {
			t.Errorf("%q is taken for a saved page", head)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(saved))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=b\n\n--b\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if p, err := Read(file); err == nil && len(p.HTML) > len(file) {
			t.Errorf("%d bytes became %d", len(file), len(p.HTML))
		}
	})
}
