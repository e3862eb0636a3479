"""Builds a dataset on a Spark cluster: every task runs the command on its part of the pages.

    import dsbuild.spark

    dataset = dsbuild.spark.build(spark, "pages/", "my-dataset")

In: a session of Spark, and pages: in files that all machines see, in files that only workers can open, or as rows of a DataFrame. Out: the
dataset that `dsbuild build` makes of them; of files that all see byte for byte, of others its tables. Laws: a task that Spark repeats
begins anew in a place of its own, so that no half result is taken; what is not finished is never merged. Needs this package and pyarrow
on every worker.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dsbuild import _rows
from dsbuild._command import Failure, Findings, Option, Path, run
from dsbuild._dataset import Dataset
from dsbuild._functions import validate

# Flags of `dsbuild build` that say what is published: `dsbuild merge` takes them, shards do not.
_OF_MERGE = ("overwrite", "max_rejects", "jobs")

_PARTS_A_CORE = 4  # so that a core that has finished early finds more to do
_MANY = 10_000  # tasks: more cost Spark more than they bring


def build(
    spark: Any,
    input: Any,
    out: Path,
    shards: int | None = None,
    *,
    root: str | None = None,
    storage_options: Mapping[str, Any] | None = None,
    **options: Option,
) -> Dataset:
    """Turn pages into a dataset, a part a task; options are the flags of `dsbuild build`.

    input is a folder or file, several of them, or a DataFrame. Rows with a column html or text are records, with path and content files, as
    spark.read.format("binaryFile") has them. With a column path alone they name files; those with a scheme, such as s3://, are opened by
    fsspec on the workers, with storage_options. What such pages became comes through Spark to the driver, where out lies; root is the
    folder with which source_uri begins, without it the lowest above all files.

    Other files, and the folder of out, are on a path that the driver and all workers share; what shards came to lies in OUT.shards until
    the dataset stands. Without shards there are four a core, and of files that fsspec opens one each.
    """
    if os.path.lexists(out) and not options.get("overwrite"):
        raise Failure(f"{os.fspath(out)} exists; choose another folder, or give overwrite=True")
    of_merge: dict[str, Option] = {name: options.pop(name) for name in _OF_MERGE if name in options}
    options["jobs"] = int(spark.conf.get("spark.task.cpus", "1"))
    if _has_rows(input, options):
        said = _of_rows(input, os.fspath(out), root, options, of_merge)
    else:
        inputs = _inputs(input)
        if hasattr(input, "columns") and any("://" in path for path in inputs):
            count = shards or min(len(inputs), _MANY)
            said = _of_opened(spark, inputs, os.fspath(out), count, root, storage_options or {}, options, of_merge)
        else:
            count = shards or _PARTS_A_CORE * int(spark.sparkContext.defaultParallelism)
            said = _of_shared(spark, inputs, out, count, options, of_merge)
    checked = validate(out)
    if not checked.passed:
        raise Findings(f"{os.fspath(out)} was built, and does not validate: {checked.findings[0]['message']}")
    dataset = Dataset(out)
    dataset.summary = said.decode()
    return dataset


def operator(**options: Option) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What mapInArrow takes to hand rows of pages to `dsbuild operator`: pages.mapInArrow(operator(table="articles"), schema("articles")).

    Options are its flags. Without a survey, give site_lines="keep".
    """
    return lambda batches: _rows.through(batches, options)


def schema(table: str = "results") -> str:
    """The columns of what operator yields, as mapInArrow takes them: of a table, or results."""
    return run("schema show", table, options={"format": "spark"}).decode().strip()


def _of_shared(spark: Any, inputs: list[str], out: Path, count: int, options: dict[str, Option], of_merge: dict[str, Option]) -> bytes:
    """Shards of files that all machines see; what merge says."""
    work = os.path.abspath(os.fspath(out)) + ".shards"
    try:
        os.makedirs(work)
    except FileExistsError:
        raise Failure(f"{work} exists: another build is at work, or one was broken off; remove it where none is") from None
    try:
        if options.get("site_lines") != "keep" and "survey" not in options:
            parts = _each(spark, count, _task("survey", inputs, work, count, options))
            run("survey merge", *parts, options={"out": os.path.join(work, "survey")})
            options = {**options, "survey": os.path.join(work, "survey")}
        folders = _each(spark, count, _task("build", inputs, work, count, options))
        return run("merge", *folders, options={"out": out, **of_merge})
    finally:
        shutil.rmtree(work, ignore_errors=True)  # a lost worker may be writing yet


def _has_rows(input: Any, options: Mapping[str, Option]) -> bool:
    """Whether an input is a table of pages, and not of paths."""
    columns = getattr(input, "columns", ())
    named = options.get("map")
    mapped = {pair.partition("=")[0] for pair in named} if isinstance(named, list | tuple | dict) else set()
    return bool(columns) and ("content" in columns or not {"html", "text"}.isdisjoint({*columns, *mapped}))


def _of_rows(table: Any, out: str, root: str | None, options: dict[str, Option], of_merge: dict[str, Option]) -> bytes:
    """Pages that are rows, or files that are; what merge says."""
    files, prefix, name = {"path", "content"} <= set(table.columns), "", ""
    if files:
        table = table.select("path", "content")
    _rows.check(dict(table.dtypes), options)
    if files:
        first, last = table.selectExpr("min(path)", "max(path)").collect()[0]
        prefix, name = _rows.shared(first or "", last or "", root)

    def saved(path: str, options: Mapping[str, Option], survey: bytes | None) -> None:
        def task(batches: Iterator[Any]) -> Iterator[Any]:
            return _rows.through(_rows.named(batches, prefix, name) if files else batches, options, survey)

        _bring(table.mapInArrow(task, schema()), path)

    return _rows.merged(saved, options, of_merge, out)


def _of_opened(
    spark: Any,
    paths: list[str],
    out: str,
    count: int,
    root: str | None,
    storage: Mapping[str, Any],
    options: dict[str, Option],
    of_merge: dict[str, Option],
) -> bytes:
    """Files that workers open by fsspec; what merge says."""
    _rows.check({"path": "string", "file": "string"}, options)
    prefix, name = _rows.shared(paths[0], paths[-1], root)

    def saved(path: str, options: Mapping[str, Option], survey: bytes | None) -> None:
        def task(batches: Iterator[Any]) -> Iterator[Any]:
            for batch in batches:
                for number in batch.column(0).to_pylist():
                    with tempfile.TemporaryDirectory(prefix="dsbuild-") as place:
                        files = _rows.opened(paths[number - 1 :: count], prefix, name, storage, place)
                        yield from _rows.through(files, options, survey)

        _bring(spark.range(1, count + 1, 1, count).mapInArrow(task, schema()), path)

    return _rows.merged(saved, options, of_merge, out)


def _bring(results: Any, path: str) -> None:
    """Write what all tasks yield to a file of the driver. It is kept where it was made until it is there: so all tasks run at once."""
    results = results.persist()
    try:
        results.count()
        _rows.save(results.toLocalIterator(), path)
    finally:
        results.unpersist()


def _inputs(given: Any) -> list[str]:
    """The paths of an input, in order; those of a table are sorted, because its rows have no order."""
    if isinstance(given, str | os.PathLike):
        return [os.fspath(given)]
    if not hasattr(given, "columns"):
        return [os.fspath(path) for path in given]
    if "path" not in given.columns:
        raise Failure(f"the table of inputs has the columns {', '.join(given.columns)}; name the one with the paths path")
    paths = sorted(_rows.local(str(row[0])) for row in given.select("path").collect())
    for path in paths:
        if path.startswith(("http://", "https://")):
            raise Failure(f"{path} is an address on the web, and pages are not fetched here; save them first")
    return paths


def _task(command: str, inputs: list[str], work: str, count: int, options: dict[str, Option]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a task does: numbers of shards in, the paths of what they came to out."""
    here = os.getcwd()  # relative paths are those of the driver

    def task(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        if not os.path.isdir(work):
            raise Failure(f"a worker does not see {work}; out must lie in a folder that all machines share")
        for batch in batches:
            for number in batch.column(0).to_pylist():
                path = os.path.join(work, f"{command}-{number}-{uuid.uuid4().hex}")
                run(command, *inputs, options={**options, "shard": f"{number}/{count}", "out": path}, here=here)
                yield pyarrow.RecordBatch.from_pydict({"number": [number], "path": [path]})

    return task


def _each(spark: Any, count: int, task: Callable[[Iterator[Any]], Iterator[Any]]) -> list[str]:
    """Run a task for each shard, and return the paths of what they came to, in order."""
    rows = sorted(spark.range(1, count + 1, 1, count).mapInArrow(task, "number long, path string").collect())
    paths = [path for _, path in rows]
    for path in paths:
        if not os.path.exists(path):
            raise Failure(f"a worker wrote {path}, and the driver does not see it; out must lie in a folder of all machines")
    return paths
