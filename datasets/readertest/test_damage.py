"""The short form of the campaign of tools/damage.py: damaged files are findings, never a crash, a hang or a silent pass."""

import importlib.util
import pathlib
from typing import Any

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def damage() -> Any:
    spec = importlib.util.spec_from_file_location("damage", ROOT / "tools" / "damage.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_short_campaign(damage: Any, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    cases = damage.run(binary, damage.SHORT, damage.SEED, tmp_path)
    said = [(c.number, c.setting, c.writer, c.kind, c.verdict, c.detail) for c in cases]
    verdicts = {c.verdict for c in cases}
    assert len(cases) == damage.SHORT and verdicts <= set(damage.VERDICTS)
    assert [s for s in said if s[4] in ("crash", "hang", "refused")] == []
    assert [s for s in said if s[1] == damage.LISTED and s[4] not in ("found", "reader died")] == []
    assert {"found", "same content"} <= verdicts  # the campaign tells them apart
    assert sum(c.verdict == "found" for c in cases) > damage.SHORT / 2
    assert {c.writer.split(",")[0] for c in cases} == {"dsbuild", "pandas", "DuckDB", "polars"}
