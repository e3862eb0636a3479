package markup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A run is the text between two boundaries of blocks and the blocks it stands in.
type run struct{ path, text string }

// runs collects what a parser made of a page, in a form both parsers share: the
// texts with the block elements around them.
type runs struct {
	all  []run
	path []string
	text strings.Builder
}

func (r *runs) boundary() {
	if s := strings.Join(strings.Fields(r.text.String()), " "); s != "" {
		r.all = append(r.all, run{strings.Join(r.path, " "), s})
	}
	r.text.Reset()
}

func (r *runs) enter(t Tag) {
	if t.Block() {
		r.boundary()
		r.path = append(r.path, t.String())
	} else if t == TagBr || t == TagHr {
		r.boundary()
	}
}

func (r *runs) leave(t Tag) {
	if t.Block() && !t.Void() {
		r.boundary()
		r.path = r.path[:len(r.path)-1]
	}
}

func (r *runs) visible() string {
	var b strings.Builder
	for _, x := range r.all {
		b.WriteString(x.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// ours reads a page with this package.
func ours(d *Doc) *runs {
	r := new(runs)
	var open []int32
	leave := func(i int32) {
		for len(open) > 0 && i >= d.Nodes[open[len(open)-1]].End {
			r.leave(d.Nodes[open[len(open)-1]].Tag)
			open = open[:len(open)-1]
		}
	}
	for i := int32(0); i < int32(len(d.Nodes)); {
		leave(i)
		n := &d.Nodes[i]
		switch {
		case n.Tag <= TagRawText:
			r.text.Write(d.AppendText(nil, i))
		case n.Tag.NoText():
			i = n.End
			continue
		default:
			r.enter(n.Tag)
			open = append(open, i)
		}
		i++
	}
	leave(int32(len(d.Nodes)))
	return r
}

// theirs reads it with x/net/html.
func theirs(src []byte) (*runs, bool) {
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		return nil, false // nested deeper than it goes
	}
	r := new(runs)
	for n := root; n != nil; {
		skip := false
		switch n.Type {
		case html.TextNode:
			r.text.WriteString(strings.ReplaceAll(n.Data, "\x00", ""))
		case html.ElementNode:
			tag := tagOf(n)
			skip = tag.NoText()
			if !skip {
				r.enter(tag)
			}
		}
		if n.FirstChild != nil && !skip {
			n = n.FirstChild
			continue
		}
		for {
			if n.Type == html.ElementNode && !tagOf(n).NoText() {
				r.leave(tagOf(n))
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			if n = n.Parent; n == nil {
				break
			}
		}
	}
	return r, true
}

// tagOf names an element of x/net/html as this package does.
func tagOf(n *html.Node) Tag {
	t := Tag(tagTable.get([]byte(n.Data), hash([]byte(n.Data))))
	switch {
	case n.Namespace == "" && t != TagText:
		return t
	case n.Namespace == "":
		return TagOther
	case n.Namespace == "svg" && n.Data == "title":
		return TagSVGTitle
	case n.Namespace == "math" && n.Data == "annotation-xml":
		return TagAnnotation
	}
	switch t {
	case TagSVG, TagMath, TagScript, TagStyle, TagAnnotation:
		return t
	}
	return TagForeign
}

// conformanceDir is the folder of the html5lib tests that x/net carries.
func conformanceDir() string {
	file, _ := runtime.FuncForPC(reflect.ValueOf(html.Parse).Pointer()).FileLine(reflect.ValueOf(html.Parse).Pointer())
	dir := filepath.Dir(file)
	if !filepath.IsAbs(dir) { // built with -trimpath
		cache := os.Getenv("GOMODCACHE")
		if cache == "" {
			cache = filepath.Join(build.Default.GOPATH, "pkg", "mod")
		}
		dir = filepath.Join(cache, dir)
	}
	return filepath.Join(dir, "testdata", "html5lib-tests", "tree-construction")
}

// conformanceInputs reads the inputs of the tests by file; those of fragments
// are not for a parser of whole pages.
func conformanceInputs(t *testing.T, file string) (inputs []string) {
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for test := range strings.SplitSeq("\n"+string(all), "\n#data\n") {
		in, rest, ok := strings.Cut("\n"+test, "\n#errors")
		if !ok {
			continue
		}
		if head, _, _ := strings.Cut(rest, "\n#document\n"); strings.Contains(head, "#document-fragment") || strings.Contains(head, "#script-off") {
			continue
		}
		inputs = append(inputs, strings.TrimPrefix(in, "\n"))
	}
	return inputs
}

// difference compares the two parsers: "", "text" or "place" (the same text in other blocks).
func difference(d *Doc, src []byte) string {
	src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	want, ok := theirs(src)
	if !ok {
		return ""
	}
	d.Parse(src, Limits{})
	got := ours(d)
	switch {
	case got.visible() != want.visible():
		return "text"
	case !slices.Equal(got.all, want.all):
		return "place"
	}
	return ""
}

// TestConformance holds the tree against x/net/html on the html5lib tests. What
// differs is listed in testdata, with the reason; the list can only shrink.
func TestConformance(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(conformanceDir(), "*.dat"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no html5lib tests in %s: %v", conformanceDir(), err)
	}
	known := knownDifferences(t)
	total, seen := 0, map[string]bool{}
	var d Doc
	for _, file := range files {
		for _, in := range conformanceInputs(t, file) {
			total++
			sum := sha256.Sum256([]byte(in))
			id := filepath.Base(file) + " " + hex.EncodeToString(sum[:6])
			if seen[id] {
				continue
			}
			seen[id] = true
			got, want := difference(&d, []byte(in)), known[id]
			switch {
			case got == "" && want != "":
				t.Errorf("%s: no difference any more; take it off the list", id)
			case got != want:
				r, _ := theirs([]byte(in))
				t.Errorf("%s %s: not on the list\n in   %q\n got  %q\n want %q", id, got, in, ours(&d).all, r.all)
			}
			delete(known, id)
		}
	}
	for id := range known {
		t.Errorf("%s: on the list, but no such test", id)
	}
	t.Logf("%d tests", total)
}

// knownDifferences reads the list: file, digest of the input, kind, reason.
func knownDifferences(t *testing.T) map[string]string {
	f, err := os.Open("testdata/known_differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := map[string]string{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		fields := strings.Fields(s.Text())
		if len(fields) != 4 || !slices.Contains([]string{"foster", "adoption", "frameset", "nul"}, fields[3]) {
			t.Fatalf("known_differences.txt: %q: want file, digest, text or place, and a reason", s.Text())
		}
		known[fields[0]+" "+fields[1]] = fields[2]
	}
	return known
}

// TestRealPages compares the visible text on a folder of saved pages, given as
// DSBUILD_EVAL=DIR with the pages in DIR/*/html.
func TestRealPages(t *testing.T) {
	root := os.Getenv("DSBUILD_EVAL")
	if root == "" {
		t.Skip("SKIPPED: set DSBUILD_EVAL to the unpacked evaluation ground to compare real pages")
	}
	files, err := filepath.Glob(filepath.Join(root, "*", "html", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s/*/html: %v", root, err)
	}
	counts := map[string]int{}
	var d Doc
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kind := difference(&d, src)
		counts[kind]++
		if kind == "text" && testing.Verbose() {
			t.Log(strings.TrimPrefix(file, root), firstDifference(&d, src))
		}
	}
	n := len(files)
	t.Logf("%d pages: same text on %.2f %%, same text in the same blocks on %.2f %%", n,
		100*float64(n-counts["text"])/float64(n), 100*float64(counts[""])/float64(n))
	if 1000*counts["text"] > 5*n {
		t.Errorf("the text differs on %d of %d pages, more than 0.5 %%", counts["text"], n)
	}
}

func firstDifference(d *Doc, src []byte) string {
	r, _ := theirs(bytes.ToValidUTF8(src, []byte("\uFFFD")))
	got, want := ours(d).all, r.all
	for i := range min(len(got), len(want)) {
		if got[i].text != want[i].text {
			return fmt.Sprintf("run %d of %d/%d\n got  %.200q\n want %.200q", i, len(got), len(want), got[i], want[i])
		}
	}
	return fmt.Sprintf("%d runs, want %d", len(got), len(want))
}
