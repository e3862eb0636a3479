package source

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// sampleSize is how many bytes at the beginning of a file say what the fields
// of its records mean: some thirty whole pages, or a thousand articles as text.
const sampleSize = 4 << 20

// maxGuesses bounds the guesses that are listed; a hostile input has a new name in every file.
const maxGuesses = 1000

// peek keeps the beginning of a stream in c.head and returns a reader of all of
// it. A stream that fails does so again behind its beginning.
func (c *crawl) peek(in *bufio.Reader) *bufio.Reader {
	if c.head == nil {
		c.head = make([]byte, 0, sampleSize)
		c.again = bufio.NewReaderSize(nil, bufferSize)
	}
	n, err := 0, error(nil)
	for n < cap(c.head) && err == nil {
		var more int
		more, err = in.Read(c.head[n:cap(c.head)])
		n += more
	}
	c.head = c.head[:n]
	rest := io.Reader(in)
	if err != nil {
		rest = ended{err}
	}
	c.again.Reset(io.MultiReader(bytes.NewReader(c.head), rest))
	return c.again
}

// ended is a stream behind its end, or behind the error that it ended in.
type ended struct{ err error }

func (e ended) Read([]byte) (int, error) { return 0, e.err }

// decide says what the fields of a file mean, by its first records.
func (c *crawl) decide(src schema.Source, records [][]byte) bool {
	var s record.Sample
	for i, line := range records[:min(len(records), record.MaxSample)] {
		s.Add(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), i+1)
	}
	_, ok := c.decideSample(src, &s)
	return ok
}

// decideSample says what the fields of a file mean, by a sample of its records.
func (c *crawl) decideSample(src schema.Source, s *record.Sample) (*fields.Meaning, bool) {
	own, meaning, err := c.at.fields.For(s)
	if err == nil && !c.r.opt.LeaveOutDates {
		err = meaning.CheckDates(fields.Record)
	}
	if err != nil {
		c.yield(nil, fmt.Errorf("%s: %w", src.URI, err))
		return nil, false
	}
	c.fields = own
	c.noteColumns(s.Columns(), meaning)
	for _, claim := range meaning.Claims {
		if claim.How == fields.Mapped && len(s.Columns()) > 0 {
			pair := claim.Field + "=" + claim.Column
			c.r.state.Mapped[pair] = c.r.state.Mapped[pair] || claim.At >= 0
		}
	}
	for _, p := range meaning.Proposals(s.Columns(), fields.Record) {
		c.r.state.propose(p.Field, ProposedField{p.Column, c.r.place})
	}
	for _, g := range meaning.Guesses() {
		c.r.state.guess(schema.Guess{Place: "records", Field: g.Field, Column: g.Column, Order: g.Order})
	}
	return meaning, true
}
