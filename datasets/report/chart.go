package report

import (
	"strconv"
)

// trim writes a number of a drawing, with two decimals at most.
func trim(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// column is a bar of a column chart: places and sizes are percent of the drawing.
type column struct {
	X, Y, Width, Height string
	Class, Title        string
	Mark                bool // begins a jump
	Rise                string
	RiseY               string
}

// columnsOf draws bars side by side; most is the height of the drawing.
func columnsOf(counts []int64, most int64, class func(int) string, title func(int) string) []column {
	var list []column
	for i, n := range counts {
		if n == 0 {
			continue
		}
		c := column{Class: class(i), Title: title(i)}
		c.X, c.Width = place(i, len(counts))
		const least = 3 // so that one article is seen
		height := max(least, float64(n)/float64(max(most, 1))*100)
		c.Height, c.Y = trim(height), trim(100-height)
		list = append(list, c)
	}
	return list
}

// place is where the i-th of n columns stands, and how wide it is.
func place(i, n int) (x, width string) {
	step := 100 / float64(n)
	return trim(float64(i) * step), trim(step * 0.9)
}

// label is a word below or above the columns of a chart; a minor one is left out where
// there is little room.
type label struct {
	X, Text, Anchor string
	Minor           bool
}

// segment is a part of a bar.
type segment struct{ X, Width, Class, Title string }

// segmentsOf parts a bar: classes and titles of the parts by number.
func segmentsOf(counts []int64, of int64, class, title func(int) string) []segment {
	var list []segment
	x := float64(0)
	for i, n := range counts {
		if n == 0 {
			continue
		}
		width := float64(n) / float64(max(of, 1)) * 100
		list = append(list, segment{trim(x), trim(width), class(i), title(i)})
		x += width
	}
	return list
}
