// Package card describes a dataset to people and to the tools that load it, in files
// beside its tables.
//
// In: manifest, declared tables, statistics and figures of a dataset. Out: the files, by
// name. Laws: all of them say what the declarations of the schema and the manifest say,
// nothing is written twice; text of recipes and pages is inert in every format; equal
// input gives equal bytes; what the owner wrote between the marks of README.md stays.
package card

import (
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/datasets/codebook"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is what cards are made of.
type Dataset struct {
	Manifest *datasets.Manifest
	Tables   []*schema.Table // those that are written
	Stats    *stats.Report
	Figures  *figures.Figures
	Prose    string // what the owner wrote into README.md, from ReadProse
	Flat     bool   // all parts stand beside the files, and not in a folder for each table
}

// Files returns the files by name. Loaders are for Parquet: of a dataset of Arrow files
// alone there are none.
func (d *Dataset) Files() (map[string][]byte, error) {
	book := codebook.Book{Manifest: d.Manifest, Tables: d.Tables, Stats: d.Stats}
	page, err := book.HTML()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{
		readmeName: d.readme(), cite.Name: cite.CFF(d.Manifest),
		codebook.MarkdownName: book.Markdown(), codebook.HTMLName: page,
	}
	if d.Flat {
		files[licenseName] = d.licenseNote()
	}
	if !d.Manifest.HasParquet() {
		return files, nil
	}
	files["load.sql"], files["load.py"], files["load.R"] = d.loadSQL(), d.loadPython(), d.loadR()
	for name, write := range map[string]func() ([]byte, error){"croissant.json": d.croissant, "datapackage.json": d.dataPackage} {
		body, err := write()
		if err != nil {
			return nil, err
		}
		files[name] = body
	}
	return files, nil
}
