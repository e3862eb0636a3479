package meta

import (
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Scores are hundredths. What a person stated beside the page ranks above
// anything on it; an index that ranks last ranks below.
const (
	scoreIndex  = 10000
	scoreRecord = 5000
	scoreLast   = -10000
	// agreement is what another, independent evidence adds that states the same.
	agreement = 12
)

// candidate is a value that some evidence states.
type candidate struct {
	value    string
	key      string // what two spellings of one value share; "" means text.Key(value)
	evidence schema.Evidence
	score    int
}

// pool keeps the candidates of all fields and the findings on them.
type pool struct {
	all        bool
	candidates []schema.Candidate
	findings   []schema.Finding
}

// choose scores the candidates of a field together, files them, and returns the best.
func (p *pool) choose(field string, all []candidate) (candidate, bool) {
	all = slices.DeleteFunc(all, func(c candidate) bool { return c.value == "" })
	if len(all) == 0 {
		return candidate{}, false
	}
	for i := range all {
		if all[i].key == "" {
			all[i].key = text.Key(all[i].value)
		}
	}
	support(all)
	return p.pick(field, all), true
}

// pick files the candidates of a field, which are scored, and returns the best.
func (p *pool) pick(field string, all []candidate) candidate {
	best := all[0]
	for _, c := range all[1:] {
		if c.score > best.score {
			best = c
		}
	}
	p.file(field, all, best)
	return best
}

// support adds to each candidate what the other kinds of evidence that state
// the same are worth.
func support(all []candidate) {
	bonus := make([]int, len(all))
	for i := range all {
		seen := []schema.Evidence{all[i].evidence}
		for j := range all {
			if all[j].key == all[i].key && !slices.Contains(seen, all[j].evidence) {
				seen = append(seen, all[j].evidence)
				bonus[i] += agreement
			}
		}
	}
	for i := range all {
		if all[i].score < scoreRecord && all[i].score > scoreLast {
			all[i].score += bonus[i]
		}
	}
}

// file keeps the chosen candidate and those that disagree with it, or all.
func (p *pool) file(field string, all []candidate, best candidate) {
	start := len(p.candidates)
	slices.SortStableFunc(all, func(a, b candidate) int { return b.score - a.score })
	for _, c := range all {
		chosen := c.value == best.value && c.evidence == best.evidence
		if !p.all && !chosen && c.key == best.key {
			continue
		}
		row := schema.Candidate{Field: field, Value: c.value, Evidence: c.evidence, Score: share(c.score), Chosen: chosen}
		same := func(x schema.Candidate) bool { return x.Value == row.Value && x.Evidence == row.Evidence }
		if slices.ContainsFunc(p.candidates[start:], same) {
			continue
		}
		p.candidates = append(p.candidates, row)
	}
	slices.SortStableFunc(p.candidates[start:], func(a, b schema.Candidate) int {
		switch {
		case a.Chosen == b.Chosen:
			return 0
		case a.Chosen:
			return -1
		}
		return 1
	})
	p.indexConflict(field, all)
}

func share(score int) float64 { return float64(min(max(score, 0), 100)) / 100 }

// indexConflict notes where the index and the best other evidence disagree.
func (p *pool) indexConflict(field string, all []candidate) {
	i := slices.IndexFunc(all, func(c candidate) bool { return c.evidence == schema.EvidenceIndex })
	j := slices.IndexFunc(all, func(c candidate) bool { return c.evidence != schema.EvidenceIndex })
	if i >= 0 && j >= 0 && all[i].key != all[j].key {
		p.note(schema.FindingIndexConflict, field, "the index says %q, %s says %q", all[i].value, all[j].evidence, all[j].value)
	}
}

func (p *pool) note(code schema.FindingCode, field, format string, args ...any) {
	p.findings = append(p.findings, schema.Finding{Code: code, Field: field, Message: fmt.Sprintf(format, args...)})
}
