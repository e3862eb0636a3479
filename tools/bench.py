#!/usr/bin/env python3
"""Measure whole builds and validations: peak memory at two sizes, two cores against one, validating against reading.

  bench.py --bin bin/dsbuild [--pages 12000,120000] [--runs 3] [--work DIR]

The pages are those of the examples, each copy with another URL and other text, as one JSONL file: 120,000 of them make a million
paragraphs. Standard library only; reading is measured by a Go benchmark of datasets/validate.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from made_pages import templates, write_pages

Run = tuple[float, float, float]  # seconds, peak memory in MiB, processor seconds


def build(binary: str, pages: str, out: str, cores: list[int]) -> Run:
    return run([binary, "build", pages, "-o", out, "--overwrite", "--quiet", "-j", str(len(cores))], cores)


def validate(binary: str, dataset: str, cores: list[int]) -> Run:
    return run([binary, "validate", dataset, "--quiet", "-j", str(len(cores))], cores)


def run(command: list[str], cores: list[int]) -> Run:
    """Seconds, peak memory in MiB and processor seconds of a command and its children."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, cores))
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begun
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pages", default="12000,120000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work")
    a = parser.parse_args()
    sizes = [int(n) for n in a.pages.split(",")]
    both = sorted(os.sched_getaffinity(0))[:2]
    pages = templates()
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        peaks = {}
        for size in sizes:
            path = os.path.join(work, f"{size}.jsonl")
            write_pages(path, range(size), pages)
            seconds, peak, cpu = build(a.bin, path, os.path.join(work, f"out-{size}"), both)
            peaks[size] = peak
            print(f"{size} pages, {os.path.getsize(path) / 1e6:.0f} MB, -j {len(both)}: {seconds:.1f} s, {size / seconds:.0f} pages/s, "
                  f"cpu {cpu:.1f} s, peak memory {peak:.0f} MiB", flush=True)
        first, last = peaks[sizes[0]], peaks[sizes[-1]]
        print(f"peak memory {sizes[-1]} / {sizes[0]} pages: {last / first:.2f}")
        path = os.path.join(work, f"{sizes[0]}.jsonl")
        times: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(a.runs):  # in turn, so that noise falls on both
            for n in (1, 2):
                times[n].append(build(a.bin, path, os.path.join(work, "out"), both[:n])[0])
        one, two = statistics.median(times[1]), statistics.median(times[2])
        print(f"{sizes[0]} pages on one core {one:.1f} s, on two {two:.1f} s (medians of {a.runs}): {one / two:.2f}x")
        validations(a, work, sizes, both)


def validations(a: argparse.Namespace, work: str, sizes: list[int], both: list[int]) -> None:
    peaks: dict[tuple[int, int], float] = {}
    times: dict[int, list[float]] = {1: [], 2: []}
    for size in sizes:
        dataset = os.path.join(work, f"out-{size}")
        with open(os.path.join(dataset, "manifest.json"), encoding="utf8") as f:
            rows = {t["name"]: t["rows"] for t in json.load(f)["tables"]}
        for n in (1, 2):
            runs = [validate(a.bin, dataset, both[:n]) for _ in range(a.runs)]
            peaks[size, n] = statistics.median(r[1] for r in runs)
            times[n] = [r[0] for r in runs]  # those of the last size are compared
            print(f"validate, {rows['paragraphs']} paragraphs, {sum(rows.values())} rows, -j {n}: {statistics.median(times[n]):.2f} s, "
                  f"peak memory {peaks[size, n]:.0f} MiB", flush=True)
    for n in (1, 2):
        print(f"validate -j {n}: peak memory {sizes[-1]} / {sizes[0]} pages: {peaks[sizes[-1], n] / peaks[sizes[0], n]:.2f}")
    print(f"validate on two cores {statistics.median(times[1]) / statistics.median(times[2]):.2f}x as fast as on one")
    command = ["go", "test", "./datasets/validate", "-run", "^$", "-bench", "AgainstReading", "-benchtime", f"{a.runs}x", "-cpu", "1,2",
               "-args", "-dataset", os.path.abspath(os.path.join(work, f"out-{sizes[-1]}"))]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf8", preexec_fn=lambda: os.sched_setaffinity(0, both))
    if done.returncode != 0:
        sys.exit(done.stdout)
    for line in done.stdout.splitlines():
        if line.startswith("Benchmark"):
            name, _, *figures = line.split()
            print("validating against reading with arrow-go:", " ".join(figures), "on", name.partition("-")[2] or 1, "core(s)")


if __name__ == "__main__":
    main()
