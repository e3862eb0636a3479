package topicsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/dsbuild/dsbuild/internal/browsertest"
	"github.com/dsbuild/dsbuild/schema"
)

var ports = Codebook{Scheme: "ports", Codes: []Code{
	{Code: "1", Label: "Sea transport", Description: "Ships and what they need"},
	{Code: "1-2", Label: "Ferries", Parent: "1"},
	{Code: "1.1", Label: "Pilots"},
	{Code: "1.10", Label: "Tugs"},
	{Code: "12", Label: "Labour"},
}}

// source is articles with what a machine gave each: a code or an outcome.
type source struct {
	given []string
	body  func(i int) string
	human map[int]string
}

func str(s string) schema.Value { return schema.Value{Valid: s != "", Str: s} }

func (s source) Rows(table string, _ ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		for i, given := range s.given {
			doc := str(fmt.Sprintf("d%d", i))
			if table == "articles" {
				if !yield([]schema.Value{doc, str(fmt.Sprintf("Title %d", i)), {Valid: true, Int: 19000}, str(s.body(i)), str("https://a.example/")}, nil) {
					return
				}
				continue
			}
			rows := [][]schema.Value{{doc, str("other"), str("9"), str("coded"), str("keywords")}}
			if h := s.human[i]; h != "" {
				rows = append(rows, []schema.Value{doc, str("ports"), str(h), str("coded"), str("human")})
			}
			code, outcome := given, "coded"
			if given == "abstained" || given == "no_policy" {
				code, outcome = "", given
			}
			rows = append(rows, []schema.Value{doc, str("ports"), str(code), str(outcome), str("keywords")})
			if code != "" {
				rows = append(rows, []schema.Value{doc, str("ports"), str("12"), str("coded"), str("keywords")})
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

func plain(i int) string { return fmt.Sprintf("The ferry %d stops.", i) }

func times(s string, n int) []string { return strings.Fields(strings.Repeat(s+" ", n)) }

func given() []string {
	return append(append(append(times("1", 50), times("1-2", 4)...), times("abstained", 30)...), times("no_policy", 20)...)
}

// TestDraw: each stratum gets its rows, with the probability of being drawn; what a person coded later does not move a text.
func TestDraw(t *testing.T) {
	rows, err := Draw(source{given(), plain, map[int]string{0: "12", 60: "1"}}, "ports", 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	got, odds := map[string]int{}, map[string]float64{}
	for _, r := range rows {
		i := 0
		fmt.Sscanf(r.DocID, "d%d", &i)
		got[given()[i]]++
		odds[given()[i]] = r.Probability
		if r.Text != plain(i) || r.Title != fmt.Sprintf("Title %d", i) || r.Date != "2022-01-08" {
			t.Errorf("%+v", r)
		}
	}
	if diff := cmp.Diff(map[string]int{"1": 10, "1-2": 4, "abstained": 10, "no_policy": 10}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]float64{"1": .2, "1-2": 1, "abstained": 1. / 3, "no_policy": .5}, odds); diff != "" {
		t.Error(diff)
	}
	again, _ := Draw(source{given(), plain, nil}, "ports", 10, 1)
	other, _ := Draw(source{given(), plain, nil}, "ports", 10, 2)
	if !cmp.Equal(rows, again) || cmp.Equal(rows, other) {
		t.Error("the seed alone should decide which rows are drawn")
	}
}

func sheet(t *testing.T, body func(int) string) (*Sheet, []byte) {
	t.Helper()
	rows, err := Draw(source{[]string{"1", "1", "12", "abstained", "no_policy", "1-2"}, body, nil}, "ports", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	s := &Sheet{Tool: "test", Of: "6 articles of a test", Codebook: ports, Rows: rows}
	var b bytes.Buffer
	if err := s.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return s, b.Bytes()
}

// TestKeys codes a sheet in a browser as a person does: with keys, a search, and a mistake that is taken back.
func TestKeys(t *testing.T) {
	s, document := sheet(t, plain)
	b := browsertest.OpenTab(t, document)
	const (
		here  = `document.querySelector(".here").id`
		tally = `document.querySelector(".tally").textContent`
		given = `Array.from(document.querySelectorAll(".row .given")).map((x) => x.textContent).join("|")`
		shown = `Array.from(document.querySelectorAll(".codes button:not([hidden])")).map((x) => x.dataset.mark).join(" ")`
		saved = `decodeURIComponent(document.querySelector(".save").href.split(",").slice(1).join())`
	)
	for _, c := range []struct{ why, keys, look, want string }{
		{"the first text", "", here, "t1"},
		{"a digit begins a code", "1", shown, "1 1-2 1.1 1.10 12"},
		{"the code itself comes before longer ones", "Enter", given, "→ 1 Sea transport|||||"},
		{"and on", "", here, "t2"},
		{"two digits", "1 2 Enter", given, "→ 1 Sea transport|→ 12 Labour||||"},
		{"words", "/ f e r r", shown, "1-2"},
		{"the only one", "Enter", given, "→ 1 Sea transport|→ 12 Labour|→ 1-2 Ferries|||"},
		{"words of the description", "/ n e e d", shown, "1"},
		{"nothing is given", "Escape", given, "→ 1 Sea transport|→ 12 Labour|→ 1-2 Ferries|||"},
		{"what nothing fits gives nothing", "/ q q Enter", tally, "3 of 6 coded"},
		{"no topic", "n", given, "→ 1 Sea transport|→ 12 Labour|→ 1-2 Ferries|→ No topic of the codebook||"},
		{"undo", "u u", given, "→ 1 Sea transport|→ 12 Labour||||"},
		{"where it was", "", here, "t3"},
		{"back, and another code", "k 1 . 1 0 Enter", given, "→ 1 Sea transport|→ 1.10 Tugs||||"},
		{"on to the open ones", "", here, "t3"},
	} {
		b.Press(c.keys)
		if got := b.JS(c.look); got != c.want {
			t.Errorf("%s: after %q it is %v, want %s", c.why, c.keys, got, c.want)
		}
	}
	b.JS(`document.querySelector("#t5").click(); document.querySelector('.codes [data-mark="no_policy"]').click()`)
	const coded = "3 of 6 coded"
	if got := b.Reopen(tally, coded); got != coded {
		t.Errorf("when the file is opened again: %v", got)
	}
	got, err := Read("codes.csv", strings.NewReader(b.JS(saved).(string)), &ports)
	if err != nil {
		t.Fatal(err)
	}
	for i, code := range []string{"1", "1.10", "", "", None, ""} {
		if r := got.Rows[i]; r.DocID != s.Rows[i].DocID || r.Code != code || r.Probability != s.Rows[i].Probability {
			t.Errorf("row %d: %+v, want code %q of %+v", i, r, code, s.Rows[i])
		}
	}
}

// TestNothingTells: the file of a text is the same whatever the machine made of it.
func TestNothingTells(t *testing.T) {
	for _, code := range []string{"1", "12", "abstained"} {
		rows, err := Draw(source{[]string{code}, plain, nil}, "ports", 2, 1)
		if err != nil {
			t.Fatal(err)
		}
		want := Row{DocID: "d0", Probability: 1, Title: "Title 0", Date: "2022-01-08", Text: plain(0), URL: "https://a.example/"}
		if diff := cmp.Diff([]Row{want}, rows); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}

var hostile = []string{
	`</div></section><script>document.title="x"</script><img src=x onerror=alert(1)>`, "\u202eesrever\x1b[31m\x00", "'\"`\\u0022;}{%7B",
	`=HYPERLINK("http://a.example","x")`, "<!--", "]]>",
}

func TestHostileTextIsText(t *testing.T) {
	s, document := sheet(t, func(i int) string { return hostile[i%len(hostile)] })
	doc := browsertest.Open(t, document, "t2")
	if n := browsertest.Elements(doc); n["script"] != 1 || n["section"] != 6 || n["img"] != 0 || n["iframe"] != 0 {
		t.Errorf("the sheet has the elements %v", n)
	}
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
}

const head = "code,label,doc_id,scheme,probability\n"

// TestReadSpreadsheets: what a spreadsheet saves in its own way has the same codes.
func TestReadSpreadsheets(t *testing.T) {
	cb := Codebook{Scheme: "häfen", Codes: []Code{{Code: "1", Label: "Fähren"}, {Code: "2", Label: "Löhne"}}}
	body := "code;label;doc_id;scheme;probability;title\r\n;Fähren;a;häfen;0,25;„Ü“\r\n2;;b;häfen;1;x\r\n;;;;;\r\n"
	windows, err := charmap.Windows1252.NewEncoder().String(body)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(body, ";", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Coded{{"a", .25, "1", 2}, {"b", 1, "2", 3}}
	for name, file := range map[string]string{"utf-8": body, "mark": "\ufeff" + body, "windows": windows, "utf-16": wide} {
		got, err := Read("x.csv", strings.NewReader(file), &cb)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got.Rows, cmp.AllowUnexported(Coded{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"", "x.csv is no sheet of topics sample: it is empty"},
		{"a,b\n", "names no columns code"},
		{head + "02. Jan,,a,ports,1\n", `x.csv: line 2: code is "02. Jan": a spreadsheet may have made a date of it`},
		{head + "01.02.2026,,a,ports,1\n", "made a date"},
		{head + "Jan-02,,a,ports,1\n", "made a date"},
		{head + "2-Jan,,a,ports,1\n", "made a date"},
		{head + "1.1,,a,ports,1\n", "may have cut it from another code"},
		{head + "1.10,,a,ports,1\n", "may have cut it from another code"},
		{head + "12.0,,a,ports,1\n", "may have cut it from another code"},
		{head + "99,,a,ports,1\n", `code is "99", which the codebook ports does not have`},
		{head + ",Boats,a,ports,1\n", `label is "Boats", which the codebook ports does not have`},
		{head + "12,Tugs,a,ports,1\n", `label "Tugs" is that of another code`},
		{head + "12,,a,ports,0\n", "probability"},
		{head + "12,,a,ports,NaN\n", "probability"},
		{head + "12,,1.2E+23,ports,1\n", "took the id for a number"},
		{head + "12,,,ports,1\n", "doc_id is empty"},
		{head + "12,,a,ports,1\n12,,a,ports,1\n", "line 3: doc_id a stands in line 2 already"},
		{head + "12,,a,ports,1\n12,,b,cap,1\n", `scheme is "cap", and "ports" above`},
		{head + "12,,a,cap,1\n", "was coded by the codebook cap, and not by ports"},
		{"code,code,doc_id,scheme,probability\n", "names the column code twice"},
	} {
		if _, err := Read("x.csv", strings.NewReader(c.rows), &ports); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.rows, err, c.want)
		}
	}
	for _, row := range []string{"1.10,Tugs", "1.1,pilots", "1 Sea transport,", "Labour,", "NO_POLICY,", ",Tugs"} {
		if c, err := Read("x.csv", strings.NewReader(head+row+",a,ports,1\n"), &ports); err != nil || c.Rows[0].Code == "" {
			t.Errorf("%s: %v", row, err)
		}
	}
}
