package stats

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dsbuild/dsbuild/schema"
)

// memory is a dataset of articles that were never written.
type memory struct {
	tables   []*schema.Table
	outcomes []schema.Outcome
	fail     error // after the first row
	summary  schema.Summary
}

func (m *memory) StoredType(string, string) string { return "" }

func (m *memory) Tables() []*schema.Table { return m.tables }

func (m *memory) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		i := slices.IndexFunc(m.tables, func(t *schema.Table) bool { return t.Name == name })
		if i < 0 {
			yield(nil, fmt.Errorf("no table %s", name))
			return
		}
		t := m.tables[i]
		var wanted []*schema.Column
		for c := range t.Columns {
			if len(columns) == 0 {
				wanted = append(wanted, &t.Columns[c])
			}
		}
		for _, name := range columns {
			c, _ := t.Column(name)
			wanted = append(wanted, c)
		}
		cells := make([]schema.Value, len(wanted))
		all := []iter.Seq[any]{}
		for o := range m.outcomes {
			all = append(all, t.Rows(&m.outcomes[o]))
		}
		for _, rows := range append(all, t.Last(&m.summary)) {
			for row := range rows {
				for c := range wanted {
					cells[c] = wanted[c].Value(row)
				}
				if !yield(cells, m.fail) || m.fail != nil {
					return
				}
			}
		}
	}
}

func without(names ...string) []*schema.Table {
	return slices.DeleteFunc(schema.Tables(nil), func(t *schema.Table) bool { return slices.Contains(names, t.Name) })
}

func article(id, publisher string, date schema.Date, topics []schema.Topic, quotes ...schema.Quote) schema.Outcome {
	a := &schema.Article{
		ID: id, PageType: "article", TextStatus: "full",
		Metadata: schema.Metadata{Publisher: publisher, Language: "en", Published: schema.Published{Date: date, Precision: "day"}, Authors: []schema.Author{}},
		Text:     "The mayor spoke of rain.\n\nNobody else did.", Paragraphs: []schema.Paragraph{{Span: schema.Span{Start: 0, End: 24}, WordCount: 5}, {Span: schema.Span{Start: 26, End: 42}, WordCount: 3}},
		Topics: topics, Quotes: quotes,
	}
	return schema.Outcome{Article: a}
}

func coded(scheme, code, label string, rank int) schema.Topic {
	return schema.Topic{Scheme: scheme, Code: code, Label: label, Rank: rank, Method: "keywords", Outcome: schema.OutcomeCoded}
}

func said(name string, paragraph, start, end int) schema.Quote {
	return schema.Quote{
		Span: schema.Span{Start: start, End: end}, Kind: schema.QuoteDirect, Paragraph: paragraph, SpeakerName: name,
		SpeechConfidence: 0.5,
	}
}

// example is three articles, the last one a duplicate without a date; there is no table people.
func example() *memory {
	none := []schema.Topic{{Scheme: "cap", Rank: 1, Method: "keywords", Outcome: schema.OutcomeNoPolicy}}
	m := &memory{tables: without("people", "duplicates"), outcomes: []schema.Outcome{
		article("a1", "The Post", schema.Date{Year: 2024, Month: 3, Day: 1}, []schema.Topic{coded("cap", "7", "Environment", 1), coded("cap", "8", "Energy", 2)},
			said("Ann Lee", 0, 4, 9), said("Ann Lee", 0, 10, 23), said("Bo Chen", 1, 26, 32)),
		article("a2", "Herald", schema.Date{Year: 2024, Month: 4, Day: 2}, none, said("Ann Lee", 1, 26, 42), said("", 0, 0, 3)),
		article("a3", "The Post", schema.Date{}, []schema.Topic{coded("cap", "7", "Environment", 1)}, said("Bo Chen", 0, 0, 9)),
	}}
	m.outcomes[0].Article.QuoteCandidates = []schema.Quote{
		{Span: schema.Span{Start: 0, End: 3}, Kind: schema.QuoteNotSpeech, SpeakerName: "Bo Chen", Statement: -1}, // in no count
		{Span: schema.Span{Start: 0, End: 9}, Kind: schema.QuoteIndirect, SpeakerName: "Ann Lee", Statement: 3, SpeechConfidence: 0.4},
	}
	m.outcomes[1].Article.Published.Precision = "year"
	m.outcomes[2].Article.DuplicateOf = "a1"
	return m
}

// lines prints groups as "key,key: articles unique paragraphs quotes words".
func lines(g *Group) []string {
	var all []string
	for _, r := range g.Rows {
		var keys, counts []string
		for _, k := range r.Keys {
			keys = append(keys, keyCell(k))
		}
		for _, u := range Units {
			if n, ok := r.Counts.Of(u); ok {
				counts = append(counts, fmt.Sprint(n))
			}
		}
		all = append(all, strings.Join(keys, ",")+": "+strings.Join(counts, " "))
	}
	return all
}

func TestGroups(t *testing.T) {
	tests := []struct {
		by   []string
		want []string
	}{
		{[]string{"publisher"}, []string{"The Post: 2 1 4 4 16", "Herald: 1 1 2 2 8"}},
		{[]string{"month"}, []string{"2024-03: 1 1 2 3 8", "NULL: 2 1 4 3 16"}},
		{[]string{"outlet"}, []string{"The Post: 2 1 4 4 16", "Herald: 1 1 2 2 8"}},
		{[]string{"year"}, []string{"2024: 2 2 4 5 16", "NULL: 1 0 2 1 8"}},
		{[]string{"published_date"}, []string{"2024-03-01: 1 1 2 3 8", "2024-04-02: 1 1 2 2 8", "NULL: 1 0 2 1 8"}},
		{[]string{"paragraph_count"}, []string{"2: 3 2 6 6 24"}},
		{[]string{"topic"}, []string{"cap:7 Environment: 2 1 4 4 16", "cap:no_policy: 1 1 2 2 8"}},
		{[]string{"speaker"}, []string{"Ann Lee: 2 2 2 3 7", "Bo Chen: 2 1 2 2 3"}},
		{[]string{"topic", "speaker"}, []string{
			"cap:7 Environment,Ann Lee: 1 1 1 2 4", "cap:7 Environment,Bo Chen: 2 1 2 2 3", "cap:no_policy,Ann Lee: 1 1 1 1 3",
		}},
		{[]string{"publisher", "year"}, []string{"Herald,2024: 1 1 2 2 8", "The Post,2024: 1 1 2 3 8", "The Post,NULL: 1 0 2 1 8"}},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.by, ","), func(t *testing.T) {
			r, err := Collect(context.Background(), example(), Options{By: tt.by})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lines(&r.Groups[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Groups by keys of the article add up to the totals, in every unit.
func TestGroupsAddUp(t *testing.T) {
	r, err := Collect(context.Background(), example(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range r.Groups {
		if g.By[0] == bySpeaker {
			continue
		}
		for _, u := range Units {
			want, _ := r.Totals.Of(u)
			got := int64(0)
			for i := range g.Rows {
				n, _ := g.Rows[i].Counts.Of(u)
				got += n
			}
			if got != want {
				t.Errorf("by %v: %s add up to %d, not %d", g.By, u, got, want)
			}
		}
	}
}

func TestTwoCodebooks(t *testing.T) {
	m := example()
	m.outcomes[0].Article.Topics = append(m.outcomes[0].Article.Topics, coded("mine", "x", "", 1))
	r, err := Collect(context.Background(), m, Options{By: []string{"topic"}, Units: []Unit{Articles}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"cap:7 Environment: 2", "cap:no_policy: 1", "mine:x: 1"}, lines(&r.Groups[0])); diff != "" {
		t.Error(diff)
	}
}

func TestUnits(t *testing.T) {
	r, err := Collect(context.Background(), example(), Options{By: []string{"language"}, Units: []Unit{Words, Unique}})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(&r.Groups[0]); !slices.Equal(got, []string{"en: 2 24"}) {
		t.Errorf("got %q", got)
	}
	if len(r.Units) != 2 || r.Totals.Articles != nil || *r.Totals.Words != 24 {
		t.Errorf("units %v, totals %+v", r.Units, r.Totals)
	}
}

func TestErrors(t *testing.T) {
	failing := example()
	failing.fail = errors.New("part is damaged")
	bare := example()
	bare.tables = slices.DeleteFunc(slices.Clone(bare.tables), func(t *schema.Table) bool { return t.Layer != "" })
	tests := []struct {
		name string
		ds   *memory
		o    Options
		want string
	}{
		{"unknown key", example(), Options{By: []string{"publishr"}}, `cannot group by "publishr"`},
		{"list", example(), Options{By: []string{"authors"}}, "single-valued"},
		{"text", example(), Options{By: []string{"text"}}, "single-valued"},
		{"key twice", example(), Options{By: []string{"month", "month"}}, "stands twice"},
		{"unknown unit", example(), Options{Units: []Unit{"pages"}}, `unknown unit "pages"`},
		{"no topics", bare, Options{By: []string{"topic"}}, "built without topics"},
		{"no quotes", bare, Options{Units: []Unit{Quotes}}, "built without quotes"},
		{"no articles", &memory{}, Options{By: []string{"month"}}, "no table articles"},
		{"damaged", failing, Options{}, "part is damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Collect(context.Background(), tt.ds, tt.o); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if r, err := Collect(context.Background(), bare, Options{}); err != nil || r.Totals.Quotes != nil || len(r.Groups) != 5 {
		t.Errorf("without layers: %v, %+v", err, r)
	}
}

func TestEmptyDataset(t *testing.T) {
	r, err := Collect(context.Background(), &memory{tables: schema.Tables(nil)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *r.Totals.Articles != 0 || len(r.Tables) != len(schema.Tables(nil)) {
		t.Errorf("%+v", r)
	}
	if err := r.Text(new(bytes.Buffer), 0); err != nil {
		t.Error(err)
	}
}

func TestJSON(t *testing.T) {
	r, err := Collect(context.Background(), example(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	first, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(first, []byte("{\n  \"format\": \"dsbuild.statistics/2\",")) {
		t.Errorf("begins %.60q", first)
	}
	var back Report
	if err := json.Unmarshal(first, &back); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		r, _ := Collect(context.Background(), example(), Options{})
		if again, _ := r.JSON(); !bytes.Equal(first, again) {
			t.Fatal("the same dataset gives other bytes")
		}
	}
}

func TestText(t *testing.T) {
	m := example()
	m.outcomes[0].Article.Publisher = "The\x1b[31m\tPost\u202e of the very long name that goes on and on"
	r, err := Collect(context.Background(), m, Options{By: []string{"publisher"}, Units: []Unit{Articles, Words}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Text(&b, 2); err != nil {
		t.Fatal(err)
	}
	want := `Totals
                         articles  words
  all articles           3         24
    of which live blogs  0         0
  without duplicates     2         16
  articles: rows of articles
  words: whitespace-separated words of articles.text; by speaker or person: of
    their quotes
1 of 3 articles are duplicates: the same text came before (duplicate_of). The
  tables hold their paragraphs and quotes too, so that counts of rows are those
  of all articles; counts without duplicates are smaller.

By publisher
  publisher                          articles  words
  Herald                             1         8
  The[31m Post of the very long na…  1         8
  and 1 more of 3 groups: --all or --format json shows them
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// TestCandidatesAreInNoCount: what is thought or in marks alone changes no count.
func TestCandidatesAreInNoCount(t *testing.T) {
	m := example()
	with := mustCollect(t, m, Options{})
	m.outcomes[0].Article.QuoteCandidates = nil
	without := mustCollect(t, m, Options{})
	of := func(r *Report) []any { return []any{r.Totals, r.Groups, r.Quoting} }
	if diff := cmp.Diff(of(without), of(with)); diff != "" {
		t.Errorf("-without +with candidates:\n%s", diff)
	}
	said := int64(0)
	for _, k := range with.Quoting.Kinds {
		said += k.Quotes
	}
	if said != 6 || *with.Totals.Quotes != said {
		t.Errorf("%d quotes by kind of speaker, %d in all", said, *with.Totals.Quotes)
	}
}

// exactly are the quantiles at the percents.
func exactly(values ...float64) []Quantile {
	var all []Quantile
	for i, v := range values {
		all = append(all, Quantile{Percent: percents[i], Value: v, Exact: true})
	}
	return all
}

// TestPersons counts for rows of people what articles print under several names.
func TestPersons(t *testing.T) {
	m := example()
	m.tables = without("duplicates")
	for _, o := range m.outcomes {
		for i := range o.Article.Quotes {
			q := &o.Article.Quotes[i]
			if q.SpeakerKind = schema.SpeakerPerson; q.SpeakerName == "Bo Chen" {
				q.SpeakerKind = schema.SpeakerOrganisation
			}
			q.SpeakerKey = strings.ToLower(q.SpeakerName)
		}
	}
	q := &m.outcomes[1].Article.Quotes[0]
	q.SpeakerName, q.SpeakerKey = "Ann B. Lee", "ann b lee"
	m.summary.People = slices.Values([]*schema.Person{
		{ID: "bo chen", Keys: []string{"bo chen"}, Name: "Bo Chen", Kind: schema.SpeakerOrganisation},
		{ID: "ann b lee", Keys: []string{"ann b lee", "ann lee"}, Name: "Ann B. Lee", Kind: schema.SpeakerPerson, Findings: []schema.PersonFinding{schema.PossibleHomonym}},
	})
	r, err := Collect(context.Background(), m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []SpeakerStats{
		{Name: "Ann B. Lee", Kind: "person", Articles: 2, Unique: 2, Quotes: 3, Words: 7, PersonID: "ann b lee", Findings: []string{"possible_homonym"}},
		{Name: "Bo Chen", Kind: "organisation", Articles: 2, Unique: 1, Quotes: 2, Words: 3, PersonID: "bo chen"},
	}
	if diff := cmp.Diff(want, r.Quoting.Speakers, cmpopts.EquateEmpty()); diff != "" || r.Quoting.Note != personsNote {
		t.Errorf("%s\n%s", r.Quoting.Note, diff)
	}
	if rows := r.Quoting.speakerRows(2); rows[1][6] != "homonym?" || rows[2][6] != "" || len(r.Quoting.speakerRows(0)[0]) != 6 {
		t.Errorf("rows %q", rows)
	}
	for _, tc := range []struct {
		by   string
		want []string
	}{
		{byPerson, []string{"Ann B. Lee: 2 2 2 3 7", "Bo Chen: 2 1 2 2 3"}},
		{bySpeaker, []string{"Bo Chen: 2 1 2 2 3", "Ann B. Lee: 1 1 1 1 3", "Ann Lee: 1 1 1 2 4"}},
	} {
		r, err := Collect(context.Background(), m, Options{By: []string{tc.by}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, lines(&r.Groups[0])); diff != "" {
			t.Errorf("by %s: %s", tc.by, diff)
		}
	}
	if slices.ContainsFunc(r.Groups, func(g Group) bool { return g.By[0] == bySpeaker }) {
		t.Error("speakers are counted beside persons")
	}
	for by, tables := range map[string][]*schema.Table{"person,speaker": m.tables, "person": without("people"), "topic,person": without("quotes")} {
		m.tables = tables
		if _, err := Collect(context.Background(), m, Options{By: strings.Split(by, ",")}); err == nil || !strings.Contains(err.Error(), "speaker") {
			t.Errorf("%s: %v", by, err)
		}
	}
}

func TestQuoting(t *testing.T) {
	m := example()
	m.outcomes[0].Article.Quotes[0].SpeakerKind, m.outcomes[0].Article.Quotes[1].SpeakerKind = schema.SpeakerPerson, schema.SpeakerPerson
	m.outcomes[0].Article.Quotes[2].SpeakerKind, m.outcomes[2].Article.Quotes[0].SpeakerKind = schema.SpeakerOrganisation,
		schema.SpeakerOrganisation
	m.outcomes[1].Article.Quotes[0].SpeakerName, m.outcomes[1].Article.Quotes[0].SpeakerKind = "a spokesman", schema.SpeakerUnnamed
	r, err := Collect(context.Background(), m, Options{Top: 1})
	if err != nil {
		t.Fatal(err)
	}
	person, body, unnamed := "person", "organisation", "unnamed"
	want := &QuoteStats{
		Note: quotingNote, Speakers: []SpeakerStats{
			{Name: "Ann Lee", Kind: "person", Articles: 1, Unique: 1, Quotes: 2, Words: 4},
			{Name: "Bo Chen", Kind: "organisation", Articles: 2, Unique: 1, Quotes: 2, Words: 3},
		},
		Kinds:    []KindShare{{&person, 2, 4, 0.3636, 0}, {&body, 2, 3, 0.2727, 0}, {&unnamed, 1, 3, 0.2727, 0}, {nil, 1, 1, 0.0909, 0}},
		Articles: 3, Quoted: 3,
		PerArticle: &PerNumber{2, 1, 3, exactly(1.1, 1.5, 2.0, 2.5, 2.9)},
	}
	if diff := cmp.Diff(want, r.Quoting); diff != "" {
		t.Error(diff)
	}
	if r, err := Collect(context.Background(), m, Options{By: []string{"month"}}); err != nil || r.Quoting != nil {
		t.Errorf("with keys of one's own: %v, %+v", err, r.Quoting)
	}
}

func TestProfileOfExample(t *testing.T) {
	r, err := Collect(context.Background(), example(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	column := func(table, name string) ColumnStats {
		for _, s := range r.Tables {
			for _, c := range s.Columns {
				if s.Table == table && c.Name == name {
					return c
				}
			}
		}
		t.Fatalf("no column %s.%s", table, name)
		return ColumnStats{}
	}
	publisher := column("articles", "publisher")
	mean := 7.3333
	want := ColumnStats{
		Name: "publisher", Type: "utf8", Values: 3, Distinct: Distinct{Count: 2, Exact: true}, Empty: new(int64), Min: "Herald", Max: "The Post",
		Lengths: &Lengths{"code point", 6, 8, &mean, exactly(6.2, 7, 8, 8, 8)},
		Top:     []TopValue{{"The Post", 2}, {"Herald", 1}},
	}
	if diff := cmp.Diff(want, publisher, cmpopts.IgnoreUnexported(ColumnStats{})); diff != "" {
		t.Error(diff)
	}
	if date := column("articles", "published_date"); date.Min != "2024-03-01" || date.Max != "2024-04-02" || date.Nulls != 1 || date.Mean != nil {
		t.Errorf("published_date: %+v", date)
	}
	if text := column("articles", "text"); text.Distinct != (Distinct{Count: 1, Exact: true}) || text.Top != nil || text.Min != nil || text.Lengths.Max != 42 {
		t.Errorf("text: %+v", text)
	}
	if authors := column("articles", "authors"); *authors.Empty != 3 || *authors.Items != 0 {
		t.Errorf("authors: %+v", authors)
	}
	if index := column("quotes", "paragraph_index"); *index.Mean != 0.3333 || index.Distinct.Count != 2 {
		t.Errorf("paragraph_index: %+v, mean %v", index, *index.Mean)
	}
}

// One op is a row of articles with 3 kB of text.
func BenchmarkProfile(b *testing.B) {
	t := schema.TableByName("articles")
	o := article(strings.Repeat("0", 24), "The Post", schema.Date{Year: 2024, Month: 3, Day: 1}, nil)
	o.Article.Text = strings.Repeat("All of it is text. ", 150)
	rows := make([][]schema.Value, 100)
	for i := range rows {
		o.Article.ID = fmt.Sprintf("%024x", i)
		for c := range t.Columns {
			rows[i] = append(rows[i], t.Columns[c].Value(o.Article))
		}
	}
	p := newProfile(t, profileMemory, maxNumbers)
	b.SetBytes(int64(len(o.Article.Text)))
	for i := 0; b.Loop(); i++ {
		if err := p.add(rows[i%len(rows)], false); err != nil {
			b.Fatal(err)
		}
	}
}
