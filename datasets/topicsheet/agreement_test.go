package topicsheet

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestAlpha: two examples of Krippendorff 2011, two coders and four with values missing; the Python package
// krippendorff says 0.743421 of the second.
func TestAlpha(t *testing.T) {
	for _, c := range []struct {
		coders []string
		want   float64
	}{
		{[]string{"aabbdcccedda", "babbbccceddd"}, .692},
		{[]string{"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, .743},
	} {
		var units [][]string
		for i := range c.coders[0] {
			var u []string
			for _, row := range c.coders {
				if row[i] != '.' {
					u = append(u, row[i:i+1])
				}
			}
			units = append(units, u)
		}
		a, ok := Alpha(units)
		low, high, _ := AlphaInterval(units)
		if !ok || math.Abs(a-c.want) > .0006 || low > a || high < a || low == high {
			t.Errorf("%q: %.4f [%.4f %.4f], want %.3f", c.coders, a, low, high, c.want)
		}
	}
	for _, units := range [][][]string{nil, {{"a"}}, {{"a", "a"}, {"a", "a"}}} {
		if a, ok := Alpha(units); ok || a != 0 {
			t.Errorf("%v: %v", units, a)
		}
		if _, _, ok := AlphaInterval(append(units, []string{"a"})); ok {
			t.Errorf("%v has an interval", units)
		}
	}
}

// TestKappa: the diagnoses of Fleiss, Cohen and Everitt 1969; statsmodels says 0.4286 and 0.0537.
func TestKappa(t *testing.T) {
	var pairs [][2]string
	for i, row := range [][]int{{106, 10, 4}, {22, 28, 10}, {2, 12, 6}} {
		for j, n := range row {
			for range n {
				pairs = append(pairs, [2]string{fmt.Sprint(i), fmt.Sprint(j)})
			}
		}
	}
	if k, d, ok := Kappa(pairs); !ok || math.Abs(k-.4286) > .00005 || math.Abs(d-.0537) > .00005 {
		t.Errorf("%.4f, %.4f", k, d)
	}
	for _, pairs := range [][][2]string{nil, {{"a", "a"}}} {
		if k, d, ok := Kappa(pairs); ok || k != 0 || d != 0 {
			t.Errorf("%v: %v, %v", pairs, k, d)
		}
	}
}

func coding(name string, codes ...string) *Coding {
	c := &Coding{Name: name, Scheme: "ports"}
	for i, code := range codes {
		c.Rows = append(c.Rows, Coded{fmt.Sprintf("d%d", i), 1, code, i + 2})
	}
	return c
}

// TestAgreement: what is printed has no number that is none, however little was coded.
func TestAgreement(t *testing.T) {
	a, b := coding("a.csv", "1", "1", "12", None, "1", ""), coding("b.csv", "1", "12", "12", None, "1", "1")
	m := &Machine{Of: map[string]string{"d0": "1", "d1": "1", "d2": "abstained", "d3": "12", "d4": "1"}}
	var out strings.Builder
	if err := Agreement(&out, []*Coding{a, b}, m); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"a.csv  6      5", "of 5 texts that two or more coded", "a.csv  b.csv    5      80.0 % [", "a.csv  machine  4      75.0 % [",
		"1      12     1", "no_policy  12       1", "the machine left 1 of 5 texts without a decision", "1 of 6 texts were coded by one coder only",
		"fewer than 5 texts have the code 1, 12, no_policy",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	for _, list := range [][]*Coding{{coding("a", "1", "1"), coding("b", "1", "1")}, {coding("a"), coding("b")}, {coding("a", ""), coding("b", "1")}} {
		var out strings.Builder
		if err := Agreement(&out, list, nil); err != nil || strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
			t.Errorf("%v\n%s", err, out.String())
		}
	}
}

// TestCoverage: of simulated datasets whose machine is often wrong, 95 % intervals hold the true share in about 95 of
// 100, and the corrected shares are right on average where the machine's are not.
func TestCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	codes, truth := []string{"1", "1-2", "12", None}, []float64{.50, .05, .15, .30}
	answers := []string{"1", "1-2", "12", None, "abstained"}
	said := [][]float64{{.70, .05, .05, .05, .15}, {.30, .50, .05, .05, .10}, {.10, .02, .60, .08, .20}, {.10, .02, .08, .50, .30}}
	draw := func(p []float64) int {
		x := random.Float64()
		for i := range p {
			if x -= p[i]; x < 0 {
				return i
			}
		}
		return len(p) - 1
	}
	const runs, articles, perCode = 400, 3000, 25
	held, sum, machine := map[string]int{}, map[string]float64{}, map[string]float64{}
	for range runs {
		m := &Machine{map[string]string{}, map[string]int{}}
		is, share := make([]string, articles), map[string]float64{}
		docs := map[string][]int{}
		for i := range articles {
			k := draw(truth)
			is[i] = codes[k]
			share[is[i]] += 1. / articles
			answer := answers[draw(said[k])]
			m.Of[fmt.Sprintf("d%d", i)] = answer
			m.Counts[answer]++
			docs[answer] = append(docs[answer], i)
		}
		c := &Coding{Scheme: "ports"}
		for _, answer := range answers {
			list := docs[answer]
			random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			n := min(perCode, len(list))
			for _, i := range list[:n] {
				c.Rows = append(c.Rows, Coded{fmt.Sprintf("d%d", i), float64(n) / float64(len(list)), is[i], 0})
			}
		}
		shares, _, err := Prevalence(c, m)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range shares {
			sum[s.Code] += s.People / runs
			machine[s.Code] += s.Machine / runs
			if s.Low <= share[s.Code] && share[s.Code] <= s.High {
				held[s.Code]++
			}
		}
	}
	for k, code := range codes {
		coverage := float64(held[code]) / runs
		t.Logf("%s: true %.3f, machine %.3f, corrected %.3f, coverage %.3f", code, truth[k], machine[code], sum[code], coverage)
		if coverage < .92 || coverage > .985 {
			t.Errorf("%s: the interval holds the true share in %.3f of the runs", code, coverage)
		}
		if math.Abs(sum[code]-truth[k]) > .005 {
			t.Errorf("%s: corrected %.3f, true %.3f", code, sum[code], truth[k])
		}
	}
}

func TestPrevalence(t *testing.T) {
	m := &Machine{map[string]string{"d0": "1", "d1": "1", "d2": "abstained", "d3": "abstained"}, map[string]int{"1": 2, "abstained": 2}}
	shares, notes, err := Prevalence(coding("a.csv", "1", "12", "1", "1"), m)
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	var out strings.Builder
	if err := PrintPrevalence(&out, &ports, shares, notes); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1          50.0       75.0         75.0 to 75.0   3      Sea transport", "12         0.0        25.0         25.0 to 25.0   1", "abstained  50.0       -",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	for _, bad := range []struct {
		c    *Coding
		want string
	}{
		{coding("a.csv", "1", "1", "", ""), "nobody coded a text of what the machine gave abstained (2 articles, 2 drawn)"},
		{coding("a.csv", "1", "1", "1", "1", "1"), "a.csv: line 6: the dataset has no article d4"},
		{&Coding{Name: "a.csv", Rows: []Coded{{"d0", .3, "1", 2}}}, "the probability of 1 rows is none that a draw"},
		{&Coding{Name: "a.csv"}, "nobody coded a text"},
	} {
		if _, _, err := Prevalence(bad.c, m); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%v, want %q", err, bad.want)
		}
	}
	m.Counts["1"], m.Counts["abstained"] = 20, 20
	c := coding("a.csv", "1", "1", "1", "1")
	for i := range c.Rows {
		c.Rows[i].Probability = .1
	}
	shares, notes, err = Prevalence(c, m)
	if err != nil || len(notes) != 2 || shares[0].Low >= 1 || shares[0].High != 1 || shares[0].People != 1 {
		t.Errorf("%+v %v %v", shares, notes, err)
	}
}
