package topic

import (
	"crypto/sha256"
	_ "embed" // the codebooks
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/internal/strictyaml"
)

// Codebook is a list of topics with the keywords that speak for each.
type Codebook struct {
	Name    string `yaml:"name"` // topics.scheme
	Version string `yaml:"version"`
	Title   string `yaml:"title"`
	Source  string `yaml:"source"`
	Licence string `yaml:"licence"`
	// Ignore lists, by language, phrases that hide a keyword inside them.
	Ignore map[string][]string `yaml:"ignore"`
	// None holds words of texts that have no topic of the codebook.
	None  Code   `yaml:"none"`
	Codes []Code `yaml:"codes"`

	hash string
}

// Code is one topic of a codebook.
type Code struct {
	Code        string              `yaml:"code"`
	Name        string              `yaml:"name"`
	Description string              `yaml:"description"`
	Keywords    map[string]Keywords `yaml:"keywords"` // by ISO 639-1 language
	// Match and Not are sentences that must, and must not, be given the code.
	Match []string `yaml:"match"`
	Not   []string `yaml:"not"`
}

// Keywords are the keywords of one code in one language, by strength.
type Keywords struct {
	Strong []string `yaml:"strong"` // names the topic by itself
	Medium []string `yaml:"medium"` // points to it
	Weak   []string `yaml:"weak"`   // only adds to others
}

//go:embed codebooks/cap.yaml
var capData []byte

var capOnce = sync.OnceValue(func() *Codebook {
	cb, err := Parse(capData)
	if err != nil {
		panic("embedded codebook: " + err.Error()) // a test parses it
	}
	return cb
})

// CAP returns the codebook of the Comparative Agendas Project's major topics.
// It is parsed once and must not be changed.
func CAP() *Codebook { return capOnce() }

// shipped are the codebooks that come with the program.
var shipped = []struct {
	name string
	get  func() *Codebook
}{{"cap", CAP}}

// ShippedNames are the names of the codebooks that come with the program.
func ShippedNames() []string {
	names := make([]string, len(shipped))
	for i := range shipped {
		names[i] = shipped[i].name
	}
	return names
}

// Shipped returns a codebook that comes with the program, or nil.
func Shipped(name string) *Codebook {
	for i := range shipped {
		if shipped[i].name == name {
			return shipped[i].get()
		}
	}
	return nil
}

// kind is what a codebook looks like.
var kind = strictyaml.Kind{
	Name: "codebook", MaxSize: 1 << 20,
	Keys: strictyaml.Keys{
		"":                   {"name", "version", "title", "source", "licence", "ignore", "none", "codes"},
		"none":               codeKeys,
		"none.keywords.*":    strengths,
		"codes[]":            codeKeys,
		"codes[].keywords.*": strengths,
	},
}

var (
	codeKeys  = []string{"code", "name", "description", "keywords", "match", "not"}
	strengths = []string{"strong", "medium", "weak"}
)

// Parse reads a codebook in YAML. Unknown keys, codes without a name, codes
// or keywords given twice and malformed keywords are errors; an error of YAML names line
// and column.
func Parse(data []byte) (*Codebook, error) {
	cb := new(Codebook)
	if _, err := strictyaml.Decode(data, kind, cb); err != nil {
		return nil, fmt.Errorf("parse codebook:%w", err) // its place, or a space
	}
	if err := cb.check(); err != nil {
		return nil, fmt.Errorf("parse codebook: %w", err)
	}
	sum := sha256.Sum256(data)
	cb.hash = hex.EncodeToString(sum[:])
	return cb, nil
}

// Hash returns the SHA-256, in hex digits, of the bytes the codebook was parsed from.
func (cb *Codebook) Hash() string { return cb.hash }

func (cb *Codebook) check() error {
	if cb.Name == "" || cb.Version == "" || len(cb.Codes) == 0 {
		return errors.New("name, version and codes are required")
	}
	seen := map[string]bool{}
	for i := range cb.Codes {
		c := &cb.Codes[i]
		if c.Code == "" || c.Name == "" {
			return fmt.Errorf("code %d of the list: code and name are required", i+1)
		}
		if seen[c.Code] {
			return fmt.Errorf("code %s stands twice", c.Code)
		}
		seen[c.Code] = true
	}
	if err := checkKeywords("ignore", cb.Ignore); err != nil {
		return err
	}
	for _, c := range append([]Code{cb.None}, cb.Codes...) {
		all := map[string][]string{}
		for language, k := range c.Keywords {
			all[language] = slices.Concat(k.Strong, k.Medium, k.Weak)
		}
		if err := checkKeywords("code "+c.Code, all); err != nil {
			return err
		}
	}
	return nil
}

// checkKeywords returns the first fault in lists of keywords by language.
func checkKeywords(where string, lists map[string][]string) error {
	for _, language := range slices.Sorted(maps.Keys(lists)) {
		seen := map[string]bool{}
		for _, k := range lists[language] {
			pattern, open, err := parseKeyword(k)
			if err != nil {
				return fmt.Errorf("%s: %w", where, err)
			}
			if open {
				pattern += "*"
			}
			if seen[pattern] {
				return fmt.Errorf("%s: keyword %q stands twice", where, k)
			}
			seen[pattern] = true
		}
	}
	return nil
}

// parseKeyword returns a keyword as it is looked for: folded, and whether its
// last word may go on.
func parseKeyword(k string) (pattern string, open bool, err error) {
	stem, open := strings.CutSuffix(k, "*")
	pattern = strings.TrimSpace(string(fold(nil, stem)))
	switch {
	case strings.Contains(stem, "*"):
		return "", false, fmt.Errorf("keyword %q: * may stand at the end only", k)
	case len(pattern) < minKeyword:
		return "", false, fmt.Errorf("keyword %q has fewer than %d letters or digits", k, minKeyword)
	case strings.Contains(pattern, "\n"):
		return "", false, fmt.Errorf("keyword %q: punctuation inside a keyword never matches", k)
	case open && len(pattern) < minStem:
		return "", false, fmt.Errorf("keyword %q: before * at least %d letters", k, minStem)
	}
	return pattern, open, nil
}

const (
	minKeyword = 2 // bytes: the matcher begins with a pair
	minStem    = 3 // keeps a wildcard from matching half the dictionary
)

// Check codes the examples of the codebook and returns one error for every
// sentence that should be given a code and is not, or is and should not.
func (cb *Codebook) Check(language string) []error {
	var wrong []error
	coder := New(cb)
	for i := range cb.Codes {
		c := &cb.Codes[i]
		for _, s := range c.Match {
			if !coder.gives(s, language, c.Code) {
				wrong = append(wrong, fmt.Errorf("code %s (%s) must match %q", c.Code, c.Name, s))
			}
		}
		for _, s := range c.Not {
			if coder.gives(s, language, c.Code) {
				wrong = append(wrong, fmt.Errorf("code %s (%s) must not match %q", c.Code, c.Name, s))
			}
		}
	}
	return wrong
}
