package disktest

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Model is what is lost.
type Model int

// The models, the last three of a power failure.
const (
	Killed  Model = iota // nothing: the process died, the machine did not
	Ordered              // the bytes of files that were not synced
	Dropped              // these, and the names in folders that were not
	Torn                 // by chance: some writes, a part of the last one, zeros in their place; some of the last names
)

// Models are all of them.
var Models = []Model{Killed, Ordered, Dropped, Torn}

func (m Model) String() string {
	return [...]string{"killed", "unsynced bytes lost", "unsynced bytes and names lost", "torn"}[m]
}

// node is a file or folder with what of it is on the disk.
type node struct {
	// Of a folder: the names in it, and all that they were since they were synced.
	kids map[string]*node
	was  []map[string]*node
	// Of a file: its bytes, those that were synced, and what was done to them since.
	data, synced []byte
	since        []change
}

// change is bytes written at a place, or the size a file was cut to.
type change struct {
	at   int64
	body []byte // nil: cut
}

func (n *node) folder() bool { return n.kids != nil }

func newFolder() *node {
	return &node{kids: map[string]*node{}, was: []map[string]*node{{}}}
}

// changed notes what the names of a folder are now.
func (n *node) changed() { n.was = append(n.was, maps.Clone(n.kids)) }

func (n *node) sync() {
	if n.folder() {
		n.was = []map[string]*node{maps.Clone(n.kids)}
		return
	}
	n.synced, n.since = slices.Clone(n.data), nil
}

// change changes the bytes of a file.
func (n *node) change(c change) {
	n.data = c.to(n.data)
	n.since = append(n.since, c)
}

func (c change) to(data []byte) []byte {
	end := c.at + int64(len(c.body))
	if int64(len(data)) < end || c.body == nil {
		data = append(slices.Clone(data), make([]byte, max(0, end-int64(len(data))))...)[:max(end, 0)]
	} else {
		data = slices.Clone(data)
	}
	copy(data[c.at:], c.body)
	return data
}

// state is what stands in a folder while a log is played.
type state struct {
	root  *node
	files map[int]*node // by the number they were opened with
}

// read reads a folder, all of which is on the disk.
func read(dir string) (state, error) {
	s := state{root: newFolder()}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		if err != nil || rel == "." {
			return err
		}
		n := newFolder()
		if !d.IsDir() {
			body, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			n = &node{data: body, synced: body}
		}
		folder, base := s.at(filepath.ToSlash(rel))
		folder.kids[base] = n
		folder.sync()
		return nil
	})
	return s, err
}

// at finds the folder of a name.
func (s *state) at(name string) (folder *node, base string) {
	folder = s.root
	dir, base := path.Split(name)
	for part := range strings.SplitSeq(strings.Trim(dir, "/"), "/") {
		if part != "" {
			folder = folder.kids[part]
		}
	}
	return folder, base
}

// clone is a state that can be played on.
func (s *state) clone() state {
	copies := map[*node]*node{}
	var of func(n *node) *node
	of = func(n *node) *node {
		if c := copies[n]; c != nil {
			return c
		}
		c := &node{data: n.data, synced: n.synced}
		copies[n] = c
		if n.folder() {
			c.kids = map[string]*node{}
			for name, kid := range n.kids {
				c.kids[name] = of(kid)
			}
			c.sync()
		}
		return c
	}
	return state{root: of(s.root), files: map[int]*node{}}
}

// play does one operation of the log; number is its place, from 1.
func (s *state) play(o *op, number int) {
	switch o.kind {
	case opWrite:
		s.files[o.file].change(change{o.at, append([]byte{}, o.body...)})
		return
	case opSync:
		s.files[o.file].sync()
		return
	default:
	}
	folder, base := s.at(o.name)
	switch o.kind {
	case opCreate:
		n := folder.kids[base]
		if n == nil {
			n = &node{}
			folder.kids[base] = n
			folder.changed()
		} else {
			n.change(change{at: o.at})
		}
		s.files[number] = n
	case opMkdir:
		folder.kids[base] = newFolder()
		folder.changed()
	case opRemove:
		delete(folder.kids, base)
		folder.changed()
	case opRename, opExchange:
		to, there := s.at(o.to)
		other := to.kids[there]
		to.kids[there] = folder.kids[base]
		if o.kind == opExchange {
			folder.kids[base] = other
		} else {
			delete(folder.kids, base)
		}
		folder.changed()
		if to != folder {
			to.changed()
		}
	case opSyncName:
		if base != "." {
			folder = folder.kids[base] // or a file
		}
		folder.sync()
	default:
	}
}

// Left is what a dead process or a power failure left in the folder.
type Left struct {
	After int // operations
	Of    int
	Model Model
	files map[string][]byte // nil: a folder
}

// Crashes yields what is left after each number of operations, by each model. What is as
// something before is left out.
func (r *Recorder) Crashes(seed uint64) iter.Seq[*Left] {
	return func(yield func(*Left) bool) {
		s := r.started.clone()
		seen := map[string]bool{}
		for n := range len(r.log) + 1 {
			if n > 0 {
				s.play(&r.log[n-1], n)
			}
			for _, m := range Models {
				l := &Left{After: n, Of: len(r.log), Model: m, files: map[string][]byte{}}
				l.add("", s.root, rand.New(rand.NewPCG(seed, uint64(n))))
				if key := l.key(); !seen[key] {
					seen[key] = true
					if !yield(l) {
						return
					}
				}
			}
		}
	}
}

// add adds what is left of a file or folder.
func (l *Left) add(name string, n *node, chance *rand.Rand) {
	if !n.folder() {
		l.files[name] = l.bytes(n, chance)
		return
	}
	kids := n.kids
	switch l.Model {
	case Dropped:
		kids = n.was[0]
	case Torn:
		kids = n.was[chance.IntN(len(n.was))]
	default:
	}
	if name != "" {
		l.files[name] = nil
	}
	for _, base := range slices.Sorted(maps.Keys(kids)) {
		l.add(path.Join(name, base), kids[base], chance)
	}
}

// bytes are what is left of a file; not nil.
func (l *Left) bytes(n *node, chance *rand.Rand) []byte {
	switch l.Model {
	case Killed:
		return append([]byte{}, n.data...)
	case Torn:
		data := append([]byte{}, n.synced...)
		for _, c := range n.since {
			switch chance.IntN(4) {
			case 0: // it is lost
			case 1: // the size is there, the bytes are not
				data = change{c.at, make([]byte, len(c.body))}.to(data)
			case 2:
				data = change{c.at, append([]byte{}, c.body[:chance.IntN(len(c.body)+1)]...)}.to(data)
			default:
				data = c.to(data)
			}
		}
		return data
	default:
		return append([]byte{}, n.synced...)
	}
}

// key tells what is left from something else.
func (l *Left) key() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		body := l.files[name]
		fmt.Fprintf(h, "%q %t %d\n", name, body == nil, len(body))
		_, _ = h.Write(body)
	}
	return string(h.Sum(nil))
}

// Write makes of an empty folder what was left.
func (l *Left) Write(dir string) error {
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		at := filepath.Join(dir, filepath.FromSlash(name))
		body := l.files[name]
		if body == nil {
			if err := os.Mkdir(at, 0o777); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(at, body, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func (l *Left) String() string {
	return fmt.Sprintf("%s after %d of %d operations", l.Model, l.After, l.Of)
}
