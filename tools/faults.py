#!/usr/bin/env python3
"""Kill builds at random moments, fill the disk under them, and compare what comes of it with builds that nothing disturbed.

  faults.py --bin bin/dsbuild [--kills 200] [--pages 3000] [--seed 1] [--work DIR]

Each kind of run is killed (kill -9) until it has had its share of the kills; after every kill the same command is given again. Checked
after each: OUT is absent or whole. Checked at the end: every file has the bytes of an undisturbed run. Prints a table, and exits with 1
where one of these does not hold. A full disk needs the right to mount a tmpfs; it is skipped by name without.
"""
import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from made_pages import write_files


@dataclass
class Tally:
    """What became of one kind of run."""

    kind: str
    kills: int = 0
    finished: int = 0
    went_on: int = 0  # of those that finished
    half: int = 0  # OUT was there and not whole
    different: int = 0  # files other than those of an undisturbed run

    def line(self) -> str:
        return f"| {self.kind} | {self.kills} | {self.finished} | {self.went_on} | {self.half} | {self.different} |"


def digests(folder: str) -> dict[str, str]:
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = hashlib.sha256(f.read()).hexdigest()
    return found


def must(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}")


def disturb(t: Tally, command: list[str], out: str, whole: dict[str, str], kills: int, pick: random.Random,
            prepare: Callable[[], None]) -> None:
    """Kill a command again and again until the kills are used up; whole is what it makes undisturbed."""
    took = 0.0
    while t.kills < kills:
        prepare()
        if took == 0:
            begun = time.monotonic()
            must(command)
            took = time.monotonic() - begun
            prepare()
        while True:
            child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf8")
            try:
                said, _ = child.communicate(timeout=pick.uniform(0.02, took * 0.8))
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
                t.kills += 1
                if os.path.exists(out) and not whole_at(out, whole, command):
                    t.half += 1
                if added(out, whole, command):
                    t.finished += 1
                    break
                if t.kills < kills:
                    continue
                done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf8")
                said = done.stdout
                if done.returncode != 0 and digests(out) != whole:  # else it was killed when OUT stood there
                    sys.exit(f"{' '.join(command)} does not go on:\n{said}")
            t.finished += 1
            t.went_on += "went on" in said
            t.different += digests(out) != whole
            break


def added(out: str, whole: dict[str, str], command: list[str]) -> bool:
    """Whether pages were added and nothing says so any more: given again, the command would add them again, as duplicates."""
    return "--append" in command and not os.path.exists(out + ".unfinished/build.json") and digests(out) == whole


def whole_at(out: str, whole: dict[str, str], command: list[str]) -> bool:
    """Whether OUT is whole: as it will be, or for a dataset that pages are added to as it was."""
    found = digests(out)
    return found == whole or "--append" in command and os.path.exists(os.path.join(out, "manifest.json"))


def full_disk(binary: str, pages: str, work: str, whole: dict[str, str]) -> str:
    disk = os.path.join(work, "disk")
    os.makedirs(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode != 0:
        return "full disk: SKIPPED, a small file system cannot be mounted here"
    try:
        out = os.path.join(disk, "out")
        for refused, size in enumerate(("1m", "2m", "4m", "8m", "16m", "2g")):
            must(["mount", "-o", f"remount,size={size}", disk])
            done = subprocess.run([binary, "build", pages, "-o", out, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  encoding="utf8")
            if done.returncode == 0:
                verdict = "the bytes of an undisturbed build" if digests(out) == whole else "OTHER BYTES"
                going = "went on" if "went on" in done.stdout else "began anew"
                return f"full disk: refused {refused} times, then {verdict}; {going}"
            if "no space left" not in done.stdout or os.path.exists(out):
                return f"full disk: WRONG: {done.stdout}"
        return "full disk: WRONG: it never finished"
    finally:
        must(["umount", "-l", disk])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work")
    a = parser.parse_args()
    pick = random.Random(a.seed)
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        rows, disk = run(a, work, pick)
    print("| run | kills | finished | of these went on | half datasets | other bytes |\n|---|---|---|---|---|---|")
    for t in rows:
        print(t.line())
    print(disk)
    if any(t.half or t.different for t in rows) or "WRONG" in disk or "OTHER" in disk:
        sys.exit(1)


def run(a: argparse.Namespace, work: str, pick: random.Random) -> tuple[list[Tally], str]:
    pages, more = os.path.join(work, "pages"), os.path.join(work, "more")
    write_files(pages, a.pages, 6)
    write_files(more, a.pages // 3 or 1, 2)

    def at(name: str) -> str:
        return os.path.join(work, name)

    def fresh(*names: str) -> Callable[[], None]:
        def remove() -> None:
            for name in names:
                for ending in ("", ".partial", ".unfinished"):
                    shutil.rmtree(at(name + ending), ignore_errors=True)
        return remove

    survey, share = at("pages.survey"), max(1, a.kills // 4)
    must([a.bin, "survey", pages, "-o", survey, "--quiet"])
    must([a.bin, "build", pages, "-o", at("whole"), "--quiet"])
    whole = digests(at("whole"))
    for n in (1, 2):
        must([a.bin, "build", pages, "--survey", survey, "--shard", f"{n}/2", "-o", at(f"shard{n}"), "--quiet"])
    must([a.bin, "build", pages, "-o", at("base"), "--appendable", "--quiet"])

    def grow() -> None:
        fresh("out")()
        shutil.copytree(at("base"), at("out"))

    grow()
    must([a.bin, "build", more, "-o", at("out"), "--append", "--quiet"])
    grown = digests(at("out"))
    rows = [Tally("build"), Tally("build --shard 1/2"), Tally("merge"), Tally("build --append")]
    disturb(rows[0], [a.bin, "build", pages, "-o", at("out"), "--quiet"], at("out"), whole, a.kills - 3 * share, pick, fresh("out"))
    shard = digests(at("shard1"))
    disturb(rows[1], [a.bin, "build", pages, "--survey", survey, "--shard", "1/2", "-o", at("again"), "--quiet"], at("again"), shard, share,
            pick, fresh("again"))
    disturb(rows[2], [a.bin, "merge", at("shard1"), at("shard2"), "-o", at("merged"), "--quiet"], at("merged"), whole, share, pick,
            fresh("merged"))
    disturb(rows[3], [a.bin, "build", more, "-o", at("out"), "--append", "--quiet"], at("out"), grown, share, pick, grow)
    return rows, full_disk(a.bin, pages, work, whole)


if __name__ == "__main__":
    main()
