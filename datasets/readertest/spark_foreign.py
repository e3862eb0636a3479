"""The same rows, written by Spark: `make spark` runs this in an environment of its own, because Spark is 400 MB and needs Java."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from foreign import check, found, validate
from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark():
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
def test_spark(setting, spark, tables, binary, tmp_path):
    plain = {name: pa.table(dict(zip(t.column_names, t.columns))) for name, t in tables.items()}

    def write(tables, folder):
        for key, value in SETTINGS[setting].items():
            spark.conf.set(key, value)
        for name, table in tables.items():
            pq.write_table(table, tmp_path / "given.parquet")
            spark.read.parquet(str(tmp_path / "given.parquet")).write.parquet(str(folder / name))
        for key in SETTINGS[setting]:
            spark.conf.unset(key)

    report = check(binary, write, plain, tmp_path)
    equivalent = {(f["table"], f.get("column")) for f in found(report, "note") if f["rule"] == "schema.equivalent"}
    instants = {("articles", f.name) for f in plain["articles"].schema if f.type == pa.timestamp("us", "UTC")}
    assert equivalent == (set() if setting == "microseconds" else instants), report["findings"]


def test_conversion(spark, tables, binary, tmp_path):
    """The note on counts of 64 bits says how to convert them: that is code that works."""
    quotes = tables["speakers"]
    at = quotes.column_names.index("quote_count")
    wide = quotes.set_column(at, "quote_count", quotes["quote_count"].cast(pa.int64())).replace_schema_metadata(None)
    pq.write_table(wide, tmp_path / "given.parquet")
    df = spark.read.parquet(str(tmp_path / "given.parquet"))

    def noted(df, name):
        df.write.parquet(str(tmp_path / name / "speakers"))
        _, report = validate(binary, tmp_path / name)
        return [f for f in found(report, "note") if f["rule"] == "schema.equivalent"]

    note = noted(df, "wide")
    assert [f["column"] for f in note] == ["quote_count"]
    scope = {"df": df}
    exec(note[0]["remedy"], scope)
    assert noted(scope["df"], "converted") == []
