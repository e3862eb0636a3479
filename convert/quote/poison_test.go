package quote

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/poison"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// TestNothingOfTheTextBefore holds that a call finds the same whatever stands in the
// memory that it takes over, and that what it returned does not change with that memory.
func TestNothingOfTheTextBefore(t *testing.T) {
	texts := []schema.Text{{Language: "en"}, {Body: "No marks here.", Language: "xx"}}
	for _, c := range cases {
		texts = append(texts, schema.Text{Body: c.text, Language: "en"})
	}
	for _, c := range others {
		texts = append(texts, schema.Text{Body: c.body, Language: c.language})
	}
	found, memory := 0, &scratch{}
	spoil := func() {
		poison.Fill(memory)
		scratches.Put(memory)
	}
	for i := range texts {
		in := &texts[i]
		in.Paragraphs = text.Paragraphs(in.Body)
		// The pool holds nothing but what this test has put there, and it may forget that.
		scratches.New = func() any { return new(scratch) }
		*memory = scratch{}
		scratches.Put(memory)
		want := Annotate(in)
		scratches.New = func() any { return memory }
		spoil()
		got := Annotate(in)
		spoil()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q depends on the text before:\n%s", in.Body, diff)
		}
		found += len(want.Quotes)
	}
	scratches.New = func() any { return new(scratch) }
	if found < len(texts)/2 {
		t.Errorf("%d quotes in %d texts", found, len(texts))
	}
}
