package convert

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/schema"
)

func listed(all []Stored) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// What pages became is the same when it was stored: all of it, or as far as an earlier
// run had come.
func TestStored(t *testing.T) {
	reader, err := source.Open([]source.Input{{Path: "../datasets/examples/first/pages"}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() iter.Seq2[*schema.Page, error]{
		"made":    func() iter.Seq2[*schema.Page, error] { return pages(40) },
		"example": func() iter.Seq2[*schema.Page, error] { return reader.Pages(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			var kept []Stored
			keep := func(s Stored) error {
				kept = append(kept, s)
				return nil
			}
			options := Options{Workers: 3, Blocks: true, EvidenceAll: true}
			want := collect(t, New(options).Outcomes(t.Context(), read()))
			options.Keep = keep
			first := New(options)
			if diff := cmp.Diff(want, collect(t, first.Outcomes(t.Context(), read()))); diff != "" {
				t.Fatalf("keeping results changes them:\n%s", diff)
			}
			all := kept
			if len(all) != len(want) {
				t.Fatalf("%d results of %d pages are kept", len(all), len(want))
			}
			options.Keep = nil
			again := New(options)
			if diff := cmp.Diff(want, collect(t, again.Restore(t.Context(), listed(all)))); diff != "" {
				t.Errorf("restored:\n%s", diff)
			}
			if diff := cmp.Diff(first.Summary(), again.Summary()); diff != "" {
				t.Errorf("the summary of restored results:\n%s", diff)
			}
			for _, done := range []int{0, 1, len(all) / 2, len(all)} {
				kept = nil
				options.Keep, options.Before = keep, listed(all[:done])
				if diff := cmp.Diff(want, collect(t, New(options).Outcomes(t.Context(), read()))); diff != "" {
					t.Errorf("%d results from before:\n%s", done, diff)
				}
				if diff := cmp.Diff(all[done:], kept, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%d results from before: other results are kept:\n%s", done, diff)
				}
			}
		})
	}
}

func TestStoredOfOtherPages(t *testing.T) {
	var kept []Stored
	options := Options{Keep: func(s Stored) error { kept = append(kept, s); return nil }}
	collect(t, New(options).Outcomes(t.Context(), pages(6)))
	want := collect(t, New(Options{}).Outcomes(t.Context(), pages(6)))
	failure := func(o Options, read iter.Seq2[*schema.Page, error]) error {
		for _, err := range New(o).Outcomes(t.Context(), read) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	swapped := slices.Clone(kept)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	if err := failure(Options{Before: listed(swapped)}, pages(6)); !errors.Is(err, ErrOtherPages) {
		t.Errorf("pages in another order: %v", err)
	}
	moved := slices.Clone(kept)
	moved[3].File++
	if err := failure(Options{Before: listed(moved)}, pages(6)); !errors.Is(err, ErrOtherPages) {
		t.Errorf("a page of another file: %v", err)
	}
	for i := range kept[0].Data {
		bad := slices.Clone(kept)
		bad[0].Data = slices.Clone(bad[0].Data)
		bad[0].Data[i] ^= 8
		if failure(Options{Before: listed(bad)}, pages(6)) == nil { // a bit that zstd does not use
			if diff := cmp.Diff(want, collect(t, New(Options{Before: listed(bad)}).Outcomes(t.Context(), pages(6)))); diff != "" {
				t.Errorf("a result with byte %d changed is read as another one:\n%s", i, diff)
			}
		}
	}
	refused := errors.New("the disk is full")
	if err := failure(Options{Keep: func(Stored) error { return refused }}, pages(6)); !errors.Is(err, refused) {
		t.Errorf("a result that cannot be kept: %v", err)
	}
}
