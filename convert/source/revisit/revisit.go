// Package revisit finds the record of a web archive that a revisit stands for: a page that
// the crawler had stored before, and did not store again.
//
// In: what each record says of itself, in the order of the records. Out: for each revisit, the record
// it refers to, or that there is none. Laws: only an earlier record counts, the first of its name;
// in shards, where the earlier one may lie in another file, the answers are those of one build.
package revisit

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"iter"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

// Key stands for the id or the payload of a record: half a SHA-256.
type Key [16]byte

// Keys are the keys of the record with this id and payload, the id first; "" is none.
func Keys(id, payload string) (keys []Key) {
	for _, name := range []struct{ kind, of string }{{"id ", id}, {"payload ", payload}} {
		if name.of != "" {
			sum := sha256.Sum256([]byte(name.kind + name.of))
			keys = append(keys, Key(sum[:]))
		}
	}
	return keys
}

// Record is what a record says of itself.
type Record struct {
	Own    []Key  // its keys
	Place  string // source_uri and source_record
	Skip   string // why it was passed over, ""
	Refers []Key  // of a revisit: the keys it refers to, in the order in which they count
	Open   bool   // it is a revisit
}

// Found is the record that a revisit refers to.
type Found struct {
	Known       bool
	Place, Skip string // as of Record
}

// Reject is what the revisit becomes where it is not passed over.
func (f Found) Reject() (schema.RejectReason, string) {
	if f.Known {
		return schema.RejectDuplicatePage,
			"a revisit: the page had not changed since the crawler stored it as " + f.Place + "; that one stands for it"
	}
	return schema.RejectRevisitUnresolved,
		"a revisit: the crawler had stored the page before, in a file that is not among the inputs; add that file"
}

// Originals remembers records by their keys. It takes some sixty bytes a record.
type Originals struct {
	keys   compact.Keys[Key]
	found  compact.List[int32] // by key: 1 + the number of the record; 0: none yet
	wanted bool                // only the keys that are there already are remembered
	taken  bool                // the records of an earlier run are among them

	places, skips compact.Strings // of records, as of Found
	records       int32
}

// Want makes the memory that of the revisits it is told of, not of all records. It is called before Note.
func (o *Originals) Want(r *Record) {
	o.wanted = true
	for _, k := range r.Refers {
		o.number(k)
	}
}

// Note remembers a record, unless one of the same name came before.
func (o *Originals) Note(r *Record) {
	noted := false
	for _, k := range r.Own {
		n, there := o.keys.Find(k)
		if there && *o.found.At(n) != 0 || !there && o.wanted {
			continue
		}
		if !noted {
			noted = true
			o.records++
			o.skips.Add(r.Skip)
			if r.Skip == "" {
				o.places.Add(r.Place)
			} else {
				o.places.Add("")
			}
		}
		*o.found.At(o.number(k)) = o.records
	}
}

// Take remembers the records of an earlier run, in their order; what it is given a second time
// is not read.
func (o *Originals) Take(records iter.Seq2[Record, error]) error {
	if o.taken {
		return nil
	}
	o.taken = true
	for r, err := range records {
		switch {
		case err != nil:
			return err
		case r.Open:
			o.Find(&r) // which may pass it over
		default:
			o.Note(&r)
		}
	}
	return nil
}

// number returns the number of a key, which is remembered from now on.
func (o *Originals) number(k Key) int {
	n, known := o.keys.Number(k)
	if !known {
		o.found.Add(0)
	}
	return n
}

// Hash is a part of the key.
func (k Key) Hash() uint64 { return binary.LittleEndian.Uint64(k[:]) }

// Find returns what a revisit refers to. One whose page was passed over is passed over as well, and noted so.
func (o *Originals) Find(r *Record) Found {
	for _, k := range r.Refers {
		n, there := o.keys.Find(k)
		if !there || *o.found.At(n) == 0 {
			continue
		}
		record := int(*o.found.At(n) - 1)
		f := Found{Known: true, Place: o.places.At(record), Skip: o.skips.At(record)}
		if f.Skip != "" {
			o.Note(&Record{Own: r.Own, Skip: f.Skip})
		}
		return f
	}
	return Found{}
}

// Bytes returns the record as bytes.
func (r *Record) Bytes() []byte {
	open := byte(0)
	if r.Open {
		open = 1
	}
	b := append([]byte(nil), open, byte(len(r.Own)), byte(len(r.Refers)))
	for _, keys := range [][]Key{r.Own, r.Refers} {
		for _, k := range keys {
			b = append(b, k[:]...)
		}
	}
	b = append(binary.AppendUvarint(b, uint64(len(r.Skip))), r.Skip...)
	return append(b, r.Place...)
}

// Parse reads what Bytes wrote.
func (r *Record) Parse(b []byte) error {
	const head = 3
	if len(b) < head || b[0] > 1 {
		return errDamaged
	}
	own, all := int(b[1]), int(b[1])+int(b[2])
	*r = Record{Open: b[0] == 1}
	if b = b[head:]; len(b) < all*len(Key{}) {
		return errDamaged
	}
	for i := range all {
		k := Key(b)
		if b = b[len(k):]; i < own {
			r.Own = append(r.Own, k)
		} else {
			r.Refers = append(r.Refers, k)
		}
	}
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return errDamaged
	}
	b = b[size:]
	r.Skip, r.Place = string(b[:n]), string(b[n:])
	return nil
}

var errDamaged = errors.New("what was kept of a web archive is damaged")
