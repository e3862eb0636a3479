package meta

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// urls settles url, canonical_url, site and when the page was fetched.
func (f *finder) urls() {
	var saved saved
	if f.in.Doc != nil {
		saved = readSaver(f.in.Doc.Src)
	}
	own, archived := unwrap(absolute(f.in.Page.URL, nil))
	f.m.Retrieved = f.in.Page.Retrieved
	for _, t := range []time.Time{archived, saved.at} {
		if f.m.Retrieved.IsZero() {
			f.m.Retrieved = t
		}
	}
	var all []candidate
	if f.in.Page.Index != nil {
		all = append(all, urlCandidate(absolute(f.in.Page.Index.URL, nil), schema.EvidenceIndex, f.indexScore()))
	}
	all = append(all, urlCandidate(own, schema.EvidenceRecord, scoreRecord), urlCandidate(absolute(saved.url, nil), schema.EvidenceSaver, 80))
	if best, ok := f.pool.choose("url", all); ok {
		f.m.URL = best.value
	}
	base, _ := url.Parse(f.m.URL)
	page := func(raw string, evidence schema.Evidence, score int) candidate {
		u, at := unwrap(absolute(raw, base))
		if f.m.Retrieved.IsZero() {
			f.m.Retrieved = at
		}
		return urlCandidate(u, evidence, score)
	}
	best, ok := f.pool.choose("canonical_url", []candidate{
		page(f.tags.canonical, schema.EvidenceMeta, 70),
		page(f.tags.first("og:url"), schema.EvidenceOpenGraph, 60),
		page(f.ld.url, schema.EvidenceJSONLD, 50),
		page(f.tags.first("parsely-link"), schema.EvidenceMeta, 40),
	})
	if ok {
		f.m.CanonicalURL = best.value
	}
	if f.m.Site = Site(f.m.URL); f.m.Site == "" {
		f.m.Site = Site(f.m.CanonicalURL)
	}
}

// urlCandidate compares URLs without scheme, "www." and a last slash.
func urlCandidate(u string, evidence schema.Evidence, score int) candidate {
	key := u
	if _, rest, ok := strings.Cut(u, "://"); ok {
		key = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	}
	return candidate{value: u, key: key, evidence: evidence, score: score}
}

// maxURL is the longest URL kept, in bytes: browsers and servers stop near it.
const maxURL = 2048

// absolute returns raw as an absolute http(s) URL, resolved against base where
// it is relative, or "".
func absolute(raw string, base *url.URL) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURL || strings.ContainsAny(raw, " \t\n\r<>\"") {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	if !u.IsAbs() && base != nil && base.Host != "" {
		u = base.ResolveReference(u)
	} else if u.Scheme == "" && u.Host != "" {
		u.Scheme = "https"
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return text.Clean(u.String(), false)
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

// unwrap returns the URL that an archive's URL stands for, and when it was archived.
func unwrap(u string) (string, time.Time) {
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
	return absolute(original, nil), archiveTime(stamp)
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

// urlDate reads the date in a URL's path: /2012/08/14/, /2012-08-14, /20120814.
func urlDate(raw string) (dates.Match, bool) {
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
		if found, ok := pathDate(path[i:]); ok && (m.Raw == "" || found.Precision == schema.PrecisionDay && m.Precision != schema.PrecisionDay) {
			m = found
		}
	}
	return m, m.Raw != ""
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// pathDate reads a date at the beginning of s: a year, then month and day
// behind the same separator, or eight digits.
func pathDate(s string) (dates.Match, bool) {
	n := 0
	for n < len(s) && (digit(s[n]) || n > 0 && strings.IndexByte("/-_", s[n]) >= 0) && n < 10 {
		n++
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
