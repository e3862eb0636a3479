// Package weburl reads URLs, and the marks that programs leave in pages they save.
//
// In: URLs as pages write them; the bytes of a saved page. Out: absolute URLs,
// the site they belong to, the date in their path, what they stand for where
// they are an archive's. Laws: a result is an http(s) URL or ""; no look-up.
package weburl

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// maxURL is the longest URL kept, in bytes: browsers and servers stop near it.
const maxURL = 2048

// Absolute returns raw as an absolute http(s) URL, resolved against base where
// it is relative, or "".
func Absolute(raw string, base *url.URL) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURL || strings.ContainsAny(raw, " \t\n\r<>\"") {
		return ""
	}
	raw = escapeSpaces(raw)
	if strings.HasPrefix(raw, "//") { // parsed with its scheme, which asks more of a host
		scheme := "https"
		if base != nil && base.Scheme != "" {
			scheme = base.Scheme
		}
		raw = scheme + ":" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	if !u.IsAbs() && base != nil && base.Host != "" {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return text.Clean(u.String(), false)
}

// escapeSpaces escapes white space beyond ASCII as browsers do: cleaning would make a
// space of it, which no URL holds.
func escapeSpaces(raw string) string {
	if !strings.ContainsFunc(raw, unicode.IsSpace) {
		return raw
	}
	var b strings.Builder
	for _, r := range raw {
		if unicode.IsSpace(r) {
			b.WriteString(url.QueryEscape(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Site returns the registrable domain of a URL's host in lower case ASCII, by
// the public suffix list: "bbc.co.uk" for "https://www.bbc.co.uk/news". It is
// "" for addresses, local names, and what is no URL.
func Site(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	host = strings.ToLower(host)
	if host == "" || strings.Trim(host, "0123456789.") == "" || strings.Contains(host, ":") {
		return ""
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		if strings.Contains(host, ".") {
			return host // a public suffix that is itself a site: news.gov.uk
		}
		return ""
	}
	return site
}

// Unwrap returns the URL that an archive's URL stands for, and when it was archived.
func Unwrap(u string) (string, time.Time) {
	_, rest, ok := strings.Cut(u, "://web.archive.org/web/")
	if !ok {
		return u, time.Time{}
	}
	stamp, original, ok := strings.Cut(rest, "/")
	if !ok || !strings.HasPrefix(original, "http") {
		return u, time.Time{}
	}
	// url.String keeps "http://" but a base path clean-up makes it "http:/".
	if i := strings.Index(original, ":/"); i > 0 && !strings.HasPrefix(original[i:], "://") {
		original = original[:i] + "://" + original[i+2:]
	}
	return Absolute(original, nil), archiveTime(stamp)
}

// archiveTime reads the digits of "20120814103000id_", which are UTC.
func archiveTime(stamp string) time.Time {
	stamp = strings.TrimRight(stamp, "_abcdefghijklmnopqrstuvwxyz")
	t, err := time.Parse("20060102150405", stamp)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Date reads the date in a URL's path: /2012/08/14/, /2012-08-14, /20120814.
func Date(raw string) (dates.Match, bool) {
	u, err := url.Parse(raw)
	if err != nil {
		return dates.Match{}, false
	}
	var m dates.Match
	path := u.Path
	for i := 0; i+4 <= len(path); i++ {
		if i > 0 && digit(path[i-1]) || !strings.HasPrefix(path[i:], "19") && !strings.HasPrefix(path[i:], "20") {
			continue
		}
		found, ok := pathDate(path[i:])
		if !ok {
			found, ok = dayBefore(path, i)
		}
		if ok && (m.Raw == "" || found.Precision == schema.PrecisionDay && m.Precision != schema.PrecisionDay) {
			m = found
		}
	}
	return m, m.Raw != ""
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// dayBefore reads a date that ends with the year at byte i: /29-10-2021. A day
// that could be a month is left alone.
func dayBefore(path string, i int) (dates.Match, bool) {
	end := i + len("2006")
	start := i - len("02-01-")
	if start < 1 || path[start-1] != '/' || end < len(path) && path[end] != '/' && path[end] != '-' && path[end] != '.' {
		return dates.Match{}, false
	}
	s := path[start:end]
	if s[2] != s[5] || s[2] != '-' && s[2] != '_' || s[:2] <= "12" {
		return dates.Match{}, false
	}
	m, ok := dates.Parse(path[i:end]+"-"+s[3:5]+"-"+s[:2], dates.Options{})
	m.Raw = s
	return m, ok
}

// pathDate reads a date at the beginning of s: a year, then month and day
// behind the same separator, or eight digits.
func pathDate(s string) (dates.Match, bool) {
	n := 0
	for n < len(s) && (digit(s[n]) || n > 0 && strings.IndexByte("/-_", s[n]) >= 0) && n < 10 {
		n++
	}
	if n < len(s) && digit(s[n]) { // a longer number begins: /2024/05/20240517
		n = max(strings.LastIndexAny(s[:n], "/-_"), 0)
	}
	s = strings.TrimRight(s[:n], "/-_")
	if len(s) == 8 && !strings.ContainsAny(s, "/-_") {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
		m, ok := dates.Parse(s, dates.Options{})
		return m, ok
	}
	if len(s) < 7 || digit(s[4]) {
		return dates.Match{}, false
	}
	s = strings.NewReplacer("/", "-", "_", "-").Replace(s)
	part := strings.Split(s, "-")
	if len(part) == 2 && len(part[1]) == 2 {
		m, ok := dates.Parse(s+"-01", dates.Options{})
		m.Precision, m.Raw = schema.PrecisionMonth, s
		return m, ok
	}
	if len(part) != 3 || len(part[1]) > 2 || len(part[2]) > 2 {
		return dates.Match{}, false
	}
	for i := 1; i < 3; i++ {
		if len(part[i]) == 1 {
			part[i] = "0" + part[i]
		}
	}
	return dates.Parse(strings.Join(part, "-"), dates.Options{})
}
