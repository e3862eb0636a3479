// Package recipe reads a dataset.yaml.
//
// In: the path of a recipe. Out: what it says, with its paths resolved against
// its own folder. Laws: an unknown key, a key that stands twice or a value of
// the wrong type is an error with line and column; nothing is filled in.
package recipe

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/download"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/strictyaml"
	"github.com/dsbuild/dsbuild/schema"
)

// maxDescription is a long README.
const maxDescription = 1 << 20

// Recipe is what a dataset is made of and what it is called.
type Recipe struct {
	Name            string            `yaml:"name"`
	Title           string            `yaml:"title"`
	Version         string            `yaml:"version"`
	DescriptionFile string            `yaml:"description_file"` // resolved; "" none
	License         string            `yaml:"license"`
	Creators        []Creator         `yaml:"creators"`
	Citation        string            `yaml:"citation"`
	Date            string            `yaml:"date"`
	DOI             string            `yaml:"doi"`
	URL             string            `yaml:"url"`
	Inputs          []Input           `yaml:"inputs"`
	Index           Index             `yaml:"index"`
	Outlets         string            `yaml:"outlets"` // resolved; "" none
	People          string            `yaml:"people"`  // resolved; "" none
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

// UnmarshalYAML reads an item of inputs; a path alone is one.
func (in *Input) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&in.Path) == nil {
		return nil
	}
	type item Input // without this method
	return unmarshal((*item)(in))
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
	Rights      string `yaml:"rights"` // as schema.Rights; "" text
}

// Options are the options of build that a recipe states, by key.
type Options map[string]strictyaml.Value

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

// Looks reports whether a file is a recipe under another name: YAML with inputs.
func Looks(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	if ext != ".yaml" && ext != ".yml" {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close() // it was only read
	head := make([]byte, maxDescription)
	n, _ := io.ReadFull(file, head)
	return bytes.HasPrefix(head[:n], []byte("inputs:")) || bytes.Contains(head[:n], []byte("\ninputs:"))
}

// Parse reads a recipe that lies in the folder dir. Errors begin with
// "line:column: " where the place is known, else with a space.
func Parse(body []byte, dir string) (*Recipe, error) {
	r := &Recipe{}
	doc, err := strictyaml.Decode(body, strictyaml.Kind{Name: "recipe", Keys: known}, r)
	if err != nil {
		return nil, err
	}
	if n := doc.Number("version"); n != "" {
		r.Version = n
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf(" %w", err)
	}
	if err := r.Apply(&option.Build{}, nothing); err != nil {
		return nil, err
	}
	if err := r.resolve(dir); err != nil {
		return nil, fmt.Errorf(" %w", err)
	}
	return r, nil
}

// check finds values that no dataset can be made of.
func (r *Recipe) check() error {
	switch {
	case r.Name != "" && !namePattern.MatchString(r.Name):
		return fmt.Errorf("name: %q; use small letters, digits, \".\", \"_\" and \"-\"", r.Name)
	case len(r.Inputs) == 0:
		return errors.New("inputs: there are none; list at least one, as \"- pages\"")
	case r.Index.Path == "" && (len(r.Index.Map) > 0 || r.Index.Rank != ""):
		return errors.New("index: it has no path; name the spreadsheet")
	}
	for i, in := range r.Inputs {
		if in.Path == "" {
			return fmt.Errorf("inputs: number %d has no path", i+1)
		}
		if err := fields.Check(in.Map, fields.Record, "map"); err != nil {
			return fmt.Errorf("inputs: map of %s: %w", in.Path, err)
		}
	}
	if err := fields.Check(r.Index.Map, fields.Index, "map"); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := r.checkCitation(); err != nil {
		return err
	}
	_, err := r.Types()
	return err
}

// What is cited is copied into CITATION.cff and the cards, whose readers refuse others.
var (
	doiPattern   = regexp.MustCompile(`^10\.[0-9]{4,9}(\.[0-9]+)*/\S+$`)
	orcidPattern = regexp.MustCompile(`^(https://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$`)
)

func (r *Recipe) checkCitation() error {
	for i, c := range r.Creators {
		switch {
		case c.Name == "":
			return fmt.Errorf("creators: number %d has no name", i+1)
		case c.ORCID != "" && !orcidPattern.MatchString(c.ORCID):
			return fmt.Errorf("creators: the orcid of number %d is %q; write it as 0000-0002-1825-0097", i+1, c.ORCID)
		}
	}
	if _, err := time.Parse(time.DateOnly, r.Date); r.Date != "" && err != nil {
		return fmt.Errorf("date: %q; write the day of this version as 2026-11-29", r.Date)
	}
	if r.DOI != "" && !doiPattern.MatchString(r.DOI) {
		return fmt.Errorf("doi: %q; write it as 10.5281/zenodo.1234, without https://doi.org/", r.DOI)
	}
	if u, err := url.Parse(r.URL); r.URL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("url: %q; write the address where the dataset can be had, beginning with https://", r.URL)
	}
	return nil
}

// Apply gives b the options that the recipe states, but those that a flag has given.
func (r *Recipe) Apply(b *option.Build, given func(flag string) bool) error {
	for i := range option.Table {
		o := &option.Table[i]
		value, stated := r.Options[o.Key()]
		if !stated || given(o.Name) {
			continue
		}
		if err := value.Decode(o.Field(b)); err != nil {
			return err
		}
		if o.IsPath {
			r.resolvePaths(o.Field(b))
		}
	}
	return nil
}

// resolvePaths takes the paths of an option from the recipe's folder. The name of a codebook
// that comes with dsbuild is no path.
func (r *Recipe) resolvePaths(field any) {
	dir := filepath.Dir(r.Path)
	switch p := field.(type) {
	case *string:
		*p = resolve(dir, *p)
	case *[]string:
		for i, path := range *p {
			if !slices.Contains(codebook.ShippedNames(), path) {
				(*p)[i] = resolve(dir, path)
			}
		}
	}
}

func nothing(string) bool { return false }

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
		switch schema.Rights(c.Rights) {
		case "", schema.RightsPublic, schema.RightsText, schema.RightsPerson:
		default:
			return nil, fmt.Errorf("columns: %s has the rights %q; they are public, text (the default) or person", name, c.Rights)
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
	r.Outlets = resolve(dir, r.Outlets)
	r.People = resolve(dir, r.People)
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
	if path == "" || path == "-" || filepath.IsAbs(path) || download.Is(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}
