#!/usr/bin/env python3
"""Fit the points by which lists are told from articles, on corpora that are not in the repository.

  train.py --eval DIR --rows BIN --work DIR --points FILE

In: the evaluation ground's corpora; BIN, the compiled convert/article/train. Out: FILE, the Go source of the points, and on
stdout the figures of docs/models/listing.md. The same input gives the same points.

For each form, HTML and page-text dumps, two weighted sums of the signs, both logistic regressions with a penalty:
  list     lists of things or goods, and with less weight pages of one product, against articles; documentation counts as articles
           (in doubt a page is one), other types are left out
  article  articles against everything else, on the pages that are kept: what page_type_confidence is read from
Corpora without page types hold articles; their home pages (a URL without a path) are left out. All figures come from folds by
site: no page is judged by points that saw its site. They are means over SPLITS ways to deal the sites out.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlparse

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../tools"))
from unpack import unpack

CORPORA = ("scrapinghub", "naeb", "fundus", "fundus_eval", "wcxb", "trafilatura", "htmldate", "postlight")
UNTYPED = ("trafilatura", "htmldate")
LISTS = ("listing", "collection")
FOLDS, SPLITS = 5, 8
PENALTY = 4.0
PRODUCT = 0.3  # the weight of a page of one product among the lists
UNIT = 100  # points of a logit
MARKUP = ("cards", "labels", "buttons", "times", "captions")
STEP, LOW, HIGH = 50, -100, 500  # the curve: points between two of its points, and its ends
FORMS: dict[str, dict[str, Any]] = {
    # folder, signs of both sums; points from which a page is a list, and from which its markup is looked at
    "html": dict(folder="html", list=("slug", "number", "title", "says", "kept", "prices", "comments", "numbers", "heads") + MARKUP,
                 article=("slug", "number", "title", "says", "person"), cut=15, look=-600),
    "line": dict(folder="dump", list=("title", "dated", "kept", "prices", "comments", "lines"),
                 article=("title", "dated", "person", "kept", "lines"), cut=0, look=None),
}


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression on standardised columns, the constant first. Newton's method with halved steps."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    q = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = PENALTY * np.r_[0, np.ones(x.shape[1])]

    def loss(b: np.ndarray) -> float:
        v = q @ b
        return (w * (np.logaddexp(0, v) - y * v)).sum() + (penalty * b * b).sum() / 2

    b, now = np.zeros(q.shape[1]), np.inf
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(q @ b, -30, 30)))
        step = np.linalg.solve((q * (w * p * (1 - p) + 1e-6)[:, None]).T @ q + np.diag(penalty), q.T @ (w * (p - y)) + penalty * b)
        before = now = min(now, loss(b))
        size = 1.0
        while size > 1e-4 and (now := loss(b - size * step)) >= before:
            size /= 2
        if size <= 1e-4:
            break
        b = b - size * step
        if before - now < 1e-6:
            break
    return np.r_[b[0] - (b[1:] / spread * mean).sum(), b[1:] / spread]


def score(weights: np.ndarray, x: np.ndarray) -> np.ndarray:
    return weights[0] + x @ weights[1:]


class Pages:
    """The pages of all corpora: their signs, what gold says of them, and who they belong to."""

    def __init__(self, a: argparse.Namespace, form: str) -> None:
        self.form = FORMS[form]
        signs, kind, corpora, ruled, text, home = [], [], [], [], [], []
        self.site: list[str] = []
        for corpus in CORPORA:
            unpack(a.eval, corpus, a.work)
            folder = os.path.join(a.work, corpus)
            out = subprocess.run([a.rows, os.path.join(folder, self.form["folder"])], check=True, capture_output=True, text=True).stdout
            first, *rest = out.splitlines()
            self.names = json.loads(first)
            rows = {r["ID"]: r for r in map(json.loads, rest)}
            with open(os.path.join(folder, "gold.jsonl"), encoding="utf8") as f:
                golds = [json.loads(line) for line in f]
            for gold in golds:
                row = rows.get(gold["id"])
                if row is None:
                    continue
                signs.append(row["Signs"] or [0] * len(self.names))
                kind.append(gold.get("page_type") or "article")
                self.site.append(gold.get("site") or gold["id"])
                corpora.append(corpus)
                ruled.append(bool(row["Ruled"]))
                text.append(row["Text"])
                home.append(corpus in UNTYPED and urlparse(gold.get("url") or "").path in ("", "/"))
        self.x, self.kind, self.corpus = np.array(signs, "f8"), np.array(kind), np.array(corpora)
        self.ruled, self.text, self.home = np.array(ruled), np.array(text), np.array(home)
        self.list, self.article = np.isin(self.kind, LISTS), np.equal(self.kind, "article")

    def folds(self, split: int) -> np.ndarray:
        return np.array([int(hashlib.sha256(f"{split}{s}".encode()).hexdigest(), 16) % FOLDS for s in self.site])

    def columns(self, names: Sequence[str]) -> list[int]:
        return [self.names.index(n) for n in names]


def list_weights(p: Pages, some: np.ndarray) -> np.ndarray:
    """Weights of the first sum. Articles of wcxb count three times: they come from the years and sites of its lists."""
    product = p.kind == "product"
    some = some & p.text & (p.list | product | p.article & ~p.home | (p.kind == "documentation"))
    cols = p.columns(p.form["list"])
    weight = np.where(product, PRODUCT, np.where((p.corpus == "wcxb") & p.article, 3.0, 1.0))
    return spread(p, cols, fit(p.x[some][:, cols], (p.list | product)[some].astype(float), weight[some]))


def article_weights(p: Pages, some: np.ndarray) -> np.ndarray:
    cols = p.columns(p.form["article"])
    return spread(p, cols, fit(p.x[some][:, cols], p.article[some].astype(float), np.ones(some.sum())))


def spread(p: Pages, cols: list[int], w: np.ndarray) -> np.ndarray:
    """The weights of some columns as weights of all, in whole points."""
    full = np.zeros(1 + len(p.names))
    full[0] = w[0]
    full[[1 + c for c in cols]] = w[1:]
    return np.round(full * UNIT) / UNIT


def listed(p: Pages, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether the first sum calls each page a list, and the sum. The markup is looked at in doubt alone."""
    s = score(w, p.x)
    return p.text & (s * UNIT > p.form["cut"]) & looked(p, w), s


def looked(p: Pages, w: np.ndarray) -> np.ndarray:
    """The pages whose markup is looked at, if there is any."""
    if p.form["look"] is None:
        return np.ones(len(p.x), bool)
    plain = p.x.copy()
    plain[:, p.columns(MARKUP)] = 0
    return score(w, plain) * UNIT > p.form["look"]


def crossed(p: Pages, split: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The verdicts of both sums over folds: listed, the first sum, the second sum."""
    fold = p.folds(split)
    yes, first, second = np.zeros(len(fold), bool), np.zeros(len(fold)), np.zeros(len(fold))
    for f in range(FOLDS):
        other, own = fold != f, fold == f
        w = list_weights(p, other)
        verdict, s = listed(p, w)
        yes[own], first[own] = verdict[own], s[own]
        kept = other & p.text & ~p.ruled & ~verdict
        second[own] = score(article_weights(p, kept), p.x)[own]
    return yes, first, second


def curve(p: Pages, runs: list) -> tuple[np.ndarray, list[float]]:
    """For sums from LOW to HIGH in steps of STEP: the share of kept pages around that are articles, never falling."""
    marks = np.arange(LOW, HIGH + STEP, STEP)
    values, weights = [], []
    for m in marks:
        low, high = m - STEP if m > LOW else -np.inf, m + STEP if m < HIGH else np.inf
        share = np.concatenate([p.article[k & (s * UNIT > low) & (s * UNIT <= high)] for k, s in runs])
        values.append(share.mean())
        weights.append(len(share))
    return marks, rising(values, weights)


def rising(values: list[float], weights: list[int]) -> list[float]:
    """The nearest values that never fall: neighbours that do are pooled."""
    pools: list[list] = []
    for v, w in zip(values, weights):
        pools.append([v, w, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (v1, w1, n1), (v2, w2, n2) = pools[-2:]
            pools[-2:] = [[(v1 * w1 + v2 * w2) / (w1 + w2), w1 + w2, n1 + n2]]
    return [v for v, _, n in pools for _ in range(n)]


def report(p: Pages, runs: list) -> None:
    def mean(f: Callable[..., np.ndarray]) -> float:
        return np.mean([f(*r).sum() for r in runs])

    print("pages that are rejected, means over folds by site: by the sum alone; with the other rules and pages without text")
    for name, mask in [*((k, p.kind == k) for k in ("listing", "collection", "service", "product", "forum", "documentation", "article")),
                       *(("article of " + c, p.article & (p.corpus == c)) for c in CORPORA)]:
        alone = mean(lambda yes, *_: yes & mask)
        print(f"  {name:22s} {mask.sum():5d} {alone:7.1f} {mean(lambda yes, *_: (yes | p.ruled | ~p.text) & mask):7.1f}")
    print("  articles by the rules alone", (p.ruled & p.article).sum(), "and without text", (~p.text & p.article).sum())
    called = mean(lambda yes, *_: yes & ~p.ruled)
    print(f"  lists among what the sum calls a list: {mean(lambda yes, *_: yes & ~p.ruled & p.list) / called:.2f}, no article: {1 - mean(lambda yes, *_: yes & ~p.ruled & p.article) / called:.3f}")
    print(f"  articles whose markup is looked at: {looked(p, list_weights(p, p.text))[p.article].mean():.3f}")
    print("other cuts: lists rejected / articles rejected by the sum")
    for cut in (1, .5, .25, 0, -.25, -.5, -1):
        over = [(s > cut) & p.text for _, s, _ in runs]
        print(f"  {cut:5.2f} {np.mean([((o | p.ruled | ~p.text) & p.list).sum() for o in over]):6.1f} {np.mean([(o & p.article).sum() for o in over]):6.1f}")


def confidence(p: Pages, runs: list) -> list[float]:
    print("share of articles among kept pages by confidence: all, and wcxb alone")
    kept = [(p.text & ~p.ruled & ~yes, second) for yes, _, second in runs]
    marks, values = curve(p, kept)
    edges = (0, .5, .6, .7, .8, .9, .95, .98, 1.01)
    for lo, hi in zip(edges, edges[1:]):
        line = f"  {lo:4.2f} to {min(hi, 1):4.2f}"
        for only in (np.ones(len(p.kind), bool), p.corpus == "wcxb"):
            c = [np.interp(s * UNIT, marks, values) for _, s in kept]
            hit = [p.article[k & only & (v >= lo) & (v < hi)] for v, (k, _) in zip(c, kept)]
            n = sum(map(len, hit))
            line += f" {n / len(runs):7.1f} pages {sum(h.sum() for h in hit) / max(n, 1):.3f}"
        print(line)
    return values


def scales(p: Pages, name: str, first: np.ndarray, second: np.ndarray, values: list[float]) -> str:
    """The Go source of what pages of one form are weighed by."""
    def one(w: np.ndarray) -> str:
        cells = ", ".join(f"sign{n.capitalize()}: {round(v * UNIT)}" for n, v in zip(p.names, w[1:]) if round(v * UNIT))
        return f"sum{{{round(w[0] * UNIT)}, signs{{{cells}}}}}"

    return f"""var {name}Scales = scales{{
	list: {one(first)},
	article: {one(second)},
	share: [shares]int32{{{", ".join(str(round(v * 1000)) for v in values)}}},
}}
"""


def trained(p: Pages, name: str) -> str:
    runs = [crossed(p, split) for split in range(SPLITS)]
    print(f"== {name}")
    report(p, runs)
    values = confidence(p, runs)
    everything = np.ones(len(p.kind), bool)
    first = list_weights(p, everything)
    second = article_weights(p, p.text & ~p.ruled & ~listed(p, first)[0])
    return scales(p, name, first, second, values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("eval", "rows", "work", "points"):
        parser.add_argument("--" + name, required=True)
    a = parser.parse_args()
    os.makedirs(a.work, exist_ok=True)
    tables = [trained(Pages(a, form), form) for form in FORMS]
    with open(a.points, "w", encoding="utf8") as f:
        f.write(f"""// Code generated by train/train.py; DO NOT EDIT.

package article

{"".join(t + chr(10) for t in tables)}const (
	lookFrom = {FORMS["html"]["look"]} // sum of the signs without those of the markup from which the markup is looked at
	listFrom = {FORMS["html"]["cut"]} // sum from which a page is a list
	lineListFrom = {FORMS["line"]["cut"]} // the same for a dump
	shareFrom = {LOW}
	shareStep = {STEP}
	shares = {(HIGH - LOW) // STEP + 1}
)
""")


if __name__ == "__main__":
    main()
