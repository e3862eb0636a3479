package export

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// views are those of load.sql in the words of SQLite, and the columns they need.
var views = []struct {
	columns []string // TABLE.COLUMN
	sql     string
}{
	{[]string{"articles.duplicate_of"}, `CREATE VIEW articles_unique AS -- articles without those whose normalised text came before
SELECT * FROM articles WHERE duplicate_of IS NULL`},

	{[]string{"articles.doc_id", "duplicates.doc_id", "duplicates.relation"}, `CREATE VIEW articles_stories AS -- one article a story
SELECT * FROM articles WHERE doc_id NOT IN (SELECT doc_id FROM duplicates WHERE relation IN ('identical', 'near', 'syndicated'))`},

	{[]string{"articles.url", "articles.canonical_url", "articles.retrieved_at"}, `CREATE VIEW articles_latest AS
-- the last capture of each page: by retrieved_at, then by the order of the dataset;
-- a page is its canonical_url and the path of its own url
SELECT articles.* FROM articles JOIN (
  SELECT place, page, row_number() OVER (PARTITION BY page ORDER BY retrieved_at DESC, place DESC) AS nth FROM (
    SELECT place, retrieved_at, coalesce(canonical_url, url) || char(10) ||
      CASE WHEN instr(rest, '/') > 0 THEN substr(rest, instr(rest, '/')) ELSE '' END AS page FROM (
      SELECT place, retrieved_at, canonical_url, url,
        CASE WHEN instr(head, '://') > 0 THEN substr(head, instr(head, '://') + 3) ELSE '' END AS rest FROM (
        SELECT rowid AS place, retrieved_at, canonical_url, url,
          substr(coalesce(url, ''), 1, min(instr(coalesce(url, '') || '?', '?'), instr(coalesce(url, '') || '#', '#')) - 1) AS head
        FROM articles)))) ON articles.rowid = place
WHERE page IS NULL OR nth = 1`},

	{[]string{"quotes.speaker_key", "people.keys", "people.person_id", "people.name"}, `CREATE VIEW quotes_people AS
-- quotes with the person who speaks, over all articles; person_id is NULL where nobody is named
SELECT quotes.*, person_id, person_name FROM quotes LEFT JOIN (
  SELECT key.value AS person_key, person_id, name AS person_name FROM people, json_each(people.keys) AS key) ON person_key = speaker_key`},
}

// sqliteViews are the views over the tables that are there.
func sqliteViews(tables []*schema.Table) []string {
	have := map[string]bool{}
	for _, t := range tables {
		for i := range t.Columns {
			have[t.Name+"."+t.Columns[i].Name] = true
		}
	}
	var out []string
	for _, v := range views {
		if !slices.ContainsFunc(v.columns, func(c string) bool { return !have[c] }) {
			out = append(out, v.sql)
		}
	}
	return out
}
