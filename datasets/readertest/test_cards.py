"""The cards beside the tables say of every column what the files have. `make cards` reads them with the tools that they are for."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import yaml


def columns(dataset: Path, table: str) -> list[str]:
    return pyarrow.parquet.read_schema(next((dataset / table).glob("*.parquet"))).names


def test_every_column_stands_in_the_cards(dataset: Path, manifest: dict) -> None:
    croissant = json.loads((dataset / "croissant.json").read_text(encoding="utf-8"))
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    want = {t["name"]: columns(dataset, t["name"]) for t in manifest["tables"]}
    assert {r["name"]: [f["source"]["extract"]["column"] for f in r["field"]] for r in croissant["recordSet"]} == want
    assert {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]} == want
    for resource in package["resources"]:
        assert (dataset / resource["path"]).is_file()


def test_readme_names_the_tables_with_rows(dataset: Path, manifest: dict) -> None:
    head = yaml.safe_load((dataset / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert {c["config_name"]: c["data_files"] for c in head["configs"]} == {
        t["name"]: f"{t['name']}/*.parquet" for t in manifest["tables"] if t["rows"]
    }


def test_citation_is_yaml(dataset: Path, manifest: dict) -> None:
    citation = yaml.safe_load((dataset / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0" and citation["title"] == manifest["dataset"]["title"]
    assert [a["name"] for a in citation["authors"]] == [c["name"] for c in manifest["dataset"]["creators"]]


def test_load_py_prints_the_rows(dataset: Path, manifest: dict) -> None:
    printed = subprocess.run([sys.executable, dataset / "load.py"], check=True, capture_output=True, text=True, cwd="/").stdout
    got = {line.split()[0]: int(line.split()[1].replace(",", "")) for line in printed.splitlines()}
    assert got == {t["name"]: t["rows"] for t in manifest["tables"]}
