package main

import (
	"errors"

	"github.com/dsbuild/dsbuild/convert"
)

// foldModels are models of which each did not see a part of the sites.
type foldModels struct{}

// loadFolds reads the models of a folder; "" is none.
func loadFolds(folder string) (*foldModels, error) {
	if folder != "" {
		return nil, errors.New("this version has no learned model")
	}
	return &foldModels{}, nil
}

// options are those for a page of a site: with the model that did not see it.
func (m *foldModels) options(string) convert.Options {
	return convert.Options{Without: convert.Layers}
}
