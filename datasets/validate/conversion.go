package validate

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// foreign is the name that other tools have for a declared type.
type foreign struct{ arrow, polars, sql, spark string }

var foreignTypes = map[schema.Type]foreign{
	schema.Utf8:      {"pa.string()", "pl.String", "VARCHAR", "string"},
	schema.Utf8List:  {"pa.list_(pa.string())", "pl.List(pl.String)", "VARCHAR[]", "array<string>"},
	schema.Int32:     {"pa.int32()", "pl.Int32", "INTEGER", "int"},
	schema.Float64:   {"pa.float64()", "pl.Float64", "DOUBLE", "double"},
	schema.Bool:      {"pa.bool_()", "pl.Boolean", "BOOLEAN", "boolean"},
	schema.Date32:    {"pa.date32()", "pl.Date", "DATE", "date"},
	schema.Timestamp: {`pa.timestamp("us", "UTC")`, `pl.Datetime("us", "UTC")`, "TIMESTAMPTZ", "timestamp"},
}

// conversion says how the tool that wrote a part writes a column with its
// declared type.
func conversion(r *table.Reader, c *schema.Column) string {
	is := foreignTypes[c.Type]
	writer := strings.ToLower(r.Writer())
	switch {
	case strings.Contains(writer, "duckdb"):
		return fmt.Sprintf("SELECT * REPLACE (CAST(%s AS %s) AS %s)", c.Name, is.sql, c.Name)
	case strings.Contains(writer, "polars"):
		return fmt.Sprintf("df = df.with_columns(pl.col(%q).cast(%s))", c.Name, is.polars)
	case strings.Contains(writer, "parquet-mr"), strings.Contains(writer, "spark"):
		return fmt.Sprintf("df = df.withColumn(%q, df[%q].cast(%q))", c.Name, c.Name, is.spark)
	case r.Meta("pandas") != "":
		return fmt.Sprintf("df[%q] = df[%q].astype(pd.ArrowDtype(%s))", c.Name, c.Name, is.arrow)
	}
	return fmt.Sprintf("with pyarrow, t = t.set_column(t.column_names.index(%q), %q, t[%q].cast(%s))", c.Name, c.Name, c.Name, is.arrow)
}
