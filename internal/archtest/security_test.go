package archtest

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// namedTest is how SECURITY.md names a test: the folder of its package, and its name.
var namedTest = regexp.MustCompile("`([a-z0-9/]+)` ((?:Test|Fuzz)[A-Z]\\w*)")

// namedScript is how it names a script of TestScripts.
var namedScript = regexp.MustCompile("`([a-z0-9_-]+\\.txtar)`")

// TestSecurityNamesTests: a line of SECURITY.md whose test is gone is a promise that nobody keeps.
func TestSecurityNamesTests(t *testing.T) {
	body, err := os.ReadFile(filepath.Join("..", "..", "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, f := range sources(t) {
		for _, d := range f.tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && f.test && fn.Recv == nil {
				have[f.dir+" "+fn.Name.Name] = true
			}
		}
	}
	for line := range strings.Lines(string(body)) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| input ") && !namedTest.MatchString(line) {
			t.Errorf("no test holds this line of SECURITY.md: %s", line)
		}
	}
	for _, script := range namedScript.FindAllStringSubmatch(string(body), -1) {
		if _, err := os.Stat(filepath.Join("..", "..", "cmd", "dsbuild", "testdata", "script", script[1])); err != nil {
			t.Errorf("SECURITY.md names a script that is not there: %v", err)
		}
	}
	named := namedTest.FindAllStringSubmatch(string(body), -1)
	for _, n := range named {
		if !have[n[1]+" "+n[2]] {
			t.Errorf("SECURITY.md names %s of %s, which is not there", n[2], n[1])
		}
	}
	if len(named) < 40 {
		t.Errorf("only %d tests found in SECURITY.md: the search is broken, or lines are gone", len(named))
	}
}
