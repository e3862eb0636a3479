package rule

// run is a stretch of units and the sum of their worth.
type run struct {
	from, to int
	sum      int32
	left     int32 // sum of everything before it
	right    int32 // sum of everything up to its end
	back     int   // the nearest run before it with a smaller left, or -1: what makes the search linear
}

// maximalRuns returns all maximal runs of positive sum, in order: those that no
// extension or cut improves (Ruzzo and Tompa 1999). Linear in the number of worths.
func maximalRuns(n int, worth func(int) int32, runs []run) []run {
	runs = runs[:0]
	total := int32(0)
	for i := range n {
		w := worth(i)
		before := total
		total += w
		if w <= 0 {
			continue
		}
		k := run{from: i, to: i + 1, left: before, right: total}
		for {
			j := len(runs) - 1
			for j >= 0 && runs[j].left >= k.left {
				j = runs[j].back
			}
			k.back = j
			if j < 0 || runs[j].right >= k.right {
				break
			}
			k.from, k.left = runs[j].from, runs[j].left
			runs = runs[:j]
		}
		runs = append(runs, k)
	}
	for i := range runs {
		runs[i].sum = runs[i].right - runs[i].left
	}
	return runs
}
