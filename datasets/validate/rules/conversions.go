package rules

import (
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Kind is what a column is that should be of another type.
type Kind string

// The kinds.
const (
	IsText    Kind = "text"
	IsList    Kind = "list of text"
	IsNumber  Kind = "whole number"
	IsReal    Kind = "fraction or decimal"
	IsBool    Kind = "bool"
	IsDay     Kind = "day"
	IsNaive   Kind = "instant without zone"
	IsInstant Kind = "instant"
	IsNull    Kind = "nothing but NULL"
)

// The tools.
const (
	Pandas  = "pandas"
	Polars  = "polars"
	DuckDB  = "DuckDB"
	Spark   = "Spark"
	Pyarrow = "pyarrow"
)

// Conversion is the line by which a tool turns a column into one of the declared
// type. The frame is df, in SQL and pyarrow the table t. NAME is the column. A line
// states its zone: it gives the same instants in every session.
type Conversion struct {
	Tool string `json:"tool"`
	From Kind   `json:"from"`
	To   string `json:"to"` // as `dsbuild schema show` names it
	Line string `json:"line"`
}

// frame is how a tool writes a column anew; EXPR stands for how, TYPE for its name of the type.
var frame = map[string]string{
	Pandas:  `import pandas as pd, pyarrow as pa; df["NAME"] = EXPR`,
	Polars:  `import polars as pl; df = df.with_columns(EXPR)`,
	DuckDB:  `SELECT * REPLACE (EXPR AS NAME) FROM t`,
	Spark:   `from pyspark.sql.functions import expr; df = df.withColumn("NAME", expr("EXPR"))`,
	Pyarrow: `import pyarrow as pa; t = t.set_column(t.column_names.index("NAME"), "NAME", EXPR)`,
}

// cast is how a tool converts what needs no more than another type.
var cast = map[string]string{
	Pandas:  `df["NAME"].astype(pd.ArrowDtype(TYPE))`,
	Polars:  `pl.col("NAME").cast(TYPE)`,
	DuckDB:  `CAST(NAME AS TYPE)`,
	Spark:   `cast(NAME as TYPE)`,
	Pyarrow: `t["NAME"].cast(TYPE)`,
}

// typeNames are the names that the tools have for the declared types.
var typeNames = map[string]map[schema.Type]string{
	Pandas: arrowNames, Pyarrow: arrowNames,
	Polars: {
		schema.Utf8: "pl.String", schema.Utf8List: "pl.List(pl.String)", schema.Int32: "pl.Int32", schema.Float64: "pl.Float64",
		schema.Bool: "pl.Boolean", schema.Date32: "pl.Date", schema.Timestamp: `pl.Datetime("us", "UTC")`,
	},
	DuckDB: {
		schema.Utf8: "VARCHAR", schema.Utf8List: "VARCHAR[]", schema.Int32: "INTEGER", schema.Float64: "DOUBLE",
		schema.Bool: "BOOLEAN", schema.Date32: "DATE", schema.Timestamp: "TIMESTAMPTZ",
	},
	Spark: {
		schema.Utf8: "string", schema.Utf8List: "array<string>", schema.Int32: "int", schema.Float64: "double",
		schema.Bool: "boolean", schema.Date32: "date", schema.Timestamp: "timestamp",
	},
}

var arrowNames = map[schema.Type]string{
	schema.Utf8: "pa.string()", schema.Utf8List: "pa.list_(pa.string())", schema.Int32: "pa.int32()", schema.Float64: "pa.float64()",
	schema.Bool: "pa.bool_()", schema.Date32: "pa.date32()", schema.Timestamp: `pa.timestamp("us", "UTC")`,
}

// Conversions lists every line that a finding may have. What is not in it has none:
// an instant is no day, and a day no instant, before somebody says where; and files
// with lists of a type of Arrow's, pandas itself does not read.
var Conversions = []Conversion{
	// Text of another layout, categories, and codes that were read as numbers.
	line(Pandas, IsText, schema.Utf8, ""),

	line(Pyarrow, IsText, schema.Utf8, ""),
	line(Pandas, IsNumber, schema.Utf8, `df["NAME"].astype("Int64").astype("string").astype(pd.ArrowDtype(TYPE))`),
	line(Pandas, IsReal, schema.Utf8, `df["NAME"].astype("Int64").astype("string").astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsNumber, schema.Utf8, ""),
	line(Polars, IsReal, schema.Utf8, `pl.col("NAME").cast(pl.Int64).cast(TYPE)`),
	line(DuckDB, IsNumber, schema.Utf8, ""),
	line(DuckDB, IsReal, schema.Utf8, `CAST(CAST(NAME AS BIGINT) AS TYPE)`),
	line(Spark, IsNumber, schema.Utf8, ""),
	line(Spark, IsReal, schema.Utf8, `cast(cast(NAME as bigint) as TYPE)`),
	line(Pyarrow, IsNumber, schema.Utf8, ""),
	line(Pyarrow, IsReal, schema.Utf8, `t["NAME"].cast(pa.int64()).cast(TYPE)`),

	// Lists of another layout, and names joined by a semicolon.

	line(Pyarrow, IsList, schema.Utf8List, `pa.array(t["NAME"].to_pylist(), TYPE)`),
	line(Pandas, IsText, schema.Utf8List, `[[s for s in v.split("; ") if s] if isinstance(v, str) else None for v in df["NAME"]]`),
	line(Polars, IsText, schema.Utf8List, `pl.col("NAME").cast(pl.String).str.split("; ").list.filter(pl.element() != "")`),
	line(DuckDB, IsText, schema.Utf8List, `list_filter(string_split(NAME, '; '), lambda s: s <> '')`),
	line(Spark, IsText, schema.Utf8List, `filter(split(NAME, '; '), s -> s <> '')`),
	line(Pyarrow, IsText, schema.Utf8List, `pa.array([[s for s in v.split("; ") if s] if v is not None else None for v in t["NAME"].to_pylist()], TYPE)`),

	// Counts of another width, with gaps, as decimals, as text.
	line(Pandas, IsNumber, schema.Int32, ""),
	line(Polars, IsNumber, schema.Int32, ""),
	line(DuckDB, IsNumber, schema.Int32, ""),
	line(Spark, IsNumber, schema.Int32, ""),
	line(Pyarrow, IsNumber, schema.Int32, ""),
	line(Pandas, IsReal, schema.Int32, ""),
	line(Polars, IsReal, schema.Int32, ""),
	line(DuckDB, IsReal, schema.Int32, ""),
	line(Spark, IsReal, schema.Int32, ""),
	line(Pyarrow, IsReal, schema.Int32, ""),
	line(Pandas, IsText, schema.Int32, `pd.to_numeric(df["NAME"]).astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsText, schema.Int32, `pl.col("NAME").cast(pl.String).cast(TYPE)`),
	line(DuckDB, IsText, schema.Int32, ""),
	line(Spark, IsText, schema.Int32, ""),
	line(Pyarrow, IsText, schema.Int32, `t["NAME"].cast(pa.string()).cast(TYPE)`),

	// Scores: a float of 32 bits becomes one of four decimals again.
	line(Pandas, IsReal, schema.Float64, `df["NAME"].astype("float64").round(4).astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsReal, schema.Float64, `pl.col("NAME").cast(TYPE).round(4)`),
	line(DuckDB, IsReal, schema.Float64, `round(CAST(NAME AS TYPE), 4)`),
	line(Spark, IsReal, schema.Float64, `round(cast(NAME as TYPE), 4)`),
	line(Pyarrow, IsReal, schema.Float64, `pa.array([None if v is None else round(float(v), 4) for v in t["NAME"].to_pylist()], TYPE)`),
	line(Pandas, IsNumber, schema.Float64, ""),
	line(Polars, IsNumber, schema.Float64, ""),
	line(DuckDB, IsNumber, schema.Float64, ""),
	line(Spark, IsNumber, schema.Float64, ""),
	line(Pyarrow, IsNumber, schema.Float64, ""),
	line(Pandas, IsText, schema.Float64, `pd.to_numeric(df["NAME"]).astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsText, schema.Float64, `pl.col("NAME").cast(pl.String).cast(TYPE)`),
	line(DuckDB, IsText, schema.Float64, ""),
	line(Spark, IsText, schema.Float64, ""),
	line(Pyarrow, IsText, schema.Float64, `t["NAME"].cast(pa.string()).cast(TYPE)`),

	// Yes and no as words and as 1 and 0. Another word stops the line.
	line(Pandas, IsText, schema.Bool, `pd.array([{"true": True, "false": False}[v.lower()] if isinstance(v, str) else None for v in df["NAME"]], dtype=pd.ArrowDtype(TYPE))`),
	line(Polars, IsText, schema.Bool, `pl.col("NAME").cast(pl.String).str.to_lowercase().replace_strict({"true": True, "false": False}, return_dtype=TYPE)`),
	line(DuckDB, IsText, schema.Bool, ""),
	line(Spark, IsText, schema.Bool, ""),
	line(Pyarrow, IsText, schema.Bool, `t["NAME"].cast(pa.string()).cast(TYPE)`),
	line(Pandas, IsNumber, schema.Bool, `df["NAME"].astype("boolean").astype(pd.ArrowDtype(TYPE))`),
	line(Pandas, IsReal, schema.Bool, `df["NAME"].astype("boolean").astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsNumber, schema.Bool, ""),
	line(Polars, IsReal, schema.Bool, ""),
	line(DuckDB, IsNumber, schema.Bool, ""),
	line(DuckDB, IsReal, schema.Bool, ""),
	line(Spark, IsNumber, schema.Bool, ""),
	line(Spark, IsReal, schema.Bool, ""),
	line(Pyarrow, IsNumber, schema.Bool, ""),
	line(Pyarrow, IsReal, schema.Bool, ""),

	// Days as midnights, in milliseconds, and as text.
	line(Pandas, IsNaive, schema.Date32, ""),
	line(Polars, IsNaive, schema.Date32, ""),
	line(DuckDB, IsNaive, schema.Date32, ""),
	line(Spark, IsNaive, schema.Date32, ""),
	line(Pyarrow, IsNaive, schema.Date32, ""),
	line(Pyarrow, IsDay, schema.Date32, ""),
	line(Pandas, IsText, schema.Date32, `pd.to_datetime(df["NAME"], format="%Y-%m-%d").astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsText, schema.Date32, `pl.col("NAME").cast(pl.String).str.to_date("%Y-%m-%d")`),
	line(DuckDB, IsText, schema.Date32, ""),
	line(Spark, IsText, schema.Date32, ""),
	line(Pyarrow, IsText, schema.Date32, `t["NAME"].cast(pa.string()).cast(TYPE)`),

	// Instants in another unit; those without a zone are taken for UTC, as DuckDB,
	// pandas and Spark write them; text says its own zone, or is taken for UTC.
	line(Pandas, IsInstant, schema.Timestamp, ""),
	line(Polars, IsInstant, schema.Timestamp, ""),
	line(Pyarrow, IsInstant, schema.Timestamp, ""),
	{Spark, IsInstant, schema.Timestamp.String(), `spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")`},
	line(Pandas, IsNaive, schema.Timestamp, `df["NAME"].dt.tz_localize("UTC").astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsNaive, schema.Timestamp, `pl.col("NAME").dt.replace_time_zone("UTC").cast(TYPE)`),
	line(DuckDB, IsNaive, schema.Timestamp, `CAST(NAME AS TIMESTAMP) AT TIME ZONE 'UTC'`),
	line(Spark, IsNaive, schema.Timestamp, `cast(concat(cast(NAME as string), 'Z') as TYPE)`),
	line(Pyarrow, IsNaive, schema.Timestamp, ""),
	line(Pandas, IsText, schema.Timestamp, `pd.to_datetime(df["NAME"], format="ISO8601", utc=True).astype(pd.ArrowDtype(TYPE))`),
	line(Polars, IsText, schema.Timestamp, `pl.col("NAME").cast(pl.String).str.to_datetime(time_unit="us", time_zone="UTC")`),
	line(DuckDB, IsText, schema.Timestamp, `CAST(NAME AS TIMESTAMP) AT TIME ZONE 'UTC'`),
	line(Spark, IsText, schema.Timestamp, `cast(if(NAME rlike '(Z|[+-][0-9:]+)$', NAME, concat(NAME, 'Z')) as TYPE)`),
	line(Pyarrow, IsText, schema.Timestamp, `t["NAME"].cast(pa.string()).cast(TYPE)`),

	// What never had a value has no type in some tools.
	line(Pandas, IsNull, schema.Utf8, ""), line(Polars, IsNull, schema.Utf8, ""), line(Pyarrow, IsNull, schema.Utf8, ""),
	line(Polars, IsNull, schema.Utf8List, ""), line(Pyarrow, IsNull, schema.Utf8List, ""),
	line(Pandas, IsNull, schema.Int32, ""), line(Polars, IsNull, schema.Int32, ""), line(Pyarrow, IsNull, schema.Int32, ""),
	line(Pandas, IsNull, schema.Float64, ""), line(Polars, IsNull, schema.Float64, ""), line(Pyarrow, IsNull, schema.Float64, ""),
	line(Pandas, IsNull, schema.Bool, ""), line(Polars, IsNull, schema.Bool, ""), line(Pyarrow, IsNull, schema.Bool, ""),
	line(Pandas, IsNull, schema.Date32, ""), line(Polars, IsNull, schema.Date32, ""), line(Pyarrow, IsNull, schema.Date32, ""),
	line(Pandas, IsNull, schema.Timestamp, ""), line(Polars, IsNull, schema.Timestamp, ""), line(Pyarrow, IsNull, schema.Timestamp, ""),
}

// line makes a conversion of an expression; "" is a cast.
func line(tool string, from Kind, to schema.Type, expr string) Conversion {
	if expr == "" {
		expr = cast[tool]
	}
	expr = strings.ReplaceAll(expr, "TYPE", typeNames[tool][to])
	return Conversion{tool, from, to.String(), strings.Replace(frame[tool], "EXPR", expr, 1)}
}

// plainName is a column name that every tool takes without quoting.
var plainName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// Convert returns the line by which a tool writes a column with its declared type,
// or "" where none is known to work.
func Convert(tool string, from Kind, to schema.Type, column string) string {
	if !plainName.MatchString(column) {
		return ""
	}
	for i := range Conversions {
		if c := &Conversions[i]; c.Tool == tool && c.From == from && c.To == to.String() {
			return strings.ReplaceAll(c.Line, "NAME", column)
		}
	}
	return ""
}
