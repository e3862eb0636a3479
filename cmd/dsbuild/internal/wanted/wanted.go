// Package wanted holds the flags by which commands choose articles of a dataset.
//
// In: a command line. Out: a selection.Selection, or an error of usage. Laws: every command that
// takes them takes them all, with the same meaning; without a flag all articles are wanted.
package wanted

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/datasets/selection"
)

// Flags are those of one command.
type Flags struct {
	outlets, languages, topics []string
	from, to, ids, match       string
	stories                    bool
}

// toFlag is --to of a command that writes formats: a day, or the name of one of them.
// Given twice it may be both, and no day is a format.
type toFlag struct {
	day, format *string
	names       []string
}

func (t *toFlag) String() string { return "" }

func (t *toFlag) Type() string { return "FORMAT or DAY" }

func (t *toFlag) Set(s string) error {
	if slices.Contains(t.names, s) {
		*t.format = s
		return nil
	}
	if _, err := selection.LastDay(s); err != nil {
		return fmt.Errorf("%q is neither a format (%s) nor a day (YYYY-MM-DD, YYYY-MM, YYYY)", s, strings.Join(t.names, ", "))
	}
	*t.day = s
	return nil
}

// AddBeside declares the flags of a command whose --to is also one of the formats.
func (w *Flags) AddBeside(cmd *cobra.Command, format *string, names []string) {
	cmd.Flags().Var(&toFlag{&w.to, format, names}, "to",
		"the format: "+strings.Join(names, ", ")+"; given once more, only articles of this day, month or year, or earlier")
	w.add(cmd)
}

// Help explains the flags.
const Help = `Articles are chosen by --outlet, --from, --to (published_date, both days included; a
month or year is its first day), --language, --topic (the best code of a codebook),
--doc-ids FILE, --stories and --match, all together; of one flag given twice, either
value will do. --match looks for words in title and text: words, "a phrase", wor* for
any ending, AND, OR, NOT and brackets; case and accents do not count. What was asked,
and how many articles that left out, stands in what is written.`

// Add declares the flags.
func (w *Flags) Add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.to, "to", "", "only articles of this day, month or year, or earlier")
	w.add(cmd)
}

func (w *Flags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&w.outlets, "outlet", nil, "only articles of this outlet (or site); may be given more than once")
	f.StringVar(&w.from, "from", "", "only articles of this day or later: YYYY-MM-DD, YYYY-MM or YYYY")
	f.StringArrayVar(&w.languages, "language", nil, "only articles in this language, such as en; may be given more than once")
	f.StringArrayVar(&w.topics, "topic", nil, "only articles with this topic: CODE, SCHEME:CODE or its name; may be given more than once")
	f.StringVar(&w.ids, "doc-ids", "", "only articles whose doc_id is a line of this file")
	f.BoolVar(&w.stories, "stories", false, "of copies of one story only the first article; needs the table duplicates")
	f.StringVar(&w.match, "match", "", `only articles with these words in title or text, such as 'asylum OR "border guard" OR migra*'`)
}

// Selection reads the flags. What they say wrong is an error of usage.
func (w *Flags) Selection() (*selection.Selection, error) {
	s := &selection.Selection{Outlets: w.outlets, Languages: w.languages, Topics: w.topics, Stories: w.stories}
	var err error
	if w.from != "" {
		if s.From, err = selection.FirstDay(w.from); err != nil {
			return nil, command.Usagef("--from: %w", err)
		}
	}
	if w.to != "" {
		if s.To, err = selection.LastDay(w.to); err != nil {
			return nil, command.Usagef("--to: %w", err)
		}
	}
	if w.from != "" && w.to != "" && s.To.Days() < s.From.Days() {
		return nil, command.Usagef("--to %s is before --from %s", w.to, w.from)
	}
	if w.match != "" {
		if s.Match, err = selection.ParseQuery(w.match); err != nil {
			return nil, command.Usagef("--match: %w", err)
		}
	}
	if w.ids != "" {
		if s.IDs, err = readIDs(w.ids); err != nil {
			return nil, fmt.Errorf("--doc-ids %s: %w", w.ids, err)
		}
	}
	return s, nil
}

func readIDs(name string) (*selection.IDs, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return selection.ReadIDs(f)
}
