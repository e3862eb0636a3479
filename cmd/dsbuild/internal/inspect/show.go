package inspect

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// inspection is one run of inspect.
type inspection struct {
	cmd     *cobra.Command
	o       *options
	version string // of the program
	digest  string // of the dataset that the pages belong to; "" none
	model   *quote.Model
	made    *convert.Converter // of files: with all evidence
}

// files shows pages of the files that were named.
func (v *inspection) files(args []string) error {
	if err := v.place(); err != nil {
		return err
	}
	fields, err := option.Pairs("map", v.o.fieldMap)
	if err != nil {
		return command.Usagef("%w", err)
	}
	opt := source.Options{Map: fields, LeaveOutDates: true, TextIsPage: v.o.textIs == "page", Stdin: v.cmd.InOrStdin()}
	codebooks, topics, err := option.Topics(v.o.codebooks, v.o.topics, true) // one page is looked at, and nothing counted
	if err != nil {
		return err
	}
	v.made = convert.New(convert.Options{
		EvidenceAll: true, ParagraphTopics: true, QuoteModel: v.model, Codebooks: codebooks, TopicModel: topics,
	})
	if v.o.sample > 0 {
		pages, total, err := v.sampleOf(args, opt)
		if err != nil {
			return err
		}
		return v.show(pages, fmt.Sprintf("a sample of %d of %s of %s", len(pages), screen.Number(total, "page"), nameOf(args)))
	}
	var pages []lossreport.Page
	for _, name := range args {
		file, member := splitMember(name)
		reader, err := source.Open([]source.Input{{Path: file}}, opt)
		if err != nil {
			return err
		}
		t, err := v.wanted(reader, name, member)
		if err != nil {
			return err
		}
		pages = append(pages, lossreport.Page{Trace: t})
	}
	return v.show(pages, nameOf(args))
}

// nameOf says what was named, without the folders it lies in.
func nameOf(args []string) string {
	if len(args) == 1 {
		return filepath.Base(filepath.Clean(args[0]))
	}
	return screen.Number(int64(len(args)), "file")
}

// splitMember parts FILE!MEMBER, as source_uri names the member of an archive; a
// file of the whole name comes first.
func splitMember(name string) (file, member string) {
	if _, err := os.Stat(name); err == nil {
		return name, ""
	}
	for i := range len(name) {
		if name[i] != '!' {
			continue
		}
		if info, err := os.Stat(name[:i]); err == nil && !info.IsDir() {
			return name[:i], name[i:]
		}
	}
	return name, ""
}

// wanted traces the record of a file that was asked for, or of a member of it.
func (v *inspection) wanted(reader *source.Reader, name, member string) (*convert.Trace, error) {
	o := v.o
	for page, err := range reader.Pages(v.cmd.Context()) {
		record, id, uri := "", "", ""
		reject, isReject := errors.AsType[*schema.Reject](err)
		switch {
		case isReject:
			record, id, uri = reject.Source.Record, reject.ID, reject.Source.URI
		case err != nil:
			return nil, err
		default:
			record, id, uri = page.Source.Record, page.ID, page.Source.URI
		}
		otherRecord := o.record != "" && record != o.record
		otherID := len(o.docIDs) > 0 && !slices.Contains(o.docIDs, id)
		if !strings.HasSuffix(uri, member) || otherRecord || otherID {
			continue
		}
		if isReject {
			return &convert.Trace{Reject: reject}, nil
		}
		return v.made.Trace(page), nil
	}
	switch {
	case o.record != "":
		return nil, fmt.Errorf("%s has no record %s; records of JSONL are line numbers, of a WARC offsets, as in source_record", name, o.record)
	case len(o.docIDs) > 0:
		return nil, fmt.Errorf("%s has no page with the doc_id %s", name, o.docIDs[0])
	}
	if member != "" {
		return nil, fmt.Errorf("there is no member %s; name it FILE!MEMBER, as source_uri does", name)
	}
	return nil, fmt.Errorf("%s holds no page", name)
}

// sampleOf traces some of the pages of all inputs together.
func (v *inspection) sampleOf(args []string, opt source.Options) (pages []lossreport.Page, total int64, err error) {
	inputs := make([]source.Input, len(args))
	for i, name := range args {
		inputs[i].Path = name
	}
	reader, err := source.Open(inputs, opt)
	if err != nil {
		return nil, 0, err
	}
	chosen := newSample[convert.Trace](v.o.sample)
	for page, err := range reader.Pages(v.cmd.Context()) {
		total++
		reject, isReject := errors.AsType[*schema.Reject](err)
		switch {
		case isReject:
			chosen.add(reject.ID+reject.Source.URI+reject.Source.Record, convert.Trace{Reject: reject})
		case err != nil:
			return nil, 0, err
		default:
			chosen.add(page.ID, convert.Trace{Page: page})
		}
	}
	for _, c := range chosen.items {
		t := &c.item
		if t.Reject == nil {
			t = v.made.Trace(t.Page)
		}
		pages = append(pages, lossreport.Page{Trace: t})
	}
	if len(pages) == 0 {
		return nil, 0, fmt.Errorf("%s holds no page", nameOf(args))
	}
	return pages, total, nil
}

// sample keeps the n items whose ids have the smallest digests: the same for
// the same pages, whatever their order.
type sample[T any] struct {
	n     int
	items []sampled[T]
}

type sampled[T any] struct {
	key  [sha256.Size]byte
	item T
}

func newSample[T any](n int) *sample[T] { return &sample[T]{n: n} }

func (s *sample[T]) add(id string, item T) {
	key := sha256.Sum256([]byte(id))
	at, _ := slices.BinarySearchFunc(s.items, key, func(x sampled[T], key [sha256.Size]byte) int {
		if c := bytes.Compare(x.key[:], key[:]); c != 0 {
			return c
		}
		return -1 // behind its equals
	})
	if at >= s.n {
		return
	}
	if len(s.items) == s.n {
		s.items = s.items[:s.n-1]
	}
	s.items = slices.Insert(s.items, at, sampled[T]{key, item})
}

// show writes the pages in the format that was asked for. Pages that could not
// be read are named; without any other there is nothing to show.
func (v *inspection) show(pages []lossreport.Page, of string) error {
	missing := 0
	for i := range pages {
		if p := &pages[i]; p.Trace == nil {
			missing++
			fmt.Fprintf(v.cmd.ErrOrStderr(), "dsbuild: %s: %s\n", text.Terminal(p.Source.URI), text.Terminal(p.Problem))
		}
	}
	if missing == len(pages) {
		return fmt.Errorf("none of %s could be shown", screen.Number(int64(missing), "page"))
	}
	err := v.write(func(w io.Writer) error {
		if v.o.format == "html" {
			return lossreport.Write(w, &lossreport.Report{Tool: v.version, Of: of, Dataset: v.digest, Pages: pages})
		}
		for i := range pages {
			if err := v.one(w, pages[i].Trace); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if v.o.out != "" {
		fmt.Fprintf(v.cmd.OutOrStdout(), "%s shows %s; open it in a browser\n", v.o.out, screen.Number(int64(len(pages)-missing), "page"))
	}
	if missing > 0 {
		return command.Findingsf("%d of %s could not be shown", missing, screen.Number(int64(len(pages)), "page"))
	}
	return nil
}

// one prints a trace as text or JSON.
func (v *inspection) one(w io.Writer, t *convert.Trace) error {
	switch {
	case t == nil:
		return nil
	case v.o.format == "json":
		return screen.JSON(w, newTraceDocument(t))
	}
	return showTrace(w, t, v.o.width, v.o.out == "" && screen.Colours())
}

// place refuses a file to write that must not be replaced.
func (v *inspection) place() error {
	name := v.o.out
	if name == "" {
		return nil
	}
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !v.o.overwrite:
		return fmt.Errorf("%s exists; choose another name, or replace it with --overwrite", name)
	case !info.Mode().IsRegular() || !isReport(name):
		return fmt.Errorf("%s is no loss report of dsbuild, so it is not replaced; choose another name", name)
	}
	return nil
}

// isReport reports whether a file begins as a loss report does.
func isReport(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	const head = 512
	b, err := io.ReadAll(io.LimitReader(f, head))
	return err == nil && bytes.Contains(b, []byte(`content="`+lossreport.Format+`"`))
}

// write hands the place of the output to draw: standard output, or a file that
// appears whole or not at all.
func (v *inspection) write(draw func(io.Writer) error) (err error) {
	if v.o.out == "" {
		return draw(v.cmd.OutOrStdout())
	}
	if err := v.place(); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(v.o.out), "."+filepath.Base(v.o.out)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", v.o.out, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", v.o.out, err), os.Remove(f.Name()))
		}
	}()
	err = draw(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = context.Cause(v.cmd.Context())
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), v.o.out)
}
