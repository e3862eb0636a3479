#!/usr/bin/env python3
"""Train the block classifier from corpora that are not in the repository.

  train.py --eval DIR --rows BIN --peers BIN --work DIR --models DIR [--form html|lines] [--skip-final]

In: the evaluation ground's corpora; BIN, the compiled convert/block/train and bench/eval. Out: MODELS/html.bin and
MODELS/lines.bin, and in WORK the models of five folds by site (html.0.bin to lines.4.bin) with which `make eval` judges each
page by a model that did not see its site. The same input gives the same bytes on the same kind of machine: seeds, number of
threads and the order of pages are fixed.

The lines model learns from one text a page, drawn by the page's id: its dump, or what lynx, soup.get_text(), html2text and
others make of it (render.py), laid out anew as the product does it.

Labels. Gold bodies where there are any, on pages of articles; elsewhere silver: blocks on which two of three (go-trafilatura
with fallback, go-readability, the rules) agree, set right by the segments that a gold names. The deck is a class of its own
where the gold sets it apart (fundus) or leaves it out (the rules find it). The kinds of what is no text come from the rules.

Two stages of boosted symmetric trees (CatBoost): the first judges each block, the second also sees what the first said of
the others; its first-stage figures in training are out of fold, as they are in use. Then the curve that turns a page's
expected F1 into the F1 that was measured.
"""
import argparse
import hashlib
import json
import os
import struct
import subprocess
import sys

import numpy as np
from catboost import CatBoostClassifier

from labels import label, segments, words

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../tools"))
from forest import forest
from unpack import unpack

GOLD = ("scrapinghub", "naeb", "fundus", "fundus_eval", "wcxb")
SILVER = ("trafilatura", "htmldate", "postlight")
FOLDS = 5
CLASSES = ("body", "deck", "head", "figure", "tail", "rest")  # as in learned.go
KINDS = {"deck": 1, "title": 2, "byline": 2, "date": 2, "caption": 3, "embed": 3, "bio": 4, "promo": 4}
FIRST = dict(iterations=200, learning_rate=.12, loss_function="Logloss", random_seed=1)
SECOND = dict(iterations=180, learning_rate=.15, loss_function="MultiClass", random_seed=2)
TREES = dict(depth=6, l2_leaf_reg=3, rsm=.4, border_count=63, bootstrap_type="Bernoulli", subsample=.7, thread_count=2,
             allow_writing_files=False, verbose=0)


def fold_of(site):
    return int(hashlib.sha256((site or "").encode()).hexdigest(), 16) % FOLDS


class Page:
    def __init__(self, corpus, gold, row, x):
        self.corpus, self.gold, self.id, self.fold = corpus, gold, row["ID"], fold_of(gold.get("site"))
        self.units, self.entries, self.x = row.get("Units") or [], row["Entries"], x
        self.n = len(self.units)
        self.words = np.array([u["Words"] for u in self.units], "f8")
        self.live, self.x2 = np.zeros(0, int), None

    def article(self):
        return self.corpus != "wcxb" or self.gold["page_type"] == "article"


def lines(path):
    with open(path, encoding="utf8") as f:
        yield from (json.loads(line) for line in f if line.strip())


def rows(a, corpus, form, *more):
    """Run the feature writer over a corpus; yields each page's line and matrix, and the names of the columns."""
    prefix = os.path.join(a.work, f"{corpus}-{form}")
    source = os.path.join(a.work, corpus, "html" if form == "html" else "drawn")
    subprocess.run([a.rows, "-pages", source, "-o", prefix, *more], check=True)
    cells, at, names = np.fromfile(prefix + ".i16", "<i2"), 0, None
    for row in lines(prefix + ".jsonl"):
        names = row.get("Names") or names
        n = row["Rows"]
        x = cells[at:at + n * len(names or ())].reshape(-1, n).T if n else np.zeros((0, len(names or ())), "<i2")
        at += x.size
        yield row, x, names
    for ending in (".i16", ".jsonl"):
        os.unlink(prefix + ending)


def load(a, form):
    pages, names, seen = [], None, set()
    for corpus in GOLD + SILVER:
        gold = {g["id"]: g for g in lines(os.path.join(a.work, corpus, "gold.jsonl"))}
        peers = {}
        for peer in ("go-trafilatura-fallback", "go-readability") if corpus in SILVER else ():
            for found in lines(peer_file(a, corpus, peer)):
                peers.setdefault(found["id"], []).append("\n".join(found.get("paragraphs") or ()))
        for row, x, columns in rows(a, corpus, form):
            names = columns or names
            if row["ID"] not in gold or not row.get("Units"):
                continue
            p = Page(corpus, gold[row["ID"]], row, x)
            if corpus in GOLD:
                if p.article() and p.gold.get("text") and by_gold(p):
                    pages.append(p)
                continue
            with open(os.path.join(a.work, corpus, "html", p.id + ".html"), "rb") as f:
                digest = hashlib.sha256(f.read()).digest()
            texts = peers.get(p.id, [])
            if digest not in seen and len(texts) == 2 and min(map(len, texts)) > 200:
                by_peers(p, texts)
                pages.append(p)
            seen.add(digest)
    return pages, names


def peer_file(a, corpus, peer):
    folder = os.path.join(a.work, "peers", corpus)
    if not os.path.isdir(folder):
        subprocess.run([a.peers, "-corpus", os.path.join(a.work, corpus), "-o", folder], check=True)
    return os.path.join(folder, peer + ".jsonl")


def weigh(p):
    """A block counts by its share of the text, and a little by itself."""
    size = max(50, float((p.y * p.words).sum()))
    p.weight = .15 + 25 * np.minimum(np.maximum(p.words, 2) / size, .25)
    p.weight[p.entries:] = 0


def classes(p, deck):
    p.cls = np.array([KINDS.get(u["Kind"], 5) for u in p.units])
    p.cls[p.y > 0] = 0
    p.cls[(p.y > 0) & (deck > 0)] = 1


def by_gold(p):
    blocks = [words(u["Text"]) for u in p.units]
    p.y = label(blocks, p.gold["text"])
    covered = sum(len(b) for b, y in zip(blocks, p.y) if y) / max(1, len(words(p.gold["text"])))
    deck = label(blocks, " ".join(s["text"] for s in p.gold.get("sections") or () if s["kind"] == "summary"))
    weigh(p)
    if p.gold.get("optional"):
        p.weight[label(blocks, " ".join(p.gold["paragraphs"][i] for i in p.gold["optional"])) > 0] *= .05
    classes(p, deck)
    p.measured = True
    return covered >= .6


def by_peers(p, texts):
    blocks = [words(u["Text"]) for u in p.units]
    votes = sum(label(blocks, t) for t in texts) + np.array([u["Reason"] == "body" for u in p.units])
    yes, no = segments([u["Text"] for u in p.units], p.gold.get("with_segments"), p.gold.get("without_segments"))
    p.y = (votes >= 2).astype("f4")
    p.y[yes], p.y[no] = 1, 0
    weigh(p)
    trust = np.where((votes == 0) | (votes == 3), .5, .15)
    trust[yes], trust[no] = 1, 2
    p.weight *= trust
    classes(p, np.zeros(p.n))
    p.measured = False


def fit(kind, pages, x, y, w):
    model = CatBoostClassifier(**TREES, **kind)
    model.fit(np.concatenate([x(p) for p in pages]), np.concatenate([y(p) for p in pages]), sample_weight=np.concatenate([w(p) for p in pages]))
    return model


def first_stage(pages):
    return fit(FIRST, pages, lambda p: p.x, lambda p: p.y, lambda p: p.weight)


def second_stage(pages):
    return fit(SECOND, pages, lambda p: p.x2, lambda p: p.cls[p.live], lambda p: p.weight[p.live])


def second_rows(a, form, pages, prefix):
    """Fill the rows of the second stage with the first stages of the folds, evaluated by the product's own code."""
    names = None
    for corpus in GOLD + SILVER:
        mine = {p.id: p for p in pages if p.corpus == corpus}
        folds = os.path.join(a.work, "folds.json")
        with open(folds, "w", encoding="utf8") as f:
            json.dump({i: p.fold for i, p in mine.items()}, f)
        for row, x, columns in rows(a, corpus, form, "-first", prefix, "-folds", folds):
            names = columns or names
            if row["ID"] in mine:
                mine[row["ID"]].live, mine[row["ID"]].x2 = np.array(row.get("Live") or [], int), x.copy()
    return names


def expected(p, both):
    """Which blocks the cut of greatest expected F1 keeps, and that F1, as in learned.go."""
    order = np.argsort(-both, kind="stable")
    hit, size = np.cumsum((both * p.words)[order]), np.cumsum(p.words[order])
    f1 = 2 * hit / (size + (both * p.words).sum() + 1e-9)
    k = int(np.argmax(f1))
    return both >= min(both[order[k]], .6), f1[k]


def curve(pages):
    """For each twentieth of expected F1 the F1 that was measured, never falling (pool adjacent violators)."""
    pairs = []
    for p in pages:
        if p.measured:
            kept, f1 = expected(p, p.both)
            hit = (p.y * kept * p.words).sum()
            pairs.append((f1, 2 * hit / max(1, (kept * p.words).sum() + (p.y * p.words).sum())))
    pools = []
    for x, y in sorted(pairs):
        pools.append([y, 1, x])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            y, n, x = pools.pop()
            pools[-1] = [(pools[-1][0] * pools[-1][1] + y * n) / (pools[-1][1] + n), pools[-1][1] + n, x]
    ends, values = np.array([p[2] for p in pools]), np.array([p[0] for p in pools])
    return [int(round(1000 * values[min(np.searchsorted(ends, k / 20), len(values) - 1)])) for k in range(21)], pairs


def train(a, form):
    pages, names = load(a, form)
    print(f"{form}: {len(pages)} pages, {sum(p.measured for p in pages)} with gold; {sum(p.n for p in pages)} blocks, {len(names)} features", flush=True)
    prefix = os.path.join(a.work, f"{form}.first")
    firsts, seconds = [], []
    for k in range(FOLDS):
        firsts.append(forest(first_stage([p for p in pages if p.fold != k]), 1, len(names)))
        with open(f"{prefix}.{k}", "wb") as f:
            f.write(firsts[-1])
    final = None if a.skip_final else forest(first_stage(pages), 1, len(names))
    for p in pages:
        p.x = None
    names = second_rows(a, form, pages, prefix)
    pages = [p for p in pages if len(p.live)]
    for k in range(FOLDS):
        model = second_stage([p for p in pages if p.fold != k])
        seconds.append(forest(model, len(CLASSES), len(names)))
        for p in pages:
            if p.fold == k:
                p.both = np.zeros(p.n)
                p.both[p.live] = model.predict_proba(p.x2)[:, :2].sum(1)
                p.both[p.entries:] = 0
    points, pairs = curve(pages)
    print(f"{form}: expected and measured F1, means {np.mean(pairs, 0).round(4).tolist()}; curve {points}", flush=True)
    tail = struct.pack("<21h", *points)
    for k in range(FOLDS):
        with open(os.path.join(a.work, f"{form}.{k}.bin"), "wb") as f:
            f.write(firsts[k] + seconds[k] + tail)
    if final:
        with open(os.path.join(a.models, f"{form}.bin"), "wb") as f:
            f.write(final + forest(second_stage(pages), len(CLASSES), len(names)) + tail)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--eval", "--rows", "--peers", "--work", "--models"):
        p.add_argument(name, required=True)
    p.add_argument("--form", choices=("html", "lines"), action="append")
    p.add_argument("--skip-final", action="store_true", help="only the models of the folds")
    a = p.parse_args()
    os.makedirs(a.work, exist_ok=True)
    for corpus in GOLD + SILVER:
        if not os.path.isdir(os.path.join(a.work, corpus)):
            unpack(a.eval, corpus, a.work)
    for form in a.form or ("html", "lines"):
        if form == "lines":  # of every page the text that is drawn for it
            command = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "render.py")]
            subprocess.run(command + ["--eval", a.eval, "--work", a.work, *GOLD, *SILVER], check=True)
        train(a, form)


if __name__ == "__main__":
    main()
