// Package dictionary turns the dictionaries of other programs into codebooks.
//
// In: a quanteda dictionary as YAML, a WordStat .cat, a Lexicoder .lcd, or a CSV with the
// columns code, label, keyword and, where there is one, strength. Out: a codebook in YAML,
// and what could not be taken, each with its reason. Laws: what is written is read by
// package codebook; every word of the dictionary is in the codebook or named as left out.
package dictionary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Options say what a dictionary leaves open.
type Options struct {
	Name     string // of the codebook
	Language string // of its words
	Strength string // of its words: strong, medium or weak
}

// Result is a dictionary as a codebook.
type Result struct {
	YAML     []byte
	Codes    int
	Keywords int
	LeftOut  []string // words with the reason
}

// category is a topic of a dictionary with its words.
type category struct {
	code, parent, label string
	words               []word
}

type word struct{ text, strength string }

// Read reads a dictionary whose kind the ending of its file name tells.
func Read(ending string, data []byte, o Options) (*Result, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var all []category
	var err error
	switch strings.ToLower(ending) {
	case ".yaml", ".yml":
		all, err = readYAML(data)
	case ".cat":
		all, err = readCat(data)
	case ".lcd":
		all, err = readLCD(data)
	case ".csv":
		all, err = readCSV(data)
	default:
		return nil, fmt.Errorf("a dictionary ends in .yaml, .yml, .cat, .lcd or .csv, not in %q", ending)
	}
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errors.New("there is no category in it")
	}
	return write(all, o)
}

const maxDepth = 8 // of categories in each other

func readYAML(data []byte) ([]category, error) {
	var top yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(data, &top, yaml.UseOrderedMap()); err != nil {
		return nil, fmt.Errorf("no dictionary of quanteda: %s", yaml.FormatError(err, false, false))
	}
	var all []category
	return all, nested(top, "", 0, &all)
}

func nested(items yaml.MapSlice, parent string, depth int, all *[]category) error {
	if depth == maxDepth {
		return fmt.Errorf("categories below %s are nested deeper than %d", parent, maxDepth)
	}
	for _, item := range items {
		label := fmt.Sprint(item.Key)
		at := len(*all)
		*all = append(*all, category{code: below(parent, label), parent: parent, label: label})
		if err := take(item.Value, at, depth, all); err != nil {
			return err
		}
	}
	return nil
}

// take reads what stands below a category: words, further categories, or a list of both.
func take(value any, at, depth int, all *[]category) error {
	switch v := value.(type) {
	case nil:
	case yaml.MapSlice:
		return nested(v, (*all)[at].code, depth+1, all)
	case []any:
		for _, one := range v {
			if err := take(one, at, depth, all); err != nil {
				return err
			}
		}
	default:
		c := &(*all)[at]
		c.words = append(c.words, word{text: fmt.Sprint(v)})
	}
	return nil
}

func below(parent, label string) string {
	if parent == "" {
		return label
	}
	return parent + "." + label
}

// readCat reads the categories of WordStat: a tab for each level, words end in "(1)".
func readCat(data []byte) ([]category, error) {
	weight := regexp.MustCompile(`\s*\(\d+\)\s*$`)
	var all []category
	var open []int // categories, by depth
	for n, line := range lines(data) {
		depth := len(line) - len(strings.TrimLeft(line, "\t"))
		line = strings.TrimSpace(line)
		if weight.MatchString(line) || strings.HasPrefix(line, "@") {
			if depth = min(depth, len(open)); depth == 0 {
				return nil, fmt.Errorf("line %d: %q stands in no category", n, line)
			}
			c := &all[open[depth-1]]
			c.words = append(c.words, word{text: strings.ReplaceAll(weight.ReplaceAllString(line, ""), "_", " ")})
			continue
		}
		open = open[:min(depth, len(open))]
		parent := ""
		if len(open) > 0 {
			parent = all[open[len(open)-1]].code
		}
		open = append(open, len(all))
		all = append(all, category{code: below(parent, line), parent: parent, label: line})
	}
	return all, nil
}

// readLCD reads the categories of Lexicoder: "+NAME", and a word a line below it.
func readLCD(data []byte) ([]category, error) {
	var all []category
	for n, line := range lines(data) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "+"); ok {
			name = strings.TrimSpace(name)
			all = append(all, category{code: name, label: name})
			continue
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("line %d: %q stands before the first category; one begins with +", n, line)
		}
		c := &all[len(all)-1]
		c.words = append(c.words, word{text: line})
	}
	return all, nil
}

// lines yields the lines that are not blank, with their numbers.
func lines(data []byte) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, line := range strings.Split(string(data), "\n") {
			if strings.TrimSpace(line) != "" && !yield(i+1, strings.TrimRight(line, "\r ")) {
				return
			}
		}
	}
}

// readCSV reads rows of code, label, keyword and perhaps strength, parted by comma,
// semicolon or tab.
func readCSV(data []byte) ([]category, error) {
	r := csv.NewReader(bytes.NewReader(data))
	head, _, _ := bytes.Cut(data, []byte("\n"))
	for _, sep := range ";\t" {
		if bytes.ContainsRune(head, sep) {
			r.Comma = sep
		}
	}
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"code", "label", "keyword"} {
		if _, there := at[name]; !there {
			return nil, fmt.Errorf("the column %s is missing; a dictionary has code, label, keyword and perhaps strength, not %s",
				name, strings.Join(header, ", "))
		}
	}
	var all []category
	index := map[string]int{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		code, label := strings.TrimSpace(row[at["code"]]), strings.TrimSpace(row[at["label"]])
		i, known := index[code]
		if !known {
			i = len(all)
			index[code] = i
			all = append(all, category{code: code, label: label})
		}
		w := word{text: row[at["keyword"]]}
		if s, there := at["strength"]; there {
			w.strength = strings.ToLower(strings.TrimSpace(row[s]))
		}
		all[i].words = append(all[i].words, w)
	}
}

var strengths = []string{"strong", "medium", "weak"}

// write makes the codebook, and reads it again.
func write(all []category, o Options) (*Result, error) {
	r := &Result{Codes: len(all)}
	var b bytes.Buffer
	fmt.Fprintf(&b, "name: %s\nversion: \"1\"\ncodes:\n", o.Name)
	for i := range all {
		c := &all[i]
		fmt.Fprintf(&b, "  - code: %s\n    name: %s\n", strconv.Quote(clean(c.code)), strconv.Quote(clean(c.label)))
		if c.parent != "" {
			fmt.Fprintf(&b, "    parent: %s\n", strconv.Quote(clean(c.parent)))
		}
		lists := r.sorted(c, o)
		if len(lists) == 0 {
			continue
		}
		fmt.Fprintf(&b, "    keywords:\n      %s:\n", o.Language)
		for _, strength := range strengths {
			if len(lists[strength]) > 0 {
				fmt.Fprintf(&b, "        %s: [%s]\n", strength, strings.Join(lists[strength], ", "))
			}
		}
	}
	r.YAML = b.Bytes()
	if _, err := codebook.Parse(r.YAML); err != nil {
		return nil, err
	}
	return r, nil
}

// sorted returns the words of a category that can be keywords, quoted, by strength.
func (r *Result) sorted(c *category, o Options) map[string][]string {
	lists, seen := map[string][]string{}, map[string]bool{}
	leave := func(w word, why string) {
		r.LeftOut = append(r.LeftOut, fmt.Sprintf("%s: %s: %s", c.code, w.text, why))
	}
	for _, w := range c.words {
		strength := w.strength
		if strength == "" {
			strength = o.Strength
		}
		pattern, open, err := codebook.ParseKeyword(strings.TrimSpace(w.text))
		if open {
			pattern += "*"
		}
		switch {
		case !slices.Contains(strengths, strength):
			leave(w, fmt.Sprintf("strength %q is none of strong, medium, weak", strength))
		case strings.ContainsAny(w.text, "?@|<>"):
			leave(w, "a codebook has no such pattern: only * at the end")
		case err != nil:
			leave(w, err.Error())
		case seen[pattern]:
			leave(w, "it stands twice")
		default:
			seen[pattern] = true
			r.Keywords++
			lists[strength] = append(lists[strength], strconv.Quote(clean(w.text)))
		}
	}
	return lists
}

func clean(s string) string { return strings.TrimSpace(text.Clean(s, false)) }
