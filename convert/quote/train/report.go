package train

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// Sum adds the scores of articles.
func Sum(scores []Score) Score {
	var s Score
	for i := range scores {
		for k := range s.Tallies {
			t, o := &s.Tallies[k], &scores[i].Tallies[k]
			t.Gold += o.Gold
			t.Predicted += o.Predicted
			t.Easy += o.Easy
			t.Hard += o.Hard
			t.Speaker += o.Speaker
		}
		s.Rows = append(s.Rows, scores[i].Rows...)
	}
	return s
}

// Figure is one measure of a scope, in percent.
type Figure int

// The measures.
const (
	EasyF1 Figure = iota
	HardF1
	SpeakerRight // of the easy ones
	EndToEndF1   // easy, and the speaker is right
	figures
)

// Value computes a measure.
func (t *Tally) Value(f Figure) float64 {
	switch f {
	case EasyF1:
		return share(2*t.Easy, t.Predicted+t.Gold)
	case HardF1:
		return share(2*t.Hard, t.Predicted+t.Gold)
	case SpeakerRight:
		return share(t.Speaker, t.Easy)
	case EndToEndF1:
		return share(2*t.Speaker, t.Predicted+t.Gold)
	default:
		return 0
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// interval is what a measure is in 95 of 100 draws of as many articles, with replacement.
func interval(scores []Score, rounds int, value func(*Score) float64) (low, high float64) {
	random := uint64(7)
	values := make([]float64, rounds)
	for r := range values {
		draw := make([]Score, len(scores))
		for i := range draw {
			random ^= random << 13
			random ^= random >> 7
			random ^= random << 17
			draw[i] = scores[random%uint64(len(scores))]
		}
		s := Sum(draw)
		values[r] = value(&s)
	}
	slices.Sort(values)
	return values[rounds*25/1000], values[min(rounds-1, rounds*975/1000)]
}

// Print writes the figures, with intervals from so many draws; 0: without.
func Print(out io.Writer, scores []Score, rounds int) error {
	all := Sum(scores)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d articles\tgold\tpredicted\teasy F1\thard F1\tspeaker\tend to end F1\n", len(scores))
	for s := range Scopes {
		t := &all.Tallies[s]
		fmt.Fprintf(w, "%s\t%d\t%d", s, t.Gold, t.Predicted)
		for f := range figures {
			fmt.Fprintf(w, "\t%.1f", t.Value(f))
			if rounds > 0 && len(scores) > 0 {
				low, high := interval(scores, rounds, func(x *Score) float64 { return x.Tallies[s].Value(f) })
				fmt.Fprintf(w, " [%.1f %.1f]", low, high)
			}
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
	reliability(w, all.Rows)
	coverage(w, all.Rows)
	return w.Flush()
}

// edges are the bins of confidence.
var edges = []float64{0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01}

// reliability writes how often rows of a confidence were right.
func reliability(w io.Writer, rows []Row) {
	fmt.Fprintln(w, "confidence\tspeech: rows\tstated\twas\tspeaker: rows\tstated\twas")
	for k := range len(edges) - 1 {
		fmt.Fprintf(w, "%.2f - %.2f", edges[k], min(1, edges[k+1]))
		bin(w, rows, edges[k], edges[k+1], func(r *Row) (float64, bool, bool) { return r.Speech, r.Said, true })
		bin(w, rows, edges[k], edges[k+1], func(r *Row) (float64, bool, bool) { return r.Speaker, r.Right, r.Known && r.Speaker > 0 })
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
}

func bin(w io.Writer, rows []Row, from, to float64, read func(*Row) (stated float64, right, counts bool)) {
	n, sum, right := 0, 0.0, 0
	for i := range rows {
		if c, ok, counts := read(&rows[i]); counts && c >= from && c < to {
			n++
			sum += c
			if ok {
				right++
			}
		}
	}
	if n == 0 {
		fmt.Fprint(w, "\t0\t\t")
		return
	}
	fmt.Fprintf(w, "\t%d\t%.3f\t%.3f", n, sum/float64(n), float64(right)/float64(n))
}

// coverage writes how many speakers are right when only the surest of the marked rows count.
func coverage(w io.Writer, rows []Row) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return !r.Marked || !r.Known })
	slices.SortStableFunc(rows, func(x, y Row) int {
		switch {
		case x.Speaker > y.Speaker:
			return -1
		case x.Speaker < y.Speaker:
			return 1
		}
		return 0
	})
	fmt.Fprintln(w, "surest rows in marks\tspeaker right\tleast confidence")
	for _, percent := range []int{25, 50, 60, 70, 74, 80, 90, 95, 100} {
		n, right := len(rows)*percent/100, 0
		for i := range n {
			if rows[i].Right {
				right++
			}
		}
		if n > 0 {
			fmt.Fprintf(w, "%d %%\t%.1f\t%.2f\n", percent, share(right, n), rows[n-1].Speaker)
		}
	}
}
