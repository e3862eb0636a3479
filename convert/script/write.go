package script

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

// textKeys are the members in which editors' formats keep text; what they call
// the members around it does not matter.
var textKeys = map[string]bool{
	"text": true, "value": true, "content": true, "html": true, "body": true, "rendered": true, "paragraph": true, "contentHtml": true,
	"bodyHtml": true, "body_html": true, "content_html": true, "textHtml": true, "raw": true, "copy": true, "plain": true, "#text": true, "data": true,
	"children": true, "articleBody": true, "story": true, "quote": true, "plaintext": true, "textContent": true, "markup": true,
}

// partKeys are the members that hold the parts of a text.
var partKeys = map[string]bool{
	"content": true, "children": true, "data": true, "model": true, "blocks": true, "items": true, "elements": true, "nodes": true, "body": true,
	"text": true, "fields": true, "payload": true, "components": true, "paragraphs": true, "value": true, "content_elements": true, "props": true, "attributes": true,
	"listItems": true, "rows": true, "cells": true, "document": true, "quote": true, "textItems": true, "columns": true, "entries": true, "spans": true, "contents": true,
}

// typeOf returns what an object says that it is, in lower case.
func typeOf(v loosejson.Value) string {
	for _, key := range []string{"type", "_type", "nodeType", "__typename", "kind", "tagName", "tag", "blockType", "component"} {
		if t := v.Get(key); t.Kind() == loosejson.String {
			return strings.ToLower(t.Text())
		}
	}
	return ""
}

// skipped reports whether things of a type stand in a text without being part of it.
func skipped(t string) bool {
	if t == "ad" || t == "ads" || t == "hr" {
		return true
	}
	for _, w := range []string{
		"image", "photo", "picture", "embed", "video", "audio", "advert", "-ad", "_ad", "related", "newsletter",
		"promo", "gallery", "social", "tweet", "recirc", "media", "divider", "figure", "caption", "interstitial", "byline", "podcast", "iframe", "script", "atomic", "recommend", "teaser", "signup", "subscribe",
	} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// element returns the HTML element for an object, "" where it holds others.
func element(v loosejson.Value, t string) string {
	styles := []string{t}
	for _, key := range []string{"style", "listItem", "variant", "tagName", "tag"} {
		if s := v.Get(key); s.Kind() == loosejson.String && s.Text() != "" {
			styles = append(styles, strings.ToLower(s.Text()))
		}
	}
	style := strings.Join(styles, " ")
	switch {
	case strings.Contains(style, "heading"), strings.Contains(style, "header"), strings.Contains(style, "subhead"),
		strings.Contains(style, "crosshead"),
		strings.HasSuffix(style, "h2"), strings.HasSuffix(style, "h3"), strings.HasSuffix(style, "h4"), strings.HasSuffix(style, "intertitle"):
		return "h2"
	case strings.Contains(style, "quote"):
		return "blockquote"
	case strings.Contains(style, "item"), strings.HasSuffix(style, "li"), strings.Contains(style, "bullet"),
		strings.HasSuffix(style, "number"):
		return "li"
	case strings.Contains(style, "list"), strings.HasSuffix(style, "ul"), strings.HasSuffix(style, "ol"):
		return "ul"
	case strings.Contains(style, "row"), style == "tr":
		return "tr"
	case strings.Contains(style, "cell"), style == "td", style == "th":
		return "td"
	case strings.Contains(style, "table"):
		return "table"
	case strings.Contains(style, "paragraph"), t == "p", t == "block", t == "text", strings.Contains(style, "unstyled"),
		strings.Contains(t, "paragraph"):
		return "p"
	}
	return ""
}

// writer turns a value into HTML.
type writer struct{ out []byte }

// blocks writes what holds paragraphs.
func (w *writer) blocks(v loosejson.Value) {
	switch v.Kind() {
	case loosejson.String:
		w.paragraphs(v.Text())
	case loosejson.Array:
		for m := range v.Each() {
			w.blocks(m)
		}
	case loosejson.Object:
		t := typeOf(v)
		if skipped(t) {
			return
		}
		tag := element(v, t)
		if tag == "p" && w.holdsBlocks(v) {
			tag = ""
		}
		if tag == "" {
			w.members(v)
			return
		}
		w.out = append(append(append(w.out, '<'), tag...), '>')
		if tag == "ul" || tag == "tr" || tag == "table" {
			w.members(v)
		} else {
			w.inline(v)
		}
		w.out = append(append(append(w.out, "</"...), tag...), '>')
	default: // no text
	}
}

// members writes the parts of an object one below the other.
func (w *writer) members(v loosejson.Value) {
	for m := range v.Each() {
		k := m.Key()
		switch {
		case m.Kind() == loosejson.String && (textKeys[k] || partKeys[k]):
			w.paragraphs(m.Text())
		case m.Kind() != loosejson.String && partKeys[k]:
			w.blocks(m)
		}
	}
}

// holdsBlocks reports whether an object that is called a text has paragraphs in it.
func (w *writer) holdsBlocks(v loosejson.Value) bool {
	for range 4 {
		next := loosejson.Value{}
		for m := range v.Each() {
			if k := m.Kind(); partKeys[m.Key()] && (k == loosejson.Array || k == loosejson.Object) {
				next = m
				break
			}
		}
		if next.Kind() == loosejson.Missing {
			return false
		}
		if next.Kind() == loosejson.Array {
			for m := range next.Each() {
				next = m
				break
			}
		}
		if t := typeOf(next); t != "text" && element(next, t) == "p" {
			return true
		}
		v = next
	}
	return false
}

// inline writes the text of one paragraph. Some formats give it whole, and its
// parts below: then the parts are passed over.
func (w *writer) inline(v loosejson.Value) {
	switch v.Kind() {
	case loosejson.String:
		w.chars(v.Text())
	case loosejson.Array:
		for m := range v.Each() {
			w.inline(m)
		}
	case loosejson.Object:
		if skipped(typeOf(v)) {
			return
		}
		href := hrefOf(v)
		if href != "" {
			w.out = append(append(append(w.out, `<a href="`...), html.EscapeString(href)...), `">`...)
		}
		for m := range v.Each() {
			if before := len(w.out); m.Kind() == loosejson.String && wholeKeys[m.Key()] || m.Kind() != loosejson.String && partKeys[m.Key()] {
				if w.inline(m); len(w.out) > before {
					break
				}
			}
		}
		if href != "" {
			w.out = append(w.out, "</a>"...)
		}
	default: // no text
	}
}

// wholeKeys are the members in which the text of one paragraph stands.
var wholeKeys = map[string]bool{
	"text": true, "data": true, "value": true, "content": true, "html": true, "children": true, "body": true,
	"#text": true,
}

// hrefOf returns where an object links to.
func hrefOf(v loosejson.Value) string {
	t := typeOf(v)
	if !strings.Contains(t, "link") && t != "a" {
		return ""
	}
	for _, o := range []loosejson.Value{v, v.Get("data"), v.Get("attrs"), v.Get("model")} {
		for _, key := range []string{"href", "url", "uri", "locator"} {
			if h := o.Get(key); h.Kind() == loosejson.String {
				return h.Text()
			}
		}
	}
	return ""
}

// paragraphs writes a string that stands for itself: HTML, or plain lines.
func (w *writer) paragraphs(s string) {
	if isHTML(s) {
		w.out = append(append(append(w.out, "<div>"...), s...), "</div>"...)
		return
	}
	if !strings.ContainsAny(s, "\n\r") {
		s = parted(s)
	}
	for line := range strings.Lines(strings.ReplaceAll(s, "\r", "\n")) {
		w.out = append(w.out, "<p>"...)
		w.chars(line)
		w.out = append(w.out, "</p>"...)
	}
}

func (w *writer) chars(s string) {
	if isHTML(s) {
		w.out = append(w.out, s...)
		return
	}
	w.out = append(w.out, strings.ReplaceAll(strings.ReplaceAll(s, "&", "&amp;"), "<", "&lt;")...)
}

// isHTML reports whether a string is written as HTML: it has a tag or a
// character reference.
func isHTML(s string) bool {
	if i := strings.IndexByte(s, '<'); i >= 0 && i+1 < len(s) && strings.IndexByte(s[i:], '>') > 0 {
		c := s[i+1] | 0x20
		return c >= 'a' && c <= 'z' || s[i+1] == '/'
	}
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return false
	}
	end := strings.IndexByte(s[i:], ';')
	return end > 1 && end < 10 && !strings.ContainsAny(s[i:i+end], " \n")
}

// parted puts the line breaks back that a site lost when it took the tags out of
// its text: a sentence ends, and the next begins without a space, or with several.
func parted(s string) string {
	var b strings.Builder
	last := 0
	for i := 0; i < len(s); i++ {
		ends := s[i] == '.' || s[i] == '!' || s[i] == '?'
		if !ends || i < 3 || !lowerBefore(s[:i]) {
			continue
		}
		end := i + 1
		for _, mark := range []string{"”", "»", "\"", "“"} {
			if strings.HasPrefix(s[end:], mark) {
				end += len(mark)
				break
			}
		}
		next := strings.TrimLeft(s[end:], " ")
		if gap := len(s) - end - len(next); gap == 1 || !begins(next) {
			continue
		}
		b.WriteString(s[last:end])
		b.WriteByte('\n')
		last, i = end, end-1
	}
	b.WriteString(s[last:])
	return b.String()
}

// lowerBefore reports whether s ends with a word in small letters: no initials,
// no abbreviation, no number.
func lowerBefore(s string) bool {
	for range 3 {
		r, n := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLower(r) {
			return false
		}
		s = s[:len(s)-n]
	}
	return true
}

// begins reports whether a sentence begins s: no address, no abbreviation.
func begins(s string) bool {
	s = strings.TrimLeft(s, "«“„\"¿¡")
	r, n := utf8.DecodeRuneInString(s)
	after, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(r) && (unicode.IsLower(after) || after == ' ' || after == '\'' || after == '’')
}
