package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/schema"
)

// every is a table with a column of every type.
var every = &schema.Table{Name: "every", Unit: "thing", Columns: []schema.Column{
	{Name: "word", Type: schema.Utf8},
	{Name: "long", Type: schema.Utf8, Long: true},
	{Name: "list", Type: schema.Utf8List},
	{Name: "int", Type: schema.Int32},
	{Name: "float", Type: schema.Float64},
	{Name: "bool", Type: schema.Bool},
	{Name: "date", Type: schema.Date32},
	{Name: "instant", Type: schema.Timestamp},
}}

func drawRow(t *rapid.T) []schema.Value {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abé\x00")), 0, 2, -1)
	small := rapid.Int64Range(-4, 12)
	float := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-2, 2), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64}))
	row := []schema.Value{
		{Str: word.Draw(t, "word")},
		{Str: word.Draw(t, "long")},
		{List: rapid.SliceOfN(word, 0, 3).Draw(t, "list")},
		{Int: small.Draw(t, "int")},
		{Float: float.Draw(t, "float")},
		{Int: rapid.Int64Range(0, 1).Draw(t, "bool")},
		{Int: rapid.Int64Range(-700000, 700000).Draw(t, "date")},
		{Int: rapid.Int64Range(-1e15, 1e16).Draw(t, "instant")},
	}
	for i := range row {
		row[i].Valid = rapid.IntRange(0, 4).Draw(t, "valid") > 0
	}
	return row
}

func profileOf(t *rapid.T, limit int, rows [][]schema.Value) *Profile {
	p := newProfile(every, limit)
	for _, r := range rows {
		if err := p.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func asJSON(t interface{ Fatal(...any) }, p *Profile) string {
	b, err := json.MarshalIndent(p.Stats(3), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func mustMerge(t *rapid.T, p, q *Profile) *Profile {
	if err := p.Merge(q); err != nil {
		t.Fatal(err)
	}
	return p
}

// Shards merged in any order and any nesting come to what the whole comes to,
// with exact counts, with estimates, and where one turns into the other.
func TestMergeProfiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.SampledFrom([]int{1, 3, 8, maxExact}).Draw(t, "limit")
		rows := rapid.SliceOfN(rapid.Custom(drawRow), 0, 30).Draw(t, "rows")
		i := rapid.IntRange(0, len(rows)).Draw(t, "i")
		j := rapid.IntRange(i, len(rows)).Draw(t, "j")
		of := func(r [][]schema.Value) *Profile { return profileOf(t, limit, r) }
		whole := asJSON(t, of(rows))
		merged := map[string]*Profile{
			"(a+b)+c": mustMerge(t, mustMerge(t, of(rows[:i]), of(rows[i:j])), of(rows[j:])),
			"a+(b+c)": mustMerge(t, of(rows[:i]), mustMerge(t, of(rows[i:j]), of(rows[j:]))),
			"c+(b+a)": mustMerge(t, of(rows[j:]), mustMerge(t, of(rows[i:j]), of(rows[:i]))),
			"0+whole": mustMerge(t, of(nil), of(rows)),
		}
		for name, p := range merged {
			if diff := cmp.Diff(whole, asJSON(t, p)); diff != "" {
				t.Fatalf("%s is not the whole: %s", name, diff)
			}
		}
	})
}

// Merge leaves its argument as it is, and shares nothing with it.
func TestMergeLeavesArgument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.SampledFrom([]int{1, 3, maxExact}).Draw(t, "limit")
		rows := rapid.SliceOfN(rapid.Custom(drawRow), 0, 10).Draw(t, "rows")
		p, q := newProfile(every, limit), profileOf(t, limit, rows)
		before := asJSON(t, q)
		mustMerge(t, p, q)
		mustMerge(t, p, q)
		for range 3 {
			if err := p.Add(drawRow(t)); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(before, asJSON(t, q)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestMergeOfDifferentTables(t *testing.T) {
	other := *every
	other.Columns = append([]schema.Column(nil), every.Columns...)
	other.Columns[3].Type = schema.Float64
	if err := NewProfile(every).Merge(NewProfile(&other)); err == nil {
		t.Error("a column of another type is merged")
	}
	other.Name = "other"
	if err := NewProfile(every).Merge(NewProfile(&other)); err == nil {
		t.Error("another table is merged")
	}
	if err := NewProfile(every).Add(nil); err == nil {
		t.Error("a row without cells is added")
	}
	if err := NewGroups("a").Merge(NewGroups("b")); err == nil {
		t.Error("groups by other keys are merged")
	}
	if err := NewGroups("a").Add(nil, Tally{}); err == nil {
		t.Error("a group without a key is added")
	}
}

func TestMergeGroups(t *testing.T) {
	key := rapid.OneOf(rapid.Just[*string](nil), rapid.Map(rapid.SampledFrom([]string{"", "-", "1:", "a", "b:1:", "é"}), func(s string) *string { return &s }))
	type entry struct {
		keys  []*string
		tally Tally
	}
	draw := rapid.Custom(func(t *rapid.T) entry {
		return entry{[]*string{key.Draw(t, "first"), key.Draw(t, "second")}, Tally{1, rapid.Int64Range(0, 1).Draw(t, "unique"), 2, 3, 4}}
	})
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfN(draw, 0, 20).Draw(t, "entries")
		cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
		of := func(list []entry) *Groups {
			g := NewGroups("x", "y")
			for _, e := range list {
				if err := g.Add(e.keys, e.tally); err != nil {
					t.Fatal(err)
				}
			}
			return g
		}
		a, b := of(entries[:cut]), of(entries[cut:])
		if err := b.Merge(a); err != nil {
			t.Fatal(err)
		}
		whole, merged := of(entries).Group(Units, 0), b.Group(Units, 0)
		if diff := cmp.Diff(whole, merged); diff != "" {
			t.Fatal(diff)
		}
		total := int64(0)
		for i := range whole.Rows {
			n, _ := whole.Rows[i].Counts.Of(Articles)
			total += n
		}
		if total != int64(len(entries)) {
			t.Fatalf("%d of %d counted", total, len(entries))
		}
	})
}

// Behind the limit, estimates stay as close as they promise.
func TestEstimates(t *testing.T) {
	const n = 200_000
	p := NewProfile(&schema.Table{Name: "t", Columns: []schema.Column{{Name: "s", Type: schema.Utf8}, {Name: "i", Type: schema.Int32}}})
	for i := range n {
		if err := p.Add([]schema.Value{{Valid: true, Str: "value " + strconv.Itoa(i)}, {Valid: true, Int: int64(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range p.Stats(5).Columns {
		if off := math.Abs(float64(c.Distinct.Count)-n) / n; c.Distinct.Exact || off > 0.02 || c.Top != nil {
			t.Errorf("%s: %+v, off by %.3f, top %v", c.Name, c.Distinct, off, c.Top)
		}
		for _, q := range c.Quantiles {
			want := float64(q.Percent) / 100 * n
			if off := math.Abs(float64(q.Value.(int64))-want) / want; off > 0.01 {
				t.Errorf("%s: quantile %d is %v, off by %.4f", c.Name, q.Percent, q.Value, off)
			}
		}
	}
	if mean := *p.Stats(5).Columns[1].Mean; mean != (n-1)/2.0 {
		t.Errorf("mean %v", mean)
	}
}

func TestTop(t *testing.T) {
	c := newCounter(hashText, maxExact)
	for i := range 20 {
		c.add(fmt.Sprint("once ", i), 1)
	}
	c.add("twice", 2)
	c.add("also twice", 2)
	c.add("thrice", 3)
	if diff := cmp.Diff([]pairOf[string]{{"thrice", 3}, {"also twice", 2}, {"twice", 2}}, c.top(5), cmp.AllowUnexported(pairOf[string]{})); diff != "" {
		t.Error(diff)
	}
}
