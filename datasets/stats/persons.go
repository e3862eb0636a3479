package stats

import (
	"errors"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// persons knows whom the keys of quotes mean over all articles.
type persons map[string]*personRow // by speaker_key

// personRow is a row of people.
type personRow struct {
	id, name string
	kind     *string
	findings []string
}

// isSpeaker reports whether groups by the key are of who speaks.
func isSpeaker(key string) bool { return key == bySpeaker || key == byPerson }

// hasPeople reports whether quotes can be counted for rows of people.
func (c *collector) hasPeople() error {
	people, quotes := c.table("people"), c.table("quotes")
	if people == nil || quotes == nil {
		return errors.New("group by person: the dataset has no tables people and quotes; count by speaker, the name as each article has it")
	}
	if of, _ := quotes.Column("speaker_key"); of == nil {
		return errors.New("group by person: the table quotes has no column speaker_key; count by speaker")
	}
	for _, name := range []string{"person_id", "name", "kind", "keys", "findings"} {
		if of, _ := people.Column(name); of == nil {
			return errors.New("group by person: the table people has no column " + name)
		}
	}
	return nil
}

// readPeople reads whom the keys mean, where groups or the report need it.
func (c *collector) readPeople() error {
	if !slices.ContainsFunc(c.groups, func(g *grouping) bool { return slices.Contains(g.by, byPerson) }) {
		return nil
	}
	c.persons = persons{}
	for row, err := range c.ds.Rows("people", "person_id", "name", "kind", "keys", "findings") {
		if err != nil {
			return err
		}
		p := &personRow{id: row[0].Str, name: row[1].Str, kind: keyText(schema.Utf8, row[2]), findings: slices.Clone(row[4].List)}
		for _, key := range row[3].List {
			c.persons[key] = p
		}
	}
	return nil
}

// speaker returns what a row of quotes is counted for: an id that tells speakers apart, the
// name and the kind; "" for nobody.
func (c *collector) speaker(row []schema.Value) (id string, s *spoken) {
	if c.persons != nil {
		p := c.persons[row[len(row)-1].Str]
		if p == nil {
			return "", nil
		}
		return p.id, &spoken{name: p.name, kind: p.kind, person: p}
	}
	return row[2].Str, &spoken{name: row[2].Str, kind: keyText(schema.Utf8, row[5])}
}
