package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/dsbuild/dsbuild/bench/peers"
	"github.com/dsbuild/dsbuild/convert"
)

// stage is what one stage of dsbuild took, over all pages.
type stage struct {
	name    string
	took    time.Duration
	bytes   uint64 // allocated
	objects uint64
}

// stages measures the stages of dsbuild: the time in passes over the pages, of which
// the median counts, and the memory in another, since reading its counters stops
// the world.
func stages(pages []peers.Page, passes int) ([]stage, error) {
	var runs [][]stage
	for range passes + 1 {
		run, err := timed(pages)
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	runs = runs[1:] // the first warms up
	slices.SortFunc(runs, func(a, b []stage) int { return cmp.Compare(sum(a).took, sum(b).took) })
	all := runs[len(runs)/2]
	var last, now runtime.MemStats
	err := marked(pages, func(name string) {
		runtime.ReadMemStats(&now)
		if last.Mallocs > 0 {
			s := at(&all, name)
			s.bytes += now.TotalAlloc - last.TotalAlloc
			s.objects += now.Mallocs - last.Mallocs
		}
		last = now
	})
	return all, err
}

func timed(pages []peers.Page) (all []stage, err error) {
	last := time.Duration(0)
	err = marked(pages, func(name string) {
		now := clock()
		if last > 0 {
			at(&all, name).took += now - last
		}
		last = now
	})
	return all, err
}

// at returns the stage with the name, a new one where there is none.
func at(all *[]stage, name string) *stage {
	i := slices.IndexFunc(*all, func(s stage) bool { return s.name == name })
	if i < 0 {
		i, *all = len(*all), append(*all, stage{name: name})
	}
	return &(*all)[i]
}

func sum(all []stage) stage {
	s := stage{name: "together"}
	for i := range all {
		s.took += all[i].took
		s.bytes += all[i].bytes
		s.objects += all[i].objects
	}
	return s
}

// marked converts the pages and tells which stage each has left.
func marked(pages []peers.Page, mark func(stage string)) error {
	_, err := dsbuild(convert.Options{Workers: 1, Mark: mark})(pages)
	return err
}

func printStages(out io.Writer, all []stage, pages, size int) {
	whole := sum(all)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "stage of dsbuild\tms a page\tshare\tMB/s\tKB allocated\tobjects\t")
	for _, s := range append(all, whole) {
		fmt.Fprintf(w, "%s\t%.3f\t%.0f%%\t%.0f\t%.1f\t%d\t\n", s.name, perPage(s.took, pages), 100*float64(s.took)/float64(max(whole.took, 1)),
			float64(size)/1e6/max(s.took.Seconds(), 1e-9), float64(s.bytes)/1000/float64(pages), s.objects/uint64(pages))
	}
	w.Flush()
	fmt.Fprintf(out, "\n%s: what lies between two pages: digests, order, garbage\n\n", convert.MarkBetween)
}
