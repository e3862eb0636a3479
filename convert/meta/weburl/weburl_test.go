package weburl_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

func TestAbsolute(t *testing.T) {
	base, err := url.Parse("https://post.example/news/today/")
	if err != nil {
		t.Fatal(err)
	}
	long := "https://post.example/" + strings.Repeat("a", 2048)
	for _, c := range []struct{ raw, alone, resolved string }{
		{"https://gazette.example/a?b=1#c", "https://gazette.example/a?b=1#c", "https://gazette.example/a?b=1#c"},
		{" http://gazette.example/a\n", "http://gazette.example/a", "http://gazette.example/a"},
		{"//gazette.example/a", "https://gazette.example/a", "https://gazette.example/a"},
		{"//::", "", ""},
		{"../ferry", "", "https://post.example/news/ferry"},
		{"/ferry", "", "https://post.example/ferry"},
		{"?page=2", "", "https://post.example/news/today/?page=2"},
		{"/ferry?at=8\u00a0Uhr", "", "https://post.example/ferry?at=8%C2%A0Uhr"},
		{"mailto:desk@post.example", "", ""},
		{"javascript:void(0)", "", ""},
		{"file:///home/mara/page.html", "", ""},
		{"https://", "", ""},
		{"two words", "", ""},
		{`https://post.example/"x"`, "", ""},
		{"https://post.example:port/", "", ""},
		{"", "", ""},
		{long, "", ""},
	} {
		if got := weburl.Absolute(c.raw, nil); got != c.alone {
			t.Errorf("%.60q alone: %q, want %q", c.raw, got, c.alone)
		}
		if got := weburl.Absolute(c.raw, base); got != c.resolved {
			t.Errorf("%.60q on a page: %q, want %q", c.raw, got, c.resolved)
		}
	}
}

// Whatever a page writes, the result is a web address or none, and is its own.
func TestAbsoluteLaw(t *testing.T) {
	base, err := url.Parse("https://post.example/news/")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("htps:/.?#%@a1[]é ")))).Draw(t, "raw")
		got := weburl.Absolute(raw, base)
		if got == "" {
			return
		}
		if !strings.HasPrefix(got, "https://") && !strings.HasPrefix(got, "http://") {
			t.Fatalf("%q: %q", raw, got)
		}
		if again := weburl.Absolute(got, base); again != got {
			t.Fatalf("%q: %q, and of that %q", raw, got, again)
		}
	})
}

func TestSite(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.post.co.uk/news":   "post.co.uk",
		"http://News.Gazette.COM:8080/": "gazette.com",
		"https://gazette.com./":         "gazette.com",
		"https://bücher.example/":       "xn--bcher-kva.example",
		"https://co.uk/":                "co.uk", // a public suffix that is a site
		"https://192.0.2.7/a":           "",
		"https://[2001:db8::1]/a":       "",
		"http://localhost/a":            "",
		"no address":                    "",
		"":                              "",
	} {
		if got := weburl.Site(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestUnwrap(t *testing.T) {
	at := time.Date(2024, 5, 4, 12, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		raw, want string
		at        time.Time
	}{
		{"https://web.archive.org/web/20240504123000/https://post.example/a", "https://post.example/a", at},
		{"https://web.archive.org/web/20240504123000id_/http://post.example/a", "http://post.example/a", at},
		{"https://web.archive.org/web/20240504123000/https:/post.example/a", "https://post.example/a", at},
		{"https://web.archive.org/web/2024/https://post.example/a", "https://post.example/a", time.Time{}},
		{"https://web.archive.org/web/20240504123000/about", "https://web.archive.org/web/20240504123000/about", time.Time{}},
		{"https://post.example/a", "https://post.example/a", time.Time{}},
	} {
		got, stamp := weburl.Unwrap(c.raw)
		if got != c.want || !stamp.Equal(c.at) {
			t.Errorf("%s: %s, %s; want %s, %s", c.raw, got, stamp, c.want, c.at)
		}
	}
}

func TestDate(t *testing.T) {
	for raw, want := range map[string]string{
		"https://post.example/2024/05/04/ferry":             "2024-05-04",
		"https://post.example/2024/5/4/ferry":               "2024-05-04",
		"https://post.example/ferry-2024-05-04.html":        "2024-05-04",
		"https://post.example/ferry_2024_05_04":             "2024-05-04",
		"https://post.example/20240504/ferry":               "2024-05-04",
		"https://post.example/29-10-2021/ferry":             "2021-10-29",
		"https://post.example/05-10-2021/ferry":             "", // the 5th, or May
		"https://post.example/2024/05/ferry":                "2024-05",
		"https://post.example/2024/05/20240517/ferry":       "2024-05-17", // a day says more than a month
		"https://post.example/2024/13/04/ferry":             "",
		"https://post.example/120240504/ferry":              "", // digits of a number
		"https://post.example/budget-2024-and-after":        "",
		"https://post.example/ferry?published=2024-05-04":   "", // the path alone
		"https://post.example/%zz/2024/05/04":               "",
		"https://post.example/archive/1999/12/31/last-boat": "1999-12-31",
	} {
		m, ok := weburl.Date(raw)
		got := ""
		switch {
		case !ok:
		case m.Precision == schema.PrecisionMonth:
			got = m.Date.String()[:len("2006-01")]
		default:
			got = m.Date.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

// Each case is what a program writes into the pages that it saves.
func TestSaver(t *testing.T) {
	at := time.Date(2024, 5, 4, 10, 30, 0, 0, time.UTC)
	padding := strings.Repeat("<p>The ferry waits at the quay.", 300)
	for name, c := range map[string]struct {
		page, url string
		at        time.Time
	}{
		"browser":           {"<!DOCTYPE html>\n<!-- saved from url=(0026)https://post.example/ferry -->\n<html>", "https://post.example/ferry", time.Time{}},
		"SingleFile":        {"<!--\n Page saved with SingleFile \n url: https://post.example/ferry \n saved date: Sat May 04 2024 12:30:00 GMT+0200 (CEST)\n-->", "https://post.example/ferry", at},
		"HTTrack":           {"<!-- Mirrored from post.example/ferry.html by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 04 May 2024 10:30:00 GMT -->", "http://post.example/ferry.html", at},
		"Wayback":           {`<script>__wm.wombat("https://post.example/ferry","20240504103000","https://web.archive.org/")</script>`, "https://post.example/ferry", at},
		"Wayback, its end":  {padding + "<!--\n FILE ARCHIVED ON 10:30:00 May 04, 2024 AND RETRIEVED FROM THE\n INTERNET ARCHIVE -->", "", at},
		"text about saving": {padding + "<!-- saved from url=(0026)https://post.example/ferry -->", "", time.Time{}},
		"none":              {"<html><p>The ferry", "", time.Time{}},
		"cut off":           {"<!-- saved from url=(0026", "", time.Time{}},
	} {
		got := weburl.Saver([]byte(c.page))
		if got.URL != c.url || !got.At.Equal(c.at) {
			t.Errorf("%s: %q at %s, want %q at %s", name, got.URL, got.At, c.url, c.at)
		}
	}
}
