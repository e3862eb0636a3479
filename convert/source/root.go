package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/schema"
)

// globMeta are the characters that make a path a pattern.
const globMeta = "*?["

// address is how a URL begins.
var address = regexp.MustCompile("^[A-Za-z][A-Za-z0-9+.-]+://")

// root is one INPUT: a file, a folder, a stream, or the matches of a glob.
type root struct {
	in      Input
	path    string   // below which names are relative; the file itself for a file
	matches []string // of a glob, relative to path; nil for the rest
	stream  io.Reader
	file    bool
	pattern int // elements of the path that belong to the pattern of a glob

	elements []string // of the path
	shown    int      // how many of them, from the end, the names show
	uri      string   // what source_uri begins with; "" nothing
	name     string   // in the summary

	rename map[string]string
	fields *record.Fields
	mark   *mark // what a saver says of the file that is read; nil nothing
}

func openRoot(in Input, opt Options) (*root, error) {
	r := &root{in: in, path: filepath.Clean(in.Path)}
	switch {
	case in.Path == "":
		return nil, errors.New("an input is empty; name a file or folder, or leave it out")
	case in.Path == "-":
		if opt.Stdin == nil {
			return nil, errors.New("input -: there is no standard input here; name a file")
		}
		r.stream, r.file = opt.Stdin, true
		return r, nil
	}
	switch kind := in.Kind; kind {
	case "", string(schema.FormatPageText), string(schema.FormatText):
	default:
		return nil, fmt.Errorf("input %s: unknown kind %q; use page_text or text, or leave it out", in.Path, kind)
	}
	info, err := os.Stat(r.path)
	switch {
	case err == nil:
		r.file = !info.IsDir()
		return r, nil
	case address.MatchString(in.Path): // its query is not for a message
		return nil, errors.New("an input is an address on the web, and here only files are read; download it and name the file, " +
			"or give its https:// or s3:// URL to build, plan or survey")
	case strings.ContainsAny(in.Path, globMeta):
		return r, r.glob()
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("input %s does not exist; check the path", in.Path)
	}
	// It is there but cannot be looked at: a reject when its turn comes.
	r.file = true
	return r, nil
}

// glob finds the matches of a pattern below its longest fixed folder.
func (r *root) glob() error {
	elements := strings.Split(filepath.ToSlash(r.path), "/")
	if slices.Contains(elements, "**") {
		return fmt.Errorf("input %s: ** is no pattern here; name the folder, it is read with every folder below it", r.in.Path)
	}
	matches, err := filepath.Glob(r.path)
	if err != nil {
		return fmt.Errorf("input %s: %w; quote [ as \\[", r.in.Path, err)
	}
	fixed := slices.IndexFunc(elements, func(e string) bool { return strings.ContainsAny(e, globMeta) })
	pattern := elements[fixed:]
	r.matches = make([]string, 0, len(matches))
	for _, m := range matches {
		below := strings.Split(filepath.ToSlash(m), "/")[fixed:]
		if !hiddenMatch(below, pattern) {
			r.matches = append(r.matches, strings.Join(below, "/"))
		}
	}
	if len(r.matches) == 0 {
		return fmt.Errorf("input %s: no file matches the pattern; check it, or name the folder", r.in.Path)
	}
	slices.Sort(r.matches)
	r.pattern = len(pattern)
	r.path = strings.Join(elements[:fixed], "/")
	switch {
	case r.path == "" && fixed > 0:
		r.path = "/"
	case r.path == "":
		r.path = "."
	}
	return nil
}

// hiddenMatch reports whether an element begins with a dot that the pattern
// does not spell out: a shell leaves such files out as well.
func hiddenMatch(below, pattern []string) bool {
	for i, e := range below {
		if strings.HasPrefix(e, ".") && !strings.HasPrefix(pattern[i], ".") {
			return true
		}
	}
	return false
}

// nameRoots gives every root the beginning of its source_uri: the last element
// of its path, and as many before it as tell it from the others.
func nameRoots(roots []*root) {
	for _, r := range roots {
		r.elements, r.shown = r.pathElements()
		r.setName()
	}
	for grown := true; grown; {
		grown = false
		for _, r := range clashing(roots) {
			if r.shown < len(r.elements) {
				r.shown++
				r.setName()
				grown = true
			}
		}
	}
}

// clashing returns the roots that share the beginning of a source_uri with
// another root. The same input twice stays the same: its pages are duplicates.
func clashing(roots []*root) []*root {
	taken := make(map[string]*root)
	clash := make(map[*root]bool)
	for _, r := range roots {
		for _, m := range r.matches {
			claim(taken, clash, r, r.uriOf(m))
		}
		if r.matches == nil {
			claim(taken, clash, r, r.uri)
		}
	}
	return slices.DeleteFunc(slices.Clone(roots), func(r *root) bool { return !clash[r] })
}

func claim(taken map[string]*root, clash map[*root]bool, r *root, name string) {
	other := taken[name]
	if other != nil && other != r && !slices.Equal(other.elements, r.elements) {
		clash[r], clash[other] = true, true
	}
	taken[name] = r
}

// pathElements returns the elements a name may be built of, and how many of
// them it shows at least. A recipe's path shows all: it stands as written.
func (r *root) pathElements() ([]string, int) {
	switch {
	case r.stream != nil:
		return []string{"stdin"}, 1
	case r.in.URI != "":
		written := path.Clean(filepath.ToSlash(r.in.URI))
		all := strings.Split(written, "/")
		if written == "." {
			all = nil
		}
		return all, len(all)
	case r.matches != nil:
		all := strings.Split(filepath.ToSlash(filepath.Clean(r.in.Path)), "/")
		return slices.DeleteFunc(all, func(e string) bool { return e == "" }), r.pattern
	case r.path == ".":
		return nil, 0
	}
	p := r.path
	if filepath.Base(p) == ".." {
		// The folder has no name as written.
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
	}
	return strings.Split(strings.Trim(filepath.ToSlash(p), "/"), "/"), 1
}

// setName derives the names from the elements shown. A glob begins the
// source_uri of its matches with what stands before the pattern.
func (r *root) setName() {
	shown := r.elements[len(r.elements)-r.shown:]
	r.name = strings.Join(shown, "/")
	r.uri = strings.Join(shown[:max(0, len(shown)-r.pattern)], "/")
}

// uriOf returns the source_uri of the file at the relative path below.
func (r *root) uriOf(below string) string {
	place := r.uri
	switch {
	case place == "":
		place = below
	case below != "":
		place += "/" + below
	}
	return uri.Escape(place)
}

// inputName is how the summary calls the INPUT.
func (r *root) inputName() string { return cmp.Or(uri.Escape(r.name), ".") }
