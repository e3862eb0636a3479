"""Builds a dataset on a Spark cluster: every task runs the command on its part of the files.

    import dsbuild.spark

    dataset = dsbuild.spark.build(spark, "pages/", "my-dataset")

In: a session of Spark, and pages in files that all machines see. Out: the dataset that `dsbuild build` makes of them, byte for byte. Laws:
a task that Spark repeats begins anew in a place of its own, so that no half result is taken; what is not finished is never merged. Spark
only deals out the parts and repeats what fails; no page goes through it. Needs this package and pyarrow on every worker.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from dsbuild._command import Failure, Findings, Option, Path, run
from dsbuild._dataset import Dataset
from dsbuild._functions import validate

# Flags of `dsbuild build` that say what is published: `dsbuild merge` takes them, shards do not.
_OF_MERGE = ("overwrite", "max_rejects", "jobs")

_PARTS_A_CORE = 4  # so that a core that has finished early finds more to do


def build(spark: Any, input: Any, out: Path, shards: int | None = None, **options: Option) -> Dataset:
    """Turn pages into a dataset, a shard a task; options are the flags of `dsbuild build`.

    input is a folder or file, several of them, or a DataFrame with a column path. It and the folder of out are on a path that the driver
    and all workers share; what shards came to lies in OUT.shards until the dataset stands. Without shards there are four a core.
    """
    inputs, work = _inputs(input), os.path.abspath(os.fspath(out)) + ".shards"
    if os.path.lexists(out) and not options.get("overwrite"):
        raise Failure(f"{os.fspath(out)} exists; choose another folder, or give overwrite=True")
    count = shards or _PARTS_A_CORE * int(spark.sparkContext.defaultParallelism)
    of_merge: dict[str, Option] = {name: options.pop(name) for name in _OF_MERGE if name in options}
    cores = int(spark.conf.get("spark.task.cpus", "1"))
    try:
        os.makedirs(work)
    except FileExistsError:
        raise Failure(f"{work} exists: another build is at work, or one was broken off; remove it where none is") from None
    try:
        if options.get("site_lines") != "keep" and "survey" not in options:
            parts = _each(spark, count, _task("survey", inputs, work, count, {**options, "jobs": cores}))
            run("survey merge", *parts, options={"out": os.path.join(work, "survey")})
            options["survey"] = os.path.join(work, "survey")
        folders = _each(spark, count, _task("build", inputs, work, count, {**options, "jobs": cores}))
        said = run("merge", *folders, options={"out": out, **of_merge})
    finally:
        shutil.rmtree(work, ignore_errors=True)  # a lost worker may be writing yet
    checked = validate(out)
    if not checked.passed:
        raise Findings(f"{os.fspath(out)} was built, and does not validate: {checked.findings[0]['message']}")
    dataset = Dataset(out)
    dataset.summary = said.decode()
    return dataset


def _inputs(given: Any) -> list[str]:
    """The paths of an input, in order; those of a table are sorted, because its rows have no order."""
    if isinstance(given, str | os.PathLike):
        return [os.fspath(given)]
    if not hasattr(given, "columns"):
        return [os.fspath(path) for path in given]
    if "path" not in given.columns:
        raise Failure(f"the table of inputs has the columns {', '.join(given.columns)}; name the one with the paths path")
    paths = sorted(str(row[0]).removeprefix("file://").removeprefix("file:") for row in given.select("path").collect())
    for path in paths:
        if "://" in path:
            raise Failure(f"{path} is no path of a file; workers read from a folder that they share: mount it, or copy the pages to one")
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
