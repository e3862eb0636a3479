#!/usr/bin/env python3
"""What many pages cost on one machine: time and memory, after kills, in shards, and added later.

  scale.py --bin bin/dsbuild [--pages 100000] [--small 10000] [--most 0] [--kills 10] [--shards 4] [--seed 1] [--work DIR]

The pages are made of the examples, in 64 files of JSONL. Built undisturbed at two sizes; built again and killed (kill -9) at random
moments; surveyed and built in shards, one after the other, and merged, at both sizes; validated. Then what a billion such pages come to.
Processor seconds are those of all cores, memory is the largest peak of a process. With --shards 0 the shards are left out. --most builds
once more, of so many pages, killed as often, and validates. Exits with 1 where the bytes differ.
"""
import argparse
import dataclasses
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from bench import Run
from bench import run as measured
from faults import digests
from made_pages import write_files


def timed(command: list[str]) -> Run:
    return measured(command, sorted(os.sched_getaffinity(0)))


def killed(command: list[str], kills: int, about: float, pick: random.Random) -> tuple[Run, int]:
    """Give a command until it has been killed so often and has finished: what it took in all, and kills."""
    begun, peak, processor, done = time.monotonic(), 0.0, 0.0, 0
    while True:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        killer = threading.Timer(pick.uniform(0.1, about / kills * 1.2), child.kill) if done < kills else None
        if killer:
            killer.start()
        _, status, usage = os.wait4(child.pid, 0)
        if killer:
            killer.cancel()
        peak, processor = max(peak, usage.ru_maxrss / 1024), processor + usage.ru_utime + usage.ru_stime
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            return (time.monotonic() - begun, peak, processor), done
        if code != -signal.SIGKILL:
            sys.exit(f"{' '.join(command)} failed")
        done += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        run(a, work)


def size_of(folder: str) -> int:
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


class Campaign:
    """Runs of one command after the other, each a row of the table that is printed."""

    def __init__(self, a: argparse.Namespace, work: str) -> None:
        self.bin, self.shards, self.work = a.bin, a.shards, work

    def at(self, name: str) -> str:
        return os.path.join(self.work, name)

    def row(self, what: str, pages: int, took: Run) -> None:
        seconds, memory, processor = took
        each = processor / pages * 1e3
        print(f"| {what} | {pages:,} | {seconds:,.1f} | {pages / seconds:,.0f} | {each:.2f} | {memory:.0f} |", flush=True)

    def run(self, what: str, pages: int, *command: str) -> Run:
        took = timed([self.bin, *command, "--quiet"])
        self.row(what, pages, took)
        return took

    def in_shards(self, source: str, pages: int) -> "Shards":
        """Surveys, builds in shards, one after the other, and merges."""
        survey, made = self.at(source + ".survey"), [self.at(f"{source}.shard{n}") for n in range(1, self.shards + 1)]
        seconds, _, _ = self.run("survey", pages, "survey", self.at(source), "-o", survey)
        each = [timed([self.bin, "build", self.at(source), "--survey", survey, "--shard", f"{n}/{self.shards}", "-o", out, "--quiet"])
                for n, out in enumerate(made, 1)]
        self.row(f"the slowest of {self.shards} shards", pages // self.shards, max(each))
        merged = self.at(source + ".merged")
        merge, driver, _ = self.run("merge", pages, "merge", *made, "-o", merged)
        return Shards(pages, seconds, sum(e[0] for e in each), max(e[1] for e in each), merge, driver, sum(map(size_of, made)), merged)


@dataclasses.dataclass
class Shards:
    """What a build in shards came to: seconds and MiB."""

    pages: int
    survey: float
    build: float
    worker: float
    merge: float
    driver: float
    kept: int
    merged: str

    def billion(self, small: "Shards", cores: int, validate: float) -> None:
        """Prints what a billion such pages come to, as far as these runs tell."""
        hours = 1e9 / self.pages * cores / 3600
        growth = max(0.0, self.driver - small.driver) / (self.pages - small.pages) * 2**20
        print("\n| a billion such pages | command | comes to |\n|---|---|---|")
        for what, command, figure in [
            ("survey", "dsbuild survey --shard i/n", f"{self.survey * hours:,.0f} core hours"),
            ("shards", "dsbuild build --shard i/n", f"{self.build * hours:,.0f} core hours, {self.worker:,.0f} MiB on {cores} cores"),
            ("what shards keep", "du -sb SHARDS", f"{self.kept / self.pages:,.0f} bytes a page, {self.kept / self.pages / 1e3:,.2f} TB"),
            ("merge", "dsbuild merge SHARDS", f"{self.merge * hours / cores:,.0f} hours, {growth:,.0f} bytes of memory a page"),
            ("dataset", "du -sb OUT", f"{size_of(self.merged) / self.pages / 1e3:,.2f} TB"),
            ("validate", "dsbuild validate OUT", f"{validate * hours / cores:,.0f} hours"),
        ]:
            print(f"| {what} | `{command}` | {figure} |")


def check_sum(dataset: str, pages: int) -> None:
    """Every page is an article or a reject."""
    with open(os.path.join(dataset, "manifest.json"), encoding="utf8") as f:
        rows = {t["name"]: t["rows"] for t in json.load(f)["tables"]}
    if rows["articles"] + rows["rejects"] != pages:
        sys.exit(f"{pages} pages became {rows['articles']} articles and {rows['rejects']} rejects")


def run(a: argparse.Namespace, work: str) -> None:
    c, cores = Campaign(a, work), len(os.sched_getaffinity(0))
    print(f"{cores} cores\n\n| run | pages | seconds | pages/s | processor, ms a page | peak memory, MiB |\n|---|---|---|---|---|---|")
    write_files(c.at("small"), a.small, 64)
    size = write_files(c.at("pages"), a.pages, 64)
    c.run("build", a.small, "build", c.at("small"), "-o", c.at("small.whole"))
    seconds, _, _ = c.run("build", a.pages, "build", c.at("pages"), "-o", c.at("whole"))
    validate, _, _ = c.run("validate", a.pages, "validate", c.at("whole"))
    whole = digests(c.at("whole"))
    again, kills = killed([a.bin, "build", c.at("pages"), "-o", c.at("again"), "--quiet"], a.kills, seconds, random.Random(a.seed))
    c.row(f"build, killed {kills} times", a.pages, again)
    different = [] if digests(c.at("again")) == whole else ["the build that was killed"]
    shutil.rmtree(c.at("again"))
    if a.shards:
        few, all_ = c.in_shards("small", a.small), c.in_shards("pages", a.pages)
        if digests(all_.merged) != whole:
            different.append("the merged shards")
    if a.most:
        shutil.rmtree(c.at("pages"))
        write_files(c.at("pages"), a.most, 64)
        again, kills = killed([a.bin, "build", c.at("pages"), "-o", c.at("most"), "--quiet"], a.kills, seconds / a.pages * a.most,
                              random.Random(a.seed))
        c.row(f"build, killed {kills} times", a.most, again)
        c.run("validate", a.most, "validate", c.at("most"))
        check_sum(c.at("most"), a.most)
    if a.shards:
        all_.billion(few, cores, validate)
    print(f"\n{size / 1e6:,.0f} MB of pages. Files with other bytes than the undisturbed build's: {', '.join(different) or 'none'}.")
    if different:
        sys.exit(1)


main()
