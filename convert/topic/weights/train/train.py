"""Fits convert/topic/weights/weights.json.

    train.py --eval EVAL --coded articles.jsonl --signs bin/train-signs --out weights.json

EVAL is the folder of the evaluation ground (topics/*.train.jsonl); articles.jsonl has a line
{"id", "site", "title", "text", "codes"} for each whole article that people coded. One logistic
regression learns what pieces of text sound like; then a few numbers are fitted that add its answers
to the evidence of keywords, for articles to answers of fits that did not see their site (five folds),
for paragraphs to sentences of speeches. Prints what articles reach in those folds. The same input
gives the same weights. Needs numpy and scipy.
"""
import argparse
import copy
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Row = dict[str, Any]  # of JSON
Floats = NDArray[Any]

ONE, UNIT, LOGIT, LEAST = 1 << 14, 1 << 10, 1 << 12, -12.0
FOLDS = 5
COUNTS = 30.0  # a coded article, over the root of its pieces, against a sentence
FEW = 4.0  # fewPieces of convert/topic
L2, STACK_L2 = 3.0, 0.5
HEADLINES = 3  # every third headline: else they are most of what is learned


def lines(path: str) -> list[Row]:
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f]


def inputs(a: argparse.Namespace) -> Iterator[Row]:
    for name in ("us_bills", "sotu_year", "nyt_time"):
        for i, r in enumerate(lines(os.path.join(a.eval, "topics", name + ".train.jsonl"))):
            code = str(r.get("code21") or r["code"])
            if name == "nyt_time" and i % HEADLINES or name == "us_bills" and code == "99":
                continue
            yield {"kind": "sentence" if name == "sotu_year" else "text", "text": r["text"], "codes": [code],
                   "before": r.get("before") or "", "after": r.get("after") or "", "site": str(r.get("year", ""))}
    for r in lines(a.coded):
        yield {"kind": "article", "id": r["id"], "site": r["site"] or r["id"], "title": r["title"] or "", "text": r["text"],
               "codes": [str(c) for c in r["codes"][:2]]}


def unit(x: Floats) -> Floats:
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def log_shares(z: Floats) -> Floats:
    z = z - z.max(1, keepdims=True)
    return np.maximum(z - np.log(np.exp(z).sum(1, keepdims=True)), LEAST)


def regression(x: Floats, y: Floats, w: Floats, start: Floats | None = None, steps: int = 60) -> Floats:
    """Multinomial logistic regression with soft labels; the last feature is the bias."""
    d, k = x.shape[1], y.shape[1]

    def loss(v: Floats) -> tuple[float, Floats]:
        m = v.reshape(d, k).astype(np.float32)
        z = x @ m
        z -= z.max(1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(1, keepdims=True)
        penalty = np.r_[m[:-1], np.zeros((1, k), np.float32)]
        value = -(w[:, None] * y * np.log(p + 1e-9)).sum() + L2 * (penalty**2).sum() / 2
        return float(value), (x.T @ ((p - y) * w[:, None]) + L2 * penalty).ravel().astype(float)

    start = np.zeros((d, k)) if start is None else start
    return minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x.reshape(d, k)


class Pieces:
    """Pieces of all texts as rows, with their owners."""

    def __init__(self, rows: list[Row], at: dict[str, int]) -> None:
        self.owner = np.array([i for i, r in enumerate(rows) for _ in r["Own"]["Words"] or []])
        self.times = np.array([t for r in rows for t in r["Own"]["Times"] or []], float)
        self.x = np.array([v for r in rows for v in r["Own"]["Words"] or []], np.float32) / ONE
        self.article = np.array([r["Kind"] == "article" for r in rows])
        self.label = np.zeros((len(rows), len(at)), np.float32)
        for i, r in enumerate(rows):
            for c in r["Codes"]:
                self.label[i, at.get(c, 0)] += 1 / len(r["Codes"])
        self.centre = self.x[~self.article[self.owner]].mean(0)
        self.x = self.features(self.x)

    def features(self, x: Floats) -> Floats:
        return np.c_[unit(x - self.centre), np.ones(len(x))].astype(np.float32)

    def fit(self, articles: Floats, start: Floats | None = None) -> Floats:
        """The regression on all texts and on these articles (a mask over texts)."""
        n = np.bincount(self.owner, minlength=len(self.article))
        w = np.where(self.article[self.owner], COUNTS * self.times / np.sqrt(n[self.owner]) * articles[self.owner], 1.0)
        y = self.label[self.owner]
        count = (y * w[:, None]).sum(0)
        w = w * (y @ np.sqrt(count.mean() / np.maximum(count, 1)))
        seen = w > 0
        return regression(self.x[seen], y[seen], w[seen].astype(np.float32), start, 60 if start is None else 50)

    def without(self, rows: Floats) -> "Pieces":
        """The same but for the pieces of these texts."""
        other = copy.copy(self)
        keep = ~np.isin(self.owner, rows)
        other.x, other.owner, other.times = self.x[keep], self.owner[keep], self.times[keep]
        return other

    def heard(self, m: Floats) -> Floats:
        """By text, what its pieces sound like."""
        z = log_shares(self.x @ m) * self.times[:, None]
        total, n = np.zeros((len(self.article), z.shape[1])), np.zeros(len(self.article))
        np.add.at(total, self.owner, z)
        np.add.at(n, self.owner, self.times)
        return total / (n + FEW)[:, None]


def only_none(x: Floats, k: int) -> Floats:
    z = np.zeros((len(x), k))
    z[:, 0] = x
    return z


def but_none(x: Floats) -> Floats:
    x = x.copy()
    x[:, 0] = 0
    return x


def shares(f: Floats, possible: Floats, gold: Floats) -> Floats:
    """How much each sign (last axis of f) counts: a choice among codes, any of the gold ones being right."""
    ruled_out = np.where(possible, 0, -30.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        p = np.exp(log_all(f @ w + ruled_out))
        q = p * gold
        s = q.sum(1) + 1e-6
        return -np.log(s).sum() + STACK_L2 * (w @ w) / 2, -np.einsum("nc,nck->k", q / s[:, None] - p, f) + STACK_L2 * w

    return minimize(loss, np.zeros(f.shape[-1]), jac=True, method="L-BFGS-B").x


def log_all(z: Floats) -> Floats:
    z = z - z.max(1, keepdims=True)
    return z - np.log(np.exp(z).sum(1, keepdims=True))


def whole(rows: list[Row], heard: Floats) -> Floats:
    evidence = np.array([r["Own"]["Evidence"] for r in rows]) / LOGIT
    said = [r["Own"]["Outcome"] for r in rows]
    k = evidence.shape[1]
    return np.stack([but_none(evidence), heard, only_none(np.ones(len(rows)), k), only_none(evidence[:, 0], k)]
                    + [only_none(np.array([s == o for s in said], float), k) for o in ("no_policy", "abstained")], -1)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("eval", "coded", "signs", "out"):
        p.add_argument("--" + name, required=True)
    a = p.parse_args()
    fed = "".join(json.dumps(r) + "\n" for r in inputs(a))
    out = subprocess.run([a.signs], input=fed, capture_output=True, text=True, check=True).stdout.splitlines()
    codes, rows = json.loads(out[0]), [json.loads(r) for r in out[1:]]
    at = {c: i for i, c in enumerate(codes)}
    pieces = Pieces(rows, at)
    articles = [i for i, r in enumerate(rows) if r["Kind"] == "article"]
    coded = [rows[i] for i in articles]
    fold = folds(rows)
    start = pieces.fit(np.zeros(len(rows)))
    heard = np.zeros((len(rows), len(codes)))
    for f in range(FOLDS):
        heard[fold == f] = pieces.heard(pieces.fit(fold != f, start))[fold == f]
    gold = pieces.label[articles] > 0
    possible = np.array([r["Own"]["Possible"] for r in coded])
    signs, fold = whole(coded, heard[articles]), fold[articles]
    by_keywords = [0, 2, 3, 4, 5]
    report(signs[:, :, by_keywords], possible, gold, fold, "keywords alone")
    report(signs, possible, gold, fold, "with learned weights")
    names = ("keywords", "words", "none", "everyday", "no_policy", "abstained")
    w_whole = shares(signs, possible, gold)

    m = pieces.fit(np.ones(len(rows)), start)
    weights = {"codes": [""] + codes[1:], "centre": whole_numbers(pieces.centre, ONE), "whole": task(m, names, w_whole),
               "paragraph": task(start, ("keywords", "words", "none", "everyday", "around", "around_words"),
                                 paragraph(rows, pieces, start, len(codes)))}
    with open(a.out, "w", encoding="utf8") as out_file:
        out_file.write(json.dumps(weights).replace("], [", "],\n[") + "\n")
    for name in ("whole", "paragraph"):
        print(name, {k: v / UNIT for k, v in weights[name].items() if k not in ("bias", "rows")})


def whole_numbers(x: Floats, by: int) -> list[int]:
    return [int(v) for v in np.round(np.asarray(x) * by)]


def task(m: Floats, names: tuple[str, ...], w: Floats) -> Row:
    """A regression and how much each sign counts, as weights.json has them."""
    return dict(zip(names, whole_numbers(w, UNIT), strict=True)) | {
        "bias": whole_numbers(m[-1], LOGIT), "rows": [whole_numbers(m[:-1, c], UNIT) for c in range(m.shape[1])]}


def paragraph(rows: list[Row], pieces: Pieces, start: Floats, k: int) -> Floats:
    """How much each sign of a sentence counts: by fits to all texts but the speeches of its years."""
    sentences = np.array([r["Kind"] == "sentence" for r in rows])
    fold = folds(rows)
    by_fold: list[tuple[Floats, Floats, Floats]] = []
    for f in range(FOLDS):
        held = [i for i in range(len(rows)) if sentences[i] and fold[i] == f]
        m = pieces.without(np.array(held)).fit(np.zeros(len(rows)), start)
        x, s = part([rows[i] for i in held], pieces, m, pieces.heard(m)[held], k)
        by_fold.append((x, s, pieces.label[held] > 0))
    signs, spoken, gold = (np.concatenate(parts) for parts in zip(*by_fold, strict=True))
    known = (spoken & gold).any(1)  # of the others nothing can be learned here
    return shares(signs[known], spoken[known], gold[known])


def part(rows: list[Row], pieces: Pieces, m: Floats, heard: Floats, k: int) -> tuple[Floats, Floats]:
    """The signs of sentences and of what stands around them, and the codes that a keyword of either speaks for."""
    own, around = (np.array([r[x]["Evidence"] for r in rows]) / LOGIT for x in ("Own", "Around"))
    beside = np.zeros_like(own)
    has = [i for i, r in enumerate(rows) if r["Around"]["Words"]]
    beside[has] = log_shares(pieces.features(np.array([rows[i]["Around"]["Words"][0] for i in has], np.float32) / ONE) @ m) / (1 + FEW)
    f = np.stack([but_none(own), heard, only_none(np.ones(len(rows)), k), only_none(own[:, 0], k), but_none(around), beside], -1)
    spoken = (own > own.min(1, keepdims=True)) | (around > around.min(1, keepdims=True))
    spoken[:, 0] = True
    return f, spoken


def folds(rows: list[Row]) -> Floats:
    return np.array([int(hashlib.sha256(r["Site"].encode()).hexdigest()[:8], 16) % FOLDS for r in rows])


def report(signs: Floats, possible: Floats, gold: Floats, fold: Floats, name: str) -> None:
    policy = ~gold[:, 0]
    p = np.zeros(gold.shape)
    for f in range(FOLDS):
        w = shares(signs[fold != f], possible[fold != f], gold[fold != f])
        p[fold == f] = np.exp(log_all(signs[fold == f] @ w + np.where(possible[fold == f], 0, -30.0)))
    best = p.argmax(1)
    right = gold[np.arange(len(gold)), best]
    given = best > 0
    brier = (p.max(1) - right) ** 2
    loss = -np.log(np.maximum((p * gold).sum(1), 1e-3)).mean()
    print(f"{name}: {len(gold)} articles, right {right.mean():.3f}, of {policy.sum()} with a topic {right[policy].mean():.3f}, "
          f"without {right[~policy].mean():.3f}; codes given {given.sum()}, right {right[given].mean():.3f}, Brier {brier[given].mean():.3f}, "
          f"of all {brier.mean():.3f}; log loss {loss:.3f}")


if __name__ == "__main__":
    main()
