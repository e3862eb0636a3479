"""The cards beside the tables, each read by the tool that it is for.

Run by `make cards`: mlcroissant, frictionless and datasets stand in an environment of their own.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"

import datasets
import frictionless
import jsonschema
import mlcroissant
import pyarrow.parquet
import pytest
import yaml

OUT = Path(os.environ["DSBUILD_DATASET"])
BIN = os.environ["DSBUILD_BIN"]
TABLES = {t["name"]: t["rows"] for t in json.loads((OUT / "manifest.json").read_text())["tables"]}

EVIL = 'x" <script>alert(1)</script> {y} | [a](b)\n---\n# z: - \\'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset whose recipe tries to break out of every format."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "pages").mkdir()
    text = "The ferry ran late on Monday, said Ann Roe of the port.\n\nNobody was surprised, and the fee stays.\n"
    (folder / "pages" / "a.jsonl").write_text(json.dumps({"url": "https://a.example/1", "title": "Ferry late", "text": text, "wave": "1"}))
    (folder / "about.md").write_text(EVIL)
    recipe = {
        "title": EVIL, "version": EVIL, "license": EVIL, "description_file": "about.md", "inputs": [{"path": "pages", "map": {"x_wave": "wave"}}],
        "creators": [{"name": EVIL, "affiliation": EVIL}], "columns": {"x_wave": {"description": EVIL}},
    }
    (folder / "dataset.yaml").write_text(yaml.safe_dump(recipe))
    subprocess.run([BIN, "build", folder / "dataset.yaml", "-o", folder / "out", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return folder / "out"


def rows_of(out: Path) -> dict[str, int]:
    return {t["name"]: t["rows"] for t in json.loads((out / "manifest.json").read_text())["tables"]}


def plain(value: Any) -> Any:
    """A cell as Python has it: mlcroissant gives bytes for text, and instants for days."""
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "tolist") and not isinstance(value, str):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(v) for v in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return None if isinstance(value, float) and value != value else value


def test_croissant_gives_every_table(request: pytest.FixtureRequest) -> None:
    for out in (OUT, request.getfixturevalue("hostile")):
        card = mlcroissant.Dataset(jsonld=str(out / "croissant.json"))
        assert not card.metadata.ctx.issues.errors
        for table, rows in rows_of(out).items():
            assert sum(1 for _ in card.records(table)) == rows, table


@pytest.mark.parametrize("table", ["articles", "quotes", "rejects"])
def test_croissant_gives_the_values(table: str) -> None:
    card = mlcroissant.Dataset(jsonld=str(OUT / "croissant.json"))
    got = [{k.partition("/")[2]: plain(v) for k, v in r.items()} for r in card.records(table)]
    want = [{k: plain(v) for k, v in r.items()} for r in pyarrow.parquet.read_table(OUT / table).to_pylist()]
    assert got == want


def test_croissant_is_complete() -> None:
    assert not mlcroissant.Dataset(jsonld=str(OUT / "croissant.json")).metadata.ctx.issues.warnings


def test_frictionless_finds_every_table_valid(request: pytest.FixtureRequest) -> None:
    for out in (OUT, request.getfixturevalue("hostile")):
        report = frictionless.validate(str(out / "datapackage.json"))
        assert report.valid, report.to_summary()
        assert {t.name: t.stats.get("rows", 0) for t in report.tasks} == rows_of(out)


def test_frictionless_sees_a_wrong_word(tmp_path: Path) -> None:
    package = json.loads((OUT / "datapackage.json").read_text())
    field = next(f for r in package["resources"] if r["name"] == "articles" for f in r["schema"]["fields"] if f["name"] == "page_type")
    field["constraints"]["enum"] = ["poem"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    for table in TABLES:
        (tmp_path / table).symlink_to(OUT / table)
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_hugging_face_loads_every_table_with_rows(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    for out in (OUT, request.getfixturevalue("hostile")):
        assert sorted(datasets.get_dataset_config_names(str(out))) == sorted(t for t, n in rows_of(out).items() if n)
        for table, rows in rows_of(out).items():
            if rows:
                got = datasets.load_dataset(str(out), table, split="train", cache_dir=str(tmp_path))
                assert got.num_rows == rows, table
        assert datasets.load_dataset(str(out), split="train", cache_dir=str(tmp_path)).num_rows == rows_of(out)["articles"]


def test_citation_is_valid(request: pytest.FixtureRequest) -> None:
    schema = json.loads((Path(importlib.util.find_spec("cffconvert").origin).parent / "schemas" / "1.2.0" / "schema.json").read_text())
    for out in (OUT, request.getfixturevalue("hostile")):
        text = (out / "CITATION.cff").read_text()
        citation = yaml.load(text, Loader=yaml.BaseLoader)
        jsonschema.Draft7Validator(schema).validate(citation)
        assert len(citation["authors"]) == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(citation | {"license": "none of theirs"})


def test_load_py_prints_the_rows() -> None:
    printed = subprocess.run([sys.executable, OUT / "load.py"], check=True, capture_output=True, text=True, cwd="/").stdout
    assert {line.split()[0]: int(line.split()[1].replace(",", "")) for line in printed.splitlines()} == TABLES
