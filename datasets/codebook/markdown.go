package codebook

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/internal/inert"
)

// reading says what holds for all tables.
var reading = []string{
	"Tables join on doc_id. NULL is missing; an empty list means \"looked, none\". Offsets count Unicode code points of articles.text, the end is exclusive.",
	"Filled is the share of rows that are neither NULL nor an empty list. Values are the smallest and the largest, the median, lengths, and the most frequent with their rows.",
}

// Markdown returns CODEBOOK.md.
func (b *Book) Markdown() []byte {
	var s strings.Builder
	fmt.Fprintf(&s, "# Codebook: %s\n\n", inert.Markdown(cite.Title(b.Manifest)))
	for _, line := range b.intro() {
		s.WriteString(inert.Markdown(line) + "\n\n")
	}
	for _, p := range b.Parts() {
		fmt.Fprintf(&s, "## %s\n\n%s\n\n%s\n\n", inert.Markdown(p.Name), inert.Markdown(p.Doc), inert.Markdown(strings.Join(p.About, " ")))
		row(&s, "column", "meaning", "type", "rule", "filled", "values")
		s.WriteString("|---|---|---|---|--:|---|\n")
		for _, c := range p.Columns {
			row(&s, c.Name, c.Doc, c.Type, c.Rule, c.Filled, c.Values)
		}
		for _, w := range p.Words {
			fmt.Fprintf(&s, "\n**%s**, the words: %s\n\n", inert.Markdown(p.Name+"."+w.Column), inert.Markdown(w.Doc))
			row(&s, "word", "meaning", "rows")
			s.WriteString("|---|---|--:|\n")
			for _, word := range w.Rows {
				row(&s, word.Code, word.Doc, word.Count)
			}
		}
		s.WriteString("\n")
	}
	return []byte(strings.TrimSuffix(s.String(), "\n"))
}

// intro says what the codebook is of.
func (b *Book) intro() []string {
	m := b.Manifest
	made := "Written by dsbuild " + m.DsbuildVersion + " for a dataset of schema " + m.SchemaVersion + "."
	if v := m.Dataset.Version; v != "" {
		made = "Version " + v + ". " + made
	}
	lines := []string{made}
	if b.Selection != "" {
		lines = append(lines, b.Selection)
	}
	return append(lines, reading...)
}

func row(s *strings.Builder, cells ...string) {
	for _, c := range cells {
		s.WriteString("| " + inert.Markdown(c) + " ")
	}
	s.WriteString("|\n")
}
