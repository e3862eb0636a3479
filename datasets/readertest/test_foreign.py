"""The same rows, written by pandas, polars, DuckDB and pyarrow in every way they have: `dsbuild validate` takes them with notes
alone, says how to convert them, and finds what is wrong in them."""

import io
import pathlib
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest
from foreign import check, found, validate


@pytest.fixture(scope="session")
def plain(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables without anything that dsbuild wrote beside the values."""
    return {name: pa.table(dict(zip(t.column_names, t.columns))) for name, t in tables.items()}


def each(write: Callable) -> Callable:
    """A writer of all tables, made of one that writes a table to a path without ending."""

    def write_all(tables: dict[str, pa.Table], folder: pathlib.Path) -> None:
        for name, table in tables.items():
            write(table, folder / name)

    return write_all


def pandas_default(table: pa.Table, path: pathlib.Path) -> None:
    frame(table).to_parquet(f"{path}.parquet", index=False)


def frame(table: pa.Table) -> pd.DataFrame:
    """What pandas makes of a Parquet file when nothing is said."""
    body = io.BytesIO()
    pq.write_table(table, body)
    return pd.read_parquet(body)


def pandas_backend(backend: str) -> Callable:
    def write(table: pa.Table, path: pathlib.Path) -> None:
        body = io.BytesIO()
        pq.write_table(table, body)
        pd.read_parquet(body, dtype_backend=backend).to_parquet(f"{path}.parquet", index=False)

    return write


def pandas_feather(table: pa.Table, path: pathlib.Path) -> None:
    frame(table).to_feather(f"{path}.feather")


def pandas_categories(table: pa.Table, path: pathlib.Path) -> None:
    df = frame(table)
    for column in df.columns:
        if df[column].dtype == "str" and column in ("kind", "field", "evidence", "page_type"):
            df[column] = df[column].astype("category")
    df.to_parquet(f"{path}.parquet", index=False)


def pandas_from_duckdb(table: pa.Table, path: pathlib.Path) -> None:
    """DuckDB hands days over as midnights."""
    with duckdb.connect() as sql:
        sql.execute("SET TimeZone = 'UTC'")
        sql.register("t", table)
        sql.sql("SELECT * FROM t").df().to_parquet(f"{path}.parquet", index=False)


def polars_parquet(table: pa.Table, path: pathlib.Path) -> None:
    pl.from_arrow(table).write_parquet(f"{path}.parquet")


def polars_pyarrow(table: pa.Table, path: pathlib.Path) -> None:
    pl.from_arrow(table).write_parquet(f"{path}.parquet", use_pyarrow=True)


def polars_ipc(table: pa.Table, path: pathlib.Path) -> None:
    pl.from_arrow(table).write_ipc(f"{path}.arrow", compression="zstd")


def polars_stream(table: pa.Table, path: pathlib.Path) -> None:
    pl.from_arrow(table).write_ipc_stream(f"{path}.arrows")


def polars_wide(table: pa.Table, path: pathlib.Path) -> None:
    """Counts of 64 bits, as most sums are, categories, and instants in milliseconds."""
    df = pl.from_arrow(table)
    casts = {}
    for name, kind in df.schema.items():
        if kind == pl.Int32:
            casts[name] = pl.Int64
        elif kind == pl.Datetime("us", "UTC"):
            casts[name] = pl.Datetime("ms", "UTC")
        elif kind == pl.String and name in ("kind", "field", "evidence", "page_type"):
            casts[name] = pl.Categorical
    df.cast(casts).write_ipc(f"{path}.arrow")


def copied(query: str = "SELECT * FROM t", options: str = "") -> Callable:
    def write(table: pa.Table, path: pathlib.Path) -> None:
        with duckdb.connect() as sql:
            sql.execute("SET TimeZone = 'UTC'")
            sql.register("t", table)
            sql.execute(f"COPY ({query}) TO '{path}.parquet' (FORMAT parquet{options})")

    return write


def duckdb_wide(table: pa.Table, path: pathlib.Path) -> None:
    casts = [f"CAST({f.name} AS BIGINT) AS {f.name}" for f in table.schema if f.type == pa.int32()]
    copied(f"SELECT * REPLACE ({', '.join(casts)}) FROM t" if casts else "SELECT * FROM t")(table, path)


def cast(kinds: dict) -> Callable:
    def write(table: pa.Table, path: pathlib.Path) -> None:
        fields = [pa.field(f.name, kinds.get(f.type, f.type)) for f in table.schema]
        with pa.OSFile(f"{path}.arrow", "wb") as sink, pa.ipc.new_file(sink, pa.schema(fields)) as writer:
            writer.write_table(table.cast(pa.schema(fields)), max_chunksize=100)

    return write


def pyarrow_stream(table: pa.Table, path: pathlib.Path) -> None:
    with pa.OSFile(f"{path}.arrows", "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=100)


def pyarrow_required(table: pa.Table, path: pathlib.Path) -> None:
    """Columns without NULL are declared as never NULL."""
    fields = [pa.field(f.name, f.type, nullable=table[f.name].null_count > 0) for f in table.schema]
    pq.write_table(table.cast(pa.schema(fields)), f"{path}.parquet", version="1.0", compression="gzip", data_page_version="2.0")


TYPES = {
    "large": {pa.string(): pa.large_string(), pa.list_(pa.string()): pa.large_list(pa.large_string()), pa.int32(): pa.int64()},
    "views": {pa.string(): pa.string_view(), pa.list_(pa.string()): pa.list_(pa.string_view()), pa.date32(): pa.date64()},
    "dictionaries": {pa.string(): pa.dictionary(pa.int32(), pa.string()), pa.timestamp("us", "UTC"): pa.timestamp("ns", "Europe/Paris")},
    "seconds": {pa.timestamp("us", "UTC"): pa.timestamp("s", "UTC"), pa.float64(): pa.float32()},
}

WRITERS = {
    "pandas": pandas_default,
    "pandas, pyarrow backend": pandas_backend("pyarrow"),
    "pandas, numpy backend": pandas_backend("numpy_nullable"),
    "pandas to feather": pandas_feather,
    "pandas, categories": pandas_categories,
    "pandas from DuckDB": pandas_from_duckdb,
    "polars": polars_parquet,
    "polars by pyarrow": polars_pyarrow,
    "polars to IPC": polars_ipc,
    "polars to a stream": polars_stream,
    "polars, wide types": polars_wide,
    "DuckDB": copied(),
    "DuckDB, version 2": copied(options=", PARQUET_VERSION v2, CODEC zstd"),
    "DuckDB, wide types": duckdb_wide,
    "pyarrow, a stream": pyarrow_stream,
    "pyarrow, required": pyarrow_required,
    **{f"pyarrow, {name}": cast(kinds) for name, kinds in TYPES.items()},
}


@pytest.mark.parametrize("writer", WRITERS)
def test_foreign_files(writer: str, plain: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    report = check(binary, each(WRITERS[writer]), plain, tmp_path)
    notes = {f["rule"] for f in found(report, "note")}
    assert {"file.unlisted", "schema.unstated"} <= notes <= {"file.unlisted", "schema.unstated", "schema.equivalent", "file.encoding"}
    assert ("file.encoding" in notes) == (writer == "DuckDB, version 2")
    assert bool(equivalents(report)) == (writer not in EXACT), report["findings"]


# Those that write the declared types exactly.
EXACT = {
    "pandas, pyarrow backend", "pandas, numpy backend", "polars", "polars by pyarrow", "DuckDB", "DuckDB, version 2",
    "pyarrow, a stream", "pyarrow, required",
}  # fmt: skip


def equivalents(report: dict[str, Any]) -> list[dict[str, str]]:
    """The notes on types; DuckDB and others also declare some columns as never NULL."""
    notes = [f for f in found(report, "note") if f["rule"] == "schema.equivalent"]
    return [f for f in notes if "column" in f]


def test_which_table_a_file_is_of(plain: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Its name, its folder or its columns say so; else --table does."""
    quotes = plain["quotes"]
    pq.write_table(quotes, tmp_path / "export.parquet")
    _, report = validate(binary, tmp_path / "export.parquet")
    assert [t["table"] for t in report["tables"]] == ["quotes"]

    fewer = tmp_path / "fewer.parquet"
    pq.write_table(quotes.drop_columns(["cue"]), fewer)
    with pytest.raises(AssertionError, match="--table"):
        validate(binary, fewer)
    code, report = validate(binary, fewer, "--table", "quotes")
    assert code == 3 and [(f["rule"], f["column"]) for f in found(report, "error")] == [("schema.column", "cue")]

    cut = tmp_path / "cut.parquet"
    cut.write_bytes(fewer.read_bytes()[:-100])
    for args in ([cut], [cut, "--table", "quotes"]):
        code, report = validate(binary, *args)
        assert code == 3 and [f["rule"] for f in found(report, "error")] == ["file.unreadable"]

    (tmp_path / "quotes").mkdir()
    pq.write_table(quotes.slice(0, 5), tmp_path / "quotes" / "part-0.parquet")
    pq.write_table(quotes.slice(5), tmp_path / "quotes" / "part-1.parquet")
    code, report = validate(binary, tmp_path / "quotes" / "*.parquet")
    assert code == 0 and report["tables"] == [{"table": "quotes", "rows": quotes.num_rows}]


def test_an_index_of_pandas_is_named(plain: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    frame(plain["links"]).sample(frac=1, random_state=1).to_parquet(tmp_path / "links.parquet")
    code, report = validate(binary, tmp_path / "links.parquet")
    assert code == 3
    assert any("index=False" in f["remedy"] for f in found(report, "error"))
