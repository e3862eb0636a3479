package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/compact"
)

// The kinds of files that a walk passes over, as the summary names them.
const (
	skipIndex     = "index"
	skipRecipe    = "recipe"
	skipOutput    = "output" // is never counted: whether OUT was there before changes no byte
	skipHidden    = "hidden"
	skipSymlink   = "symlink"
	skipSpecial   = "special" // a pipe, socket or device: reading it may never end
	skipSavedPage = "saved_page_folder"
)

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
		if target, err := filepath.EvalSymlinks(out); err == nil {
			out = target // the dataset grows beside the folder, not beside the link to it
		}
		add(skipOutput, out)
		add(skipOutput, out+".partial")
		add(skipOutput, out+".unfinished")
		add(skipOutput, out+".replaced")
		add(skipOutput, out+".quarantine")
	}
	for _, p := range opt.RecipeFiles {
		add(skipRecipe, p)
	}
	if opt.Index != nil {
		add(skipIndex, opt.Index.Path())
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

// found is a file or folder below a root.
type found struct {
	path  string // to open it
	below string // relative to the root, with slashes
	named bool   // on the command line: a page whatever it is
	skip  string // why it is passed over; "" it is read
	mark  *mark  // what its saver says of it; nil nothing
	err   error  // of a folder that cannot be listed
}

// files yields what stands below a root that is no stream, by the bytes of the
// relative paths.
func (r *Reader) files(at *root) iter.Seq[found] {
	return func(yield func(found) bool) {
		switch {
		case at.matches != nil:
			for _, m := range at.matches {
				if !r.match(at, m, yield) {
					return
				}
			}
		case at.file:
			yield(found{path: at.path, below: filepath.Base(at.path), named: true})
		default:
			r.walk(at, "", yield)
		}
	}
}

// match yields one match of a glob: a file counts as named, a folder is walked.
func (r *Reader) match(at *root, below string, yield func(found) bool) bool {
	file := at.join(below)
	if kind := r.skip.kind(file); kind != "" {
		return yield(found{skip: kind})
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		if savedPageFolder(file) {
			return yield(found{skip: skipSavedPage})
		}
		return r.walk(at, below, yield)
	}
	return yield(found{path: file, below: below, named: true})
}

// entry is a file or folder as its folder lists it.
type entry struct {
	name string
	kind fs.FileMode // the type alone
}

func (e entry) isDir() bool { return e.kind.IsDir() }

// sortName orders entries as paths: "a.html" comes before "a/b.html", though "a" is before
// "a.html".
func (e entry) sortName() string {
	if e.isDir() {
		return e.name + "/"
	}
	return e.name
}

// listing is a folder of which a walk has yet to visit the rest. There may be millions of
// files in it.
type listing struct {
	below string
	names compact.Strings
	kinds compact.List[fs.FileMode]
	next  int
	skip  map[string]string // why it passes some over, by name
	mark  *mark
}

// walk yields the files of a folder and of every folder below it. What is still
// to come waits on a stack: the depth of folders is up to the input.
func (r *Reader) walk(at *root, below string, yield func(found) bool) bool {
	first, err := list(at, below, nil)
	if err != nil {
		return yield(found{below: below, err: err})
	}
	stack := []*listing{first}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		if top.next == top.names.Len() {
			stack = stack[:len(stack)-1]
			continue
		}
		e := entry{top.names.At(top.next), *top.kinds.At(top.next)}
		top.next++
		f := found{below: path.Join(top.below, e.name), mark: top.mark}
		f.path = at.join(f.below)
		f.skip = cmp.Or(r.skipKind(e, f.path), top.skip[e.name])
		if f.skip == "" && e.isDir() {
			var inner *listing
			if inner, f.err = list(at, f.below, top.mark); f.err == nil {
				stack = append(stack, inner)
				continue
			}
		}
		if !yield(f) {
			return false
		}
	}
	return true
}

// list returns the entries of a folder; of is what the folder around it has for a mark.
func list(at *root, below string, of *mark) (*listing, error) {
	folder := at.join(below)
	entries, err := readEntries(folder)
	if err != nil {
		return nil, err
	}
	l := &listing{below: below}
	l.skip, l.mark = archiveBox(folder, entries)
	l.mark = cmp.Or(l.mark, of)
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.sortName(), b.sortName()) })
	for _, e := range entries {
		l.names.Add(e.name)
		l.kinds.Add(e.kind)
	}
	return l, nil
}

// readEntries returns the entries of a folder by name, a part of what the system tells of them
// at a time.
func readEntries(folder string) ([]entry, error) {
	const atOnce = 1 << 10
	d, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer d.Close() // it was only read
	var all []entry
	for {
		some, err := d.ReadDir(atOnce)
		for _, e := range some {
			all = append(all, entry{e.Name(), e.Type()})
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return all, nil
}

// join returns the path of a file below the root.
func (r *root) join(below string) string { return filepath.Join(r.path, filepath.FromSlash(below)) }

// skipKind returns why an entry is passed over on a walk, or "". OUT comes first: a
// link to it, or a hidden folder, is passed over uncounted too.
func (r *Reader) skipKind(e entry, file string) string {
	name, own := e.name, r.skip.kind(file)
	switch {
	case own == skipOutput:
		return own
	case hiddenName(name):
		return skipHidden
	case e.kind&fs.ModeSymlink != 0:
		return skipSymlink
	case e.isDir() && savedPageFolder(file):
		return skipSavedPage
	case saverNames[name], !e.isDir() && keptOriginal(file):
		return skipSaver
	case !e.isDir() && !e.kind.IsRegular():
		return skipSpecial
	}
	return own
}

func hiddenName(name string) bool { return strings.HasPrefix(name, ".") }

// memberSkipKind returns why a walk would pass over a file of this name in a
// folder, or "". Whether a saved page stands beside its parts is not known before the
// archive has been read: there the name of the folder is enough.
func memberSkipKind(name string) string {
	elements := strings.Split(name, "/")
	for i, e := range elements {
		switch {
		case hiddenName(e):
			return skipHidden
		case i+1 < len(elements) && savedPageName(e) > 0:
			return skipSavedPage
		case saverNames[e]:
			return skipSaver
		}
	}
	return ""
}

// Wanted yields the paths of the files that a reading opens: those of the shard, or of the look.
func (r *Reader) Wanted() iter.Seq[string] {
	return func(yield func(string) bool) {
		r.looked = Looked{Left: make([]int64, len(r.roots))}
		c := &crawl{r: r, files: r.opt.First}
		for i, at := range r.roots {
			if at.stream != nil {
				c.mine()
				continue
			}
			c.input = i
			for f := range c.chosen(at) {
				if f.skip == "" && f.err == nil && !yield(f.path) {
					return
				}
			}
		}
	}
}

// Rereadable reports whether the pages can be read a second time: not from a
// stream, nor from a pipe that was named.
func (r *Reader) Rereadable() bool {
	for _, at := range r.roots {
		if at.stream != nil {
			return false
		}
		if !at.file && at.matches == nil {
			continue // a walk passes pipes over
		}
		for f := range r.files(at) {
			if !f.named || f.skip != "" {
				continue
			}
			if info, err := os.Stat(f.path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
				return false
			}
		}
	}
	return true
}

// Listing is a digest of the names, sizes and times of the files: it tells whether they
// are those of an earlier run without reading them.
func (r *Reader) Listing() string {
	h := sha256.New()
	for _, at := range r.roots {
		if at.stream != nil {
			continue
		}
		for f := range r.files(at) {
			if f.skip == skipOutput {
				continue
			}
			fmt.Fprintf(h, "%q %s ", f.below, f.skip)
			if info, err := os.Stat(f.path); err == nil && f.skip == "" {
				fmt.Fprint(h, info.Size(), info.ModTime().UnixNano())
			}
			fmt.Fprintln(h)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TotalBytes returns the size of the files that a reading opens, for a bar of progress; 0 where it is unknown, as
// it is of streams. BytesRead is how much of it was read so far.
func (r *Reader) TotalBytes() int64 {
	total := int64(0)
	for _, at := range r.roots {
		if at.stream != nil {
			return 0
		}
	}
	for name := range r.Wanted() {
		info, err := os.Stat(name)
		switch {
		case err != nil:
		case !info.Mode().IsRegular():
			return 0
		default:
			total += info.Size()
		}
	}
	return total
}

// BytesRead returns how many bytes of files the reading under way has read. It may be called while that goes on.
func (r *Reader) BytesRead() int64 { return r.bytes.Load() }
