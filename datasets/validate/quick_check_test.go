package validate

import (
	"math"
	"regexp/syntax"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// odd are texts that some rule speaks of.
var odd = []string{
	"", " ", "\u00a0 ", "\u2028", "a\u2028b", "\u3164", "x\uffa0", "\u1160", "a\U000e0041", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "e\u0301", "\u0301", "\xff", "caf\xc3",
	"NaN", "null", "cafÃ©", "donâ€™t", "\ufffd", "one\u0007two", "\u202e", "two\nlines", "plain", "Łódź 政策 😀", "en", "zzz", "0", "a b", "\u2800", "\t",
}

// textOf draws a text for a column: an odd one, a word of its vocabulary, one that
// its pattern may match, or any.
func textOf(c *schema.Column) *rapid.Generator[string] {
	from := []*rapid.Generator[string]{rapid.SampledFrom(odd), rapid.SampledFrom(odd), rapid.StringN(0, 6, -1)}
	if c.Vocabulary != nil {
		words := []string{}
		for _, t := range c.Vocabulary.Terms {
			words = append(words, t.Code)
		}
		for range 20 { // of many only a whole column of words is passed by the quick check
			from = append(from, rapid.SampledFrom(words))
		}
	}
	if c.Pattern != "" {
		if _, err := syntax.Parse(c.Pattern, syntax.Perl); err == nil {
			for range 20 {
				from = append(from, rapid.StringMatching(c.Pattern))
			}
		}
	}
	return rapid.OneOf(from...)
}

// draw makes an array that is read as values of a column, in one of the layouts that
// other tools write; NULLs and values out of every range are among them.
func draw(t *rapid.T, c *schema.Column) arrow.Array {
	nulls := rapid.SampledFrom([]int{0, 0, 1, 5, 10}).Draw(t, "nulls of 10")
	n := rapid.IntRange(1, 6).Draw(t, "rows")
	build := func(b array.Builder, one func()) arrow.Array {
		defer b.Release()
		for range n {
			if rapid.IntRange(0, 9).Draw(t, "null") < nulls {
				b.AppendNull()
			} else {
				one()
			}
		}
		return b.NewArray()
	}
	texts := textOf(c)
	m := memory.DefaultAllocator
	ints := rapid.OneOf(rapid.Int64Range(-2, 9), rapid.SampledFrom([]int64{math.MaxInt32, math.MaxInt32 + 1, math.MinInt64}))
	reals := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, 1, 0.5, 299.5, -1, 0.12345, math.NaN(), math.Inf(1)}))
	layout := rapid.IntRange(0, 9).Draw(t, "layout")
	if layout == 9 {
		return array.NewNull(n)
	}
	switch c.Type {
	case schema.Utf8:
		switch {
		case layout < 6:
			b := array.NewStringBuilder(m)
			return build(b, func() { b.Append(texts.Draw(t, "text")) })
		case layout < 8:
			b := array.NewLargeStringBuilder(m)
			return build(b, func() { b.Append(texts.Draw(t, "text")) })
		}
		coded := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
		b := array.NewDictionaryBuilder(m, coded).(*array.BinaryDictionaryBuilder)
		return build(b, func() {
			if err := b.AppendString(texts.Draw(t, "text")); err != nil {
				t.Fatal(err)
			}
		})
	case schema.Utf8List:
		b := array.NewListBuilder(m, arrow.BinaryTypes.String)
		items := b.ValueBuilder().(*array.StringBuilder)
		return build(b, func() {
			b.Append(true)
			for range rapid.IntRange(0, 3).Draw(t, "items") {
				items.Append(texts.Draw(t, "text"))
			}
		})
	case schema.Int32, schema.Float64:
		return drawNumbers(t, layout, build, ints, reals)
	case schema.Bool:
		b := array.NewBooleanBuilder(m)
		return build(b, func() { b.Append(rapid.Bool().Draw(t, "bool")) })
	case schema.Date32:
		if layout < 5 {
			b := array.NewDate32Builder(m)
			return build(b, func() { b.Append(arrow.Date32(ints.Draw(t, "day"))) })
		}
		b := array.NewTimestampBuilder(m, &arrow.TimestampType{Unit: arrow.Second})
		return build(b, func() {
			b.Append(arrow.Timestamp(rapid.SampledFrom([]int64{0, 86400, 3600, -1}).Draw(t, "second")))
		})
	default:
		unit := rapid.SampledFrom([]arrow.TimeUnit{arrow.Microsecond, arrow.Millisecond}).Draw(t, "unit")
		b := array.NewTimestampBuilder(m, &arrow.TimestampType{Unit: unit, TimeZone: "UTC"})
		return build(b, func() { b.Append(arrow.Timestamp(rapid.Int64Range(-1e12, 1e12).Draw(t, "instant"))) })
	}
}

func drawNumbers(
	t *rapid.T, layout int, build func(array.Builder, func()) arrow.Array, ints *rapid.Generator[int64], reals *rapid.Generator[float64],
) arrow.Array {
	m := memory.DefaultAllocator
	switch layout {
	case 0, 1, 2:
		b := array.NewInt32Builder(m)
		return build(b, func() { b.Append(int32(ints.Draw(t, "int"))) })
	case 3:
		b := array.NewInt64Builder(m)
		return build(b, func() { b.Append(ints.Draw(t, "int")) })
	case 4:
		b := array.NewUint64Builder(m)
		return build(b, func() { b.Append(rapid.SampledFrom([]uint64{0, 7, math.MaxUint64}).Draw(t, "int")) })
	case 5:
		b := array.NewFloat32Builder(m)
		return build(b, func() { b.Append(float32(reals.Draw(t, "real"))) })
	}
	b := array.NewFloat64Builder(m)
	return build(b, func() { b.Append(reals.Draw(t, "real")) })
}

// TestQuickCheckAgreesWithTheCloseLook draws columns of every declared column and wants
// that where the quick check passes one, no cell of it has a finding; and that the quick check
// is of use: it passes columns of every type.
func TestQuickCheckAgreesWithTheCloseLook(t *testing.T) {
	passed := map[schema.Type]int{}
	tables := schema.Tables([]schema.UserColumn{{Name: "x_text"}, {Name: "x_list", Type: schema.Utf8List}, {Name: "x_day", Type: schema.Date32}, {Name: "x_real", Type: schema.Float64}})
	agrees := func(t *rapid.T, def *schema.Table) {
		at := rapid.IntRange(0, len(def.Columns)-1).Draw(t, "column")
		state := &tableState{def: def, checks: checksOf(def), columns: columnsOf(def)}
		check := &state.checks[at]
		check.prose = check.prose || rapid.Bool().Draw(t, "prose") && (check.def.Type == schema.Utf8 || check.def.Type == schema.Utf8List)
		values := draw(t, check.def)
		from := rapid.IntRange(0, values.Len()-1).Draw(t, "from")
		n := rapid.IntRange(1, values.Len()-from).Draw(t, "n")
		cells := table.NewCells(array.NewSlice(values, int64(from), int64(from+n)), check.def.Type)
		batch := &table.Batch{Len: n, Columns: make([]table.Cells, len(def.Columns))}
		k := &chunk{Batch: batch, t: state, opt: &Options{}, absent: make([]bool, len(def.Columns))}
		k.checkCells(check, &cells)
		if !check.passes(&cells, n) {
			return
		}
		passed[check.def.Type]++
		if len(k.found) > 0 {
			t.Fatalf("the quick check passes %s.%s, a close look finds %s", def.Name, check.def.Name, k.found[0].Says())
		}
	}
	for _, def := range tables {
		for range 4 {
			rapid.Check(t, func(t *rapid.T) { agrees(t, def) })
		}
	}
	for _, kind := range []schema.Type{schema.Utf8, schema.Int32, schema.Float64, schema.Bool} {
		if passed[kind] == 0 {
			t.Errorf("no column of type %s was passed by the quick check", kind)
		}
	}
}
