// Package archtest holds the import rules of docs/architecture.md as a test.
//
// It parses the files itself: a test that runs `go list` would be answered from
// the test cache after the files have changed.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/dsbuild/dsbuild/"

// mayImport lists, for a folder, the folders of this module its files may
// import. The longest matching entry counts; a trailing /... takes in what lies below.
var mayImport = map[string][]string{
	"schema":                    {},
	"internal/...":              {"schema"},
	"internal/disktest":         {"internal/disk"},
	"internal/inert":            {"internal/text"},
	"internal/marksheet":        {"schema", "internal/onepage", "internal/text"},
	"internal/arrowcheck":       {"schema", "internal/notread"},
	"internal/parquetfile":      {"schema", "internal/arrowcheck", "internal/notread"},
	"internal/arrowfile":        {"schema", "internal/arrowcheck", "internal/notread", "internal/parquetfile"},
	"internal/arrowrows":        {"schema", "internal/arrowcheck", "internal/arrowfile"},
	"convert":                   {"schema", "internal/...", "convert/..."},
	"convert/source/...":        {"schema", "internal/...", "convert/source/..."},
	"convert/markup":            {"schema", "internal/..."},
	"convert/textform":          {"schema", "internal/..."},
	"convert/block/train":       {"schema", "internal/...", "convert/markup", "convert/textform", "convert/block/...", "convert/source/..."}, // a program
	"convert/block/...":         {"schema", "internal/...", "convert/markup", "convert/textform", "convert/block/...", "convert/turns"},
	"convert/block/feature":     {"schema", "internal/...", "convert/block/rule", "convert/block/unit", "convert/block/lexicon", "convert/block/tree", "convert/markup"},
	"convert/block/rule":        {"schema", "internal/...", "convert/block/unit", "convert/block/lexicon", "convert/markup"},
	"convert/block/unit":        {"schema", "internal/...", "convert/block/lexicon", "convert/markup", "convert/textform"},
	"convert/block/lexicon":     {"schema", "internal/..."},
	"convert/block/tree":        {"schema", "internal/..."},
	"convert/meta/train":        {"schema", "internal/...", "convert/block", "convert/markup", "convert/meta", "convert/source", "convert/textform"}, // a program
	"convert/meta/...":          {"schema", "internal/...", "convert/markup", "convert/meta/...", "convert/block/tree"},
	"convert/sitelines":         {"schema", "internal/...", "convert/block"},
	"convert/surveyfile":        {"schema", "internal/...", "convert/sitelines"},
	"convert/resultfile":        {"schema", "internal/...", "convert"},
	"convert/resultrows":        {"schema", "internal/...", "convert", "convert/source/uri"},
	"convert/script":            {"schema", "internal/...", "convert/markup", "convert/meta/loosejson"},
	"convert/unread":            {"convert/markup", "convert/block/lexicon", "convert/meta/loosejson"},
	"convert/article/train":     {"schema", "internal/...", "convert", "convert/article", "convert/markup"}, // a program
	"convert/turns":             {"schema", "internal/..."},
	"convert/article":           {"schema", "internal/...", "convert/markup", "convert/block", "convert/meta/...", "convert/turns"},
	"convert/quote":             {"schema", "internal/...", "convert/quote/...", "convert/turns"},
	"convert/quote/train":       {"schema", "internal/...", "convert/quote", "convert/quote/..."}, // a program
	"convert/quote/scorer":      {"schema", "internal/...", "convert/quote/attribution", "convert/quote/coref", "convert/quote/phrase", "convert/quote/names", "convert/quote/words", "convert/quote/linear"},
	"convert/quote/attribution": {"schema", "internal/...", "convert/quote/phrase", "convert/quote/words"},
	"convert/quote/coref":       {"schema", "internal/...", "convert/quote/phrase", "convert/quote/names", "convert/quote/words"},
	"convert/quote/phrase":      {"schema", "internal/...", "convert/quote/names", "convert/quote/words"},
	"convert/quote/names":       {"schema", "internal/...", "convert/quote/words"},
	"convert/quote/words":       {"schema", "internal/...", "convert/quote/marks"},
	"convert/quote/marks":       {"schema", "internal/..."},
	"convert/quote/linear":      {"schema", "internal/..."},
	"convert/topic/...":         {"schema", "internal/...", "convert/topic/..."},
	"convert/lossreport":        {"schema", "internal/...", "convert"},
	"datasets":                  {"schema", "internal/...", "datasets/duplicates", "datasets/people", "datasets/selection", "datasets/table"},
	"datasets/duplicates":       {"schema", "internal/..."},
	"datasets/people":           {"schema", "internal/..."},
	"datasets/table":            {"schema", "internal/..."},
	"datasets/validate/...":     {"schema", "internal/...", "datasets", "datasets/table", "datasets/validate/..."},
	"datasets/stats":            {"schema", "internal/...", "datasets", "datasets/audit", "datasets/table"},
	"datasets/audit":            {"schema", "internal/...", "datasets/quotesheet"},
	"datasets/compare":          {"schema", "internal/...", "datasets"},
	"datasets/compare/page":     {"schema", "internal/...", "datasets/compare"},
	"datasets/quotesheet":       {"schema", "internal/...", "datasets"},
	"datasets/topicsheet":       {"schema", "internal/...", "datasets"},
	"datasets/selection":        {"schema", "internal/..."},
	"datasets/share":            {"schema", "internal/...", "datasets", "datasets/selection"},
	"datasets/export":           {"schema", "internal/...", "datasets", "datasets/selection"},
	"datasets/report/...":       {"schema", "internal/...", "datasets", "datasets/quality", "datasets/stats", "datasets/report/..."},
	"datasets/quality":          {"internal/..."},
	"datasets/cite":             {"schema", "internal/...", "datasets"},
	"datasets/codebook":         {"schema", "internal/...", "datasets", "datasets/cite", "datasets/stats"},
	"datasets/methods":          {"schema", "internal/...", "datasets", "datasets/cite", "datasets/quality", "datasets/report/figures", "datasets/stats"},
	"datasets/card":             {"schema", "internal/...", "datasets", "datasets/cite", "datasets/codebook", "datasets/report", "datasets/report/figures", "datasets/stats"},
	"cmd/dsbuild":               {"schema", "internal/...", "convert/...", "datasets/...", "cmd/dsbuild/internal/..."},
	"cmd/dsbuild/internal/...":  {"schema", "internal/...", "convert/...", "datasets/...", "cmd/dsbuild/internal/..."},
}

// onlyIn names the folders that may import a package from outside the module,
// or a package of the standard library that has one place.
var onlyIn = map[string][]string{
	"github.com/spf13/cobra":          {"cmd/"},
	"github.com/minio/minio-go":       {"cmd/"},
	"github.com/apache/arrow-go":      {"datasets/", "internal/parquetfile", "internal/arrowfile", "internal/arrowrows"}, // the last for rows of inputs, so that convert sees no type of it
	"github.com/xitongsys/parquet-go": {"datasets/", "internal/parquetfile"},
	"net/http":                        {"cmd/dsbuild/internal/download"}, // nothing else opens a connection
	"os/exec":                         {"cmd/", "internal/browsertest"},
	"os/signal":                       {"cmd/"},
	"html/template":                   {"convert/lossreport", "datasets/codebook", "datasets/compare/page", "datasets/report", "internal/marksheet"},
	"golang.org/x/net/html/charset":   {"convert/source"},
	"github.com/wlynxg/chardet":       {"convert/source"},
	"github.com/abadojack/whatlanggo": {"convert/meta"},
}

// goroutinesIn names the folders that may start goroutines, each with its reason.
var goroutinesIn = map[string]string{
	"internal/ordered":            "the one place for work in parallel",
	"datasets/table":              "one writer a table, so that encoding overlaps with extraction",
	"cmd/dsbuild":                 "signals, and the watchdog over the child that reads untrusted files",
	"cmd/dsbuild/internal/memory": "the clock that moves the limit of the collector",
}

// fset has the positions of all files, so that they can be checked together.
var fset = token.NewFileSet()

type file struct {
	dir, name string
	test      bool
	tree      *ast.File
}

func TestImportsRunOneWay(t *testing.T) {
	for _, f := range sources(t) {
		for _, spec := range f.tree.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			checkOutside(t, f, imported)
			rest, ours := strings.CutPrefix(imported+"/", modulePath)
			if !ours || f.test {
				continue
			}
			target := strings.TrimSuffix(rest, "/")
			allowed, ok := allowedFor(f.dir)
			if !ok {
				t.Errorf("%s: no rule for this folder; add one to mayImport and to docs/architecture.md", f.dir)
				continue
			}
			if !slices.ContainsFunc(allowed, func(pattern string) bool { return matches(pattern, target) }) {
				t.Errorf("%s imports %s; it may import %v", path.Join(f.dir, f.name), target, allowed)
			}
		}
	}
}

func TestSchemaNeedsTheStandardLibraryOnly(t *testing.T) {
	for _, f := range sources(t) {
		if f.dir != "schema" || f.test {
			continue
		}
		for _, spec := range f.tree.Imports {
			if imported, _ := strconv.Unquote(spec.Path.Value); strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
				t.Errorf("schema/%s imports %s", f.name, imported)
			}
		}
	}
}

func TestGoroutinesHaveTheirPlaces(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || goroutinesIn[f.dir] != "" {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine; use internal/ordered", path.Join(f.dir, f.name))
			}
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" && len(call.Args) == 1 {
					t.Errorf("%s starts a goroutine with a WaitGroup; use internal/ordered", path.Join(f.dir, f.name))
				}
			}
			return true
		})
	}
}

// changesTheDisk are the functions of package os that change files or folders.
var changesTheDisk = map[string]bool{
	"Create": true, "CreateTemp": true, "Mkdir": true, "MkdirAll": true, "MkdirTemp": true, "Remove": true, "RemoveAll": true,
	"Rename": true, "WriteFile": true, "OpenFile": true, "Link": true, "Symlink": true, "Truncate": true, "CopyFS": true,
}

// throughDisk are the folders, and files of cmd, that change the disk by internal/disk alone: there
// the tests make it fail.
var throughDisk = []string{
	"datasets/...", "convert/resultfile",
	"cmd/dsbuild/unfinished.go", "cmd/dsbuild/append.go", "cmd/dsbuild/shard.go", "cmd/dsbuild/revisits.go", "cmd/dsbuild/build_run.go",
	"cmd/dsbuild/survey.go",
}

func TestDatasetsAreWrittenThroughDisk(t *testing.T) {
	files := sources(t)
	for _, f := range files {
		name := path.Join(f.dir, f.name)
		if f.test || !slices.ContainsFunc(throughDisk, func(p string) bool { return matches(p, f.dir) || p == name }) {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && changesTheDisk[sel.Sel.Name] {
				if of, ok := sel.X.(*ast.Ident); ok && of.Name == "os" {
					t.Errorf("%s calls os.%s; use internal/disk", fset.Position(n.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
	for _, p := range throughDisk {
		if !slices.ContainsFunc(files, func(f file) bool { return matches(p, f.dir) || p == path.Join(f.dir, f.name) }) {
			t.Errorf("throughDisk names %s, which is not there", p)
		}
	}
}

// TestRulesAreAlive fails for a rule that speaks of a folder which is gone.
func TestRulesAreAlive(t *testing.T) {
	files := sources(t)
	alive := func(rule, pattern string) {
		pattern = strings.TrimSuffix(pattern, "/")
		if !slices.ContainsFunc(files, func(f file) bool { return matches(pattern, f.dir) || strings.HasPrefix(f.dir, pattern+"/") }) {
			t.Errorf("%s has a rule for %s, which has no files", rule, pattern)
		}
	}
	for pattern, allowed := range mayImport {
		alive("mayImport", pattern)
		for _, target := range allowed {
			alive("mayImport of "+pattern, target)
		}
	}
	for imported, dirs := range onlyIn {
		for _, dir := range dirs {
			alive("onlyIn of "+imported, dir)
		}
		if !slices.ContainsFunc(files, func(f file) bool { return importsBelow(f.tree, imported) }) {
			t.Errorf("onlyIn has a rule for %s, which nobody imports", imported)
		}
	}
	for dir := range goroutinesIn {
		if !slices.ContainsFunc(files, func(f file) bool { return f.dir == dir }) {
			t.Errorf("goroutinesIn allows %s, which has no files", dir)
		}
	}
}

func importsBelow(tree *ast.File, prefix string) bool {
	return slices.ContainsFunc(tree.Imports, func(spec *ast.ImportSpec) bool {
		imported, _ := strconv.Unquote(spec.Path.Value)
		return imported == prefix || strings.HasPrefix(imported, prefix+"/")
	})
}

func checkOutside(t *testing.T, f file, imported string) {
	t.Helper()
	if f.test {
		return
	}
	if imported == "net" {
		t.Errorf("%s imports net: only net/http opens connections, and only where onlyIn says", path.Join(f.dir, f.name))
	}
	for prefix, dirs := range onlyIn {
		if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) &&
			!slices.ContainsFunc(dirs, func(d string) bool { return strings.HasPrefix(f.dir+"/", strings.TrimSuffix(d, "/")+"/") }) {
			t.Errorf("%s imports %s, which only %v may", path.Join(f.dir, f.name), imported, dirs)
		}
	}
}

func allowedFor(dir string) ([]string, bool) {
	best := ""
	for pattern := range mayImport {
		if matches(pattern, dir) && len(pattern) > len(best) {
			best = pattern
		}
	}
	return mayImport[best], best != ""
}

func matches(pattern, dir string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "/..."); ok {
		return dir == prefix || strings.HasPrefix(dir, prefix+"/")
	}
	return dir == pattern
}

// sources parses every Go file of the module.
func sources(t *testing.T) []file {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []file
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			base := entry.Name()
			if name != root && (strings.HasPrefix(base, ".") || base == "testdata" || base == "out") || nestedModule(root, name) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		tree, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(name))
		files = append(files, file{filepath.ToSlash(dir), filepath.Base(name), strings.HasSuffix(name, "_test.go"), tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d Go files found: the walk is broken", len(files))
	}
	return files
}

// nestedModule reports whether dir is the root of another module.
func nestedModule(root, dir string) bool {
	if dir == root {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}
