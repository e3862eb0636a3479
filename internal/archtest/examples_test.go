package archtest

import (
	"go/ast"
	"strings"
	"testing"
)

// TestExportedPackagesHaveAnExample: go doc of a package begins with what a program
// does with it.
func TestExportedPackagesHaveAnExample(t *testing.T) {
	has := map[string]bool{}
	for _, f := range sources(t) {
		if f.tree.Name.Name == "main" || strings.Contains("/"+f.dir+"/", "/internal/") {
			continue
		}
		if !f.test && !has[f.dir] {
			has[f.dir] = false
		}
		for _, d := range f.tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && f.test && strings.HasPrefix(fn.Name.Name, "Example") {
				has[f.dir] = true
			}
		}
	}
	for dir, ok := range has {
		if !ok {
			t.Errorf("%s has no example", dir)
		}
	}
}
