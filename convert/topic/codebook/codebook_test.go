package codebook

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
	if len(cb.Codes) != majorTopics || cb.Name != "cap" || len(cb.Hash()) != 64 || !cb.Measured() {
		t.Errorf("%d codes, name %q, hash %q", len(cb.Codes), cb.Name, cb.Hash())
	}
	for _, c := range cb.Codes {
		if len(c.Match) == 0 || len(c.Not) == 0 || c.Description == "" || len(c.Keywords["en"].Strong) < 10 {
			t.Errorf("code %s: a description, ten strong keywords and examples of both kinds are due", c.Code)
		}
	}
}

const head = "name: n\nversion: \"1\"\ncodes:\n  - code: a\n    name: A\n"

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"not YAML", "name: [", "parse codebook"},
		{"empty", "", "parse codebook"},
		{"unknown key", head + "    keyword: {}\n", "parse codebook:6:5: unknown key"},
		{"unknown key of a keyword", head + "    keywords: {en: {strong: [{keyword: tax, neer: [cut]}]}}\n", "unknown key \"neer\" (did you mean \"near\"?)"},
		{"no name", "version: \"1\"\ncodes: []\n", "name is missing"},
		{"a name that is a path", "name: ../n\nversion: \"1\"\n", `1:1: name "../n"; use small letters`},
		{"no version", "name: n\n", "version is missing"},
		{"no codes", "name: n\nversion: \"1\"\n", "there are no codes"},
		{"code without name", "name: n\nversion: \"1\"\ncodes:\n  - code: a\n", "4:5: code a has no name"},
		{"item without code", head + "  - name: B\n", "6:5: item 2 of codes has no code"},
		{"code twice", head + "  - code: a\n    name: B\n", "6:5: code a stands twice: it is item 1 of codes too"},
		{"code of two lines", head + "  - code: \"a\\nb\"\n    name: B\n", "6:5: code \"a\\nb\"; a code is one line"},
		{"unknown parent", head + "    parent: b\n", "6:5: code a has the parent b, which is no code"},
		{"own parent", head + "    parent: a\n", "6:5: code a is its own parent: a, then a"},
		{
			"circle of parents", head + "    parent: c\n  - {code: b, name: B, parent: a}\n  - {code: c, name: C, parent: b}\n",
			"6:5: code a is its own parent: a, then c, then b, then a",
		},
		{"alias", "name: &a t\nversion: *a\n", "1:7: "},
		{"key twice", head + "name: t\n", "6:1: mapping key"},
		{"language", head + "    keywords: {english: {strong: [tax]}}\n", `6:16: "english" is no language`},
		{"star inside", head + "    keywords: {en: {strong: [tax* cut]}}\n", "6:30: keyword \"tax* cut\": * may stand at the end only"},
		{"star too early", head + "    keywords: {en: {strong: [ta*]}}\n", "at least 3 letters"},
		{"no letter", head + "    keywords: {en: {strong: [\"-\"]}}\n", "fewer than 2 letters"},
		{"punctuation", head + "    keywords: {en: {strong: [\"law, order\"]}}\n", "punctuation inside"},
		{"keyword twice", head + "    keywords: {en: {strong: [women's vote], weak: [womens-vote, women vote]}}\n", "6:65: keyword \"women vote\" stands twice"},
		{"company twice", head + "    keywords: {en: {strong: [{keyword: tax, near: [cut]}, {keyword: Tax, near: [cut]}, {keyword: tax, near: [cut]}]}}\n", "stands twice"},
		{"company far away", head + "    keywords: {en: {strong: [{keyword: tax, near: [cut], within: 31}]}}\n", "within is 1 to 30 words, not 31"},
		{"no company", head + "    keywords: {en: {strong: [{keyword: tax, within: 3}]}}\n", "within needs near or not_near"},
		{"word of company", head + "    keywords: {en: {strong: [{keyword: tax, near: [cut, \"!\"]}]}}\n", "6:57: keyword \"!\""},
		{"exclusion twice", head + "    exclude: {en: [tax cut, Tax cut, tax-cut]}\n", "stands twice"},
		{"ignored twice", head + "ignore: {en: [tax cut, tax  cut]}\n", "6:24: phrase \"tax  cut\" stands twice"},
		{"example without text", head + "    match: [\" \"]\n", "6:13: an example without text"},
		{"extends what is not there", "extends: cop\n" + head, "1:1: there is no codebook \"cop\" to extend; dsbuild has cap"},
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

// TestCodesAsWritten holds that a code which looks like a number is not read as one.
func TestCodesAsWritten(t *testing.T) {
	cb, err := Parse([]byte("name: n\nversion: 1.10\ncodes:\n  - {code: 010, name: A}\n  - {code: 1.10, name: B, parent: 010}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if cb.Version != "1.10" || cb.Codes[0].Code != "010" || cb.Codes[1].Code != "1.10" || cb.Codes[1].Parent != "010" {
		t.Errorf("%q %+v", cb.Version, cb.Codes)
	}
}

func TestExtends(t *testing.T) {
	cb, err := Parse([]byte(`
name: mine
version: "1"
extends: cap
codes:
  - {code: "10", name: Transport, keywords: {en: {strong: [zeppelin*]}}}
  - {code: "10.1", parent: "10", name: Ferries}
`))
	if err != nil {
		t.Fatal(err)
	}
	base := CAP()
	if len(cb.Codes) != len(base.Codes)+1 || cb.Base() != base || cb.Measured() || cb.None.Name != "" || len(cb.None.Keywords["en"].Strong) == 0 {
		t.Errorf("%d codes, measured %t, none %+v", len(cb.Codes), cb.Measured(), cb.None.Name)
	}
	for i := range base.Codes {
		old, c := &base.Codes[i], &cb.Codes[i]
		more := 0
		if c.Code == "10" {
			more = 1
		}
		if c.Code != old.Code || c.KeywordCount() != old.KeywordCount()+more || (c.Name == "Transport") != (c.Code == "10") {
			t.Errorf("%s %s has %d keywords, %d in the codebook it extends", c.Code, c.Name, c.KeywordCount(), old.KeywordCount())
		}
	}
	if !cb.Within("10.1", "10") || cb.Within("10", "10.1") || cb.Within("10", "1") || cb.Within("11", "10") {
		t.Error("what is below what is wrong")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(head + "    keywords: {en: {strong: [tax*, {keyword: cut, near: [tax], within: 3}]}}\n")
	f.Add("extends: cap\n" + head + "    parent: \"1\"\n")
	f.Fuzz(func(t *testing.T, data string) {
		cb, err := Parse([]byte(data))
		if err != nil {
			return
		}
		for i := range cb.Codes {
			if c := &cb.Codes[i]; c.Code == "" || c.Name == "" || !cb.Within(c.Code, c.Code) {
				t.Errorf("code %+v", c)
			}
		}
		if len(cb.Above()) != len(cb.Codes) {
			t.Error("codes are missing")
		}
	})
}
