"""What the reader tests share: the dataset, its manifest, and the columns it should have.

DSBUILD_DATASET is the dataset (default: out/ of the repository), DSBUILD_BIN the binary (default: bin/dsbuild).
Where one of them is missing the tests fail: a test that does not run proves nothing.
"""

import json
import os
import pathlib
import subprocess
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The types of design and schema, as Arrow names them.
ARROW = {
    "utf8": pa.string(),
    "list<utf8>": pa.list_(pa.string()),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "timestamp[us, UTC]": pa.timestamp("us", tz="UTC"),
}

FIGURES = pytest.StashKey[list]()


def place(variable: str, default: str) -> pathlib.Path:
    """The path that an environment variable names, below the repository where it is relative."""
    path = ROOT / os.environ.get(variable, default)
    if not path.exists():
        pytest.fail(f"{path} does not exist: run `make demo`, or set {variable}", pytrace=False)
    return path


@pytest.fixture(scope="session")
def dataset() -> pathlib.Path:
    return place("DSBUILD_DATASET", "out")


@pytest.fixture(scope="session")
def manifest(dataset: pathlib.Path) -> dict:
    document = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    assert document["format"] == "dsbuild.manifest/1"
    return document


@pytest.fixture(scope="session")
def binary() -> pathlib.Path:
    return place("DSBUILD_BIN", "bin/dsbuild")


@pytest.fixture(scope="session")
def declared(manifest: dict[str, Any], binary: pathlib.Path) -> dict[str, dict[str, pa.DataType]]:
    """The columns of every table that is written, in order, as `dsbuild schema json` and the manifest declare them."""
    printed = subprocess.run([binary, "schema", "json"], check=True, capture_output=True)
    document = json.loads(printed.stdout)
    assert document["format"] == "dsbuild.schema/1"
    assert document["version"] == manifest["schema_version"]
    written = {t["name"] for t in manifest["tables"]}
    tables = {
        t["name"]: {c["name"]: ARROW[c["type"]] for c in t["columns"]} for t in document["tables"] if t["name"] in written
    }
    for column in manifest.get("user_columns", []):
        tables["articles"][column["name"]] = ARROW[column["type"]]
    assert set(tables) == written
    return tables


def read_tables(dataset: pathlib.Path) -> dict[str, pa.Table]:
    """Every table of a dataset, read part by part as its manifest lists them."""
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))
    read = {}
    for table in manifest["tables"]:
        parts = [f["path"] for f in manifest["files"] if f.get("table") == table["name"] and f["path"].endswith(".parquet")]
        assert parts, f"{table['name']} has no part"
        read[table["name"]] = pa.concat_tables([pq.ParquetFile(dataset / p).read() for p in parts])
    return read


@pytest.fixture(scope="session")
def tables(dataset: pathlib.Path) -> dict[str, pa.Table]:
    return read_tables(dataset)


@pytest.fixture(scope="session")
def rows(tables: dict[str, pa.Table]) -> dict[str, list[dict]]:
    return {name: table.to_pylist() for name, table in tables.items()}


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints the figures that test_gold.py measured."""
    lines = config.stash[FIGURES]
    if lines:
        terminalreporter.section("figures against the gold")
    for line in lines:
        terminalreporter.write_line(line)
