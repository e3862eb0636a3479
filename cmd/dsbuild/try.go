package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// wantedPages is the file that names pages to a process which converts them one at a time:
// one of them may end it.
type wantedPages struct {
	Pages  []uint64        // by the number of stored results
	Places map[string]bool // by URI, "\n" and record
}

func (w *wantedPages) has(s *schema.Source, number uint64) bool {
	_, found := slices.BinarySearch(w.Pages, number)
	return found || w.Places[s.URI+"\n"+s.Record]
}

func (w *wantedPages) write(on disk.Disk, name string) error {
	body, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return disk.Write(on, name, body)
}

// triedLine is a line of that process: a page that is taken up, what one became, or neither,
// as a sign of life.
type triedLine struct {
	Begins  uint64         `json:",omitempty"`
	Place   string         `json:",omitempty"` // of the page that begins
	Ended   uint64         `json:",omitempty"`
	Article string         `json:",omitempty"` // title, or id where there is none
	Reject  *schema.Reject `json:",omitempty"`
	Of      string         `json:",omitempty"` // place of the page that ended
}

// try converts the pages in another process, which reads their names in a file in dir, and hands over the line of each
// that comes to its end. last is the page that had begun and had not ended, where the process did not come to its own.
func (w *wantedPages) try(ctx context.Context, on disk.Disk, dir string, ended func(*triedLine)) (last triedLine, err error) {
	name := filepath.Join(dir, "try.json")
	if err := w.write(on, name); err != nil {
		return last, err
	}
	err = child.Run(ctx, []string{"--try=" + name}, child.Lines(func(l triedLine) {
		switch {
		case l.Begins != 0:
			last = l
		case l.Ended != 0:
			if l.Ended == last.Begins { // the next one may have begun before
				last = triedLine{}
			}
			ended(&l)
		}
	}))
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return last, err
}

// tryPages is the part of the process that converts pages of a build, each for itself. Lines that
// recur on other pages stay in the text.
func tryPages(cmd *cobra.Command, o *buildOptions, args []string) error {
	var wanted wantedPages
	body, err := os.ReadFile(o.try)
	if err == nil {
		err = json.Unmarshal(body, &wanted)
	}
	if err != nil {
		return err
	}
	p, err := newPlan(cmd, o, args)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.openBase(cmd, disk.Real); err != nil {
		return err
	}
	reader, index, err := p.open(cmd.Context(), cmd.InOrStdin())
	if err != nil {
		return err
	}
	b := &building{plan: p}
	if err := b.prepare(); err != nil {
		return err
	}
	say := sayLines(cmd.OutOrStdout())
	options := b.conversion(index)
	options.Workers = 1
	options.Work = func() func(*schema.Page, uint64) {
		return func(page *schema.Page, number uint64) {
			say(triedLine{Begins: number, Place: place(&page.Source)})
			if atPage != nil {
				atPage(page.Body)
			}
		}
	}
	var numbers []uint64
	var sources []schema.Source
	var mu sync.Mutex // pages are read while one is converted
	pages := func(yield func(*schema.Page, error) bool) {
		for page, err := range onlyPages(reader.Pages(cmd.Context()), &wanted, say) {
			s, id := sourceOf(page, err)
			mu.Lock()
			numbers, sources = append(numbers, convert.PageNumber(s, id)), append(sources, *s)
			mu.Unlock()
			if !yield(page, err) {
				return
			}
		}
	}
	n := 0
	for a, err := range convert.New(options).Apart(cmd.Context(), pages, false) {
		if err != nil {
			return err
		}
		mu.Lock()
		line := triedLine{Ended: numbers[n], Of: place(&sources[n]), Reject: a.Reject}
		mu.Unlock()
		if a.Article != nil {
			line.Article = titleOf(a.Article)
		}
		say(line)
		n++
	}
	return nil
}

func titleOf(a *schema.Article) string {
	if a.Title != "" {
		return a.Title
	}
	return a.ID
}

func place(s *schema.Source) string { return s.URI + "\n" + s.Record }

// sourceOf is where a page, or the reject in its place, came from.
func sourceOf(page *schema.Page, err error) (s *schema.Source, id string) {
	if reject, ok := errors.AsType[*schema.Reject](err); ok {
		return &reject.Source, reject.ID
	}
	if page != nil {
		return &page.Source, page.ID
	}
	return &schema.Source{}, ""
}

// sayLines writes lines, from more than one goroutine.
func sayLines(w io.Writer) func(triedLine) {
	var mu sync.Mutex
	e := json.NewEncoder(w)
	return func(l triedLine) {
		mu.Lock()
		defer mu.Unlock()
		_ = e.Encode(l) // who reads it has gone away, and ends this process
	}
}

// onlyPages leaves out pages that are not wanted.
func onlyPages(pages iter.Seq2[*schema.Page, error], wanted *wantedPages, say func(triedLine)) iter.Seq2[*schema.Page, error] {
	const often = 1 << 10 // pages are passed over between signs of life
	return func(yield func(*schema.Page, error) bool) {
		passed := 0
		for page, err := range pages {
			if s, id := sourceOf(page, err); (page != nil || s.URI != "") && !wanted.has(s, convert.PageNumber(s, id)) {
				if passed++; passed%often == 0 {
					say(triedLine{})
				}
				continue
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

// tryAlone converts the pages that may end the program in another process, one at a time, and
// notes which of them end that, too.
func (b *building) tryAlone(ctx context.Context) error {
	if b.kept == nil {
		return nil
	}
	d := b.kept.deaths
	for _, n := range b.plan.options.fatal {
		d.noted.Fatal[n] = true
	}
	if len(b.plan.options.fatal) > 0 {
		if err := d.write(); err != nil {
			return err
		}
	}
	for list := d.suspects(); len(list) > 0; list = d.suspects() {
		wanted := wantedPages{Pages: list}
		last, err := wanted.try(ctx, b.global.disk, b.kept.dir, func(l *triedLine) { d.innocent(l.Ended) })
		switch {
		case errors.Is(err, child.ErrDied) && last.Begins != 0:
			d.noted.Fatal[last.Begins] = true
		case err != nil && !errors.Is(err, child.ErrDied):
			return err
		default: // it came to its end, or died by something else than a page: what is left is not among the pages
			for _, n := range list {
				d.innocent(n)
			}
		}
		if err := d.write(); err != nil {
			return err
		}
	}
	return nil
}
