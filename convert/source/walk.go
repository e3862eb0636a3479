package source

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// The kinds of files that a walk passes over, as the summary names them.
const (
	skipIndex     = "index"
	skipRecipe    = "recipe"
	skipOutput    = "output"
	skipHidden    = "hidden"
	skipSymlink   = "symlink"
	skipSpecial   = "special" // a pipe, socket or device: reading it may never end
	skipSavedPage = "saved_page_folder"
	skipAsset     = "asset"
)

// savedPageSuffix ends the folder in which a browser keeps the parts of a saved page.
const savedPageSuffix = "_files"

// skipList names the files of the run itself.
type skipList struct {
	kinds map[string]string // by path
	bases map[string]bool   // last elements of the paths: most files need no stat
}

func newSkipList(opt Options) skipList {
	s := skipList{make(map[string]string), make(map[string]bool)}
	add := func(kind, p string) {
		if p == "" {
			return
		}
		s.kinds[p] = kind
		s.bases[filepath.Base(p)] = true
	}
	if opt.Out != "" {
		out := filepath.Clean(opt.Out)
		add(skipOutput, out)
		add(skipOutput, out+".partial")
	}
	for _, p := range opt.RecipeFiles {
		add(skipRecipe, p)
	}
	if opt.Index != nil {
		add(skipIndex, opt.Index.path)
	}
	return s
}

// kind returns why the file is passed over, or "".
func (s skipList) kind(file string) string {
	if !s.bases[filepath.Base(file)] {
		return ""
	}
	info, err := os.Stat(file)
	if err != nil {
		return ""
	}
	for p, kind := range s.kinds {
		if other, err := os.Stat(p); err == nil && os.SameFile(info, other) {
			return kind
		}
	}
	return ""
}

// root reads one INPUT and reports whether to go on.
func (c *crawl) root(r *root) bool {
	c.at = r
	switch {
	case r.stream != nil:
		return c.stream(r.stream, r.uriOf(""), "", true)
	case r.matches != nil:
		for _, m := range r.matches {
			if !c.match(r, m) {
				return false
			}
		}
		return true
	case r.file:
		return c.file(r.path, r.uriOf(""), path.Base(r.uri), true)
	}
	return c.walk("")
}

// match reads one match of a glob: a file counts as named, a folder is walked.
func (c *crawl) match(r *root, below string) bool {
	file := filepath.Join(r.path, filepath.FromSlash(below))
	if kind := c.r.skip.kind(file); kind != "" {
		c.r.skipped[kind]++
		return true
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return c.walk(below)
	}
	return c.file(file, r.uriOf(below), below, true)
}

// walk reads the folder at the path below the root, and all below it, by the
// bytes of their paths. Folders wait on a stack: their depth is up to the input.
func (c *crawl) walk(below string) bool {
	stack := []fs.DirEntry{}
	paths := []string{}
	if !c.list(below, &stack, &paths) {
		return false
	}
	for len(stack) > 0 {
		last := len(stack) - 1
		entry, name := stack[last], paths[last]
		stack, paths = stack[:last], paths[:last]
		file := filepath.Join(c.at.path, filepath.FromSlash(name))
		kind := c.skipKind(entry, file)
		switch {
		case kind != "":
			c.r.skipped[kind]++
		case entry.IsDir():
			if !c.list(name, &stack, &paths) {
				return false
			}
		default:
			if !c.file(file, c.at.uriOf(name), name, false) {
				return false
			}
		}
	}
	return true
}

// list puts the entries of a folder on the stack, the first on top.
func (c *crawl) list(below string, stack *[]fs.DirEntry, paths *[]string) bool {
	entries, err := os.ReadDir(filepath.Join(c.at.path, filepath.FromSlash(below)))
	if err != nil {
		return c.unreadable(c.at.uriOf(below), err)
	}
	// As paths, "a.html" comes before "a/b.html", though "a" is before "a.html".
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return -cmp.Compare(sortName(a), sortName(b)) })
	for _, e := range entries {
		*stack = append(*stack, e)
		*paths = append(*paths, path.Join(below, e.Name()))
	}
	return true
}

func sortName(e fs.DirEntry) string {
	if e.IsDir() {
		return e.Name() + "/"
	}
	return e.Name()
}

// skipKind returns why an entry is passed over on a walk, or "".
func (c *crawl) skipKind(e fs.DirEntry, file string) string {
	name := e.Name()
	switch {
	case strings.HasPrefix(name, "."):
		return skipHidden
	case e.Type()&fs.ModeSymlink != 0:
		return skipSymlink
	case e.IsDir() && strings.HasSuffix(name, savedPageSuffix):
		return skipSavedPage
	case !e.IsDir() && !e.Type().IsRegular():
		return skipSpecial
	}
	return c.r.skip.kind(file)
}

// unreadable rejects a file or folder that the system does not let us read.
func (c *crawl) unreadable(uri string, err error) bool {
	return c.reject(schema.Source{URI: uri, Format: schema.FormatUnknown}, schema.RejectUnreadable,
		"cannot be read ("+reasonOf(err)+"); check its permissions, or leave it out")
}

// reasonOf returns what went wrong without the path, which depends on the place.
func reasonOf(err error) string {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok {
			return err.Error()
		}
		next := inner.Unwrap()
		if next == nil {
			return err.Error()
		}
		err = next
	}
}
