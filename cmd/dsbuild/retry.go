package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// retryFlags are the flags of build that a manifest does not answer.
var retryFlags = []string{"index", "outlets", "people", "quote-model", "topic-model", "codebook", "max-rejects", "jobs"}

func newRetryCommand(g *globalOptions) *cobra.Command {
	o := buildOptions{Build: option.New(), command: "retry"}
	dry := false
	cmd := &cobra.Command{
		Use:   "retry OUT INPUT...",
		Short: "Try what was rejected again, after an upgrade",
		Long: `Retry reads INPUT, of which the dataset OUT was built, and converts the pages that are rejects
there: by this dsbuild, under the options that the manifest states. It says which become
articles, which are rejected for another reason, and which as before. A page that ended the
program (reject quarantined) is tried in a process of its own, so it ends no more than that.

Where something changed, OUT is built anew from INPUT, all of it by this dsbuild, and replaced
by one rename; with --dry-run, and where nothing changed, it stays as it is. What is tried is tried
page by page, with the lines that recur on others: what counts is the summary of the build. Records that came
twice (duplicate_page, duplicate_id) are not tried: no program makes two articles of them.

INPUT is what build was given: the same files and folders, or the recipe. Files that the
manifest knows by their name alone (--index, --people and so on) are given again, too.

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o tried
  dsbuild retry tried pages/ --dry-run
  dsbuild retry tried pages/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return command.Usagef("retry needs OUT and the INPUT that it was built of")
			}
			return nil
		},
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if child.Is() && o.try == "" {
				return listRejects(cmd.OutOrStdout(), args[0])
			}
			m, err := datasets.ReadManifest(args[0])
			if err != nil {
				return err
			}
			if err := o.asBuilt(args[0], m); err != nil {
				return err
			}
			if o.try != "" {
				return tryPages(cmd, &o, args[1:])
			}
			r := &retry{out: args[0], options: &o, dry: dry}
			return r.run(cmd, g, m, args[1:])
		}),
	}
	for _, name := range retryFlags {
		row := option.Lookup(name)
		row.AddTo(cmd, row.Field(&o.Build))
	}
	f := cmd.Flags()
	f.BoolVar(&dry, "dry-run", false, "only say what would change")
	f.StringVar(&o.try, "try", "", "convert the pages that the file names, each for itself")
	_ = f.MarkHidden("try") // as that of build
	return cmd
}

// asBuilt takes the options that a manifest states, and refuses a dataset that building does not bring back.
func (o *buildOptions) asBuilt(dir string, m *datasets.Manifest) error {
	switch {
	case m.Derived != nil || m.Rehydrated != nil:
		return fmt.Errorf("%s was made of a dataset that was shared without its texts; retry the dataset itself", dir)
	case len(m.Topics) > 0:
		return fmt.Errorf("%s has codes that people gave, which a build does not bring back; retry the dataset that they were added to", dir)
	}
	was, now := option.Stated(m.Options), o.Effective()
	for i := range option.Table {
		row := &option.Table[i]
		key := row.Key()
		stated := m.Options[key]
		switch {
		case row.As == option.Unstated || stated == now[key]:
		case row.As == option.BaseName:
			return fmt.Errorf("%s was built with --%s %q, not %q; give the same file", dir, row.Name, text.Terminal(stated), now[key])
		default:
			row.Copy(&was, &o.Build)
		}
	}
	_, err := os.Stat(filepath.Join(dir, appendFolder))
	o.Out, o.Overwrite, o.keeps = dir, true, err == nil
	return nil
}

// rejected is a row of rejects.
type rejected struct {
	Place, Reason string
}

// listRejects is the part of the process that reads OUT.
func listRejects(w io.Writer, dir string) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	memory.Limit(memory.OfReading)
	e := json.NewEncoder(w)
	for row, err := range ds.Rows("rejects", "source_uri", "source_record", "reason") {
		if err != nil {
			return err
		}
		if err := e.Encode(rejected{row[0].Str + "\n" + row[1].Str, row[2].Str}); err != nil {
			return err
		}
	}
	return nil
}

// retry is one run.
type retry struct {
	out     string
	options *buildOptions
	dry     bool
	tried   []rejected
	is      map[string]string // reason by place, of those that are still rejected
	titles  map[string]string // by place, of those that are articles
	fatal   []uint64
}

func (r *retry) run(cmd *cobra.Command, g *globalOptions, m *datasets.Manifest, inputs []string) error {
	ctx, w := cmd.Context(), cmd.OutOrStdout()
	p, err := newPlan(cmd, r.options, inputs)
	if err != nil {
		return err
	}
	p.close()
	now := r.options.Effective()
	for _, row := range option.Table {
		if key := row.Key(); row.As != option.Unstated && now[key] != m.Options[key] {
			return fmt.Errorf("%s was built with --%s %q, and the recipe says %q; build it anew",
				r.out, row.Name, text.Terminal(m.Options[key]), now[key])
		}
	}
	err = child.RunArgs(ctx, []string{"retry", "--", r.out, inputs[0]}, child.Lines(func(t rejected) {
		if t.Reason != string(schema.RejectDuplicatePage) && t.Reason != string(schema.RejectDuplicateID) {
			r.tried = append(r.tried, t)
		}
	}))
	if err != nil {
		return child.Unreadable(err, r.out)
	}
	if err := r.try(ctx); err != nil {
		return err
	}
	changed := r.say(w)
	switch {
	case !changed:
		_, err = fmt.Fprintf(w, "%s stays as it is\n", r.out)
		return err
	case r.dry:
		_, err = fmt.Fprintf(w, "%s stays as it is; without --dry-run it is built anew\n", r.out)
		return err
	}
	r.options.fatal, r.options.least = r.fatal, m.Counts.Pages
	return runBuild(cmd, g, r.options, inputs)
}

// try converts the rejects in another process, one at a time; in the next one, where a page
// ended it.
func (r *retry) try(ctx context.Context) error {
	r.is, r.titles = map[string]string{}, map[string]string{}
	wanted := wantedPages{Places: map[string]bool{}}
	for _, t := range r.tried {
		wanted.Places[t.Place] = true
	}
	temp, err := os.MkdirTemp("", "dsbuild-retry-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temp) }() // of the system's temporary files
	for len(wanted.Places) > 0 {
		last, err := wanted.try(ctx, disk.Real, temp, func(l *triedLine) {
			r.ended(l)
			delete(wanted.Places, l.Of)
		})
		switch {
		case err == nil:
			return nil
		case errors.Is(err, child.ErrDied) && wanted.Places[last.Place]:
			delete(wanted.Places, last.Place)
			r.is[last.Place] = string(schema.RejectQuarantined)
			r.fatal = append(r.fatal, last.Begins)
		default:
			return err
		}
	}
	return nil
}

func (r *retry) ended(l *triedLine) {
	if l.Reject != nil {
		r.is[l.Of] = string(l.Reject.Reason)
	} else {
		r.titles[l.Of] = l.Article
	}
}

// say says what changed, and reports whether anything did.
func (r *retry) say(w io.Writer) (changed bool) {
	const most = 20 // lines of each kind
	var articles, others, missing []string
	same := map[string]int64{}
	for _, t := range r.tried {
		name := text.Terminal(strings.TrimSuffix(strings.Replace(t.Place, "\n", ":", 1), ":"))
		title, article := r.titles[t.Place]
		is, rejected := r.is[t.Place]
		switch {
		case article:
			articles = append(articles, fmt.Sprintf("%s: %s, now %q", name, t.Reason, text.Head(text.Terminal(title), 80)))
		case !rejected:
			missing = append(missing, name)
		case is != t.Reason:
			others = append(others, fmt.Sprintf("%s: %s, now %s", name, t.Reason, is))
		default:
			same[is]++
		}
	}
	fmt.Fprintf(w, "retried   %s of %s\n", screen.Number(int64(len(r.tried)), "reject"), r.out)
	for _, kind := range []struct {
		what string
		rows []string
	}{{"articles", articles}, {"reasons", others}, {"not found", missing}} {
		if len(kind.rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "  %-9s %d\n", kind.what, len(kind.rows))
		for _, row := range kind.rows[:min(most, len(kind.rows))] {
			fmt.Fprintf(w, "            %s\n", row)
		}
		if more := len(kind.rows) - most; more > 0 {
			fmt.Fprintf(w, "            and %d more\n", more)
		}
	}
	if list := counts(same); len(list) > 0 {
		fmt.Fprintf(w, "  as before %s\n", joinCounts(list))
	}
	return len(articles)+len(others) > 0
}
