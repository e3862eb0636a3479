"""A dataset shared without its texts: no file of it holds a run of 40 characters of them, pandas, polars and DuckDB
read and count it, and the texts come back from the pages."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, read_tables

RUN = 40
# An address is no text: that is how the page is found again.
ADDRESS = re.compile(r"https?://\S+")

Share = Callable[..., pathlib.Path]


@pytest.fixture(scope="session")
def share(dataset: pathlib.Path, binary: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Share:
    """Shares the dataset, once for each choice."""
    made: dict[tuple[str, ...], pathlib.Path] = {}

    def run(*args: str) -> pathlib.Path:
        if args not in made:
            place = tmp_path_factory.mktemp("share") / "shared"
            subprocess.run([binary, "export", dataset, "--rights", *args, "-o", place], check=True, capture_output=True)
            made[args] = place
        return made[args]

    return run


def rights(binary: pathlib.Path) -> dict[tuple[str, str], str]:
    """What each column is declared as."""
    document = json.loads(subprocess.run([binary, "schema", "json"], check=True, capture_output=True).stdout)
    return {(t["name"], c["name"]): c["rights"] for t in document["tables"] for c in t["columns"]}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from value


def runs(text: str) -> Iterator[str]:
    return (text[i : i + RUN] for i in range(len(text) - RUN + 1))


CHOICES = [("none",), ("none", "--persons", "drop"), ("snippets:30",), ("hashes",), ("none", "--match", "council OR minister*")]


@pytest.mark.parametrize("args", CHOICES, ids=" ".join)
def test_no_file_has_the_texts(share: Share, dataset: pathlib.Path, binary: pathlib.Path, args: tuple[str, ...]) -> None:
    declared = rights(binary)
    secret: set[str] = set()
    for name, table in read_tables(dataset).items():
        for column in table.column_names:
            if declared.get((name, column), "text") == "text" and (name, column) != ("rejects", "message"):  # ours, with the file's name
                for value in table[column].to_pylist():
                    for text in strings(value):
                        if not ADDRESS.fullmatch(text):
                            secret.update(runs(text))
    # What the owner says of the dataset itself is no text of a page.
    for path in dataset.glob("*.cff"):
        secret.difference_update(runs(path.read_text(encoding="utf-8")))
    assert len(secret) > 1000
    place = share(*args)
    for path in sorted(p for p in place.rglob("*") if p.is_file()):
        body = path.read_bytes().decode("utf-8", "replace")
        assert not [r for r in runs(body) if r in secret], path
        plain = re.sub(r"<[^>]*>", "", body)
        assert not [r for r in runs(plain) if r in secret], path
    for name, table in read_tables(place).items():
        for column in table.column_names:
            for value in table[column].to_pylist():
                for text in strings(value):
                    assert not [r for r in runs(text) if r in secret], (name, column)


@pytest.mark.parametrize("args", [("none",), ("hashes",)], ids=" ".join)
def test_counts_are_those_of_the_dataset(share: Share, dataset: pathlib.Path, args: tuple[str, ...]) -> None:
    place = share(*args)
    for name in ("articles", "paragraphs", "quotes", "topics"):
        was, now = pd.read_parquet(dataset / name), pd.read_parquet(place / name)
        assert list(was.columns) == list(now.columns)
        assert list(was["doc_id"]) == list(now["doc_id"])
        for column in was.columns[was.columns.str.endswith(("_count", "_start", "_end", "_sha256", "code", "_date"))]:
            pd.testing.assert_series_equal(was[column], now[column])
    assert pl.read_parquet(place / "articles/*.parquet").schema == pl.read_parquet(dataset / "articles/*.parquet").schema
    count = "SELECT count(*) AS quotes, count(DISTINCT speaker_key) AS speakers FROM quotes_people"
    spoken = []
    for folder in (dataset, place):
        db = duckdb.connect()
        db.execute(f"SET VARIABLE d = '{folder}'")
        db.execute((folder / "load.sql").read_text(encoding="utf-8"))
        spoken.append((db.execute(count).fetchall(), db.execute("SELECT count(person_id) FROM quotes_people").fetchall()))
    assert spoken[0] == spoken[1]


def test_digests_tell_equal_texts(share: Share, dataset: pathlib.Path) -> None:
    was, now = pd.read_parquet(dataset / "paragraphs"), pd.read_parquet(share("hashes") / "paragraphs")
    assert now["text"].str.fullmatch("[0-9a-f]{32}").all()
    assert was["text"].nunique() == now["text"].nunique() == len(set(zip(was["text"], now["text"], strict=True)))


def test_loader_in_python(share: Share) -> None:
    place = share("none")
    done = subprocess.run([sys.executable, "load.py"], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0 and re.search(r"^articles +[1-9]", done.stdout, re.M), done.stderr


def test_texts_come_back(share: Share, dataset: pathlib.Path, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    example = ROOT / "datasets/examples/policy-watch"
    build = [binary, "build", example / "dataset.yaml", "-o", tmp_path / "out"]
    subprocess.run(build, check=True, capture_output=True)
    subprocess.run([binary, "export", tmp_path / "out", "--rights", "none", "-o", tmp_path / "shared"], check=True, capture_output=True)
    back = [binary, "rehydrate", tmp_path / "shared", "--pages", example / "pages", "--index", example / "index.csv"]
    done = subprocess.run([*back, "-o", tmp_path / "back"], check=True, capture_output=True, text=True)
    assert "byte for byte" in done.stdout
    for name, table in read_tables(tmp_path / "out").items():
        assert table.equals(pa.concat_tables([read_tables(tmp_path / "back")[name]])), name


def test_a_derivative_with_texts_is_made_again(share: Share, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """What validate says of a derivative that has a title: made again, it has none."""
    spoiled = tmp_path / "spoiled"
    shutil.copytree(share("none"), spoiled)
    part = spoiled / "articles" / "articles-00000.parquet"
    table = pq.read_table(part)
    at = table.column_names.index("title")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(["Council votes"] * table.num_rows, table.schema.field(at).type)), part)
    done = subprocess.run([binary, "validate", spoiled, "--format", "json"], capture_output=True, encoding="utf8")
    found = {f["rule"] for f in json.loads(done.stdout)["findings"]}
    assert done.returncode == 3 and "laws.rights" in found
    again = tmp_path / "again"
    shutil.copytree(share("none"), again)
    assert subprocess.run([binary, "validate", again], capture_output=True).returncode == 0
