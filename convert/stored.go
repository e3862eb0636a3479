package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"
	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/schema"
)

// Stored is what one page became, as bytes that a later run or another machine takes
// instead of converting the page: before it is known which pages came before it.
type Stored struct {
	File int    // number of the file among those of the run, as Options.Place tells it
	Page uint64 // stands for the page and its place
	Data []byte // nil: the page was not converted yet
}

// storedResult is what Data holds.
type storedResult struct {
	Outcome   schema.Outcome
	Row       int // of the index, matched by canonical URL; 0 none
	TextKey   digest
	OwnID     bool
	SiteLines int
}

// ErrOtherPages means that pages are not those whose results were stored.
var ErrOtherPages = errors.New("the pages are not those that were converted before")

// maxStored bounds one result: above any page at the default limits.
const maxStored = 1 << 30

// coding turns results into bytes and back. It is made once, when it is first wanted.
type coding struct {
	enc     cbor.UserBufferEncMode
	dec     cbor.DecMode
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	rooms   sync.Pool // of buffers, for what is not packed yet
	failure error
}

var standardCoding = sync.OnceValue(func() *coding {
	c := &coding{rooms: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
	const most = 1 << 26 // of elements: no page has as many
	var errs [4]error
	c.enc, errs[0] = cbor.EncOptions{Time: cbor.TimeRFC3339NanoUTC}.UserBufferEncMode()
	c.dec, errs[1] = cbor.DecOptions{MaxArrayElements: most, MaxMapPairs: most, UTF8: cbor.UTF8DecodeInvalid}.DecMode()
	c.pack, errs[2] = zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	c.unpack, errs[3] = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStored))
	c.failure = errors.Join(errs[:]...)
	return c
})

// store turns a result into bytes.
func (c *coding) store(r *result) ([]byte, error) {
	if c.failure != nil {
		return nil, c.failure
	}
	s := storedResult{Outcome: r.Outcome, TextKey: r.textKey, OwnID: r.ownID, SiteLines: r.siteLines}
	if r.canonicalRow != nil {
		s.Row = r.canonicalRow.Number
	}
	b, _ := c.rooms.Get().(*bytes.Buffer)
	defer c.rooms.Put(b)
	b.Reset()
	if err := c.enc.MarshalToBuffer(&s, b); err != nil {
		return nil, fmt.Errorf("store what a page became: %w", err)
	}
	return c.pack.EncodeAll(b.Bytes(), nil), nil
}

// restore is the other way round of store.
func (c *coding) restore(data []byte) (r result, err error) {
	if c.failure != nil {
		return r, c.failure
	}
	b, err := c.unpack.DecodeAll(data, nil)
	var s storedResult
	if err == nil {
		err = c.dec.Unmarshal(b, &s)
	}
	if err == nil && (s.Outcome.Article == nil) == (s.Outcome.Reject == nil) {
		err = errors.New("it is neither an article nor a reject")
	}
	if err != nil {
		return r, fmt.Errorf("a stored result cannot be read: %w", err)
	}
	r = result{Outcome: s.Outcome, textKey: s.TextKey, ownID: s.OwnID, siteLines: s.SiteLines}
	if s.Row > 0 {
		r.canonicalRow = &schema.IndexRow{Number: s.Row}
	}
	return r, nil
}

// PageNumber is the number that Stored has of a page: it stands for the page and its place.
func PageNumber(s *schema.Source, id string) uint64 {
	return xxh3.HashString(s.URI + "\x00" + s.Record + "\x00" + id + "\x00" + s.SHA256)
}

// item is on its way through the workers: a page, the reject that stands in its place, or
// what either became before.
type item struct {
	page   *schema.Page
	reject *schema.Reject
	stored Stored
}

// weight is the share of an item in the budget of what is in flight.
func (i item) weight() int64 {
	if i.page == nil {
		return int64(len(i.stored.Data))
	}
	return weight(i.page)
}

// items joins the pages with what they became before.
func (c *Converter) items(pages iter.Seq2[*schema.Page, error]) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		before := newStore(c.opt.Before)
		defer before.stop()
		for page, err := range pages {
			one := item{page: page}
			switch {
			case errors.As(err, &one.reject):
				one.stored.Page, err = PageNumber(&one.reject.Source, one.reject.ID), nil
			case err == nil:
				one.stored.Page = PageNumber(&page.Source, page.ID)
			}
			if c.opt.Place != nil {
				one.stored.File = c.opt.Place()
			}
			if err == nil {
				err = before.fill(&one)
			}
			if err == nil {
				err = c.sparePage(&one)
			}
			if !yield(one, err) {
				return
			}
		}
	}
}

// store reads what pages became before, one after the other.
type store struct {
	next func() (Stored, error, bool)
	stop func()
	done bool
}

func newStore(before iter.Seq2[Stored, error]) *store {
	if before == nil {
		return &store{stop: func() {}, done: true}
	}
	s := &store{}
	s.next, s.stop = iter.Pull2(before)
	return s
}

// fill gives an item what it became before, where that is known.
func (s *store) fill(one *item) error {
	if s.done {
		return nil
	}
	before, err, ok := s.next()
	switch {
	case !ok:
		s.done = true
		return nil
	case err != nil:
		return err
	case before.Page != one.stored.Page || before.File != one.stored.File:
		return ErrOtherPages
	}
	*one = item{stored: before}
	return nil
}

// Restore yields the outcomes of pages that were converted before, in the order of
// stored: as Outcomes over those pages does.
func (c *Converter) Restore(ctx context.Context, stored iter.Seq2[Stored, error]) iter.Seq2[schema.Outcome, error] {
	return c.Continue(ctx, stored, func(func(*schema.Page, error) bool) {})
}

// Continue yields the outcomes of pages that were converted before, in the order of
// stored, and then those of more pages, in one run: what is again, is so over both.
func (c *Converter) Continue(ctx context.Context, stored iter.Seq2[Stored, error], pages iter.Seq2[*schema.Page, error],
) iter.Seq2[schema.Outcome, error] {
	return c.outcomes(ctx, func(yield func(item, error) bool) {
		for s, err := range stored {
			if !yield(item{stored: s}, err) {
				return
			}
		}
		c.items(pages)(yield)
	})
}

// Apart is what one page became, before it is known which pages came before it: no
// article is a duplicate yet, of a record or of a text.
type Apart struct {
	schema.Outcome
	Data []byte // as in Stored; nil where it was not asked for
}

// Apart converts each page for itself, in their order: for parts of the pages that are
// put together elsewhere. Data says whether what Restore takes is wanted.
func (c *Converter) Apart(ctx context.Context, pages iter.Seq2[*schema.Page, error], data bool) iter.Seq2[Apart, error] {
	return func(yield func(Apart, error) bool) {
		limits := ordered.Options{Workers: c.opt.Workers, Budget: budget}
		worker := func() func(item) (Apart, error) {
			work := c.worker()
			return func(one item) (a Apart, err error) {
				r, err := work(one)
				if a.Outcome = r.Outcome; err == nil && data {
					a.Data, err = standardCoding().store(&r)
				}
				return a, err
			}
		}
		for a, err := range ordered.Map(ctx, limits, c.items(pages), item.weight, worker) {
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// work makes of an item what the page became; stored has Data where it is to be kept.
func (p *pipeline) work(one item) (r result, err error) {
	switch {
	case one.page != nil:
		p.begin(one.page, one.stored.Page)
		r = p.result(one.page)
	case one.reject != nil:
		r.Reject = one.reject
	default:
		return standardCoding().restore(one.stored.Data)
	}
	if p.opt.Keep != nil {
		r.stored = one.stored
		r.stored.Data, err = standardCoding().store(&r)
	}
	return r, err
}
