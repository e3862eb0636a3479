package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"time"

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
		in.Path, in.URI = download.Scheme(in.Path)+name, name
	}
	p.inputs = append(p.inputs, in)
	return nil
}

// fetch returns the inputs as files of this machine. Only files that a reading under these options opens are brought
// here: the others are there by name, so that shards deal out the same files.
func (p *plan) fetch(ctx context.Context, opt source.Options) ([]source.Input, error) {
	if len(p.remote) == 0 {
		return p.inputs, nil
	}
	store, err := p.store()
	if err != nil {
		return nil, err
	}
	if p.fetched, err = os.MkdirTemp("", "dsbuild-download-"); err != nil {
		return nil, fmt.Errorf("make a folder for downloads: %w; set TMPDIR to a folder with space", err)
	}
	inputs, objects := slices.Clone(p.inputs), map[string]string{}
	for i := range inputs {
		url, is := p.remote[i]
		if !is {
			continue
		}
		inputs[i].Path = filepath.Join(p.fetched, strconv.Itoa(i))
		all := []download.Object{{Input: url, Modified: time.Unix(0, 0)}}
		if download.IsPrefix(url) {
			all, err = store.List(ctx, url)
		} else {
			inputs[i].Path = filepath.Join(inputs[i].Path, path.Base(p.inputs[i].URI))
		}
		if err == nil {
			err = reserve(inputs[i].Path, all, objects)
		}
		if err != nil {
			return nil, err
		}
	}
	opt.Index = nil // it has no say in which files are opened
	reader, err := source.Open(inputs, opt)
	if err != nil {
		return nil, err
	}
	for name := range reader.Wanted() {
		if object, is := objects[name]; is {
			if _, err := download.Get(ctx, object, filepath.Dir(name), download.Options{Store: store}); err != nil {
				return nil, err
			}
		}
	}
	return inputs, nil
}

// store is where inputs behind s3:// lie; nil where there is none.
func (p *plan) store() (*download.Store, error) {
	for _, url := range p.remote {
		if download.IsS3(url) {
			return download.NewStore(os.Getenv)
		}
	}
	return nil, nil
}

// reserve makes an empty file for every object, at or below a path, and notes which one it is of.
func reserve(at string, all []download.Object, objects map[string]string) error {
	for _, o := range all {
		name := filepath.Join(at, filepath.FromSlash(o.Below))
		err := os.MkdirAll(filepath.Dir(name), 0o700)
		if err == nil {
			err = os.WriteFile(name, nil, 0o600)
		}
		if err == nil {
			err = os.Chtimes(name, o.Modified, o.Modified)
		}
		if err != nil {
			return fmt.Errorf("make a file for downloads: %w; set TMPDIR to another folder, or copy what is wanted by another program", err)
		}
		objects[name] = o.Input
	}
	return nil
}

// close removes what was brought here.
func (p *plan) close() {
	if p.fetched != "" {
		_ = os.RemoveAll(p.fetched) // what cannot be removed lies among temporary files
	}
}
