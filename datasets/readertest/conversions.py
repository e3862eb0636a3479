"""How the tests of conversions make a file in which a column is of another type, and do what its remedy says."""

import datetime
import pathlib
import re
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from conftest import ROOT
from foreign import found, validate

# The column of each declared type that is written otherwise: table and name.
COLUMNS = {
    "utf8": ("quotes", "speaker_name"),
    "list<utf8>": ("articles", "authors"),
    "int32": ("speakers", "quote_count"),
    "float64": ("articles", "language_score"),
    "bool": ("articles", "is_free"),
    "date32": ("articles", "published_date"),
    "timestamp[us, UTC]": ("articles", "published_at"),
}


def each(change: Any) -> Callable:
    return lambda values: [None if v is None else change(v) for v in values]


def none(values: list) -> list[None]:
    return [None] * len(values)


# By what a column is and what it should be: the values as they may stand there, of which the line must make those that are
# wanted again, the Arrow type to write them with, and the values to begin with, where those of the table do not do.
LINES = {
    ("text", "utf8"): (each(str), pa.dictionary(pa.int32(), pa.string()), None),
    ("whole number", "utf8"): (each(int), pa.int64(), ["1", "1203", "77"]),
    ("fraction or decimal", "utf8"): (each(float), pa.float64(), ["1", None, "1203"]),
    ("list of text", "list<utf8>"): (each(list), pa.large_list(pa.large_string()), None),
    ("text", "list<utf8>"): (each("; ".join), pa.string(), [["Ana Ruiz", "Bo Lind"], [], None, ["Cy Oduya"]]),
    ("whole number", "int32"): (each(int), pa.int64(), None),
    ("fraction or decimal", "int32"): (each(float), pa.float64(), None),
    ("text", "int32"): (each(str), pa.string(), None),
    ("fraction or decimal", "float64"): (each(float), pa.float32(), [0.1, 0.9312, None]),
    ("whole number", "float64"): (each(int), pa.int64(), [1.0, 0.0, None]),
    ("text", "float64"): (each(str), pa.string(), [0.1, 0.9312, None]),
    ("text", "bool"): (each(str), pa.string(), [True, False, None]),
    ("whole number", "bool"): (each(int), pa.int64(), [True, False]),
    ("fraction or decimal", "bool"): (each(float), pa.float64(), [True, False, None]),
    ("instant without zone", "date32"): (each(lambda d: datetime.datetime(d.year, d.month, d.day)), pa.timestamp("us"), None),
    ("day", "date32"): (each(lambda d: d), pa.date64(), None),
    ("text", "date32"): (each(str), pa.string(), None),
    ("instant", "timestamp[us, UTC]"): (each(lambda t: t), pa.timestamp("ms", "America/New_York"), None),
    ("instant without zone", "timestamp[us, UTC]"): (each(lambda t: t.replace(tzinfo=None)), pa.timestamp("us"), None),
    ("text", "timestamp[us, UTC]"): (each(lambda t: t.isoformat()), pa.string(), None),
    **{("nothing but NULL", to): (none, pa.null(), none) for to in COLUMNS},
}


def listed() -> list[dict]:
    """The conversions, as `make docs` wrote them: the parameters of tests are wanted before any fixture."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    return [dict(zip(("tool", "from", "to", "line"), row)) for row in re.findall(r"^\| (\w+) \| ([^|]+) \| `([^`]+)` \| `` (.*) `` \|$", text, re.M)]


def spoiled(conversion: dict, tables: dict[str, pa.Table]) -> tuple[str, pa.Table, list]:
    """A table whose column is what a conversion starts from, and the values that it must make of it."""
    table, column = COLUMNS[conversion["to"]]
    plain = pa.table(dict(zip(tables[table].column_names, tables[table].columns)))
    change, kind, wanted = LINES[conversion["from"], conversion["to"]]
    values = plain[column].to_pylist()
    if callable(wanted):
        values = wanted(values)
    elif wanted:
        values = [wanted[i % len(wanted)] for i in range(len(values))]
    changed = pa.array(change(values), kind) if kind != pa.date64() else pa.array(values, pa.date32()).cast(kind)
    return column, plain.set_column(plain.column_names.index(column), column, changed), values


def wrong(column: str, conversion: dict, report: dict) -> list:
    """What is found of the column, and errors beside it. Where a test leaves nothing but NULL, counts of it are missed: that is no fault of the line."""
    excused = ("laws.count", "laws.speaker") if conversion["from"] == "nothing but NULL" else ()
    bad = found(report, "error") + found(report, "warning") + [f for f in report["findings"] if f.get("column") == column]
    return [f for f in bad if f["rule"] not in excused]


def convert(tool: tuple[Callable, Callable], conversion: dict, tables: dict[str, pa.Table], binary: pathlib.Path, folder: pathlib.Path) -> None:
    """Writes a file by a tool, does what its finding says by the same tool, and wants a sound file with the wanted values."""
    write, run = tool
    table = COLUMNS[conversion["to"]][0]
    column, made, wanted = spoiled(conversion, tables)
    given, done = folder / "given" / table, folder / "done" / table
    for path in (given, done):
        path.parent.mkdir()
    write(made, given)
    _, report = validate(binary, *given.parent.iterdir(), "--table", table)
    notes = [f for f in report["findings"] if f.get("column") == column and f["rule"] in ("schema.type", "schema.equivalent")]
    assert [f["remedy"] for f in notes] == [conversion["line"].replace("NAME", column)], report["findings"]
    run(notes[0]["remedy"], given, done)
    _, report = validate(binary, *done.parent.iterdir(), "--table", table)
    assert not wrong(column, conversion, report), report["findings"]
    (part,) = [p for p in [*done.parent.iterdir(), *done.glob("*.parquet")] if p.is_file()]
    read = pa.ipc.open_file(part.read_bytes()).read_all() if part.suffix == ".arrow" else pq.ParquetFile(part).read()
    assert read[column].to_pylist() == wanted


def tools() -> dict:
    """How each tool writes a table to a path without ending, and runs a line on what it wrote: pasted after nothing but the reading."""
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.feather  # noqa: F401, what pa.feather is

    def write_pandas(table: pa.Table, path: pathlib.Path) -> None:
        """Categories stand in Feather alone: of Parquet only pandas knows that they are some."""
        df = table.to_pandas(types_mapper=lambda t: None if pa.types.is_nested(t) or pa.types.is_dictionary(t) else pd.ArrowDtype(t))
        if any(pa.types.is_dictionary(t) for t in table.schema.types):
            df.to_feather(f"{path}.arrow", compression="uncompressed")
        else:
            df.to_parquet(f"{path}.parquet", index=False)

    def run_pandas(line: str, given: pathlib.Path, done: pathlib.Path) -> None:
        feather = pathlib.Path(f"{given}.arrow").exists()
        scope = {"df": pd.read_feather(f"{given}.arrow") if feather else pd.read_parquet(f"{given}.parquet")}
        exec(line, scope)
        scope["df"].to_parquet(f"{done}.parquet", index=False)
        pd.read_parquet(f"{done}.parquet")  # what it cannot read itself is no help

    def write_polars(table: pa.Table, path: pathlib.Path) -> None:
        pl.from_arrow(table).write_parquet(f"{path}.parquet")

    def run_polars(line: str, given: pathlib.Path, done: pathlib.Path) -> None:
        scope = {"df": pl.read_parquet(f"{given}.parquet")}
        exec(line, scope)
        scope["df"].write_parquet(f"{done}.parquet")

    def sql(*statements) -> None:
        with duckdb.connect() as db:
            db.execute("SET TimeZone = 'America/New_York'")
            for s in statements:
                db.execute(s)

    def write_duckdb(table: pa.Table, path: pathlib.Path) -> None:
        with duckdb.connect() as db:
            db.execute("SET TimeZone = 'America/New_York'")
            db.register("t", table)
            db.execute(f"COPY t TO '{path}.parquet' (FORMAT parquet)")

    def run_duckdb(line: str, given: pathlib.Path, done: pathlib.Path) -> None:
        sql(f"CREATE TABLE t AS FROM '{given}.parquet'", f"COPY ({line}) TO '{done}.parquet' (FORMAT parquet)")

    def write_pyarrow(table: pa.Table, path: pathlib.Path) -> None:
        pa.feather.write_feather(table, f"{path}.arrow", compression="uncompressed")

    def run_pyarrow(line: str, given: pathlib.Path, done: pathlib.Path) -> None:
        scope = {"t": pa.ipc.open_file(pathlib.Path(f"{given}.arrow").read_bytes()).read_all()}
        exec(line, scope)
        pa.feather.write_feather(scope["t"], f"{done}.arrow", compression="uncompressed")

    return {
        "pandas": (write_pandas, run_pandas), "polars": (write_polars, run_polars),
        "DuckDB": (write_duckdb, run_duckdb), "pyarrow": (write_pyarrow, run_pyarrow),
    }  # fmt: skip
