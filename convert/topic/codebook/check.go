package codebook

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/strictyaml"
	"github.com/dsbuild/dsbuild/internal/text"
)

// checker finds what is wrong in a codebook that could be read.
type checker struct {
	cb  *Codebook
	doc *strictyaml.Document
}

// path is a place in the document.
type path []string

func (p path) below(keys ...string) path { return slices.Concat(p, keys) }

func codePath(i int) path { return path{"codes", strconv.Itoa(i)} }

// namePattern is what can name a file everywhere, and stand before the colon of SCHEME:CODE.
var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

const (
	maxCode   = 64   // bytes
	maxLabel  = 400  // bytes
	maxWithin = 30   // words: beyond, near would mean in the same paragraph
	mostCodes = 4096 // codes of a codebook
)

func (k *checker) check() error {
	cb := k.cb
	switch {
	case cb.Name == "":
		return k.doc.Errorf(nil, "name is missing: the short name that stands in the column scheme")
	case !namePattern.MatchString(cb.Name):
		return k.doc.Errorf(path{"name"}, "name %q; use small letters, digits, \".\", \"_\" and \"-\", at most 64 of them", cb.Name)
	case cb.Version == "":
		return k.doc.Errorf(nil, "version is missing: raise it when the codebook changes")
	case len(cb.Codes) == 0:
		return k.doc.Errorf(path{"codes"}, "there are no codes; list at least one, with code and name")
	case len(cb.Codes) > mostCodes:
		return k.doc.Errorf(path{"codes"}, "there are %d codes, at most %d are possible", len(cb.Codes), mostCodes)
	}
	if err := k.checkCodes(); err != nil {
		return err
	}
	if err := k.checkParents(); err != nil {
		return err
	}
	if err := k.checkPhrases(path{"ignore"}, cb.Ignore); err != nil {
		return err
	}
	if err := k.checkKeywords(path{"none"}, cb.None.Keywords); err != nil {
		return err
	}
	for i := range cb.Codes {
		at := codePath(i)
		if err := k.checkKeywords(at, cb.Codes[i].Keywords); err != nil {
			return err
		}
		if err := k.checkPhrases(at.below("exclude"), cb.Codes[i].Exclude); err != nil {
			return err
		}
		if err := k.checkExamples(at, &cb.Codes[i]); err != nil {
			return err
		}
	}
	return nil
}

func (k *checker) checkCodes() error {
	first := map[string]int{}
	for i := range k.cb.Codes {
		c, at := &k.cb.Codes[i], codePath(i)
		before, twice := first[c.Code]
		switch {
		case c.Code == "":
			return k.doc.Errorf(at, "item %d of codes has no code", i+1)
		case len(c.Code) > maxCode || text.Clean(c.Code, false) != c.Code || strings.TrimSpace(c.Code) != c.Code:
			return k.doc.Errorf(at.below("code"), "code %q; a code is one line of at most %d bytes without white space around it",
				c.Code, maxCode)
		case c.Name == "":
			return k.doc.Errorf(at, "code %s has no name", c.Code)
		case len(c.Name) > maxLabel || text.Clean(c.Name, false) != c.Name || strings.TrimSpace(c.Name) != c.Name:
			return k.doc.Errorf(at.below("name"), "the name of code %s is not one line of at most %d bytes", c.Code, maxLabel)
		case twice:
			return k.doc.Errorf(at.below("code"), "code %s stands twice: it is item %d of codes too", c.Code, before+1)
		}
		first[c.Code] = i
	}
	return nil
}

// checkParents finds parents that are no codes, and codes that are below themselves.
func (k *checker) checkParents() error {
	parents := map[string]string{}
	if k.cb.base != nil {
		for i := range k.cb.base.Codes {
			parents[k.cb.base.Codes[i].Code] = k.cb.base.Codes[i].Parent
		}
	}
	for i := range k.cb.Codes {
		parents[k.cb.Codes[i].Code] = k.cb.Codes[i].Parent
	}
	sound := map[string]bool{"": true}
	for i := range k.cb.Codes {
		c, at := &k.cb.Codes[i], codePath(i).below("parent")
		if _, known := parents[c.Parent]; !known && c.Parent != "" {
			return k.doc.Errorf(at, "code %s has the parent %s, which is no code of the codebook", c.Code, c.Parent)
		}
		var chain []string
		for code := c.Code; !sound[code]; code = parents[code] {
			if slices.Contains(chain, code) {
				return k.doc.Errorf(at, "code %s is its own parent: %s; take one of these parents out",
					code, strings.Join(append(chain, code), ", then "))
			}
			if _, known := parents[code]; !known {
				break // it is reported in its place
			}
			chain = append(chain, code)
		}
		for _, code := range chain {
			sound[code] = true
		}
	}
	return nil
}

// checkKeywords finds the first fault in keywords by language and strength.
func (k *checker) checkKeywords(at path, lists map[string]Keywords) error {
	for _, language := range slices.Sorted(maps.Keys(lists)) {
		words := lists[language]
		place := at.below("keywords", language)
		if err := k.checkLanguage(place, language); err != nil {
			return err
		}
		seen := map[string]bool{}
		for s, list := range [][]Keyword{words.Strong, words.Medium, words.Weak, words.Setting} {
			for i := range list {
				if err := k.checkKeyword(place.below(strengths[s], strconv.Itoa(i)), &list[i], seen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

var languagePattern = regexp.MustCompile(`^[a-z]{2,3}$`)

func (k *checker) checkLanguage(at path, language string) error {
	if !languagePattern.MatchString(language) {
		return k.doc.Errorf(at, "%q is no language; write its ISO 639-1 code, such as en", language)
	}
	return nil
}

func (k *checker) checkKeyword(at path, w *Keyword, seen map[string]bool) error {
	key, err := keyOf(w.Word)
	if err != nil {
		return k.doc.Errorf(at, "%s", err)
	}
	switch {
	case w.Within < 0 || w.Within > maxWithin:
		return k.doc.Errorf(at.below("within"), "within is 1 to %d words, not %d", maxWithin, w.Within)
	case w.Within > 0 && w.Plain():
		return k.doc.Errorf(at.below("within"), "within needs near or not_near beside it")
	}
	for _, list := range []struct {
		key   string
		words []string
	}{{"near", w.Near}, {"not_near", w.NotNear}} {
		for i, word := range list.words {
			if _, err := keyOf(word); err != nil {
				return k.doc.Errorf(at.below(list.key, strconv.Itoa(i)), "%s", err)
			}
		}
	}
	if !w.Plain() {
		key = fmt.Sprintf("%s near %q not %q within %d", key, w.Near, w.NotNear, w.Within)
	}
	if seen[key] {
		return k.doc.Errorf(at, "keyword %q stands twice", w.Word)
	}
	seen[key] = true
	return nil
}

// checkPhrases finds the first fault in phrases by language.
func (k *checker) checkPhrases(at path, lists map[string][]string) error {
	for _, language := range slices.Sorted(maps.Keys(lists)) {
		if err := k.checkLanguage(at.below(language), language); err != nil {
			return err
		}
		seen := map[string]bool{}
		for i, phrase := range lists[language] {
			place := at.below(language, strconv.Itoa(i))
			key, err := keyOf(phrase)
			if err != nil {
				return k.doc.Errorf(place, "%s", err)
			}
			if seen[key] {
				return k.doc.Errorf(place, "phrase %q stands twice", phrase)
			}
			seen[key] = true
		}
	}
	return nil
}

func (k *checker) checkExamples(at path, c *Code) error {
	for i, s := range slices.Concat(c.Match, c.Not) {
		key, n := "match", i
		if i >= len(c.Match) {
			key, n = "not", i-len(c.Match)
		}
		if strings.TrimSpace(s) == "" {
			return k.doc.Errorf(at.below(key, strconv.Itoa(n)), "an example without text")
		}
	}
	return nil
}

// keyOf is a keyword as it is compared with others.
func keyOf(word string) (string, error) {
	pattern, open, err := ParseKeyword(word)
	if open {
		pattern += "*"
	}
	return pattern, err
}

// ParseKeyword returns a keyword as it is looked for: folded, and whether its
// last word may go on.
func ParseKeyword(k string) (pattern string, open bool, err error) {
	stem, open := strings.CutSuffix(k, "*")
	pattern = strings.TrimSpace(string(Fold(nil, stem)))
	switch {
	case strings.Contains(stem, "*"):
		return "", false, fmt.Errorf("keyword %q: * may stand at the end only", k)
	case len(pattern) < MinKeyword:
		return "", false, fmt.Errorf("keyword %q has fewer than %d letters or digits", k, MinKeyword)
	case strings.Contains(pattern, "\n"):
		return "", false, fmt.Errorf("keyword %q: punctuation inside a keyword never matches", k)
	case open && len(pattern) < minStem:
		return "", false, fmt.Errorf("keyword %q: before * at least %d letters", k, minStem)
	}
	return pattern, open, nil
}

const (
	// MinKeyword is the least length of a folded keyword in bytes: a matcher begins with a pair.
	MinKeyword = 2

	minStem = 3 // keeps a wildcard from matching half the dictionary
)
