// Package strictyaml reads small YAML files that people write by hand.
//
// In: bytes, the kind of file with its known keys by place, and where to put the values.
// Out: the values, and the document with its lines and columns. Laws: an unknown key, a
// key that stands twice or a value of the wrong type is an error that begins with
// "line:column: ", or with a space where the place is not known; nothing is filled in.
package strictyaml

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Kind is a kind of file.
type Kind struct {
	Name string // as messages call it
	Keys Keys
	// MaxSize in bytes is above what anybody writes by hand: the library takes seconds
	// for 64 KiB of nested brackets. 0 means these 64 KiB.
	MaxSize int
}

const defaultMaxSize = 64 << 10

// Keys are the known keys by place: "a.b" below key b of key a, "[]" an item of
// a list, "*" any key. A place that is not listed takes any.
type Keys map[string][]string

// Document is a file that was read.
type Document struct{ body ast.Node }

// Value is a value whose type is known later.
type Value struct{ node ast.Node }

// UnmarshalYAML keeps the value.
func (v *Value) UnmarshalYAML(node ast.Node) error {
	v.node = node
	return nil
}

// Decode reads the value into out.
func (v Value) Decode(out any) error {
	if err := yaml.NodeToValue(v.node, out, yaml.Strict()); err != nil {
		return placed(err)
	}
	return nil
}

// Decode reads body, which holds a file of a kind, into out.
func Decode(body []byte, kind Kind, out any) (*Document, error) {
	if most := cmp.Or(kind.MaxSize, defaultMaxSize); len(body) > most {
		return nil, fmt.Errorf(" it has %d bytes, a %s has at most %d; is it one?", len(body), kind.Name, most)
	}
	file, err := parser.ParseBytes(body, 0)
	if err != nil {
		return nil, placed(err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf(" there are %d documents with content, want one", len(file.Docs))
	}
	d := &Document{file.Docs[0].Body}
	plain := plainVisitor{what: kind.Name}
	if ast.Walk(&plain, d.body); plain.err != nil {
		return nil, plain.err
	}
	if err := kind.Keys.check(d.body, ""); err != nil {
		return nil, err
	}
	if err := yaml.NodeToValue(d.body, out, yaml.Strict()); err != nil {
		return nil, placed(err)
	}
	return d, nil
}

// Number returns the number at a path as it is written: version 1.10 is not
// 1.1. It is "" where the value is no number.
func (d *Document) Number(path ...string) string {
	node, _, whole := d.walk(path)
	switch node.(type) {
	case *ast.FloatNode, *ast.IntegerNode:
		if whole {
			return node.GetToken().Value
		}
	}
	return ""
}

// Errorf is an error at the place that a path leads to, of keys and of positions in
// lists from 0 on; where the path goes farther than the document, as far as it goes.
func (d *Document) Errorf(path []string, format string, args ...any) error {
	message := fmt.Sprintf(format, args...)
	_, at, _ := d.walk(path)
	if at == nil {
		return errors.New(" " + message)
	}
	return fmt.Errorf("%d:%d: %s", at.Line, at.Column, message)
}

// walk follows a path: the value there, where its key or its item begins, and whether
// the whole path is in the document.
func (d *Document) walk(path []string) (node ast.Node, at *token.Position, whole bool) {
	node = d.body
	for _, key := range path {
		if list, ok := node.(*ast.SequenceNode); ok {
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(list.Values) {
				return node, at, false
			}
			node = list.Values[i]
			at = begin(node)
			continue
		}
		v := find(node, key)
		if v == nil {
			return node, at, false
		}
		node, at = v.Value, v.Key.GetToken().Position
	}
	return node, at, true
}

// begin is where a node begins; the token of a mapping is its first colon.
func begin(node ast.Node) *token.Position {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position
	}
	return node.GetToken().Position
}

func find(node ast.Node, key string) *ast.MappingValueNode {
	if m, ok := node.(*ast.MappingNode); ok {
		for _, v := range m.Values {
			if v.Key.GetToken().Value == key {
				return v
			}
		}
	}
	return nil
}

// plainVisitor refuses what such a file has no use for: aliases can blow up, and
// the library panics on tags without a value.
type plainVisitor struct {
	what string
	err  error
}

// Visit notes the first node that is refused.
func (v *plainVisitor) Visit(node ast.Node) ast.Visitor {
	switch node.(type) {
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.DirectiveNode:
		p := node.GetToken().Position
		v.err = fmt.Errorf("%d:%d: %q: a %s has no tags (!), anchors (&), aliases (*) or merges (<<); write the value out, or quote it",
			p.Line, p.Column, node.GetToken().Value, v.what)
	}
	if v.err != nil {
		return nil
	}
	return v
}

// placed rewrites an error of the YAML library as "line:column: message".
func placed(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		p := at.GetToken().Position
		return fmt.Errorf("%d:%d: %s", p.Line, p.Column, at.GetMessage())
	}
	return fmt.Errorf(" %w", err)
}

// check finds keys that are not known at their place.
func (k Keys) check(node ast.Node, place string) error {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if err := k.checkKey(v, place); err != nil {
				return err
			}
		}
	case *ast.SequenceNode:
		for _, item := range n.Values {
			if err := k.check(item, place+"[]"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k Keys) checkKey(v *ast.MappingValueNode, place string) error {
	key := v.Key.GetToken().Value
	known, listed := k[place]
	if listed && !slices.Contains(known, key) {
		p := v.Key.GetToken().Position
		return fmt.Errorf("%d:%d: unknown key %q%s; known%s are %s", p.Line, p.Column, key, suggestion(key, known), in(place),
			strings.Join(known, ", "))
	}
	return k.check(v.Value, k.below(place, key))
}

// below is the place under a key.
func (k Keys) below(place, key string) string {
	if place != "" {
		place += "."
	}
	for known := range maps.Keys(k) {
		if known == place+"*" || strings.HasPrefix(known, place+"*.") {
			return place + "*"
		}
	}
	return place + key
}

func in(place string) string {
	if place == "" {
		return " keys"
	}
	return " in " + strings.TrimSuffix(strings.ReplaceAll(place, ".*", ""), "[]")
}

// suggestion names the known key that differs from key by at most two letters.
func suggestion(key string, known []string) string {
	const far = 3
	best, distance := "", far
	for _, k := range known {
		if d := edits(key, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// edits is the Levenshtein distance of two short words.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			corner, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, corner+cost)
		}
	}
	return row[len(b)]
}
