#!/usr/bin/env python3
"""What many pages cost on one machine: time and memory, after kills, in shards, and added later.

  scale.py --bin bin/dsbuild [--pages 100000] [--small 10000] [--kills 10] [--shards 4] [--seed 1] [--work DIR]

The pages are made of the examples, in 64 files of JSONL. Built undisturbed at two sizes; built again and killed (kill -9) at random
moments; surveyed and built in shards, one after the other, and merged; validated. Exits with 1 where the bytes differ.
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from bench import run as measured
from faults import digests
from made_pages import write_files


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds, and peak memory in MiB."""
    seconds, memory, _ = measured(command, sorted(os.sched_getaffinity(0)))
    return seconds, memory


def killed(command: list[str], kills: int, about: float, pick: random.Random) -> tuple[float, int]:
    """Give a command until it has been killed so often and has finished: seconds in all, and kills."""
    begun, done = time.monotonic(), 0
    while True:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            left = None if done == kills else pick.uniform(0.1, about / kills * 2)
            if child.wait(timeout=left) != 0:
                sys.exit(f"{' '.join(command)} failed")
            return time.monotonic() - begun, done
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            done += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        run(a, work)


def run(a: argparse.Namespace, work: str) -> None:
    def at(name: str) -> str:
        return os.path.join(work, name)

    def row(what: str, pages: int, seconds: float, memory: float | None) -> None:
        print(f"| {what} | {pages:,} | {seconds:.1f} | {pages / seconds:,.0f} | {'' if memory is None else f'{memory:.0f}'} |", flush=True)

    print(f"{len(os.sched_getaffinity(0))} cores\n\n| run | pages | seconds | pages/s | peak memory, MiB |\n|---|---|---|---|---|")
    write_files(at("small"), a.small, 64)
    size = write_files(at("pages"), a.pages, 64)
    row("build", a.small, *timed([a.bin, "build", at("small"), "-o", at("small-out"), "--quiet"]))
    seconds, memory = timed([a.bin, "build", at("pages"), "-o", at("whole"), "--quiet"])
    row("build", a.pages, seconds, memory)
    row("validate", a.pages, *timed([a.bin, "validate", at("whole"), "--quiet"]))
    whole = digests(at("whole"))
    again, kills = killed([a.bin, "build", at("pages"), "-o", at("again"), "--quiet"], a.kills, seconds, random.Random(a.seed))
    row(f"build, killed {kills} times", a.pages, again, None)
    same = digests(at("again")) == whole
    shutil.rmtree(at("again"))
    row("survey", a.pages, *timed([a.bin, "survey", at("pages"), "-o", at("survey"), "--quiet"]))
    slowest = (0.0, 0.0)
    for n in range(1, a.shards + 1):
        slowest = max(slowest, timed([a.bin, "build", at("pages"), "--survey", at("survey"), "--shard", f"{n}/{a.shards}",
                                      "-o", at(f"shard{n}"), "--quiet"]))
    row(f"the slowest of {a.shards} shards", a.pages // a.shards, *slowest)
    row("merge", a.pages, *timed([a.bin, "merge", *(at(f"shard{n}") for n in range(1, a.shards + 1)), "-o", at("merged"), "--quiet"]))
    merged = digests(at("merged")) == whole
    print(f"\n{size / 1e6:,.0f} MB of pages. The build that was killed and the merged shards have the bytes of the undisturbed build: "
          f"{'yes' if same else 'NO'}, {'yes' if merged else 'NO'}.")
    if not (same and merged):
        sys.exit(1)


main()
