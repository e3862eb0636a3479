package record

import (
	"errors"
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
	f.Fuzz(func(t *testing.T, line string) {
		p, err := fields.Read(schema.Source{URI: "u"}, []byte(line), schema.FormatText, map[string]int64{})
		var reject *schema.Reject
		switch {
		case errors.As(err, &reject):
			if reject.Message == "" || reject.Reason != schema.RejectBadRecord || reject.Source.SHA256 == "" {
				t.Fatalf("%q: reject %+v", line, reject)
			}
		case err != nil:
			t.Fatal(err)
		case len(p.Body) == 0 || !utf8.Valid(p.Body) || p.ID == "" || len(p.Fields.User) != len(user):
			t.Fatalf("%q: page %+v", line, p)
		}
	})
}
