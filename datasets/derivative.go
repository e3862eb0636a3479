package datasets

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/schema"
)

// Derivative says of which dataset another one was made to be shared, and what of the
// texts and names stayed with its owner. Nothing of a key is in it.
type Derivative struct {
	Of       string            `json:"of_files_sha256"`  // files_sha256 of that dataset
	Tables   string            `json:"of_tables_sha256"` // TablesDigest of it
	Tool     string            `json:"dsbuild_version"`  // that made the derivative
	Rights   string            `json:"rights"`           // one of RightsWords
	Snippet  int               `json:"snippet_characters,omitempty"`
	Persons  string            `json:"persons"`          // one of PersonsWords
	KeyID    string            `json:"key_id,omitempty"` // tells keys apart
	Selected *selection.Record `json:"selection,omitempty"`
}

// The words of Derivative.Rights and Persons.
const (
	RightsNone     = "none"     // no text
	RightsSnippets = "snippets" // the first characters of an article
	RightsHashes   = "hashes"   // an HMAC in the place of each text
	PersonsKeep    = "keep"
	PersonsDrop    = "drop"
	PersonsHash    = "hash"
)

// Treatment is what becomes of the cells of a column in a derivative.
type Treatment uint8

// The treatments.
const (
	Kept      Treatment = iota
	Dropped             // NULL
	Cut                 // of all cells of an article together, the first characters
	Hashed              // the HMAC of the text, or of each item of a list
	Shortened           // a name of more than LongestName characters has a digest in the place of its rest
)

// LongestName is how many characters of a name may stand in a derivative: a longer one
// is a description in words of the text.
const LongestName = 39

// HashLength is how many hexadecimal digits of an HMAC stand in the place of a text.
const HashLength = 32

// Treatment says what becomes of a column.
func (d *Derivative) Treatment(c *schema.Column) Treatment {
	if d == nil || c.Rights == schema.RightsPublic {
		return Kept
	}
	how := map[string]Treatment{RightsSnippets: Cut, RightsHashes: Hashed}[d.Rights]
	if c.Rights == schema.RightsPerson {
		how = map[string]Treatment{PersonsKeep: Shortened, PersonsHash: Hashed}[d.Persons]
	}
	if how == Kept || c.Type != schema.Utf8 && c.Type != schema.Utf8List {
		return Dropped // also what a word says that nobody knows
	}
	return how
}

// String says in sentences what is missing.
func (d *Derivative) String() string {
	texts := map[string]string{
		RightsNone:     "the texts are left out (title, subtitle, text, quoted words, links, keywords, evidence)",
		RightsSnippets: fmt.Sprintf("of each column of text no more than the first %d characters of an article are there", d.Snippet),
		RightsHashes:   "every text is replaced by a keyed digest: equal texts have equal digests",
	}[d.Rights]
	persons := map[string]string{
		PersonsKeep: "names of persons are there",
		PersonsDrop: "names of persons are left out",
		PersonsHash: "names of persons are replaced by keyed digests: equal names have equal digests",
	}[d.Persons]
	said := []string{
		fmt.Sprintf("This is a derivative that can be shared, made from the dataset with the digest %.12s…: %s; %s.", d.Of, texts, persons),
		"Counts, positions, labels, dates, addresses and digests are those of that dataset.",
	}
	if d.Selected != nil {
		said = append(said, d.Selected.String())
	}
	said = append(said, "Whoever has the pages puts the texts back with 'dsbuild rehydrate'.")
	return strings.Join(said, " ")
}

// Rehydrated says of which derivative a dataset was made, whose texts came back from pages.
type Rehydrated struct {
	Of       string `json:"of_files_sha256"`         // files_sha256 of the derivative
	Dataset  string `json:"of_dataset_files_sha256"` // and of the dataset that it was made of
	Articles int64  `json:"articles"`
	Missing  int64  `json:"articles_missing"` // that did not come back
}

// String says it in a sentence.
func (r *Rehydrated) String() string {
	return fmt.Sprintf("The texts were put back from pages into a dataset that was shared without them (digest %.12s…): "+
		"%d articles came back, %d did not and are left out.", r.Of, r.Articles, r.Missing)
}
