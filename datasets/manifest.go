package datasets

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// ManifestName is the file that makes a folder a dataset.
	ManifestName = "manifest.json"
	// ManifestFormat is what a manifest says of itself first.
	ManifestFormat = "dsbuild.manifest/1"
	// OptionThreshold is the option that told what was said from candidates. The parts
	// of both tables state it too.
	OptionThreshold = "speech_threshold"
	// maxManifest is above what a hundred thousand parts need.
	maxManifest = 64 << 20
)

// Identity says what a dataset is and what made it.
type Identity struct {
	Name        string    `json:"name"`
	Title       string    `json:"title,omitempty"`
	Version     string    `json:"version,omitempty"`
	Description string    `json:"description,omitempty"`
	License     string    `json:"license,omitempty"`
	Citation    string    `json:"citation,omitempty"`
	Creators    []Creator `json:"creators,omitempty"`
	Date        string    `json:"date,omitempty"` // of this version, as 2026-11-29
	DOI         string    `json:"doi,omitempty"`
	URL         string    `json:"url,omitempty"` // where it can be had
	// Tool is the version of dsbuild.
	Tool string `json:"-"`
	// Options are the effective options by name, without those that change no
	// byte (-j, OUT).
	Options map[string]string `json:"-"`
}

// Creator is one who made a dataset.
type Creator struct {
	Name        string `json:"name"`
	Affiliation string `json:"affiliation,omitempty"`
	ORCID       string `json:"orcid,omitempty"`
}

// Manifest says what a dataset holds and what it was made from. It has no
// clock, host or path in it: the same input gives the same manifest.
type Manifest struct {
	Format         string               `json:"format"`
	DsbuildVersion string               `json:"dsbuild_version"`
	SchemaVersion  string               `json:"schema_version"`
	SchemaHash     string               `json:"schema_hash"`
	Dataset        Identity             `json:"dataset"`
	Options        map[string]string    `json:"options"`
	OptionsSHA256  string               `json:"options_sha256"`
	UserColumns    []UserColumn         `json:"user_columns,omitempty"`
	Inputs         []schema.Input       `json:"inputs"`
	Skipped        []schema.Count       `json:"skipped"`
	Unmapped       []schema.Count       `json:"unmapped_fields"`
	Guesses        []schema.Guess       `json:"guesses"`
	Index          *schema.IndexSummary `json:"index,omitempty"`
	Corrections    *Corrections         `json:"people_corrections,omitempty"`
	Annotators     []schema.Annotator   `json:"annotators"`
	Counts         Counts               `json:"counts"`
	Findings       []schema.Count       `json:"findings"`
	Tables         []TableRows          `json:"tables"`
	LeftOut        []string             `json:"tables_left_out"`
	Derived        *Derivative          `json:"derivative,omitempty"`
	Rehydrated     *Rehydrated          `json:"rehydrated,omitempty"`
	Topics         []TopicCorrection    `json:"topic_corrections,omitempty"`
	Digest         string               `json:"files_sha256"`
	Files          []File               `json:"files"`
}

// Corrections is the file that says whom names in the table people mean.
type Corrections struct {
	File          string  `json:"file"`
	SHA256        string  `json:"sha256"`
	Rows          int     `json:"rows"`
	WithoutEffect []int64 `json:"rows_without_effect"` // from 1, below the header
}

// TopicCorrection says of which dataset another one was made whose topics people corrected, and by which sheet.
type TopicCorrection struct {
	Of       string `json:"of_files_sha256"` // files_sha256 of that dataset
	Sheet    string `json:"sheet"`           // name of the file
	SHA256   string `json:"sheet_sha256"`
	Scheme   string `json:"scheme"`
	Articles int    `json:"articles"` // that have a code of the sheet
}

// UserColumn is a column that the index or the records brought along.
type UserColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Doc  string `json:"description,omitempty"`
	// Rights are text where nothing is said.
	Rights schema.Rights `json:"rights,omitempty"`
}

// Counts are the pages of a dataset by what became of them.
type Counts struct {
	Pages    int64         `json:"pages"`
	Articles int64         `json:"articles"`
	Rejects  int64         `json:"rejects"`
	Reasons  []RejectCount `json:"reject_reasons"`
	Panics   int64         `json:"panics"`
}

// RejectCount is the number of pages rejected for one reason.
type RejectCount struct {
	Stage  schema.Stage        `json:"stage"`
	Reason schema.RejectReason `json:"reason"`
	Count  int64               `json:"count"`
}

// TableRows is the number of rows of a table.
type TableRows struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Rows int64  `json:"rows"`
}

// File is one file of a dataset; Table and Rows are set for the parts of tables.
type File struct {
	Path   string `json:"path"` // below the dataset, with slashes
	Table  string `json:"table,omitempty"`
	Rows   int64  `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Arrow reports whether the file is an Arrow IPC part.
func (f *File) Arrow() bool { return strings.HasSuffix(f.Path, ".arrow") }

func (b *Builder) manifest(s *schema.Summary, parts []table.Part, rows map[string]int64) *Manifest {
	id := b.opt.Identity
	m := &Manifest{
		Format: ManifestFormat, DsbuildVersion: id.Tool, SchemaVersion: schema.Version, SchemaHash: schema.Hash(),
		Dataset: id, Options: id.Options, OptionsSHA256: optionsHash(id.Options),
		Inputs: listed(s.Inputs), Skipped: listed(s.Skipped), Unmapped: listed(s.Unmapped), Guesses: listed(s.Guesses), Index: s.Index,
		Annotators: listed(s.Annotators), Findings: listed(s.Findings), LeftOut: listed(b.left),
		Rehydrated: b.rehydrated,
		Counts:     Counts{Pages: s.Pages, Articles: rows["articles"], Rejects: rows["rejects"], Reasons: b.reasons(), Panics: s.Panics},
	}
	if m.Options == nil {
		m.Options = map[string]string{}
	}
	if c := b.opt.Corrections; c != nil {
		m.Corrections = &Corrections{c.File, c.SHA256, c.Rows(), []int64{}}
		if b.people != nil {
			m.Corrections.WithoutEffect = listed(b.people.WithoutEffect())
		}
	}
	for _, u := range b.opt.UserColumns {
		m.UserColumns = append(m.UserColumns, UserColumn{u.Name, u.Type.String(), u.Doc, u.Rights})
	}
	for _, w := range b.writers {
		t := w.Table()
		m.Tables = append(m.Tables, TableRows{t.Name, t.Unit, rows[t.Name]})
	}
	for _, p := range parts {
		m.Files = append(m.Files, File(p))
	}
	return m
}

// listed makes an absent list an empty one, so that JSON says [] and not null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (b *Builder) reasons() []RejectCount {
	list := []RejectCount{}
	for k, n := range b.rejects {
		list = append(list, RejectCount{k.stage, k.reason, n})
	}
	slices.SortFunc(list, func(x, y RejectCount) int {
		return cmp.Or(cmp.Compare(x.Stage, y.Stage), cmp.Compare(x.Reason, y.Reason))
	})
	return list
}

func optionsHash(options map[string]string) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(options)) {
		fmt.Fprintf(&b, "%q %q\n", k, options[k])
	}
	return digestOf([]byte(b.String()))
}

func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// FilesDigest is one digest for all files: that of what sha256sum prints of them.
func (m *Manifest) FilesDigest() string {
	var b strings.Builder
	for _, f := range m.Files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return digestOf([]byte(b.String()))
}

// TablesDigest is one digest for the parts of all tables: it names what the dataset
// holds, whatever stands beside it.
func (m *Manifest) TablesDigest() string {
	var lines []string
	for _, f := range m.Files {
		if f.Table != "" {
			lines = append(lines, fmt.Sprintf("%s  %s\n", f.SHA256, f.Path))
		}
	}
	slices.Sort(lines)
	return digestOf([]byte(strings.Join(lines, "")))
}

// Verify compares what the manifest says of its own lists with those lists.
func (m *Manifest) Verify() error {
	switch {
	case m.Digest != m.FilesDigest():
		return errors.New("files_sha256 is not the digest of the files it lists")
	case m.OptionsSHA256 != optionsHash(m.Options):
		return errors.New("options_sha256 is not the digest of its options")
	}
	for _, f := range m.Files {
		if f.Table != "" && !slices.ContainsFunc(m.Tables, func(t TableRows) bool { return t.Name == f.Table }) {
			return fmt.Errorf("it lists %s of the table %q, which it does not count", f.Path, f.Table)
		}
		if table := tableOf(f.Path); f.Table != table {
			return fmt.Errorf("it lists %s of the table %q, in the folder of the table %q", f.Path, f.Table, table)
		}
	}
	return nil
}

// codebooksDir is the folder of the codebooks that topics were coded by.
const codebooksDir = "codebooks"

// CodebookPath is where the codebook of a scheme stands in a dataset.
func CodebookPath(scheme string) string { return codebooksDir + "/" + scheme + ".yaml" }

// Codebooks are the paths of the codebooks among the files.
func (m *Manifest) Codebooks() (names []string) {
	for _, f := range m.Files {
		if path.Dir(f.Path) == codebooksDir {
			names = append(names, f.Path)
		}
	}
	return names
}

// CodebookFaults says which codebooks are not among the files as their annotators state
// them; an older dsbuild stated none.
func (m *Manifest) CodebookFaults() []string {
	files := map[string]string{}
	for _, f := range m.Files {
		if path.Dir(f.Path) == codebooksDir {
			files[f.Path] = f.SHA256
		}
	}
	var faults []string
	for _, a := range m.Annotators {
		name := CodebookPath(a.Scheme)
		switch digest, there := files[name]; {
		case a.Scheme == "" || a.Codebook == "":
		case !there:
			faults = append(faults, "it does not list "+name+", the codebook of the scheme "+a.Scheme)
		case digest != a.Codebook:
			faults = append(faults, fmt.Sprintf("it states another SHA-256 of %s (%.12s…) than its annotator (%.12s…)", name, digest, a.Codebook))
		}
	}
	return faults
}

// tableOf is the table that a part belongs to by its folder; "" for a file beside the
// tables, a codebook, or one in a folder that an underscore sets apart.
func tableOf(name string) string {
	folder := path.Base(path.Dir(name))
	if folder == "." || folder == codebooksDir || folder[0] == '_' {
		return ""
	}
	return folder
}

func (m *Manifest) marshal() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	return b.Bytes(), nil
}

// Parts returns the parts of a table in the given format, in order.
func (m *Manifest) Parts(name string, arrow bool) []File {
	var parts []File
	for _, f := range m.Files {
		if f.Table == name && f.Arrow() == arrow {
			parts = append(parts, f)
		}
	}
	return parts
}

// Rows returns the number of rows of a table, 0 where it is not written.
func (m *Manifest) Rows(name string) int64 {
	for _, t := range m.Tables {
		if t.Name == name {
			return t.Rows
		}
	}
	return 0
}

// Notes say what who reads figures of the dataset has to know: what is missing in it.
func (m *Manifest) Notes() []string {
	var notes []string
	if m.Derived != nil {
		notes = append(notes, m.Derived.String())
	}
	if m.Rehydrated != nil {
		notes = append(notes, m.Rehydrated.String())
	}
	for _, t := range m.Topics {
		notes = append(notes, fmt.Sprintf("Of %d articles the topic by the codebook %s is that which people gave (method human, sheet %s, "+
			"made of the dataset with the digest %.12s…). They are no random sample of the articles: see dsbuild topics prevalence for shares.",
			t.Articles, t.Scheme, t.Sheet, t.Of))
	}
	return notes
}

// HasParquet reports whether the tables are there as Parquet.
func (m *Manifest) HasParquet() bool { return len(m.Parts("articles", false)) > 0 }

// Schema returns the tables that are written, of those that declare returns for
// the dataset's user columns; nil means the present schema.
func (m *Manifest) Schema(declare func([]schema.UserColumn) []*schema.Table) ([]*schema.Table, error) {
	if declare == nil {
		declare = schema.Tables
	}
	var user []schema.UserColumn
	for _, u := range m.UserColumns {
		t, ok := schema.TypeNamed(u.Type)
		if !ok || !strings.HasPrefix(u.Name, "x_") {
			return nil, fmt.Errorf("user column %q has the type %q, which is none of ours", u.Name, u.Type)
		}
		user = append(user, schema.UserColumn{Name: u.Name, Type: t, Doc: u.Doc, Rights: u.Rights})
	}
	var tables []*schema.Table
	for _, t := range declare(user) {
		if slices.ContainsFunc(m.Tables, func(r TableRows) bool { return r.Name == t.Name }) {
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// ErrNoDataset means that a folder has no manifest of ours.
var ErrNoDataset = errors.New("is no dataset of dsbuild: it has no " + ManifestName + " that dsbuild wrote")

// ReadManifest reads the manifest of the dataset in dir. Where there is none
// of ours, the error is ErrNoDataset.
func ReadManifest(dir string) (*Manifest, error) {
	f, err := os.Open(filepath.Join(dir, ManifestName))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s %w", dir, ErrNoDataset)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxManifest))
	if err != nil {
		return nil, err
	}
	return ParseManifest(body)
}

// ParseManifest reads a manifest. Where it is none of ours, the error is
// ErrNoDataset.
func ParseManifest(body []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(body, m); err != nil {
		return nil, fmt.Errorf("%s %w: %w", ManifestName, ErrNoDataset, err)
	}
	if m.Format != ManifestFormat {
		return nil, fmt.Errorf("%s says format %q, this dsbuild reads %q: %w", ManifestName, m.Format, ManifestFormat, ErrNoDataset)
	}
	return m, nil
}
