package validate_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// TestDeclared reads the schema off a dataset and off parts of two that differ.
func TestDeclared(t *testing.T) {
	dir := build(t, datasets.Options{}, 20, nil)
	present := schema.Describe(nil)
	version := schema.Side{Name: schema.Version, Document: &present}
	side, drift, err := validate.Declared(context.Background(), dir, validate.Options{})
	if err != nil || len(drift) > 0 || side.Physical || side.Version != schema.Version {
		t.Fatalf("%+v %v %v", side, drift, err)
	}
	if changes := schema.Diff(version, side); len(changes) > 0 {
		t.Errorf("what was just written differs from its version: %v", changes)
	}

	plain := filepath.Join(t.TempDir(), "plain")
	b, err := datasets.Create(plain, datasets.Options{})
	if err != nil {
		t.Fatal(err)
	}
	outcomes, summary := outcometest.Outcomes(1, 20)
	for _, o := range outcomes {
		if o.Article != nil {
			o.Article.User = nil
		}
		if err := b.Add(o); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Finish(summary); err != nil {
		t.Fatal(err)
	}
	mixed := t.TempDir()
	write(t, mixed, "articles-0.parquet", read(t, dir, "articles/articles-00000.parquet"))
	write(t, mixed, "articles-1.parquet", read(t, plain, "articles/articles-00000.parquet"))
	side, drift, err = validate.Declared(context.Background(), mixed, validate.Options{})
	if err != nil || len(drift) != 1 || !side.Partial {
		t.Fatalf("%+v %v %v", side, drift, err)
	}
	var want []schema.Change
	for _, u := range outcometest.UserColumns() {
		want = append(want, schema.Change{Verdict: schema.Major, Place: "articles." + u.Name, What: "column removed", Old: u.Type.String()})
	}
	if diff := cmp.Diff(validate.Drift{File: "articles-1.parquet", Than: "articles-0.parquet", Changes: want}, drift[0]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	write(t, mixed, "articles-0.parquet", []byte("PAR1"))
	if _, _, err := validate.Declared(context.Background(), mixed, validate.Options{}); err == nil || !strings.Contains(err.Error(), "articles-0.parquet") {
		t.Errorf("a damaged part: %v", err)
	}
}

// TestDeclaredOfAnyFiles reads columns off files that are of none of our tables.
func TestDeclaredOfAnyFiles(t *testing.T) {
	dir := t.TempDir()
	for name, kind := range map[string]arrow.DataType{"x.parquet": arrow.PrimitiveTypes.Int64, "y.parquet": arrow.BinaryTypes.String} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		s := arrow.NewSchema([]arrow.Field{{Name: "a", Type: kind, Nullable: true}}, nil)
		values := array.MakeArrayOfNull(memory.DefaultAllocator, kind, 2)
		rows := array.NewTable(s, []arrow.Column{*arrow.NewColumn(s.Field(0), arrow.NewChunked(kind, []arrow.Array{values}))}, 2)
		if err := pqarrow.WriteTable(rows, f, 10, nil, pqarrow.DefaultWriterProps()); err != nil {
			t.Fatal(err)
		}
	}
	side, drift, err := validate.Declared(context.Background(), dir, validate.Options{})
	if err != nil || side.Table(validate.Loose) == nil || len(drift) != 1 || drift[0].Changes[0].What != "type changed" {
		t.Errorf("%+v, %+v, %v", side, drift, err)
	}
	named, _, err := validate.Declared(context.Background(), filepath.Join(dir, "x.parquet"), validate.Options{Table: "links"})
	if err != nil || named.Table("links") == nil {
		t.Errorf("%+v, %v", named, err)
	}
	if _, _, err := validate.Declared(context.Background(), build(t, datasets.Options{}, 5, nil), validate.Options{Table: "links"}); err != nil {
		t.Errorf("a dataset says itself of which table its files are: %v", err)
	}
}
