package main

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/block"
)

// folds is how many parts of the sites there are, as in convert/block/train.
const folds = 5

// foldModels are models of which each did not see a part of the sites.
type foldModels struct{ html, lines []*block.Model }

// loadFolds reads the models of a folder, html.0.bin to lines.4.bin, as training
// leaves them; "" is none.
func loadFolds(folder string) (*foldModels, error) {
	m := &foldModels{}
	if folder == "" {
		return m, nil
	}
	for _, f := range []struct {
		form   string
		models *[]*block.Model
	}{{"html", &m.html}, {"lines", &m.lines}} {
		for k := range folds {
			name := filepath.Join(folder, fmt.Sprintf("%s.%d.bin", f.form, k))
			b, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			model, err := block.DecodeModel(b)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			*f.models = append(*f.models, model)
		}
	}
	return m, nil
}

// options are those for a page of a site: with the model that did not see it.
func (m *foldModels) options(site string) convert.Options {
	o := convert.Options{Without: convert.Layers}
	if k := foldOf(site); m.html != nil {
		o.HTMLModel, o.LineModel = m.html[k], m.lines[k]
	}
	return o
}

// foldOf is the part a site belongs to: its SHA-256 modulo the number of folds.
func foldOf(site string) int {
	sum := sha256.Sum256([]byte(site))
	return int(new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), big.NewInt(folds)).Int64())
}
