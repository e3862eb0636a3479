// Package methods writes the methods and limitations of a dataset for a paper.
//
// In: the manifest of a dataset, its statistics and figures. Out: text, Markdown or
// BibTeX. Laws: every number is counted in the dataset or stated in its manifest, or is
// a measured figure of package quality; what is not known is said; marks of people who
// read pages again stand before the figures of other pages; text of pages and recipes is
// inert; equal input gives equal bytes.
package methods

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/inert"
)

// Methods are those of one dataset.
type Methods struct {
	Manifest *datasets.Manifest
	Stats    *stats.Report
	Figures  *figures.Figures
}

// Of counts a dataset. The options say how fast, and whose marks are at hand.
func Of(ctx context.Context, ds *datasets.Dataset, o stats.Options) (*Methods, error) {
	r, f, err := figures.Collect(ctx, ds, o)
	if err != nil {
		return nil, err
	}
	return &Methods{ds.Manifest(), r, f}, nil
}

// section is a part of the document. Its paragraphs come first, then the items.
type section struct {
	heading    string
	paragraphs []string
	items      []string
	after      string // a paragraph behind the items
}

func (m *Methods) sections() []section {
	all := []section{m.data(), m.selection(), m.text(), m.metadata(), m.quotes(), m.topics(), m.quality(), m.limitations(), m.made()}
	var list []section
	for _, s := range all {
		if len(s.paragraphs)+len(s.items) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// Text writes plain text, at most 88 characters a line where words allow it.
func (m *Methods) Text(w io.Writer) error {
	var b strings.Builder
	title := "Methods and limitations: " + cite.Title(m.Manifest)
	b.WriteString(wrap(title, "", ""))
	for _, s := range m.sections() {
		b.WriteString("\n" + s.heading + "\n" + strings.Repeat("-", utf8.RuneCountInString(s.heading)) + "\n")
		for i, p := range s.paragraphs {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(wrap(p, "", ""))
		}
		for _, item := range s.items {
			b.WriteString(wrap(item, "  - ", "    "))
		}
		if s.after != "" {
			b.WriteString("\n" + wrap(s.after, "", ""))
		}
	}
	return written(w, b.String())
}

// Markdown writes Markdown, with the entries of BibTeX as its end.
func (m *Methods) Markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Methods and limitations: " + inert.Markdown(cite.Title(m.Manifest)) + "\n")
	for _, s := range m.sections() {
		b.WriteString("\n## " + s.heading + "\n")
		for _, p := range s.paragraphs {
			b.WriteString("\n" + inert.Markdown(p) + "\n")
		}
		for i, item := range s.items {
			if i == 0 {
				b.WriteString("\n")
			}
			b.WriteString("- " + inert.Markdown(item) + "\n")
		}
		if s.after != "" {
			b.WriteString("\n" + inert.Markdown(s.after) + "\n")
		}
	}
	b.WriteString("\n## BibTeX\n\n```bibtex\n" + cite.BibTeX(m.Manifest) + "```\n")
	return written(w, b.String())
}

// BibTeX writes the entries of the dataset and of dsbuild.
func (m *Methods) BibTeX(w io.Writer) error { return written(w, cite.BibTeX(m.Manifest)) }

func written(w io.Writer, s string) error {
	if _, err := io.WriteString(w, s); err != nil {
		return fmt.Errorf("write methods: %w", err)
	}
	return nil
}

const width = 88

// wrap breaks a paragraph into lines; the first begins with lead, the others with rest.
func wrap(s, lead, rest string) string {
	var b strings.Builder
	line := lead
	empty := true
	for word := range strings.FieldsSeq(inert.Line(s)) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			b.WriteString(line + "\n")
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	return b.String() + line + "\n"
}
