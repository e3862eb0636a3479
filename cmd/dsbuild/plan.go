package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/recipe"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/people"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// plan is what a build is to do: the flags, with what a recipe says where no
// flag was given.
type plan struct {
	options  *buildOptions
	inputs   []source.Input
	recipe   *recipe.Recipe // nil: none
	fieldMap map[string]string
	indexMap map[string]string
	types    map[string]schema.Type // of user columns
	look     source.Look            // bounds what is read
	base     *shardDir              // what the dataset keeps that pages are added to; nil: none
	found    func(*schema.Source)   // as source.Options.Found
	attend   func(*convert.Options) // to a survey; nil: nothing does
	remote   map[int]string         // URL by position of an input that lies on another machine
	fetched  string                 // the folder they are in; "" none
}

func newPlan(cmd *cobra.Command, o *buildOptions, args []string) (*plan, error) {
	p := &plan{options: o}
	if err := o.check(); err != nil {
		return nil, err
	}
	var err error
	if p.fieldMap, err = option.Pairs("map", o.Map); err != nil {
		return nil, command.Usagef("%w", err)
	}
	if p.indexMap, err = option.Pairs("index-map", o.IndexMap); err != nil {
		return nil, command.Usagef("%w", err)
	}
	if o.Recipe != "" {
		if err := p.follow(cmd, o.Recipe); err != nil {
			return nil, err
		}
	}
	for _, arg := range args {
		if !isRecipe(arg) {
			if recipe.Looks(arg) {
				return nil, fmt.Errorf("%s is a recipe, and no page: name it with --recipe %s", arg, shellWord(arg))
			}
			if err := p.add(source.Input{Path: arg}); err != nil {
				return nil, err
			}
			continue
		}
		if p.recipe != nil {
			return nil, command.Usagef("two recipes, %s and %s; build them one by one", p.recipe.Path, arg)
		}
		if err := p.follow(cmd, arg); err != nil {
			return nil, err
		}
	}
	// A map of the field id is another way to say --id.
	o.ID = cmp.Or(o.ID, p.fieldMap[fields.OwnID], p.indexMap[fields.OwnID])
	if len(p.inputs) == 0 {
		return nil, fmt.Errorf("%s names no inputs; add them below inputs:, or name them on the command line", p.recipe.Path)
	}
	var places []string
	for _, in := range p.inputs {
		places = append(places, in.Path)
	}
	return p, checkPlaces(o.Out, places)
}

// follow takes in a recipe; a flag that was given wins.
func (p *plan) follow(cmd *cobra.Command, name string) error {
	r, err := recipe.Read(name)
	if err != nil {
		return err
	}
	p.recipe = r
	for _, in := range r.Inputs {
		if err := p.add(source.Input{Path: in.Path, URI: in.Written, Kind: in.Kind, Map: in.Map}); err != nil {
			return fmt.Errorf("%s: %w", r.Path, err)
		}
	}
	if p.types, err = r.Types(); err != nil {
		return err
	}
	given := cmd.Flags().Changed
	if r.Index.Path != "" && !given("index") {
		p.options.Index = r.Index.Path
		if !given("index-map") {
			p.indexMap = r.Index.Map
			p.options.IndexMap = pairs(r.Index.Map)
		}
		if r.Index.Rank != "" && !given("index-rank") {
			p.options.IndexRank = r.Index.Rank
		}
	}
	if r.Outlets != "" && !given("outlets") {
		p.options.Outlets = r.Outlets
	}
	if r.People != "" && !given("people") {
		p.options.People = r.People
	}
	if err := r.Apply(&p.options.Build, given); err != nil {
		return err
	}
	if err := p.options.check(); err != nil {
		return command.Failure(fmt.Errorf("%s: %w", r.Path, err))
	}
	return nil
}

func pairs(m map[string]string) []string {
	var list []string
	for ours, theirs := range m {
		list = append(list, ours+"="+theirs)
	}
	return list // the manifest sorts them
}

// open opens index and inputs; it reads no page yet. What lies behind https:// or s3:// is
// brought here first, until close.
func (p *plan) open(ctx context.Context, stdin io.Reader) (*source.Reader, *source.Index, error) {
	o := p.options
	var index *source.Index
	if o.Index != "" {
		var err error
		index, err = source.OpenIndex(o.Index, source.IndexOptions{Map: p.indexMap, Last: o.IndexLast(), Types: p.types, OwnID: o.ID})
		if err != nil {
			return nil, nil, err
		}
	}
	opt := o.Source()
	opt.Map, opt.Types, opt.Index, opt.Stdin, opt.Look = p.fieldMap, p.types, index, stdin, p.look
	opt.List = o.keeps || o.append
	if p.base != nil {
		opt.First = p.base.Read.Next
	}
	opt.Found = p.found
	opt.RecipeFiles = append([]string{o.Outlets, o.Model, o.People, o.Topic}, o.Codebooks...)
	if p.recipe != nil {
		opt.RecipeFiles = append(opt.RecipeFiles, p.recipe.Path, p.recipe.DescriptionFile)
	}
	inputs, err := p.fetch(ctx, opt)
	if err != nil {
		return nil, nil, err
	}
	reader, err := source.Open(inputs, opt)
	return reader, index, err
}

// outlets reads the file that names the outlets of sites, where there is one.
func (p *plan) outlets() ([]schema.Outlet, error) {
	if p.options.Outlets == "" {
		return nil, nil
	}
	return convert.ReadOutlets(p.options.Outlets)
}

// corrections reads the file that says whom names mean, where there is one.
func (p *plan) corrections() (*people.Corrections, error) {
	path := p.options.People
	if path == "" {
		return nil, nil
	}
	s, err := sheet.Read(path)
	if err != nil {
		return nil, fmt.Errorf("people %s: %w", path, err)
	}
	c, err := people.NewCorrections(s.Columns, s.Rows())
	if err != nil {
		return nil, fmt.Errorf("people %s: %w", path, err)
	}
	c.File, c.SHA256 = filepath.Base(path), s.SHA256
	return c, nil
}

// topics returns the codebooks of the topics and the model of --topic-model; none where the layer is left out.
func (p *plan) topics() ([]*codebook.Codebook, *model.Model, error) {
	o := p.options
	if slices.Contains(o.Without, "topics") {
		if len(o.Codebooks) > 0 || o.Topic != "" {
			return nil, nil, command.Usagef("--codebook and --topic-model are of no use with --without topics; leave one of the two out")
		}
		return nil, nil, nil
	}
	return option.Topics(o.Codebooks, o.Topic, o.Uncalibrated)
}

// datasetOptions says what the dataset is called and holds.
func (p *plan) datasetOptions(reader *source.Reader) datasets.Options {
	d := p.options.Dataset()
	d.UserColumns = reader.UserColumns()
	d.Identity.Name, d.Identity.Tool = defaultName(p.inputs[0].Path), version
	r := p.recipe
	if r == nil {
		return d
	}
	for i := range d.UserColumns {
		of := r.Columns[d.UserColumns[i].Name]
		d.UserColumns[i].Doc, d.UserColumns[i].Rights = of.Description, schema.Rights(of.Rights)
	}
	id := &d.Identity
	if r.Name != "" {
		id.Name = r.Name
	}
	id.Title, id.Version, id.Description, id.License, id.Citation = r.Title, r.Version, r.Description, r.License, r.Citation
	id.Date, id.DOI, id.URL = r.Date, r.DOI, r.URL
	for _, c := range r.Creators {
		id.Creators = append(id.Creators, datasets.Creator{Name: c.Name, Affiliation: c.Affiliation, ORCID: c.ORCID})
	}
	return d
}

// defaultName is the name of a dataset without a recipe: that of its first input.
func defaultName(input string) string {
	base := filepath.Base(filepath.Clean(input))
	if base == "-" || base == "." || base == string(os.PathSeparator) {
		return "dataset"
	}
	name, _, _ := strings.Cut(base, ".")
	if name == "" {
		return base
	}
	return name
}
