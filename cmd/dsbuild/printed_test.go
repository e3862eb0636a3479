package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	printedCommand = regexp.MustCompile("`(dsbuild [^`]+)`")
	// open is a part of a printed command that is another word each time.
	open = regexp.MustCompile(`%s|%q|\b(VERSION|OLD|NEW|DIR|FILE|FOLDER)\b`)
)

// TestPrintedCommandsRun wants every command that a message tells people to type to be
// run by a script: one that is added without a script fails here.
func TestPrintedCommandsRun(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(scripts) < 10 {
		t.Fatal(scripts, err)
	}
	var run strings.Builder
	for _, name := range scripts {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(body), "\n") {
			if strings.HasPrefix(line, "exec ") || strings.HasPrefix(line, "exits ") || strings.HasPrefix(line, "! exec ") {
				run.WriteString(line + "\n")
			}
		}
	}
	commands := printedCommands(t)
	if len(commands) < 8 {
		t.Errorf("only %d commands found", len(commands))
	}
	for command, where := range commands {
		parts := open.Split(command, -1)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		if !regexp.MustCompile(`\b` + strings.Join(parts, `\S+`) + `(\s|['"();|&]|$)`).MatchString(run.String()) {
			t.Errorf("%s prints `%s`, which no script runs", where, command)
		}
	}
}

// printedCommands returns the commands in the texts of the program, with the place of one each.
func printedCommands(t *testing.T) map[string]string {
	commands := map[string]string{}
	root := filepath.Join("..", "..")
	for _, dir := range []string{"cmd", "convert", "datasets", "internal", "schema"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				text, isText := "", false
				if ok {
					text, isText = constant(e)
				}
				if !isText {
					return true
				}
				for _, m := range printedCommand.FindAllStringSubmatch(text, -1) {
					commands[m[1]] = set.Position(n.Pos()).String()
				}
				return false
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return commands
}

// constant returns the text of a literal, or of several that are added up.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok := constant(e.X)
		right, also := constant(e.Y)
		return left + right, ok && also && e.Op == token.ADD
	}
	return "", false
}
