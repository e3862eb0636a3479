package stats

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/schema"
)

// every is a table with a column of every type.
var every = &schema.Table{Name: "every", Unit: "thing", Columns: []schema.Column{
	{Name: "word", Type: schema.Utf8},
	{Name: "long", Type: schema.Utf8, Long: true},
	{Name: "list", Type: schema.Utf8List},
	{Name: "int", Type: schema.Int32},
	{Name: "float", Type: schema.Float64},
	{Name: "bool", Type: schema.Bool},
	{Name: "date", Type: schema.Date32},
	{Name: "instant", Type: schema.Timestamp},
}}

func drawRow(t *rapid.T) []schema.Value {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abé")), 0, 2, -1)
	float := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-2, 2),
		rapid.SampledFrom([]float64{
			0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.MaxFloat64, -math.MaxFloat64,
			math.SmallestNonzeroFloat64,
		}))
	row := []schema.Value{
		{Str: word.Draw(t, "word")},
		{Str: word.Draw(t, "long")},
		{List: rapid.SliceOfN(word, 0, 3).Draw(t, "list")},
		{Int: rapid.OneOf(rapid.Int64Range(-4, 12), rapid.Int64()).Draw(t, "int")},
		{Float: float.Draw(t, "float")},
		{Int: rapid.Int64Range(0, 1).Draw(t, "bool")},
		{Int: rapid.Int64Range(-700000, 700000).Draw(t, "date")},
		{Int: rapid.Int64Range(-1e15, 1e16).Draw(t, "instant")},
	}
	for i := range row {
		row[i].Valid = rapid.IntRange(0, 4).Draw(t, "valid") > 0
	}
	return row
}

// profileOf reads rows with so much memory, as often as it takes.
func profileOf(t *rapid.T, budget int64, limit int, rows [][]schema.Value) (s TableStats, readings int) {
	p := newProfile(every, budget, limit)
	for first := true; first || p.again(); first = false {
		readings++
		read := slices.Clone(p.reading)
		for i, row := range rows {
			cells := make([]schema.Value, len(read))
			for j, at := range read {
				cells[j] = row[at]
			}
			if err := p.add(cells, i%3 == 0); err != nil {
				t.Fatal(err)
			}
			p.fit()
		}
	}
	return p.stats(3), readings
}

// However little memory there is, and so however often a table is read, the
// figures are the same.
func TestMemoryChangesNoFigure(t *testing.T) {
	most := 0
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.SampledFrom([]int{1, 3, 8, maxNumbers}).Draw(t, "limit")
		rows := rapid.SliceOfN(rapid.Custom(drawRow), 0, 30).Draw(t, "rows")
		want, _ := profileOf(t, math.MaxInt64, limit, rows)
		got, readings := profileOf(t, rapid.Int64Range(0, 2000).Draw(t, "budget"), limit, rows)
		most = max(most, readings)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(ColumnStats{})); diff != "" {
			t.Fatal(diff)
		}
	})
	if most < 2 {
		t.Error("no profile was ever put off")
	}
}

// The keys of floats have their order and lead back to them.
func TestFloatKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64().Draw(t, "a"), rapid.Float64().Draw(t, "b")
		d := newDistribution(true, 1)
		if (a < b) != (key(a) < key(b)) || d.number(key(a)) != a {
			t.Fatalf("%v and %v have the keys %d and %d", a, b, key(a), key(b))
		}
	})
}

// What pandas 3.1 computes: pd.Series(values).quantile([.05, .25, .5, .75, .95]).
func TestQuantilesOfPandas(t *testing.T) {
	tests := []struct{ values, want []float64 }{
		{[]float64{7}, []float64{7, 7, 7, 7, 7}},
		{[]float64{1, 2}, []float64{1.05, 1.25, 1.5, 1.75, 1.95}},
		{[]float64{3, 1, 1, 10}, []float64{1, 1, 2, 4.75, 8.949999999999998}},
		{[]float64{0.1, 0.2, 0.3, 0.7, 0.9, 1.1}, []float64{0.125, 0.225, 0.5, 0.85, 1.05}},
	}
	for _, tt := range tests {
		d := newDistribution(true, maxNumbers)
		for _, v := range tt.values {
			if err := d.addFloat(v, false); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(tt.want, d.quantiles()); diff != "" {
			t.Errorf("%v: %s", tt.values, diff)
		}
	}
}

// Behind the limit, estimates stay as close as they say.
func TestEstimates(t *testing.T) {
	const n = 200_000
	p := newProfile(&schema.Table{Name: "t", Columns: []schema.Column{{Name: "s", Type: schema.Utf8}, {Name: "i", Type: schema.Int32}}}, profileMemory, maxTexts)
	for i := range n {
		if err := p.add([]schema.Value{{Valid: true, Str: "value " + strconv.Itoa(i)}, {Valid: true, Int: int64(i)}}, false); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range p.stats(5).Columns {
		if off := math.Abs(float64(c.Distinct.Count)-n) / n; c.Distinct.Exact || off > c.Distinct.Error || c.Top != nil {
			t.Errorf("%s: %+v, off by %.3f, top %v", c.Name, c.Distinct, off, c.Top)
		}
		for _, q := range c.Quantiles {
			want := float64(q.Percent) / 100 * n
			if off := math.Abs(q.Value.(float64)-want) / want; q.Exact || off > q.Error {
				t.Errorf("%s: quantile %d is %v, off by %.4f", c.Name, q.Percent, q.Value, off)
			}
		}
	}
	if mean := *p.stats(5).Columns[1].Mean; mean != (n-1)/2.0 {
		t.Errorf("mean %v", mean)
	}
}

func TestTop(t *testing.T) {
	c := newCounter(hashText, maxTexts)
	for i := range 20 {
		c.add(fmt.Sprint("once ", i))
	}
	for _, s := range []string{"twice", "twice", "also twice", "also twice", "thrice", "thrice", "thrice"} {
		c.add(s)
	}
	if diff := cmp.Diff([]pairOf[string]{{"thrice", 3}, {"also twice", 2}, {"twice", 2}}, c.top(5), cmp.AllowUnexported(pairOf[string]{})); diff != "" {
		t.Error(diff)
	}
}

// dated returns a dataset with one article a date; "" is none.
func dated(publisher string, dates ...schema.Date) *memory {
	m := &memory{tables: schema.Tables(nil)}
	for i, d := range dates {
		m.outcomes = append(m.outcomes, article(fmt.Sprintf("%s-%d", publisher, i), publisher, d, nil))
	}
	return m
}

func mustCollect(t *testing.T, m *memory, o Options) *Report {
	t.Helper()
	r, err := Collect(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Months without articles are there, but not those of centuries.
func TestMonthsWithoutArticles(t *testing.T) {
	m := dated("Herald", schema.Date{Year: 2023, Month: 11, Day: 3}, schema.Date{Year: 2024, Month: 2, Day: 1}, schema.Date{})
	r := mustCollect(t, m, Options{By: []string{"month"}, Units: []Unit{Articles}})
	want := []string{"2023-11: 1", "2023-12: 0", "2024-01: 0", "2024-02: 1", "NULL: 1"}
	if diff := cmp.Diff(want, lines(&r.Groups[0])); diff != "" {
		t.Error(diff)
	}
	m = dated("Herald", schema.Date{Year: 1450, Month: 1, Day: 1}, schema.Date{Year: 2024, Month: 2, Day: 1}, schema.Date{Year: 2024, Month: 4, Day: 1}, schema.Date{Year: 2100, Month: 12, Day: 31})
	r = mustCollect(t, m, Options{})
	gaps := []Gap{{"1450-01", "2024-02", 6888}, {"2024-04", "2100-12", 919}}
	columns := []string{"1450-01", "2024-02", "2024-03", "2024-04", "2100-12"}
	if diff := cmp.Diff(gaps, r.Matrices[0].Gaps); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(columns, r.Matrices[0].Columns); diff != "" {
		t.Error(diff)
	}
	var b bytes.Buffer
	if err := r.Text(&b, 50); err != nil || !strings.Contains(b.String(), "no row for the 6888 without articles between 1450-01 and 2024-02") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestMatrix(t *testing.T) {
	m := dated("Herald", schema.Date{Year: 2024, Month: 1, Day: 3}, schema.Date{Year: 2024, Month: 3, Day: 1}, schema.Date{Year: 2024, Month: 3, Day: 9})
	m.outcomes = append(m.outcomes, dated("The Post", schema.Date{Year: 2024, Month: 3, Day: 1}, schema.Date{}).outcomes...)
	m.outcomes[3].Article.PageType = schema.PageLiveBlog
	got := mustCollect(t, m, Options{By: []string{"outlet", "month"}}).Matrices[0]
	herald, post := "Herald", "The Post"
	want := Matrix{
		By: []string{"outlet", "month"}, Unit: Articles, Columns: []string{"2024-01", "2024-02", "2024-03"},
		Lines: []MatrixLine{
			{&herald, map[string]int64{"2024-01": 1, "2024-03": 2}, 0, 3},
			{&post, map[string]int64{"2024-03": 1}, 1, 2},
		},
		All:       MatrixLine{nil, map[string]int64{"2024-01": 1, "2024-03": 3}, 1, 5},
		LiveBlogs: MatrixLine{nil, map[string]int64{"2024-03": 1}, 0, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	years := got.byYear()
	if diff := cmp.Diff([]MatrixLine{{&herald, map[string]int64{"2024": 3}, 0, 3}, {&post, map[string]int64{"2024": 1}, 1, 2}}, years.Lines); diff != "" {
		t.Error(diff)
	}
}

// A live blog is in every count, on a line of its own, and in no mean or quantile.
func TestLiveBlogs(t *testing.T) {
	m := example()
	blog := m.outcomes[1].Article
	blog.PageType, blog.Publisher = schema.PageLiveBlog, strings.Repeat("Herald ", 40)
	r := mustCollect(t, m, Options{})
	if *r.Totals.Articles != 3 || *r.LiveBlogs.Articles != 1 || *r.LiveBlogs.Quotes != 2 {
		t.Errorf("totals %+v, live blogs %+v", r.Totals, r.LiveBlogs)
	}
	if r.Quoting.LiveBlogs != 1 || r.Quoting.LiveBlogsQuoted != 1 || r.Quoting.PerArticle.Mean != 2 {
		t.Errorf("quoting %+v, %+v", r.Quoting, r.Quoting.PerArticle)
	}
	for _, s := range r.Tables {
		switch s.Table {
		case "articles":
			_, at := schema.TableByName("articles").Column("publisher")
			if l := s.Columns[at].Lengths; s.LiveBlogs != 1 || l.Max != 280 || *l.Mean != 8 {
				t.Errorf("%d live blogs, lengths of publisher %+v", s.LiveBlogs, l)
			}
		case "quotes":
			if s.LiveBlogs != 2 || s.Rows != 6 {
				t.Errorf("%d of %d quotes are in live blogs", s.LiveBlogs, s.Rows)
			}
		}
	}
	for _, f := range r.Fill {
		if f.Field == "published_date" && (f.Filled != 2 || f.LiveBlogs != 1 || f.Share != 0.6667) {
			t.Errorf("published_date: %+v", f)
		}
	}
	live := 0
	for i := range r.Groups {
		for _, row := range r.Groups[i].Rows {
			if row.LiveBlogs != nil {
				live++
			}
		}
	}
	if live < len(r.Groups) {
		t.Errorf("%d groups have live blogs", live)
	}
}

// Topics that were not decided are no topics: each outcome is a group of its own.
func TestAbstained(t *testing.T) {
	m := example()
	m.outcomes[2].Article.Topics = []schema.Topic{{Scheme: "cap", Rank: 1, Method: "keywords", Outcome: schema.OutcomeAbstained}}
	r := mustCollect(t, m, Options{By: []string{"topic"}, Units: []Unit{Articles}})
	if diff := cmp.Diff([]string{"cap:7 Environment: 1", "cap:abstained: 1", "cap:no_policy: 1"}, lines(&r.Groups[0])); diff != "" {
		t.Error(diff)
	}
}

// shuffled is a dataset whose tables stand in another order than the articles.
type shuffled struct{ *memory }

func (s shuffled) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	if name == "articles" {
		return s.memory.Rows(name, columns...)
	}
	back := *s.memory
	back.outcomes = slices.Clone(back.outcomes)
	slices.Reverse(back.outcomes)
	return back.Rows(name, columns...)
}

// Nothing depends on the order of rows, nor on how many tables are read at a time.
func TestOrderAndWorkers(t *testing.T) {
	want := mustCollect(t, example(), Options{})
	for name, ds := range map[string]Dataset{"same order": example(), "shuffled": shuffled{example()}} {
		for _, workers := range []int{1, 3, 8} {
			got, err := Collect(context.Background(), ds, Options{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(ColumnStats{})); diff != "" {
				t.Errorf("%s, %d workers: %s", name, workers, diff)
			}
		}
	}
}

// Whatever a dataset lacks or has too much of, its reports are written, text
// within 80 columns, and JSON has it all.
func TestOddDatasets(t *testing.T) {
	many := &memory{tables: schema.Tables(nil)}
	for i := range 5000 {
		d := schema.Date{Year: int16(1450 + i%651), Month: uint8(1 + i%12), Day: 1}
		many.outcomes = append(many.outcomes, article(fmt.Sprintf("%024x", i), fmt.Sprintf("非常に長い新聞の名前 %d of the %s", i, strings.Repeat("long-named ", 9)), d, nil))
	}
	bare := dated("", schema.Date{})
	bare.outcomes[0].Article = &schema.Article{ID: "x", Text: ""}
	for name, m := range map[string]*memory{"none": {tables: schema.Tables(nil)}, "one": dated("Herald", schema.Date{Year: 2024, Month: 1, Day: 1}), "no dates": dated("Herald", schema.Date{}, schema.Date{}), "nothing but NULL": bare, "many": many} {
		t.Run(name, func(t *testing.T) {
			r := mustCollect(t, m, Options{})
			var text bytes.Buffer
			if err := r.Text(&text, 50); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(text.String(), "\n") {
				if columnsOf(line) > lineWidth {
					t.Errorf("%d columns: %s", columnsOf(line), line)
				}
			}
			if n := len(r.Groups[0].Rows); n != min(len(m.outcomes), n) || name == "many" && (n != 5000 || len(r.Matrices[0].Lines) != 5000) {
				t.Errorf("%d groups of %d articles", n, len(m.outcomes))
			}
			const mostBytes = 60 << 20
			if body, err := r.JSON(); err != nil || len(body) > mostBytes {
				t.Errorf("%d bytes of JSON, %v", len(body), err)
			}
			if name == "many" && !strings.Contains(text.String(), "and 4950 more of 5000") {
				t.Errorf("what is left out is not told:\n%.3000s", text.String())
			}
		})
	}
}
