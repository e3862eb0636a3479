"""Parts of one table whose types differ: what validate says of them is what the loaders do with the folder.

Every pair of types that other tools write for a declared type is written as two parts, in both orders, and read by pandas,
pyarrow, polars and DuckDB without any option. schema.drift means that pandas, pyarrow and polars all refuse (or worse: all
four), schema.mixed that some loader does, and neither that all four read it.
"""

import datetime
import decimal
import itertools
import json
import pathlib
import subprocess
from collections.abc import Callable

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

DAY, NOON = datetime.date(2024, 3, 5), datetime.datetime(2024, 3, 5, 12)
NONE = pa.array([None], pa.null())
WRITTEN = {
    "title": [
        NONE, pa.array(["a"]), pa.array(["a"], pa.large_string()), pa.array(["a"], pa.string_view()),
    ],
    "keywords": [
        NONE, pa.array([["a"]]), pa.array([[]], pa.list_(pa.null())), pa.array([["a"]], pa.large_list(pa.string())),
        pa.array([["a"]], pa.list_(pa.large_string())),
    ],
    "word_count": [
        NONE, *(pa.array([1], t) for t in (pa.int16(), pa.int32(), pa.int64(), pa.uint64(), pa.float64())),
        pa.array([decimal.Decimal("1.00")], pa.decimal128(10, 2)), pa.array([decimal.Decimal("1")], pa.decimal128(20, 0)),
    ],
    "language_score": [NONE, pa.array([0.5], pa.float32()), pa.array([0.5]), pa.array([1], pa.int64()), pa.array([decimal.Decimal("0.5")], pa.decimal128(2, 1))],
    "is_free": [NONE, pa.array([True])],
    "published_date": [NONE, pa.array([DAY]), pa.array([NOON], pa.timestamp("us")), pa.array([NOON], pa.timestamp("ns"))],
    "published_at": [
        NONE, *(pa.array([NOON], pa.timestamp(unit, "UTC")) for unit in ("ms", "us", "ns")),
    ],
}
# What only Arrow's copy of the schema says, which validate does not trust (a category, a zone, date64), is not among them.
# A type other than the declared one is refused on its own; that parts differ is told all the same.
WRITTEN["title"].append(pa.array([1]))
WRITTEN["word_count"].append(pa.array(["n/a"]))
WRITTEN["subtitle"] = [pa.array(["a"]), pa.array([["a"]])]


def refuses(load: Callable) -> bool:
    try:
        load()
    except Exception:  # noqa: BLE001 (each library has its own errors)
        return True
    return False


def loaders(folder: pathlib.Path) -> dict[str, Callable]:
    return {
        "pandas": lambda: pd.read_parquet(folder),
        "pyarrow": lambda: pyarrow.dataset.dataset(folder).to_table(),
        "polars": lambda: pl.read_parquet(folder / "*.parquet"),
        "duckdb": lambda: duckdb.connect().sql(f"SELECT * FROM read_parquet('{folder}/*.parquet')").fetchall(),
    }


@pytest.mark.parametrize("column", WRITTEN)
def test_what_is_said_of_drift_is_what_loaders_do(column: str, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    wrong = []
    for n, (first, other) in enumerate(itertools.permutations(WRITTEN[column], 2)):
        folder = tmp_path / str(n) / "articles"
        folder.mkdir(parents=True)
        for i, values in enumerate((first, other)):
            pq.write_table(pa.table({"doc_id": [f"d{i}"], column: values}), folder / f"articles-{i}.parquet")
        done = subprocess.run([binary, "validate", folder, "--format", "json"], capture_output=True, encoding="utf-8")
        report = json.loads(done.stdout)
        said = {f["rule"] for f in report["findings"] if f["rule"] in ("schema.drift", "schema.mixed") and f["column"] == column}
        no = {name for name, load in loaders(folder).items() if refuses(load)}
        want = {"schema.drift"} if {"pandas", "pyarrow", "polars"} <= no else {"schema.mixed"} if no else set()
        if said != want:
            wrong.append(f"{first.type} then {other.type}: said {said or 'nothing'}, refused by {no or 'nobody'}")
    assert not wrong, "\n".join(wrong)
