package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/datasets"
)

// isRecipe reports whether an INPUT is a recipe rather than pages.
func isRecipe(input string) bool {
	base := filepath.Base(input)
	return base == "dataset.yaml" || base == "dataset.yml"
}

// check finds what the command line alone shows to be wrong.
func (o *buildOptions) check() error {
	if o.dryRun {
		return usagef("--dry-run is a command of its own now: dsbuild plan INPUT..., with the same flags")
	}
	if o.out == "" && !o.planning {
		return usagef("build needs -o OUT, the folder to write; dsbuild plan INPUT... shows what would be read and writes nothing")
	}
	for _, choice := range []struct {
		flag, value string
		words       []string
	}{
		{"index-rank", o.indexRank, []string{"first", "last"}},
		{"text-is", o.textIs, []string{"article", "page"}},
		{"keep", o.keep, []string{"articles", "all"}},
		{"evidence", o.evidence, []string{"chosen", "all"}},
		{"site-lines", o.siteLines, []string{siteLinesDrop, siteLinesKeep}},
		{"text-form", o.textForm, []string{textFormUndo, textFormKeep}},
		{"tables-as", o.tablesAs, []string{"parquet", "arrow", "both"}},
	} {
		if !slices.Contains(choice.words, choice.value) {
			return usagef("--%s is one of %s, not %q", choice.flag, strings.Join(choice.words, ", "), choice.value)
		}
	}
	for _, layer := range o.without {
		if !slices.Contains(convert.Layers, layer) {
			return usagef("--without knows %s, not %q", strings.Join(convert.Layers, ", "), layer)
		}
	}
	for _, table := range o.tables {
		if table != "blocks" {
			return usagef("--tables knows blocks, not %q; all other tables are always written", table)
		}
	}
	if o.index == "" && (len(o.indexMap) > 0 || o.indexRank != "first") {
		return usagef("--index-map and --index-rank need --index FILE")
	}
	if o.workers < 1 || o.sample < 0 || o.maxRecord < 1 || o.maxRatio < 1 || o.maxDepth < 1 || o.maxNodes < 1 {
		return usagef("-j, --max-record, --max-ratio, --max-depth and --max-nodes are at least 1, --sample at least 0")
	}
	if !(o.speech >= 0 && o.speech <= 1) { // not NaN either
		return usagef("--speech-threshold is a probability, 0 to 1, not %g", o.speech)
	}
	_, err := o.rejectLimit()
	return err
}

// rejectLimit returns a test whether too many of the pages were rejected.
func (o *buildOptions) rejectLimit() (func(rejects, pages int64) bool, error) {
	if o.maxRejects == "" {
		return func(int64, int64) bool { return false }, nil
	}
	if number, ok := strings.CutSuffix(o.maxRejects, "%"); ok {
		share, err := strconv.ParseFloat(number, 64)
		if err == nil && share >= 0 && share <= 100 {
			const whole = 100
			return func(rejects, pages int64) bool { return float64(rejects)*whole > share*float64(pages) }, nil
		}
	} else if n, err := strconv.ParseInt(o.maxRejects, 10, 64); err == nil && n >= 0 {
		return func(rejects, _ int64) bool { return rejects > n }, nil
	}
	return nil, usagef("--max-rejects is a number or a share such as 5%%, not %q", o.maxRejects)
}

// parseMap reads flags of the form ours=theirs.
func parseMap(flag string, pairs []string) (map[string]string, error) {
	m := map[string]string{}
	for _, pair := range pairs {
		ours, theirs, ok := strings.Cut(pair, "=")
		if !ok || ours == "" || theirs == "" {
			return nil, usagef("--%s is of the form field=column, not %q", flag, pair)
		}
		if _, twice := m[ours]; twice {
			return nil, usagef("--%s names %s twice", flag, ours)
		}
		m[ours] = theirs
	}
	return m, nil
}

// effective lists the options that decide the output's bytes, for the manifest.
// Neither -j nor OUT nor a path is among them.
func (o *buildOptions) effective() map[string]string {
	return map[string]string{
		"evidence": o.evidence, "id": o.id, "index": baseName(o.index), "index_map": joinSorted(o.indexMap), "index_rank": o.indexRank,
		"outlets": baseName(o.outlets), "keep": o.keep, "map": joinSorted(o.fieldMap), "max_depth": strconv.Itoa(o.maxDepth), "max_nodes": strconv.Itoa(o.maxNodes),
		"max_ratio": strconv.Itoa(o.maxRatio), "max_record": strconv.FormatInt(o.maxRecord, 10), "sample": strconv.Itoa(o.sample), "site_lines": o.siteLines,
		datasets.OptionThreshold: strconv.FormatFloat(o.speech, 'g', -1, 64),
		"tables":                 joinSorted(o.tables), "tables_as": o.tablesAs, "text_form": o.textForm, "text_is": o.textIs, "without": joinSorted(o.without),
	}
}

func baseName(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(path)
}

func joinSorted(list []string) string {
	return strings.Join(slices.Sorted(slices.Values(list)), ",")
}

// checkPlaces refuses an OUT that is one of the inputs; an OUT below an input is
// passed over when that is read.
func checkPlaces(out string, inputs []string) error {
	if out == "" {
		return nil
	}
	target, err := filepath.Abs(out)
	if err != nil {
		return fmt.Errorf("find %s: %w", out, err)
	}
	for _, input := range inputs {
		place, err := filepath.Abs(input)
		if err != nil {
			return fmt.Errorf("find %s: %w", input, err)
		}
		if place == target || strings.HasPrefix(place, target+string(os.PathSeparator)) {
			return fmt.Errorf("OUT %s is or contains the input %s; choose another folder with -o", out, input)
		}
	}
	return nil
}
