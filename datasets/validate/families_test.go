package validate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets/validate/rules"
)

// TestRulesStandInTheFilesOfTheirFamilies holds that who looks for a rule finds it: the
// id of laws.span stands in laws.go or laws_*.go and nowhere else, and every rule of the
// table stands somewhere.
func TestRulesStandInTheFilesOfTheirFamilies(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			id, _ := strconv.Unquote(literal.Value)
			rule := rules.ByID(id)
			if rule == nil {
				return true
			}
			seen[id] = true
			if family, _, _ := strings.Cut(strings.TrimSuffix(name, ".go"), "_"); family != rule.Family() {
				t.Errorf("%s: %s stands in the file of another family", set.Position(literal.Pos()), id)
			}
			return true
		})
	}
	for i := range rules.Table {
		if id := rules.Table[i].ID; !seen[id] {
			t.Errorf("%s stands in no file", id)
		}
	}
}
