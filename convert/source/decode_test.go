package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

func TestDecodePage(t *testing.T) {
	html := schema.Source{Format: schema.FormatHTML}
	tests := []struct {
		name          string
		page          schema.Page
		body          string
		charset, from string
		findings      []string
	}{
		{"header of the page", schema.Page{Source: html, MediaType: "text/html; charset=latin1", Body: []byte("caf\xe9")}, "café", "windows-1252", "header", nil},
		{"headers", schema.Page{Source: html, Headers: map[string]string{"content-type": "text/html; charset=koi8-r"}, Body: []byte("\xf0\xcf\xd2\xd4")}, "Порт", "koi8-r", "header", nil},
		{"guessed", schema.Page{Source: html, Body: []byte("<p>caf\xe9")}, "<p>café", "windows-1252", "detection", []string{"charset_guessed"}},
		{"broken", schema.Page{Source: html, Body: []byte("<meta charset=utf-8>café, \xff thé")}, "<meta charset=utf-8>café, \uFFFD thé", "utf-8", "meta", []string{"broken_text"}},
		{
			"a record states no bytes",
			schema.Page{Source: html, MediaType: "text/html; charset=latin1", Charset: "utf-8", CharsetFrom: "utf8", Body: []byte("<meta charset=koi8-r>café")},
			"<meta charset=koi8-r>café", "utf-8", "utf8", nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.page
			if err := Decode(&p); err != nil {
				t.Fatal(err)
			}
			var findings []string
			for _, f := range p.Findings {
				findings = append(findings, string(f.Code))
			}
			same(t, []string{string(p.Body), p.Charset, p.CharsetFrom}, []string{tt.body, tt.charset, tt.from})
			same(t, findings, tt.findings)
		})
	}
}

func TestDecodeRejectsWhatIsMostlyBinary(t *testing.T) {
	p := schema.Page{Source: schema.Source{URI: "a.html", Format: schema.FormatHTML}, ID: "x", Body: []byte("<html>" + strings.Repeat("\x00\x01\xff", 100))}
	var reject *schema.Reject
	if err := Decode(&p); !errors.As(err, &reject) {
		t.Fatal(err)
	}
	same(t, []string{string(reject.Stage), string(reject.Reason), reject.Source.URI, reject.ID}, []string{"decode", "unsupported_type", "a.html", "x"})
}
