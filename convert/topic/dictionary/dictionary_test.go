package dictionary

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

func TestRead(t *testing.T) {
	tests := map[string]struct{ ending, data, want, left string }{
		"quanteda":  {".yaml", "SEA:\n  - HARBOUR: [harbour*, \"sea port\"]\n  - FISH:\n    - trawler?\n    - cod\nLAND: [road*, \"*way\"]\n", "SEA: | SEA.HARBOUR<SEA: harbour* sea port | SEA.FISH<SEA: cod | LAND: road*", "trawler?|*way"},
		"WordStat":  {".cat", "SEA\n\tHARBOUR\n\t\tSEA_PORT (1)\n\t\t@NEAR [A]\n\tFERR* (1)\nLAND\n\tROAD (2)\n", "SEA: FERR* | SEA.HARBOUR<SEA: SEA PORT | LAND: ROAD", "@NEAR"},
		"Lexicoder": {".lcd", "+SEA\nharbour*\nsea port\n+LAND\nroad\nroad\n", "SEA: harbour* sea port | LAND: road", "road: it stands twice"},
		"CSV":       {".csv", "code;label;keyword;strength\n1;Sea;harbour*;strong\n2;Land;road;\n1;Sea;ferry;mighty\n", "1: harbour* | 2: road", "mighty"},
	}
	for name, tt := range tests {
		r, err := Read(tt.ending, []byte(tt.data), Options{Name: "own", Language: "en", Strength: "medium"})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cb, err := codebook.Parse(r.YAML)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range cb.Codes {
			s := c.Code
			if c.Parent != "" {
				s += "<" + c.Parent
			}
			s += ":"
			k := c.Keywords["en"]
			for _, w := range append(k.Strong, k.Medium...) {
				s += " " + w.Word
			}
			got = append(got, s)
		}
		if all := strings.Join(got, " | "); all != tt.want {
			t.Errorf("%s: %q, want %q", name, all, tt.want)
		}
		for word := range strings.SplitSeq(tt.left, "|") {
			if !strings.Contains(strings.Join(r.LeftOut, "\n"), word) {
				t.Errorf("%s: left out %q, want %q", name, r.LeftOut, word)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for data, want := range map[string]string{
		".txt|a":                            "ends in .yaml",
		".csv|code,word\n1,a\n":             "the column label is missing",
		".csv|":                             "no header",
		".lcd|harbour\n":                    "line 1: \"harbour\" stands before the first category",
		".cat|HARBOUR (1)\n":                "stands in no category",
		".yaml|[a":                          "no dictionary of quanteda",
		".lcd|":                             "there is no category",
		".csv|code,label,keyword\n,A,tax\n": "item 1 of codes has no code",
	} {
		ending, body, _ := strings.Cut(data, "|")
		_, err := Read(ending, []byte(body), Options{Name: "own", Language: "en", Strength: "medium"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", data, err, want)
		}
	}
}
