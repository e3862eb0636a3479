package validate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestRemediesStandInTheirTables wants no finding to get a remedy that is written
// where it arises: the tables of rules and notread are what the reader tests do, one
// by one, and a remedy beside them would be run by nobody.
func TestRemediesStandInTheirTables(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	const position = 2 // of the remedy among the arguments of noteColumn
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		check := func(e ast.Expr) {
			seen++
			ast.Inspect(e, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Value != `""` {
					t.Errorf("%s: %s is a remedy that stands in no table", set.Position(lit.Pos()), lit.Value)
				}
				return true
			})
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					name := ""
					switch left := left.(type) {
					case *ast.SelectorExpr:
						name = left.Sel.Name
					case *ast.Ident:
						name = left.Name
					}
					if strings.EqualFold(name, "remedy") {
						check(n.Rhs[min(i, len(n.Rhs)-1)])
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Remedy" {
					check(n.Value)
				}
			case *ast.CallExpr:
				if fn, ok := n.Fun.(*ast.SelectorExpr); ok && fn.Sel.Name == "noteColumn" {
					check(n.Args[position])
				}
			}
			return true
		})
	}
	if seen < 8 {
		t.Errorf("only %d remedies were looked at", seen)
	}
}
