"""Every format of `dsbuild export` is read back by the programs it is for, and has the dataset's cells."""

import json
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from conftest import read_tables

Export = Callable[..., pathlib.Path]
Tables = dict[str, pa.Table]


@pytest.fixture(scope="session")
def tables(dataset: pathlib.Path) -> Tables:
    return read_tables(dataset)


@pytest.fixture(scope="session")
def export(dataset: pathlib.Path, binary: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Exports to a format, once."""
    made: dict[tuple[str, tuple[str, ...]], pathlib.Path] = {}

    def run(to: str, *args: str) -> pathlib.Path:
        if (to, args) not in made:
            place = tmp_path_factory.mktemp("export") / to
            done = subprocess.run([binary, "export", dataset, "--to", to, *args, "-o", place], capture_output=True)
            assert done.returncode == 0, done.stderr.decode()
            made[to, args] = place
        return made[to, args]

    return run


def plain(value: Any, kind: pa.DataType) -> Any:
    """A cell as JSON has it."""
    if value is None or pa.types.is_list(kind):
        return value
    if pa.types.is_timestamp(kind):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if pa.types.is_date(kind) else value


def cells(table: pa.Table) -> list[dict]:
    return [{name: plain(value, table.schema.field(name).type) for name, value in row.items()} for row in table.to_pylist()]


def test_csv(export: Export, tables: Tables) -> None:
    place = export("csv")
    for name, table in tables.items():
        read = pd.read_csv(place / f"{name}.csv", dtype=str, keep_default_na=False, na_values=[""])
        assert list(read.columns) == table.column_names
        want = cells(table)
        assert len(read) == len(want)
        for column in table.column_names:
            kind = table.schema.field(column).type
            for got, row in zip(read[column], want, strict=True):
                assert same(None if pd.isna(got) else got, row[column], kind), (name, column, got, row[column])


def same(got: str | None, want: Any, kind: pa.DataType) -> bool:
    """Whether a cell of CSV says the value."""
    if got is None or want is None:
        return got is want
    if pa.types.is_string(kind):
        return got.removeprefix("'") == want
    if pa.types.is_list(kind):
        return json.loads(got) == want
    if pa.types.is_boolean(kind):
        return got == str(want).lower()
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return float(got) == want
    return got.replace("Z", "") == want.replace("Z", "").rstrip("0") or got == want


def test_jsonl(export: Export, tables: Tables) -> None:
    place = export("jsonl")
    lines = [json.loads(line) for line in (place / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    record = json.loads((place / "export.json").read_text(encoding="utf-8"))
    assert len(lines) == len(tables["articles"])
    for name, table in tables.items():
        where = next(t["file"] for t in record["tables"] if t["name"] == name)
        if name == "articles":
            read = [{c: line[c] for c in table.column_names} for line in lines]
        elif where == "articles.jsonl":
            member = "authors_rows" if name == "authors" else name
            read = [{"doc_id": line["doc_id"]} | row for line in lines for row in line[member]]
        else:
            read = [json.loads(line) for line in (place / where).read_text(encoding="utf-8").splitlines()]
        assert len(read) == len(table)
        for got, want in zip(read, cells(table), strict=True):
            for column, value in want.items():
                assert got[column] == value or instant(got[column]) == instant(value), (name, column)


def instant(text: Any) -> pd.Timestamp | None:
    return pd.Timestamp(text) if isinstance(text, str) and text.endswith("Z") else None


def test_selection_is_what_pandas_selects(export: Export, tables: Tables) -> None:
    """The articles that --match and --from leave are those that a regular expression over title and text finds."""
    place = export("csv", "--match", "council OR budget*", "--from", "2024")
    read = pd.read_csv(place / "articles.csv")
    articles = tables["articles"].to_pandas()
    whole = articles["title"].fillna("") + "\n" + articles["text"].fillna("")
    found = whole.str.contains(r"(?i)\bcouncil\b|\bbudget", regex=True)
    since = pd.to_datetime(articles["published_date"]) >= pd.Timestamp("2024-01-01")
    assert 0 < len(read) < len(articles)
    assert list(read["doc_id"]) == list(articles[found & since]["doc_id"])
    record = json.loads((place / "export.json").read_text(encoding="utf-8"))["selection"]
    assert record["articles"] == len(read)
    assert record["articles_left_out"] == len(articles) - len(read)
    quotes = pd.read_csv(place / "quotes.csv")
    want = tables["quotes"].to_pandas()
    assert len(quotes) == want["doc_id"].isin(set(read["doc_id"])).sum() > 0


def stata(value: Any, kind: pa.DataType) -> Any:
    """A cell as a file of Stata has it: a missing text is empty, an instant whole milliseconds, a list joined."""
    if pa.types.is_list(kind):
        return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value or [])
    if pa.types.is_string(kind):
        return value or ""
    if value is not None and pa.types.is_timestamp(kind):
        return pd.Timestamp(value).tz_localize(None).floor("ms")
    return pd.Timestamp(value) if value is not None and pa.types.is_date(kind) else value


def alike(got: Any, want: Any) -> bool:
    return pd.isna(got) if want is None else (("" if want == "" and pd.isna(got) else got) == want)


def test_dta_in_pandas(export: Export, tables: Tables) -> None:
    place = export("dta")
    for name, table in tables.items():
        read = pd.read_stata(place / f"{name}.dta")
        assert list(read.columns) == table.column_names
        assert len(read) == len(table)
        for column in table.column_names:
            kind = table.schema.field(column).type
            for got, value in zip(read[column], table[column].to_pylist(), strict=True):
                assert alike(got, stata(value, kind)), (name, column, got, value)
    with pd.read_stata(place / "quotes.dta", iterator=True) as quotes:
        assert quotes.variable_labels()["text"] == "the quoted words"
        assert set(quotes.value_labels()["quote_kind"].values()) >= {"direct", "indirect"}


def test_dta_in_readstat(export: Export, tables: Tables) -> None:
    """The library that R's haven reads Stata with takes the files, too."""
    place = export("dta")
    for name, table in tables.items():
        read, meta = pyreadstat.read_dta(str(place / f"{name}.dta"), apply_value_formats=True)
        assert meta.column_names == table.column_names
        assert meta.number_rows == len(table)
        for column in table.column_names:
            kind = table.schema.field(column).type
            if pa.types.is_string(kind) or pa.types.is_list(kind) or pa.types.is_integer(kind):
                for got, value in zip(read[column], table[column].to_pylist(), strict=True):
                    assert alike(got, stata(value, kind)), (name, column, got, value)


def test_sqlite(export: Export, tables: Tables) -> None:
    """Python's own sqlite3 reads the cells of every table, and the joins are quick: they go by an index."""
    with sqlite3.connect(export("sqlite") / "dataset.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for name, table in tables.items():
            cursor = database.execute(f"SELECT * FROM {name}")
            assert [c[0] for c in cursor.description] == table.column_names
            kinds = [field.type for field in table.schema]
            read = cursor.fetchall()
            assert len(read) == len(table)
            for row, want in zip(read, table.to_pylist(), strict=True):
                for got, (column, value), kind in zip(row, want.items(), kinds, strict=True):
                    assert got == stored(value, kind), (name, column, got, value)
        steps = database.execute("EXPLAIN QUERY PLAN SELECT * FROM articles JOIN quotes USING (doc_id)").fetchall()
        assert any("USING INDEX" in step[3] for step in steps)
        meant = dict(database.execute("SELECT column_name, description FROM dsbuild_columns WHERE table_name = 'quotes'"))
        assert meant["text"] == "the quoted words"


def stored(value: Any, kind: pa.DataType) -> Any:
    """A cell as SQLite stores it."""
    if value is None:
        return None
    if pa.types.is_list(kind):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if pa.types.is_timestamp(kind):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return int(value) if pa.types.is_boolean(kind) else plain(value, kind)


def test_views_of_sqlite_are_those_of_duckdb(export: Export, dataset: pathlib.Path, tables: Tables) -> None:
    duck = duckdb.connect()
    duck.execute(f"SET VARIABLE d = '{dataset}'")
    for statement in duckdb.extract_statements((dataset / "load.sql").read_text(encoding="utf-8")):
        duck.execute(statement)
    made = {name for (name,) in duck.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    with sqlite3.connect(export("sqlite") / "dataset.sqlite") as database:
        views = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
        assert set(views) == made - set(tables)
        for view in views:
            columns = ["doc_id"] + (["quote_index", "person_id", "person_name"] if view == "quotes_people" else [])
            ask = f"SELECT {', '.join(columns)} FROM {view}"
            assert sorted(database.execute(ask), key=str) == sorted(duck.execute(ask).fetchall(), key=str), view


R = shutil.which("Rscript")
needs_r = pytest.mark.skipif(R is None, reason="Rscript is not installed (Debian: r-base-core r-cran-rsqlite)")


def r(program: str, *args: Any) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".R", encoding="utf-8") as file:
        file.write(program)
        file.flush()
        done = subprocess.run([R, file.name, *map(str, args)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_r
def test_load_r_is_r(dataset: pathlib.Path) -> None:
    assert "load_table" in r("f <- commandArgs(TRUE)[1]; cat(sapply(parse(f), function(e) paste(deparse(e), collapse = ' ')))", dataset / "load.R")


@needs_r
def test_r_reads_csv_and_sqlite(export: Export, tables: Tables) -> None:
    """R has the same articles from both: as many rows, words and texts, to the last code point."""
    if not r("cat(requireNamespace('RSQLite', quietly = TRUE))").endswith("TRUE"):
        pytest.skip("RSQLite is not installed (Debian: r-cran-rsqlite)")
    program = """
    place <- commandArgs(TRUE)
    db <- DBI::dbConnect(RSQLite::SQLite(), place[1])
    one <- DBI::dbReadTable(db, "articles")
    two <- read.csv(place[2], na.strings = "", encoding = "UTF-8", colClasses = c(published_date = "Date"))
    two$text <- sub("^'", "", two$text)
    stopifnot(identical(one$text, two$text), identical(one$word_count, two$word_count))
    stopifnot(identical(as.Date(one$published_date), two$published_date))
    at <- as.POSIXct(one$published_at, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
    stopifnot(identical(is.na(at), is.na(one$published_at)))
    unique <- DBI::dbGetQuery(db, "SELECT count(*) AS n FROM articles_unique")$n
    cat(nrow(one), sum(nchar(one$text), na.rm = TRUE), sum(one$word_count, na.rm = TRUE), unique)
    """
    read = r(program, export("sqlite") / "dataset.sqlite", export("csv") / "articles.csv")
    articles = tables["articles"].to_pylist()
    want = [
        len(articles),
        sum(len(a["text"] or "") for a in articles),
        sum(a["word_count"] or 0 for a in articles),
        sum(a["duplicate_of"] is None for a in articles),
    ]
    assert read.split() == [str(n) for n in want]


def test_deposit(export: Export, tables: Tables) -> None:
    """The checksums hold, and load.py, load.sql and the globs of the cards read the flat folder."""
    place = export("deposit")
    assert not [p for p in place.iterdir() if p.is_dir()]
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": OK") == len(list(place.iterdir())) - 1
    namespace: dict[str, Any] = {"__file__": str(place / "load.py"), "__name__": "load"}
    exec(compile((place / "load.py").read_text(encoding="utf-8"), "load.py", "exec"), namespace)
    duck = duckdb.connect()
    duck.execute(f"SET VARIABLE d = '{place}'")
    for statement in duckdb.extract_statements((place / "load.sql").read_text(encoding="utf-8")):
        duck.execute(statement)
    croissant = json.loads((place / "croissant.json").read_text(encoding="utf-8"))
    globs = {f["@id"].removesuffix("-files"): f["includes"] for f in croissant["distribution"]}
    package = {r["name"]: r["path"] for r in json.loads((place / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    for name, table in tables.items():
        assert len(namespace["load"](name)) == len(table)
        assert duck.execute(f"SELECT count(*) FROM {name}").fetchall() == [(len(table),)]
        assert list(place.glob(globs[name])) == [place / package[name]]
