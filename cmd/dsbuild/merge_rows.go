package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/dsbuild/dsbuild/convert/resultrows"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
)

// readRows reads files of the rows that operator wrote, and makes sure that they are of
// one build and all there.
func readRows(ctx context.Context, paths []string) (*mergeParts, error) {
	temp, err := os.MkdirTemp("", "dsbuild-rows-")
	if err != nil {
		return nil, err
	}
	p := &mergeParts{temp: temp}
	if err := p.fill(ctx, paths); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *mergeParts) fill(ctx context.Context, paths []string) error {
	rows, err := resultrows.Read(ctx, paths, p.temp)
	if err != nil {
		return err
	}
	results, pages := 0, int64(0)
	var states []*source.State
	for i, body := range rows.Parts {
		part := &shardDir{dir: fmt.Sprintf("part %d of the rows", i+1)}
		if json.Unmarshal(body, &part.shardFile) != nil || part.Format != shardFormat || part.Read == nil || len(part.Read.Inputs) != 1 {
			return fmt.Errorf("%s: what it says of itself is damaged, or of another version of dsbuild; make the rows again", part.dir)
		}
		if err := part.sameProgram(); err != nil {
			return err
		}
		if p.first == nil {
			p.first = part
		} else if err := sameBuild(p.first, part); err != nil {
			return err
		}
		results, pages = results+part.Results, pages+part.Read.Pages
		states = append(states, part.Read)
	}
	switch {
	case p.first == nil:
		return fmt.Errorf("%s: there are no rows of pages, which dsbuild operator writes", paths[0])
	case results != len(rows.Rows) || pages != int64(results):
		return fmt.Errorf("there are %d rows of pages, and their parts had %d: give all files of rows, each once", len(rows.Rows), results)
	}
	var of source.RowsInput
	for i := range rows.Rows {
		of.Add(rows.Rows[i].SHA256, rows.Rows[i].Size)
	}
	p.read, p.results = source.MergeRows(states, &of), rows.Results(p.temp)
	return nil
}

// readSurveys reads surveys of shards, or the rows of surveys of streams.
func readSurveys(ctx context.Context, paths []string) (parts []*surveyfile.File, err error) {
	var streams []string
	for _, path := range paths {
		if isArrow(path) {
			streams = append(streams, path)
			continue
		}
		f, err := surveyfile.Read(path, version)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f)
	}
	if streams == nil {
		return parts, nil
	}
	if parts != nil {
		return nil, fmt.Errorf("%s has rows of surveys, and others are surveys of shards; merge one or the other", streams[0])
	}
	temp, err := os.MkdirTemp("", "dsbuild-rows-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(temp) }() // of the system's temporary files
	rows, err := resultrows.Read(ctx, streams, temp)
	if err != nil {
		return nil, err
	}
	if len(rows.Surveys) == 0 {
		return nil, fmt.Errorf("%s: there are no rows of surveys, which dsbuild operator --survey-only writes where it was given pages",
			streams[0])
	}
	for i, body := range rows.Surveys {
		f, err := surveyfile.Parse(body)
		if err != nil {
			return nil, fmt.Errorf("row %d of the surveys: %w", i+1, err)
		}
		if f.Version != version {
			return nil, fmt.Errorf("row %d of the surveys was made by dsbuild %s, and this is %s; make it again", i+1, f.Version, version)
		}
		f.Shards, f.Of = []int{i + 1}, len(rows.Surveys)
		parts = append(parts, f)
	}
	return parts, nil
}

// isArrow reports whether a file is Arrow or Parquet.
func isArrow(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // reading it will say why
	}
	defer f.Close() // it was only read
	head := make([]byte, sniff.HeadSize)
	n, _ := io.ReadFull(f, head) // reading it will say why
	kind := sniff.Head(head[:n]).Kind
	return kind == sniff.Arrow || kind == sniff.Parquet
}
