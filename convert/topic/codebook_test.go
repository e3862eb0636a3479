package topic

import (
	"strings"
	"testing"
)

func TestCAP(t *testing.T) {
	cb := CAP()
	if cb != CAP() {
		t.Error("the codebook is parsed twice")
	}
	const majorTopics = 21
	if len(cb.Codes) != majorTopics || cb.Name != "cap" || len(cb.Hash()) != 64 {
		t.Errorf("%d codes, name %q, hash %q", len(cb.Codes), cb.Name, cb.Hash())
	}
	for _, c := range cb.Codes {
		if len(c.Match) == 0 || len(c.Not) == 0 || c.Description == "" || len(c.Keywords["en"].Strong) < 10 {
			t.Errorf("code %s: a description, ten strong keywords and examples of both kinds are due", c.Code)
		}
	}
}

// The examples are the tests of the codebook.
func TestCAPExamples(t *testing.T) {
	for _, err := range CAP().Check("en") {
		t.Error(err)
	}
}

func TestCheckFinds(t *testing.T) {
	cb, err := Parse([]byte(`
name: small
version: "1"
codes:
  - code: a
    name: Apples
    keywords: {en: {strong: [apple*], weak: [fruit]}}
    match: ["Pears are fruit."]
    not: ["The apples are ripe."]
`))
	if err != nil {
		t.Fatal(err)
	}
	wrong := cb.Check("en")
	if len(wrong) != 2 || !strings.Contains(wrong[0].Error(), "must match") || !strings.Contains(wrong[1].Error(), "must not match") {
		t.Errorf("got %v", wrong)
	}
}

func TestParseErrors(t *testing.T) {
	const head = "name: n\nversion: \"1\"\ncodes:\n  - code: a\n    name: A\n"
	tests := []struct{ name, data, want string }{
		{"not YAML", "name: [", "parse codebook"},
		{"empty", "", "parse codebook"},
		{"unknown key", head + "    keyword: {}\n", "parse codebook:6:5: unknown key"},
		{"no codes", "name: n\nversion: \"1\"\n", "required"},
		{"code without name", "name: n\nversion: \"1\"\ncodes:\n  - code: a\n", "code 1 of the list"},
		{"code twice", head + "  - code: a\n    name: B\n", "code a stands twice"},
		{"alias", "name: &a t\nversion: *a\n", "1:7: "},
		{"key twice", head + "name: t\n", "6:1: mapping key"},
		{"star inside", head + "    keywords: {en: {strong: [tax* cut]}}\n", "* may stand at the end only"},
		{"star too early", head + "    keywords: {en: {strong: [ta*]}}\n", "at least 3 letters"},
		{"no letter", head + "    keywords: {en: {strong: [\"-\"]}}\n", "fewer than 2 letters"},
		{"punctuation", head + "    keywords: {en: {strong: [\"law, order\"]}}\n", "punctuation inside"},
		{"keyword twice", head + "    keywords: {en: {strong: [women's vote], weak: [womens-vote, women vote]}}\n", "stands twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.data))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}
