package datasets

import (
	"fmt"
	"slices"
	"strings"
)

// loadSQL returns views over all tables for DuckDB.
func loadSQL(m *Manifest) []byte {
	var b strings.Builder
	b.WriteString("-- Views over the tables of this dataset, for DuckDB. From any folder:\n" +
		"--   SET VARIABLE d = 'PATH/TO/THIS/FOLDER';\n" +
		"--   .read PATH/TO/THIS/FOLDER/load.sql\n" +
		"-- Without the variable, the current folder is the dataset.\n" +
		"SET VARIABLE d = coalesce(getvariable('d'), '.');\n\n")
	for _, t := range m.Tables {
		fmt.Fprintf(&b, "CREATE OR REPLACE VIEW %s AS SELECT * FROM read_parquet(getvariable('d') || '/%s/*.parquet');\n", t.Name, t.Name)
	}
	b.WriteString("\n-- Articles without those whose normalised text came before.\n" +
		"CREATE OR REPLACE VIEW articles_unique AS SELECT * FROM articles WHERE duplicate_of IS NULL;\n" +
		"\n-- The last capture of each page: by retrieved_at, then by the order of the dataset. A page is\n" +
		"-- its canonical_url and the path of its own url, as for the finding recapture.\n" +
		"CREATE OR REPLACE VIEW articles_latest AS SELECT * EXCLUDE (page, place) FROM (\n" +
		"  SELECT *, row_number() OVER () AS place, coalesce(canonical_url, url) || chr(10) ||\n" +
		"    regexp_extract(coalesce(url, ''), '^[^:]*://[^/?#]*([^?#]*)', 1) AS page FROM articles)\n" +
		"  QUALIFY page IS NULL OR row_number() OVER (PARTITION BY page ORDER BY retrieved_at DESC NULLS LAST, place DESC) = 1;\n")
	if slices.ContainsFunc(m.Tables, func(t TableRows) bool { return t.Name == "people" }) {
		b.WriteString("\n-- Quotes with the person who speaks, over all articles; person_id is NULL where nobody is named.\n" +
			"CREATE OR REPLACE VIEW quotes_people AS SELECT quotes.*, person_id, person_name FROM quotes LEFT JOIN (\n" +
			"  SELECT unnest(keys) AS speaker_key, person_id, name AS person_name FROM people) USING (speaker_key);\n")
	}
	return []byte(b.String())
}

// configs is the head of README.md. It names a configuration for each table
// with rows, so that Hugging Face datasets loads the folder as it is: it fails
// on a table without rows.
func configs(m *Manifest) string {
	var b strings.Builder
	for _, t := range m.Tables {
		if t.Rows == 0 {
			continue
		}
		fmt.Fprintf(&b, "- config_name: %s\n", t.Name)
		if t.Name == "articles" {
			b.WriteString("  default: true\n")
		}
		fmt.Fprintf(&b, "  data_files: %s\n", m.glob(t.Name))
	}
	if b.Len() == 0 {
		return ""
	}
	return "---\nconfigs:\n" + b.String() + "---\n\n"
}

// readme returns the dataset's README.md.
func readme(m *Manifest) []byte {
	var b strings.Builder
	b.WriteString(configs(m) + "# " + line(m.title()) + "\n\n")
	if m.Dataset.Description != "" {
		b.WriteString(strings.TrimSpace(m.Dataset.Description) + "\n\n")
	}
	fmt.Fprintf(&b, "%d pages: %d articles and %d rejects, each with its reason. Built by dsbuild %s, schema %s.\n\n",
		m.Counts.Pages, m.Counts.Articles, m.Counts.Rejects, m.DsbuildVersion, m.SchemaVersion)
	b.WriteString("| table | one row is one | rows |\n|---|---|---|\n")
	for _, t := range m.Tables {
		fmt.Fprintf(&b, "| %s | %s | %d |\n", t.Name, t.Unit, t.Rows)
	}
	if len(m.LeftOut) > 0 {
		fmt.Fprintf(&b, "\nNot written: %s.\n", strings.Join(m.LeftOut, ", "))
	}
	b.WriteString(loading(m))
	for _, field := range [][2]string{{"License", m.Dataset.License}, {"Cite as", m.Dataset.Citation}} {
		if field[1] != "" {
			fmt.Fprintf(&b, "\n%s: %s\n", field[0], line(field[1]))
		}
	}
	return []byte(b.String())
}

func loading(m *Manifest) string {
	text := "\nTables join on `doc_id`; offsets count Unicode code points of `articles.text`. Every column is described in the files themselves.\n"
	if !m.hasParquet() {
		return text + "\n    polars.read_ipc(\"arrow/articles/*.arrow\")\n"
	}
	return text + "\n    pandas.read_parquet(\"articles\", dtype_backend=\"pyarrow\")\n    duckdb: .read load.sql\n"
}

func (m *Manifest) title() string {
	for _, s := range []string{m.Dataset.Title, m.Dataset.Name} {
		if s != "" {
			return s
		}
	}
	return "Dataset"
}

func (m *Manifest) glob(name string) string {
	if m.hasParquet() {
		return name + "/*.parquet"
	}
	return "arrow/" + name + "/*.arrow"
}

// line makes s fit on one line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }
