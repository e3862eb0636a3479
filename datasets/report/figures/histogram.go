package figures

import "github.com/dsbuild/dsbuild/schema"

// Histogram counts the values of a column in classes.
type Histogram struct {
	Column string
	Bins   []Bin
	Values int64 // cells that are not NULL
	Nulls  int64
}

// Bin is a class: From <= value < Below. Of shares the last one has 1 too.
type Bin struct {
	From, Below float64 // Below is 0 where there is no end
	Count       int64
}

var (
	// wordBounds part articles by length: each class is twice as wide as the one before.
	wordBounds = []float64{0, 1, 50, 100, 200, 400, 800, 1600, 3200}
	// shareBounds part confidences, which are from 0 to 1.
	shareBounds = []float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .9}
)

func newHistogram(column string, bounds []float64) *Histogram {
	h := &Histogram{Column: column}
	for i, from := range bounds {
		b := Bin{From: from}
		if i+1 < len(bounds) {
			b.Below = bounds[i+1]
		}
		h.Bins = append(h.Bins, b)
	}
	return h
}

func newShares(column string) *Histogram {
	h := newHistogram(column, shareBounds)
	h.Bins[len(h.Bins)-1].Below = 1
	return h
}

func (h *Histogram) addShare(v schema.Value) { h.add(v, v.Float) }

// add counts a cell, whose number is v.
func (h *Histogram) add(cell schema.Value, v float64) {
	if !cell.Valid {
		h.Nulls++
		return
	}
	h.Values++
	at := 0
	for i := range h.Bins {
		if v >= h.Bins[i].From {
			at = i
		}
	}
	h.Bins[at].Count++
}
