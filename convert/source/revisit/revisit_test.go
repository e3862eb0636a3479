package revisit

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestShardsAreTheWhole: the answers in shards are those of one pass, whatever refers to what.
func TestShardsAreTheWhole(t *testing.T) {
	name := rapid.SampledFrom([]string{"", "", "1", "2", "3", "4"})
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Record {
			id, payload := name.Draw(t, "id"), name.Draw(t, "payload")
			r := Record{Own: Keys(id, payload), Open: rapid.Bool().Draw(t, "revisit")}
			if r.Open {
				r.Refers = Keys(name.Draw(t, "refers"), payload)
			} else if rapid.Bool().Draw(t, "skipped") {
				r.Skip = "image/gif"
			}
			return r
		}), 0, 40).Draw(t, "records")
		var want, got []Found
		var one, merged Originals
		answer := func(o *Originals, r *Record) []Found {
			if r.Open {
				return []Found{o.Find(r)}
			}
			o.Note(r)
			return nil
		}
		for i := range all {
			all[i].Place = fmt.Sprint("a.warc:", i)
			want = append(want, answer(&one, &all[i])...)
			if all[i].Open {
				merged.Want(&all[i])
			}
		}
		for i := range all {
			var r Record
			if err := r.Parse(all[i].Bytes()); err != nil || !reflect.DeepEqual(r, all[i]) {
				t.Fatalf("%+v, want %+v: %v", r, all[i], err)
			}
			got = append(got, answer(&merged, &r)...)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestMemory: where shards are put together, only what revisits ask for is remembered.
func TestMemory(t *testing.T) {
	var o Originals
	o.Want(&Record{Refers: Keys("7", ""), Open: true})
	for i := range 1000 {
		o.Note(&Record{Own: Keys(fmt.Sprint(i), fmt.Sprint("sha1:", i))})
	}
	if o.keys.Len() != 1 || o.records != 1 || !o.Find(&Record{Refers: Keys("7", "")}).Known {
		t.Errorf("%d keys are remembered", o.keys.Len())
	}
}

func FuzzParse(f *testing.F) {
	f.Add((&Record{Own: Keys("1", "2"), Refers: Keys("3", "2"), Open: true, Place: "a:1"}).Bytes())
	f.Add((&Record{Own: Keys("1", ""), Skip: "image/gif"}).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		var r, again Record
		if r.Parse(b) != nil {
			return
		}
		if err := again.Parse(r.Bytes()); err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("%+v, then %+v: %v", r, again, err)
		}
	})
}
