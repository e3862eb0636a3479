package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParagraphs(t *testing.T) {
	for body, want := range map[string][]string{
		"":                              nil,
		"\n \n\t\n":                     nil,
		"one":                           {"one"},
		"one\ntwo":                      {"one", "two"},
		" \u00a0one two \r\n\r\n three": {"one two", "three"},
		"é\n\n\nü ":                     {"é", "ü"},
	} {
		var got []string
		for _, s := range Paragraphs(body) {
			got = append(got, body[s.Start:s.End])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", body, diff)
		}
	}
}
