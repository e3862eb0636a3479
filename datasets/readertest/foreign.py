"""What the tests of foreign files share: how to spoil the tables, and what `dsbuild validate` says of files."""

import json
import pathlib
import subprocess
from collections.abc import Callable

import pyarrow as pa


def validate(binary: pathlib.Path, *args) -> tuple[int, dict]:
    """Exit code and report of `dsbuild validate`."""
    command = [binary, "validate", *map(str, args), "--format", "json", "--max-findings", "100"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 3), done.stderr
    return done.returncode, json.loads(done.stdout)


def found(report: dict, severity: str) -> list[dict]:
    return [f for f in report["findings"] if f["severity"] == severity]


def replaced(table: pa.Table, column: str, values: list, kind: pa.DataType | None = None) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, column, pa.array(values, kind or table.schema.field(column).type))


def wrong_type(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Numbers of paragraphs as text."""
    numbers = [str(n) for n in tables["paragraphs"]["paragraph_index"].to_pylist()]
    return tables | {"paragraphs": replaced(tables["paragraphs"], "paragraph_index", numbers, pa.string())}


def null_in_key(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The fourth paragraph belongs to no article."""
    ids = tables["paragraphs"]["doc_id"].to_pylist()
    ids[3] = None
    return tables | {"paragraphs": replaced(tables["paragraphs"], "doc_id", ids)}


def shifted_span(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The third quote stands one character further on."""
    quotes = tables["quotes"]
    for column in ("char_start", "char_end"):
        at = quotes[column].to_pylist()
        at[2] += 1
        quotes = replaced(quotes, column, at)
    return tables | {"quotes": quotes}


# What spoils the tables, and the finding it must lead to: rule, table, column, row.
SPOILED = {
    "wrong type": (wrong_type, ("schema.type", "paragraphs", "paragraph_index", None)),
    "NULL in a key": (null_in_key, ("values.required", "paragraphs", "doc_id", 3)),
    "shifted span": (shifted_span, ("laws.span", "quotes", "text", 2)),
}


def check(binary: pathlib.Path, write: Callable, tables: dict[str, pa.Table], folder: pathlib.Path, files: Callable = lambda folder: [folder]) -> dict:
    """Writes the sound and the spoiled tables into folders, and returns the report on the sound ones.

    The sound ones must pass with notes alone, the spoiled ones fail with their rule at its place.
    """
    sound = folder / "sound"
    sound.mkdir()
    write(tables, sound)
    code, report = validate(binary, *files(sound))
    assert code == 0 and not found(report, "error") and not found(report, "warning"), report["findings"]
    assert {t["table"]: t["rows"] for t in report["tables"]} == {name: t.num_rows for name, t in tables.items()}
    for name, (spoil, want) in SPOILED.items():
        spoiled = folder / name
        spoiled.mkdir()
        write(spoil(tables), spoiled)
        code, failed = validate(binary, *files(spoiled))
        assert code == 3
        places = [(f["rule"], f["table"], f.get("column"), f.get("row")) for f in found(failed, "error")]
        assert want in places, (name, places)
        assert name == "NULL in a key" or {p[0] for p in places} == {want[0]}, (name, places)
    return report
