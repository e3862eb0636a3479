#!/usr/bin/env python3
"""Run what needs the evaluation ground, but for the figures of extraction (eval.py): builds datasets from its corpora and
validates them, checks the seed, scores quotes and topics, and judges the cases.

  accept.py --bin bin/dsbuild --eval DIR [--cases DIR] [--keep DIR] [--only NAME]

Prints one line a check, "ok" or "MISSED" with the figure and the floor, and exits 1 when any was missed. Nothing of the
evaluation ground is written below the repository.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import pyarrow.parquet as pq

from unpack import unpack

CORPORA = ("scrapinghub", "naeb", "fundus", "fundus_eval", "wcxb")

missed: list[str] = []


def check(name: str, ok: bool, detail: str) -> None:
    print(f"{'ok    ' if ok else 'MISSED'} {name}: {detail}", flush=True)
    if not ok:
        missed.append(name)


def run(*command: object, code: int = 0) -> str:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}\nexit {done.returncode}, wanted {code}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def build(a: argparse.Namespace, source: str, out: str, *flags: str, code: int = 0) -> dict:
    run(a.bin, "build", source, "-o", out, "--overwrite", "--quiet", *flags, code=code)
    with open(os.path.join(out, "manifest.json"), encoding="utf8") as f:
        return json.load(f)


def rows(out: str, table: str) -> int:
    return pq.read_table(os.path.join(out, table)).num_rows


def laws(a: argparse.Namespace, corpus: str, form: str, work: str) -> None:
    """A dataset of the whole corpus; how good it is, eval.py says."""
    out = os.path.join(work, f"{corpus}-{form}")
    build(a, os.path.join(work, corpus, form), out)
    pages = len(os.listdir(os.path.join(work, corpus, form)))
    articles, rejects = rows(out, "articles"), rows(out, "rejects")
    check(f"{corpus} {form}: pages == articles + rejects", pages == articles + rejects, f"{pages} == {articles} + {rejects}")
    run(a.bin, "validate", out)


def digest(text: str | None) -> str:
    """Stands for a text of the evaluation ground, which is never copied here."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]


def seed(a: argparse.Namespace, work: str) -> None:
    out = os.path.join(work, "seed")
    build(a, os.path.join(os.path.dirname(os.path.abspath(a.eval)), "seed/eweek-us-china-talks.txt"), out)
    article = pq.read_table(os.path.join(out, "articles")).to_pylist()
    check("seed: one article", len(article) == 1, f"{len(article)} rows")
    article = article[0]
    check("seed: title", digest(article["title"]) == "510b439ee4f4ef69", f"digest {digest(article['title'])}")
    want = {"authors": ["Robert Lemos"], "section": "Cybersecurity"}
    for field, value in want.items():
        check(f"seed: {field}", article[field] == value, repr(article[field]))
    check("seed: published_date", str(article["published_date"]) == "2012-08-14", str(article["published_date"]))
    check("seed: publisher", (article["publisher"] or "").lower() == "eweek", repr(article["publisher"]))
    paragraphs = pq.read_table(os.path.join(out, "paragraphs")).sort_by("paragraph_index").to_pylist()
    check("seed: exactly the 12 paragraphs", len(paragraphs) == 12 and digest(article["text"]) == "1727340fc871ca3f",
          f"{len(paragraphs)}, digest {digest(article['text'])}")
    quotes = pq.read_table(os.path.join(out, "quotes")).to_pylist()
    direct = [q for q in quotes if q["kind"] == "direct"]
    check("seed: five direct quotes of Adam Segal", len(direct) == 5 and all(q["speaker_name"] == "Adam Segal" for q in direct),
          f"{len(direct)}: {sorted({q['speaker_name'] or '-' for q in direct})}")
    statements = [q["statement_index"] for q in sorted(direct, key=lambda q: q["char_start"])]
    check("seed: split quotes share a statement", len(statements) == 5 and statements[0] == statements[1] and statements[2] == statements[3]
          and len(set(statements)) == 3, str(statements))
    role = direct[0]["speaker_role"] if direct else None
    check("seed: role", all("Council on Foreign Relations" in (q["speaker_role"] or "") for q in direct), repr(role))
    indirect = [q for q in quotes if q["kind"] == "indirect" and q["speaker_name"] == "Adam Segal"]
    check("seed: four paraphrases indirect", len(indirect) == 4, f"{len(indirect)}")
    term = [q for q in quotes if digest(q["text"].strip("“”")) == "140f9158984b6143"]
    weapons = [q for q in term if q["kind"] != "not_speech" or q["speaker_name"]]
    check("seed: the term is no quote of anybody", not weapons, f"{weapons}")
    run(a.bin, "validate", out)


def annotated(a: argparse.Namespace, work: str, source: str) -> str:
    """What annotate writes of a file, in a file."""
    predicted = os.path.join(work, "annotated.jsonl")
    with open(predicted, "w", encoding="utf8") as f:
        f.write(run(a.bin, "annotate", source, "--quiet"))
    return predicted


def scored(a: argparse.Namespace, scorer: str, *args: str) -> dict[str, float]:
    print(run(sys.executable, os.path.join(a.eval, scorer), *args))
    return json.loads(run(sys.executable, os.path.join(a.eval, scorer), *args, "--json"))["metrics"]


# Least figures of quotes: on PolNeAR's development articles, and on whole articles of other publishers.
POLNEAR = {
    "seg3.F1": 0.985, "seg3.speaker_ok": 0.89, "seg3.rel.F1": 0.88, "direct.hard.F1": 0.93, "direct.easy.speaker_ok": 0.90,
    "mixed.easy.F1": 0.91, "indirect.easy.F1": 0.72, "speech.easy.F1": 0.90, "speech.rel.F1": 0.83, "resolved.acc_matched": 0.80,
}
ARTICLES = {"F1": 0.98, "speaker_exact": 0.80, "end_to_end_F1": 0.86}


def floors(name: str, figures: dict[str, float], least: dict[str, float]) -> None:
    for key, floor in least.items():
        check(f"{name}: {key}", figures[key] >= floor, f"{figures[key]:.4f}, at least {floor}")


def weights(a: argparse.Namespace, work: str) -> None:
    """The weights of quotes are those that make train-quote writes."""
    fitted = os.path.join(work, "quote.bin")
    run(a.bin, "quotes", "train", os.path.join(a.eval, "quotes/polnear.train.gold.jsonl"), "--scratch", "-o", fitted)
    with open(fitted, "rb") as one, open("convert/quote/models/quote.bin", "rb") as two:
        check("quotes: the weights are those that train-quote writes", one.read() == two.read(), "bytes compared")


def layers(a: argparse.Namespace, work: str) -> None:
    """Figures of quotes, with their floors."""
    weights(a, work)
    source = os.path.join(a.eval, "quotes/polnear.dev.%s.jsonl")
    floors("polnear", scored(a, "quotes/score_quotes.py", source % "gold", annotated(a, work, source % "text")), POLNEAR)
    source = os.path.join(a.eval, "articles/quotes.dev.jsonl")
    floors("articles", scored(a, "articles/score_articles.py", "quotes", source, annotated(a, work, source)), ARTICLES)
    pages = os.path.join(work, "articles-html")
    os.makedirs(pages, exist_ok=True)
    with open(source, encoding="utf8") as f:
        for row in map(json.loads, f):
            unpack(a.eval, row["corpus"], work)
            shutil.copy(os.path.join(work, row["corpus"], "html", row["id"] + ".html"), pages)
    build(a, pages, os.path.join(work, "articles-out"))
    figures = scored(a, "articles/score_articles.py", "quotes", source, os.path.join(work, "articles-out"))
    floors("articles, from HTML", figures, {"end_to_end_F1": 0.92})
    source = os.path.join(a.eval, "articles/notquotes.dev.jsonl")
    figures = scored(a, "articles/score_articles.py", "notquotes", source, annotated(a, work, source))
    share = figures["not_quotes_claimed"] / figures["not_quotes"]
    check("articles: marked, but no speech, claimed as direct", share <= 0.15, f"{share:.4f}, at most 0.15")


def topics(a: argparse.Namespace, work: str) -> None:
    """Topics of whole articles, from the gold paragraphs of the corpora that were unpacked."""
    gold = os.path.join(a.eval, "articles/topics.dev.jsonl")
    wanted: dict[str, set[str]] = {}
    with open(gold, encoding="utf8") as f:
        for line in f:
            row = json.loads(line)
            wanted.setdefault(row["corpus"], set()).add(row["id"])
    texts = os.path.join(work, "topics.jsonl")
    with open(texts, "w", encoding="utf8") as out:
        for corpus, ids in sorted(wanted.items()):
            with open(os.path.join(work, corpus, "gold.jsonl"), encoding="utf8") as f:
                for row in map(json.loads, f):
                    if row["id"] in ids:
                        out.write(json.dumps({"id": row["id"], "title": row.get("title"), "text": "\n\n".join(row["paragraphs"])}) + "\n")
    predicted = os.path.join(work, "topics.pred.jsonl")
    with open(predicted, "w", encoding="utf8") as f:
        f.write(run(a.bin, "annotate", texts, "--quiet"))
    print(run(sys.executable, os.path.join(a.eval, "articles/score_articles.py"), "topics", gold, predicted))


# What the cases reach at least: small inputs that went wrong once, by kind. No case that was right may become wrong.
CASES: dict[str, dict[str, float]] = {
    "extract": {"right": 156}, "quotes": {"end_to_end": 0.97, "precision": 0.99}, "topics": {"right": 32},
}


def cases(a: argparse.Namespace) -> None:
    """The cases beside the evaluation ground, by their own judge."""
    done = run(sys.executable, os.path.join(a.cases, "run.py"), "--bin", a.bin, "--json")
    figures = json.loads(done.splitlines()[-1])
    for kind, least in CASES.items():
        floors(f"cases/{kind}", figures[kind], least)
    stayed, was = figures["extract"]["stayed_right"].split("/")
    check("cases/extract: none lost that was right", stayed == was, f"{stayed} of {was}")


def markup(work: str) -> None:
    """The parser against x/net/html on the pages that were unpacked."""
    done = subprocess.run(["go", "test", "-count=1", "-v", "-run", "TestRealPages", "./convert/markup"],
                          env=os.environ | {"DSBUILD_EVAL": os.path.abspath(work)}, capture_output=True, text=True)
    lines = [line.strip() for line in done.stdout.splitlines() if "pages" in line]
    check("markup: the text of x/net/html on real pages", done.returncode == 0, "; ".join(lines)[-200:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--cases", help="the folder of the cases; without it they are left out")
    parser.add_argument("--keep", help="work here and leave it")
    parser.add_argument("--only", help="only this corpus, or one of seed, layers, topics, cases, markup")
    a = parser.parse_args()
    a.bin = os.path.abspath(a.bin)
    with tempfile.TemporaryDirectory() as temporary:
        work = a.keep or temporary
        os.makedirs(work, exist_ok=True)
        if a.only in (None, "seed"):
            seed(a, work)
        for corpus in CORPORA:
            if a.only in (None, corpus):
                unpack(a.eval, corpus, work)
                laws(a, corpus, "html", work)
                laws(a, corpus, "dump", work)
        if a.only in (None, "layers"):
            layers(a, work)
        if a.only in (None, "topics"):
            topics(a, work)
        if a.cases and a.only in (None, "cases"):
            cases(a)
        if a.only in (None, "markup"):
            markup(work)
    if missed:
        sys.exit(f"{len(missed)} missed: " + "; ".join(missed))
    print("all reached")


main()
