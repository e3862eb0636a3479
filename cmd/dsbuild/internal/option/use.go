package option

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// Convert says how pages are converted, as far as the options decide it.
func (b *Build) Convert() convert.Options {
	return convert.Options{
		Workers: b.Workers, Without: b.Without, Blocks: len(b.Tables) > 0,
		EvidenceAll: b.Evidence == all, KeepAll: b.Content.Keep == all, KeepForm: b.TextForm == Keep,
		Limits: markup.Limits{MaxNodes: b.Nodes, MaxDepth: b.Depth}, SpeechThreshold: schema.Some(b.Speech),
	}
}

// Source says how inputs are read, as far as the options decide it.
func (b *Build) Source() source.Options {
	shard, _ := Shard(b.Shard) // was checked
	return source.Options{
		Shard: shard, MaxRecord: b.Limits.Record, MaxRatio: b.Ratio, TextIsPage: b.TextIs == page, OwnID: b.ID, Out: b.Out,
	}
}

// Shard reads which part of the files is meant: "3/8" is the third of eight, "" all.
func Shard(s string) (source.Shard, error) {
	if s == "" {
		return source.Shard{}, nil
	}
	number, of, _ := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(number)
	n, err2 := strconv.Atoi(of)
	if err1 != nil || err2 != nil || i < 1 || i > n {
		return source.Shard{}, fmt.Errorf("--shard is a part of the files, i/n with i from 1 to n, such as 3/8, not %q", s)
	}
	return source.Shard{Number: i, Of: n}, nil
}

// IndexLast reports whether the page wins over the index.
func (b *Build) IndexLast() bool { return b.IndexRank == last }

// Dataset says what the dataset holds, as far as the options decide it.
func (b *Build) Dataset() datasets.Options {
	return datasets.Options{
		Without: b.Without, With: b.Tables, Overwrite: b.Overwrite,
		Parquet: b.TablesAs != arrow, Arrow: b.TablesAs != parquet,
		Identity: datasets.Identity{Options: b.Effective()},
	}
}

// QuoteModel reads a file of weights; an empty name is that of the program's own.
func QuoteModel(name string) (*quote.Model, error) {
	if name == "" {
		return quote.Standard(), nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("--quote-model: %w", err)
	}
	m, err := quote.DecodeModel(data)
	if err != nil {
		return nil, fmt.Errorf("--quote-model %s: %w", name, err)
	}
	return m, nil
}

// Codebook returns a codebook that comes with the program, by its name, or reads a file.
func Codebook(name string) (*codebook.Codebook, error) {
	if cb := codebook.Shipped(name); cb != nil {
		return cb, nil
	}
	data, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("codebook %s: there is no such file, and dsbuild has none of this name; it has %s",
			name, strings.Join(codebook.ShippedNames(), ", "))
	case err != nil:
		return nil, fmt.Errorf("codebook: %w", err)
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cb, nil
}

// TopicModel reads a model of topics. codebook names the file of the codebook that
// it was trained with, where that does not come with the program.
func TopicModel(name, codebook string) (*model.Model, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("topic model: %w", err)
	}
	m, err := model.Decode(data, func(want model.Codebook, language string) (model.Finder, error) {
		cb, err := Codebook(cmp.Or(codebook, want.Name))
		switch {
		case err != nil && codebook == "":
			return nil, fmt.Errorf("it was trained with codebook %s: name its file with --codebook", want.Name)
		case err != nil:
			return nil, err
		case cb.Hash() != want.SHA256:
			return nil, fmt.Errorf("it was trained with another codebook %s (SHA-256 %.12s) than the one here, %s (%.12s): train it again",
				want.Name, want.SHA256, cb.Name, cb.Hash())
		}
		return topic.NewFinder(cb, language), nil
	})
	if err != nil {
		return nil, fmt.Errorf("topic model %s: %w", name, err)
	}
	return m, nil
}

// BuildTopicModel reads the model of --topic-model, nil for an empty name. A build needs one that
// was trained with the codebook it codes by.
func BuildTopicModel(name string) (*model.Model, error) {
	if name == "" {
		return nil, nil
	}
	m, err := TopicModel(name, "")
	if err == nil && m.Head.Codebook.Name == "" {
		err = fmt.Errorf("topic model %s: it was trained without a codebook, so its codes have no names: train it with --codebook cap", name)
	}
	return m, err
}
