package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/download"
	"github.com/dsbuild/dsbuild/convert/source"
)

// add adds an input. One behind https:// is called by host and path from here on, in names
// and in what an unfinished build keeps: the rest of its URL may be a secret.
func (p *plan) add(in source.Input) error {
	if download.Is(in.Path) {
		name, err := download.Name(in.Path)
		if err != nil {
			return err
		}
		if p.remote == nil {
			p.remote = map[int]string{}
		}
		p.remote[len(p.inputs)] = in.Path
		in.Path, in.URI = "https://"+name, name
	}
	p.inputs = append(p.inputs, in)
	return nil
}

// fetch returns the inputs as files of this machine.
func (p *plan) fetch(ctx context.Context) ([]source.Input, error) {
	if len(p.remote) == 0 {
		return p.inputs, nil
	}
	inputs := slices.Clone(p.inputs)
	var err error
	if p.fetched, err = os.MkdirTemp("", "dsbuild-download-"); err != nil {
		return nil, fmt.Errorf("make a folder for downloads: %w; set TMPDIR to a folder with space", err)
	}
	for i := range inputs {
		url, is := p.remote[i]
		if !is {
			continue
		}
		dir := filepath.Join(p.fetched, strconv.Itoa(i))
		if err := os.Mkdir(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make a folder for downloads: %w", err)
		}
		if inputs[i].Path, err = download.Get(ctx, url, dir, download.Options{}); err != nil {
			return nil, err
		}
	}
	return inputs, nil
}

// close removes what was brought here.
func (p *plan) close() {
	if p.fetched != "" {
		_ = os.RemoveAll(p.fetched) // what cannot be removed lies among temporary files
	}
}
