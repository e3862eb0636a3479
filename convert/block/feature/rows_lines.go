package feature

import (
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
)

// LineRows writes the features of a page-text dump, after the rules have decided.
type LineRows struct {
	Rows
	v       *rule.LineView
	bullets [][2]int32 // per line: the list it stands in
}

// Fill writes all columns.
func (r *LineRows) Fill(v *rule.LineView) {
	r.v = v
	p := v.Page
	n := len(p.Units)
	r.reset(n)
	r.tags, r.bullets = unit.Grow(r.tags, n), unit.Grow(r.bullets, n)
	for i := range p.Units {
		r.tags[i] = uint8(bit(p.Units[i].Bullet) | bit(p.Units[i].Before)<<1 | bit(p.Units[i].After)<<2)
	}
	r.own(p)
	r.place(p, v.Good)
	r.margins()
	r.ruled(p)
	r.runs()
	r.headed(p, func(u *unit.Unit) bool { return u.Alone() && unit.HeadingLike(u) })
	r.around(p, func(i, j int) int16 { return within(p.Units[j].Indent-p.Units[i].Indent, -8, 8) })
}

// margins writes how each line is set apart, and where it stands to the window of the rules.
func (r *LineRows) margins() {
	v := r.v
	tag, gap, behind, indent := r.column("tag"), r.column("gap"), r.column("gap_behind"), r.column("indent")
	from, to, title, margins := r.column("from_window"), r.column("to_window"), r.column("from_title"), r.column("has_margins")
	windowShare := r.column("window_share")
	n := len(v.Units)
	for i := range v.Units {
		u := &v.Units[i]
		tag[i], gap[i], behind[i], indent[i] = int16(r.tags[i]), 0, 9, 0
		if i > 0 {
			gap[i] = within(u.Number-v.Units[i-1].Number-1, 0, 9)
			indent[i] = within(u.Indent-v.Units[i-1].Indent, -8, 8)
		}
		if i+1 < n {
			behind[i] = within(v.Units[i+1].Number-u.Number-1, 0, 9)
		}
		from[i], to[i], margins[i] = within(int32(i-v.Start), -60, 60), within(int32(i-v.End), -60, 60), bit(v.Margins)
		title[i] = -100
		if v.TitleAt >= 0 {
			title[i] = within(int32(i-v.TitleAt), -60, 60)
		}
		windowShare[i] = share(r.sums.good[min(v.End, n)]-r.sums.good[min(v.Start, v.End, n)], r.sums.good[n])
	}
}

// runs writes what the run of lines of one form around each line is like: items of
// a list, lines without margins, short lines.
func (r *LineRows) runs() {
	v, s := r.v, &r.sums
	for _, f := range [...]struct {
		name string
		same func(a, b *unit.Unit) bool
	}{
		{"bullet_run", func(a, b *unit.Unit) bool { return a.Bullet == b.Bullet }},
		{"tight_run", func(a, b *unit.Unit) bool { return b.Number == a.Number+1 }},
		{"short_run", func(a, b *unit.Unit) bool { return (a.Size < 60) == (b.Size < 60) }},
	} {
		units, mean, place, closed := r.column(f.name), r.column(f.name, "_mean"), r.column(f.name, "_place"), r.column(f.name, "_closed")
		for i := 0; i < len(v.Units); {
			j, ends := i+1, int32(bit(v.Units[i].Closed))
			for j < len(v.Units) && f.same(&v.Units[j-1], &v.Units[j]) {
				ends += int32(bit(v.Units[j].Closed))
				j++
			}
			for k := i; k < j; k++ {
				if f.name == "bullet_run" && v.Units[k].Bullet {
					r.bullets[k] = [2]int32{int32(i), int32(j)}
				}
				units[k], mean[k], place[k], closed[k] = within(int32(j-i), 0, 300), scale((s.size[j]-s.size[i])/int32(j-i)),
					share(int32(k-i), int32(j-i)), share(ends, int32(j-i))
			}
			i = j
		}
	}
	dense := r.column("dense10")
	for i := range v.Units {
		a, b := max(0, i-5), min(len(v.Units), i+6)
		dense[i] = share(s.good[b]-s.good[a], s.size[b]-s.size[a])
	}
}
