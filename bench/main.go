// Command bench measures how many pages a second dsbuild converts, beside its
// peers, on the same pages in memory and in the same run.
//
// In: a folder of HTML pages, or a JSONL file with the fields url and html. Out:
// what each stage of dsbuild takes, and a table of pages a second. The systems
// take turns, pass by pass, so that noise falls on all of them; pages are read and
// numbered before the clock starts. On Linux the clock is the processor's: what
// else runs on the machine is not counted.
//
//	bench -pages ../datasets/examples -n 500 -passes 5
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/dsbuild/dsbuild/bench/peers"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	path := flags.String("pages", "datasets/examples", "a folder of HTML pages, or a .jsonl file with url and html")
	count := flags.Int("n", 500, "how many pages to measure on; fewer are repeated with other words and another url; 0: those there are")
	passes := flags.Int("passes", 5, "passes over the pages for each system")
	cores := flags.Int("cores", 1, "processors that may run Go code at a time, garbage collection included")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *passes < 1 || *cores < 1 || *count < 0 {
		return fmt.Errorf("want -passes and -cores of at least 1, and -n of at least 0")
	}
	pages, err := load(*path)
	if err != nil {
		return err
	}
	if *count > 0 {
		pages = multiply(pages, *count)
	}
	runtime.GOMAXPROCS(*cores)
	size := 0
	for i := range pages {
		size += len(pages[i].HTML)
	}
	fmt.Fprintf(out, "%d pages, %d KB a page, %d passes, %d of %d processors, %s\n\n",
		len(pages), size/len(pages)/1000, *passes, *cores, runtime.NumCPU(), runtime.Version())
	of, err := stages(pages, *passes)
	if err != nil {
		return err
	}
	printStages(out, of, len(pages), size)
	results, err := measure(pages, *passes)
	if err != nil {
		return err
	}
	print(out, results, len(pages), size)
	return nil
}

// result is what one system did.
type result struct {
	system
	times []time.Duration // one a pass, sorted
	tally tally           // of one pass: it is the same in each
	bytes uint64          // allocated in the last pass
}

func (r *result) median() time.Duration { return r.times[len(r.times)/2] }

// measure lets the systems take turns, after one pass that warms them up.
func measure(pages []peers.Page, passes int) ([]result, error) {
	all := systems()
	results := make([]result, len(all))
	for pass := range passes + 1 {
		for i, s := range all {
			runtime.GC() // nobody pays for the garbage of another
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := clock()
			done, err := s.convert(pages)
			took := clock() - begun
			runtime.ReadMemStats(&after)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			r := &results[i]
			r.system, r.tally, r.bytes = s, done, after.TotalAlloc-before.TotalAlloc
			if pass > 0 {
				r.times = append(r.times, took)
			}
		}
	}
	for i := range results {
		slices.SortFunc(results[i].times, cmp.Compare)
	}
	return results, nil
}

// goal is how much of the time of parsing with x/net/html alone a page may take
// with all its metadata.
const goal = 0.8

// print writes one line a system.
func print(out io.Writer, results []result, pages, size int) {
	of := func(name string) time.Duration {
		i := slices.IndexFunc(results, func(r result) bool { return r.name == name })
		return results[i].median()
	}
	ours, floor := of(extraction), of(parsing)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "system\tpages/s\tMB/s\tms a page\tbest\ttimes ours\tMB allocated\tarticles\tnone\tMB of text\t")
	for i := range results {
		r := &results[i]
		fmt.Fprintf(w, "%s\t%.0f\t%.1f\t%.3f\t%.3f\t%.2f\t%.2f\t%d\t%d\t%.1f\t\n", r.name, float64(pages)/r.median().Seconds(),
			float64(size)/1e6/r.median().Seconds(), perPage(r.median(), pages), perPage(r.times[0], pages), float64(r.median())/float64(ours),
			float64(r.bytes)/1e6/float64(pages), r.tally.articles, pages-r.tally.articles, float64(r.tally.text)/1e6)
	}
	w.Flush()
	fmt.Fprintf(out,
		"\npages/s, ms a page by the median pass; times ours: against %q; none: pages without an article, by a system's own judgement\n", extraction)
	fmt.Fprintf(out, "\na page with all its metadata takes %.2f of the time of %s (at most %.1f is wanted)\n", float64(ours)/float64(floor),
		parsing, goal)
}

func perPage(d time.Duration, pages int) float64 { return d.Seconds() * 1000 / float64(pages) }
