#!/usr/bin/env python3
"""Learn which of the names on a page are its authors, from corpora that are not in the repository.

  train.py --eval DIR --rows BIN --work DIR --model FILE

In: the evaluation ground's corpora; BIN, the compiled convert/meta/train. Out: FILE, the model, and on stdout the figures of
docs/models/authors.md. The same input gives the same bytes on the same kind of machine.

A row is a name that some evidence on a page states, with its signs; it is right where the page's gold has it. Pages are HTML
and page-text dumps. Only pages whose gold names authors count, and those of wild_gold, where an empty list means none.
Boosted symmetric trees (CatBoost) give each name a chance; SURE and what follows are the bounds of judge.go.

The figures are those of a model that has seen no page of the corpus: each corpus is left out once.
"""
import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../tools"))
from forest import forest
from unpack import unpack

CORPORA = ("naeb", "fundus", "wcxb", "wild_gold", "postlight", "trafilatura")
COMPLETE = ("wild_gold",)  # an empty list of authors means that there are none
FORMS = ("html", "dump")
SURE, LIKELY, STATED, BYLINE, BESIDE = .5, .3, .1, .25, .15
# Columns: fields for authors, sources in the head, the byline, names in the longest list, person or not,
# words of the name, an account, the site's own name, a line of its own.
FIELDS, HEAD, IN_BYLINE, MOST, KIND, WORDS, ACCOUNT, SITE, LINE = range(1, 7), range(14), 7, 20, 22, 23, 28, 29, 37
TREES = dict(iterations=200, depth=4, learning_rate=.08, l2_leaf_reg=5, rsm=.5, border_count=31, random_seed=1, loss_function="Logloss",
             bootstrap_type="Bernoulli", subsample=.7, thread_count=2, allow_writing_files=False, verbose=0)


def lines(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def load(a: argparse.Namespace, score: ModuleType) -> list[dict[str, Any]]:
    pages = []
    for corpus in CORPORA:
        unpack(a.eval, corpus, a.work)
        gold = {g["id"]: g for g in lines(os.path.join(a.work, corpus, "gold.jsonl"))}
        for form in FORMS:
            out = subprocess.run([a.rows, os.path.join(a.work, corpus, form)], check=True, capture_output=True, text=True).stdout
            for row in map(json.loads, out.splitlines()):
                g = gold.get(row["ID"])
                if not g or g.get("authors") is None or not g["authors"] and corpus not in COMPLETE or corpus == "wcxb" and g["page_type"] != "article":
                    continue
                found, right = row["Names"] or [], score.names(g["authors"])
                pages.append(dict(corpus=corpus, form=form, gold=right, names=[n["Name"] for n in found],
                                  x=np.array([n["Signs"] for n in found], "i2"), y=np.array([bool(score.names([n["Name"]]) & right) for n in found], float)))
    return pages


def fit(pages: list[dict[str, Any]]) -> CatBoostClassifier:
    pages = [p for p in pages if p["names"]]
    model = CatBoostClassifier(**TREES)
    weights = np.concatenate([np.full(len(p["y"]), len(p["y"]) ** -.5) for p in pages])
    model.fit(np.concatenate([p["x"] for p in pages]), np.concatenate([p["y"] for p in pages]), sample_weight=weights)
    return model


def choose(p: dict[str, Any], of_names: Sequence[float]) -> list[str]:
    """As choose in judge.go does."""
    x, names, chances = p["x"], p["names"], np.array(of_names)
    if not names:
        return []
    named, head = x[:, FIELDS] > 0, (x[:, HEAD] > 0).any(1) | (x[:, LINE] > 0)
    taken = (chances >= SURE) & (head | (x[:, MOST] == 1))
    alone = np.flatnonzero(named.any(1) & (chances >= STATED) | head & (chances >= LIKELY))
    if not taken.any() and len(alone):
        taken[max(alone, key=lambda i: chances[i])] = True
    taken |= (named & named[taken].any(0)).any(1) & (chances >= BESIDE) & (x[:, KIND] == 0)
    person = x[:, KIND] == 0
    if not (taken & person).any():
        shown = np.flatnonzero(person & (x[:, IN_BYLINE] > 0) & (chances >= BYLINE) & (x[:, WORDS] > 1))
        if taken.any() and len(shown):
            taken = np.arange(len(names)) == max(shown, key=lambda i: chances[i])
    else:
        full = taken & person & (x[:, WORDS] > 1)
        others = full.sum() - full > 0
        taken &= (x[:, SITE] == 0) | person & ~((x[:, ACCOUNT] == 1) & others)
    glued = lambda a, b: a.startswith(b + " ") or b.startswith(a + " ") or a.endswith(" " + b)
    mine = np.flatnonzero(taken)
    return [names[i] for i in mine if not any(chances[j] > chances[i] and glued(names[i], names[j]) for j in mine)]


def figures(pages: list[dict[str, Any]], chosen: list[list[str]], score: ModuleType) -> str:
    hit = found = wanted = none = wrong = 0
    for p, taken in zip(pages, chosen):
        if not p["gold"]:
            none, wrong = none + 1, wrong + bool(taken)
            continue
        names = score.names(taken)
        hit, found, wanted = hit + len(names & p["gold"]), found + len(names), wanted + len(p["gold"])
    text = f"F1 {2 * hit / max(found + wanted, 1):.3f} precision {hit / max(found, 1):.3f} recall {hit / max(wanted, 1):.3f} pages {len(pages) - none}"
    return text + (f"; authors on {wrong} of {none} pages without" if none else "")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("eval", "rows", "work", "model"):
        ap.add_argument("--" + name, required=True)
    a = ap.parse_args()
    os.makedirs(a.work, exist_ok=True)
    sys.path.insert(0, os.path.join(a.eval, "extract"))
    import score
    pages = load(a, score)
    for corpus in CORPORA:
        model = fit([p for p in pages if p["corpus"] != corpus])
        for form in FORMS:
            mine = [p for p in pages if p["corpus"] == corpus and p["form"] == form]
            chances = [model.predict_proba(p["x"])[:, 1] if p["names"] else [] for p in mine]
            best = figures(mine, [[n for n, y in zip(p["names"], p["y"]) if y] for p in mine], score)
            print(corpus, form, figures(mine, [choose(p, c) for p, c in zip(mine, chances)], score), "| all that is named:", best.split(" pages")[0], flush=True)
    with open(a.model, "wb") as f:
        f.write(forest(fit(pages), 1, pages[0]["x"].shape[1]))


if __name__ == "__main__":
    main()
