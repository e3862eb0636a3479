#!/usr/bin/env python3
"""Score extraction from the texts that other tools make of 300 fixed pages of the evaluation ground.

  eval_forms.py --bin bin/bench-eval --eval DIR --work DIR [--folds DIR] [--forms all|NAME,...]

The pages: of scrapinghub, naeb and fundus those whose ids have the lowest SHA-256. One line a tool: body F1 and paragraph F1,
means of the three corpora, what is wanted, each corpus, and the forms that were told. What a tool makes of a page stays in
WORK/forms and is not made again. Needs lynx, w3m and convert/block/train/requirements-render.txt; a tool that is not
there is left out, and says so. Decks count as body in fundus.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys
from typing import Any

from unpack import unpack

PAGES = {"scrapinghub": 87, "naeb": 107, "fundus": 106}
# Tool -> body and paragraph F1 that are wanted.
FLOW, NODES, RUNS, WRAPPED, MARKDOWN = (.93, .86), (.89, .78), (.90, .75), (.90, .80), (.90, .80)
TOOLS = {
    "html": (None, None), "resiliparse": FLOW, "inscriptis": FLOW, "html-text": FLOW, "innertext": FLOW, "soup-lines": NODES, "soup-stripped": NODES,
    "soup": RUNS, "lynx": WRAPPED, "lynx-nolist": WRAPPED, "w3m": WRAPPED, "html2text": MARKDOWN, "html2text-plain": MARKDOWN, "markdownify": MARKDOWN,
}
ALONE = ("html", "resiliparse")  # need no tool


def lines(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def sample(a: argparse.Namespace, corpus: str) -> tuple[str, list[dict[str, Any]]]:
    """A folder with the pages of a corpus that are looked at, as links."""
    unpack(a.eval, corpus, a.work)
    whole, part = os.path.join(a.work, corpus), os.path.join(a.work, "forms", corpus)
    gold = sorted(lines(os.path.join(whole, "gold.jsonl")), key=lambda g: hashlib.sha256(g["id"].encode()).hexdigest())[:PAGES[corpus]]
    for folder, source in (("html", "html/{}.html"), ("dump-resiliparse", "dump/{}.txt")):
        os.makedirs(os.path.join(part, folder), exist_ok=True)
        for g in gold:
            name = source.format(g["id"])
            link = os.path.join(part, folder, os.path.basename(name))
            if not os.path.lexists(link):
                os.symlink(os.path.abspath(os.path.join(whole, name)), link)
    with open(os.path.join(part, "gold.jsonl"), "w", encoding="utf8") as f:
        f.writelines(json.dumps(g, ensure_ascii=False) + "\n" for g in gold)
    return part, gold


def render(a: argparse.Namespace, part: str, tool: str) -> bool:
    """Let a tool make texts of the pages, once; reports whether there are any."""
    out = os.path.join(part, "dump-" + tool)
    if tool not in ALONE and not os.path.exists(os.path.join(out, ".done")):
        command = [sys.executable, os.path.join(a.eval, "extract/redump.py"), part, tool]
        if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0 and os.path.isdir(out) and os.listdir(out):
            open(os.path.join(out, ".done"), "w", encoding="utf8").close()
    return tool in ALONE or os.path.exists(os.path.join(out, ".done"))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--bin", "--eval", "--work"):
        p.add_argument(name, required=True)
    p.add_argument("--folds", help="models of which each did not see a part of the sites")
    p.add_argument("--forms", default="all")
    a = p.parse_args()
    a.eval = os.path.abspath(a.eval)
    tools = list(TOOLS) if a.forms == "all" else a.forms.split(",")
    sys.path.insert(0, os.path.join(a.eval, "extract"))
    import score
    figures: dict[Any, list] = collections.defaultdict(list)
    told: dict[Any, collections.Counter] = collections.defaultdict(collections.Counter)
    for corpus in PAGES:
        part, gold = sample(a, corpus)
        tools = [t for t in tools if render(a, part, t) or print(f"{t}: not there, left out", file=sys.stderr)]
        out = os.path.join(part, "found")
        command = [os.path.abspath(a.bin), "-corpus", part, "-o", out, "-forms", ",".join(tools)]
        subprocess.run(command + (["-folds", a.folds] if a.folds else []), check=True)
        for tool in tools:
            found = lines(os.path.join(out, f"dsbuild-{tool}.jsonl"))
            for f in found:
                told[tool][f.get("text_form") or ("rejected" if f.get("reject") else "-")] += 1
                if corpus == "fundus":
                    f["paragraphs"] = ([f["deck"]] if f.get("deck") else []) + f["paragraphs"]
            scored = score.score(gold, found)
            figures[tool].append((scored["body"]["f1"], scored["paras"]["f1"]))
    print(f"{'made by':16} {'body':>5} {'para':>5}  wanted       " + "  ".join(f"{c:11}" for c in PAGES) + "  forms told")
    for tool in tools:
        body, paras = (sum(x) / len(PAGES) for x in zip(*figures[tool]))
        want = TOOLS.get(tool, (None, None))
        marks = "".join("<" if w and v < w else " " for v, w in zip((body, paras), want))
        wanted = f"{want[0]:.2f} / {want[1]:.2f}" if want[0] else "-"
        print(f"{tool:16} {body:5.3f} {paras:5.3f} {marks} {wanted:11}  " + "  ".join(f"{b:.3f}/{q:.3f}" for b, q in figures[tool])
              + "  " + ", ".join(f"{k} {n}" for k, n in told[tool].most_common()))


if __name__ == "__main__":
    main()
