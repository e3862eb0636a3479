package inspect

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// pageFinder finds the pages of a dataset below a folder and converts them as
// the dataset was built.
type pageFinder struct {
	v       *inspection
	dir     string // --pages as given
	isFile  bool
	source  source.Options
	convert convert.Options
}

func newPageFinder(v *inspection, dataset string, m *datasets.Manifest) (*pageFinder, error) {
	f := &pageFinder{v: v, dir: filepath.Clean(v.o.pages)}
	info, err := os.Stat(f.dir)
	if err != nil {
		return nil, fmt.Errorf("--pages: %w", err)
	}
	f.isFile = !info.IsDir()
	built := option.Stated(m.Options)
	pairs := built.Map
	if v.cmd.Flags().Changed("map") {
		pairs = v.o.fieldMap
	}
	f.source, f.convert = built.Source(), built.Convert()
	f.source.OwnID, f.source.LeaveOutDates = "", true // the dataset says which page has which id
	if f.source.Map, err = option.Pairs("map", pairs); err != nil {
		return nil, command.Usagef("%w", err)
	}
	f.convert.EvidenceAll, f.convert.Without, f.convert.QuoteModel = true, nil, v.model
	f.convert.ParagraphTopics = true
	if len(v.o.codebooks) > 0 {
		f.convert.Codebooks, f.convert.TopicModel, err = option.Topics(v.o.codebooks, v.o.topics, true)
	} else if f.convert.Codebooks, err = option.StoredCodebooks(dataset, m); err == nil {
		f.convert.TopicModel, err = option.TopicModelFor(v.o.topics, f.convert.Codebooks)
	}
	if err != nil {
		return nil, err
	}
	if built.Topic != "" && f.convert.TopicModel == nil {
		f.convert.ParagraphTopics = false // they would be those of the keywords, and not of the model
	}
	if built.Model != "" && v.o.model == "" {
		fmt.Fprintf(v.cmd.ErrOrStderr(), "dsbuild: the quotes of the dataset were found with --quote-model %s; name it to see them as they are\n",
			text.Terminal(built.Model))
	}
	return f, nil
}

// find converts the pages; each file is read once, however many of its records are wanted.
func (f *pageFinder) find(stored []storedPage) ([]lossreport.Page, error) {
	pages := make([]lossreport.Page, len(stored))
	byURI := map[string][]int{}
	for i := range stored {
		s := &stored[i]
		pages[i] = lossreport.Page{ID: s.ID, Source: s.Source, Stored: &s.Stored}
		if s.Source.SHA256 == "" {
			pages[i].Problem = "it could not be read when the dataset was built either: " + s.Stored.ColumnText("message")
			continue
		}
		byURI[f.fileOf(s.Source.URI)] = append(byURI[f.fileOf(s.Source.URI)], i)
	}
	for i := range stored {
		uri := f.fileOf(stored[i].Source.URI)
		wanted := byURI[uri]
		delete(byURI, uri)
		if wanted == nil {
			continue
		}
		if err := f.file(uri, pages, wanted); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// fileOf returns the part of a source_uri that names the file: all of it, or what
// stands before the member of an archive.
func (f *pageFinder) fileOf(uri string) string {
	archive, _, isMember := strings.Cut(uri, "!")
	if f.isFile && path.Base(uri) == filepath.Base(f.dir) {
		return uri
	}
	for _, name := range f.places(uri) {
		if _, err := os.Stat(name); isMember && !f.isFile && err == nil {
			return uri // the file itself is called so
		}
	}
	return archive
}

// file converts the wanted pages of one file.
func (f *pageFinder) file(uri string, pages []lossreport.Page, wanted []int) error {
	places := f.places(uri)
	for _, i := range wanted {
		pages[i].Problem = f.notFound(uri, places)
	}
	for _, name := range places {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		left, err := f.read(name, uri, pages, wanted)
		if err != nil {
			return err
		}
		if wanted = left; len(wanted) == 0 {
			return nil
		}
	}
	return nil
}

// places lists where the file of a source_uri may lie: the uri begins with the
// last element of what was given to build, which may be the folder, one
// above it, or one below. What a dataset says leads nowhere else.
func (f *pageFinder) places(stored string) []string {
	if f.isFile {
		return []string{f.dir}
	}
	forms := []string{uri.Unescape(stored)}
	if stored != forms[0] { // schema 0.1 left % as it was
		forms = append(forms, stored)
	}
	var list []string
	for _, form := range forms {
		for rest, more := form, true; more; _, rest, more = strings.Cut(rest, "/") {
			if local := filepath.FromSlash(rest); filepath.IsLocal(local) {
				list = append(list, filepath.Join(f.dir, local))
			}
		}
	}
	return list
}

func (f *pageFinder) notFound(uri string, places []string) string {
	if uri == "stdin" {
		return "it was read from standard input; save that as a file and name it with --pages FILE"
	}
	const named = 3
	s := strings.Join(places[:min(len(places), named)], ", ")
	return fmt.Sprintf("there is no such file (looked for %s); name the folder that was given to build with --pages DIR", s)
}

// place is where a page stands in a file.
type place struct{ member, record string }

// readAs is what the file is called while it is read: only what follows, the
// member of an archive, is compared.
const readAs = "file"

// read converts the wanted pages of one file and returns those that are not in
// it as they were.
func (f *pageFinder) read(name, uri string, pages []lossreport.Page, wanted []int) (left []int, err error) {
	byRecord := map[place]int{}
	kind := ""
	for _, i := range wanted {
		s := pages[i].Source
		at := place{strings.TrimPrefix(s.URI, uri), s.Record}
		byRecord[at] = i
		pages[i].Problem = fmt.Sprintf("%s has no record %s now; put the file of the build back", name+at.member, s.Record)
		if s.Format == schema.FormatPageText || s.Format == schema.FormatText {
			kind = string(s.Format)
		}
	}
	absolute, err := filepath.Abs(name) // a file may be called "-"
	if err != nil {
		return nil, err
	}
	input := source.Input{Path: absolute, URI: readAs, Kind: kind}
	reader, err := source.Open([]source.Input{input}, f.source)
	if err != nil {
		return nil, err
	}
	for page, err := range reader.Pages(f.v.cmd.Context()) {
		t := &convert.Trace{Page: page}
		if reject, ok := errors.AsType[*schema.Reject](err); ok {
			t.Reject = reject
		} else if err != nil {
			return nil, err
		}
		f.take(name, t, pages, byRecord)
		if len(byRecord) == 0 {
			break
		}
	}
	for _, i := range wanted {
		if pages[i].Trace == nil {
			left = append(left, i)
		}
	}
	return left, nil
}

// take gives a record to the page that wants it, if it is the one of the build.
func (f *pageFinder) take(name string, t *convert.Trace, pages []lossreport.Page, byRecord map[place]int) {
	s := schema.Source{}
	if t.Reject != nil {
		s = t.Reject.Source
	} else {
		s = t.Page.Source
	}
	at := place{strings.TrimPrefix(s.URI, readAs), s.Record}
	i, ok := byRecord[at]
	if !ok {
		return
	}
	delete(byRecord, at)
	p := &pages[i]
	if s.SHA256 != p.Source.SHA256 {
		const shown = 12
		have := s.SHA256
		if have == "" {
			have = "unknown"
		}
		p.Problem = fmt.Sprintf(
			"%s has changed since the build (SHA-256 %.*s, in the dataset %.*s); put the file of the build back, or build again",
			name, shown, have, shown, p.Source.SHA256)
		return
	}
	p.Problem = ""
	if t.Reject != nil {
		t.Reject.Source.URI = p.Source.URI
		p.Trace = t
		return
	}
	t.Page.ID, t.Page.Source.URI = p.ID, p.Source.URI
	p.Trace = convert.New(f.asBuilt(p)).Trace(t.Page)
	if a := p.Trace.Article; a != nil && len(f.v.o.codebooks) == 0 && f.v.o.topics == "" {
		a.Topics = p.Stored.Topics
	}
}

// asBuilt are the options under which the page became what the dataset holds. The
// rest of its site is not at hand; which of its lines recur there, the dataset tells.
func (f *pageFinder) asBuilt(p *lossreport.Page) convert.Options {
	o := f.convert
	if strings.Contains(p.Stored.Values["findings"], `"`+string(schema.FindingSiteTemplate)+`"`) {
		o.SiteLines = sitelines.NewTold(p.Stored.Text)
	}
	return o
}
