package quotesheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/browsertest"
	"github.com/dsbuild/dsbuild/schema"
)

// source is articles of one quote, whose words are "q" and a number.
type source struct {
	kinds []string // of the quotes, in the order of the articles
	body  func(i int) (text string, start, end int)
}

func plain(i int) (string, int, int) {
	before := fmt.Sprintf("Ünrest %d. ", i)
	q := fmt.Sprintf("q%d", i)
	n := utf8.RuneCountInString(before)
	return before + q + " end.", n, n + len(q)
}

func str(s string) schema.Value   { return schema.Value{Valid: s != "", Str: s} }
func num(n int) schema.Value      { return schema.Value{Valid: true, Int: int64(n)} }
func real(f float64) schema.Value { return schema.Value{Valid: true, Float: f} }

func (s source) Rows(table string, _ ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		for i, kind := range s.kinds {
			body, start, end := s.body(i)
			row := []schema.Value{str(fmt.Sprintf("d%d", i)), str(body), str("Title"), str("Outlet"), num(19000), str("https://a.example/")}
			if table == "quotes" {
				row = []schema.Value{str(fmt.Sprintf("d%d", i)), num(0), str(kind), num(start), num(end), str("Ann Roe"), str("she"), {}, real(.9), real(.8)}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func kinds(direct, mixed, indirect int) []string {
	list := strings.Fields(strings.Repeat("direct ", direct) + strings.Repeat("mixed ", mixed) + strings.Repeat("indirect ", indirect))
	return list
}

func TestDraw(t *testing.T) {
	s := source{kinds(100, 5, 40), plain}
	rows, err := Draw(s, 60, 1)
	if err != nil {
		t.Fatal(err)
	}
	got, odds := map[string]int{}, map[string]float64{}
	for i := range rows {
		r := &rows[i]
		got[r.Kind]++
		odds[r.Kind] = r.Probability
		if want := "q" + r.DocID[1:]; r.Context.Text != want || !strings.HasPrefix(r.Context.Before, "Ünrest") || r.Context.After != " end." {
			t.Errorf("%s: %+v", want, r.Context)
		}
		if r.Article.Date != "2022-01-08" || r.Speaker.Name != "Ann Roe" || !r.Speaker.Confidence.OK {
			t.Errorf("%+v", r)
		}
	}
	if diff := cmp.Diff(map[string]int{"direct": 28, "mixed": 5, "indirect": 27}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]float64{"direct": .28, "mixed": 1, "indirect": 27. / 40}, odds); diff != "" {
		t.Error(diff)
	}
	again, _ := Draw(s, 60, 1)
	other, _ := Draw(s, 60, 2)
	if !cmp.Equal(rows, again) || cmp.Equal(rows, other) {
		t.Error("the seed alone should decide which rows are drawn")
	}
	if few, err := Draw(source{kinds(2, 0, 1), plain}, 60, 1); err != nil || len(few) != 3 || few[0].Probability != 1 {
		t.Errorf("%d rows of 3: %v", len(few), err)
	}
	// A draw does not change for the rows it shares with a smaller one.
	small, _ := Draw(source{kinds(100, 0, 0), plain}, 10, 1)
	large, _ := Draw(source{kinds(100, 0, 0), plain}, 20, 1)
	for i := range small {
		if small[i].DocID != large[i].DocID {
			t.Errorf("row %d: %s, and %s where more are drawn", i, small[i].DocID, large[i].DocID)
		}
	}
	broken := source{kinds(1, 0, 0), func(int) (string, int, int) { return "short", 3, 99 }}
	if _, err := Draw(broken, 1, 1); err == nil || !strings.Contains(err.Error(), "outside the text") {
		t.Errorf("a span outside the text: %v", err)
	}
}

func sheet(t *testing.T, body func(int) (string, int, int)) (*Sheet, []byte) {
	t.Helper()
	rows, err := Draw(source{kinds(3, 2, 1), body}, 6, 1)
	if err != nil {
		t.Fatal(err)
	}
	s := &Sheet{Tool: "test", Of: "6 quotes of a test", Rows: rows}
	var b bytes.Buffer
	if err := s.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return s, b.Bytes()
}

// TestKeys marks a sheet in a browser as a person does: with keys, and with a mistake that is taken back.
func TestKeys(t *testing.T) {
	s, document := sheet(t, plain)
	b := browsertest.OpenTab(t, document)
	const (
		here  = `document.querySelector(".here").id`
		tally = `document.querySelector(".tally").textContent`
		saved = `decodeURIComponent(document.querySelector(".save").href.split(",").slice(1).join())`
	)
	for _, c := range []struct{ why, keys, look, want string }{
		{"the first row", "", here, "q1"},
		{"right, and on", "y", here, "q2"},
		{"two faults", "1 2", tally, "2 of 6 marked · 1 right · 1 extent · 1 speaker wrong"},
		{"one of them goes", "1", tally, "2 of 6 marked · 1 right · 1 speaker wrong"},
		{"undo", "u", tally, "2 of 6 marked · 1 right · 1 extent · 1 speaker wrong"},
		{"undo all", "u u u", tally, "0 of 6 marked · 0 right"},
		{"undo of nothing", "u", here, "q1"},
		{"again", "y 4 j 3", tally, "3 of 6 marked · 1 right · 1 speaker missing · 1 not said"},
		{"right takes the faults away", "k y", tally, "3 of 6 marked · 2 right · 1 speaker missing"},
		{"on to a row without a mark", "", here, "q4"},
		{"back", "k k k k k", here, "q1"},
		{"unmarked", "o", here, "q4"},
		{"help", "?", `document.querySelector("dialog").open ? "yes" : "no"`, "yes"},
		{"help goes", "?", `document.querySelector("dialog").open ? "yes" : "no"`, "no"},
	} {
		b.Press(c.keys)
		if got := b.JS(c.look); got != c.want {
			t.Errorf("%s: after %q it is %v, want %s", c.why, c.keys, got, c.want)
		}
	}
	b.JS(`document.querySelector("#q5 [data-mark=extent]").click()`)
	if got := b.JS(here + "+" + tally); got != "q54 of 6 marked · 2 right · 1 extent · 1 speaker missing" {
		t.Errorf("after a click: %v", got)
	}
	const marked = "4 of 6 marked · 2 right · 1 extent · 1 speaker missing"
	if got := b.Reopen(tally, marked); got != marked {
		t.Errorf("when the file is opened again: %v", got)
	}
	marks, err := ReadMarks(strings.NewReader(b.JS(saved).(string)))
	if err != nil {
		t.Fatal(err)
	}
	var want []Marked
	for i, faults := range [][]string{nil, nil, {"speaker_missing"}, nil, {"extent"}, nil} {
		r := &s.Rows[i]
		want = append(want, Marked{DocID: r.DocID, Index: "0", Kind: r.Kind, Probability: r.Probability, Sure: .8, Faults: faults, Judged: i != 3 && i != 5})
	}
	if diff := cmp.Diff(want, marks); diff != "" {
		t.Errorf("what is saved when the file is opened again: -want +got\n%s", diff)
	}
}

var hostile = []string{
	`</mark></section><script>document.title="x"</script><img src=x onerror=alert(1)>`, "\u202eesrever\x1b[31m\x00", "'\"`\\u0022;}{%7B", `=HYPERLINK("http://a.example","x")`, "<!--", "]]>",
}

func hostileBody(i int) (string, int, int) {
	h := hostile[i%len(hostile)]
	n := utf8.RuneCountInString(h)
	return h + h + h, n, 2 * n
}

func TestHostileTextIsText(t *testing.T) {
	_, document := sheet(t, hostileBody)
	doc := browsertest.Open(t, document, "q2")
	if n := browsertest.Elements(doc); n["script"] != 1 || n["section"] != 6 || n["img"] != 0 || n["iframe"] != 0 {
		t.Errorf("the sheet has the elements %v", n)
	}
}

func TestCSV(t *testing.T) {
	s, _ := sheet(t, hostileBody)
	var b bytes.Buffer
	if err := s.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil || len(lines) != 7 {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	for _, line := range lines {
		for i, cell := range line {
			if strings.HasPrefix(cell, "=") || strings.ContainsAny(cell, "\x00\x1b\u202e") {
				t.Errorf("%s: %q", lines[0][i], cell)
			}
		}
	}
	if rows, err := ReadMarks(&b); err != nil || len(rows) != 6 || rows[0].Judged {
		t.Errorf("an unmarked sheet: %v, %v", rows, err)
	}
}

const head = "mark,doc_id,quote_index,kind,probability,speech_confidence,speaker_confidence\n"

func TestReadMarksRefuses(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"", "no sheet"},
		{"a,b\n", "no sheet"},
		{"mark,doc_id,quote_index\n", "no column kind"},
		{head + "wrong,d,0,direct,1,.9,.9\n", `line 2: mark has the word "wrong"`},
		{head + "\n" + "right;extent,d,0,direct,1,.9,.9\n", "line 3: mark"},
		{head + "right,d,0,direct,0,.9,.9\n", "probability"},
		{head + "right,d,0,direct,1,.9,x\n", "speaker_confidence"},
	} {
		if _, err := ReadMarks(strings.NewReader(c.rows)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.rows, err, c.want)
		}
	}
}

// TestReport: 8 of 10 direct quotes without fault stand for 20, 3 of 5 indirect ones for 100.
func TestReport(t *testing.T) {
	var b strings.Builder
	b.WriteString("\ufeff" + head)
	for i := range 10 {
		mark := "right"
		if i < 2 {
			mark = []string{"extent; speaker_wrong", "not_said"}[i]
		}
		fmt.Fprintf(&b, "%s,d%d,0,direct,.5,.9,.95\n", mark, i)
	}
	for i := range 6 {
		fmt.Fprintf(&b, "%s,e%d,0,indirect,.06,.9,.6\n", []string{"", "right", "right", "right", "extent", "speaker_missing"}[i], i)
	}
	one, err := ReadMarks(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Report(&out, one); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"direct    10    10      80.0 [49.0 94.3]  1       1              0                1",
		"indirect  6     5       60.0 [23.1 88.2]  1       0              1                0",
		"as drawn  16    15      73.3",
		"of all quotes of the dataset  63.3 % [",
		"0.90 - 1.00         9       88.9",
		"0.50 - 0.70         5       80.0",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	two := append([]Marked{}, one...)
	two[0].Faults = []string{"extent"}
	two[5].Faults = []string{"not_said"}
	out.Reset()
	if err := Agreement(&out, one, two); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"15 rows judged in both, 93.3 % alike on whether there is a fault, kappa 0.84", "d0      0            direct  extent;speaker_wrong  extent", "d5      0            direct  right                 not_said"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if err := Agreement(io.Discard, one, nil); err != nil {
		t.Error(err)
	}
}

func FuzzSheet(f *testing.F) {
	for _, h := range hostile {
		f.Add(h, 1, 2)
	}
	f.Fuzz(func(t *testing.T, body string, start, size int) {
		body = strings.ToValidUTF8(body, "")
		n := utf8.RuneCountInString(body)
		if start < 0 || size < 0 || start > n || size > n-start {
			t.Skip()
		}
		at := starts(body)
		c := context(body, at[start], at[start+size])
		if !strings.Contains(body, c.Before+c.Text+c.After) || c.Text != body[at[start]:at[start+size]] || !utf8.ValidString(c.Before+c.After) {
			t.Errorf("%+v of %q", c, body)
		}
		s := Sheet{Rows: []Row{{DocID: body, Kind: "direct", Probability: 1, Context: c, Speaker: Speaker{Name: body}, Article: Article{URL: body}}}}
		var page, table bytes.Buffer
		if err := s.WriteHTML(&page); err != nil {
			t.Fatal(err)
		}
		if err := s.WriteCSV(&table); err != nil {
			t.Fatal(err)
		}
		if rows, err := ReadMarks(&table); err != nil || len(rows) != 1 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
		if got := strings.Count(page.String(), "<script>"); got != 1 {
			t.Errorf("%d scripts", got)
		}
	})
}
