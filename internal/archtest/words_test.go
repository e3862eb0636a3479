package archtest

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"
	"testing"
)

// TestNoListSaysAWordTwice: a word that stands twice in a list says that somebody did not
// find it the first time.
func TestNoListSaysAWordTwice(t *testing.T) {
	lists := 0
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			for _, words := range listsOf(n) {
				seen := map[string]bool{}
				for _, w := range words {
					if seen[w] {
						t.Errorf("%s:%d: the list says %q twice", path.Join(f.dir, f.name), fset.Position(n.Pos()).Line, w)
					}
					seen[w] = true
				}
				if len(words) > 1 {
					lists++
				}
			}
			return true
		})
	}
	if lists < 200 {
		t.Errorf("only %d lists found: the search is broken", lists)
	}
}

// cutters are the functions that make lists of one text.
var cutters = map[string]func(text, last string) [][]string{
	"Fields": whole, "set": whole, "endings": whole,
	"wordSet": eachLine, // a line is a language, and languages share words
	"lines":   func(text, _ string) [][]string { return [][]string{parts(text, "\n")} },
	"Split":   func(text, last string) [][]string { return [][]string{parts(text, last)} },
	"setOf":   func(text, last string) [][]string { return [][]string{parts(text, last)} },
}

func whole(text, _ string) [][]string { return [][]string{strings.Fields(text)} }

func eachLine(text, _ string) (lists [][]string) {
	for line := range strings.Lines(text) {
		lists = append(lists, strings.Fields(line))
	}
	return lists
}

func parts(text, between string) (words []string) {
	for w := range strings.SplitSeq(text, between) {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// listsOf returns the lists of words that a node is.
func listsOf(n ast.Node) [][]string {
	switch n := n.(type) {
	case *ast.CompositeLit:
		return elementsOf(n)
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if cut := cutters[name]; cut != nil && len(n.Args) > 0 {
			text, ok := literal(n.Args[0])
			last, also := literal(n.Args[len(n.Args)-1])
			if ok && also {
				return cut(text, last)
			}
		}
	}
	return nil
}

// elementsOf returns the list that a literal of strings is, and each of its texts that
// is a list itself, as the names of a month in all languages are.
func elementsOf(n *ast.CompositeLit) [][]string {
	array, ok := n.Type.(*ast.ArrayType)
	if !ok {
		return nil
	}
	if of, ok := array.Elt.(*ast.Ident); !ok || of.Name != "string" {
		return nil
	}
	const many = 8 // words
	var words []string
	var lists [][]string
	for _, e := range n.Elts {
		word, ok := literal(e)
		if !ok || word == "" {
			continue
		}
		words = append(words, word)
		if inside := strings.Fields(word); len(inside) >= many && !strings.ContainsAny(word, ".,;:()") {
			lists = append(lists, inside)
		}
	}
	return append(lists, words)
}

// literal returns the text of a string literal, or of several that are added up.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok := literal(e.X)
		right, also := literal(e.Y)
		return left + right, ok && also && e.Op == token.ADD
	}
	return "", false
}
