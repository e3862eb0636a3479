package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/train"
	"github.com/dsbuild/dsbuild/datasets/topicsheet"
	"github.com/dsbuild/dsbuild/internal/marksheet"
)

// sheetLines reads the texts of a sheet of topics sample that somebody has coded, however a spreadsheet saved it; is
// is false where a table is no such sheet. A text without a code was not coded, and is left out.
func sheetLines(name string, data []byte, cb *codebook.Codebook) (lines []train.Line, is bool, err error) {
	t, err := marksheet.Read(bytes.NewReader(data))
	columns := []string{"code", "label", "doc_id", "scheme", "probability"}
	if err != nil || slices.ContainsFunc(columns, func(c string) bool { return !t.Has(c) }) {
		return nil, false, nil // another table, which says itself what is wrong with it
	}
	if !t.Has("text") {
		return nil, true, fmt.Errorf("%s has the codes of a sheet without its texts: code the sheet in CSV that topics sample wrote, "+
			"or put the column text in by doc_id", name)
	}
	coding, err := topicsheet.Read(name, bytes.NewReader(data), sheetCodebook(cb))
	if err != nil {
		return nil, true, err
	}
	given := coding.Given()
	if len(given) == 0 {
		return nil, true, fmt.Errorf("%s: no text has a code: fill in code or label, or write %s, and give the sheet again",
			name, topicsheet.None)
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		code, coded := given[t.Cell(row, "doc_id")]
		if !coded {
			continue
		}
		if code == topicsheet.None {
			code = model.None
		}
		id, err := json.Marshal(t.Cell(row, "doc_id"))
		if err != nil {
			return nil, true, err
		}
		lines = append(lines, train.Line{
			Text: model.Text{Text: t.Cell(row, "text"), Title: t.Cell(row, "title")}, ID: id, Code: code, Coded: true,
		})
	}
	return lines, true, nil
}

// sheetCodebook is a codebook as sheets know it, nil for nil.
func sheetCodebook(cb *codebook.Codebook) *topicsheet.Codebook {
	if cb == nil {
		return nil
	}
	of := &topicsheet.Codebook{Scheme: cb.Name}
	for i := range cb.Codes {
		of.Codes = append(of.Codes, topicsheet.Code{Code: cb.Codes[i].Code, Label: cb.Codes[i].Name, Parent: cb.Codes[i].Parent})
	}
	return of
}
