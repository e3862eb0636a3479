package quotesheet

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dsbuild/dsbuild/internal/interval"
	"github.com/dsbuild/dsbuild/internal/text"
)

// stratum is the rows of a kind that were judged.
type stratum struct {
	kind                string
	rows, judged, right int
	all                 float64 // rows of the dataset that it stands for
	faults              map[string]int
}

// Report prints what a sheet's marks come to: shares of rows without fault by kind and of all quotes of the
// dataset, with 95 % intervals, and how often the speaker is right at each speaker_confidence.
func Report(w io.Writer, rows []Marked) error {
	kinds := strata(rows)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(tw, "kind\trows\tjudged\twithout fault")
	for _, f := range Faults {
		fmt.Fprint(tw, "\t"+strings.ReplaceAll(f.Code, "_", " "))
	}
	fmt.Fprintln(tw)
	total := stratum{faults: map[string]int{}}
	for _, s := range kinds {
		s.line(tw, text.Terminal(s.kind), share95(s.right, s.judged))
		total.rows, total.judged, total.right = total.rows+s.rows, total.judged+s.judged, total.right+s.right
		for code, n := range s.faults {
			total.faults[code] += n
		}
	}
	total.line(tw, "as drawn", share95(total.right, total.judged))
	tw.Flush()
	if p, half, ok := weighted(kinds); ok {
		fmt.Fprintf(w, "\nof all quotes of the dataset  %.1f %% [%.1f %.1f] without fault\n", 100*p, 100*max(0, p-half), 100*min(1, p+half))
	} else {
		fmt.Fprintln(w, "\nof all quotes of the dataset  not known: of some kind no row is judged")
	}
	return sure(w, rows)
}

func strata(rows []Marked) []*stratum {
	var list []*stratum
	for i := range rows {
		m := &rows[i]
		k := slices.IndexFunc(list, func(s *stratum) bool { return s.kind == m.Kind })
		if k < 0 {
			k = len(list)
			list = append(list, &stratum{kind: m.Kind, faults: map[string]int{}})
		}
		s := list[k]
		s.rows++
		s.all += 1 / m.Probability
		if m.Judged {
			s.judged++
		}
		if m.Right() {
			s.right++
		}
		for _, code := range m.Faults {
			s.faults[code]++
		}
	}
	slices.SortFunc(list, func(a, b *stratum) int { return strings.Compare(a.kind, b.kind) })
	return list
}

func (s *stratum) line(w io.Writer, name, share string) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%s", name, s.rows, s.judged, share)
	for _, f := range Faults {
		fmt.Fprintf(w, "\t%d", s.faults[f.Code])
	}
	fmt.Fprintln(w)
}

// sure prints how often the speaker is right among rows of a stated confidence.
func sure(w io.Writer, rows []Marked) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\nspeaker_confidence\tjudged\tspeaker right")
	edges := []float64{0, 0.5, 0.7, 0.8, 0.9, 1.0001}
	for k := range len(edges) - 1 {
		n, right := 0, 0
		for i := range rows {
			m := &rows[i]
			if !m.Judged || m.Sure < edges[k] || m.Sure >= edges[k+1] || m.Sure == 0 || slices.Contains(m.Faults, "not_said") {
				continue
			}
			n++
			if !slices.Contains(m.Faults, "speaker_wrong") && !slices.Contains(m.Faults, "speaker_missing") {
				right++
			}
		}
		fmt.Fprintf(tw, "%.2f - %.2f\t%d\t%s\n", edges[k], min(1, edges[k+1]), n, share95(right, n))
	}
	return tw.Flush()
}

// share95 is a share with its 95 % interval, in percent.
func share95(part, of int) string {
	if of == 0 {
		return "-"
	}
	low, high := interval.Exact(int64(part), int64(of))
	return fmt.Sprintf("%.1f [%.1f %.1f]", 100*float64(part)/float64(of), 100*low, 100*high)
}

// weighted is the share in all quotes that the rows were drawn from, and half the width of its interval.
// For the variance of a kind it adds one row of either verdict: a kind in which all are right may have faults.
func weighted(kinds []*stratum) (p, half float64, ok bool) {
	all, variance := 0.0, 0.0
	for _, s := range kinds {
		all += s.all
	}
	for _, s := range kinds {
		if s.judged == 0 {
			return 0, 0, false
		}
		share, n := s.all/all, float64(s.judged)
		q := (float64(s.right) + 1) / (n + 2)
		left := max(0, 1-n/s.all) // of the kind, that nobody has judged
		p += share * float64(s.right) / n
		variance += share * share * q * (1 - q) / n * left
	}
	return p, interval.Z * math.Sqrt(variance), len(kinds) > 0
}

// Agreement prints how far two readings of one sheet agree, and every row on which they do not.
func Agreement(w io.Writer, one, two []Marked) error {
	second := map[[2]string]*Marked{}
	for i := range two {
		second[[2]string{two[i].DocID, two[i].Index}] = &two[i]
	}
	both, same, rightOne, rightTwo := 0, 0, 0, 0
	var apart [][2]*Marked
	for i := range one {
		a := &one[i]
		b := second[[2]string{a.DocID, a.Index}]
		if b == nil || !a.Judged || !b.Judged {
			continue
		}
		both++
		if a.Right() == b.Right() {
			same++
		}
		if a.Right() {
			rightOne++
		}
		if b.Right() {
			rightTwo++
		}
		if strings.Join(sorted(a.Faults), ";") != strings.Join(sorted(b.Faults), ";") {
			apart = append(apart, [2]*Marked{a, b})
		}
	}
	if both == 0 {
		_, err := fmt.Fprintln(w, "\ntwo readings: no row is judged in both")
		return err
	}
	n := float64(both)
	chance := (float64(rightOne)*float64(rightTwo) + (n-float64(rightOne))*(n-float64(rightTwo))) / (n * n)
	fmt.Fprintf(w, "\ntwo readings: %d rows judged in both, %.1f %% alike on whether there is a fault, kappa ", both, 100*float64(same)/n)
	if chance < 1 {
		fmt.Fprintf(w, "%.2f\n", (float64(same)/n-chance)/(1-chance))
	} else {
		fmt.Fprintln(w, "-")
	}
	if len(apart) == 0 {
		return nil
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\ndoc_id\tquote_index\tkind\tfirst reading\tsecond reading")
	for _, d := range apart {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", text.Terminal(d[0].DocID), text.Terminal(d[0].Index), text.Terminal(d[0].Kind), d[0].verdict(),
			d[1].verdict())
	}
	return tw.Flush()
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func (m *Marked) verdict() string {
	if m.Right() {
		return Right
	}
	return strings.Join(m.Faults, ";")
}
