package train

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

const tableText = `The ferry of Larkin stops. “It leaks,” Ida Fenner said. “It  leaks,” she said again. Bo Marsh called it “a sad day” for the port.

Marsh said the boats would go in May.`

func TestReadTable(t *testing.T) {
	rows := "\ufeffid,text,quote,speaker,type\n" +
		`a,"` + tableText + `",It leaks,Ida Fenner,` + "\n" +
		"a,,\"\"\"It leaks,\"\"\",Ida Fenner,\n" +
		"b,Nobody speaks here.,,,\n" +
		"a,,it 'a sad day' for the port,Bo Marsh,mixed\n" +
		"a,,the boats would go in May,Marsh,\n"
	rows = strings.Replace(rows, "'a sad day'", `""a sad day""`, 1)
	rows = strings.Replace(rows, `it ""a sad day"" for the port`, `"it ""a sad day"" for the port"`, 1)
	articles, err := ReadTable(strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	type found struct {
		Kind           schema.QuoteKind
		Words, Speaker string
		At             int
	}
	var got []found
	for _, s := range articles[0].Statements {
		got = append(got, found{
			s.Kind, tableText[s.Content[0].Start:s.Content[0].End], tableText[s.Speaker[0].Start:s.Speaker[0].End],
			s.Speaker[0].Start,
		})
	}
	want := []found{
		{schema.QuoteDirect, "It leaks", "Ida Fenner", strings.Index(tableText, "Ida")},
		{schema.QuoteDirect, "It  leaks,", "Ida Fenner", strings.Index(tableText, "Ida")},
		{schema.QuoteMixed, "it “a sad day” for the port", "Bo Marsh", strings.Index(tableText, "Bo Marsh")},
		{schema.QuoteIndirect, "the boats would go in May", "Marsh", strings.Index(tableText, "Marsh said")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(articles) != 2 || articles[1].ID != "b" || articles[1].Statements != nil {
		t.Errorf("%d articles, the second %+v", len(articles), articles[len(articles)-1])
	}
	score := score(&articles[0], []schema.Quote{{Span: articles[0].Statements[1].Content[0], Kind: schema.QuoteDirect, Speaker: schema.Span{Start: 62, End: 65}, SpeakerName: "Ida Fenner"}})
	if got := score.Tallies[Direct]; got != (Tally{2, 1, 1, 1, 1}) {
		t.Errorf("a pronoun that leads to the name: %+v", got)
	}
}

func TestReadTableRefuses(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"", "first line"},
		{"id,quote\n", "no column text"},
		{"id,text,quote\na,It leaks.,It floats\n", "line 2: quote: its words do not stand in the text: It floats"},
		{"id,text,quote\na,,It floats\n", `line 2: text: article "a" has none`},
		{"text,quote,speaker\nIt leaks.,It leaks,Ida\n", "line 2: speaker: the text has no Ida"},
		{"text,quote,cue\nIt leaks.,It leaks,said\n", "line 2: cue: the text has no said"},
		{"text,quote,type\nIt leaks.,It leaks,shouted\n", "line 2: type is shouted"},
		{"text,quote\nIt leaks.,\"\"\"\"\n", "line 2: quote"},
	} {
		if _, err := ReadTable(strings.NewReader(c.rows)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.rows, err, c.want)
		}
	}
}

// FuzzReadTable: what is found of a quote lies in its text, at rune boundaries.
func FuzzReadTable(f *testing.F) {
	f.Add("“It leaks,” Ida said.", "It leaks", "Ida")
	f.Add("a\u00a0\n  b … c—d", "b ... c-d", "a")
	f.Add("“”„", "\"", "”")
	f.Add("\xff “é”", "é", "\xff")
	f.Fuzz(func(t *testing.T, body, quote, speaker string) {
		folded := foldText(body)
		next := 0
		s, err := folded.statement(row{1, quote, speaker, "", ""}, &next)
		if err != nil {
			return
		}
		for _, span := range append(s.Content, s.Speaker...) {
			if span.Start < 0 || span.End < span.Start || span.End > len(body) {
				t.Fatalf("%v in a text of %d bytes", span, len(body))
			}
			if got := foldText(body[span.Start:span.End]).s; span == s.Content[0] && strings.Trim(got, ` "`) != strings.Trim(foldText(quote).s, ` "`) {
				t.Errorf("%q was found for %q", body[span.Start:span.End], quote)
			}
		}
	})
}
