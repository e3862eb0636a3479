#!/usr/bin/env python3
"""How close `dsbuild annotate` comes to texts coded in other languages: docs/quotes-evaluation.md, German, French, Spanish.

Usage: tools/quote_languages.py --bin bin/dsbuild GOLD/de GOLD/fr

A folder is named after its language and holds NN.txt (paragraphs parted by an empty line) and NN.json: {"quotes": [{"start",
"end" (code points, half open), "kind" (direct, mixed, indirect, not_speech), "speaker" (the fullest name, or null),
"speaker_mention" (the words that name the speaker here, or null)}]}.

A row is found where its kind is right and both ends together are off by at most two words (mixed and indirect may stand for
each other). A speaker is right where the name is, of which one part may be missing; where gold has no name, none, or a
description that shares a word with gold's mention. A direct row in a mixed or indirect one of gold counts for neither;
"strict" counts it as wrong.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import unicodedata
from typing import Any, NamedTuple

WORD = re.compile(r"\w+")
KINDS = ("direct", "mixed", "indirect")
# Articles and possessives before a description.
BEFORE = frozenset(
    """der die das den dem des ein eine einer eines einem dessen deren ihr ihre sein seine
    le la les l un une son sa ses d du de del el los las una su sus""".split()  # noqa: SIM905
)
Row = dict[str, Any]


class Found(NamedTuple):
    start: int
    end: int
    kind: str
    name: str | None
    sure: float


def words(s: str | None) -> list[str]:
    found = WORD.findall(unicodedata.normalize("NFC", s or "").lower().replace("’", "'"))
    while len(found) > 1 and found[0] in BEFORE:
        found.pop(0)
    return found


def speaker_right(gold: Row, found: Found) -> bool:
    if gold["speaker"] is None:
        if not found.name:
            return True
        return gold["speaker_mention"] is not None and bool(set(words(gold["speaker_mention"])) & set(words(found.name)))
    if not found.name:
        return False
    wanted, given = words(gold["speaker"]), words(found.name)
    if wanted == given:
        return True
    if not wanted or not given:
        return False
    all_wanted, all_given = set(wanted), set(given)
    if all_wanted <= all_given:
        return True
    if all_given <= all_wanted and (len(given) >= 2 or (len(wanted) <= 4 and not gold["speaker"][0].isupper())):
        return True
    # A body with an ending of its case: "des Landratsamts".
    return [re.sub(r"(s|es|en|n)$", "", w) for w in wanted] == [re.sub(r"(s|es|en|n)$", "", w) for w in given]


def fits(text: str, gold: Row, found: Found) -> bool:
    def between(a: int, b: int) -> int:
        return len(WORD.findall(text[min(a, b) : max(a, b)]))

    overlap = min(gold["end"], found.end) > max(gold["start"], found.start)
    return overlap and between(gold["start"], found.start) + between(gold["end"], found.end) <= 2


def annotate(binary: str, language: str, texts: dict[str, str]) -> dict[str, list[Found]]:
    lines = "".join(json.dumps({"id": name, "text": text, "language": language}) + "\n" for name, text in texts.items())
    run = subprocess.run([binary, "annotate", "-", "-q"], input=lines, capture_output=True, text=True, check=True)
    found: dict[str, list[Found]] = {}
    for record in map(json.loads, run.stdout.splitlines()):
        found[record["id"]] = [
            Found(start, end, q["kind"], q["speaker_name"], q["speaker_confidence"] or 0)
            for q in record["quotes"]
            if q["kind"] != "not_speech" and q["speech_confidence"] >= 0.5
            for start, end in q["content"]
        ]
    return found


def within_other(gold: list[Row], kind: str, f: Found) -> bool:
    """Whether the row overlaps none of gold's of its kind, and lies in, or covers much of, one of another kind."""
    if any(g["kind"] == kind and g["start"] < f.end and f.start < g["end"] for g in gold):
        return False
    return any(
        (g["start"] <= f.start and f.end <= g["end"]) or min(g["end"], f.end) - max(g["start"], f.start) > 0.3 * (g["end"] - g["start"])
        for g in gold
        if g["kind"] not in (kind, "not_speech")
    )


def score(binary: str, folder: pathlib.Path) -> None:
    gold = {p.stem: json.loads(p.read_text("utf-8"))["quotes"] for p in sorted(folder.glob("*.json"))}
    texts = {name: (folder / f"{name}.txt").read_bytes().decode("utf-8") for name in gold}
    count: collections.Counter[tuple[str, str]] = collections.Counter()
    for name, found in annotate(binary, folder.name, texts).items():
        for kind in KINDS:
            allowed = ("direct",) if kind == "direct" else ("mixed", "indirect")
            taken = set()
            for g in (g for g in gold[name] if g["kind"] == kind):
                count[kind, "gold"] += 1
                i = next((i for i, f in enumerate(found) if i not in taken and f.kind in allowed and fits(texts[name], g, f)), None)
                if i is None:
                    continue
                taken.add(i)
                right = speaker_right(g, found[i])
                count[kind, "found"] += 1
                count[kind, "right"] += right
                if found[i].sure >= 0.9:
                    count["sure", "found"] += 1
                    count["sure", "right"] += right
            for i, f in enumerate(found):
                if i in taken:
                    count[kind, "given"] += 1
                elif f.kind == kind:
                    count[kind, "neither" if within_other(gold[name], kind, f) else "given"] += 1
        for g in (g for g in gold[name] if g["kind"] == "not_speech"):
            count["not_speech", "gold"] += 1
            count["not_speech", "claimed"] += any(f.kind == "direct" and fits(texts[name], g, f) for f in found)
    for kind in KINDS:
        of = collections.Counter({what: n for (k, what), n in count.items() if k == kind})
        print(
            f"{folder.name} {kind:8}  rows {of['gold']:4}  found F1 {f1(of['found'], of['given'], of['gold']):.3f}"
            f"  speaker of found {of['right'] / max(1, of['found']):.3f}  end to end {f1(of['right'], of['given'], of['gold']):.3f}"
            f"  strict {f1(of['right'], of['given'] + of['neither'], of['gold']):.3f}"
        )
    print(f"{folder.name} no speech, claimed as direct: {count['not_speech', 'claimed']} of {count['not_speech', 'gold']}", end="")
    print(f"; of speakers with .9 or more right: {count['sure', 'right']} of {count['sure', 'found']}")


def f1(right: int, given: int, wanted: int) -> float:
    return 2 * right / (given + wanted) if given + wanted else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="bin/dsbuild")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    for folder in args.folders:
        score(args.bin, folder)


if __name__ == "__main__":
    main()
