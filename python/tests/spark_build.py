"""Builds on real Spark: `make spark` runs this in an environment of its own, because Spark is 400 MB and needs Java 17.

Each build has the bytes of one that `dsbuild build` makes. On the cluster an executor is killed (kill -9) while it converts, and so is a
command on another one; Spark repeats their tasks. DSBUILD_SPARK_PAGES pages are made (default: 200).
"""

import os
import pathlib
import re
import signal
import stat
import sys
import threading
import time
from typing import Any

import dsbuild
import dsbuild.spark
import pytest
from pyspark.sql import SparkSession
from test_spark import ROOT, digests, tables

sys.path.insert(0, str(ROOT / "tools"))
os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers: where the package is
PAGES = int(os.environ.get("DSBUILD_SPARK_PAGES", "200"))
SHARDS = 4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    from made_pages import write_files

    place = tmp_path_factory.mktemp("made") / "pages"
    before = os.getcwd()
    os.chdir(ROOT)  # where the examples are that pages are made of
    write_files(str(place), PAGES, 10)
    os.chdir(before)
    return place


@pytest.fixture(scope="module")
def whole(pages: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of one build, and its seconds printed."""
    out = tmp_path_factory.mktemp("whole") / "out"
    begun = time.monotonic()
    dsbuild.build(pages, out=out)
    report("dsbuild build", time.monotonic() - begun)
    return digests(out)


def report(what: str, seconds: float) -> None:
    print(f"\n| {what} | {PAGES:,} pages | {seconds:.1f} s | {PAGES / seconds:,.0f} pages/s |", flush=True)


def session(master: str, **environment: str) -> Any:
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.driver.memory", "1g")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    for name, value in environment.items():
        builder = builder.config(f"spark.executorEnv.{name}", value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def test_on_one_machine(pages: pathlib.Path, whole: dict[str, str], tmp_path: pathlib.Path) -> None:
    """Beside an identity mapInArrow of the same pages, which is what Spark alone costs."""
    spark = session("local[2]")
    try:
        identity = spark.read.text(str(pages)).mapInArrow(lambda batches: batches, "value string")
        assert identity.count() == PAGES  # which starts Spark and its workers
        begun = time.monotonic()
        identity.count()
        report("local[2], identity mapInArrow", time.monotonic() - begun)
        begun = time.monotonic()
        dsbuild.spark.build(spark, pages, tmp_path / "out", SHARDS)
        report("local[2], dsbuild.spark.build and validate", time.monotonic() - begun)
        table = spark.createDataFrame([(str(p),) for p in sorted(pages.iterdir())], ["path"])
        dsbuild.spark.build(spark, table, tmp_path / "listed", SHARDS)
    finally:
        spark.stop()
    assert digests(tmp_path / "out") == whole
    dsbuild.build(*sorted(pages.iterdir()), out=tmp_path / "of-list")
    assert digests(tmp_path / "listed") == digests(tmp_path / "of-list")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["listed", "of-list", "out"]


def test_pages_that_are_rows(pages: pathlib.Path, whole: dict[str, str], tmp_path: pathlib.Path) -> None:
    """Files as binaryFile has them, files that workers open, and records: the rows of one build, beside an identity mapInArrow."""
    kept = {name: digest for name, digest in whole.items() if name.endswith(".parquet")}
    spark = session("local[2]")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    try:
        files = spark.read.format("binaryFile").load(str(pages))
        dsbuild.spark.build(spark, files, tmp_path / "files", root=str(pages))
        assert tables(tmp_path / "files") == kept
        paths = spark.createDataFrame([(f"local://{p}",) for p in pages.iterdir()], ["path"])
        dsbuild.spark.build(spark, paths, tmp_path / "opened", root=f"local://{pages}")
        assert tables(tmp_path / "opened") == kept

        records = spark.read.schema("url string, html string").json(str(pages)).repartition(8).persist()
        assert records.count() == PAGES
        begun = time.monotonic()
        records.mapInArrow(lambda batches: batches, "url string, html string").count()
        report("local[2], identity mapInArrow of records", time.monotonic() - begun)
        begun = time.monotonic()
        articles = records.mapInArrow(
            dsbuild.spark.operator(site_lines="keep", table="articles"), dsbuild.spark.schema("articles")
        ).persist()
        made = articles.count()
        report("local[2], mapInArrow of the operator to articles", time.monotonic() - begun)
        begun = time.monotonic()
        dataset = dsbuild.spark.build(spark, records, tmp_path / "records")
        report("local[2], dsbuild.spark.build of records and validate", time.monotonic() - begun)
        one = dsbuild.build(pages, out=tmp_path / "one").articles.arrow(["doc_id", "text", "title"]).sort_by("doc_id")
        assert dataset.articles.arrow(["doc_id", "text", "title"]).sort_by("doc_id").equals(one)
        assert made == articles.select("doc_id").distinct().count() == one.num_rows
    finally:
        spark.stop()


# Stands for the command on the workers: the first attempt at one part is killed, the first at another waits until its executor is.
STAND_IN = """#!/bin/bash
place={place}
case " $* " in {first})
  if mkdir $place/killed 2>/dev/null; then {binary} "$@" & sleep 0.2; kill -9 $!; kill -9 $$; fi ;;
esac
case " $* " in {second})
  if mkdir $place/waits 2>/dev/null; then echo $PPID > $place/parent.part; mv $place/parent.part $place/parent; sleep 60; fi ;;
esac
exec {binary} "$@"
"""
# Which calls are of the two parts; of rows any conversion is.
PARTS = {
    "shards": (f'*" build "*" --shard=2/{SHARDS} "*', f'*" build "*" --shard=3/{SHARDS} "*'),
    "rows": ('*" operator "*" --survey="*', '*" operator "*" --survey="*'),
}


def executor_of(pid: int) -> int:
    """The executor above a process: the nearest one that is Java."""
    while pid > 1:
        line = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        if b"CoarseGrainedExecutorBackend" in line:
            return pid
        pid = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    raise AssertionError("no executor above the command")


@pytest.mark.parametrize("given", PARTS)
def test_on_a_cluster_that_loses_a_worker(given: str, pages: pathlib.Path, whole: dict[str, str], tmp_path: pathlib.Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    command = tmp_path / "dsbuild"
    first, second = PARTS[given]
    command.write_text(STAND_IN.format(place=place, first=first, second=second, binary=dsbuild.binary()))
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    killed: list[int] = []

    def kill() -> None:
        for _ in range(6000):
            if (place / "parent").exists():
                killed.append(executor_of(int((place / "parent").read_text())))
                os.kill(killed[0], signal.SIGKILL)
                return
            time.sleep(0.02)

    spark = session("local-cluster[2,1,1024]", DSBUILD_BIN=str(command))
    try:
        watch = threading.Thread(target=kill)
        watch.start()
        begun = time.monotonic()
        if given == "rows":
            dsbuild.spark.build(spark, spark.read.format("binaryFile").load(str(pages)), tmp_path / "out", root=str(pages))
        else:
            dsbuild.spark.build(spark, pages, tmp_path / "out", SHARDS)
        report(f"local-cluster[2,1,1024], {given}, an executor and a command killed", time.monotonic() - begun)
        watch.join()
    finally:
        spark.stop()
    assert killed, "no executor was killed"
    assert (place / "killed").exists(), "no command was killed"
    if given == "rows":
        assert tables(tmp_path / "out") == {name: digest for name, digest in whole.items() if name.endswith(".parquet")}
    else:
        assert digests(tmp_path / "out") == whole


def test_example_of_readme(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is run as it stands there, in a folder with pages."""
    (tmp_path / "pages").symlink_to(ROOT / "datasets/examples/first/pages")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf8"), re.S)
    (example,) = [b for b in blocks if "dsbuild.spark" in b]
    spark = session("local[2]")
    try:
        exec(example, {"spark": spark})
    finally:
        spark.stop()
    dsbuild.build("pages/", out="whole")
    assert digests(tmp_path / "my-dataset") == digests(tmp_path / "whole")
