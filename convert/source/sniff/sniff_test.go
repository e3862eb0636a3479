package sniff

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func utf16le(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func TestHead(t *testing.T) {
	tests := []struct {
		name, head string
		want       Kind
		says       string
	}{
		{"doctype", "<!DOCTYPE html><html>", HTML, ""},
		{"mark, space, comment", "\xef\xbb\xbf \n<!-- saved --><!-- again -->\n<HTML lang=en>", HTML, ""},
		{"XHTML", "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>", HTML, ""},
		{"long comment", "<!-- " + strings.Repeat("licence ", 1000), HTML, ""},
		{"fragment", "<div><p>The fees rose.</p></div>", HTML, ""},
		{"behind a warning", "Warning: cannot modify headers\n<html><body>", HTML, ""},
		{"behind headers", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html>", HTML, ""},
		{"text first", "Skip to content <a href=/>Home</a> <a href=/n>News</a></p> <p>x</p> </div>", HTML, ""},
		{"stray NUL in HTML", "<html><p>a\x00b</p>" + strings.Repeat("text ", 50), HTML, ""},
		{"UTF-16 with mark", "\xff\xfe" + utf16le("<html><p>Fees"), HTML, ""},
		{"UTF-16 without mark", utf16le("<!doctype html><p>Fees"), HTML, ""},
		{"dump", "Menu\nHome\n\nFees rise\n", Text, ""},
		{"text about HTML", "How to write HTML\nEvery page begins with <html> and has <p> and </p> in it.\n", Text, ""},
		{"less than", "If a < b then <c\n", Text, ""},
		{"Latin-1 dump", "Geb\xfchren steigen\n", Text, ""},
		{"spaces", "  \n", Text, ""},
		{"quoted braces", "{{ title }}\n", Text, ""},
		{"lines", "\n\n{\"url\": \"x\"}\n{", Lines, ""},
		{"lines with mark", "\xef\xbb\xbf{\"url\": \"x\"}", Lines, ""},
		{"lines, the second damaged", "{\"url\": \"x\"}\nurl\n", Lines, ""},
		{"script data above text", "{\"url\": \"x\"}\nHome\nNews\nSport\n", Text, ""},
		{"empty record", "{}\n", Lines, ""},
		{"one record", "{\n  \"url\": \"x\",", Record, ""},
		{"array", "[\n {\"url\": 1}", JSONArray, "jq"},
		{"table", "title,date,text\nA,2025-01-02,B\n", Table, ""},
		{"table of pages", "url,html\nhttps://a.example/1,\"<html><body><p>A</p>", Table, ""},
		{"UTF-16 lines", "\xff\xfe" + utf16le(`{"url":"x"}`), Unsupported, "iconv"},
		{"empty", "", Empty, ""},
		{"gzip", "\x1f\x8b\x08\x00\xff", Gzip, ""},
		{"zstd", "\x28\xb5\x2f\xfd", Zstd, ""},
		{"PDF", "%PDF-1.4", Unsupported, "pdftotext"},
		{"docx", "PK\x03\x04\x14\x00[Content_Types].xml word/document.xml", DOCX, ""},
		{"zip of words", "PK\x03\x04\x14\x00keyword/a.html", Zip, "unpack"},
		{"office", "PK\x03\x04\x14\x00[Content_Types].xml", Zip, ""},
		{"zip", "PK\x03\x04\x14\x00pages/a.html", Zip, "unpack"},
		{"doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Unsupported, "soffice"},
		{"rtf", "{\\rtf1\\ansi", RTF, ""},
		{"WARC", "WARC/1.0\r\n", WebArchive, "own"},
		{"tar", strings.Repeat("a\x00", 128) + "austar  ", Tar, "unpack"},
		{"feed", "<?xml version=\"1.0\"?><rss version=\"2.0\">", Unsupported, "feed"},
		{"bytes", "\x7fELF\x02\x01\x00", Unsupported, "program"},
		{"OTTO in a text", "OTTO FISCHER ELECTED\nThe council", Text, ""},
		{"PDF without bytes", "%PDF-1.4\ntext", Unsupported, "pdftotext"},
		{"bzip2", "BZh91AY&SY\x00\xff", Bzip2, "twice"},
		{"random", "\x01\x9c\x03\xff\x00\xfe\x12\x81", Unsupported, "no text"},
		{"PNG", "\x89PNG\r\n\x1a\n", Asset, "image"},
		{"SVG", "<?xml version=\"1.0\"?><svg xmlns=\"x\">", Asset, "image"},
		{"font", "wOF2\x00\x01\x00", Asset, "font"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Head([]byte(tt.head))
			if got.Kind != tt.want || !strings.Contains(got.Name+" "+got.Remedy, tt.says) {
				t.Errorf("got %+v, want kind %d and %q", got, tt.want, tt.says)
			}
		})
	}
}

func TestPassed(t *testing.T) {
	const page, php, prose = "<!DOCTYPE html><p>Ferries", "<?php\necho 1;\n?>\n<div></div>\n<p></p><p></p><p></p>", "The council met.\n\nIt voted."
	tests := []struct{ name, body, want string }{
		{"a/style.css", "body { margin: 0 }", PassAsset},
		{"app.JS?v=3", "var a = '<div></div><p></p><p></p><p></p>'", PassAsset},
		{"style.css@v=5", "x", PassAsset},
		{"font.woff2", "damaged", PassAsset},
		{"logo", "\x89PNG\r\n\x1a\n", PassAsset},
		{"scan.tif", "II*\x00\x08\x00", PassAsset},
		{"analysis.py", "import pandas\nprint('<p></p><p></p><p></p><p></p>')", PassCode},
		{"analysis.R", "library(readr)", PassCode},
		{"clean.do", "use data, clear", PassCode},
		{"notes.ipynb", "{\n \"cells\": [],\n \"nbformat\": 4\n}", PassCode},
		{"copy of notes", "{\n \"nbformat\": 4\n}", PassCode},
		{"scrapy.cfg", "[settings]", PassConfig},
		{"package.json", "{\n \"name\": \"x\"\n}", PassConfig},
		{"README.md", "# Pages\n\nSaved in May.", PassAbout},
		{"LICENSE", "Licence terms", PassAbout},
		{"requirements.txt", "pandas", PassAbout},
		// Content comes first: these are pages.
		{"view.do", page, ""},
		{"index.php", page, ""},
		{"readme.html", page, ""},
		{"story.json", "{\n \"text\": \"x\"\n}", ""},
		{"story.md", prose, ""},
		{"readme-story.md", prose, ""},
		{"page", prose, ""},
		{"story.aspx?id=3.js", prose, ""},
		{".css/page", prose, ""},
		{"page.php", php, PassCode},          // it has tags, but begins as code
		{"data.sql", "\x00\x01\x02\x03", ""}, // a reject says what it is not
	}
	for _, tt := range tests {
		if got := Passed(tt.name, Head([]byte(tt.body)), []byte(tt.body)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// FuzzHead: any bytes have a kind; what is refused says what it is and what to do.
func FuzzHead(f *testing.F) {
	f.Add([]byte("<html>"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xff\xfe<\x00"))
	f.Add([]byte("<!--<?xml"))
	f.Fuzz(func(t *testing.T, head []byte) {
		what := Head(head)
		if (what.Kind == Empty) != (len(head) == 0) {
			t.Errorf("%q is of kind %d", head, what.Kind)
		}
		if (what.Kind == Unsupported || what.Kind == Asset) && (what.Name == "" || what.Remedy == "") {
			t.Errorf("%q is refused without words: %+v", head, what)
		}
	})
}
