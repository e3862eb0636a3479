package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/dsbuild/dsbuild/internal/arrowrows"
)

// runArrows writes pages as an Arrow stream, for scripts: the files of a folder with their
// paths, or the lines of a JSONL file as rows of text; a batch has two rows.
func runArrows(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	from := ts.MkAbs(args[0])
	if info, err := os.Stat(from); err == nil && info.IsDir() {
		ts.Check(arrowFiles(&b, from, args[0]))
	} else {
		ts.Check(arrowRecords(&b, from))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

const batchRows = 2

func arrowFiles(b *bytes.Buffer, from, name string) error {
	w := arrowrows.NewWriter(b, []arrowrows.Column{{Name: "path"}, {Name: "content", Kind: arrowrows.Bytes}})
	n := 0
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		w.Add(name+"/"+filepath.ToSlash(below), body)
		if n++; n%batchRows == 0 && err == nil {
			err = w.Flush()
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.Close()
}

func arrowRecords(b *bytes.Buffer, from string) error {
	body, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var rows []map[string]string
	var names []string
	for line := range bytes.Lines(body) {
		row := map[string]string{}
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		for name := range row {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		rows = append(rows, row)
	}
	slices.Sort(names)
	var columns []arrowrows.Column
	for _, name := range names {
		columns = append(columns, arrowrows.Column{Name: name})
	}
	w := arrowrows.NewWriter(b, columns)
	for i, row := range rows {
		values := make([]any, len(names))
		for k, name := range names {
			values[k] = row[name]
		}
		if w.Add(values...); i%batchRows == 1 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	return w.Close()
}
