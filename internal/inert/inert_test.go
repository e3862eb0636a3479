package inert

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"
)

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"Ferry fees, 2023 to 2024":          "Ferry fees, 2023 to 2024",
		"# big":                             `\# big`,
		"## big":                            `\## big`,
		"- item":                            `\- item`,
		"12. item":                          `12\. item`,
		"0.1.0":                             "0.1.0",
		"---":                               `\---`,
		"a | b":                             `a \| b`,
		"<script>x</script>":                `\<script\>x\</script\>`,
		"[x](javascript:alert(1))":          `\[x\](javascript:alert(1))`,
		"one\n\n# two":                      "one # two",
		"see https://evil.example now":      `see https\://evil.example now`,
		"`code` *a* _b_ ~~c~~ $d$ &amp; @e": "\\`code\\` \\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\$d\\$ \\&amp; \\@e",
		"\u202eturned\x1b[1m":               `turned\[1m`,
	} {
		if got := Markdown(in); got != want {
			t.Errorf("Markdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	for in, want := range map[string]string{
		"# About\r\n\r\n*Kept* as it is, 3 < 4 & 5.": "# About\n\n*Kept* as it is, 3 < 4 & 5.",
		"<script>alert(1)</script>":                  "&lt;script>alert(1)&lt;/script>",
		"<!-- a comment":                             "&lt;!-- a comment",
		"[x](JavaScript:alert(1))":                   "[x](JavaScript :alert(1))",
		"[x](java&#115;cript:alert(1))":              "[x](java&amp;#115;cript:alert(1))",
		`[x](javascript\:alert(1))`:                  `[x](javascript :alert(1))`,
		"one\n---\ntwo":                              "one\n***\ntwo",
	} {
		if got := Prose(in); got != want {
			t.Errorf("Prose(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBibTeX(t *testing.T) {
	const in = "50 % of A_b & {C}: \\input{x} \"q\" ~ ^ # $"
	const want = `50 \% of A\_b \& \textbraceleft{}C\textbraceright{}: \textbackslash{}input\textbraceleft{}x\textbraceright{} {"}q{"} \textasciitilde{} \textasciicircum{} \# \$`
	if got := BibTeX(in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A field never closes itself: its braces are in balance, whatever the text is.
func TestBibTeXIsBalanced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		depth := 0
		for _, r := range BibTeX(rapid.String().Draw(t, "text")) {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				t.Fatal("a brace closes what it did not open")
			}
		}
		if depth != 0 {
			t.Fatal("a brace stays open")
		}
	})
}

// A parser of YAML reads back what was visible.
func TestYAMLReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOf(rapid.RuneFrom([]rune("aé漢😀 \n\t\"'\\:#{}[]&*!|<>%@`-?,=~\u2028\u0085"))).Draw(t, "text")
		line := YAML(in)
		if strings.ContainsAny(line, "\n<") {
			t.Fatalf("%q has a line break or opens a tag", line)
		}
		var got struct{ A string }
		if err := yaml.Unmarshal([]byte("a: "+line+"\n"), &got); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		want := strings.NewReplacer("\u2028", "\uFFFD", "\u0085", "\uFFFD").Replace(in)
		if got.A != want {
			t.Fatalf("got %q, want %q", got.A, want)
		}
	})
}
