package card

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/internal/inert"
	"github.com/dsbuild/dsbuild/internal/say"
)

const readmeName = "README.md"

// readme returns README.md: a card that Hugging Face datasets loads the folder by.
func (d *Dataset) readme() []byte {
	m := d.Manifest
	var b strings.Builder
	b.WriteString(d.head())
	b.WriteString("# " + inert.Markdown(cite.Title(m)) + "\n\n")
	if p := inert.Prose(m.Dataset.Description); p != "" {
		b.WriteString(p + "\n\n")
	}
	b.WriteString(d.holds() + "\n\n")
	for _, note := range m.Notes() {
		b.WriteString("> " + inert.Markdown(note) + "\n\n")
	}
	b.WriteString(proseBegin + "\n" + d.Prose + proseEnd + "\n\n")

	b.WriteString("## Tables\n\n| table | rows | what |\n|---|---|---|\n")
	for _, t := range d.Tables {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", t.Name, say.Number(m.Rows(t.Name)), inert.Markdown(t.Doc))
	}
	if len(m.LeftOut) > 0 {
		fmt.Fprintf(&b, "\nNot written: %s.\n", strings.Join(m.LeftOut, ", "))
	}
	b.WriteString("\nTables join on `doc_id`; offsets count Unicode code points of `articles.text`. NULL is missing, an empty list means \"looked, none\".\n")
	b.WriteString("`report.html` shows what came in, what was lost and how far to trust it: read it first. `codebook.html` (as text: `CODEBOOK.md`) says what every column means and holds. `dsbuild methods` writes the paragraph for a paper.\n")
	b.WriteString(d.loading())
	b.WriteString("\n## Licence and citation\n\n")
	if l := cite.LicenseOf(m); l.Stated != "" {
		b.WriteString("Licence: " + inert.Markdown(l.Stated) + "\n\n")
	} else {
		b.WriteString("No licence is stated.\n\n")
	}
	b.WriteString("Cite as: " + inert.Markdown(cite.Line(m)) + "\n")
	if missing := cite.Missing(m); len(missing) > 0 {
		b.WriteString("\nThe recipe of the dataset does not state:\n\n")
		for _, what := range missing {
			b.WriteString("- " + inert.Markdown(what) + "\n")
		}
	}
	b.WriteString("\n```bibtex\n" + cite.BibTeX(m) + "```\n")
	return []byte(b.String())
}

// head is the metadata that Hugging Face reads. It names a configuration for each table
// with rows: loading fails on a table without.
func (d *Dataset) head() string {
	m := d.Manifest
	var b strings.Builder
	b.WriteString("---\npretty_name: " + inert.YAML(cite.Title(m)) + "\n")
	if l := cite.LicenseOf(m); l.Stated != "" {
		b.WriteString("license: " + l.Hub + "\n")
		if l.Hub == "other" {
			b.WriteString("license_name: " + inert.YAML(l.Stated) + "\n")
			if l.URL != "" {
				b.WriteString("license_link: " + inert.YAML(l.URL) + "\n")
			}
		}
	}
	for i, code := range d.languages() {
		if i == 0 {
			b.WriteString("language:\n")
		}
		b.WriteString("- " + inert.YAML(code) + "\n")
	}
	first := true
	for _, t := range m.Tables {
		if t.Rows == 0 {
			continue
		}
		if first {
			b.WriteString("configs:\n")
			first = false
		}
		fmt.Fprintf(&b, "- config_name: %s\n", t.Name)
		if t.Name == "articles" {
			b.WriteString("  default: true\n")
		}
		fmt.Fprintf(&b, "  data_files: %s\n", d.glob(t.Name))
	}
	return b.String() + "---\n\n"
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

// languages are the codes of the languages of articles.
func (d *Dataset) languages() []string {
	var codes []string
	for _, row := range d.Stats.GroupRows("language") {
		if k := row.Keys[0]; k != nil && languageCode.MatchString(*k) {
			codes = append(codes, *k)
		}
	}
	return codes
}

// glob are the parts of a table.
func (d *Dataset) glob(table string) string {
	if d.Flat {
		return table + "-*.parquet"
	}
	if d.Manifest.HasParquet() {
		return table + "/*.parquet"
	}
	return "arrow/" + table + "/*.arrow"
}

// holds says what there is, in one paragraph.
func (d *Dataset) holds() string {
	c := d.Manifest.Counts
	s := say.Count(c.Pages, "page") + ": " + say.Count(c.Articles, "article") + " and " + say.Count(c.Rejects, "reject") +
		", each with its reason."
	if f := d.Figures; f != nil && f.Outlets > 0 {
		s += " The articles are of " + say.Count(int64(f.Outlets), "outlet")
		if when := f.Published(); when != "" {
			s += ", " + when
		}
		s += "."
	}
	return s + " Built by dsbuild " + inert.Markdown(d.Manifest.DsbuildVersion) + ", schema " + inert.Markdown(d.Manifest.SchemaVersion) + "."
}

func (d *Dataset) loading() string {
	if !d.Manifest.HasParquet() {
		return "\n## Load it\n\n```python\nimport polars\narticles = polars.read_ipc(\"arrow/articles/*.arrow\")\n```\n"
	}
	if d.Flat {
		return "\n## Load it\n\n```python\nfrom load import load               # pandas, in this folder\narticles = load(\"articles\")\n\n" +
			"import datasets                     # Hugging Face\narticles = datasets.load_dataset(\".\", \"articles\")\n```\n\n" +
			"```sql\n-- DuckDB\nSET VARIABLE d = '.';\n.read load.sql\n```\n\n" +
			"## Files\n\nThe parts of a table are called `TABLE-00000.parquet` and so on. `sha256sum -c SHA256SUMS` checks that every file is as it was\n" +
			"written; `dataset-manifest.json` says what the dataset was made from, and has the same digests of the parts; `export.json` lists columns and files.\n"
	}
	return "\n## Load it\n\n```python\nimport pandas\narticles = pandas.read_parquet(\"articles\", dtype_backend=\"pyarrow\")\n\n" +
		"import datasets                       # Hugging Face\narticles = datasets.load_dataset(\".\", \"articles\")\n```\n\n" +
		"```sql\n-- DuckDB\nSET VARIABLE d = '.';\n.read load.sql\n```\n"
}
