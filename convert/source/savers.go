package source

import (
	"cmp"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/source/sniff"
)

const (
	// skipSaver are the files that a tool which saves sites keeps for itself.
	skipSaver = sniff.PassSaver
	// skipCapture are what such a tool saved of a page of which a better capture is read.
	skipCapture = "other_capture"
)

// saverNames are the folders and files that HTTrack keeps beside the pages of a mirror: its
// cache holds all of them once more.
var saverNames = map[string]bool{"hts-cache": true, "hts-log.txt": true}

// keptOriginal reports whether a file is the page beside it as it was before wget changed
// its links (--backup-converted).
func keptOriginal(file string) bool {
	changed, found := strings.CutSuffix(file, ".orig")
	if !found {
		return false
	}
	info, err := os.Stat(changed)
	return err == nil && info.Mode().IsRegular()
}

// mark is what a saver's own file says of the pages beside it.
type mark struct {
	url       string
	retrieved time.Time
}

// captures are what ArchiveBox saves of a page, the best to read first: its index says of
// each where the page came from, and the first two say so themselves.
var captures = []string{"singlefile.html", "warc", "output.html", "wget", "readability", "mercury", "htmltotext.txt"}

// furtherCaptures are those that are never read.
var furtherCaptures = []string{"output.pdf", "screenshot.png", "media", "git"}

// archiveBox says which entries of a folder, sorted by name, are passed over, where it is
// one that ArchiveBox keeps: that of a page, or the folder of them all.
func archiveBox(folder string, entries []entry) (skip map[string]string, of *mark) {
	has := func(name string) bool {
		_, found := slices.BinarySearchFunc(entries, name, func(e entry, name string) int { return cmp.Compare(e.name, name) })
		return found
	}
	skip = make(map[string]string)
	if has("ArchiveBox.conf") && has("archive") {
		for _, e := range entries {
			if e.name != "archive" {
				skip[e.name] = skipSaver
			}
		}
		return skip, nil
	}
	if !has("index.json") || !has("index.html") {
		return nil, nil
	}
	if of = readArchiveBox(filepath.Join(folder, "index.json")); of == nil {
		return nil, nil
	}
	chosen := ""
	for _, capture := range captures {
		at := slices.IndexFunc(entries, func(e entry) bool { return captureOf(e) == capture && !emptyFolder(folder, e) })
		if at >= 0 {
			chosen = entries[at].name
			break
		}
	}
	for _, e := range entries {
		switch name := e.name; {
		case name == chosen, chosen == "" && name == "index.json": // whose address is to be fetched
		case captureOf(e) != "" || slices.Contains(furtherCaptures, name):
			skip[name] = skipCapture
		default:
			skip[name] = skipSaver
		}
	}
	return skip, of
}

// captureOf returns which capture an entry is, "" none. What wget saved lies in a folder
// that is called like the site.
func captureOf(e entry) string {
	name := e.name
	switch {
	case slices.Contains(captures, name):
		return name
	case e.isDir() && !slices.Contains(furtherCaptures, name) && strings.ContainsAny(name, ".+"):
		return "wget"
	}
	return ""
}

func emptyFolder(folder string, e entry) bool {
	if !e.isDir() {
		return false
	}
	entries, err := os.ReadDir(filepath.Join(folder, e.name))
	return err == nil && len(entries) == 0
}

// readArchiveBox reads the index that ArchiveBox writes beside the captures of a page; nil
// where the file is none.
func readArchiveBox(file string) *mark {
	const enough = 4 << 20
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close() // it was only read
	var index struct {
		URL         string `json:"url"`
		ArchivePath string `json:"archive_path"`
		Oldest      string `json:"oldest_archive_date"`
	}
	body, err := io.ReadAll(io.LimitReader(f, enough))
	if err != nil || json.Unmarshal(body, &index) != nil || index.URL == "" || index.ArchivePath == "" {
		return nil
	}
	m := &mark{url: index.URL}
	if t, err := time.Parse(time.RFC3339Nano, index.Oldest); err == nil {
		m.retrieved = t.UTC()
	}
	return m
}
