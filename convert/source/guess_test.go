package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/dsbuild/dsbuild/schema"
)

const prose = "The council voted on Monday to raise harbour fees by a tenth, and the ferry companies said that they would pass them on."

// TestUsualNamesOfRecords: fields that scrapers write need no map, and what
// was guessed is listed.
func TestUsualNamesOfRecords(t *testing.T) {
	lines, pages, sum := readLines(t, Options{},
		`{"link":"https://harbour.example/a","headline":"Fees rise","content":"<p>`+prose+`</p>","byline":"Ada Lind","pubDate":"03/04/2024","extra":1}`,
		`{"link":"https://harbour.example/b","headline":"Fees fall","content":"`+prose+`","byline":{"name":"B. Voss"},"pubDate":"25/04/2024"}`,
		`{"link":"https://harbour.example/c","content":" \n<!DOCTYPE html><p>x","pubDate":"2024-05-01"}`)
	same(t, lines, []string{"stdin:1 html", "stdin:2 text", "stdin:3 html"})
	same(t, pages[0].URL, "https://harbour.example/a")
	same(t, pages[0].Fields, schema.Fields{Title: "Fees rise", Authors: []string{"Ada Lind"}, Published: "03/04/2024", PublishedOrder: "dmy"})
	same(t, pages[1].Fields.Authors, []string{"B. Voss"})
	same(t, sum.Unmapped, []schema.Count{{Name: "extra", Count: 1}})
	same(t, sum.Guesses, []schema.Guess{
		{Place: "records", Field: "authors", Column: "byline", Files: 1},
		{Place: "records", Field: "html", Column: "content", Files: 1},
		{Place: "records", Field: "published_date", Column: "pubDate", Order: "dmy", Files: 1},
		{Place: "records", Field: "title", Column: "headline", Files: 1},
		{Place: "records", Field: "url", Column: "link", Files: 1},
	})
}

// TestRecordsInAnyOrder: the meaning of a field does not depend on which record is the first.
func TestRecordsInAnyOrder(t *testing.T) {
	records := []string{
		`{"id":1,"body":"<p>` + prose + `","date":"03/04/2024"}`, `{"body":"` + prose + `","id":2,"date":null}`, `{"id":3,"date":"04/25/2024","body":"` + prose + `"}`,
		`{"id":4,"text":"","raw_text":"` + prose + `"}`, `{"id":5,"text":null,"body":"","raw_text":"<b>` + prose + `"}`,
	}
	want := make(map[string]string)
	for turn := range len(records) {
		turned := append(append([]string{}, records[turn:]...), records[:turn]...)
		_, pages, _ := readLines(t, Options{OwnID: "id"}, turned...)
		same(t, len(pages), len(records))
		for _, p := range pages {
			got := fmt.Sprintf("%s %q %s %s", p.Source.Format, p.Body[:2], p.Fields.Published, p.Fields.PublishedOrder)
			if want[p.ID] == "" {
				want[p.ID] = got
			}
			same(t, got, want[p.ID])
		}
	}
}

// TestObjectBesideText: a field that cannot be the page does not keep another from being it.
func TestObjectBesideText(t *testing.T) {
	lines, pages, _ := readLines(t, Options{}, `{"html":{"url":"https://harbour.example/a"},"plaintext":"`+prose+`"}`, `{"html":[],"text":"x y"}`)
	same(t, lines, []string{"stdin:1 text", "stdin:2 text"})
	same(t, string(pages[0].Body), prose)
}

func TestMapsOfNothingAreNamed(t *testing.T) {
	opt := Options{Map: map[string]string{"title": "headlnie", "x_wave": "wave"}, Stdin: strings.NewReader(`{"text":"x y","headline":"Fees","wave":1}`)}
	r, err := Open([]Input{{Path: "-"}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	drain(t, r)
	same(t, r.State().NotFound(), []string{"title=headlnie"})
}

// refused reads inputs that end in an error and returns it.
func refused(t *testing.T, opt Options, inputs ...Input) string {
	t.Helper()
	r, err := Open(inputs, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range r.Pages(context.Background()) {
		if reject := (*schema.Reject)(nil); err != nil && !errors.As(err, &reject) {
			return err.Error()
		}
	}
	return ""
}

func TestAmbiguousDatesAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "news.jsonl")
	write := func(lines ...string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"date", "published_at", "published_date", "date_modify", "modified_at"} {
		write(`{"text":"x y","`+name+`":"2024-01-02"}`, "", `{"text":"x z","`+name+`":"03/04/2024"}`)
		message := refused(t, Options{}, Input{Path: file})
		field := map[string]string{"date": "published_date", "date_modify": "modified_at"}[name]
		if field == "" {
			field = name
		}
		for _, want := range []string{"news.jsonl: record 3: " + field + ` "03/04/2024"`, `stands in "` + name + `"`, "--map " + field + "=" + name + ":dmy (or :mdy)"} {
			if !strings.Contains(message, want) {
				t.Errorf("%q lacks %q", message, want)
			}
		}
		// What the message proposes is accepted.
		same(t, refused(t, Options{Map: map[string]string{field: name + ":dmy"}}, Input{Path: file}), "")
		same(t, refused(t, Options{}, Input{Path: file, Map: map[string]string{field: name + ":mdy"}}), "")
		if field != name {
			same(t, refused(t, Options{Map: map[string]string{"x_when": name}}, Input{Path: file}), "")
		}
	}
}

// TestLateAmbiguousDate: behind the records that are looked at first, the one record loses its date, and says so.
func TestLateAmbiguousDate(t *testing.T) {
	lines := make([]string, 1500)
	for i := range lines {
		lines[i] = `{"text":"x y","date":"2024-01-02"}`
	}
	lines[1400] = `{"text":"x y","date":"03/04/2024"}`
	_, pages, _ := readLines(t, Options{}, lines...)
	same(t, pages[1399].Fields.Published, "2024-01-02")
	same(t, pages[1400].Fields.Published, "")
	same(t, pages[1400].Findings[0].Field, "published_date")
	if m := pages[1400].Findings[0].Message; !strings.Contains(m, "--map published_date=date:dmy") {
		t.Error(m)
	}
}

// TestPeekKeepsEveryByte: what is looked at first is read all the same, and a
// damaged end is still found.
func TestPeekKeepsEveryByte(t *testing.T) {
	var lines []string
	for size := 1; size < 3*sampleSize; size *= 3 {
		lines = append(lines, `{"headline":"`+fmt.Sprint(size)+`","body":"`+strings.Repeat("ab cd ", size/6+1)+`"}`)
	}
	got, pages, _ := readLines(t, Options{}, lines...)
	same(t, len(got), len(lines))
	for i, p := range pages {
		same(t, p.Source.SHA256, hexSum([]byte(lines[i])))
	}
	var packed strings.Builder
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(strings.Join(lines[:5], "\n")))
	_ = w.Close()
	cut := packed.String()[:packed.Len()-6]
	r, err := Open([]Input{{Path: "-"}}, Options{Stdin: strings.NewReader(cut)})
	if err != nil {
		t.Fatal(err)
	}
	all, _ := drain(t, r)
	if last := all[len(all)-1]; !strings.Contains(last, "bad_archive") {
		t.Error(all)
	}
}

func TestNoBodyNamesTheLikeliestField(t *testing.T) {
	r, err := Open([]Input{{Path: "-"}}, Options{Stdin: strings.NewReader(`{"kop":"Fees rise","verhaal":"` + strings.Repeat(prose, 3) + `"}`)})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range r.Pages(t.Context()) {
		if err == nil || !strings.Contains(err.Error(), "--map text=verhaal") {
			t.Error(err)
		}
	}
}

// TestPublishedDayBesideTheInstant: both names work, and the day as printed is
// kept beside an instant in UTC.
func TestPublishedDayBesideTheInstant(t *testing.T) {
	_, pages, _ := readLines(t, Options{}, `{"text":"x y","published_date":"2024-03-04","published_at":"2024-03-05T02:00:00Z"}`, `{"text":"x z","published_date":"2024-03-04"}`)
	same(t, pages[0].Fields, schema.Fields{Published: "2024-03-05T02:00:00Z", PublishedDay: "2024-03-04"})
	same(t, pages[1].Fields, schema.Fields{Published: "2024-03-04"})
}
