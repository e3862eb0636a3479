package train

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/internal/text"
)

// toldEach is how many telling features are kept for a code.
const toldEach = 12

// telling returns the features that weigh most for each code, by name.
func telling(m *model.Model, texts []model.Text, w *model.Weights) map[string][]string {
	type best struct {
		row    int32
		weight float32
	}
	wanted := map[int32]string{}
	top := make([][]best, len(m.Classes()))
	for k, weights := range w.Sparse {
		list := make([]best, 0, len(weights))
		for row, v := range weights {
			if v > 0 {
				list = append(list, best{int32(row), v})
			}
		}
		slices.SortFunc(list, func(a, b best) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.row, b.row)) })
		top[k] = list[:min(len(list), 4*toldEach)] // some have no name
		for _, b := range top[k] {
			wanted[b.row] = ""
		}
	}
	r := m.Extractor().Reading()
	for _, t := range texts {
		r.Read(t)
		for _, f := range r.Sparse {
			if name, ok := wanted[f.Row]; ok && name == "" {
				wanted[f.Row] = r.Name(f)
			}
		}
	}
	told := map[string][]string{}
	for k, c := range m.Classes() {
		for _, b := range top[k] {
			if name := wanted[b.row]; name != "" && len(told[c.Code]) < toldEach && !slices.Contains(told[c.Code], name) {
				told[c.Code] = append(told[c.Code], name)
			}
		}
	}
	return told
}

// Print writes what was measured while a model was fitted.
func Print(w io.Writer, r *Result) error {
	out := bufio.NewWriter(w)
	for _, f := range r.Findings {
		fmt.Fprintf(out, "finding: %s\n", text.Terminal(f))
	}
	if r.Measured != nil {
		PrintMeasured(out, r.Measured)
		fmt.Fprintln(out)
	}
	if len(r.Curve) > 0 {
		printCurve(out, r.Curve)
	}
	fmt.Fprintln(out, "most telling")
	for _, c := range r.Model.Classes() {
		fmt.Fprintf(out, "  %s: %s\n", codeName(c.Code), text.Terminal(strings.Join(r.Model.Head.Telling[c.Code], ", ")))
	}
	fmt.Fprintf(out, "\n%s\n", text.Terminal(r.Model.Head.Note))
	return out.Flush()
}

func printCurve(w io.Writer, curve []Point) {
	fmt.Fprintln(w, "learning curve (features alone, the last line with everything)")
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "texts\taccuracy\tmacro-F1\t")
	for _, p := range curve {
		fmt.Fprintf(table, "%d\t%.3f\t%.3f\t\n", p.Lines, p.Accuracy, p.MacroF1)
	}
	table.Flush()
	fmt.Fprintln(w)
}

func codeName(code string) string {
	if code == model.None {
		return "(none)"
	}
	return text.Terminal(code)
}

// PrintMeasured writes how good answers were.
func PrintMeasured(w io.Writer, m *Measured) {
	how := "on the texts of dev"
	if m.On == "folds" {
		how = "each text by weights fitted to two thirds of the others"
	}
	fmt.Fprintf(w, "%d texts, %s\n", m.Lines, how)
	fmt.Fprintf(w, "accuracy %.3f [%.3f %.3f]  macro-F1 %.3f  always the most frequent code %.3f\n",
		m.Accuracy, m.Accuracy95[0], m.Accuracy95[1], m.MacroF1, m.Majority)
	fmt.Fprintf(w, "score: mean %.3f  calibration error (ECE) %.3f [%.3f %.3f]  Brier %.3f\n",
		m.MeanScore, m.ECE, m.ECELow, m.ECEHigh, m.Brier)
	for _, c := range m.Coverage {
		fmt.Fprintf(w, "at %.0f %% precision: %.1f %% of the texts, those with score %.3f and more\n",
			100*c.Precision, 100*c.Share, c.Threshold)
	}
	fmt.Fprintln(w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "code\ttexts\tprecision\trecall\tF1\tmost taken for\tlabel\t")
	for _, c := range m.Classes {
		taken := "-"
		if c.Recall < 1 && c.Texts > 0 {
			taken = codeName(c.MostTakenFor)
		}
		fmt.Fprintf(table, "%s\t%d\t%.3f\t%.3f\t%.3f\t%s\t%s\t\n",
			codeName(c.Code), c.Texts, c.Precision, c.Recall, c.F1, taken, text.Terminal(c.Label))
	}
	table.Flush()
}
