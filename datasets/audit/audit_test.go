package audit_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets/audit"
	"github.com/dsbuild/dsbuild/schema"
)

// ids is a dataset of articles of which nothing but the doc_id is known.
type ids []string

func (d ids) Rows(table string, _ ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		for _, id := range d {
			if table == "articles" && !yield([]schema.Value{{Valid: true, Str: id}}, nil) {
				return
			}
		}
	}
}

func counted(t *testing.T, files ...string) (*audit.Result, error) {
	t.Helper()
	var m audit.Marks
	for i, body := range files {
		if err := m.Read(fmt.Sprintf("audit%d.csv", i+1), strings.NewReader(body)); err != nil {
			return nil, err
		}
	}
	return m.Count(ids{"a1", "a2", "a3"}, schema.Tables(nil))
}

// The share right of three marks, with its interval.
func ExampleMarks() {
	var m audit.Marks
	err := m.Read("audit.csv", strings.NewReader("doc_id,field,right\na1,title,true\na2,title,true\na2,authors,false\n"))
	if err != nil {
		panic(err)
	}
	result, err := m.Count(ids{"a1", "a2", "a3"}, schema.Tables(nil))
	if err != nil {
		panic(err)
	}
	for _, f := range result.Fields {
		fmt.Printf("%s: %d of %d right, %.2f to %.2f\n", f.Field, f.Right, f.Marked, f.Low, f.High)
	}
	// Output:
	// title: 2 of 2 right, 0.34 to 1.00
	// authors: 0 of 1 right, 0.00 to 0.79
}

// What spreadsheets make of the file is read too; a mark counts once, an empty one not at all.
func TestForms(t *testing.T) {
	want, err := counted(t, "doc_id,field,right\na1,text,true\na2,text,false\na3,title,true\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, files := range map[string][]string{
		"semicolons, BOM": {"\ufeffdoc_id;field;right\r\na1;text;TRUE\r\na2;text;FALSE\r\na3;title;1\r\n"},
		"tabs, order":     {"right\tnote\tfield\tdoc_id\nyes\t\ttext\ta1\nx\tcut off\ttext\ta2\ny\t\ttitle\ta3\n"},
		"two files":       {"doc_id,field,right\na1,text,true\na3,authors,\n", "doc_id,field,right\na1,text,true\na2,text,no\na3,title,right\n"},
	} {
		got, err := counted(t, files...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Marks of quotes are counted by kind, those of articles that are gone apart.
func TestSheetOfQuotes(t *testing.T) {
	got, err := counted(t, "mark,doc_id,quote_index,kind,probability,speaker_confidence\nright,a1,0,direct,1,0.9\nextent,a1,1,direct,1,0.9\n,a2,0,direct,1,\nright,gone,0,direct,1,\n")
	if err != nil {
		t.Fatal(err)
	}
	want := &audit.Result{Articles: 1, Elsewhere: 1, Fields: []audit.Field{{Field: "quotes: direct", Right: 1, Marked: 2, Share: 0.5, Low: 0.0945, High: 0.9055}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What cannot be counted is named, with file, line and what to do.
func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		files []string
		says  string
	}{
		{[]string{""}, "audit1.csv: it is empty"},
		{[]string{"doc_id,mark\na1,right\n"}, "must name the columns doc_id, field and right"},
		{[]string{"doc_id,field,right\na1,text,perhaps\n"}, `audit1.csv: line 2: right is "perhaps"`},
		{[]string{"doc_id,field,right\n,text,true\n"}, "line 2: doc_id or field is empty"},
		{[]string{"doc_id,field,right\na1,text,true\n", "doc_id,field,right\na1,text,false\n"}, "audit1.csv line 2 says that text of a1 is right, audit2.csv line 2 the contrary"},
		{[]string{"doc_id,field,right\nb1,text,true\n"}, "none of the articles that are marked"},
		{[]string{"doc_id,field,right\n\"a1,text,true\n"}, "audit1.csv"},
	} {
		if _, err := counted(t, tt.files...); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q: %v, want %q", tt.files, err, tt.says)
		}
	}
}
