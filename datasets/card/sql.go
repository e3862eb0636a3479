package card

import (
	"fmt"
	"strings"
)

// loadSQL returns views over all tables for DuckDB.
func (d *Dataset) loadSQL() []byte {
	var b strings.Builder
	b.WriteString("-- Views over the tables of this dataset, for DuckDB. From any folder:\n" +
		"--   SET VARIABLE d = 'PATH/TO/THIS/FOLDER';\n" +
		"--   .read PATH/TO/THIS/FOLDER/load.sql\n" +
		"-- Without the variable, the current folder is the dataset.\n" +
		"SET VARIABLE d = coalesce(getvariable('d'), '.');\n\n")
	for _, t := range d.Manifest.Tables {
		fmt.Fprintf(&b, "CREATE OR REPLACE VIEW %s AS SELECT * FROM read_parquet(getvariable('d') || '/%s');\n", t.Name, d.glob(t.Name))
	}
	b.WriteString("\n-- Articles without those whose normalised text came before.\n" +
		"CREATE OR REPLACE VIEW articles_unique AS SELECT * FROM articles WHERE duplicate_of IS NULL;\n" +
		"\n-- The last capture of each page: by retrieved_at, then by the order of the dataset. A page is\n" +
		"-- its canonical_url and the path of its own url, as for the finding recapture.\n" +
		"CREATE OR REPLACE VIEW articles_latest AS SELECT * EXCLUDE (page, place) FROM (\n" +
		"  SELECT *, row_number() OVER () AS place, coalesce(canonical_url, url) || chr(10) ||\n" +
		"    regexp_extract(coalesce(url, ''), '^[^:]*://[^/?#]*([^?#]*)', 1) AS page FROM articles)\n" +
		"  QUALIFY page IS NULL OR row_number() OVER (PARTITION BY page ORDER BY retrieved_at DESC NULLS LAST, place DESC) = 1;\n")
	if d.has("duplicates") {
		b.WriteString("\n-- One article a story: without those that are identical or near to an earlier one, or its copy at another outlet.\n" +
			"CREATE OR REPLACE VIEW articles_stories AS SELECT * FROM articles WHERE doc_id NOT IN (\n" +
			"  SELECT doc_id FROM duplicates WHERE relation IN ('identical', 'near', 'syndicated'));\n")
	}
	if d.has("people") {
		b.WriteString("\n-- Quotes with the person who speaks, over all articles; person_id is NULL where nobody is named.\n" +
			"CREATE OR REPLACE VIEW quotes_people AS SELECT quotes.*, person_id, person_name FROM quotes LEFT JOIN (\n" +
			"  SELECT unnest(keys) AS speaker_key, person_id, name AS person_name FROM people) USING (speaker_key);\n")
	}
	return []byte(b.String())
}

// has reports whether a table is written.
func (d *Dataset) has(table string) bool {
	for _, t := range d.Manifest.Tables {
		if t.Name == table {
			return true
		}
	}
	return false
}
