// Command bench measures how many pages a second dsbuild converts, beside
// go-trafilatura, on the same pages in memory and in the same run.
//
// In: a folder of HTML pages, or a JSONL file with the fields url and html. Out:
// a table of pages a second. The systems take turns, pass by pass, so that noise
// falls on all of them; pages are read and numbered before the clock starts.
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
	for _, p := range pages {
		size += len(p.html)
	}
	fmt.Fprintf(out, "%d pages, %d KB a page, %d passes, %d of %d processors, %s\n\n",
		len(pages), size/len(pages)/1000, *passes, *cores, runtime.NumCPU(), runtime.Version())
	results, err := measure(pages, *passes)
	if err != nil {
		return err
	}
	print(out, results, len(pages))
	return nil
}

// result is what one system did.
type result struct {
	system
	times []time.Duration // one a pass, sorted
	tally tally           // of one pass: it is the same in each
}

func (r *result) median() time.Duration { return r.times[len(r.times)/2] }

// measure lets the systems take turns, after one pass that warms them up.
func measure(pages []page, passes int) ([]result, error) {
	results := make([]result, len(systems))
	for pass := range passes + 1 {
		for i, s := range systems {
			runtime.GC() // nobody pays for the garbage of another
			begun := time.Now()
			done, err := s.convert(pages)
			took := time.Since(begun)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			results[i].system, results[i].tally = s, done
			if pass > 0 {
				results[i].times = append(results[i].times, took)
			}
		}
	}
	for i := range results {
		slices.SortFunc(results[i].times, cmp.Compare)
	}
	return results, nil
}

// print writes one line a system; ratio is how many times as fast as the peer.
func print(out io.Writer, results []result, pages int) {
	var peer time.Duration
	for i := range results {
		if results[i].peer {
			peer = results[i].median()
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "system\tpages/s\tms a page\tbest\tratio\tarticles\tnone\tMB of text\t")
	for i := range results {
		r := &results[i]
		fmt.Fprintf(w, "%s\t%.0f\t%.3f\t%.3f\t%.2f\t%d\t%d\t%.1f\t\n", r.name, float64(pages)/r.median().Seconds(),
			perPage(r.median(), pages), perPage(r.times[0], pages), float64(peer)/float64(r.median()),
			r.tally.articles, pages-r.tally.articles, float64(r.tally.text)/1e6)
	}
	w.Flush()
	fmt.Fprintln(out, "\npages/s, ms a page and ratio by the median pass; none: pages without an article, by a system's own judgement")
}

func perPage(d time.Duration, pages int) float64 { return d.Seconds() * 1000 / float64(pages) }
