package article

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/linked"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// addEntries tells which paragraphs are which entry of a live blog, and when it was
// posted. An entry without text is none.
func addEntries(a *schema.Article, blocks []schema.Block, said []schema.BlockEntry, m *meta.Metadata) {
	if len(said) == 0 {
		return
	}
	u := newUpdates(m.Updates)
	last := 0
	for i := range a.Paragraphs {
		n := blocks[a.Paragraphs[i].Block].Entry
		if n > 0 && n != last {
			a.Entries = append(a.Entries, schema.Entry{Heading: text.Clean(said[n-1].Heading, false), First: i})
		}
		if last = n; n > 0 {
			a.Entries[len(a.Entries)-1].Last = i + 1
		}
	}
	for i := range a.Entries {
		e := &a.Entries[i]
		n := blocks[a.Paragraphs[e.First].Block].Entry
		p := a.Paragraphs[e.First]
		if e.Heading != "" && e.First+1 < e.Last {
			p = a.Paragraphs[e.First+1]
		}
		update := u.find(e.Heading, a.Text[p.Start:p.End])
		when(e, &said[n-1], update, a.Language)
		author(e, said[n-1].Author, update)
	}
}

// when reads the time of an entry: what the element says to machines, then the JSON-LD,
// then what is printed.
func when(e *schema.Entry, said *schema.BlockEntry, update *linked.Update, language string) {
	opt := dates.Options{Language: language}
	stated := ""
	if update != nil {
		stated = update.Published
	}
	evidence := [...]schema.Evidence{schema.EvidenceTime, schema.EvidenceJSONLD, schema.EvidenceText}
	for i, s := range [...]string{said.Stamp, stated, said.Time} {
		if d, ok := dates.Parse(s, opt); ok {
			e.Published = d.Published
			e.Published.Evidence = evidence[i]
			return
		}
	}
	e.Published.Raw = text.Clean(said.Time, false)
}

// author names who wrote an entry.
func author(e *schema.Entry, printed string, update *linked.Update) {
	if printed == "" && update != nil {
		printed = update.Author
	}
	var all []string
	for _, n := range names.Split(printed, names.Options{}) {
		all = append(all, n.Name)
	}
	e.Author = strings.Join(all, ", ")
}

// updates finds what the JSON-LD says of an entry.
type updates struct {
	list []linked.Update
	by   map[string]int // key of the headline or of the beginning of the text, -1 where several have it
}

func newUpdates(list []linked.Update) *updates {
	u := &updates{list: list, by: map[string]int{}}
	for i := range list {
		for _, s := range [...]string{list[i].Title, list[i].Begin} {
			if k := updateKey(s); k != "" {
				if at, ok := u.by[k]; ok && at != i {
					u.by[k] = -1
				} else {
					u.by[k] = i
				}
			}
		}
	}
	return u
}

// updateKey is the key of the beginning of a text.
func updateKey(s string) string {
	const fewest, most = 12, 40
	k := string(text.AppendKey(nil, s[:min(len(s), 2*most)]))
	if len(k) < fewest {
		return ""
	}
	return k[:min(len(k), most)]
}

// find returns the update of an entry, or nil.
func (u *updates) find(heading, first string) *linked.Update {
	for _, s := range [...]string{heading, first} {
		if k := updateKey(s); k != "" {
			if at, ok := u.by[k]; ok && at >= 0 {
				return &u.list[at]
			}
		}
	}
	return nil
}
