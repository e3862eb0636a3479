package figures

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/interval"
)

// Jump is a month from which on many more pages of an outlet fail or are in doubt
// than before: the site may have changed its template.
type Jump struct {
	Outlet, Month string
	Before, Now   Cell // the months before, since the last jump; the month itself
}

const (
	// leastPages is how many pages a month and the months before it need to be compared.
	leastPages = 5
	// leastRise is by how much the share must rise.
	leastRise = 0.25
	mostJumps = 20
)

// mark finds the jumps of an outlet and marks their columns. A month counts where
// the 95 % intervals of its share and of that before do not meet.
func (c *Coverage) mark(l *Line, months map[string]*Cell) (jumps []Jump) {
	if l.Outlet == "" {
		return nil // pages of several sites
	}
	var before Cell
	for _, m := range slices.Sorted(maps.Keys(months)) {
		at, ok := c.Column(m)
		now := *months[m]
		if !ok {
			continue
		}
		if before.Pages() >= leastPages && now.Pages() >= leastPages && now.Share()-before.Share() >= leastRise {
			low, _ := interval.Wilson(now.Troubled, now.Pages())
			_, high := interval.Wilson(before.Troubled, before.Pages())
			if low > high {
				jumps = append(jumps, Jump{l.Outlet, m, before, now})
				l.Cells[at].Jump = true
				before = Cell{}
			}
		}
		before.add(now)
	}
	return jumps
}

func (c *Coverage) rankJumps() {
	slices.SortFunc(c.Jumps, func(a, b Jump) int {
		return cmp.Or(cmp.Compare(b.Now.Troubled, a.Now.Troubled), strings.Compare(a.Outlet, b.Outlet), strings.Compare(a.Month, b.Month))
	})
	if left := len(c.Jumps) - mostJumps; left > 0 {
		c.Jumps, c.JumpsLeft = c.Jumps[:mostJumps], left
	}
}
