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
Task = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


class Here:
    """Tasks one after the other, in this process; those that are named are lost once, after their work."""

    def __init__(self, lost: set[int] | None = None) -> None:
        self.lost = lost or set()
        self.sparkContext, self.defaultParallelism, self.conf = self, 2, {"spark.task.cpus": "1"}

    def range(self, begin: int, end: int, step: int, parts: int) -> "Here":
        assert (step, parts) == (1, end - begin), "a shard a task"
        self.numbers = range(begin, end)
        return self

    def mapInArrow(self, task: Task, schema: str) -> "Here | Made":
        if schema == dsbuild.spark.schema():
            return Made(task, [pa.record_batch({"id": [number]}) for number in self.numbers], 1, self.lost)
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


class Made:
    """What a task made of each part of some batches, kept once all were counted; the parts come in another order each time."""

    def __init__(self, task: Task, batches: list[pa.RecordBatch], each: int, lost: set[int]) -> None:
        self.task, self.lost = task, lost
        self.kept: list[list[pa.RecordBatch]] | None = None
        self.parts = [batches[i : i + each] for i in range(0, len(batches), each)]

    def persist(self) -> "Made":
        return self

    def count(self) -> int:
        kept = self.kept = [list(self.task(iter(part))) for part in self.parts]
        for number in self.lost:
            kept[number] = list(self.task(iter(self.parts[number])))
        return sum(batch.num_rows for part in kept for batch in part)

    def toLocalIterator(self) -> Iterator[tuple[object, ...]]:
        assert self.kept is not None, "all tasks run before the first row is asked for"
        for part in reversed(self.kept):
            for batch in part:
                yield from (tuple(row.values()) for row in batch.to_pylist())

    def unpersist(self) -> None:
        self.kept = None


class Table:
    """A table of Spark with rows of pages, in parts of two batches of three."""

    def __init__(self, table: pa.Table) -> None:
        self.table, self.columns = table, table.column_names
        spark = {pa.string(): "string", pa.binary(): "binary", pa.int64(): "bigint"}
        self.dtypes = [(field.name, spark[field.type]) for field in table.schema]

    def select(self, *names: str) -> "Table":
        return Table(self.table.select(list(names)))

    def selectExpr(self, *asked: str) -> "Table":
        assert asked == ("min(path)", "max(path)")
        return self

    def collect(self) -> list[tuple[str, str]]:
        paths = self.table["path"].to_pylist()
        return [(min(paths), max(paths))]

    def mapInArrow(self, task: Task, schema: str) -> Made:
        assert schema == dsbuild.spark.schema()
        return Made(task, self.table.to_batches(max_chunksize=3), 2, {1})


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
    with pytest.raises(dsbuild.Failure, match="https://a.example/1 is an address on the web"):
        dsbuild.spark.build(Here(), Paths("path", ["https://a.example/1"]), tmp_path / "none")


def tables(folder: pathlib.Path) -> dict[str, str]:
    """The parts of the tables; what is beside them names the inputs."""
    return {name: digest for name, digest in digests(folder).items() if name.endswith(".parquet")}


def pages_of(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_a_table_of_files(tmp_path: pathlib.Path) -> None:
    """As spark.read.format("binaryFile") has them, from the last to the first."""
    files = pages_of(PAGES)[::-1]
    table = Table(
        pa.table(
            {"path": [f"file:{p}" for p in files], "length": [p.stat().st_size for p in files], "content": [p.read_bytes() for p in files]}
        )
    )
    people = tmp_path / "people.csv"
    people.write_text("action,key,value\nrename,nobody,Nobody Roe\n")
    whole = dsbuild.build(PAGES, out=tmp_path / "whole", tables=["blocks"], people=people)
    made = dsbuild.spark.build(
        Here(), table, tmp_path / "made", root=f"file://{PAGES}", tables=["blocks"], max_rejects="99%", people=people
    )
    assert tables(tmp_path / "made") == tables(tmp_path / "whole")
    assert made.summary.splitlines()[0].split(" in ")[0] == whole.summary.splitlines()[0].split(" in ")[0]
    with pytest.raises(dsbuild.Failure, match="does not lie below the root /elsewhere/; name a folder above all files"):
        dsbuild.spark.build(Here(), table, tmp_path / "none", root="/elsewhere")
    assert sorted(os.listdir(tmp_path)) == ["made", "people.csv", "whole"], "nothing is left"


def test_a_table_of_records(tmp_path: pathlib.Path) -> None:
    """Its rows have the ids and texts that they have in a file, a page that is there twice is one article."""
    files = [p for p in pages_of(PAGES) if p.suffix == ".html"]
    table = pa.table({"url": [f"https://{p.stem}.example/1" for p in files], "html": [p.read_bytes() for p in files]})
    table = pa.concat_tables([table, table])
    with pa.ipc.new_file(tmp_path / "pages.arrow", table.schema) as f:
        f.write_table(table)
    whole = dsbuild.build(tmp_path / "pages.arrow", out=tmp_path / "whole").articles.arrow().to_pydict()
    made = dsbuild.spark.build(Here(), Table(table), tmp_path / "made")
    assert "duplicate_page" in made.summary
    rows = made.articles.arrow().to_pydict()
    order = [whole["doc_id"].index(i) for i in rows["doc_id"]]
    assert sorted(order) == list(range(len(whole["doc_id"]))) and rows["doc_id"] == sorted(rows["doc_id"])
    for name in set(rows) - {"source_uri", "source_record", "duplicate_of"}:
        assert rows[name] == [whole[name][i] for i in order], name
    with pytest.raises(dsbuild.Failure, match="columns of the stream that mean nothing here: foo; leave them out"):
        dsbuild.spark.build(Here(), Table(table.append_column("foo", table["url"])), tmp_path / "none")
    with pytest.raises(dsbuild.UsageError, match="no-such-flag"):
        dsbuild.spark.build(Here(), Table(table), tmp_path / "none", no_such_flag=True)


def test_files_that_workers_open(tmp_path: pathlib.Path) -> None:
    """A path that has a scheme goes to fsspec; here to its file system in memory."""
    import fsspec

    memory = fsspec.filesystem("memory")
    for p in pages_of(PAGES):
        with memory.open(f"/bucket/pages/{p.relative_to(PAGES)}", "wb") as f:
            f.write(p.read_bytes())
    paths = Paths("path", [f"memory:/{path}" for path in memory.find("/bucket/pages")])
    dsbuild.build(PAGES, out=tmp_path / "whole", site_lines="keep")
    dsbuild.spark.build(Here(), paths, tmp_path / "made", site_lines="keep", root="memory://bucket/pages")
    assert tables(tmp_path / "made") == tables(tmp_path / "whole")
    dsbuild.build(PAGES, out=tmp_path / "surveyed")
    run = dsbuild._command.run
    run("survey", PAGES, options={"out": tmp_path / "survey"})
    dsbuild.spark.build(Here(), paths, tmp_path / "given", 3, survey=tmp_path / "survey", root="memory://bucket/pages")
    assert tables(tmp_path / "given") == tables(tmp_path / "surveyed")
    with pytest.raises(dsbuild.UsageError, match="no-such-flag"):
        dsbuild.spark.build(Here(), paths, tmp_path / "none", no_such_flag=True)


def html(n: int) -> pa.RecordBatch:
    text = "<article><h1>Ferry {0}</h1><p>The council voted on ferry {0} on Monday, and its clerk said that it was close.</p></article>"
    return pa.record_batch({"html": pa.array([text.format(i) for i in range(n)], pa.string())})


def test_batches_of_any_size_go_through() -> None:
    """In order, whether they have none or many rows, or there is none at all."""
    convert = dsbuild.spark.operator(site_lines="keep", table="articles")
    assert list(convert(iter([]))) == []
    made = pa.Table.from_batches(convert(iter([html(0), html(300), html(0), html(1)])))
    assert made.num_rows == 301 and made["title"].to_pylist() == [f"Ferry {i}" for i in [*range(300), 0]]
    assert made.schema.names == [column.split(" ")[0] for column in dsbuild.spark.schema("articles").split(", ")]


def test_what_fails_on_the_way() -> None:
    """The error of what gives the batches comes first, then that of the command; who stops early leaves nothing."""
    convert = dsbuild.spark.operator(site_lines="keep")

    def broken() -> Iterator[pa.RecordBatch]:
        yield html(1)
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        list(convert(broken()))
    with pytest.raises(dsbuild.Failure, match="no column html or text"):
        list(convert(iter([pa.record_batch({"url": ["https://a.example"]})])))
    with pytest.raises(dsbuild.UsageError, match="--site-lines keep"):
        list(dsbuild.spark.operator()(iter([html(1)])))
    begun = convert(html(100) for _ in range(1000))
    next(begun)
    begun.close()  # type: ignore[attr-defined]


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
