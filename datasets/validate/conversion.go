package validate

import (
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// conversion says how the tool that wrote a part writes a column with its
// declared type; "" where no line is known to work.
func conversion(r *table.Reader, c *schema.Column, have arrow.DataType) string {
	return rules.Convert(toolOf(r), kindOf(have), c.Type, c.Name)
}

// toolOf names the tool that wrote a part. What says nothing, pyarrow reads.
func toolOf(r *table.Reader) string {
	writer := strings.ToLower(r.Writer())
	switch {
	case strings.Contains(writer, "duckdb"):
		return rules.DuckDB
	case strings.Contains(writer, "polars"):
		return rules.Polars
	case strings.Contains(writer, "parquet-mr"), strings.Contains(writer, "spark"):
		return rules.Spark
	case r.Meta("pandas") != "":
		return rules.Pandas
	}
	return rules.Pyarrow
}

// kindOf says what a column is; "" where no conversion speaks of it.
func kindOf(have arrow.DataType) rules.Kind {
	if have.ID() == arrow.NULL {
		return rules.IsNull
	}
	if stamp, ok := have.(*arrow.TimestampType); ok && stamp.TimeZone == "" {
		return rules.IsNaive
	}
	for _, k := range []struct {
		kind rules.Kind
		of   schema.Type
	}{
		{rules.IsText, schema.Utf8},
		{rules.IsList, schema.Utf8List},
		{rules.IsBool, schema.Bool},
		{rules.IsDay, schema.Date32},
		{rules.IsInstant, schema.Timestamp},
	} {
		if table.Readable(have, k.of) {
			return k.kind
		}
	}
	switch {
	case arrow.IsInteger(have.ID()):
		return rules.IsNumber
	case table.Readable(have, schema.Float64):
		return rules.IsReal
	}
	return ""
}
