"""Every remedy that validate prints is done, as it is printed, and helps.

A conversion is a line of code: for each one that `dsbuild validate --rules --format json` lists, its tool writes a file in which the
finding occurs, the printed line runs, and what comes out is sound and has the values it had. All sessions are in New York, so that a
line that forgets the zone moves every instant. The lines for Spark run in `make spark`.
"""

import datetime
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken import Dataset
from conftest import ROOT
from conversions import LINES, convert, listed, tools
from foreign import validate
from test_broken import CASES, example  # noqa: F401, a fixture


@pytest.fixture(scope="session")
def rules(binary: pathlib.Path) -> dict:
    return json.loads(subprocess.run([binary, "validate", "--rules", "--format", "json"], check=True, capture_output=True).stdout)


HERE = [c for c in listed() if c["tool"] != "Spark"]


@pytest.mark.parametrize("conversion", HERE, ids=lambda c: f"{c['tool']}: {c['from']} -> {c['to']}")
def test_a_conversion_is_code_that_works(conversion: dict[str, str], tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    convert(tools()[conversion["tool"]], conversion, tables, binary, tmp_path)


def test_every_conversion_is_run(rules: dict[str, Any]) -> None:
    """What the binary lists is what the tests above and `make spark` take from the document."""
    assert listed() == rules["conversions"]
    assert {c["tool"] for c in HERE} == set(tools()) and len(HERE) > 60
    for c in rules["conversions"]:
        assert (c["from"], c["to"]) in LINES, c


# What people do about a finding, by the words of its remedy: a function of a Case that returns whether the finding must be gone
# then; where the page may be right, or nothing is to be done, it stays.
DONE = {}
BUILD = "build the dataset again from its pages"
COPY = f"copy the dataset again, or {BUILD}"
SHOW = "the type that `dsbuild schema show` names"


class Case:
    """A broken dataset, a sound copy of it, and a finding."""

    def __init__(self, binary: pathlib.Path, dataset: Dataset, sound: pathlib.Path, finding: dict[str, Any]) -> None:
        self.binary, self.dataset, self.sound, self.finding = binary, dataset, sound, finding
        self.folder, self.table, self.column = dataset.folder, finding.get("table"), finding.get("column")

    def run(self, *args) -> str:
        done = subprocess.run([self.binary, *args], capture_output=True, encoding="utf-8")
        assert done.returncode in (0, 3), done.stderr
        return done.stdout

    def write(self, table: pa.Table, part: str | None = None, **options) -> None:
        """Writes a part anew, and a manifest that fits it."""
        part = part or self.finding["file"]
        pq.write_table(table, self.folder / part, **({"compression": "zstd"} | options))
        d = self.dataset
        d.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        body = (self.folder / part).read_bytes()
        next(f for f in d.manifest["files"] if f["path"] == part).update(rows=table.num_rows, bytes=len(body), sha256=hashlib.sha256(body).hexdigest())
        d.write_manifest()


def does(*words) -> Callable:
    def keep(function: Callable) -> Callable:
        for w in words:
            assert w not in DONE, w
            DONE[w] = function
        return function

    return keep


@does(
    BUILD, COPY, f"{BUILD}; where it comes back, report it", f"somebody changed it: {COPY}", f"write the file again, or {COPY}",
    f"remove one of them, or {BUILD}", f"sort them, or {BUILD}",
    f"check it against its own version with --schema, validate with the dsbuild that built it, or {BUILD}",
)  # fmt: skip
def again(case: Case) -> bool:
    shutil.rmtree(case.folder)
    shutil.copytree(case.sound, case.folder)
    return True


PAGES = ROOT / "datasets" / "examples" / "policy-watch"


@does(
    "look at the page; where the page is right, nothing", "look at the page and at `charset`",
    "look at the page: a line of the site may be left out of your counts",
)  # fmt: skip
def look(case: Case) -> bool:
    if case.table == "rejects":
        shown = case.folder.parent / "look.html"
        case.run("inspect", case.sound, "--pages", PAGES, "--of", "rejects", "--sample", "1000", "-o", shown)
        assert case.finding["doc_id"] in shown.read_text(encoding="utf-8")
    else:
        assert case.finding["doc_id"] in case.run("inspect", case.sound, "--pages", PAGES, "--doc-id", case.finding["doc_id"], "--format", "json")
    return False


@does(
    "nothing, where another tool wrote the files", "nothing to do where you changed them yourself",
    "nothing; only Parquet parts whose digest is that of a manifest are read by the second reader",
)  # fmt: skip
def nothing(case: Case) -> bool:
    return False


@does("nothing, where another tool wrote the files; --schema VERSION checks against another version")
def another_version(case: Case) -> bool:
    case.run("validate", case.folder, "--schema", "present")  # older ones do not know every table
    return False


@does("check it against its own version with --schema")
def its_version(case: Case) -> bool:
    report = json.loads(case.run("validate", case.folder, "--schema", "0.1", "--format", "json"))
    assert not [f for f in report["findings"] if f["file"] == case.finding["file"] and f["rule"] == case.finding["rule"]]
    return False


@does("check it against its own, `dsbuild validate --schema %s`; `dsbuild schema diff %s %s` says what differs")
def as_printed(case: Case) -> bool:
    lines = re.findall("`dsbuild (.*?)`", case.finding["remedy"])
    assert len(lines) == 2
    case.run(*lines[0].split(), case.folder)
    assert "->" in case.run(*lines[1].split())
    return False


@does("remove it")
def remove(case: Case) -> bool:
    (case.folder / case.finding["file"]).unlink()
    return True


@does("move it elsewhere")
def move(case: Case) -> bool:
    (case.folder / case.finding["file"]).rename(case.folder.parent / "elsewhere")
    return True


@does("write it again as Parquet, with compression zstd", "write it as Parquet")
def as_parquet(case: Case) -> bool:
    case.write(pq.read_table(case.sound / case.finding["file"]))
    return True


@does("write the file with compression zstd and the encodings of Parquet 1, where a reader refuses it")
def plain(case: Case) -> bool:
    case.write(pq.ParquetFile(case.folder / case.finding["file"]).read(), version="1.0")
    return True


@does(f"write the column with {SHOW}", "the line of a conversion")
def as_shown(case: Case) -> bool:
    assert case.column in case.run("schema", "show", case.table)
    part = case.folder / case.finding["file"]
    scope = {"t": pq.ParquetFile(part).read()}
    exec(case.finding["remedy"], scope)
    case.write(scope["t"])
    return True


@does(f"write every part with {SHOW}", f"write every part with {SHOW}, not with one inferred from its rows")
def every_part(case: Case) -> bool:
    assert case.column in case.run("schema", "show", case.table)
    declared = case.dataset.schemas[case.table].field(case.column)
    for part in sorted((case.folder / case.table).glob("*.parquet")):
        table = pq.ParquetFile(part).read()
        at = table.column_names.index(case.column)
        case.write(table.set_column(at, declared, table[case.column].cast(declared.type)), part.relative_to(case.folder).as_posix())
    return True


@does("`dsbuild schema show` lists the words")
def a_word(case: Case) -> bool:
    assert case.finding["value"] not in case.run("schema", "show", case.table).split()
    return again(case)


@does("write NULL, or look at the page")
def write_null(case: Case) -> bool:
    table = pq.ParquetFile(case.folder / case.finding["file"]).read()
    values = table[case.column].to_pylist()
    values[case.finding["row"]] = None
    at = table.column_names.index(case.column)
    case.write(table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type)))
    return True


@does(
    "look at the page, or correct the configuration", "look at the rows, or the configuration",
    "correct the configuration, or bring the column along",
)  # fmt: skip
def correct(case: Case) -> bool:
    (case.folder.parent / "rules.yaml").write_text("rules: {}\n", encoding="utf-8")
    return True


# Remedies of single findings that have tests of their own.
ELSEWHERE = {
    "do not pass it on; make it again from the dataset that it was made of": "test_a_derivative_with_texts_is_made_again",
    "write it into the files as well: pandas without partition_cols, DuckDB with WRITE_PARTITION_COLUMNS, polars with include_key=True": "test_columns_in_names_of_folders",
    "pandas wrote its index: to_parquet(…, index=False) does not": "test_an_index_of_pandas_is_named",
    "write it as text, a number, a day, an instant or a list of texts, or leave it out": "test_columns_of_no_type",
    "write them as columns that may have NULL; for who reads values alone it is the same": "test_columns_that_are_never_null",
}


def key(remedy: str, rules: dict) -> str:
    """The words under which a remedy stands in DONE: a line of code is a conversion, versions are left open."""
    if any(remedy.startswith(c["line"].split("NAME")[0]) for c in rules["conversions"] if c["tool"] == "pyarrow"):
        return "the line of a conversion"
    return re.sub(r"--schema \S+?`", "--schema %s`", re.sub(r"schema diff \S+ \S+`", "schema diff %s %s`", remedy))


def report_on(binary: pathlib.Path, folder: pathlib.Path) -> dict:
    config = folder.parent / "rules.yaml"
    return validate(binary, folder, *(["--config", config] if config.exists() else []))[1]


@pytest.mark.parametrize("name", CASES)
def test_a_remedy_is_done(name: str, binary: pathlib.Path, example: pathlib.Path, rules: dict[str, Any], tmp_path: pathlib.Path) -> None:  # noqa: F811, the fixture
    """Breaks a dataset, does what the finding says and what its rule says, and looks again."""
    printed = {r["id"]: r["remedy"] for r in rules["rules"]}
    places = list(dict.fromkeys((rule, table) for rule, table, *_ in CASES[name](Dataset(example, tmp_path / "once" / "set"))))
    for i, ((rule, table), which) in enumerate((place, which) for place in places[:3] for which in ("finding", "rule")):
        d = Dataset(example, tmp_path / str(i) / "set")
        CASES[name](d)
        (finding, *_) = [f for f in report_on(binary, d.folder)["findings"] if f["rule"] == rule and f.get("table") == table]
        words = key(finding["remedy"], rules) if which == "finding" else printed[rule]
        if which == "rule" and words == finding["remedy"]:
            continue
        gone = DONE[words](Case(binary, d, example, finding))
        left = [f for f in report_on(binary, d.folder)["findings"] if f["rule"] == rule and f.get("table") == table]
        assert bool(left) != gone, left


def test_every_remedy_is_done(rules: dict[str, Any]) -> None:
    """A remedy that is added to a table of the code and not to a test fails here."""
    printed = {r["remedy"] for r in rules["rules"]} | set(rules["remedies"])
    assert printed - set(DONE) - set(ELSEWHERE) == set()
    tests = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "datasets" / "readertest").glob("test_*.py"))
    for test in ELSEWHERE.values():
        assert f"def {test}(" in tests, test


def test_columns_that_are_never_null(tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    plain = pa.table(dict(zip(tables["links"].column_names, tables["links"].columns)))
    never = pa.schema([pa.field(f.name, f.type, nullable=plain[f.name].null_count > 0) for f in plain.schema])
    pq.write_table(plain.cast(never), tmp_path / "links.parquet")
    (note,) = [f for f in validate(binary, tmp_path / "links.parquet")[1]["findings"] if f["rule"] == "schema.equivalent"]
    assert note["remedy"] in ELSEWHERE
    pq.write_table(plain, tmp_path / "links.parquet")
    assert "schema.equivalent" not in {f["rule"] for f in validate(binary, tmp_path / "links.parquet")[1]["findings"]}


def test_what_is_no_count_has_no_line(tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A float that is no whole number is an error in its row, and no line makes a count of it."""
    plain = pa.table(dict(zip(tables["speakers"].column_names, tables["speakers"].columns)))
    at = plain.column_names.index("quoted_words")
    for values in ([n + 0.5 for n in plain["quoted_words"].to_pylist()], [n + 2.0**40 for n in plain["quoted_words"].to_pylist()]):
        pq.write_table(plain.set_column(at, "quoted_words", pa.array(values)), tmp_path / "speakers.parquet")
        code, report = validate(binary, tmp_path / "speakers.parquet")
        assert code == 3 and {f["rule"] for f in report["findings"] if f.get("column") == "quoted_words"} == {"schema.type"}
        assert not [f for f in report["findings"] if "import " in f["remedy"]]


def test_what_is_no_day_has_no_line(tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """So is an instant at noon where a day should be: a line would cut the time off."""
    plain = pa.table(dict(zip(tables["articles"].column_names, tables["articles"].columns)))
    at = plain.column_names.index("published_date")
    noons = [d and datetime.datetime(d.year, d.month, d.day, 12) for d in plain["published_date"].to_pylist()]
    pq.write_table(plain.set_column(at, "published_date", pa.array(noons, pa.timestamp("us"))), tmp_path / "articles.parquet")
    code, report = validate(binary, tmp_path / "articles.parquet")
    of_column = [f for f in report["findings"] if f.get("column") == "published_date"]
    assert code == 3 and {f["rule"] for f in of_column} == {"schema.type"} and not [f for f in of_column if "import " in f["remedy"]]
