package schema

import (
	"iter"
	"maps"
	"slices"
)

// Outcome is what one page became: exactly one of Article and Reject.
type Outcome struct {
	Article *Article
	Reject  *Reject
	Blocks  []Block // only when asked for
}

// Reject says why a page did not become an article. It is an error that means
// "this page, go on"; what was known of the page stays in it.
type Reject struct {
	Source        Source
	ID            string
	URL           string
	Title         string
	Publisher     string
	PublishedDate Date
	PageType      PageType
	Stage         Stage
	Reason        RejectReason
	Message       string // names the thing and the remedy
}

func (r *Reject) Error() string {
	at := r.Source.URI
	if r.Source.Record != "" {
		at += ":" + r.Source.Record
	}
	return at + ": " + string(r.Reason) + ": " + r.Message
}

// Finding is a remark on a usable article.
type Finding struct {
	Code    FindingCode
	Field   string // the column it is about; "" for the whole article
	Message string
}

// Summary is what a run knows and no row can carry.
type Summary struct {
	ReadSummary
	ConvertSummary
	People     iter.Seq[*Person]    // found where the rows are written; nil: none
	Duplicates iter.Seq[*Duplicate] // likewise
}

// ReadSummary is what the reading of the pages came to.
type ReadSummary struct {
	Pages    int64 // counted where pages are read
	Inputs   []Input
	Skipped  []Count // files passed over on a walk and records of web archives that are no page, by kind
	Unmapped []Count // record fields that map to no column, by name
	Guesses  []Guess // columns and record fields whose meaning was guessed
	Index    *IndexSummary
}

// ConvertSummary is what the conversion of the pages came to.
type ConvertSummary struct {
	Annotators []Annotator
	Outlets    []Outlet // by site
	Findings   []Count  // by code
	SiteLines  SiteLines
	Panics     int64
}

// NewSummary puts together what reading and converting the same pages came to.
func NewSummary(read ReadSummary, converted ConvertSummary) *Summary {
	if read.Index != nil {
		index := *read.Index
		for _, f := range converted.Findings {
			if f.Name == string(FindingIndexConflict) {
				index.ConflictingPages = f.Count
			}
		}
		read.Index = &index
	}
	return &Summary{ReadSummary: read, ConvertSummary: converted}
}

// SiteLines counts what was dropped because it recurs on other pages of a site.
type SiteLines struct{ Pages, Blocks int64 }

// Input is one INPUT argument with a digest over everything read below it.
type Input struct {
	Root   string `json:"root"`
	Files  int64  `json:"files"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Count is a number of things of one name.
type Count struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Counts lists a tally by name, so that it has one order.
func Counts[K ~string](tally map[K]int64) []Count {
	list := make([]Count, 0, len(tally))
	for _, name := range slices.Sorted(maps.Keys(tally)) {
		list = append(list, Count{Name: string(name), Count: tally[name]})
	}
	return list
}

// Guess is a column of the index, or a field of records, whose meaning neither
// the user nor its name states.
type Guess struct {
	Place  string `json:"place"` // index or records
	Field  string `json:"field"`
	Column string `json:"column"`
	Order  string `json:"order,omitempty"` // of its dates, as their values tell it
	Files  int64  `json:"files"`           // of records in which it was guessed
}

// IndexSummary counts rows and pages of the index that found no partner.
type IndexSummary struct {
	File             string  `json:"file"`
	SHA256           string  `json:"sha256"`
	Rows             int64   `json:"rows"`
	Matched          int64   `json:"matched"`
	RowsWithoutPage  int64   `json:"rows_without_page"`
	Unmatched        []int64 `json:"unmatched_rows"` // numbers of the rows, the first 1,000
	PagesWithoutRow  int64   `json:"pages_without_row"`
	DuplicateRows    int64   `json:"duplicate_rows"`
	ConflictingPages int64   `json:"conflicting_pages"`
}

// Outlet is what the articles of one site are counted under.
type Outlet struct {
	Site, Name    string
	Country, Kind string // as a user calls them; "" unknown
}

// Person is somebody quoted by name, over all articles.
type Person struct {
	ID          string
	Keys        []string // sorted
	Name        string
	Kind        SpeakerKind
	Roles       []string
	First, Last Date // of the articles; zero unknown
	Articles    int
	Quotes      int
	Words       int
	Findings    []PersonFinding
}

// Duplicate says how an article is like an earlier one.
type Duplicate struct {
	ID, Other        string // doc_id of both, in the order of the dataset
	Cluster          string // of the first article of the story that Other tells
	Relation         Relation
	Similarity       float64
	OwnShare         float64
	SharedParagraphs int
}

func (p *Person) findings() []string {
	codes := []string{}
	for _, f := range p.Findings {
		codes = append(codes, string(f))
	}
	return codes
}

// Annotator names a stage that adds a layer, for the manifest.
type Annotator struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Hash    string `json:"hash"` // of its model or data; "" where it has none
	// Scheme and Codes are the codebook of one that codes: what stands in scheme, code
	// and label of its rows.
	Scheme string         `json:"scheme,omitempty"`
	Codes  []CodebookCode `json:"codes,omitempty"`
	// Codebook is the SHA-256 of its file; Hash is that of a model too.
	Codebook string `json:"codebook_sha256,omitempty"`
}

// CodebookCode is one code of a codebook.
type CodebookCode struct {
	Code   string `json:"code"`
	Label  string `json:"label"`
	Parent string `json:"parent,omitempty"` // code of the topic that this one is a part of
}
