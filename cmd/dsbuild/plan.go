package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/recipe"
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
}

func newPlan(cmd *cobra.Command, o *buildOptions, args []string) (*plan, error) {
	p := &plan{options: o}
	if err := o.check(); err != nil {
		return nil, err
	}
	var err error
	if p.fieldMap, err = parseMap("map", o.fieldMap); err != nil {
		return nil, err
	}
	if p.indexMap, err = parseMap("index-map", o.indexMap); err != nil {
		return nil, err
	}
	if o.recipe != "" {
		if err := p.follow(cmd, o.recipe); err != nil {
			return nil, err
		}
	}
	for _, arg := range args {
		if !isRecipe(arg) {
			if recipe.Looks(arg) {
				return nil, fmt.Errorf("%s is a recipe, and no page: name it with --recipe %s", arg, shellWord(arg))
			}
			p.inputs = append(p.inputs, source.Input{Path: arg})
			continue
		}
		if p.recipe != nil {
			return nil, usagef("two recipes, %s and %s; build them one by one", p.recipe.Path, arg)
		}
		if err := p.follow(cmd, arg); err != nil {
			return nil, err
		}
	}
	// A map of the field id is another way to say --id.
	o.id = cmp.Or(o.id, p.fieldMap[fields.OwnID], p.indexMap[fields.OwnID])
	if len(p.inputs) == 0 {
		return nil, fmt.Errorf("%s names no inputs; add them below inputs:, or name them on the command line", p.recipe.Path)
	}
	var places []string
	for _, in := range p.inputs {
		places = append(places, in.Path)
	}
	return p, checkPlaces(o.out, places)
}

// follow takes in a recipe; a flag that was given wins.
func (p *plan) follow(cmd *cobra.Command, name string) error {
	r, err := recipe.Read(name)
	if err != nil {
		return err
	}
	p.recipe = r
	for _, in := range r.Inputs {
		p.inputs = append(p.inputs, source.Input{Path: in.Path, URI: in.Written, Kind: in.Kind, Map: in.Map})
	}
	if p.types, err = r.Types(); err != nil {
		return err
	}
	given := cmd.Flags().Changed
	if r.Index.Path != "" && !given("index") {
		p.options.index = r.Index.Path
		if !given("index-map") {
			p.indexMap = r.Index.Map
			p.options.indexMap = pairs(r.Index.Map)
		}
		if r.Index.Rank != "" && !given("index-rank") {
			p.options.indexRank = r.Index.Rank
		}
	}
	if r.Outlets != "" && !given("outlets") {
		p.options.outlets = r.Outlets
	}
	for flag, value := range recipeFlags(&r.Options) {
		if value == "" || given(flag) {
			continue
		}
		if err := cmd.Flags().Set(flag, value); err != nil {
			return fmt.Errorf("%s: option %s: %w", r.Path, strings.ReplaceAll(flag, "-", "_"), err)
		}
	}
	if err := p.options.check(); err != nil {
		return failure(fmt.Errorf("%s: %w", r.Path, err))
	}
	return nil
}

// recipeFlags gives the options of a recipe as flags; "" is not stated.
func recipeFlags(o *recipe.Options) map[string]string {
	number := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	speech := ""
	if o.Speech != nil {
		speech = strconv.FormatFloat(*o.Speech, 'g', -1, 64)
	}
	return map[string]string{
		"speech-threshold": speech,
		"evidence":         o.Evidence, "id": o.ID, "keep": o.Keep, "max-depth": number(int64(o.MaxDepth)), "max-nodes": number(int64(o.MaxNodes)),
		"max-ratio": number(int64(o.MaxRatio)), "max-record": number(o.MaxRecord), "site-lines": o.SiteLines, "tables": strings.Join(o.Tables, ","),
		"tables-as": o.TablesAs, "text-form": o.TextForm, "text-is": o.TextIs, "without": strings.Join(o.Without, ","),
	}
}

func pairs(m map[string]string) []string {
	var list []string
	for ours, theirs := range m {
		list = append(list, ours+"="+theirs)
	}
	return list // effective sorts them
}

// open opens index and inputs; it reads no page yet.
func (p *plan) open(stdin io.Reader) (*source.Reader, *source.Index, error) {
	o := p.options
	var index *source.Index
	if o.index != "" {
		var err error
		index, err = source.OpenIndex(o.index, source.IndexOptions{Map: p.indexMap, Last: o.indexRank == "last", Types: p.types, OwnID: o.id})
		if err != nil {
			return nil, nil, err
		}
	}
	opt := source.Options{
		MaxRecord: o.maxRecord, MaxRatio: o.maxRatio, TextIsPage: o.textIs == "page", Map: p.fieldMap, Types: p.types,
		OwnID: o.id, Out: o.out, Index: index, Stdin: stdin, Look: p.look,
	}
	if p.recipe != nil {
		opt.RecipeFiles = []string{p.recipe.Path, p.recipe.DescriptionFile, o.outlets}
	}
	reader, err := source.Open(p.inputs, opt)
	return reader, index, err
}

// outlets reads the file that names the outlets of sites, where there is one.
func (p *plan) outlets() ([]schema.Outlet, error) {
	if p.options.outlets == "" {
		return nil, nil
	}
	return convert.ReadOutlets(p.options.outlets)
}

// datasetOptions says what the dataset is called and holds.
func (p *plan) datasetOptions(reader *source.Reader) datasets.Options {
	o := p.options
	d := datasets.Options{
		UserColumns: reader.UserColumns(), Without: o.without, With: o.tables, Overwrite: o.overwrite,
		Parquet: o.tablesAs != "arrow", Arrow: o.tablesAs != "parquet",
		Identity: datasets.Identity{Name: defaultName(p.inputs[0].Path), Tool: version, Options: o.effective()},
	}
	r := p.recipe
	if r == nil {
		return d
	}
	for i := range d.UserColumns {
		d.UserColumns[i].Doc = r.Columns[d.UserColumns[i].Name].Description
	}
	id := &d.Identity
	if r.Name != "" {
		id.Name = r.Name
	}
	id.Title, id.Version, id.Description, id.License, id.Citation = r.Title, r.Version, r.Description, r.License, r.Citation
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
