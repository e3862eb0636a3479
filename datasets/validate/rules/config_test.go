package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

const whole = `# what we want of our data
rules:
  file.beside: off
  time.future: error
columns:
  articles:
    title: {required: true, max_null_share: 0.05}
    x_wave: {values: [w1, 2], unique: true, severity: warning}
    published_date: {min: 2020-01-01, max: 2024-12-31}
    word_count: {min: 50}
outlets:
  gazette.example: 1998-05-01
  Le Courrier: 1901-01-02
`

func TestConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rules.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := ReadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Severity("file.beside") != Off || c.Severity("time.future") != Error || c.Severity("laws.span") != Error {
		t.Error("severities are not those of the file and the table")
	}
	if diff := cmp.Diff([]string{"file.beside"}, c.Off()); diff != "" {
		t.Error(diff)
	}
	share := 0.05
	want := map[string]Column{
		"title":  {Required: true, MaxNullShare: &share},
		"x_wave": {Values: []string{"w1", "2"}, Unique: true, Severity: Warning},
		"published_date": {
			Min: "2020-01-01", Max: "2024-12-31", Days: true,
			Low: schema.Some(18262.0), High: schema.Some(20088.0),
		},
		"word_count": {Min: uint64(50), Low: schema.Some(50.0)},
	}
	if diff := cmp.Diff(want, c.Columns["articles"]); diff != "" {
		t.Error(diff)
	}
	courrier := schema.Date{Year: 1901, Month: 1, Day: 2}
	if c.Since("gazette.example", "Le Courrier").Year != 1998 || c.Since("other.example", "Le Courrier") != courrier || !c.Since("", "").IsZero() {
		t.Error("first days are not found by site, then by publisher")
	}
}

// TestConfigOfTheDocs reads the file that docs/ci.md shows.
func TestConfigOfTheDocs(t *testing.T) {
	body, err := os.ReadFile("../../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(body), "```yaml\n# rules.yaml\n")
	block, _, _ = strings.Cut(block, "```")
	c, err := ParseConfig([]byte(block))
	if err != nil || len(c.Rules) == 0 || len(c.Columns["articles"]) == 0 || len(c.Outlets) == 0 {
		t.Error(err)
	}
}

func TestNoConfig(t *testing.T) {
	var c *Config
	if c.Severity("time.future") != Warning || len(c.Off()) > 0 || !c.Since("a", "b").IsZero() {
		t.Error("a configuration that is not there says something")
	}
}

func TestConfigErrorsNameTheirPlace(t *testing.T) {
	for _, tc := range []struct{ content, want string }{
		{"rule: {}\n", `1:1: unknown key "rule" (did you mean "rules"?)`},
		{"rules:\n  laws.spam: off\n", `2:3: unknown key "laws.spam" (did you mean "laws.span"?); known in rules are file.manifest`},
		{"rules:\n  laws.span: none\n", `2:3: laws.span is "none"; a rule is error, warning, note or off`},
		{"rules:\n  file.unreadable: off\n", `2:3: file.unreadable cannot be off`},
		{"columns:\n  article: {}\n", `2:3: unknown key "article" (did you mean "articles"?); known in columns are articles`},
		{"columns:\n  articles:\n    titel: {required: true}\n", `3:5: articles.titel: there is no such column`},
		{"columns:\n  quotes:\n    text:\n      pattern: x\n      minimum: 3\n", `5:7: unknown key "minimum"; known in columns are required, unique`},
		{"columns:\n  quotes:\n    text: {pattern: '('}\n", `3:5: quotes.text: pattern: error parsing regexp`},
		{"columns:\n  quotes:\n    text: {severity: fatal}\n", `3:5: quotes.text: severity is "fatal"`},
		{"columns:\n  quotes:\n    text: {max_null_share: 5}\n", `3:5: quotes.text: max_null_share is between 0 and 1`},
		{"columns:\n  articles:\n    word_count: {min: few}\n", `3:5: articles.word_count: min: few is no number and no day like 1998-05-01`},
		{"columns:\n  articles:\n    word_count: {min: 5, max: 2020-01-01}\n", `min and max are both numbers or both days`},
		{"columns:\n  articles:\n    word_count: {min: 5, max: -1}\n", `min is not above max`},
		{"columns:\n  articles:\n    word_count: {unique: 3}\n", `3:26: `},
		{"outlets:\n  a.example: 1998\n", `2:3: a.example: "1998" is no day like 1998-05-01`},
		{"rules: &a {}\n", `1:8: "&": a configuration has no tags`},
	} {
		if _, err := ParseConfig([]byte(tc.content)); err == nil || !strings.HasPrefix(err.Error(), tc.want) && !strings.Contains(err.Error(), " "+tc.want) {
			t.Errorf("%q: error %v\nwant %s", tc.content, err, tc.want)
		}
	}
	if _, err := ReadConfig("nowhere.yaml"); err == nil || !strings.Contains(err.Error(), "nowhere.yaml does not exist") {
		t.Error(err)
	}
}

// FuzzConfig wants an error or a configuration of whatever somebody writes.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(whole))
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := ParseConfig(body)
		if (c == nil) == (err == nil) {
			t.Error("neither or both")
		}
		c.Severity("laws.span")
	})
}
