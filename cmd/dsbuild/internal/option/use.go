package option

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
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
		Workers: b.Workers, Without: b.Without,
		Blocks: slices.Contains(b.Tables, Blocks), ParagraphTopics: slices.Contains(b.Tables, ParagraphTopics),
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

// TopicModel reads a model of topics. given are the codebooks at hand: it is looked for among them, and among those
// that come with the program, by what it was trained with.
func TopicModel(name string, given ...*codebook.Codebook) (*model.Model, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("topic model: %w", err)
	}
	m, err := model.Decode(data, func(want model.Codebook, language string) (model.Finder, error) {
		cb, err := trainedWith(want, given)
		if err != nil {
			return nil, err
		}
		return topic.NewFinder(cb, language), nil
	})
	if err != nil {
		return nil, fmt.Errorf("topic model %s: %w", name, err)
	}
	return m, nil
}

// trainedWith finds the codebook that a model wants.
func trainedWith(want model.Codebook, given []*codebook.Codebook) (*codebook.Codebook, error) {
	var names []string
	for _, cb := range append(slices.Clone(given), codebook.Shipped(want.Name)) {
		switch {
		case cb == nil:
			continue
		case cb.Hash() == want.SHA256:
			return cb, nil
		case cb.Name == want.Name:
			return nil, fmt.Errorf("it was trained with another state of codebook %s (SHA-256 %.12s) than the one here (%.12s): "+
				"train it again, or name the file as it was then with --codebook", want.Name, want.SHA256, cb.Hash())
		}
		names = append(names, cb.Name)
	}
	if len(given) == 0 {
		return nil, fmt.Errorf("it was trained with codebook %s: name its file with --codebook", want.Name)
	}
	return nil, fmt.Errorf("it was trained with codebook %s (SHA-256 %.12s), and not with %s: "+
		"name its file with --codebook, or train a model with that one",
		want.Name, want.SHA256, strings.Join(names, ", "))
}

// Topics returns the codebooks of the topics, by their names: what the options name, else that of
// the Comparative Agendas Project; and the model of --topic-model, nil where none is named, which must have been
// trained with one of them. A codebook whose codes nobody has measured, and that the model was not trained with, is
// refused, unless uncalibrated is set.
func Topics(names []string, modelFile string, uncalibrated bool) ([]*codebook.Codebook, *model.Model, error) {
	if len(names) == 0 {
		names = []string{"cap"}
	}
	codebooks, err := codebooks(names)
	if err != nil {
		return nil, nil, err
	}
	m, err := TopicModelFor(modelFile, codebooks)
	if err != nil {
		return nil, nil, err
	}
	for i, cb := range codebooks {
		if !cb.Measured() && !uncalibrated && !(m != nil && m.Head.Codebook.SHA256 == cb.Hash()) {
			return nil, nil, command.Usagef("--codebook %s: nobody has measured how often its keywords are right; train a model with it "+
				"(dsbuild topics train) and give --topic-model, or add --uncalibrated to code by them alone (method keywords, score NULL)", names[i])
		}
	}
	slices.SortFunc(codebooks, func(a, b *codebook.Codebook) int { return strings.Compare(a.Name, b.Name) })
	return codebooks, m, nil
}

// TopicModelFor reads the model of --topic-model, nil for an empty name. It must have been trained with one of the
// codebooks: by no other can it code.
func TopicModelFor(name string, codebooks []*codebook.Codebook) (*model.Model, error) {
	if name == "" {
		return nil, nil
	}
	m, err := TopicModel(name, codebooks...)
	switch {
	case err != nil:
		return nil, err
	case m.Head.Codebook.Name == "":
		return nil, fmt.Errorf("topic model %s: it was trained without a codebook, so its codes have no names: "+
			"train it with --codebook cap, or with the file of your own", name)
	case m.Head.Unmeasured:
		return nil, fmt.Errorf("topic model %s: it learned from a codebook alone, and its scores are no probabilities: "+
			"train it with texts that you coded", name)
	case !slices.ContainsFunc(codebooks, func(cb *codebook.Codebook) bool { return cb.Hash() == m.Head.Codebook.SHA256 }):
		return nil, fmt.Errorf("topic model %s: it was trained with codebook %s, by which nothing is coded here: add --codebook %[2]s",
			name, m.Head.Codebook.Name)
	}
	return m, nil
}

// codebooks reads those of the names, in their order.
func codebooks(names []string) ([]*codebook.Codebook, error) {
	var all []*codebook.Codebook
	for _, name := range names {
		cb, err := Codebook(name)
		if err != nil {
			return nil, err
		}
		for _, other := range all {
			if other.Name == cb.Name {
				return nil, command.Usagef("--codebook: two codebooks have the name %s; change the name in one of the files", cb.Name)
			}
		}
		all = append(all, cb)
	}
	return all, nil
}

// StoredCodebooks reads the codebooks that a dataset was coded by; none where it has none.
func StoredCodebooks(dataset string, m *datasets.Manifest) ([]*codebook.Codebook, error) {
	var all []*codebook.Codebook
	for _, a := range m.Annotators {
		if a.Scheme == "" {
			continue
		}
		if cb := codebook.Shipped(a.Scheme); cb != nil && cb.Hash() == a.Codebook {
			all = append(all, cb)
			continue
		}
		name := filepath.Join(dataset, filepath.FromSlash(datasets.CodebookPath(a.Scheme)))
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // an older dsbuild wrote none
		} else if err != nil {
			return nil, err
		}
		cb, err := codebook.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, cb)
	}
	return all, nil
}
