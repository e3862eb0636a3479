"""A written dataset is read by pandas, pyarrow, polars and DuckDB: types as declared, values equal, laws kept."""

import datetime
import hashlib
import json
import math
import pathlib
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Where a piece of articles.text is located: table, first and last column, column with the text.
SPANS = [
    ("paragraphs", "char_start", "char_end", "text"),
    ("links", "char_start", "char_end", "text"),
    ("quotes", "char_start", "char_end", "text"),
    ("quotes", "speaker_start", "speaker_end", "speaker"),
    ("quotes", "cue_start", "cue_end", "cue"),
    ("quote_candidates", "char_start", "char_end", "text"),
    ("quote_candidates", "speaker_start", "speaker_end", "speaker"),
    ("quote_candidates", "cue_start", "cue_end", "cue"),
]

POLARS = {
    pa.string(): pl.String,
    pa.list_(pa.string()): pl.List(pl.String),
    pa.int32(): pl.Int32,
    pa.float64(): pl.Float64,
    pa.bool_(): pl.Boolean,
    pa.date32(): pl.Date,
    pa.timestamp("us", tz="UTC"): pl.Datetime("us", "UTC"),
}

DUCKDB = {
    pa.string(): "VARCHAR",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMP WITH TIME ZONE",
}

# What pandas makes of a column without NULLs when nothing is said; text is `str`, a date a Python object.
PANDAS_DEFAULT = {
    pa.string(): "str",
    pa.list_(pa.string()): "object",
    pa.int32(): "int32",
    pa.float64(): "float64",
    pa.bool_(): "bool",
    pa.date32(): "object",
    pa.timestamp("us", tz="UTC"): "datetime64[us, UTC]",
}


@pytest.fixture
def sql() -> Iterator[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def plain(value: Any) -> Any:
    """A cell as Python has it, so that the readers can be compared; None for every kind of missing."""
    if isinstance(value, (list, np.ndarray)):
        return [plain(v) for v in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def assert_equal(columns: dict[str, Any], truth: list[dict[str, Any]], name: str) -> None:
    """columns: column name -> cells, as a reader gave them."""
    assert list(columns) == list(truth[0]) if truth else True
    for column, cells in columns.items():
        got = [plain(c) for c in cells]
        assert got == [plain(r[column]) for r in truth], f"{name}.{column}"


def test_manifest_lists_every_file(dataset: pathlib.Path, manifest: dict[str, Any]) -> None:
    listed = {f["path"] for f in manifest["files"]}
    parts = {p.relative_to(dataset).as_posix() for p in dataset.rglob("*") if p.suffix in (".parquet", ".arrow")}
    assert parts <= listed
    for f in manifest["files"]:
        body = (dataset / f["path"]).read_bytes()
        assert (len(body), hashlib.sha256(body).hexdigest()) == (f["bytes"], f["sha256"]), f["path"]


def test_every_page_is_one_row(manifest: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    counts = manifest["counts"]
    assert counts["pages"] == counts["articles"] + counts["rejects"]
    assert (len(rows["articles"]), len(rows["rejects"])) == (counts["articles"], counts["rejects"])


def test_row_counts(dataset: pathlib.Path, manifest: dict[str, Any], tables: dict[str, pa.Table]) -> None:
    for f in manifest["files"]:
        if f["path"].endswith(".parquet"):
            assert pq.ParquetFile(dataset / f["path"]).metadata.num_rows == f["rows"], f["path"]
    for t in manifest["tables"]:
        assert tables[t["name"]].num_rows == t["rows"], t["name"]


def test_types(dataset: pathlib.Path, manifest: dict[str, Any], declared: dict[str, Any]) -> None:
    for f in manifest["files"]:
        if f["path"].endswith(".parquet"):
            got = pq.read_schema(dataset / f["path"])
            assert dict(zip(got.names, got.types)) == declared[f["table"]], f["path"]
            assert got.names == list(declared[f["table"]]), f["path"]
            assert all(field.nullable for field in got), f["path"]


def test_columns_are_described(dataset: pathlib.Path, manifest: dict[str, Any]) -> None:
    for f in manifest["files"]:
        if f["path"].endswith(".parquet"):
            known = pq.ParquetFile(dataset / f["path"]).metadata.metadata
            assert known[b"dsbuild.table"].decode() == f["table"]
            assert known[b"dsbuild.schema_version"].decode() == manifest["schema_version"]
            assert b"pandas" not in known and b"huggingface" not in known


def test_pyarrow_dataset(dataset: pathlib.Path, declared: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    for name, columns in declared.items():
        table = ds.dataset(dataset / name, format="parquet").to_table()
        assert dict(zip(table.schema.names, table.schema.types)) == columns
        assert table.to_pylist() == rows[name]


def test_pandas_with_pyarrow_types(dataset: pathlib.Path, declared: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    for name, columns in declared.items():
        frame = pd.read_parquet(dataset / name, dtype_backend="pyarrow")
        assert {c: t.pyarrow_dtype for c, t in frame.dtypes.items()} == columns, name
        assert_equal({c: frame[c].tolist() for c in frame}, rows[name], name)


def test_pandas_default_types(dataset: pathlib.Path, declared: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    for name, columns in declared.items():
        frame = pd.read_parquet(dataset / name)
        assert_equal({c: frame[c].tolist() for c in frame}, rows[name], name)
        for column, declared_type in columns.items():
            if len(frame) and not frame[column].isna().any():
                assert str(frame[column].dtype) == PANDAS_DEFAULT[declared_type], f"{name}.{column}"


def test_polars(dataset: pathlib.Path, declared: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    for name, columns in declared.items():
        frame = pl.read_parquet(dataset / name / "*.parquet")
        assert dict(frame.schema) == {c: POLARS[t] for c, t in columns.items()}, name
        assert frame.rows(named=True) == rows[name], name


def test_duckdb(dataset: pathlib.Path, declared: dict[str, Any], rows: dict[str, list[dict]], sql: Any) -> None:
    for name, columns in declared.items():
        relation = sql.sql(f"FROM '{dataset}/{name}/*.parquet'")
        assert dict(zip(relation.columns, map(str, relation.types))) == {c: DUCKDB[t] for c, t in columns.items()}, name
        got = relation.fetchall()  # needs pytz for the timestamps
        assert_equal({c: [r[i] for r in got] for i, c in enumerate(relation.columns)}, rows[name], name)
        assert list(sql.sql(f"FROM '{dataset}/{name}/*.parquet'").df().columns) == list(columns)


def test_arrow_files(dataset: pathlib.Path, manifest: dict[str, Any], declared: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    parts = [f for f in manifest["files"] if f["path"].endswith(".arrow")]
    if not parts:
        pytest.skip("the dataset was written without Arrow files (--tables-as both has them)")
    read = {name: [] for name in declared}
    for f in parts:
        with pa.ipc.open_file(dataset / f["path"]) as reader:
            table = reader.read_all()
        assert table.num_rows == f["rows"], f["path"]
        assert dict(zip(table.schema.names, table.schema.types)) == declared[f["table"]], f["path"]
        assert pl.read_ipc(dataset / f["path"]).height == f["rows"]
        read[f["table"]] += table.to_pylist()
    assert read == rows


def test_null_is_not_an_empty_list(dataset: pathlib.Path, tables: dict[str, pa.Table], sql: Any) -> None:
    """NULL means "not looked", an empty list "looked, none": every reader can tell them apart."""
    empty_lists = 0
    for name, table in tables.items():
        for column in (f.name for f in table.schema if pa.types.is_list(f.type)):
            cells = table[column].to_pylist()
            want = [None if c is None else len(c) for c in cells]
            empty_lists += want.count(0)
            frame = pd.read_parquet(dataset / name)
            assert [None if c is None else len(c) for c in frame[column]] == want
            assert pl.read_parquet(dataset / name / "*.parquet")[column].list.len().to_list() == want
            assert [r[0] for r in sql.sql(f"SELECT len({column}) FROM '{dataset}/{name}/*.parquet'").fetchall()] == want
            assert not any("" in c or None in c for c in cells if c is not None), f"{name}.{column} holds empty strings"
    assert empty_lists > 0, "the dataset has no empty list: nothing was tested"


def test_missing_is_null(tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        for field in table.schema:
            if pa.types.is_string(field.type):
                assert "" not in table[field.name].to_pylist(), f"{name}.{field.name}"


def test_spans_locate_their_text(rows: dict[str, list[dict]]) -> None:
    text = {a["doc_id"]: a["text"] for a in rows["articles"]}
    for table, first, last, column in SPANS:
        located = 0
        for r in rows.get(table, []):
            if r[first] is None:
                assert r[last] is None and r[column] is None, (table, r)
                continue
            assert text[r["doc_id"]][r[first] : r[last]] == r[column], (table, r)
            located += 1
        assert located or not rows.get(table), f"{table}.{column} is never located"


def test_spans_in_duckdb_and_polars(dataset: pathlib.Path, sql: Any) -> None:
    """substr and str.slice count code points, as the offsets do."""
    for table, first, last, column in SPANS:
        wrong = sql.sql(f"""
            SELECT count(*) FROM '{dataset}/{table}/*.parquet' t JOIN '{dataset}/articles/*.parquet' a USING (doc_id)
            WHERE t.{first} IS NOT NULL AND substr(a.text, t.{first} + 1, t.{last} - t.{first}) <> t.{column}""").fetchall()
        assert wrong == [(0,)], table
    articles = pl.read_parquet(dataset / "articles" / "*.parquet").select("doc_id", body="text")
    quotes = pl.read_parquet(dataset / "quotes" / "*.parquet").join(articles, on="doc_id")
    cut = quotes.select(pl.col("body").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")))
    assert cut["body"].to_list() == quotes["text"].to_list()


def test_text_is_its_paragraphs(rows: dict[str, list[dict]]) -> None:
    paragraphs = {}
    for p in rows["paragraphs"]:
        assert p["paragraph_index"] == len(paragraphs.setdefault(p["doc_id"], [])), p
        paragraphs[p["doc_id"]].append(p["text"])
    for a in rows["articles"]:
        own = paragraphs.get(a["doc_id"], [])
        assert a["text"] == ("\n\n".join(own) if own else None), a["source_uri"]
        if own:
            assert a["text_sha256"] == hashlib.sha256(a["text"].encode()).hexdigest()
            assert (a["char_count"], a["word_count"]) == (len(a["text"]), len(a["text"].split()))


def test_joins_and_counts(rows: dict[str, list[dict]]) -> None:
    articles = {a["doc_id"]: a for a in rows["articles"]}
    assert len(articles) == len(rows["articles"])
    for name, table in rows.items():
        if name not in ("rejects", "blocks", "outlets", "people"):
            assert {r["doc_id"] for r in table} <= set(articles), name
    for name, column in (("paragraphs", "paragraph_count"), ("quotes", "quote_count")):
        counted = dict.fromkeys(articles, 0)
        for r in rows[name]:
            counted[r["doc_id"]] += 1
        assert counted == {k: a[column] for k, a in articles.items()}, column
    speakers = {(s["doc_id"], s["speaker_id"]) for s in rows["speakers"]}
    named = {(q["doc_id"], q["speaker_id"]) for q in rows["quotes"] if q["speaker_id"] is not None}
    assert named == speakers
    person = {k: p for p in rows["people"] for k in p["keys"]}
    assert len(person) == sum(len(p["keys"]) for p in rows["people"])
    said = {}
    for q in rows["quotes"]:
        if q["speaker_key"]:
            said.setdefault(person[q["speaker_key"]]["person_id"], []).append(q)
    assert set(said) == {p["person_id"] for p in rows["people"]}
    for p in rows["people"]:
        quotes = said[p["person_id"]]
        assert (len({q["doc_id"] for q in quotes}), len(quotes)) == (p["article_count"], p["quote_count"]), p
        assert sum(len(q["text"].split()) for q in quotes) == p["quoted_words"], p
        days = [d for d in (articles[q["doc_id"]]["published_date"] for q in quotes) if d]
        assert (p["first_date"], p["last_date"]) == (min(days, default=None), max(days, default=None)), p
    place = {doc_id: n for n, doc_id in enumerate(articles)}
    story = dict(zip(articles, articles))
    for d in rows["duplicates"]:
        assert place[d["other_doc_id"]] < place[d["doc_id"]] and d["cluster_id"] == story[d["other_doc_id"]], d
        assert (d["relation"] == "identical") == (articles[d["doc_id"]]["duplicate_of"] == d["other_doc_id"]), d
        if d["relation"] in ("identical", "near", "syndicated"):
            story[d["doc_id"]] = d["cluster_id"]
    assert len({d["doc_id"] for d in rows["duplicates"]}) == len(rows["duplicates"])
    outlets = {o["site"]: o["outlet"] for o in rows["outlets"]}
    assert {a["site"] for a in rows["articles"] if a["site"]} <= set(outlets) and all(outlets.values())
    authors = {}
    for r in rows["authors"]:
        authors.setdefault(r["doc_id"], []).append(r["name"])
    assert authors == {k: a["authors"] for k, a in articles.items() if a["authors"]}
    assert rows["entries"], "the example has a live blog"
    end = {}
    for e in rows["entries"]:
        assert articles[e["doc_id"]]["page_type"] == "live_blog"
        assert end.get(e["doc_id"], 0) <= e["paragraph_start"] < e["paragraph_end"] <= articles[e["doc_id"]]["paragraph_count"]
        end[e["doc_id"]] = e["paragraph_end"]
    for a in rows["articles"]:
        if a["duplicate_of"] is not None:
            first = articles[a["duplicate_of"]]
            assert first["duplicate_of"] is None and first["doc_id"] != a["doc_id"]


def test_every_count_of_quotes_agrees_without_a_filter(dataset: pathlib.Path, binary: pathlib.Path, rows: dict[str, list[dict]], sql: Any, tmp_path: pathlib.Path) -> None:
    quotes, articles = pd.read_parquet(dataset / "quotes"), pd.read_parquet(dataset / "articles")
    said = len(quotes)
    assert said == articles["quote_count"].sum()
    stats = json.loads(subprocess.run([binary, "stats", dataset, "--format", "json"], check=True, capture_output=True).stdout)
    assert stats["totals"]["quotes"] == said == sum(k["quotes"] for k in stats["quoting"]["speaker_kinds"])
    built = subprocess.run([binary, "build", ROOT / "datasets" / "examples" / "policy-watch" / "dataset.yaml", "-o", tmp_path / "again"], check=True, capture_output=True, encoding="utf-8")
    assert f"{said} quotes" in built.stdout
    candidates = pd.read_parquet(dataset / "quote_candidates")
    assert f"({len(candidates)} quote candidates in no count)" in built.stdout
    sql.execute(f"SET VARIABLE d = '{pathlib.Path(dataset).resolve()}'")
    for statement in sql.extract_statements((dataset / "load.sql").read_text(encoding="utf-8")):
        sql.execute(statement)
    sql.execute("CREATE TEMP TABLE by_speaker AS " + readme_sql("FROM quotes"))
    unique = articles[articles["duplicate_of"].isna()]
    assert sql.sql("SELECT sum(quotes) FROM by_speaker").fetchall()[0][0] == unique["quote_count"].sum()

    surest = {}
    for name, table in (("quotes", quotes), ("quote_candidates", candidates)):
        for row in table[table["statement_index"].notna()].itertuples():
            key = name, row.doc_id, row.statement_index
            surest[key] = max(surest.get(key, 0), row.speech_confidence)
    assert {name for name, *_ in surest} == {"quotes", "quote_candidates"}
    assert all((sure >= 0.5) == (name == "quotes") for (name, *_), sure in surest.items())
    assert set(quotes["kind"]) <= {"direct", "mixed", "indirect"} and "not_speech" in set(candidates["kind"])
    for name in ("quotes", "quote_candidates"):
        stated = pq.read_schema(dataset / name / f"{name}-00000.parquet").metadata
        assert stated[b"dsbuild.speech_threshold"] == b"0.5"


def readme_sql(having: str) -> str:
    """The query of README.md that has these words."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("SELECT") and having in line]
    return line.rstrip(";")


def test_load_sql_from_another_folder(dataset: pathlib.Path, manifest: dict[str, Any], rows: dict[str, list[dict]], sql: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sql.execute(f"SET VARIABLE d = '{pathlib.Path(dataset).resolve()}'")
    for statement in sql.extract_statements((dataset / "load.sql").read_text(encoding="utf-8")):
        sql.execute(statement)
    for t in manifest["tables"]:
        assert sql.sql(f"SELECT count(*) FROM {t['name']}").fetchall() == [(t["rows"],)]
    unique = sum(a["duplicate_of"] is None for a in rows["articles"])
    assert sql.sql("SELECT count(*) FROM articles_unique").fetchall() == [(unique,)]
    latest = {}
    for place, a in enumerate(rows["articles"]):
        own = a["url"] or ""
        path = re.sub(r"^[^:]*://[^/?#]*", "", own) if "://" in own else ""
        page = (a["canonical_url"] or a["url"] or a["doc_id"], re.sub(r"[?#].*", "", path))
        when = (a["retrieved_at"] is not None, a["retrieved_at"], place)
        if page not in latest or latest[page][0] < when:
            latest[page] = (when, a["doc_id"])
    assert sorted(sql.sql("SELECT doc_id FROM articles_latest").fetchall()) == sorted((v[1],) for v in latest.values())
