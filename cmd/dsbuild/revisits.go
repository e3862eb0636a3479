package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/source/revisit"
	"github.com/dsbuild/dsbuild/schema"
)

// keepRecords keeps what web archives say of their records: what a revisit refers to may lie in another shard, so
// that the reader leaves it open, or in pages that stood in the dataset before. Pages are always read from the first
// one, and so are records.
func (b *building) keepRecords(reader *source.Reader) error {
	u := b.kept
	name := u.file(shardRecords)
	if err := u.on.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var err error
	if u.records, err = resultfile.Create(u.on, name); err != nil {
		return err
	}
	note := func(file int, r *revisit.Record) {
		u.noted++
		_ = u.records.Add(convert.Stored{File: file, Data: r.Bytes()}) // Close has the error
	}
	switch base := b.plan.base; {
	case b.shard != nil:
		reader.LeaveRevisits(note)
	case base != nil && base.Records > 0:
		reader.NoteRecords(recordsOf(resultfile.Read(filepath.Join(base.dir, shardRecords), base.Records)), note)
	default:
		reader.NoteRecords(nil, note)
	}
	return nil
}

// takeRecords has the dataset keep the records of its web archives, and returns how many there are.
func (b *building) takeRecords() (int, error) {
	count, records := b.kept.noted, b.kept.file(shardRecords)
	if base := b.plan.base; base != nil && base.Records > 0 {
		both := b.kept.file("both-records")
		if err := b.kept.join(both, filepath.Join(base.dir, shardRecords), records); err != nil {
			return 0, err
		}
		count, records = count+base.Records, both
	}
	if count > 0 {
		b.builder.Take(path.Join(appendFolder, shardRecords), records)
	}
	return count, nil
}

// recordsOf reads records.
func recordsOf(stored iter.Seq2[convert.Stored, error]) iter.Seq2[revisit.Record, error] {
	return func(yield func(revisit.Record, error) bool) {
		for s, err := range stored {
			var r revisit.Record
			if err == nil {
				err = r.Parse(s.Data)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// revisits finds out what the revisits in the web archives of all shards refer to.
type revisits struct {
	shards    []*shardDir
	originals revisit.Originals
	passed    []string // why, of each revisit of what was passed over
}

// readRevisits reads which records the revisits of shards refer to.
func readRevisits(shards []*shardDir) (*revisits, error) {
	v := &revisits{shards: shards}
	for r, err := range v.records() {
		if err != nil {
			return nil, err
		}
		if r.Open {
			v.originals.Want(&r)
		}
	}
	return v, nil
}

// records are those of the web archives of all shards, in order.
func (v *revisits) records() iter.Seq2[revisit.Record, error] {
	return recordsOf(inOrder(v.shards, shardRecords, func(s *shardDir) int { return s.Records }))
}

// settle says of each revisit what it refers to, as a build of all files does, and leaves out those
// whose page was passed over.
func (v *revisits) settle(outcomes iter.Seq2[schema.Outcome, error]) iter.Seq2[schema.Outcome, error] {
	return func(yield func(schema.Outcome, error) bool) {
		next, stop := iter.Pull2(v.records())
		defer stop()
		for o, err := range outcomes {
			if err == nil && o.Reject != nil && o.Reject.Reason == schema.RejectRevisitUnresolved {
				var found revisit.Found
				if found, err = v.find(next, &o.Reject.Source); found.Skip != "" {
					v.passed = append(v.passed, found.Skip)
					continue
				}
				o.Reject.Reason, o.Reject.Message = found.Reject()
			}
			if !yield(o, err) {
				return
			}
		}
	}
}

// find goes on to the revisit in a place, and says what it refers to.
func (v *revisits) find(next func() (revisit.Record, error, bool), at *schema.Source) (revisit.Found, error) {
	for {
		r, err, more := next()
		switch {
		case err != nil:
			return revisit.Found{}, err
		case !more || r.Open && r.Place != at.URI+":"+at.Record:
			return revisit.Found{}, fmt.Errorf("no shard keeps what the revisit %s:%s refers to; build the shards again", at.URI, at.Record)
		case r.Open:
			return v.originals.Find(&r), nil
		}
		v.originals.Note(&r)
	}
}

// count puts right what the shards counted as pages.
func (v *revisits) count(read *source.State) {
	for _, kind := range v.passed {
		read.PassOver(kind)
	}
}

// wholeRecords makes sure that a shard has all that it keeps of web archives.
func (s *shardDir) wholeRecords() error {
	if s.Records == 0 {
		return nil
	}
	n, _, err := resultfile.Whole(filepath.Join(s.dir, shardRecords))
	if errors.Is(err, fs.ErrNotExist) {
		n, err = 0, nil
	}
	if err == nil && n != s.Records {
		err = fmt.Errorf("%s has %d of %d records of web archives: it is damaged; build it again", s.dir, n, s.Records)
	}
	return err
}
