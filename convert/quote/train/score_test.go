package train

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/schema"
)

// told is a text with one direct, one mixed and one indirect statement and a term.
const told = "“We will build a new bridge,” said Ann Roe, the mayor. Peter Doe, her deputy, called it “a very big step” for the town. Roe said the tolls would rise in May. The book “The Long Way Home” is out."

func span(s string) schema.Span {
	i := strings.Index(told, s)
	return schema.Span{Start: i, End: i + len(s)}
}

func toldArticle() *Article {
	return &Article{
		Text: schema.Text{Body: told, Language: "en", Paragraphs: []schema.Span{{End: len(told)}}},
		Statements: []Statement{
			{Kind: schema.QuoteDirect, Content: []schema.Span{span("“We will build a new bridge,”")}, Speaker: []schema.Span{span("Ann Roe, the mayor")}, Cue: []schema.Span{span("said Ann")}},
			{Kind: schema.QuoteMixed, Content: []schema.Span{span("it “a very big step” for the town")}, Speaker: []schema.Span{span("Peter Doe, her deputy,")}, Cue: []schema.Span{span("called")}},
			{Kind: schema.QuoteIndirect, Content: []schema.Span{span("the tolls would rise in May")}, Speaker: []schema.Span{span("Roe said")}, Cue: []schema.Span{span("said the")}, Thought: true},
		},
	}
}

func predicted(content, speaker, cue string, k schema.QuoteKind, statement int) schema.Quote {
	return schema.Quote{
		Span: span(content), Speaker: span(speaker), Cue: span(cue), Kind: k, Statement: statement, SpeechConfidence: 0.9,
		SpeakerConfidence: schema.Some(0.8),
	}
}

func TestScore(t *testing.T) {
	direct := predicted("We will build a new bridge,", "Ann Roe", "said", schema.QuoteDirect, 0)
	mixed := predicted("“a very big step”", "Peter Doe", "called", schema.QuoteMixed, 1)
	indirect := predicted("the tolls would rise in May", "Roe said", "said the", schema.QuoteIndirect, 2)
	book := predicted("The Long Way Home", "Roe said", "said the", schema.QuoteDirect, 3)
	wrong := direct
	wrong.Speaker = span("Peter Doe")
	name := direct
	name.Speaker = span("Roe said")
	name.Speaker.End -= len(" said")
	for _, c := range []struct {
		name   string
		quotes []schema.Quote
		want   [Scopes]Tally
	}{
		{"all right", []schema.Quote{direct, mixed, indirect}, [Scopes]Tally{{2, 2, 2, 2, 2}, {1, 1, 1, 1, 1}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 1}, {2, 2, 2, 1, 2}}},
		{"nothing", nil, [Scopes]Tally{{Gold: 2}, {Gold: 1}, {Gold: 1}, {Gold: 1}, {Gold: 2}}},
		{"a title", []schema.Quote{direct, mixed, indirect, book}, [Scopes]Tally{{2, 3, 2, 2, 2}, {1, 2, 1, 1, 1}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 1}, {2, 3, 2, 1, 2}}},
		{"wrong speaker", []schema.Quote{wrong, mixed, indirect}, [Scopes]Tally{{2, 2, 2, 2, 1}, {1, 1, 1, 1, 0}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 1}, {2, 2, 2, 1, 1}}},
		{"another mention", []schema.Quote{name}, [Scopes]Tally{{2, 1, 1, 1, 1}, {1, 1, 1, 1, 1}, {Gold: 1}, {Gold: 1}, {2, 1, 1, 1, 1}}},
	} {
		got := score(toldArticle(), c.quotes)
		if diff := cmp.Diff(c.want, got.Tallies); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
	}
	rows := score(toldArticle(), []schema.Quote{wrong, indirect, book}).Rows
	want := []Row{{true, true, false, true, 0.9, 0.8}, {false, false, true, true, 0.9, 0.8}, {Marked: true, Speech: 0.9, Speaker: 0.8}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows: -want +got\n%s", diff)
	}
}

func TestScoreLeavesOutWhatIsIgnored(t *testing.T) {
	a := toldArticle()
	a.Ignore = []schema.Span{span("The book “The Long Way Home” is out"), span("We will build")}
	got := score(a, []schema.Quote{predicted("The Long Way Home", "Roe said", "said the", schema.QuoteDirect, 0)}).Tallies
	if got[Direct] != (Tally{}) || got[Segments] != (Tally{Gold: 1}) {
		t.Errorf("direct %+v, segments %+v", got[Direct], got[Segments])
	}
}

func TestHead(t *testing.T) {
	for s, want := range map[string]string{
		"the head of the board": "head", "Ann Roe, the mayor": "Roe", "a spokesman for Roe's office": "spokesman", "Roe’s": "Roe’s", "officials": "officials", "": "", "— ": "",
	} {
		if got := head(s, schema.Span{End: len(s)}); s[got.Start:got.End] != want {
			t.Errorf("%q: %q, want %q", s, s[got.Start:got.End], want)
		}
	}
}

func TestPrint(t *testing.T) {
	one := score(toldArticle(), []schema.Quote{predicted("We will build a new bridge,", "Ann Roe", "said", schema.QuoteDirect, 0)})
	var out bytes.Buffer
	if err := Print(&out, []Score{one, one}, 20); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 articles", "direct      2     2          100.0 [100.0 100.0]", "0.90 - 0.95  2", "surest rows in marks"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if err := Print(&out, nil, 20); err != nil {
		t.Error(err)
	}
}

// TestBears: a name must have gold's word for the speaker, a description half of gold's words.
func TestBears(t *testing.T) {
	a := toldArticle()
	roe, doe := &a.Statements[0], &a.Statements[1]
	council := &Statement{Speaker: []schema.Span{span("the tolls would rise")}}
	for _, c := range []struct {
		statement *Statement
		name      string
		described bool
		mention   string
		want      bool
	}{
		{roe, "Ann Roe", false, "Ann Roe", true},
		{roe, "Ann Low", false, "Ann Roe", false},
		{doe, "Peter DOE", false, "Peter Doe", true},
		{roe, "", false, "Ann Roe", true},
		{council, "the tolls", true, "the tolls", false},
		{council, "the tolls would", true, "the tolls would", true},
	} {
		q := &scorer.Question{Name: c.name, Described: c.described, Mention: span(c.mention)}
		if got := a.bears(c.statement, q); got != c.want {
			t.Errorf("%q of %q: %v", c.name, c.mention, got)
		}
	}
}
