"""What a build on Spark asks of Spark, without Spark: `make spark` runs the same on a real one.

A stand-in gives each task to a function, as mapInArrow does, and repeats a task that fails, as Spark does.
"""

import hashlib
import os
import pathlib
import pickle
from collections.abc import Callable, Iterator

import dsbuild
import dsbuild.spark
import pyarrow as pa
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "datasets/examples/policy-watch/pages"


class Here:
    """Tasks one after the other, in this process; those that are named are lost once, after their work."""

    def __init__(self, lost: set[int] | None = None) -> None:
        self.lost = lost or set()
        self.sparkContext, self.defaultParallelism, self.conf = self, 2, {"spark.task.cpus": "1"}

    def range(self, begin: int, end: int, step: int, parts: int) -> "Here":
        assert (step, parts) == (1, end - begin), "a shard a task"
        self.numbers = range(begin, end)
        return self

    def mapInArrow(self, task: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]], schema: str) -> "Here":
        assert schema == "number long, path string"
        self.task = task
        return self

    def collect(self) -> list[tuple[int, str]]:
        rows = []
        for number in reversed(self.numbers):
            for attempt in range(2):
                found = [tuple(row.values()) for batch in self.task(iter([pa.record_batch({"id": [number]})])) for row in batch.to_pylist()]
                if attempt == 1 or number not in self.lost:
                    break
            rows += found
        return rows


class Paths:
    """A table of Spark with rows of one column."""

    def __init__(self, name: str, rows: list[str]) -> None:
        self.columns, self.rows = ["size", name], rows

    def select(self, name: str) -> "Paths":
        assert name in self.columns
        return self

    def collect(self) -> list[tuple[str]]:
        return [(row,) for row in self.rows]


def digests(folder: pathlib.Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def test_dataset_is_that_of_one_build(tmp_path: pathlib.Path) -> None:
    """A task that was repeated has written twice: one of both counts. Options go where they belong."""
    whole = dsbuild.build(PAGES, out=tmp_path / "whole", tables=["blocks"], jobs=1)
    made = dsbuild.spark.build(Here(lost={2, 3}), PAGES, tmp_path / "made", 3, tables=["blocks"], max_rejects="99%")
    assert digests(tmp_path / "made") == digests(tmp_path / "whole")
    assert made.summary.splitlines()[0].split(" in ")[0] == whole.summary.splitlines()[0].split(" in ")[0]
    assert sorted(os.listdir(tmp_path)) == ["made", "whole"], "nothing is left"


def test_parts_without_files_and_relative_paths(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More tasks than files; the driver's folder counts, and a build without survey is one."""
    (tmp_path / "pages").symlink_to(ROOT / "datasets/examples/first/pages")
    monkeypatch.chdir(tmp_path)
    dsbuild.build("pages/", out="whole", site_lines="keep")
    dsbuild.spark.build(Here(), "pages/", "made", site_lines="keep")
    assert digests(tmp_path / "made") == digests(tmp_path / "whole")


def test_a_table_of_paths(tmp_path: pathlib.Path) -> None:
    pages = sorted(str(p) for p in (ROOT / "datasets/examples/first/pages").iterdir())
    dsbuild.build(*pages, out=tmp_path / "whole")
    dsbuild.spark.build(Here(), Paths("path", [f"file:{p}" for p in reversed(pages)]), tmp_path / "made", 2)
    assert digests(tmp_path / "made") == digests(tmp_path / "whole")
    with pytest.raises(dsbuild.Failure, match="has the columns size, where; name the one with the paths path"):
        dsbuild.spark.build(Here(), Paths("where", pages), tmp_path / "none")
    with pytest.raises(dsbuild.Failure, match="s3://pages/1 is no path of a file"):
        dsbuild.spark.build(Here(), Paths("path", ["s3://pages/1"]), tmp_path / "none")


def test_what_is_refused(tmp_path: pathlib.Path) -> None:
    """Before any task begins where it can be; nothing half is left."""
    (tmp_path / "there").mkdir()
    with pytest.raises(dsbuild.Failure, match="there exists"):
        dsbuild.spark.build(Here(), PAGES, tmp_path / "there")
    (tmp_path / "none.shards").mkdir()
    with pytest.raises(dsbuild.Failure, match="none.shards exists: another build is at work"):
        dsbuild.spark.build(Here(), PAGES, tmp_path / "none")
    (tmp_path / "none.shards").rmdir()
    with pytest.raises(dsbuild.UsageError, match="no-such-flag"):
        dsbuild.spark.build(Here(), PAGES, tmp_path / "none", no_such_flag=True)
    with pytest.raises(dsbuild.Findings):
        dsbuild.spark.build(Here(), PAGES, tmp_path / "none", 2, max_rejects=0)
    assert sorted(os.listdir(tmp_path)) == ["there"]


def test_machines_that_do_not_share_a_folder(tmp_path: pathlib.Path) -> None:
    task = dsbuild.spark._task("survey", [str(PAGES)], str(tmp_path / "absent"), 1, {})
    with pytest.raises(dsbuild.Failure, match="a worker does not see .*absent; out must lie in a folder that all machines share"):
        list(task(iter([pa.record_batch({"id": [1]})])))


def test_errors_travel_from_worker_to_driver() -> None:
    """Spark pickles them."""
    assert pickle.loads(pickle.dumps(dsbuild.Failure("no pages"))).args == ("no pages",)
