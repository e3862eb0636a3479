package quotesheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
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
	in := csv.NewReader(skipMark(r))
	in.FieldsPerRecord = -1
	names, err := in.Read()
	if err != nil || !IsSheet(names) {
		return nil, errors.New("it is no sheet of quotes: its first line names no columns mark, doc_id and quote_index")
	}
	at := map[string]int{}
	for i, n := range names {
		at[n] = i
	}
	for _, n := range []string{"kind", "probability", "speaker_confidence"} {
		if _, ok := at[n]; !ok {
			return nil, fmt.Errorf("it has no column %s; a sheet must keep the columns that quotes sample gave it", n)
		}
	}
	var rows []Marked
	for {
		cells, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, err
		}
		line, _ := in.FieldPos(0)
		m, err := readMark(func(name string) string {
			if i := at[name]; i < len(cells) {
				return strings.TrimSpace(cells[i])
			}
			return ""
		})
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		rows = append(rows, m)
	}
}

// skipMark leaves out the byte order mark that spreadsheets write.
func skipMark(r io.Reader) io.Reader {
	const mark = "\ufeff"
	head := make([]byte, len(mark))
	n, _ := io.ReadFull(r, head)
	if string(head[:n]) == mark {
		return r
	}
	return io.MultiReader(strings.NewReader(string(head[:n])), r)
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
