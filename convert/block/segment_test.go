package block

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// TestShadow: what a browser shows of an element's shadow is text, other templates are not.
func TestShadow(t *testing.T) {
	body := "<style>p{margin:0}</style><article><h1>Aldermoor closes its baths</h1><p>" + strings.Join(council, "</p><p>") + "</p></article>"
	for template, want := range map[string]int{"<template shadowrootmode='open'>": len(council), "<template shadowrootmode=closed>": len(council), "<template>": 0} {
		var r Reader
		var d markup.Doc
		d.Parse([]byte("<html><head><title>Aldermoor closes its baths</title></head><body>"+menuOf(30)+"<main><story-page>"+template+body+"</template></story-page></main></body></html>"), markup.Limits{})
		got := 0
		for _, b := range r.HTML(&d) {
			if b.Kept && b.Level == 0 && strings.Contains(body, b.Text) {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: kept %d paragraphs, want %d", template, got, want)
		}
	}
}
