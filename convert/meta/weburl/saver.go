package weburl

import (
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Saved is what the program that saved a page wrote into it.
type Saved struct {
	URL string
	At  time.Time // zero where it does not say
}

// Savers write at the beginning of a page, the Wayback Machine also at its end.
const saverWindow = 6000

// Saver finds the marks of browsers ("saved from url"), SingleFile, HTTrack
// and the Wayback Machine.
func Saver(src []byte) Saved {
	head := src[:min(len(src), saverWindow)]
	if s, ok := after(head, "saved from url=("); ok {
		_, u, _ := strings.Cut(s, ")")
		return Saved{URL: firstField(u)}
	}
	if s, ok := after(head, "Page saved with SingleFile"); ok {
		return Saved{URL: firstField(line(s, "url:")), At: instant(line(s, "saved date:"))}
	}
	if s, ok := after(head, "<!-- Mirrored from "); ok {
		u, rest, _ := strings.Cut(s, " by HTTrack")
		_, when, _ := strings.Cut(rest, "], ")
		when, _, _ = strings.Cut(when, "-->")
		return Saved{URL: "http://" + firstField(u), At: instant(when)}
	}
	return wayback(src, head)
}

func wayback(src, head []byte) Saved {
	var s Saved
	const wombat = `__wm.wombat("`
	if i := text.IndexRare(head, wombat); i >= 0 {
		rest := string(head[i+len(wombat) : min(len(head), i+maxURL)])
		u, rest, _ := strings.Cut(rest, `"`)
		_, rest, _ = strings.Cut(rest, `"`)
		stamp, _, _ := strings.Cut(rest, `"`)
		s.URL, s.At = u, archiveTime(stamp)
	}
	tail := src[max(0, len(src)-saverWindow):]
	if when, ok := after(tail, "FILE ARCHIVED ON "); ok && s.At.IsZero() {
		when, _, _ = strings.Cut(when, " AND RETRIEVED")
		s.At = instant(when + " UTC")
	}
	return s
}

// after returns up to 600 bytes that follow the mark, and whether it is there.
func after(src []byte, mark string) (s string, ok bool) {
	i := text.IndexRare(src, mark)
	if i < 0 {
		return "", false
	}
	i += len(mark)
	return string(src[i:min(len(src), i+600)]), true
}

// line returns the rest of the line after a label.
func line(s, label string) string {
	_, rest, ok := strings.Cut(s, label)
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n")
	return strings.TrimSpace(rest)
}

func firstField(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return strings.TrimSuffix(f[0], "-->")
	}
	return ""
}

// instant reads a time that states its zone.
func instant(s string) time.Time {
	if m, ok := dates.Parse(s, dates.Options{Language: "en"}); ok && !m.At.IsZero() {
		return m.At
	}
	// "10:30:00 Aug 14, 2012 UTC": the zone stands behind the date.
	if s, ok := strings.CutSuffix(strings.TrimSpace(s), " UTC"); ok {
		if t, err := time.Parse("15:04:05 Jan 2, 2006", s); err == nil {
			return t
		}
	}
	return time.Time{}
}
