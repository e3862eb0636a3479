#!/usr/bin/env python3
"""Score extraction on the evaluation ground: dsbuild from HTML and from dumps, beside its peers on the same pages.

  eval.py --bin bin/bench-eval --eval DIR [--folds DIR] [--only CORPUS,...] [--alone] [--samples N] [--keep DIR]

One line a corpus and measure, with 95 % intervals by drawing sites with replacement; then rejected articles and listings,
scripts without text, and the faults on naeb and fundus. A figure of dsbuild below its goal is marked "<". What counts is
decided by score.py and faults.py of the ground. Standard library only; nothing is written below the repository.
"""
import argparse
import collections
import functools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from types import ModuleType
from typing import Any

from unpack import unpack

SYSTEMS = ("dsbuild", "dsbuild-dump", "go-trafilatura", "go-trafilatura-fallback", "go-readability", "go-domdistiller")
TITLES = ("dsbuild", "dsbuild, dumps", "go-trafilatura", "with fallback", "go-readability", "go-domdistiller")
F1, ACCURACY, PARAS, SEGMENTS = ("body", "f1"), ("body", "accuracy"), ("paras", "f1"), ("segments", "f1")
TITLE, AUTHORS, DATE = ("title", "loose"), ("authors", "f1"), ("date", "exact")
LABELS = {F1: "body F1", ACCURACY: "exactly right", PARAS: "paragraph F1", SEGMENTS: "segments F1", TITLE: "title", AUTHORS: "authors F1", DATE: "date"}
DUMP = .93  # of the body, wherever there are dumps

# Corpus -> goals by measure; a measure without one is shown only where its gold exists.
CORPORA: dict[str, dict[tuple[str, str], float | None]] = {
    "scrapinghub": {F1: .970, ACCURACY: .48, PARAS: .94},
    "naeb": {F1: .948, ACCURACY: None, PARAS: .87, TITLE: .93, AUTHORS: .89, DATE: .84},
    "fundus": {F1: .960, ACCURACY: None, PARAS: .92, TITLE: .90, AUTHORS: .90, DATE: .98},
    "fundus_eval": {F1: .980, ACCURACY: None, PARAS: .92},
    "wcxb": {F1: .960, ACCURACY: None, PARAS: .86, TITLE: .86, AUTHORS: .80, DATE: .89},
    "trafilatura": {SEGMENTS: .955, TITLE: .80, AUTHORS: .74, DATE: .89},
    "htmldate": {DATE: .94},
    "postlight": {TITLE: .87, AUTHORS: .70, DATE: None},
}
DECK_IN = ("fundus", "fundus_eval")
BODY_DUMPS = ("scrapinghub", "naeb", "fundus", "fundus_eval", "wcxb")

# Faults on naeb and fundus: name -> (kinds of faults.py, at most so many pages).
FAULTS = {
    "kept tail": (("kept tail",), 60),
    "headline in body": (("headline in body",), 3),
    "foreign line inside": (("foreign line inside",), 50),
    "foreign line before": (("foreign line before",), 20),
    "first paragraph or deck lost": (("first paragraph or deck lost",), 40),
    "paragraph lost elsewhere": (("paragraph lost elsewhere",), 40),
    "title glued or cut": (("title: site or section glued on", "title: cut short"), 12),
    "author a URL or publisher": (("authors: URL or handle", "authors: publisher"), 3),
}


def lines(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def remember(score: ModuleType) -> None:
    """Let the scorer's costly steps remember their results: every sample asks for the same pages again."""
    for name in ("tokens", "shingle", "word_f1", "ws", "seg", "alnum"):
        setattr(score, name, functools.cache(getattr(score, name)))
    for name in ("names", "paras"):
        step = functools.cache(lambda key, step=getattr(score, name): step(list(key)))
        setattr(score, name, lambda values, step=step: step(tuple([values] if isinstance(values, str) else values or ())))
    settle, settled = score.settle, {}

    def settle_once(gold: dict[str, Any], text: str) -> Any:
        key = gold["id"], text
        if key not in settled:
            settled[key] = settle(gold, text)
        return settled[key]
    setattr(score, "settle", settle_once)  # noqa: B010


class Ground:
    """The corpora with gold and what each system found on them."""

    def __init__(self, a: argparse.Namespace, work: str) -> None:
        self.gold, self.found, self.samples, self.work = {}, {}, a.samples, work
        sys.path.insert(0, os.path.join(a.eval, "extract"))
        import score
        remember(score)
        self.score = score.score
        for corpus in a.only or CORPORA:
            unpack(a.eval, corpus, work)
            command = [a.bin, "-corpus", os.path.join(work, corpus), "-o", os.path.join(work, "found", corpus)]
            subprocess.run(command + (["-folds", a.folds] if a.folds else []) + (["-alone"] if a.alone else []), check=True)
            self.gold[corpus] = lines(os.path.join(work, corpus, "gold.jsonl"))
            self.found[corpus] = {s: self.read(corpus, s) for s in SYSTEMS if os.path.exists(self.path(corpus, s))}

    def path(self, corpus: str, system: str) -> str:
        return os.path.join(self.work, "found", corpus, system + ".jsonl")

    def read(self, corpus: str, system: str) -> list[dict[str, Any]]:
        found = lines(self.path(corpus, system))
        if corpus in DECK_IN:
            for p in found:
                p["paragraphs"] = ([p["deck"]] if p.get("deck") else []) + p["paragraphs"]
            with open(self.path(corpus, system), "w", encoding="utf8") as f:  # for faults.py
                f.writelines(json.dumps(p, ensure_ascii=False) + "\n" for p in found)
        return found

    def interval(self, gold: list[dict[str, Any]], found: list[dict[str, Any]], read: Callable[[dict[str, Any], tuple[str, str]], float | None]) -> dict[tuple[str, str], tuple[float, float]]:
        """The figure with the bounds that 95 of 100 samples of sites lie in."""
        by_site = collections.defaultdict(list)
        for g in gold:
            by_site[g.get("site")].append(g)
        sites, draw, figures = list(by_site.values()), random.Random(0), []
        for _ in range(self.samples):
            scored = self.score([g for _ in sites for g in draw.choice(sites)], found)
            figures.append([read(scored, m) for m in LABELS])
        bounds = {}
        for m, values in zip(LABELS, zip(*figures)):
            column = sorted(x for x in values if x is not None)
            if column:
                bounds[m] = column[int(.025 * len(column))], column[min(int(.975 * len(column)), len(column) - 1)]
        return bounds


def figure(scored: dict[str, Any], measure: tuple[str, str]) -> float | None:
    return scored.get(measure[0], {}).get(measure[1])


def short(x: float) -> str:
    return f"{x:.3f}".lstrip("0") if x < 1 else "1.00"


def cell(value: float | None, bounds: tuple[float, float] | None, goal: float | None) -> str:
    if value is None:
        return "-"
    return short(value) + (f" [{short(bounds[0])} {short(bounds[1])}]" if bounds else "") + (" <" if goal is not None and value < goal else "")


def table(head: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]
    for r in [head, *rows]:
        print("  ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip())
    print(flush=True)


def accuracy(ground: Ground) -> None:
    rows = []
    for corpus, gold in ground.gold.items():
        if corpus == "wcxb":
            gold = [g for g in gold if g["page_type"] == "article"]
        scored, bounds = {}, {}
        for s, found in ground.found[corpus].items():
            scored[s] = ground.score(gold, found)
            bounds[s] = ground.interval(gold, found, figure)
        for m, goal in CORPORA[corpus].items():
            goals = {"dsbuild": goal, "dsbuild-dump": DUMP if m == F1 and corpus in BODY_DUMPS else None}
            cells = [cell(figure(scored[s], m), bounds[s].get(m), goals.get(s)) if s in scored else "-" for s in SYSTEMS]
            rows.append([f"{corpus} ({len(gold)})", LABELS[m], short(goal) if goal else "", *cells])
    table(["corpus (pages)", "measure", "goal", *TITLES], rows)
    print(f'wcxb: pages of articles. Goal of dumps, body F1: {short(DUMP)}. Decks count as body in {" and ".join(DECK_IN)}.\n')


def script(text: str | None) -> str | None:
    """The script that most letters of a text are in, by their names in Unicode."""
    letters = collections.Counter(unicodedata.name(c, "?").split()[0] for c in (text or "")[:2000] if c.isalpha())
    return letters.most_common(1)[0][0].capitalize() if letters else None


def rejected(ground: Ground) -> None:
    """What becomes no article: gold articles and, of wcxb, listings and collections; and scripts without text."""
    articles, lists, refused = 0, 0, 0
    wrong: collections.Counter[str | None] = collections.Counter()
    scripts: collections.Counter[str] = collections.Counter()
    silent: collections.Counter[str] = collections.Counter()
    for corpus, gold in ground.gold.items():
        found = {p["id"]: p for p in ground.found[corpus]["dsbuild"]}
        for g in gold:
            p = found[g["id"]]
            if g.get("page_type", "article") == "article":  # all of trafilatura and htmldate are
                articles += 1
                wrong[p.get("reject")] += 1
                if name := script(g.get("text") or " ".join(g.get("with_segments") or [])):
                    scripts[name] += 1
                    silent[name] += not p["paragraphs"]
            elif g["page_type"] in ("listing", "collection"):
                lists += 1
                refused += "reject" in p
    n = articles - wrong.pop(None, 0)
    print(f"gold articles rejected: {n} of {articles}, {100 * n / max(articles, 1):.2f} % (at most 0.50 is wanted)" + ": " * bool(wrong) + ", ".join(f"{v} {k}" for k, v in sorted(wrong.items())))
    if lists:
        print(f"listing and collection pages of wcxb rejected: {refused} of {lists}, {100 * refused / lists:.0f} % (at least 70 are wanted)")
    print("gold articles without text, by script (0 is wanted): " + ", ".join(f"{k} {silent[k]} of {v}" for k, v in scripts.most_common()) + "\n")


def faults(ground: Ground, a: argparse.Namespace) -> None:
    """The table of faults.py on naeb and fundus."""
    pair = [c for c in ("naeb", "fundus") if c in ground.gold]
    if len(pair) < 2:
        return
    count = {}
    for s in ground.found["naeb"]:
        command = [sys.executable, os.path.join(a.eval, "extract/faults.py")]
        for corpus in pair:
            command += [os.path.join(ground.work, corpus, "gold.jsonl"), ground.path(corpus, s)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        count[s] = {m[3]: (int(m[1]), int(m[2])) for m in re.finditer(r"^ *(\d+) pages +(\d+) cases  (.*)$", out, re.M)}
    rows: list[list[str]] = []
    grouped: set[str] = set()

    def row(name: str, kinds: tuple[str, ...], most: int | None) -> None:
        cells = []
        for s in SYSTEMS:
            pages, cases = (sum(count[s].get(k, (0, 0))[i] for k in kinds) for i in (0, 1)) if s in count else (0, 0)
            cells.append(f"{pages} ({cases})" + (" >" if s == "dsbuild" and most is not None and pages > most else "") if s in count else "-")
        rows.append([name, "" if most is None else str(most), *cells])
    for name, (kinds, most) in FAULTS.items():
        row(name, kinds, most)
        grouped.update(kinds)
    for kind in sorted({k for c in count.values() for k in c} - grouped):
        row(kind, (kind,), None)
    table([f"fault, pages (cases) of {sum(len(ground.gold[c]) for c in pair)}", "at most", *TITLES], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--folds", help="models of which each did not see a part of the sites")
    parser.add_argument("--only", type=lambda s: s.split(","), help="only these corpora")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--samples", type=int, default=200, help="samples of sites for the intervals")
    parser.add_argument("--keep", help="work here and leave it")
    a = parser.parse_args()
    a.bin = os.path.abspath(a.bin)
    with tempfile.TemporaryDirectory() as temporary:
        ground = Ground(a, a.keep or temporary)
        accuracy(ground)
        rejected(ground)
        faults(ground, a)


if __name__ == "__main__":
    main()
