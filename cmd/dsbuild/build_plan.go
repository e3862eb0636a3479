package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
)

// isRecipe reports whether an INPUT is a recipe rather than pages.
func isRecipe(input string) bool {
	base := filepath.Base(input)
	return base == "dataset.yaml" || base == "dataset.yml"
}

// check finds what the command line alone shows to be wrong.
func (o *buildOptions) check() error {
	if o.dryRun {
		return command.Usagef("--dry-run is a command of its own now: dsbuild plan INPUT..., with the same flags")
	}
	if o.Out == "" && o.command == "survey" {
		return command.Usagef("survey needs -o FILE, the survey to write")
	}
	if o.Out == "" && o.command == "" {
		return command.Usagef("build needs -o OUT, the folder to write; dsbuild plan INPUT... shows what would be read and writes nothing")
	}
	if err := o.Check(); err != nil {
		return command.Usagef("%w", err)
	}
	if o.Index == "" && (len(o.IndexMap) > 0 || o.IndexLast()) {
		return command.Usagef("--index-map and --index-rank need --index FILE")
	}
	if err := errors.Join(o.checkShard(), o.checkAppend()); err != nil {
		return err
	}
	_, err := o.rejectLimit()
	return err
}

// checkShard finds what does not go with a part of the files.
func (o *buildOptions) checkShard() error {
	if o.Shard == "" {
		return nil
	}
	switch _, err := option.Shard(o.Shard); {
	case err != nil:
		return command.Usagef("%w", err)
	case o.Sample > 0:
		return command.Usagef("--sample counts pages from the first one, and --shard %s has a part of the files; leave one of them out", o.Shard)
	case o.command == "" && o.Survey == "" && o.SiteLines == option.Drop:
		return command.Usagef("a shard does not see which lines recur on the pages of others: make a survey of all " +
			"(dsbuild survey INPUT -o FILE) and give --survey FILE, or leave it out with --site-lines keep")
	}
	return nil
}

// rejectLimit returns a test whether too many of the pages were rejected.
func (o *buildOptions) rejectLimit() (func(rejects, pages int64) bool, error) {
	if o.MaxRejects == "" {
		return func(int64, int64) bool { return false }, nil
	}
	if number, ok := strings.CutSuffix(o.MaxRejects, "%"); ok {
		share, err := strconv.ParseFloat(number, 64)
		if err == nil && share >= 0 && share <= 100 {
			const whole = 100
			return func(rejects, pages int64) bool { return float64(rejects)*whole > share*float64(pages) }, nil
		}
	} else if n, err := strconv.ParseInt(o.MaxRejects, 10, 64); err == nil && n >= 0 {
		return func(rejects, _ int64) bool { return rejects > n }, nil
	}
	return nil, command.Usagef("--max-rejects is a number or a share such as 5%%, not %q", o.MaxRejects)
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
