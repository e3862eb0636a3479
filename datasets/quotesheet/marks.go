package quotesheet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/marksheet"
)

// Marked is a row of a sheet that somebody has judged.
type Marked struct {
	DocID, Index, Kind string
	Probability        float64
	Sure               float64 // speaker_confidence, 0 where nobody is named
	Faults             []string
	Judged             bool
}

// Right reports whether the row is judged to be without fault.
func (m *Marked) Right() bool { return m.Judged && len(m.Faults) == 0 }

// IsSheet reports whether the first line of a CSV is that of a sheet.
func IsSheet(names []string) bool {
	return slices.Contains(names, "mark") && slices.Contains(names, "doc_id") && slices.Contains(names, "quote_index")
}

// ReadMarks reads a sheet that was marked: what the browser saved, or the CSV with its column mark filled.
func ReadMarks(r io.Reader) ([]Marked, error) {
	t, err := marksheet.Read(r)
	switch {
	case errors.Is(err, marksheet.ErrEmpty):
		t = &marksheet.Table{} // it names no columns
	case err != nil:
		return nil, err
	}
	return Marks(t)
}

// Marks are the rows of a sheet that was marked.
func Marks(t *marksheet.Table) ([]Marked, error) {
	if !IsSheet(t.Names) {
		return nil, errors.New("it is no sheet of quotes: its first line names no columns mark, doc_id and quote_index")
	}
	for _, n := range []string{"kind", "probability", "speaker_confidence"} {
		if !t.Has(n) {
			return nil, fmt.Errorf("it has no column %s; a sheet must keep the columns that quotes sample gave it", n)
		}
	}
	var rows []Marked
	for i := range t.Rows {
		m, err := readMark(func(name string) string { return t.Cell(&t.Rows[i], name) })
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", t.Rows[i].Line, err)
		}
		rows = append(rows, m)
	}
	return rows, nil
}

func readMark(cell func(string) string) (Marked, error) {
	m := Marked{DocID: cell("doc_id"), Index: cell("quote_index"), Kind: cell("kind")}
	var err error
	if m.Probability, err = strconv.ParseFloat(cell("probability"), 64); err != nil || !(m.Probability > 0 && m.Probability <= 1) {
		return m, fmt.Errorf("probability is %q, and should be as quotes sample wrote it, above 0 and at most 1", cell("probability"))
	}
	if s := cell("speaker_confidence"); s != "" {
		if m.Sure, err = strconv.ParseFloat(s, 64); err != nil {
			return m, fmt.Errorf("speaker_confidence is %q, and should be as quotes sample wrote it", s)
		}
	}
	words := strings.FieldsFunc(cell("mark"), func(r rune) bool { return r == ';' || r == ',' || r == ' ' })
	m.Judged = len(words) > 0
	for _, w := range words {
		switch {
		case slices.ContainsFunc(Faults, func(f Fault) bool { return f.Code == w }):
			m.Faults = append(m.Faults, w)
		case w != Right:
			return m, fmt.Errorf("mark has the word %q; it is %s, or of %s those that hold, joined by ;", w, Right, codes())
		case len(words) > 1:
			return m, fmt.Errorf("mark is %q, but a row that is right has no fault", cell("mark"))
		}
	}
	return m, nil
}

func codes() string {
	var list []string
	for _, f := range Faults {
		list = append(list, f.Code)
	}
	return strings.Join(list, ", ")
}
