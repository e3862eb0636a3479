"""The same rows, written by Spark: `make spark` runs this in an environment of its own, because Spark is 400 MB and needs Java."""

import pathlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conversions import convert, listed
from foreign import check, found, validate
from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


# How Spark may be set. As it comes it writes instants in its old way, INT96, which is read as nanoseconds.
SETTINGS = {
    "as it comes": {},
    "microseconds": {"spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS"},
    "milliseconds": {"spark.sql.parquet.outputTimestampType": "TIMESTAMP_MILLIS"},
    "legacy lists": {"spark.sql.parquet.writeLegacyFormat": "true"},
    "zstd": {"spark.sql.parquet.compression.codec": "zstd"},
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_spark(setting: str, spark: SparkSession, tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    plain = {name: pa.table(dict(zip(t.column_names, t.columns))) for name, t in tables.items()}

    def write(tables: dict[str, pa.Table], folder: pathlib.Path) -> None:
        for key, value in SETTINGS[setting].items():
            spark.conf.set(key, value)
        for name, table in tables.items():
            pq.write_table(table, tmp_path / "given.parquet")
            spark.read.parquet(str(tmp_path / "given.parquet")).write.parquet(str(folder / name))
        for key in SETTINGS[setting]:
            spark.conf.unset(key)

    report = check(binary, write, plain, tmp_path)
    equivalent = {(f["table"], f.get("column")) for f in found(report, "note") if f["rule"] == "schema.equivalent"}
    instants = {(name, f.name) for name, table in plain.items() for f in table.schema if f.type == pa.timestamp("us", "UTC")}
    assert equivalent == (set() if setting == "microseconds" else instants), report["findings"]


@pytest.mark.parametrize("conversion", [c for c in listed() if c["tool"] == "Spark"], ids=lambda c: f"{c['from']} -> {c['to']}")
def test_a_conversion_is_code_that_works(conversion: dict[str, Any], spark: SparkSession, tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The lines of findings, in a session of New York that writes instants as days and microseconds."""
    spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    instants = (conversion["from"], conversion["to"]) == ("instant", "timestamp[us, UTC]")
    spark.conf.set("spark.sql.parquet.outputTimestampType", "INT96" if instants else "TIMESTAMP_MICROS")

    def write(table: pa.Table, path: pathlib.Path) -> None:
        pq.write_table(table, tmp_path / "given.parquet")
        spark.read.parquet(str(tmp_path / "given.parquet")).write.parquet(str(path))

    def run(line: str, given: pathlib.Path, done: pathlib.Path) -> None:
        scope = {"spark": spark, "df": spark.read.parquet(str(given))}
        exec(line, scope)
        scope["df"].write.parquet(str(done))

    convert((write, run), conversion, tables, binary, tmp_path)
    for key in ("spark.sql.parquet.outputTimestampType", "spark.sql.session.timeZone"):
        spark.conf.unset(key)


@pytest.mark.parametrize("codec", ["lz4", "lz4_raw", "snappy", "gzip", "zstd"])
def test_codecs(codec: str, spark: SparkSession, tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """LZ4 as Spark frames it is read, and says the same as any other."""
    pq.write_table(tables["links"].replace_schema_metadata(None), tmp_path / "given.parquet")
    spark.read.parquet(str(tmp_path / "given.parquet")).coalesce(1).write.option("compression", codec).parquet(str(tmp_path / "links"))
    code, report = validate(binary, tmp_path / "links")
    assert code == 0 and report["tables"] == [{"table": "links", "rows": tables["links"].num_rows}], report["findings"]


def test_columns_in_names_of_folders(spark: SparkSession, tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    pq.write_table(tables["articles"].replace_schema_metadata(None), tmp_path / "given.parquet")
    df = spark.read.parquet(str(tmp_path / "given.parquet"))
    df.write.partitionBy("language").parquet(str(tmp_path / "articles"))
    code, report = validate(binary, tmp_path / "articles")
    assert code == 3 and "names of folders (language=" in "".join(f["message"] for f in found(report, "error") if f["rule"] == "schema.column")
