package record

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

func TestNewRefusesUnknownFields(t *testing.T) {
	for rename, want := range map[string]string{"headline": `unknown field "headline"`, "path": `"path" does not stand in records`} {
		if _, err := New(map[string]string{rename: "a"}, nil, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", rename, err)
		}
	}
}

func TestOneFieldForTwo(t *testing.T) {
	f, err := New(map[string]string{"x_part": "section", "title": "section"}, []schema.UserColumn{{Name: "x_other"}, {Name: "x_part"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Read(schema.Source{}, []byte(`{"text":"a","section":"Trade"}`), schema.FormatText, map[string]int64{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Fields.Title != "Trade" || p.Fields.Section != "Trade" || p.Fields.User[1].Str != "Trade" || p.Fields.User[0].Valid {
		t.Errorf("%+v", p.Fields)
	}
}

// TestFieldsInFields: what a record keeps in its metadata are fields of the page, also
// where the map carries the whole; a field of the record itself comes first.
func TestFieldsInFields(t *testing.T) {
	line := []byte(`{"text":"a b","title":"Outer","metadata":{"url":"https://pier.example/1","title":"Inner","Author":"Ada Lind","dump":"x"},"other":{"url":"no"}}`)
	for _, tt := range []struct {
		rename                    map[string]string
		url, title, user, nowhere string
	}{
		{nil, "https://pier.example/1", "Outer", "", "metadata.dump metadata.title other"},
		{map[string]string{"title": "metadata.title"}, "https://pier.example/1", "Inner", "", "metadata.dump other title"},
		{map[string]string{"x_m": "metadata"}, "https://pier.example/1", "Outer", `{"url":"https://pier.example/1","title":"Inner","Author":"Ada Lind","dump":"x"}`, "metadata.dump metadata.title other"},
	} {
		var user []schema.UserColumn
		if tt.rename["x_m"] != "" {
			user = append(user, schema.UserColumn{Name: "x_m"})
		}
		all, err := New(tt.rename, user, "")
		if err != nil {
			t.Fatal(err)
		}
		var s Sample
		s.Add(line, 1)
		f, _, err := all.For(&s)
		if err != nil {
			t.Fatal(err)
		}
		unmapped := map[string]int64{}
		p, err := f.Read(schema.Source{}, line, schema.FormatText, unmapped)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(user) > 0 {
			got = p.Fields.User[0].Str
		}
		if p.URL != tt.url || p.Fields.Title != tt.title || got != tt.user || strings.Join(slices.Sorted(maps.Keys(unmapped)), " ") != tt.nowhere {
			t.Errorf("%v: %q %q %q, nowhere %v", tt.rename, p.URL, p.Fields.Title, got, unmapped)
		}
	}
}

// TestPrintedLists: a list as Python prints it is one; what only looks like one is a name.
func TestPrintedLists(t *testing.T) {
	for s, want := range map[string]string{
		`['Ann Lee', "Dan O'Hara"]`:    "Ann Lee|Dan O'Hara",
		`["Ann Lee","Bo"]`:             "Ann Lee|Bo",
		`['Ann Lee' 'Bo Cruz']`:        "Ann Lee|Bo Cruz",
		"['Ann Lee'\n 'Bo Cruz']":      "Ann Lee|Bo Cruz",
		`['J\xe9an \'Jo\' \u010cech']`: "Jéan 'Jo' Čech",
		`[]`:                           "",
		`['']`:                         "",
		`[Ann Lee]`:                    "[Ann Lee]",
		`['Ann''Bo']`:                  "['Ann''Bo']",
		`['Ann]`:                       "['Ann]",
		`[1, 2]`:                       "[1, 2]",
		`None`:                         "",
	} {
		f, err := New(nil, nil, "")
		if err != nil {
			t.Fatal(err)
		}
		line, _ := json.Marshal(map[string]string{"text": "x", "authors": s})
		p, err := f.Read(schema.Source{}, line, schema.FormatText, map[string]int64{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(p.Fields.Authors, "|"); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

// TestSections: a text in sections is read as its markup says, and its summary is the deck.
func TestSections(t *testing.T) {
	line := []byte(`{"title":"Pier","body":{"summary":["Nobody","knows"],"sections":[{"headline":[],"paragraphs":["A < B said.","So did C."]},{"headline":["Later"],"paragraphs":["D left."]}]}}`)
	all, err := New(nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	var s Sample
	s.Add(line, 1)
	f, _, err := all.For(&s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Read(schema.Source{}, line, schema.FormatText, map[string]int64{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "<p>A &lt; B said.</p>\n<p>So did C.</p>\n<h2>Later</h2>\n<p>D left.</p>\n"; string(p.Body) != want || p.BodyFormat() != schema.FormatGiven || p.Fields.Subtitle != "Nobody knows" {
		t.Errorf("%q %s %+v", p.Body, p.BodyFormat(), p.Fields)
	}
}

// FuzzRead: a line is a page with a body in UTF-8 or a reject with a message.
func FuzzRead(f *testing.F) {
	user := []schema.UserColumn{{Name: "x_a", Type: schema.Utf8List}, {Name: "x_b", Type: schema.Timestamp}}
	fields, err := New(map[string]string{"x_a": "a", "x_b": "b", "title": "T"}, user, "id")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(`{"url":"u","html":"<p>","T":1,"authors":[{"name":"x"},2],"headers":{"A":["b"]},"retrieved_at":1,"id":7,"a":["x"],"b":"y"}`)
	f.Add(`{"text":"\ud800","html":""}`)
	f.Add(`{"text":""}`)
	f.Add(`{"url":"u","metadata":{"text":"x","a":[1]},"authors":"['a\\'b', \"c\"]"}`)
	f.Fuzz(func(t *testing.T, line string) {
		p, err := fields.Read(schema.Source{URI: "u"}, []byte(line), schema.FormatText, map[string]int64{})
		var reject *schema.Reject
		switch {
		case errors.As(err, &reject):
			if reject.Message == "" || reject.Reason != schema.RejectBadRecord && reject.Reason != schema.RejectNeedsFetch || reject.Source.SHA256 == "" {
				t.Fatalf("%q: reject %+v", line, reject)
			}
		case err != nil:
			t.Fatal(err)
		case len(p.Body) == 0 || !utf8.Valid(p.Body) || p.ID == "" || len(p.Fields.User) != len(user):
			t.Fatalf("%q: page %+v", line, p)
		}
	})
}
