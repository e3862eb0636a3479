// Package trainpages reads the folders of pages that models learn from.
//
// In: a folder of HTML pages or of page-text dumps. Out: its pages in the order of their
// names, or a line of JSON for each. Law: an error names the file.
package trainpages

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Page is a file of the folder.
type Page struct {
	ID   string // its name without ending
	HTML bool   // else it is a page-text dump
	Body []byte
}

// Page returns the page as a source yields it.
func (p *Page) Page() *schema.Page {
	s := schema.Source{Format: schema.FormatPageText, Size: int64(len(p.Body))}
	if p.HTML {
		s.Format = schema.FormatHTML
	}
	return &schema.Page{Source: s, Body: p.Body}
}

// Each calls do with each page of a folder.
func Each(folder string, do func(Page) error) error {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		name, html := strings.CutSuffix(filepath.Base(f), ".html")
		if err := do(Page{strings.TrimSuffix(name, ".txt"), html, body}); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
	}
	return nil
}

// Write writes what stands before the rows and the row of each page of a folder, each as a
// line of JSON.
func Write(w io.Writer, folder string, row func(Page) (any, error), before ...any) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, x := range before {
		if err := lines.Encode(x); err != nil {
			return err
		}
	}
	err := Each(folder, func(p Page) error {
		r, err := row(p)
		if err != nil {
			return err
		}
		return lines.Encode(r)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}
