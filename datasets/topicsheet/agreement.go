package topicsheet

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dsbuild/dsbuild/internal/interval"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Alpha is Krippendorff's alpha for codes without an order: 1 where all agree, 0 where they agree as often as by
// chance. units are texts with the codes that their coders gave; a text with a single code does not count. It is not
// defined where no text has two, or all have the same code. After K. Krippendorff, Computing Krippendorff's
// Alpha-Reliability (2011), section C.
func Alpha(units [][]string) (alpha float64, ok bool) {
	total, pairs := 0.0, 0.0 // values that can be paired, and pairs that agree
	of := map[string]float64{}
	for _, values := range units {
		m := float64(len(values))
		if m < 2 {
			continue
		}
		counts := map[string]float64{}
		for _, v := range values {
			counts[v]++
			of[v]++
		}
		same := 0.0
		for _, n := range counts {
			same += float64(n * (n - 1))
		}
		pairs += same / (m - 1)
		total += m
	}
	chance := 0.0
	for _, n := range of {
		chance += float64(n * (n - 1))
	}
	if most := float64(total * (total - 1)); total >= 2 && chance < most {
		return 1 - (1-pairs/total)/(1-chance/most), true
	}
	return 0, false
}

// draws is how often units are drawn again for an interval: its ends then move by less than what is printed of them.
const draws = 1000

// AlphaInterval is the 95 % interval of Alpha: units are drawn again with replacement, and the middle 95 % of what
// comes out is taken (B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
func AlphaInterval(units [][]string) (low, high float64, ok bool) {
	random := rand.New(rand.NewPCG(1, uint64(len(units)))) // the same units give the same interval
	var all []float64
	again := make([][]string, len(units))
	for range draws {
		for i := range again {
			again[i] = units[random.IntN(len(units))]
		}
		if a, ok := Alpha(again); ok {
			all = append(all, a)
		}
	}
	if len(all) < draws/2 {
		return 0, 0, false
	}
	slices.Sort(all)
	const tail = 0.025
	return all[int(tail*float64(len(all)))], all[int((1-tail)*float64(len(all)))], true
}

// Kappa is Cohen's kappa of two coders (J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960) with its
// standard error (J. L. Fleiss, J. Cohen, B. S. Everitt, Large Sample Standard Errors of Kappa and Weighted Kappa, 1969).
// It is not defined where both give all texts one code.
func Kappa(pairs [][2]string) (kappa, deviation float64, ok bool) {
	n := float64(len(pairs))
	cells, one, two := map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	for _, p := range pairs {
		cells[p] += 1 / n
		one[p[0]] += 1 / n
		two[p[1]] += 1 / n
	}
	same, chance := 0.0, 0.0
	for _, c := range slices.Sorted(maps.Keys(one)) { // sums in one order have one value
		same += cells[[2]string{c, c}]
		chance += float64(one[c] * two[c])
	}
	const nothing = 1e-12 // a difference by rounding
	if n == 0 || 1-chance < nothing {
		return 0, 0, false
	}
	kappa = (same - chance) / (1 - chance)
	diagonal, apart := 0.0, 0.0
	for _, p := range slices.SortedFunc(maps.Keys(cells), comparePairs) {
		if p[0] == p[1] {
			d := 1 - float64((one[p[0]]+two[p[0]])*(1-kappa))
			diagonal += float64(cells[p] * float64(d*d))
		} else {
			both := one[p[1]] + two[p[0]]
			apart += float64(cells[p] * float64(both*both))
		}
	}
	rest := kappa - float64(chance*(1-kappa))
	variance := (diagonal + float64(float64((1-kappa)*(1-kappa))*apart) - float64(rest*rest)) / float64(n*float64((1-chance)*(1-chance)))
	return kappa, math.Sqrt(max(0, variance)), true
}

func comparePairs(a, b [2]string) int {
	return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
}

// Machine is what a machine made of articles.
type Machine struct {
	Of     map[string]string // its code or outcome, of the articles that were asked for
	Counts map[string]int    // articles by code or outcome, all of them
}

// ReadMachine reads what the machine made of the articles of a dataset, and of those that are wanted by id.
func ReadMachine(ds Source, scheme string, wanted map[string]bool) (*Machine, error) {
	m := &Machine{map[string]string{}, map[string]int{}}
	for c, err := range coded(ds, scheme) {
		if err != nil {
			return nil, err
		}
		m.Counts[c.stratum]++
		if wanted[c.doc] {
			m.Of[c.doc] = c.stratum
		}
	}
	return m, nil
}

// decided reports whether the machine gave an answer that can be compared with a person's.
func decided(stratum string) bool {
	return stratum != string(schema.OutcomeAbstained) && stratum != string(schema.OutcomeUnsupportedLanguage)
}

// coder is one side of a comparison.
type coder struct {
	name  string
	given map[string]string
}

// Agreement prints how far coders agree with each other and, where it is not nil, with the machine.
func Agreement(w io.Writer, codings []*Coding, m *Machine) error {
	var coders []coder
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "coder\ttexts\tcoded")
	for _, c := range codings {
		coders = append(coders, coder{c.Name, c.Given()})
		fmt.Fprintf(tw, "%s\t%d\t%d\n", text.Terminal(c.Name), len(c.Rows), len(c.Given()))
	}
	tw.Flush()
	units := together(coders)
	fmt.Fprintf(w, "\nKrippendorff's alpha  %s of %d texts that two or more coded\n\n", alpha95(units), len(units))
	left := 0
	if m != nil {
		machine := coder{"machine", map[string]string{}}
		for doc, s := range m.Of {
			if decided(s) {
				machine.given[doc] = s
			}
		}
		coders, left = append(coders, machine), len(m.Of)-len(machine.given)
	}
	fmt.Fprintln(tw, "one\tother\ttexts\talike\tkappa")
	for i := range coders {
		for j := range coders[:i] {
			pairLine(tw, &coders[j], &coders[i])
		}
	}
	tw.Flush()
	for i := range coders {
		for j := range coders[:i] {
			confusion(w, &coders[j], &coders[i])
		}
	}
	if left > 0 {
		fmt.Fprintf(w, "\nfinding: the machine left %d of %d texts without a decision; they are not compared\n", left, len(m.Of))
	}
	uneven(w, codings, units)
	return nil
}

// together are the codes of each text that two or more coded.
func together(coders []coder) [][]string {
	of := map[string][]string{}
	for _, c := range coders {
		for doc, code := range c.given {
			of[doc] = append(of[doc], code)
		}
	}
	var units [][]string
	for _, doc := range slices.Sorted(maps.Keys(of)) {
		if len(of[doc]) > 1 {
			units = append(units, of[doc])
		}
	}
	return units
}

func alpha95(units [][]string) string {
	a, ok := Alpha(units)
	if !ok {
		return "not defined (no text has two codes, or all have the same one)"
	}
	if low, high, ok := AlphaInterval(units); ok {
		return fmt.Sprintf("%.2f [%.2f %.2f]", a, low, high)
	}
	return fmt.Sprintf("%.2f", a)
}

// pairs are the codes of the texts that both coded.
func pairs(a, b *coder) (list [][2]string, alike int64) {
	for _, doc := range slices.Sorted(maps.Keys(a.given)) {
		if other, ok := b.given[doc]; ok {
			list = append(list, [2]string{a.given[doc], other})
			if a.given[doc] == other {
				alike++
			}
		}
	}
	return list, alike
}

func pairLine(w io.Writer, a, b *coder) {
	list, alike := pairs(a, b)
	fmt.Fprintf(w, "%s\t%s\t%d\t", text.Terminal(a.name), text.Terminal(b.name), len(list))
	if len(list) == 0 {
		fmt.Fprintln(w, "-\t-")
		return
	}
	low, high := interval.Exact(alike, int64(len(list)))
	fmt.Fprintf(w, "%.1f %% [%.1f %.1f]\t", 100*float64(alike)/float64(len(list)), 100*low, 100*high)
	switch k, d, ok := Kappa(list); {
	case !ok:
		fmt.Fprintln(w, "not defined (all have the same code)")
	case alike == int64(len(list)): // the formula gives an interval without width, which few texts do not bear out
		fmt.Fprintf(w, "%.2f, no interval: no text differs\n", k)
	default:
		fmt.Fprintf(w, "%.2f [%.2f %.2f]\n", k, max(-1, k-interval.Z*d), min(1, k+interval.Z*d))
	}
}

// mostConfused is how many pairs of codes are listed of two coders.
const mostConfused = 20

// confusion lists the codes that two coders gave the same texts, the most frequent first.
func confusion(w io.Writer, a, b *coder) {
	list, _ := pairs(a, b)
	counts := map[[2]string]int{}
	for _, p := range list {
		if p[0] != p[1] {
			counts[p]++
		}
	}
	if len(counts) == 0 {
		return
	}
	sorted := slices.SortedFunc(maps.Keys(counts), func(x, y [2]string) int { return cmp.Or(counts[y]-counts[x], comparePairs(x, y)) })
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "\n%s\t%s\ttexts\n", text.Terminal(a.name), text.Terminal(b.name))
	for _, p := range sorted[:min(len(sorted), mostConfused)] {
		fmt.Fprintf(tw, "%s\t%s\t%d\n", text.Terminal(p[0]), text.Terminal(p[1]), counts[p])
	}
	if left := len(sorted) - mostConfused; left > 0 {
		fmt.Fprintf(tw, "and %d other pairs\n", left)
	}
	tw.Flush()
}

// uneven says what makes the figures say less than they seem to.
func uneven(w io.Writer, codings []*Coding, units [][]string) {
	all := map[string]int{}
	for _, c := range codings {
		for doc := range c.Given() {
			all[doc]++
		}
	}
	alone := 0
	for _, n := range all {
		if n == 1 {
			alone++
		}
	}
	if alone > 0 {
		fmt.Fprintf(w, "\nfinding: %d of %d texts were coded by one coder only and do not count\n", alone, len(all))
	}
	of := map[string]int{}
	for _, u := range units {
		for _, code := range slices.Compact(slices.Sorted(slices.Values(u))) {
			of[code]++
		}
	}
	var rare []string
	for code, n := range of {
		if n < fewest {
			rare = append(rare, text.Terminal(code))
		}
	}
	if len(rare) > 0 {
		slices.Sort(rare)
		fmt.Fprintf(w, "\nfinding: fewer than %d texts have the code %s: how far coders agree on them is not known\n",
			fewest, strings.Join(rare, ", "))
	}
}

// fewest is how many texts of a code or stratum should be coded.
const fewest = 5
