// Package codebook reads the topics of a codebook and their keywords.
//
// In: YAML that people write by hand (docs/codebooks.md). Out: a Codebook, which
// convert/topic makes a coder of. Those that come with dsbuild are in data. Laws: what
// cannot be meant is an error with line and column; a codebook is never changed once it
// was read; folding a text again changes nothing.
package codebook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/dsbuild/dsbuild/internal/strictyaml"
)

// Codebook is a list of topics with the keywords that speak for each.
type Codebook struct {
	Name    string `yaml:"name"` // topics.scheme
	Version string `yaml:"version"`
	Title   string `yaml:"title"`
	Source  string `yaml:"source"`
	Licence string `yaml:"licence"`
	// Extends names a codebook that comes with the program. Its ignore, none and codes
	// hold here too; a code that stands in both has what is said here, and its keywords.
	Extends string `yaml:"extends"`
	// Ignore lists, by language, phrases that hide a keyword inside them.
	Ignore map[string][]string `yaml:"ignore"`
	// None holds words of texts that have no topic of the codebook.
	None  Code   `yaml:"none"`
	Codes []Code `yaml:"codes"`

	hash     string
	data     []byte // as it was parsed
	base     *Codebook
	measured bool
}

// Code is one topic of a codebook.
type Code struct {
	Code        string              `yaml:"code"`
	Parent      string              `yaml:"parent"` // code of the topic that this one is a part of; "" none
	Name        string              `yaml:"name"`
	Description string              `yaml:"description"`
	Keywords    map[string]Keywords `yaml:"keywords"` // by ISO 639-1 language
	// Exclude lists, by language, phrases in which no keyword speaks for the code.
	Exclude map[string][]string `yaml:"exclude"`
	// Match and Not are sentences that must, and must not, be given the code.
	Match []string `yaml:"match"`
	Not   []string `yaml:"not"`
}

// Keywords are the keywords of one code in one language, by strength.
type Keywords struct {
	Strong []Keyword `yaml:"strong"` // names the topic by itself
	Medium []Keyword `yaml:"medium"` // points to it
	Weak   []Keyword `yaml:"weak"`   // only adds to others
	// Setting names who decides, and where: it tells the topic of a text that names no other.
	Setting []Keyword `yaml:"setting"`
}

// Keyword is a word or phrase to look for, perhaps only in some company.
type Keyword struct {
	Word string `yaml:"keyword"`
	// Near: one of these stands within so many words of it; NotNear: none of those.
	Near    []string `yaml:"near"`
	NotNear []string `yaml:"not_near"`
	Within  int      `yaml:"within"` // words; 0 is DefaultWithin
}

// DefaultWithin is how far, in words, the company of a keyword may be where it does not say.
const DefaultWithin = 10

// UnmarshalYAML reads a keyword; a word alone is one.
func (k *Keyword) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&k.Word) == nil {
		return nil
	}
	type keyword Keyword // without this method
	return unmarshal((*keyword)(k))
}

// Plain reports whether the keyword counts in any company.
func (k *Keyword) Plain() bool { return len(k.Near)+len(k.NotNear) == 0 }

// kind is what a codebook looks like.
var kind = strictyaml.Kind{
	Name: "codebook", MaxSize: 1 << 20,
	Keys: strictyaml.Keys{
		"":                             {"name", "version", "title", "source", "licence", "extends", "ignore", "none", "codes"},
		"none":                         {"name", "description", "keywords"},
		"none.keywords.*":              strengths,
		"none.keywords.*.strong[]":     keywordKeys,
		"none.keywords.*.medium[]":     keywordKeys,
		"none.keywords.*.weak[]":       keywordKeys,
		"none.keywords.*.setting[]":    keywordKeys,
		"codes[]":                      {"code", "parent", "name", "description", "keywords", "exclude", "match", "not"},
		"codes[].keywords.*":           strengths,
		"codes[].keywords.*.strong[]":  keywordKeys,
		"codes[].keywords.*.medium[]":  keywordKeys,
		"codes[].keywords.*.weak[]":    keywordKeys,
		"codes[].keywords.*.setting[]": keywordKeys,
	},
}

var (
	strengths   = []string{"strong", "medium", "weak", "setting"}
	keywordKeys = []string{"keyword", "near", "not_near", "within"}
)

// Parse reads a codebook in YAML. Unknown keys, codes without a name, codes or keywords
// given twice, unknown parents and circles of them, and malformed keywords are errors that
// name line and column.
func Parse(data []byte) (*Codebook, error) {
	cb := new(Codebook)
	doc, err := strictyaml.Decode(data, kind, cb)
	if err != nil {
		return nil, fmt.Errorf("parse codebook:%w", err) // its place, or a space
	}
	cb.asWritten(doc)
	if cb.Extends != "" {
		if cb.base = Shipped(cb.Extends); cb.base == nil {
			return nil, fmt.Errorf("parse codebook:%w", doc.Errorf([]string{"extends"}, "there is no codebook %q to extend; dsbuild has %s",
				cb.Extends, Listed(ShippedNames())))
		}
	}
	if err := (&checker{cb: cb, doc: doc}).check(); err != nil {
		return nil, fmt.Errorf("parse codebook:%w", err)
	}
	cb.data = slices.Clone(data)
	sum := sha256.Sum256(data)
	cb.hash = hex.EncodeToString(sum[:])
	if cb.base != nil {
		cb.extend()
	}
	return cb, nil
}

// asWritten takes codes that are numbers as they are written: 010 is not 8.
func (cb *Codebook) asWritten(doc *strictyaml.Document) {
	take := func(to *string, path ...string) {
		if n := doc.Number(path...); n != "" {
			*to = n
		}
	}
	take(&cb.Version, "version")
	for i := range cb.Codes {
		take(&cb.Codes[i].Code, "codes", fmt.Sprint(i), "code")
		take(&cb.Codes[i].Parent, "codes", fmt.Sprint(i), "parent")
	}
}

// extend takes in what the codebook extends: its codes first, in their order.
func (cb *Codebook) extend() {
	merged := map[string][]string{}
	for _, lists := range []map[string][]string{cb.base.Ignore, cb.Ignore} {
		for language, phrases := range lists {
			merged[language] = append(merged[language], phrases...)
		}
	}
	cb.Ignore = merged
	cb.None.Keywords = joined(cb.base.None.Keywords, cb.None.Keywords)
	own := map[string]*Code{}
	for i := range cb.Codes {
		own[cb.Codes[i].Code] = &cb.Codes[i]
	}
	var codes []Code
	taken := map[string]bool{}
	for _, c := range cb.base.Codes {
		if mine := own[c.Code]; mine != nil {
			both := *mine
			both.Keywords = joined(c.Keywords, mine.Keywords)
			c = both
		}
		taken[c.Code] = true
		codes = append(codes, c)
	}
	for i := range cb.Codes {
		if !taken[cb.Codes[i].Code] {
			codes = append(codes, cb.Codes[i])
		}
	}
	cb.Codes = codes
}

// joined returns the keywords of both.
func joined(a, b map[string]Keywords) map[string]Keywords {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]Keywords{}
	}
	for language, k := range b {
		old := all[language]
		all[language] = Keywords{
			slices.Concat(old.Strong, k.Strong), slices.Concat(old.Medium, k.Medium), slices.Concat(old.Weak, k.Weak),
			slices.Concat(old.Setting, k.Setting),
		}
	}
	return all
}

// Hash returns the SHA-256, in hex digits, of the bytes the codebook was parsed from.
func (cb *Codebook) Hash() string { return cb.hash }

// Data returns the bytes that the codebook was parsed from. They must not be changed.
func (cb *Codebook) Data() []byte { return cb.data }

// Base returns the codebook that this one extends, or nil.
func (cb *Codebook) Base() *Codebook { return cb.base }

// Measured reports whether it is known how often the codes given by the keywords alone
// are right, so that a score may be stated.
func (cb *Codebook) Measured() bool { return cb.measured }

// Languages are those that a code has keywords in, sorted.
func (cb *Codebook) Languages() []string {
	has := map[string]bool{}
	for i := range cb.Codes {
		for language := range cb.Codes[i].Keywords {
			has[language] = true
		}
	}
	return slices.Sorted(maps.Keys(has))
}

// Above returns, by code, the positions of the codes above it, the nearest first.
func (cb *Codebook) Above() [][]int32 {
	at := map[string]int32{}
	for i := range cb.Codes {
		at[cb.Codes[i].Code] = int32(i)
	}
	all := make([][]int32, len(cb.Codes))
	for i := range cb.Codes {
		for parent := cb.Codes[i].Parent; parent != ""; {
			p, known := at[parent]
			if !known {
				break // Parse has refused it
			}
			all[i] = append(all[i], p)
			parent = cb.Codes[p].Parent
		}
	}
	return all
}

// Within reports whether a code is the other one or below it.
func (cb *Codebook) Within(code, above string) bool {
	for code != "" && code != above {
		i := slices.IndexFunc(cb.Codes, func(c Code) bool { return c.Code == code })
		if i < 0 {
			return false
		}
		code = cb.Codes[i].Parent
	}
	return code == above
}

// ExampleLanguage is the language of the examples: English where the codebook has keywords
// in it, else the first of its languages.
func (cb *Codebook) ExampleLanguage() string {
	languages := cb.Languages()
	if len(languages) == 0 || slices.Contains(languages, "en") {
		return "en"
	}
	return languages[0]
}

// KeywordCount is how many keywords the code has, in all languages.
func (c *Code) KeywordCount() int {
	n := 0
	for _, k := range c.Keywords {
		n += len(k.Strong) + len(k.Medium) + len(k.Weak) + len(k.Setting)
	}
	return n
}
