// Package recipe reads a dataset.yaml.
//
// In: the path of a recipe. Out: what it says, with its paths resolved against
// its own folder. Laws: an unknown key, a key that stands twice or a value of
// the wrong type is an error with line and column; nothing is filled in.
package recipe

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	// maxSize is above what anybody writes by hand; the library takes seconds for 64 KiB of nested brackets.
	maxSize = 64 << 10
	// maxDescription is a long README.
	maxDescription = 1 << 20
)

// Recipe is what a dataset is made of and what it is called.
type Recipe struct {
	Name            string            `yaml:"name"`
	Title           string            `yaml:"title"`
	Version         string            `yaml:"version"`
	DescriptionFile string            `yaml:"description_file"` // resolved; "" none
	License         string            `yaml:"license"`
	Creators        []Creator         `yaml:"creators"`
	Citation        string            `yaml:"citation"`
	Inputs          []Input           `yaml:"inputs"`
	Index           Index             `yaml:"index"`
	Columns         map[string]Column `yaml:"columns"`
	Options         Options           `yaml:"options"`

	Path        string `yaml:"-"` // of the recipe
	Description string `yaml:"-"` // content of DescriptionFile
}

// Creator is one who made the dataset.
type Creator struct {
	Name        string `yaml:"name"`
	Affiliation string `yaml:"affiliation"`
	ORCID       string `yaml:"orcid"`
}

// Input is one place pages are read from.
type Input struct {
	Path string            `yaml:"path"` // resolved
	Kind string            `yaml:"kind"` // what text without markup is: page_text or text; "" by content
	Map  map[string]string `yaml:"map"`

	Written string `yaml:"-"` // the path as it stands: what source_uri begins with
}

// Index is the spreadsheet beside the pages.
type Index struct {
	Path string            `yaml:"path"` // resolved; "" none
	Map  map[string]string `yaml:"map"`
	Rank string            `yaml:"rank"` // first or last; "" first
}

// Column declares a user column.
type Column struct {
	Type        string `yaml:"type"` // as schema.Type prints itself; "" utf8
	Description string `yaml:"description"`
}

// Options are the flags of build of the same names; the zero value is unset.
type Options struct {
	Evidence  string   `yaml:"evidence"`
	ID        string   `yaml:"id"`
	Keep      string   `yaml:"keep"`
	MaxDepth  int      `yaml:"max_depth"`
	MaxNodes  int      `yaml:"max_nodes"`
	MaxRatio  int      `yaml:"max_ratio"`
	MaxRecord int64    `yaml:"max_record"`
	Tables    []string `yaml:"tables"`
	TablesAs  string   `yaml:"tables_as"`
	TextIs    string   `yaml:"text_is"`
	Without   []string `yaml:"without"`
}

// keys are the known keys by place: "[]" is an item of a list, "*" any key.
var keys = map[string][]string{
	"":           {"name", "title", "version", "description_file", "license", "creators", "citation", "inputs", "index", "columns", "options"},
	"creators[]": {"name", "affiliation", "orcid"},
	"inputs[]":   {"path", "kind", "map"},
	"index":      {"path", "map", "rank"},
	"columns.*":  {"type", "description"},
	"options":    {"evidence", "id", "keep", "max_depth", "max_nodes", "max_ratio", "max_record", "tables", "tables_as", "text_is", "without"},
}

// namePattern is what can name a folder, a file and a table everywhere.
var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

// Read reads the recipe at path. Errors begin with path:line:column where the
// place is known.
func Read(path string) (*Recipe, error) {
	body, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("recipe %s does not exist; check the path", path)
	case err != nil:
		return nil, fmt.Errorf("read recipe: %w", err)
	}
	r, err := Parse(body, filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	r.Path = path
	return r, nil
}

// Parse reads a recipe that lies in the folder dir. Errors begin with
// "line:column: " where the place is known, else with a space.
func Parse(body []byte, dir string) (*Recipe, error) {
	if len(body) > maxSize {
		return nil, fmt.Errorf(" it has %d bytes, a recipe has at most %d; is it one?", len(body), maxSize)
	}
	file, err := parser.ParseBytes(body, 0)
	if err != nil {
		return nil, placed(err)
	}
	r := &Recipe{}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf(" there are %d documents with content, want one", len(file.Docs))
	}
	plain := plainVisitor{}
	if ast.Walk(&plain, file.Docs[0].Body); plain.err != nil {
		return nil, plain.err
	}
	if err := checkKeys(file.Docs[0].Body, ""); err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalWithOptions(body, r, yaml.Strict()); err != nil {
		return nil, placed(err)
	}
	if n := number(file.Docs[0].Body, "version"); n != "" {
		r.Version = n
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf(" %w", err)
	}
	if err := r.resolve(dir); err != nil {
		return nil, fmt.Errorf(" %w", err)
	}
	return r, nil
}

// plainVisitor refuses what a recipe has no use for: aliases can blow up, and
// the library panics on tags without a value.
type plainVisitor struct{ err error }

// Visit notes the first node that is refused.
func (v *plainVisitor) Visit(node ast.Node) ast.Visitor {
	switch node.(type) {
	case *ast.TagNode, *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode, *ast.DirectiveNode:
		p := node.GetToken().Position
		v.err = fmt.Errorf("%d:%d: %q: a recipe has no tags (!), anchors (&), aliases (*) or merges (<<); write the value out, or quote it",
			p.Line, p.Column, node.GetToken().Value)
	}
	if v.err != nil {
		return nil
	}
	return v
}

// number returns the number under a key as it is written: version 1.10 is not 1.1.
func number(node ast.Node, key string) string {
	if m, ok := node.(*ast.MappingNode); ok {
		for _, v := range m.Values {
			switch v.Value.(type) {
			case *ast.FloatNode, *ast.IntegerNode:
				if v.Key.GetToken().Value == key {
					return v.Value.GetToken().Value
				}
			}
		}
	}
	return ""
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

// checkKeys finds keys that are not known at their place. A recipe is three
// levels deep: below, values have the types of the fields.
func checkKeys(node ast.Node, place string) error {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if err := checkKey(v, place); err != nil {
				return err
			}
		}
	case *ast.SequenceNode:
		if _, known := keys[place+"[]"]; !known {
			return nil
		}
		for _, item := range n.Values {
			if err := checkKeys(item, place+"[]"); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkKey(v *ast.MappingValueNode, place string) error {
	key := v.Key.GetToken().Value
	known, listed := keys[place]
	if listed && !slices.Contains(known, key) {
		p := v.Key.GetToken().Position
		return fmt.Errorf("%d:%d: unknown key %q%s; known%s are %s", p.Line, p.Column, key, suggestion(key, known), in(place), strings.Join(known, ", "))
	}
	if place != "" && place != "columns" {
		return nil
	}
	below := key
	if place == "columns" {
		below = "columns.*"
	}
	return checkKeys(v.Value, below)
}

func in(place string) string {
	if place == "" {
		return " keys"
	}
	return " in " + strings.TrimSuffix(strings.TrimSuffix(place, "[]"), ".*")
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

// check finds values that no dataset can be made of.
func (r *Recipe) check() error {
	switch {
	case r.Name != "" && !namePattern.MatchString(r.Name):
		return fmt.Errorf("name: %q; use small letters, digits, \".\", \"_\" and \"-\"", r.Name)
	case len(r.Inputs) == 0:
		return errors.New("inputs: there are none; list at least one, as \"- path: pages\"")
	case r.Index.Path == "" && (len(r.Index.Map) > 0 || r.Index.Rank != ""):
		return errors.New("index: it has no path; name the spreadsheet")
	}
	for i, in := range r.Inputs {
		if in.Path == "" {
			return fmt.Errorf("inputs: number %d has no path", i+1)
		}
	}
	for i, c := range r.Creators {
		if c.Name == "" {
			return fmt.Errorf("creators: number %d has no name", i+1)
		}
	}
	_, err := r.Types()
	return err
}

// Types returns the declared types of user columns.
func (r *Recipe) Types() (map[string]schema.Type, error) {
	types := make(map[string]schema.Type, len(r.Columns))
	for name, c := range r.Columns {
		if !strings.HasPrefix(name, "x_") {
			return nil, fmt.Errorf("columns: %q; the name of a user column begins with x_", name)
		}
		t, ok := typeOf(c.Type)
		if !ok {
			return nil, fmt.Errorf("columns: %s has the unknown type %q; use one of %s", name, c.Type, strings.Join(typeNames(), ", "))
		}
		types[name] = t
	}
	return types, nil
}

// shortTimestamp saves the user the unit and the zone, of which there is one.
const shortTimestamp = "timestamp"

func typeOf(name string) (schema.Type, bool) {
	if name == "" {
		return schema.Utf8, true
	}
	for t := schema.Utf8; t <= schema.Timestamp; t++ {
		if name == t.String() || name == shortTimestamp && t == schema.Timestamp {
			return t, true
		}
	}
	return 0, false
}

func typeNames() []string {
	var names []string
	for t := range schema.Timestamp {
		names = append(names, t.String())
	}
	return append(names, shortTimestamp)
}

// resolve takes relative paths from the recipe's folder and reads the description.
func (r *Recipe) resolve(dir string) error {
	for i := range r.Inputs {
		in := &r.Inputs[i]
		in.Written = in.Path
		in.Path = resolve(dir, in.Path)
	}
	r.Index.Path = resolve(dir, r.Index.Path)
	r.DescriptionFile = resolve(dir, r.DescriptionFile)
	if r.DescriptionFile == "" {
		return nil
	}
	body, err := os.ReadFile(r.DescriptionFile)
	if err != nil {
		return fmt.Errorf("description_file: %w; correct the path, or leave it out", err)
	}
	if len(body) > maxDescription {
		return fmt.Errorf("description_file: %s has %d bytes, a description has at most %d", r.DescriptionFile, len(body), maxDescription)
	}
	r.Description = strings.ToValidUTF8(string(body), "\uFFFD")
	return nil
}

func resolve(dir, path string) string {
	if path == "" || path == "-" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}
