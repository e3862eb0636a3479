#!/usr/bin/env python3
"""Train the block classifier from corpora that are not in the repository.

  train.py --eval DIR --rows BIN --peers BIN --work DIR --models DIR [--form html|lines] [--skip-final]

In: the evaluation ground's corpora; BIN, the compiled convert/block/train and bench/eval. Out: MODELS/html.bin and
MODELS/lines.bin, and in WORK the models of five folds by site (html.0.bin to lines.4.bin) with which `make eval` judges each
page by a model that did not see its site. The same input gives the same bytes on the same kind of machine: seeds, number of
threads and the order of pages are fixed.

The lines model learns from two texts a page with gold: its dump, and one drawn by the page's id of what lynx,
soup.get_text(), html2text and others make of it (render.py), laid out anew as the product does it; of one without, from the
drawn text alone, which may be its dump.

Labels. Gold bodies where there are any, on pages of articles; elsewhere silver: blocks of the HTML on which two of three
(go-trafilatura with fallback, go-readability, the rules) agree, set right by the segments that a gold names; a page weighs as
much as the three agree on it, and what the page itself says (articleBody, description) is heard (silver.py). The lines of a
text are labelled by those blocks. The deck is a class of its own where the gold sets it apart (fundus) or leaves it out (the
rules find it). The kinds of what is no text come from the rules.

A run that was stopped goes on where it was: what was rendered and what was fitted to the same rows is in WORK.

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
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import numpy as np
import silver
import wild
from catboost import CatBoostClassifier
from labels import label, words

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../tools"))
from forest import forest
from unpack import unpack

GOLD = ("scrapinghub", "naeb", "fundus", "fundus_eval", "wcxb", "wild_gold")
SILVER = ("trafilatura", "htmldate", "postlight", "wild")
FOLDS = 5
CLASSES = ("body", "deck", "head", "figure", "tail", "rest")  # as in learned.go
KINDS = {"deck": 1, "title": 2, "byline": 2, "date": 2, "caption": 3, "embed": 3, "bio": 4, "promo": 4}
NEAR = 3  # units
WORKERS = 2  # corpora read, and models fitted, at a time
FIRST = dict(iterations=200, learning_rate=.12, loss_function="Logloss", random_seed=1)
SECOND = dict(iterations=180, learning_rate=.15, loss_function="MultiClass", random_seed=2)
TREES = dict(depth=6, l2_leaf_reg=3, rsm=.4, border_count=63, bootstrap_type="Bernoulli", subsample=.7, thread_count=2,
             allow_writing_files=False, verbose=0)


def fold_of(site: str | None) -> int:
    return int(hashlib.sha256((site or "").encode()).hexdigest(), 16) % FOLDS


class Page:
    # what the labels and the stages add
    y: np.ndarray
    cls: np.ndarray
    weight: np.ndarray
    near: np.ndarray
    both: np.ndarray
    x2: np.ndarray
    measured: bool

    def __init__(self, corpus: str, source: str, gold: dict[str, Any], row: dict[str, Any], x: np.ndarray) -> None:
        self.corpus, self.source, self.gold, self.id, self.fold = corpus, source, gold, row["ID"], fold_of(gold.get("site"))
        self.units, self.entries, self.x = row.get("Units") or [], row["Entries"], x
        self.n = len(self.units)
        self.words = np.array([u["Words"] for u in self.units], "f8")
        self.live = np.zeros(0, int)

    def article(self) -> bool:
        return self.corpus not in ("wcxb", "wild_gold") or self.gold["page_type"] == "article"


def lines(path: str) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf8") as f:
        yield from (json.loads(line) for line in f if line.strip())


def rows(a: argparse.Namespace, corpus: str, source: str, *more) -> Iterator[tuple[dict[str, Any], np.ndarray, list[str] | None]]:
    """Run the feature writer over a corpus; yields each page's line and matrix, and the names of the columns."""
    prefix = os.path.join(a.work, f"{corpus}-{source}")
    subprocess.run([a.rows, "-pages", os.path.join(a.work, corpus, source), "-o", prefix, *more], check=True)
    cells, at, names = np.fromfile(prefix + ".i16", "<i2"), 0, None
    for row in lines(prefix + ".jsonl"):
        names = row.get("Names") or names
        n = row["Rows"]
        x = cells[at:at + n * len(names or ())].reshape(-1, n).T if n else np.zeros((0, len(names or ())), "<i2")
        at += x.size
        yield row, x, names
    for ending in (".i16", ".jsonl"):
        os.unlink(prefix + ending)


def parts(form: str) -> list[tuple[str, str]]:
    """The corpora, and the folders of them, that a model learns from. Without gold one text of a page is enough."""
    if form == "html":
        return [(corpus, "html") for corpus in GOLD + SILVER]
    return [(corpus, source) for corpus in GOLD for source in ("dump", "drawn")] + [(corpus, "drawn") for corpus in SILVER]


def load(a: argparse.Namespace, form: str) -> tuple[list[Page], list[str]]:
    """The pages with their labels and rows, a page of the lines model once for each of its texts."""
    with ProcessPoolExecutor(WORKERS) as pool:
        loaded = list(pool.map(load_part, [(a, *part) for part in parts(form)]))
    return [p for pages, _ in loaded for p in pages], next(names for _, names in loaded if names)


def load_part(job: tuple[argparse.Namespace, str, str]) -> tuple[list[Page], list[str] | None]:
    a, corpus, source = job
    gold = {g["id"]: g for g in lines(os.path.join(a.work, corpus, "gold.jsonl"))}
    agreed = agree(a, corpus, gold) if corpus in SILVER else {}
    pages, names = [], None
    for row, x, columns in rows(a, corpus, source):
        names = columns or names
        p = row["ID"] in gold and row.get("Units") and Page(corpus, source, gold[row["ID"]], row, x)
        if p and not (corpus in GOLD and source == "drawn" and same(a, p)) and (by_gold(p) if corpus in GOLD else by_silver(p, agreed)):
            p.near = near_text(p)
            p.units, p.gold = [], {}  # done with
            pages.append(p)
    return pages, names


def same(a: argparse.Namespace, p: Page) -> bool:
    """Whether a page drew its dump."""
    texts = []
    for source in ("dump", "drawn"):
        name = os.path.join(a.work, p.corpus, source, p.id + ".txt")
        if not os.path.exists(name):
            return False
        with open(name, "rb") as f:
            texts.append(f.read())
    return texts[0] == texts[1]


def agree(a: argparse.Namespace, corpus: str, gold: dict[str, dict[str, Any]]) -> dict[str, silver.Agreement]:
    """What three extractors agree on, of each page of a corpus without gold that has enough text and no copy."""
    texts: dict[str, list[str]] = {}
    found: dict[str, silver.Agreement] = {}
    seen: set[bytes] = set()
    for peer in ("go-trafilatura-fallback", "go-readability"):
        for line in lines(peer_file(a, corpus, peer)):
            texts.setdefault(line["id"], []).append("\n".join(line.get("paragraphs") or ()))
    for row, _, _ in rows(a, corpus, "html"):
        page = row["ID"]
        if page not in gold or not row.get("Units"):
            continue
        with open(os.path.join(a.work, corpus, "html", page + ".html"), "rb") as f:
            html = f.read()
        digest = hashlib.sha256(html).digest()
        if digest not in seen and len(texts.get(page, ())) == 2 and min(map(len, texts[page])) > 200:
            found[page] = silver.Agreement(row["Units"], texts[page], gold[page], html)
        seen.add(digest)
    return found


def peer_file(a: argparse.Namespace, corpus: str, peer: str) -> str:
    folder = os.path.join(a.work, "peers", corpus)
    if not os.path.isdir(folder):
        subprocess.run([a.peers, "-corpus", os.path.join(a.work, corpus), "-o", folder], check=True)
    return os.path.join(folder, peer + ".jsonl")


def weigh(p: Page) -> None:
    """A block counts by its share of the text, and a little by itself."""
    size = max(50, float((p.y * p.words).sum()))
    p.weight = .15 + 25 * np.minimum(np.maximum(p.words, 2) / size, .25)
    p.weight[p.entries:] = 0


def classes(p: Page, deck: np.ndarray) -> None:
    p.cls = np.array([KINDS.get(u["Kind"], 5) for u in p.units])
    p.cls[p.y > 0] = 0
    p.cls[(p.y > 0) & (deck > 0)] = 1


def by_gold(p: Page) -> bool:
    if not p.article() or not p.gold.get("text"):
        return False
    blocks = [words(u["Text"]) for u in p.units]
    p.y = label(blocks, p.gold["text"])
    covered = sum(len(b) for b, y in zip(blocks, p.y) if y) / max(1, len(words(p.gold["text"])))
    deck = label(blocks, p.gold.get("subtitle") or " ".join(s["text"] for s in p.gold.get("sections") or () if s["kind"] == "summary"))
    weigh(p)
    if p.gold.get("optional"):
        p.weight[label(blocks, " ".join(p.gold["paragraphs"][i] for i in p.gold["optional"])) > 0] *= .05
    classes(p, deck)
    p.measured = True
    return covered >= .6


def by_silver(p: Page, agreed: dict[str, silver.Agreement]) -> bool:
    found = agreed.get(p.id)
    if not found or found.weight <= 0:
        return False
    p.y, trust = (found.y, found.trust) if p.source == "html" else found.of_lines(p.units)
    weigh(p)
    p.weight *= trust * found.weight
    classes(p, np.zeros(p.n))
    p.measured = False
    return bool(p.y.any())


def near_text(p: Page) -> np.ndarray:
    text = (p.y > 0) | np.array([u["Reason"] == "body" for u in p.units])
    return np.convolve(text, np.ones(2 * NEAR + 1))[NEAR:NEAR + p.n] > .5


def thin(p: Page, units: np.ndarray, sparse: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of the rows of units to learn from, and their weights: all near the text, of menus and links far from it one of so many, which counts for as many."""
    near = p.near[units]
    taken = near | (units % sparse == 0)
    return taken, (p.weight[units] * np.where(near, 1, sparse))[taken]


def fit(a: argparse.Namespace, kind: dict[str, Any], rows: Iterable[tuple]) -> CatBoostClassifier:
    """Fit a model to (features, classes, weights) of pages, or find the one that was fitted to the same before."""
    x, y, w = (np.concatenate(part) for part in zip(*rows))
    model, digest = CatBoostClassifier(**TREES, **kind), hashlib.sha256(repr((kind, TREES)).encode())
    for part in (x, y, w):
        digest.update(np.ascontiguousarray(part).data)
    name = os.path.join(a.work, "fitted", digest.hexdigest()[:32] + ".cbm")
    if os.path.exists(name):
        return model.load_model(name)
    model.fit(x, y, sample_weight=w)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    model.save_model(name + ".part")
    os.rename(name + ".part", name)
    return model


def first_stage(a: argparse.Namespace, pages: list[Page]) -> CatBoostClassifier:
    def taken() -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        for p in pages:
            mask, weight = thin(p, np.arange(p.n), 4)
            yield p.x[mask], p.y[mask], weight
    return fit(a, FIRST, taken())


def second_stage(a: argparse.Namespace, pages: list[Page]) -> CatBoostClassifier:
    def taken() -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        for p in pages:
            mask, weight = thin(p, p.live, 2)
            yield p.x2[mask], p.cls[p.live][mask], weight
    return fit(a, SECOND, taken())


def each_fold(learn: Callable[[argparse.Namespace, list[Page]], CatBoostClassifier], a: argparse.Namespace, pages: list[Page]) -> list[CatBoostClassifier]:
    """A model of every fold that has not seen it, and one that has seen all unless they are not wanted."""
    parts = [[p for p in pages if p.fold != k] for k in range(FOLDS)] + ([] if a.skip_final else [pages])
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda part: learn(a, part), parts))


def second_rows(a: argparse.Namespace, form: str, pages: list[Page], prefix: str) -> list[str]:
    """Fill the rows of the second stage with the first stages of the folds, evaluated by the product's own code."""
    folds = os.path.join(a.work, form + ".folds.json")
    with open(folds, "w", encoding="utf8") as f:
        json.dump({p.id: p.fold for p in pages}, f)

    def fill(part: tuple[str, str]) -> list[str] | None:
        corpus, source = part
        mine, names = {p.id: p for p in pages if (p.corpus, p.source) == part}, None
        for row, x, columns in rows(a, corpus, source, "-first", prefix, "-folds", folds):
            names = columns or names
            if p := mine.get(row["ID"]):
                p.live, p.x2 = np.array(row.get("Live") or [], int), x.copy()
        return names

    with ThreadPoolExecutor(WORKERS) as pool:
        return next(filter(None, list(pool.map(fill, parts(form)))))


def expected(p: Page, both: np.ndarray) -> tuple[np.ndarray, float]:
    """Which blocks the cut of greatest expected F1 keeps, and that F1, as in learned.go."""
    order = np.argsort(-both, kind="stable")
    hit, size = np.cumsum((both * p.words)[order]), np.cumsum(p.words[order])
    f1 = 2 * hit / (size + (both * p.words).sum() + 1e-9)
    k = int(np.argmax(f1))
    return both >= min(both[order[k]], .6), f1[k]


def curve(pages: list[Page]) -> tuple[list[int], list[tuple[float, float]]]:
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
    return [int(round(1000 * values[min(int(np.searchsorted(ends, k / 20)), len(values) - 1)])) for k in range(21)], pairs


def train(a: argparse.Namespace, form: str) -> None:
    pages, names = load(a, form)
    print(f"{form}: {len(pages)} pages, {sum(p.measured for p in pages)} with gold; {sum(p.n for p in pages)} blocks, {len(names)} features", flush=True)
    prefix = os.path.join(a.work, f"{form}.first")
    firsts = [forest(m, 1, len(names)) for m in each_fold(first_stage, a, pages)]
    for k in range(FOLDS):
        with open(f"{prefix}.{k}", "wb") as f:
            f.write(firsts[k])
    for p in pages:
        p.x = np.zeros((0, 0), "i2")  # done with
    names = second_rows(a, form, pages, prefix)
    pages = [p for p in pages if len(p.live)]
    models = each_fold(second_stage, a, pages)
    for p in pages:
        p.both = np.zeros(p.n)
        p.both[p.live] = models[p.fold].predict_proba(p.x2)[:, :2].sum(1)
        p.both[p.entries:] = 0
    points, pairs = curve(pages)
    print(f"{form}: expected and measured F1, means {np.mean(pairs, 0).round(4).tolist()}; curve {points}", flush=True)
    tail = struct.pack("<21h", *points)
    for k, (first, second) in enumerate(zip(firsts, models)):
        name = os.path.join(a.work, f"{form}.{k}.bin") if k < FOLDS else os.path.join(a.models, f"{form}.bin")
        with open(name, "wb") as f:
            f.write(first + forest(second, len(CLASSES), len(names)) + tail)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--eval", "--rows", "--peers", "--work", "--models"):
        p.add_argument(name, required=True)
    p.add_argument("--form", choices=("html", "lines"), action="append")
    p.add_argument("--skip-final", action="store_true", help="only the models of the folds")
    a = p.parse_args()
    os.makedirs(a.work, exist_ok=True)
    wild.unpack(a.eval, a.work)
    for corpus in GOLD + SILVER:
        unpack(a.eval, corpus, a.work)
        os.makedirs(os.path.join(a.work, corpus, "dump"), exist_ok=True)
    for form in a.form or ("html", "lines"):
        if form == "lines":  # of every page the text that is drawn for it
            command = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "render.py")]
            subprocess.run(command + ["--eval", a.eval, "--work", a.work, *GOLD, *SILVER], check=True)
        train(a, form)


if __name__ == "__main__":
    main()
