package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// pools hold words of three topics, and words that any text has.
var pools = map[string][]string{
	"a": strings.Fields("ferry harbour pilot tide cargo quay lighthouse anchor crew sail"),
	"b": strings.Fields("wheat barley orchard plough hen tractor manure hay dairy seed"),
	"":  strings.Fields("violin chorus waltz opera encore tenor drum cello flute score"),
}

var common = strings.Fields("the a of and in on with for was had will it new old two said")

// coded invents n coded texts; the first share of wrong in 100 has the code of another.
func coded(n, seed, wrong int) []Line {
	rng := random(seed)
	lines := make([]Line, n)
	for i := range lines {
		code := []string{"a", "b", ""}[rng.next()%3]
		var words []string
		for range 6 + rng.next()%6 {
			list := common
			if rng.next()%3 == 0 {
				list = pools[code]
			}
			words = append(words, list[rng.next()%uint64(len(list))])
		}
		lines[i] = Line{Text: model.Text{Text: strings.Join(words, " ")}, Code: code, Coded: true}
		if int(rng.next()%100) < wrong {
			lines[i].Code = []string{"a", "b", ""}[rng.next()%3]
		}
	}
	return lines
}

func fit(t *testing.T, lines []Line, opt *Options) *Result {
	t.Helper()
	r, err := Fit(lines, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFitLearns(t *testing.T) {
	r := fit(t, coded(600, 1, 0), &Options{Dev: coded(300, 2, 0)})
	if r.Measured.Accuracy < 0.9 || r.Measured.ECE > 0.06 {
		t.Errorf("accuracy %.3f, ECE %.3f", r.Measured.Accuracy, r.Measured.ECE)
	}
	if told := strings.Join(r.Model.Head.Telling["a"], " "); !strings.Contains(told, "harbour") || strings.Contains(told, "tractor") {
		t.Errorf("telling of a: %s", told)
	}
	first, last := r.Curve[0], r.Curve[len(r.Curve)-1]
	if first.Lines >= last.Lines || first.Accuracy > last.Accuracy {
		t.Errorf("learning curve %+v", r.Curve)
	}
}

// A third of the codes is wrong: what is said to be likely must be as often right.
func TestScoreIsProbability(t *testing.T) {
	r := fit(t, coded(1500, 3, 50), &Options{})
	if r.Measured.On != "folds" || r.Measured.ECE > 0.05 {
		t.Errorf("measured on %s, ECE %.3f", r.Measured.On, r.Measured.ECE)
	}
	again := Measure(r.Model, coded(1500, 4, 50))
	if again.ECE > 0.06 || again.Accuracy < 0.55 || again.Accuracy > 0.75 {
		t.Errorf("on other texts: accuracy %.3f, ECE %.3f", again.Accuracy, again.ECE)
	}
}

func TestSameBytes(t *testing.T) {
	for _, shape := range []model.Shape{{}, {Chars: true, Context: true, Vectors: true}} {
		var first []byte
		for range 2 {
			data, err := fit(t, coded(200, 5, 10), &Options{Shape: shape}).Model.Encode()
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = data
			} else if !bytes.Equal(first, data) {
				t.Errorf("%+v: other bytes the second time", shape)
			}
		}
	}
}

// What a file holds is rounded: it must answer as the weights did.
func TestRoundingChangesLittle(t *testing.T) {
	lines := coded(400, 6, 20)
	r := fit(t, lines, &Options{Shape: model.Shape{Vectors: true}, Cost: 0.5})
	data, err := r.Model.Encode()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Decode(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Measure(r.Model, lines), Measure(m, lines)); diff != "" {
		t.Error(diff)
	}
}

func TestFindings(t *testing.T) {
	lines := append(coded(100, 7, 0), Line{Text: model.Text{Text: "one alone"}, Code: "z"})
	cb, err := codebook.Parse([]byte("name: n\nversion: \"1\"\ncodes:\n  - {code: a, name: Sea, keywords: {en: {strong: [harbour*, ferr*]}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	r := fit(t, lines, &Options{Codebook: cb, Language: "en"})
	all := strings.Join(r.Findings, "\n")
	if !strings.Contains(all, `"z" has one text`) || !strings.Contains(all, `"b"`) || !strings.Contains(all, "not in codebook n") {
		t.Error(all)
	}
	if _, err := Fit(lines[len(lines)-1:], &Options{}); err == nil {
		t.Error("one text makes a model")
	}
	if _, err := model.Decode(must(t, r.Model), func(model.Codebook, string) (model.Finder, error) { return nil, fmt.Errorf("none") }); err == nil {
		t.Error("a model without its codebook is read")
	}
}

func must(t *testing.T, m *model.Model) []byte {
	t.Helper()
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestKeywordsHelpFewTexts(t *testing.T) {
	cb, err := codebook.Parse([]byte("name: n\nversion: \"1\"\ncodes:\n" +
		"  - {code: a, name: Sea, keywords: {en: {strong: [" + strings.Join(pools["a"], ", ") + "]}}}\n" +
		"  - {code: b, name: Farm, keywords: {en: {strong: [" + strings.Join(pools["b"], ", ") + "]}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	dev := coded(500, 8, 0)
	without, with := fit(t, coded(24, 9, 0), &Options{Dev: dev}), fit(t, coded(24, 9, 0), &Options{Dev: dev, Codebook: cb, Language: "en"})
	if with.Measured.Accuracy < without.Measured.Accuracy+0.05 {
		t.Errorf("accuracy of 24 texts: %.3f with keywords, %.3f without", with.Measured.Accuracy, without.Measured.Accuracy)
	}
}

func TestContextCounts(t *testing.T) {
	lines := coded(400, 10, 0)
	for i := range lines { // the topic stands in the neighbours alone
		lines[i].Before, lines[i].After = lines[i].Text.Text, lines[i].Text.Text
		lines[i].Text.Text = "it will be so"
	}
	var accuracy [2]float64
	for i, context := range []bool{false, true} {
		r := fit(t, lines[:300], &Options{Shape: model.Shape{Context: context}, Dev: lines[300:]})
		accuracy[i] = r.Measured.Accuracy
	}
	if accuracy[0] > 0.5 || accuracy[1] < 0.85 {
		t.Errorf("accuracy without and with context: %.3f", accuracy)
	}
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, data string
		table      bool
		want       []string // text=code
		fault      string
	}{
		{name: "lines", data: "{\"text\":\"one\",\"code\":\"3\"}\n\n{\"text\":\"two\",\"code\":16,\"id\":7}\n", want: []string{"one=3", "two=16"}},
		{name: "none", data: `{"text":"one","code":null}` + "\n" + `{"text":"two","code":"0"}` + "\n" + `{"text":"three","code":""}`, want: []string{"one=", "two=", "three="}},
		{name: "blanks and escapes", data: " { \"text\" :\t\"a \\\"b\\u00e9\\n\" , \"code\": \"\\u0031\" } \r\n", want: []string{"a \"bé\n=1"}},
		{name: "nested beside", data: `{"x":{"text":"no"},"text":"one","l":[1,{}],"code":1.5}`, want: []string{"one=1.5"}},
		{name: "field twice", data: `{"text":["a"],"code":"1","text":"b","code":"2"}`, want: []string{"b=2"}},
		{name: "names escaped", data: `{"t\u0065xt":"one","code":1}`, want: []string{"one=1"}},
		{name: "bad escape", data: `{"text":"one","code":1,"x":"\q"}`, fault: "line 1: no JSON object"},
		{name: "behind the object", data: `{"text":"one","code":1} 2`, fault: "line 1: no JSON object"},
		{name: "control character", data: "{\"text\":\"o\tne\",\"code\":1}", fault: "line 1: no JSON object"},
		{name: "comma too many", data: `{"text":"one","code":1,}`, fault: "line 1: no JSON object"},
		{name: "leading nought", data: `{"text":"one","code":01}`, fault: "line 1: no JSON object"},
		{name: "empty object", data: "{}", fault: "line 1: field text is empty"},
		{name: "table", data: "code,text\n3,\"one, two\"\n", table: true, want: []string{"one, two=3"}},
		{name: "semicolons and mark", data: "\ufefftext;code\none;3\n", table: true, want: []string{"one=3"}},
		{name: "no code", data: `{"text":"one"}`, fault: "line 1: field code is missing"},
		{name: "no text", data: `{"text":" ","code":"1"}`, fault: "line 1: field text is empty"},
		{name: "no object", data: "[1]", fault: "line 1: no JSON object"},
		{name: "text of another kind", data: `{"text":["a"],"code":"1"}`, fault: `line 1: field text: ["a"] is no string`},
		{name: "nothing", data: "\n", fault: "no lines"},
		{name: "no column", data: "texts,code\na,1\n", table: true, fault: "no column text; the columns are texts, code"},
		{name: "column twice", data: "text,text,code\na,b,1\n", table: true, fault: "column text stands twice"},
		{name: "cp1252", data: "text;code\nk\xf8er;1\n", table: true, fault: "not UTF-8"},
		{name: "code made a date", data: "text,code\na,02. Jan\n", table: true, fault: "is a date"},
		{name: "code made an ISO date", data: "text,code\na,2026-01-02\n", table: true, fault: "is a date"},
		{name: "code that looks a little like a date", data: "text,code\na,1-2\n", table: true, want: []string{"a=1-2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, err := Read([]byte(tt.data), StandardFields(), tt.table, true)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got %v, want %q in it", err, tt.fault)
				}
				return
			}
			var got []string
			for _, l := range lines {
				got = append(got, l.Text.Text+"="+l.Code)
			}
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Error(err, diff)
			}
		})
	}
}

func TestMeasured(t *testing.T) {
	classes := []model.Class{{Code: "1"}, {Code: "2"}}
	lines := []Line{{Code: "1"}, {Code: "1"}, {Code: "2"}, {Code: "3"}}
	answers := [][]model.Answer{{{Class: 0, Score: 0.9}}, {{Class: 1, Score: 0.6}}, {{Class: 1, Score: 0.8}}, {{Class: 0, Score: 0.5}}}
	m := measured("dev", classes, lines, answers)
	if m.Accuracy != 0.5 || math.Abs(m.MacroF1-(0.5+2.0/3)/3) > 1e-9 || m.Majority != 0.5 {
		t.Errorf("accuracy %g, macro-F1 %g, majority %g", m.Accuracy, m.MacroF1, m.Majority)
	}
	if want := (0.1 + 0.6 + 0.2 + 0.5) / 4; math.Abs(m.ECE-want) > 1e-9 {
		t.Errorf("ECE %g, want %g", m.ECE, want)
	}
	if c := m.Coverage[0]; c.Share != 0.5 || c.Threshold != 0.8 {
		t.Errorf("coverage %+v", c)
	}
}

func TestPrint(t *testing.T) {
	var out bytes.Buffer
	if err := Print(&out, fit(t, coded(300, 11, 10), &Options{})); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"accuracy ", "ECE", "at 80 % precision", "learning curve", "most telling", "must not be used", "(none)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not printed:\n%s", want, out.String())
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"text":"a","code":1}`), false)
	f.Add([]byte("text;code\na;1\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, table bool) {
		lines, err := Read(data, StandardFields(), table, true)
		if err == nil && len(lines) == 0 {
			t.Error("no lines and no error")
		}
		for _, l := range lines {
			if l.ID != nil && !json.Valid(l.ID) {
				t.Errorf("id %q", l.ID)
			}
		}
	})
}

// A codebook alone makes a model: what it says of a code speaks for it, what it says of no topic for none.
func TestFitCodebook(t *testing.T) {
	cb, err := codebook.Parse([]byte(`name: sea
version: "1"
none: {name: None, keywords: {en: {strong: [recipe*, football]}}}
codes:
  - {code: s, name: Ferries, description: "Boats, harbours and their crews.", keywords: {en: {strong: [ferr*], weak: [tide]}}}
  - {code: f, name: Farms, description: "Fields, cows, hay.", match: [The tractor stood still.], keywords: {en: {strong: [farmer*]}}}
`))
	if err != nil {
		t.Fatal(err)
	}
	dev := []Line{{Text: model.Text{Text: "Harbours are full"}, Code: "s", Coded: true}}
	r, err := FitCodebook(&Options{Codebook: cb, Language: "en", Dev: dev})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Two ferries": "s", "low tide": "s", "crews": "s", "a tractor": "f", "Farmers met": "f", "cows": "f", "a football": model.None,
	} {
		if got := r.Model.Classes()[r.Model.Predict(model.Text{Text: text})[0].Class].Code; got != want {
			t.Errorf("%q: code %q, want %q", text, got, want)
		}
	}
	if !r.Model.Head.Unmeasured || r.Measured == nil || r.Measured.Accuracy != 1 || r.Curve != nil {
		t.Errorf("it says of itself: %+v, measured %+v", r.Model.Head, r.Measured)
	}
}
