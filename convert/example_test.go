package convert_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

const page = `<html lang="en"><head><title>Ferry to run on Sundays</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry to run on Sundays</h1><p>By Mara Quill</p><time datetime="2026-03-02">2 March 2026</time>
<p>The ferry at Low Harrow will run on Sundays from April, the county decided on Monday after two years of petitions.</p>
<p>“People here have waited long enough,” said Ines Odum, who chairs the committee on transport.</p></article></body></html>`

// A folder of saved pages becomes a dataset, and its quotes are read from it.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	pages, out := filepath.Join(dir, "pages"), filepath.Join(dir, "dataset")
	if err := errors.Join(os.Mkdir(pages, 0o700), os.WriteFile(filepath.Join(pages, "ferry.html"), []byte(page), 0o600)); err != nil {
		panic(err)
	}
	if err := build(context.Background(), pages, out); err != nil {
		panic(err)
	}

	d, err := datasets.Open(out)
	if err != nil {
		panic(err)
	}
	for row, err := range d.Rows("quotes", "speaker", "text") {
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: %s\n", row[0].Str, row[1].Str)
	}
	// Output: Ines Odum: People here have waited long enough,
}

// build makes a dataset of the pages below a folder.
func build(ctx context.Context, pages, out string) error {
	reader, err := source.Open([]source.Input{{Path: pages}}, source.Options{})
	if err != nil {
		return err
	}
	converter := convert.New(convert.Options{Workers: 4})
	survey, err := converter.Survey(ctx, reader.Pages(ctx))
	if err != nil {
		return err
	}
	converter.DropSiteLines(survey)
	builder, err := datasets.Create(out, datasets.Options{UserColumns: reader.UserColumns()})
	if err != nil {
		return err
	}
	for outcome, err := range converter.Outcomes(ctx, reader.Pages(ctx)) {
		if err == nil {
			err = builder.Add(outcome)
		}
		if err != nil {
			return errors.Join(err, builder.Abort())
		}
	}
	_, err = builder.Finish(schema.NewSummary(reader.Summary(), converter.Summary()))
	return err
}
