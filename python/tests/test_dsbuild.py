"""The package as a user has it: installed from its wheel, on pages and texts of the examples."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile

import dsbuild
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "datasets/examples/first/pages"


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> dsbuild.Dataset:
    return dsbuild.build(PAGES, out=tmp_path_factory.mktemp("built") / "out", tables=["blocks"])


@pytest.fixture(scope="session")
def arrow_files(tmp_path_factory: pytest.TempPathFactory) -> dsbuild.Dataset:
    return dsbuild.build(PAGES, out=tmp_path_factory.mktemp("built") / "out", tables_as="arrow")


def test_wheel_is_small_and_of_one_version() -> None:
    wheels = list(pathlib.Path(os.environ["DSBUILD_WHEELS"]).glob("*.whl"))
    assert len(wheels) == 1
    assert wheels[0].stat().st_size <= 25 << 20
    assert wheels[0].name.startswith(f"dsbuild-{dsbuild.__version__}-py3-none-")
    names = zipfile.ZipFile(wheels[0]).namelist()
    assert "dsbuild/py.typed" in names
    assert [n for n in names if n.endswith("scripts/dsbuild")]


def test_command_is_the_installed_one() -> None:
    assert pathlib.Path(dsbuild.binary()).parent == pathlib.Path(sys.executable).parent
    printed = subprocess.run([dsbuild.binary(), "version"], check=True, capture_output=True, text=True).stdout
    assert printed.splitlines()[0] == f"dsbuild {dsbuild.__version__}"


def test_build(dataset: dsbuild.Dataset) -> None:
    assert "3 pages = 3 articles + 0 rejects" in dataset.summary
    assert len(dataset.articles) == 3
    assert repr(dataset).endswith("3 articles, 0 rejects>")
    assert repr(dataset.articles) == "<dsbuild table articles: 3 rows, one per article>"


def test_every_table_is_an_attribute_with_a_type(dataset: dsbuild.Dataset) -> None:
    """The names are written down for editors and mypy: they are those of the schema."""
    declared = json.loads(subprocess.run([dsbuild.binary(), "schema", "json"], check=True, capture_output=True).stdout)
    names = {t["name"] for t in declared["tables"]}
    assert {n for n, of in dsbuild.Dataset.__annotations__.items() if of is dsbuild.Table} == names
    assert {"articles", "blocks", "quotes", "rejects"} <= set(dataset.tables) <= names
    assert set(dataset.tables) <= set(dir(dataset))
    for name in dataset.tables:
        assert getattr(dataset, name) is dataset.tables[name]


@pytest.mark.parametrize("form", ["dataset", "arrow_files"])
def test_readers_agree(form: str, request: pytest.FixtureRequest) -> None:
    loaded = dsbuild.load(request.getfixturevalue(form).path)
    for table in loaded.tables.values():
        rows = table.arrow().to_pylist()
        assert len(rows) == len(table)
        assert table.arrow().column_names == [c["name"] for c in table.columns()]
        assert table.pandas().shape == (len(rows), len(table.columns()))
        assert table.polars().to_dicts() == rows
        assert table.duckdb().fetchall() == [tuple(r.values()) for r in rows]
    assert {str(t) for t in loaded.articles.pandas(["title"]).dtypes} == {"string[pyarrow]"}
    some, quotes = ["quote_index", "doc_id"], loaded.quotes
    assert quotes.arrow(some).column_names == list(quotes.pandas(some).columns) == some
    assert quotes.polars(some).columns == quotes.duckdb(some).columns == some


def test_duckdb_takes_a_connection(dataset: dsbuild.Dataset) -> None:
    import duckdb

    with duckdb.connect() as connection:
        rows = dataset.quotes.duckdb(connection=connection)
        assert rows.aggregate("count(*)").fetchall()[0] == (len(dataset.quotes),)


def test_spans_are_places_in_python_strings() -> None:
    text = "Ålesund 🚢 waits. “The ferry leaks,” said Ann Roe. 🚢"
    found = dsbuild.annotate(text)
    (quote,) = found["quotes"]
    assert [text[b:e] for b, e in quote["content"]] == ["The ferry leaks,"]
    assert [text[b:e] for b, e in quote["speaker"] or []] == ["Ann Roe"]


def test_annotate_many() -> None:
    titled: dsbuild.Text = {"text": "Nichts.", "language": "de"}
    found = dsbuild.annotate(["“It leaks,” said Ann Roe.", "", titled])
    assert [f["id"] for f in found] == [0, 1, 2]
    assert [len(f["quotes"]) for f in found] == [1, 0, 0]
    assert dsbuild.annotate([]) == []


def test_validate(dataset: dsbuild.Dataset, tmp_path: pathlib.Path) -> None:
    sound = dsbuild.validate(dataset.path)
    assert sound.passed and sound.findings == []
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in (dataset.path / "quotes").iterdir():
        (copy / file.name).write_bytes(file.read_bytes()[:-9])
    damaged = dsbuild.validate(copy, table="quotes")
    assert not damaged.passed
    assert damaged.findings[0]["remedy"]
    assert damaged.findings[0]["rule"] in damaged._repr_html_()
    assert repr(damaged).startswith("<dsbuild validation failed: 1 errors")


def test_stats(dataset: dsbuild.Dataset) -> None:
    counted = dsbuild.stats(dataset.path, by=["outlet"], unit="articles")
    assert counted.json["totals"]["articles"] == 3
    assert sum(r["counts"]["articles"] for r in counted.json["groups"][0]["rows"]) == 3
    page = counted.html()
    assert page.lower().startswith("<!doctype html>")
    assert "sandbox" in counted._repr_html_()
    assert "<!doctype" not in counted._repr_html_().lower()


def test_diff(dataset: dsbuild.Dataset, tmp_path: pathlib.Path) -> None:
    same = dsbuild.diff(dataset.path, dataset.path, fail_on="patch")
    assert same.verdict == "same"
    fewer = dsbuild.build(PAGES / "aster-courier.html", out=tmp_path / "out")
    found = dsbuild.diff(dataset.path, fewer.path, fail_on="major")
    assert (found.verdict, found.proposed) == ("major", "")
    assert next(t for t in found.json["tables"] if t["table"] == "articles")["removed"] == 2
    assert "<td style='text-align:left'>articles</td>" in found._repr_html_()


def test_html_is_inert(dataset: dsbuild.Dataset, tmp_path: pathlib.Path) -> None:
    manifest = dataset.manifest | {"dataset": {"name": "<script>alert(1)</script>"}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    shown = dsbuild.load(tmp_path)._repr_html_()
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "the headline, without the name of the site" in dataset.articles._repr_html_()


def test_errors_are_classes_with_the_message_of_the_command(dataset: dsbuild.Dataset, tmp_path: pathlib.Path) -> None:
    with pytest.raises(dsbuild.Failure, match="nowhere") as failed:
        dsbuild.build(tmp_path / "nowhere", out=tmp_path / "out")
    assert failed.value.code == 1
    assert not str(failed.value).startswith("dsbuild:")
    with pytest.raises(dsbuild.UsageError, match="--wings"):
        dsbuild.build(PAGES, out=tmp_path / "out", wings=2)
    with pytest.raises(dsbuild.UsageError, match="sheep"):
        dsbuild.stats(dataset.path, unit="sheep")
    (tmp_path / "empty.html").write_text("<p>nothing", encoding="utf-8")
    with pytest.raises(dsbuild.Findings, match="no article") as found:
        dsbuild.build(tmp_path / "empty.html", out=tmp_path / "out")
    assert found.value.code == 3
    wrong: dsbuild.Text = {"txt": "no text"}  # type: ignore[typeddict-item,typeddict-unknown-key]
    with pytest.raises(dsbuild.Findings, match="line 1: field text is missing"):
        dsbuild.annotate([wrong])
    for kind in (dsbuild.Failure, dsbuild.Findings, dsbuild.UsageError, dsbuild.Interrupted, dsbuild.NotInstalled):
        assert issubclass(kind, dsbuild.DsbuildError)


def test_load_refuses_what_is_no_dataset(dataset: dsbuild.Dataset, tmp_path: pathlib.Path) -> None:
    for body in (None, "{", "[]", '{"format": "another/1"}'):
        if body is not None:
            (tmp_path / "manifest.json").write_text(body, encoding="utf-8")
        with pytest.raises(dsbuild.Failure, match="manifest.json"):
            dsbuild.load(tmp_path)
    with pytest.raises(AttributeError, match="no table 'sheep'; it has articles"):
        _ = dataset.sheep


def test_options_are_flags(tmp_path: pathlib.Path) -> None:
    text = "The council voted on Monday.\n\nThe vote was close, said the mayor."
    record = {"url": "https://a.example/1", "kop": "Council votes", "text": text}
    (tmp_path / "-crawl.jsonl").write_text(json.dumps(record), encoding="utf-8")
    maps = {"title": "kop", "x_kop": "kop"}
    built = dsbuild.build(tmp_path / "-crawl.jsonl", out=tmp_path / "out", map=maps, sample=1, overwrite=True, index=None)
    assert built.manifest["options"]["map"] == "title=kop,x_kop=kop"
    assert built.articles.arrow(["title", "x_kop"]).to_pylist() == [{"title": "Council votes", "x_kop": "Council votes"}]
    assert [c["name"] for c in built.articles.columns()] == built.articles.arrow().column_names


def test_nothing_else_is_needed(dataset: dsbuild.Dataset) -> None:
    """Without any of the libraries all works but what hands over rows, and that says what to install."""
    program = f"""
import sys
for name in ("pandas", "polars", "duckdb", "pyarrow", "numpy"):
    sys.modules[name] = None
import dsbuild
dataset = dsbuild.load({str(dataset.path)!r})
assert len(dataset.articles) == 3 and dataset._repr_html_() and dsbuild.validate(dataset.path).passed
for method in ("arrow", "pandas", "polars", "duckdb"):
    try:
        getattr(dataset.articles, method)()
        raise SystemExit(method + " did not fail")
    except ImportError as e:
        assert "pip install " in str(e), e
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_command_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setenv("DSBUILD_BIN", str(tmp_path / "gone"))
    with pytest.raises(dsbuild.NotInstalled, match="gone cannot be run"):
        dsbuild.validate(tmp_path)


def test_interrupted_command_is_not_left_running(tmp_path: pathlib.Path) -> None:
    """What a notebook does on interrupt: SIGINT to Python alone."""
    stand_in = tmp_path / "dsbuild"
    stand_in.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/started.new\nmv {tmp_path}/started.new {tmp_path}/started\nexec sleep 60\n")
    stand_in.chmod(0o755)
    program = f"import dsbuild; dsbuild.validate({str(tmp_path)!r})"
    python = subprocess.Popen([sys.executable, "-c", program], env=os.environ | {"DSBUILD_BIN": str(stand_in)}, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (tmp_path / "started").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    python.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in python.communicate(timeout=30)[1]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "started").read_text()), 0)


def test_documentation(tmp_path: pathlib.Path) -> None:
    """What docs/python.md shows is run, and its list of extras is that of the package."""
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    shown = page.split("```python\n")[1].split("```")[0]
    shutil.copytree(PAGES, tmp_path / "pages")
    subprocess.run([sys.executable, "-c", shown], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    extras = tomllib.loads((ROOT / "python/pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras) == {name for name in ("pandas", "polars", "duckdb", "arrow") if f"[{name}]" in page}
