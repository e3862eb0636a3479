package topicsheet

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dsbuild/dsbuild/internal/interval"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Share is how much of all articles has a code.
type Share struct {
	Code    string // of the codebook, or an outcome
	Machine float64
	// People is what people would have found, with its 95 % interval. Nobody gives the outcomes of a machine
	// that decided nothing: of these there is none.
	People, Low, High float64
	Given             int // texts of the sheet that have it
	Outcome           bool
}

// layer is a stratum: the articles of one answer of the machine's.
type layer struct {
	all, n float64 // articles, and how many of them people coded
	given  map[string]float64
}

// Prevalence estimates the share of each code from texts that people coded: within the articles of each answer of the
// machine's from those that were drawn of it, then over all by how many articles have the answer. So what the machine
// gets wrong does not bias it, and where the machine is mostly right the interval is short (W. G. Cochran, Sampling
// Techniques, 3rd edition 1977, chapter 5: stratified sampling for proportions). Notes say what is missing.
func Prevalence(c *Coding, m *Machine) (shares []Share, notes []string, err error) {
	layers, notes, err := layersOf(c, m)
	if err != nil {
		return nil, nil, err
	}
	all, codes := 0.0, map[string]int{}
	for s, l := range layers {
		all += l.all
		codes[s] += 0
		for code, n := range l.given {
			codes[code] += int(n)
		}
	}
	for _, code := range slices.SortedFunc(maps.Keys(codes), compareCodes) {
		s := Share{Code: code, Given: codes[code], Machine: float64(m.Counts[code]) / all, Outcome: !decided(code)}
		if !s.Outcome {
			s.People, s.Low, s.High = estimate(layers, code, all)
		}
		shares = append(shares, s)
	}
	return shares, notes, nil
}

// layersOf puts the coded texts into the strata they were drawn from.
func layersOf(c *Coding, m *Machine) (layers map[string]*layer, notes []string, err error) {
	layers = map[string]*layer{}
	drawn, odd := map[string]int{}, 0
	for s, n := range m.Counts {
		layers[s] = &layer{all: float64(n), given: map[string]float64{}}
	}
	for _, r := range c.Rows {
		s, ok := m.Of[r.DocID]
		if !ok {
			return nil, nil, fmt.Errorf("%s: line %d: the dataset has no article %s; the sheet is of another one", c.Name, r.line, r.DocID)
		}
		l := layers[s]
		drawn[s]++
		if r.Code != "" {
			l.n++
			l.given[r.Code]++
		}
		const rounding = 1e-6
		if n := r.Probability * l.all; math.Abs(n-math.Round(n)) > rounding*l.all {
			odd++
		}
	}
	if odd > 0 {
		return nil, nil, fmt.Errorf("%s: the probability of %d rows is none that a draw from this dataset has; "+
			"the sheet is of another one, or its cells were changed", c.Name, odd)
	}
	var empty []string
	for _, s := range slices.SortedFunc(maps.Keys(layers), compareCodes) {
		switch l := layers[s]; {
		case l.n == 0:
			empty = append(empty, fmt.Sprintf("%s (%.0f articles, %d drawn)", text.Terminal(s), l.all, drawn[s]))
		case l.n < fewest && l.n < l.all:
			notes = append(notes, fmt.Sprintf("of %.0f articles that the machine gave %s people coded %.0f: code more of them",
				l.all, text.Terminal(s), l.n))
		}
	}
	if len(empty) > 0 {
		return nil, nil, fmt.Errorf("%s: nobody coded a text of what the machine gave %s: nothing is known of these articles; "+
			"code the rows that are empty, or draw a new sheet", c.Name, strings.Join(empty, ", "))
	}
	return layers, notes, nil
}

// estimate is the share of a code over all strata. The variance within a stratum is that of the share there with half a
// text of either kind added (the prior of H. Jeffreys): a stratum in which no text has the code may hold articles that
// have it. The interval is Wilson's, with the number of texts that would give this variance if they were drawn from all.
func estimate(layers map[string]*layer, code string, all float64) (p, low, high float64) {
	n := 0.0
	names := slices.Sorted(maps.Keys(layers))
	for _, s := range names {
		l := layers[s]
		p += float64(l.all / all * float64(l.given[code]/l.n))
		n += l.n
	}
	prior := (float64(p*n) + 0.5) / (n + 1)
	variance := 0.0
	for _, s := range names {
		l := layers[s]
		q := (l.given[code] + 0.5) / (l.n + 1)
		share := l.all / all
		variance += float64(float64(share*share) * float64(q*(1-q)) / l.n * (1 - l.n/l.all))
	}
	if variance <= 0 { // all articles were coded
		return p, p, p
	}
	low, high = interval.Share(p, float64(prior*(1-prior))/variance)
	return p, min(p, low), max(p, high)
}

// compareCodes orders codes as numbers where they are, outcomes behind.
func compareCodes(a, b string) int {
	rank := func(s string) int {
		return slices.Index([]string{None, string(schema.OutcomeAbstained), string(schema.OutcomeUnsupportedLanguage)}, s)
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	if d := len(a) - len(b); d != 0 && strings.Trim(a+b, "0123456789") == "" {
		return d
	}
	return strings.Compare(a, b)
}

// PrevalenceFormat is the first member of the shares in JSON.
const PrevalenceFormat = "dsbuild.prevalence/1"

// PrevalenceDocument is the shares of a codebook as JSON.
type PrevalenceDocument struct {
	Format   string           `json:"format"`
	Codebook string           `json:"codebook"`
	Shares   []PrevalenceLine `json:"shares"`
	Findings []string         `json:"findings"`
}

// PrevalenceLine is the share of a code, 0 to 1, or of an outcome of the machine's, which people do not give.
type PrevalenceLine struct {
	Code      string   `json:"code"`
	Label     string   `json:"label,omitempty"`
	Machine   float64  `json:"machine"`
	Corrected *float64 `json:"corrected"` // null of an outcome
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Texts     int      `json:"texts"` // of the sheet
}

// PrevalenceJSON is what PrintPrevalence prints, as numbers with 4 decimals.
func PrevalenceJSON(cb *Codebook, shares []Share, notes []string) *PrevalenceDocument {
	labels := cb.labels()
	d := &PrevalenceDocument{Format: PrevalenceFormat, Codebook: cb.Scheme, Shares: []PrevalenceLine{}, Findings: append([]string{}, notes...)}
	for _, s := range shares {
		line := PrevalenceLine{Code: s.Code, Label: labels[s.Code], Machine: schema.Round4(s.Machine), Texts: s.Given}
		if !s.Outcome {
			people, low, high := schema.Round4(s.People), schema.Round4(s.Low), schema.Round4(s.High)
			line.Corrected, line.Low, line.High = &people, &low, &high
		}
		d.Shares = append(d.Shares, line)
	}
	return d
}

// PrintPrevalence prints shares in percent.
func PrintPrevalence(w io.Writer, cb *Codebook, shares []Share, notes []string) error {
	labels := cb.labels()
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "code\tmachine %\tcorrected %\t95 % interval\ttexts\tlabel")
	for _, s := range shares {
		people := "-\t-"
		if !s.Outcome {
			people = fmt.Sprintf("%.1f\t%.1f to %.1f", 100*s.People, 100*s.Low, 100*s.High)
		}
		fmt.Fprintf(tw, "%s\t%.1f\t%s\t%d\t%s\n", text.Terminal(s.Code), 100*s.Machine, people, s.Given, text.Terminal(labels[s.Code]))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(w, "finding: "+n)
	}
	return nil
}
