package source

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSplitFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       map[string]any
		text       string
	}{
		{"fields", "---\ntitle: A ferry: late\nurl: https://a.example/1\ntags:\n- a\n - \"b\"\nempty:\n---\nIt came.\n", map[string]any{
			"title": "A ferry: late", "url": "https://a.example/1", "tags": []any{"a", "b"},
		}, "It came."},
		{"Windows", "\ufeff---\r\ntitle: 'Ferry'\r\n---\r\nIt came.\r\nIt left.", map[string]any{"title": "Ferry"}, "It came.\nIt left."},
		{"a rule before prose", "---\nIt came late, as it does.\n---\nIt left.", nil, ""},
		{"prose with a colon", "---\nWinter: it came.\n---\nIt left.", nil, ""},
		{"a list behind a value", "---\ntitle: Ferry\n- late\n---\nIt came.", nil, ""},
		{"no end", "---\ntitle: Ferry\n\nIt came.", nil, ""},
		{"a table of Markdown", "--- | ---\ntitle: Ferry\n---\nIt came.", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, text := splitFrontMatter(c.body)
			if diff := cmp.Diff(c.want, values); diff != "" || text != c.text {
				t.Errorf("text %q, -want +got\n%s", text, diff)
			}
		})
	}
}

func FuzzSplitFrontMatter(f *testing.F) {
	f.Add("---\ntitle: Ferry\ntags:\n- a\n---\nIt came.")
	f.Add("---\n- a\n---\n---\n")
	f.Fuzz(func(t *testing.T, body string) {
		values, text := splitFrontMatter(body)
		if values == nil && text != "" || len(text) > 2*len(body) || utf8.ValidString(body) && !utf8.ValidString(text) {
			t.Errorf("%v %q of %q", values, text, body)
		}
	})
}
