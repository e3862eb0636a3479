package people

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/speakerkey"
)

// Corrections say whom names mean where the rules get it wrong. Nil corrections say nothing.
type Corrections struct {
	File   string // its name, without folders
	SHA256 string // of the file

	rows    []correction // by action and key
	split   map[string]bool
	parents map[string]string // by key: what it is put together with
	used    map[string]bool   // keys that rows name
}

// correction is one row.
type correction struct {
	action     string
	key, value string // folded; of a rename, value is the name as it is written
	row        int64  // from 1
}

// The actions of corrections.
const (
	merge  = "merge"
	split  = "split"
	rename = "rename"
)

// Columns are those of a file of corrections: what is to be done, with whom, and with what.
var Columns = []string{"action", "key", "value"}

// NewCorrections reads the rows of a table with the columns action, key and value:
//
//	merge,KEY,OTHER   the person called KEY is the one called OTHER, whose id and name stay
//	split,KEY,        the name KEY stays by itself, whatever the rules say
//	rename,KEY,NAME   the name of the person called KEY is written NAME
//
// A key is a speaker_key, or a name that has it. Splits count first, then merges, then
// renames; the order of the rows does not matter. An error names row, column and remedy.
func NewCorrections(columns []string, rows iter.Seq2[int, []string]) (*Corrections, error) {
	at, err := columnsOf(columns)
	if err != nil {
		return nil, err
	}
	c := &Corrections{split: map[string]bool{}, parents: map[string]string{}, used: map[string]bool{}}
	renamed := map[string]bool{}
	for i, cells := range rows {
		action, key, value := strings.TrimSpace(cells[at[0]]), strings.TrimSpace(cells[at[1]]), strings.TrimSpace(cells[at[2]])
		r := correction{action: action, key: speakerkey.Of(key), value: value, row: int64(i) + 1}
		if err := c.add(&r, key, renamed); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		c.rows = append(c.rows, r)
	}
	if len(c.rows) == 0 {
		return nil, errors.New("it has no row below its header; write one a correction: action,key,value")
	}
	slices.SortStableFunc(c.rows, func(x, y correction) int {
		return cmp.Or(strings.Compare(x.action, y.action), strings.Compare(x.key, y.key))
	})
	return c, c.circle()
}

func columnsOf(columns []string) (at [3]int, err error) {
	for i, name := range Columns {
		at[i] = slices.IndexFunc(columns, func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), name) })
		if at[i] < 0 {
			return at, fmt.Errorf("it has no column %s among %s; its header is %s", name, strings.Join(columns, ", "), strings.Join(Columns, ","))
		}
	}
	for _, c := range columns {
		if !slices.ContainsFunc(Columns, func(name string) bool { return strings.EqualFold(strings.TrimSpace(c), name) }) {
			return at, fmt.Errorf("it has a column %q, which means nothing here; its header is %s", c, strings.Join(Columns, ","))
		}
	}
	return at, nil
}

// add takes one row in; printed is its key as it is written.
func (c *Corrections) add(r *correction, printed string, renamed map[string]bool) error {
	if r.key == "" {
		return fmt.Errorf("column key: %q is no name with a letter in it; write a speaker_key, or the name itself", printed)
	}
	c.used[r.key] = true
	switch r.action {
	case split:
		if r.value != "" {
			return fmt.Errorf("column value: a split has none, but here it is %q; leave it empty", r.value)
		}
		c.split[r.key] = true
	case merge:
		of := r.value
		if r.value = speakerkey.Of(of); r.value == "" {
			return fmt.Errorf("column value: %q is no name with a letter in it; write whom %q is put together with", of, printed)
		}
		if r.value == r.key {
			return fmt.Errorf("column value: it is the same name as the key, %q; remove the row", r.key)
		}
		if was, twice := c.parents[r.key]; twice && was != r.value {
			return fmt.Errorf(
				"column value: %q is put together with %q, and with %q in a row before; name one of them, and put that one together with the other", r.key, r.value, was)
		}
		c.parents[r.key], c.used[r.value] = r.value, true
	case rename:
		if speakerkey.Of(r.value) == "" {
			return fmt.Errorf("column value: %q is no name with a letter in it; write how %q is to be written", r.value, printed)
		}
		if renamed[r.key] {
			return fmt.Errorf("column key: %q was renamed in a row before; remove one of them", r.key)
		}
		renamed[r.key] = true
	default:
		return fmt.Errorf("column action: there is no action %q; it is merge, split or rename", r.action)
	}
	return nil
}

// circle finds merges that lead back to where they began.
func (c *Corrections) circle() error {
	for i := range c.rows {
		r := &c.rows[i]
		steps := 0
		for key := r.key; r.action == merge && c.parents[key] != ""; key = c.parents[key] {
			if steps++; steps > len(c.parents) {
				return fmt.Errorf("row %d: column value: %q leads back to itself; let one of these names be put together with no other", r.row, r.key)
			}
		}
	}
	return nil
}

// Rows returns how many rows there are.
func (c *Corrections) Rows() int { return len(c.rows) }

func (c *Corrections) splits(key string) bool { return c != nil && c.split[key] }

// names reports whether some row names the key.
func (c *Corrections) names(key string) bool { return c != nil && c.used[key] }
