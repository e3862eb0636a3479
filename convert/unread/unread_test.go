package unread

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// story is a text of so many paragraphs of 22 words.
func story(n int) (paragraphs []string) {
	for i := range n {
		paragraphs = append(paragraphs, fmt.Sprintf("Number %d of the boats left the harbour of Low Harrow at dawn, and its whole crew was “tired” long before noon.", i+1))
	}
	return paragraphs
}

const perParagraph = 22

func most(page string, blocks ...string) Place {
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	return Most(&d, blocks)
}

// TestPlaces finds the text wherever it stands, and not what the page shows too.
func TestPlaces(t *testing.T) {
	text := story(8)
	ps := "<p>" + strings.Join(text, "</p><p>") + "</p>"
	quoted := func(s string) string { return fmt.Sprintf("%+q", s) } // \u201c, as many writers of JSON have it
	var list strings.Builder
	for _, p := range text {
		list.WriteString(`{"kind":"p","id":123456,"value":` + quoted(p) + `},`)
	}
	for page, element := range map[string]string{
		"<template>" + ps + "</template>":                                                                           "template",
		"<textarea>" + ps + "</textarea>":                                                                           "textarea",
		"<noscript>" + ps + "</noscript>":                                                                           "noscript",
		"<object>" + ps + "</object>":                                                                               "object",
		"<button>" + strings.Join(text, "</button><button>") + "</button>":                                          "button",
		`<script>window.page={"entity":{"rendered":` + quoted(ps) + `}}</script>`:                                   script,
		`<script type="application/json">{"story":[` + list.String() + `]}</script>`:                                script,
		"<script>var o=[];o.push('" + strings.Join(text, "');\no.push('") + "');</script>":                          script,
		"<script>let o=`" + strings.Join(text, "\n\n") + "`</script>":                                               script,
		`<script>it's = 1; /* "odd */` + "\n" + `f(` + quoted(`{"body":`+quoted(ps)+`}`) + `)</script>`:             script,
		`<script>a("` + strings.Repeat(`QUJD`, 60) + `")</script><script>x=` + quoted(ps) + `</script><i>x</i>`:     script,
		`<script>x=` + quoted(ps) + `</script><script>y=` + quoted(ps) + `</script><template>` + ps + `</template>`: script,
	} {
		if got := most(page); got != (Place{element, 8 * perParagraph}) {
			t.Errorf("%.60s: %v", page, got)
		}
		if got := most(page, text[:6]...); got.Words != 2*perParagraph {
			t.Errorf("%.60s, of which six paragraphs are shown: %v", page, got)
		}
	}
}

// TestDrawnText counts text that is drawn, which has no paragraphs.
func TestDrawnText(t *testing.T) {
	if got := most("<svg><text>" + strings.Join(story(8), " </text><text>") + "</text></svg>"); got != (Place{"svg", 8 * perParagraph}) {
		t.Error(got)
	}
}

// TestOtherStories does not add up the teasers of a state: between them stand their addresses and pictures.
func TestOtherStories(t *testing.T) {
	var b strings.Builder
	for i, p := range story(30) {
		fmt.Fprintf(&b, `{"summary":%q,"url":"/story/%d","image":{%s}},`, p, i, strings.Repeat(`"w":1280,"src":"/i/a.jpg",`, 12))
	}
	if got := most(`<script>state=[` + b.String() + `]</script>`); got.Words != perParagraph {
		t.Error(got)
	}
}

// TestNoProse passes over what is code, addresses or words of the site.
func TestNoProse(t *testing.T) {
	for _, s := range []string{
		"function show(a, b) { if (a == b) { return a[0] / b[1]; } } function hide(a, b) { return { c: a, d: b }; }, and so on.",
		"https://www.example.org/one/two, https://www.example.org/three/four, https://www.example.org/five/six, seven/eight.",
		"Sign up for our newsletter, and get the best of the harbour in your inbox every morning before breakfast, free of charge.",
		"A short line.",
	} {
		if got := most("<script>x=`" + s + "`</script><template><p>" + s + "</p></template>"); got.Words != 0 {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// TestLinear holds that strings without an end cost no more than others.
func TestLinear(t *testing.T) {
	const n = 1 << 20
	for _, s := range []string{strings.Repeat(`'"`, n), strings.Repeat("`", n+1), strings.Repeat(`\"'`, n), strings.Repeat(`"a':`, n)} {
		if got := most("<script>" + s); got.Words != 0 {
			t.Errorf("%.10s: %v", s, got)
		}
	}
}

func FuzzMost(f *testing.F) {
	for _, s := range []string{`<script>a("b\`, "<script>`", "<template><p>x", `<textarea><p `, "<svg><text>", `<script>"\u20`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if got := most(page, page); got.Words < 0 || got.Words > len(page) {
			t.Errorf("%v in %d bytes", got, len(page))
		}
	})
}
