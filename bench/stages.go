package main

import (
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

// stages measures the stages of dsbuild: the time in one pass over the pages, the
// memory in another, since reading its counters stops the clock of everybody.
func stages(pages []peers.Page, passes int) ([]stage, error) {
	var all []stage
	at := func(name string) *stage {
		i := slices.IndexFunc(all, func(s stage) bool { return s.name == name })
		if i < 0 {
			i, all = len(all), append(all, stage{name: name})
		}
		return &all[i]
	}
	for pass := range passes + 1 { // the first warms up
		var last time.Time
		err := marked(pages, func(name string) {
			now := time.Now()
			if pass > 0 && !last.IsZero() {
				at(name).took += now.Sub(last)
			}
			last = now
		})
		if err != nil {
			return nil, err
		}
	}
	for i := range all {
		all[i].took /= time.Duration(passes)
	}
	var last, now runtime.MemStats
	err := marked(pages, func(name string) {
		runtime.ReadMemStats(&now)
		if last.Mallocs > 0 {
			s := at(name)
			s.bytes += now.TotalAlloc - last.TotalAlloc
			s.objects += now.Mallocs - last.Mallocs
		}
		last = now
	})
	return all, err
}

// marked converts the pages and tells which stage each has left.
func marked(pages []peers.Page, mark func(stage string)) error {
	_, err := dsbuild(convert.Options{Workers: 1, Mark: mark})(pages)
	return err
}

func printStages(out io.Writer, all []stage, pages, size int) {
	var sum stage
	for i := range all {
		sum.took += all[i].took
		sum.bytes += all[i].bytes
		sum.objects += all[i].objects
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "stage of dsbuild\tms a page\tshare\tMB/s\tKB allocated\tobjects\t")
	for _, s := range append(all, stage{"together", sum.took, sum.bytes, sum.objects}) {
		fmt.Fprintf(w, "%s\t%.3f\t%.0f%%\t%.0f\t%.1f\t%d\t\n", s.name, perPage(s.took, pages), 100*float64(s.took)/float64(max(sum.took, 1)),
			float64(size)/1e6/max(s.took.Seconds(), 1e-9), float64(s.bytes)/1000/float64(pages), s.objects/uint64(pages))
	}
	w.Flush()
	fmt.Fprintf(out, "\n%s: what lies between two pages: digests, order, garbage\n\n", convert.MarkBetween)
}
