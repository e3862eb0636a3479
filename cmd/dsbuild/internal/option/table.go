package option

import (
	"runtime"

	"github.com/dsbuild/dsbuild/convert"
)

// Build holds the options of one build.
type Build struct {
	Run
	Input
	Content
	Limits
}

// Run says where a dataset goes and how the build of it runs.
type Run struct {
	Out        string
	Overwrite  bool
	Workers    int
	Sample     int // pages; 0 all
	MaxRejects string
	Recipe     string
	Shard      string // "i/n"
	Survey     string // a file
}

// Input says what pages and records mean.
type Input struct {
	Index     string
	IndexMap  []string // field=column
	IndexRank string
	Outlets   string
	People    string
	Map       []string // field=name
	TextIs    string
	ID        string
}

// Content says what of the pages the dataset holds.
type Content struct {
	Keep      string
	SiteLines string
	TextForm  string
	Evidence  string
	Speech    float64  // least speech_confidence
	Model     string   // file of the quote annotator's weights; "" those of the program
	Topic     string   // file of a model of topics; "" keywords code
	Codebooks []string // names of the program's own, or files; none: cap
	// Uncalibrated lets codebooks code by keywords alone though nobody knows how often they are right.
	Uncalibrated bool
	Without      []string
	Tables       []string
	TablesAs     string
}

// Limits bound what one page may take.
type Limits struct {
	Record int64 // bytes
	Ratio  int
	Depth  int
	Nodes  int
}

// Words of options. Those that change while a build runs, or that another command
// takes too, are exported.
const (
	Drop = "drop" // --site-lines
	Keep = "keep" // --site-lines and --text-form
	Undo = "undo" // --text-form

	// Blocks and ParagraphTopics are tables on request.
	Blocks          = "blocks"
	ParagraphTopics = "paragraph_topics"

	first, last    = "first", "last"
	article, page  = "article", "page"
	all            = "all"
	parquet, arrow = "parquet", "arrow"
)

// Table declares every option of build.
var Table = []Option{
	{
		Name: "out", Short: "o", Doc: "folder of the dataset (required to build)",
		field: func(b *Build) any { return &b.Out },
	},
	{
		Name: "overwrite", Doc: "replace OUT where it is a dataset of dsbuild",
		field: func(b *Build) any { return &b.Overwrite },
	},
	{
		Name: "jobs", Short: "j", Doc: "pages in work at the same time; changes no byte",
		Default: runtime.GOMAXPROCS(0), Least: 1,
		field: func(b *Build) any { return &b.Workers },
	},
	{
		Name: "sample", Doc: "only the first N pages; 0 is all", As: Value,
		field: func(b *Build) any { return &b.Sample },
	},
	{
		Name:  "max-rejects",
		Doc:   "publish nothing and exit 3 when more pages are rejected: N or P%; redirects, errors of servers and revisits in a WARC are no pages",
		field: func(b *Build) any { return &b.MaxRejects },
	},
	{
		Name: "shard", Doc: "only part i of n of the files, as 3/8; dsbuild merge puts the parts together",
		field: func(b *Build) any { return &b.Shard },
	},
	{
		Name: "survey", Doc: "what dsbuild survey wrote of the pages: INPUT is read once, and parts of it drop the same lines",
		field: func(b *Build) any { return &b.Survey },
	},
	{
		Name: "recipe", Doc: "file that names inputs, index and options (docs/recipe.md); an INPUT named dataset.yaml is one",
		field: func(b *Build) any { return &b.Recipe },
	},

	{
		Name: "index", Doc: "spreadsheet beside the pages: .csv, .tsv or .jsonl", As: BaseName,
		field: func(b *Build) any { return &b.Index },
	},
	{
		Name:  "index-map",
		Doc:   "column of the index for a field, with the order of dates: title=Headline, published_date=Date:dmy, x_wave=Wave; repeatable",
		As:    Value,
		field: func(b *Build) any { return &b.IndexMap },
	},
	{
		Name: "index-rank", Doc: "whether the index wins over the page", Default: first, Words: []string{first, last}, As: Value,
		field: func(b *Build) any { return &b.IndexRank },
	},
	{
		Name:  "outlets",
		Doc:   "spreadsheet that names the outlet of each site: columns site, outlet, country, kind; without it the most frequent publisher of the site",
		As:    BaseName,
		field: func(b *Build) any { return &b.Outlets },
	},
	{
		Name:  "people",
		Doc:   "spreadsheet that corrects whom names mean in the table people: columns action (merge, split or rename), key, value; no other table changes",
		As:    BaseName,
		field: func(b *Build) any { return &b.People },
	},
	{
		Name:  "map",
		Doc:   "field of records for one of ours, with the order of dates: title=kop, published_date=datum:dmy, x_foo=foo; repeatable",
		As:    Value,
		field: func(b *Build) any { return &b.Map },
	},
	{
		Name:    "text-is",
		Doc:     "what the field text of a record is, clean text or a page-text dump",
		Default: article, Words: []string{article, page}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.TextIs },
	},
	{
		Name: "id", Doc: "field of the record or column of the index that is the doc_id", InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.ID },
	},

	{
		Name:    "keep",
		Doc:     "page types that become articles",
		Default: "articles", Words: []string{"articles", all}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Content.Keep },
	},
	{
		Name: "site-lines", Doc: "lines of text that recur on other pages of their site (to drop them, INPUT is read twice)",
		Default: Drop, Words: []string{Drop, Keep}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.SiteLines },
	},
	{
		Name: "text-form", Doc: "how the tool that wrote a text laid it out (lines broken at a width, a text node a line, Markdown)",
		Default: Undo, Words: []string{Undo, Keep}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.TextForm },
	},
	{
		Name:    "evidence",
		Doc:     "metadata candidates to write (with those chosen, what disagrees with them)",
		Default: "chosen", Words: []string{"chosen", all}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Evidence },
	},
	{
		Name:    "speech-threshold",
		Doc:     "least speech_confidence of a statement in quotes, 0 to 1; the rest goes to quote_candidates, which no count includes",
		Default: convert.DefaultSpeechThreshold, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Speech },
	},
	{
		Name: "quote-model", Doc: "a model that quotes train wrote; default: the one that comes with dsbuild",
		InRecipe: true, IsPath: true, As: BaseName,
		field: func(b *Build) any { return &b.Model },
	},
	{
		Name: "topic-model", Doc: "a model that topics train wrote: it codes by the codebook that it was trained with, instead of the keywords",
		InRecipe: true, IsPath: true, As: BaseName,
		field: func(b *Build) any { return &b.Topic },
	},
	{
		Name:     "codebook",
		Doc:      "codebook of the topics: the name of one that comes with dsbuild (topics list), or a file (docs/codebooks.md); repeatable; default: cap",
		InRecipe: true, IsPath: true, As: BaseName,
		field: func(b *Build) any { return &b.Codebooks },
	},
	{
		Name:     "uncalibrated",
		Doc:      "let a codebook without a measured coder code by its keywords alone; its rows have no score",
		InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Uncalibrated },
	},
	{
		Name: "without", Doc: "layers to leave out", Words: convert.Layers, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Without },
	},
	{
		Name: "tables", Doc: "tables on request, all others are always written", Words: []string{Blocks, ParagraphTopics}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Tables },
	},
	{
		Name: "tables-as", Doc: "files of the tables", Default: parquet, Words: []string{parquet, arrow, "both"}, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.TablesAs },
	},

	{
		Name:    "max-record",
		Doc:     "bytes of one record after decompression; more is a reject",
		Default: int64(64 << 20), Least: 1, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Limits.Record },
	},
	{
		Name: "max-ratio", Doc: "bytes decompressed for a byte read; more is a reject", Default: 200, Least: 1, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Ratio },
	},
	{
		Name: "max-depth", Doc: "levels of nested elements; deeper ones are flattened", Default: 512, Least: 1, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Depth },
	},
	{
		Name: "max-nodes", Doc: "nodes of one page; what is over is not read", Default: 2_000_000, Least: 1, InRecipe: true, As: Value,
		field: func(b *Build) any { return &b.Nodes },
	},
}
