package topicsheet

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/marksheet"
)

// Coding is what one coder made of the texts of a sheet.
type Coding struct {
	Name   string // of the file
	Scheme string // "" where the sheet has no row
	Rows   []Coded
}

// Coded is a row of a sheet that somebody has filled in.
type Coded struct {
	DocID       string
	Probability float64
	Code        string // None where the text has no topic; "" where it is not coded
	line        int
}

// Given are the codes by article, without the texts that are not coded.
func (c *Coding) Given() map[string]string {
	given := map[string]string{}
	for _, r := range c.Rows {
		if r.Code != "" {
			given[r.DocID] = r.Code
		}
	}
	return given
}

// Read reads a sheet that was filled in: what the browser saved, or the CSV. A code may stand there as code, as
// label, or as both; with a codebook it must be one of its codes.
func Read(name string, in io.Reader, cb *Codebook) (*Coding, error) {
	t, err := marksheet.Read(in)
	if err == nil && !(t.Has("code") && t.Has("doc_id") && t.Has("scheme") && t.Has("probability")) {
		err = errors.New("its first line names no columns code, doc_id, scheme and probability")
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no sheet of topics sample: %w", name, err)
	}
	c := &Coding{Name: name}
	seen := map[string]int{}
	for i := range t.Rows {
		row := &t.Rows[i]
		r, err := readRow(t, row, cb)
		switch first, twice := seen[r.DocID]; {
		case err != nil:
		case twice:
			err = fmt.Errorf("doc_id %s stands in line %d already; each text has one row", r.DocID, first)
		case c.Scheme != "" && t.Cell(row, "scheme") != c.Scheme:
			err = fmt.Errorf("scheme is %q, and %q above; a sheet is of one codebook", t.Cell(row, "scheme"), c.Scheme)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, row.Line, err)
		}
		seen[r.DocID], c.Scheme = row.Line, t.Cell(row, "scheme")
		c.Rows = append(c.Rows, r)
	}
	if cb != nil && c.Scheme != "" && c.Scheme != cb.Scheme {
		return nil, fmt.Errorf("%s was coded by the codebook %s, and not by %s", name, c.Scheme, cb.Scheme)
	}
	return c, nil
}

// science is a number as a spreadsheet writes one that is too long for a cell.
var science = regexp.MustCompile(`^\d([.,]\d+)?[eE][+]\d+$`)

func readRow(t *marksheet.Table, row *marksheet.Row, cb *Codebook) (Coded, error) {
	r := Coded{DocID: t.Cell(row, "doc_id"), line: row.Line}
	switch {
	case r.DocID == "":
		return r, errors.New("doc_id is empty; a sheet must keep the cells that topics sample gave it")
	case science.MatchString(r.DocID):
		return r, fmt.Errorf("doc_id is %q: a spreadsheet took the id for a number; open the sheet with this column as text", r.DocID)
	case t.Cell(row, "scheme") == "":
		return r, errors.New("scheme is empty; a sheet must keep the cells that topics sample gave it")
	}
	var err error
	odds := t.Cell(row, "probability")
	r.Probability, err = strconv.ParseFloat(strings.Replace(odds, ",", ".", 1), 64) // a comma where the spreadsheet's language has one
	if err != nil || !(r.Probability > 0 && r.Probability <= 1) {
		return r, fmt.Errorf("probability is %q, and should be as topics sample wrote it, above 0 and at most 1", odds)
	}
	r.Code, err = cb.code(t.Cell(row, "code"), t.Cell(row, "label"))
	return r, err
}

// dates are what spreadsheets make of codes such as 1-2 and 1.10.
var dates = regexp.MustCompile(`^(\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}[-. ]{0,2}\p{L}{3,9}\.?([-. ]\d{2,4})?|\p{L}{3,9}\.?[-. ]\d{2,4})$`)

// code returns the code that a row means.
func (cb *Codebook) code(code, label string) (string, error) {
	switch {
	case code == "" && label == "":
		return "", nil
	case strings.EqualFold(code, None) && (label == "" || strings.EqualFold(label, None)):
		return None, nil
	case cb == nil:
		if code == "" {
			return "", fmt.Errorf("label is %q, and code is empty", label)
		}
		return code, nil
	}
	var fits []Code
	for _, c := range cb.Codes {
		if c.fits(code) && (label == "" || strings.EqualFold(label, c.Label)) || code == "" && strings.EqualFold(label, c.Label) {
			fits = append(fits, c)
		}
	}
	if len(fits) == 1 && (label != "" || !cb.cutNumber(code)) {
		return fits[0].Code, nil
	}
	return "", cb.unknown(code, label, len(fits))
}

// fits reports whether a cell holds the code, its label or both.
func (c *Code) fits(cell string) bool {
	return cell == c.Code || strings.EqualFold(cell, c.Label) || strings.EqualFold(cell, c.Code+" "+c.Label)
}

// cutNumber reports whether a code may be what a spreadsheet left of another one: 1.1 of 1.10, 7 of 07.
func (cb *Codebook) cutNumber(code string) bool {
	n, err := strconv.ParseFloat(code, 64)
	return err == nil && slices.ContainsFunc(cb.Codes, func(c Code) bool {
		other, err := strconv.ParseFloat(c.Code, 64)
		return err == nil && other == n && c.Code != code
	})
}

func (cb *Codebook) unknown(code, label string, fits int) error {
	switch {
	case dates.MatchString(code):
		return fmt.Errorf("code is %q: a spreadsheet may have made a date of it; write the label of the topic instead, "+
			"or open the sheet with this column as text", code)
	case cb.cutNumber(code):
		return fmt.Errorf("code is %q, and a spreadsheet may have cut it from another code of the same number; "+
			"write the label in the column label", code)
	case code != "" && label != "" && slices.ContainsFunc(cb.Codes, func(c Code) bool { return c.Code == code }):
		return fmt.Errorf("code is %q, and label %q is that of another code; empty one of the cells", code, label)
	case fits > 1:
		return fmt.Errorf("%q is the label of %d codes; write the code", code+label, fits)
	case code == "":
		return fmt.Errorf("label is %q, which the codebook %s does not have", label, cb.Scheme)
	}
	return fmt.Errorf("code is %q, which the codebook %s does not have; it is one of its codes or labels, %s for a text without a topic, "+
		"or empty for one that is not coded", code, cb.Scheme, None)
}
