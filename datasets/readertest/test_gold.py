"""Scores what dsbuild makes of the pages of an example against the gold beside them, and prints every figure.

The pages alone are built, without the recipe's index: its values win, so they would hide what was read from the pages. A figure
below its minimum fails. The minimum is what the chain reached, a little rounded down: raise it when the chain gets better, and
lower it only with a reason in the commit.
"""

import json
import pathlib
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from conftest import FIGURES, ROOT, read_tables

EXAMPLE = ROOT / "datasets" / "examples" / "policy-watch"

# Figure -> the least share it may have.
MINIMUM = {
    "pages that are articles": 1.0,
    "rejects with their reason": 1.0,
    "duplicates found": 1.0,
    "page types": 1.0,
    "text status": 1.0,
    "titles": 1.0,
    "subtitles": 0.96,
    "authors": 1.0,
    "publishers": 1.0,
    "sections": 1.0,
    "publication dates": 1.0,
    "bodies exact": 0.96,
    "paragraphs found": 0.99,
    "paragraphs right": 0.99,
    "direct quotes found": 0.98,
    "direct quotes right": 0.98,
    "direct speakers": 0.93,
    "statements joined": 0.98,
    "mixed quotes found": 0.6,
    "indirect quotes found": 0.8,
    "indirect quotes right": 0.92,
    "indirect speakers": 0.88,
    "not speech kept apart": 1.0,
    "topics": 1.0,
}


def key(text: str | None) -> str:
    """Letters and digits in lower case: what two spellings of one text share."""
    return " ".join(re.findall(r"[^\W_]+", (text or "").lower()))


def name_key(name: str | None) -> str:
    return re.sub(r"^(the|a|an|his|her|their) ", "", key(name))


def overlap(a: str, b: str) -> float:
    """Share of words that two texts have in common (Dice)."""
    x, y = Counter(key(a).split()), Counter(key(b).split())
    return 2 * (x & y).total() / max(1, x.total() + y.total())


class Scores:
    """Counts of hits, of what was to be found, and what was missed."""

    def __init__(self) -> None:
        self.hits, self.total, self.missed = Counter(), Counter(), {}

    def add(self, figure: str, hit: bool | dict[str, Any] | None, what: str) -> None:
        self.total[figure] += 1
        self.hits[figure] += bool(hit)
        if not hit:
            self.missed.setdefault(figure, []).append(what)

    def share(self, figure: str) -> float:
        return self.hits[figure] / self.total[figure] if self.total[figure] else None


def lines(path: pathlib.Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def by_file(rows: list[dict[str, Any]], files: list[str], column: str = "source_uri") -> dict[str, dict[str, Any]]:
    """Rows by the gold's file: the page's source_uri is that, with or without leading folders."""
    found = {}
    for r in rows:
        for f in files:
            if r[column] == f or r[column].endswith("/" + f) or f.endswith("/" + r[column]):
                found[f] = r
    return found


def match(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], same: Callable) -> tuple:
    """Pairs each gold row with one unused predicted row, the first for which same holds."""
    pairs, free = [], list(predicted)
    for g in gold:
        p = next((p for p in free if same(g, p)), None)
        if p is not None:
            free.remove(p)
        pairs.append((g, p))
    return pairs, free


def score_article(s: Scores, g: dict[str, Any], a: dict[str, Any]) -> None:
    f = g["file"]
    for figure, column in (
        ("titles", "title"),
        ("subtitles", "subtitle"),
        ("publishers", "publisher"),
        ("sections", "section"),
        ("page types", "page_type"),
        ("text status", "text_status"),
        ("authors", "authors"),
    ):
        s.add(figure, a[column] == g[column], f"{f}: {a[column]!r}, not {g[column]!r}")
    date = a["published_date"] and a["published_date"].isoformat()
    s.add("publication dates", date == g["published_date"], f"{f}: {date}, not {g['published_date']}")


def score_paragraphs(s: Scores, g: dict[str, Any], predicted: list[str]) -> None:
    got, want = Counter(predicted), Counter(g["paragraphs"])
    s.add("bodies exact", predicted == g["paragraphs"], g["file"])
    for figure, these, those in (("paragraphs found", want, got), ("paragraphs right", got, want)):
        for text in these.elements():
            s.add(figure, text in those, f"{g['file']}: {text[:90]}")


def score_quotes(s: Scores, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> None:
    same_text = lambda g, p: key(g["text"]) == key(p["text"])
    alike = lambda g, p: overlap(g["text"], p["text"]) >= 0.8
    # What is thought, wanted or decided has rows of kind indirect too, of a lower speech_confidence (docs/definitions.md);
    # gold has reported speech, and as optional what is promised, asked for or held against somebody.
    of = lambda rows, kind: [r for r in rows if r["kind"] == kind and (kind != "indirect" or r.get("speech_confidence", 1) >= 0.5)]

    direct, extra = match(of(gold, "direct"), of(predicted, "direct"), same_text)
    for g, p in direct:
        s.add("direct quotes found", p, f"{g['file']}: {g['text'][:80]}")
        s.add("direct quotes right", True, "") if p else None
        if p and g["speaker_name"]:
            right = name_key(p["speaker_name"]) == name_key(g["speaker_name"])
            s.add("direct speakers", right, f"{g['file']}: {g['text'][:50]!r} by {p['speaker_name']!r}, not {g['speaker_name']!r}")
    for p in extra:
        s.add("direct quotes right", False, f"{p['file']}: {p['text'][:80]}")
    for (g, p), (h, q) in zip(direct, direct[1:]):
        if p and q:
            together = p["statement_index"] == q["statement_index"]
            s.add("statements joined", together == (g["statement"] == h["statement"]), f"{g['file']}: {g['text'][:40]!r} and {h['text'][:40]!r}")

    mixed, _ = match(of(gold, "mixed"), of(predicted, "mixed"), alike)
    for g, p in mixed:
        s.add("mixed quotes found", p, f"{g['file']}: {g['text'][:80]}")
    indirect, extra = match(of(gold, "indirect"), of(predicted, "indirect"), alike)
    for g, p in indirect:
        if g.get("optional"):
            continue
        s.add("indirect quotes found", p, f"{g['file']}: {g['text'][:80]}")
        s.add("indirect quotes right", True, "") if p else None
        if p and g["speaker_name"]:
            right = name_key(p["speaker_name"]) == name_key(g["speaker_name"])
            s.add("indirect speakers", right, f"{g['file']}: {g['text'][:50]!r} by {p['speaker_name']!r}, not {g['speaker_name']!r}")
    for p in extra:
        s.add("indirect quotes right", False, f"{p['file']}: {p['text'][:80]}")
    for g in of(gold, "not_speech"):
        taken = any(p["kind"] == "direct" and same_text(g, p) for p in predicted)
        s.add("not speech kept apart", not taken, f"{g['file']}: {g['text'][:80]}")


@pytest.fixture(scope="session")
def scores(binary: pathlib.Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    out = tmp_path_factory.mktemp("gold") / "pages-alone"
    subprocess.run([binary, "build", EXAMPLE / "pages", "-o", out], check=True, capture_output=True)
    rows = {name: table.to_pylist() for name, table in read_tables(out).items()}
    gold = EXAMPLE / "gold"
    articles = lines(gold / "articles.jsonl")
    files = [g["file"] for g in articles]
    kept, rejected = by_file(rows["articles"], files), by_file(rows["rejects"], files)
    s = Scores()
    paragraphs, topics = {}, {}
    headings = {(p["doc_id"], p["paragraph_index"]) for p in rows["paragraphs"] if p["kind"] == "heading"}
    for p in rows["paragraphs"]:
        paragraphs.setdefault(p["doc_id"], []).append(p["text"])
    for t in rows["topics"]:
        if t["rank"] == 1:
            topics[t["doc_id"]] = t
    ids = {a["doc_id"]: f for f, a in kept.items()}
    for g in articles:
        a, r = kept.get(g["file"]), rejected.get(g["file"])
        if "reject" in g:
            right = r and r["reason"] == g["reject"] and g.get("page_type") in (None, r["page_type"])
            s.add("rejects with their reason", right, f"{g['file']}: {r and (r['reason'], r['page_type'])}")
            continue
        s.add("pages that are articles", a, f"{g['file']}: {r and (r['stage'], r['reason'], r['message'])}")
        if not a:
            continue
        s.add("duplicates found", ids.get(a["duplicate_of"]) == g.get("duplicate_of"), f"{g['file']}: {ids.get(a['duplicate_of'])}")
        score_article(s, g, a)
        score_paragraphs(s, g, paragraphs.get(a["doc_id"], []))
    spoken = lines(gold / "quotes.jsonl")
    for f in sorted({q["file"] for q in spoken} & kept.keys()):
        doc_id = kept[f]["doc_id"]
        predicted = [q | {"file": f} for q in rows["quotes"] if q["doc_id"] == doc_id and (doc_id, q["paragraph_index"]) not in headings]
        score_quotes(s, [q for q in spoken if q["file"] == f], predicted)
    for t in lines(gold / "topics.jsonl"):
        if t["file"] in kept:
            first = topics.get(kept[t["file"]]["doc_id"], {})
            code = "0" if first.get("outcome") == "no_policy" else first.get("code")
            s.add("topics", code in t["codes"], f"{t['file']}: {code} ({first.get('outcome')}), not {t['codes']}")
    for figure, least in MINIMUM.items():
        line = f"{figure:26} {s.hits[figure]:4} of {s.total[figure]:4}  {s.share(figure) or 0:.3f}  (at least {least:.2f})"
        request.config.stash[FIGURES].append(line)
    return s


@pytest.mark.parametrize("figure", MINIMUM)
def test_figure(figure: str, scores: Scores) -> None:
    assert scores.total[figure], "the gold has nothing of this kind: nothing was tested"
    missed = "\n  ".join(scores.missed.get(figure, []))
    assert scores.share(figure) >= MINIMUM[figure], f"{scores.share(figure):.3f} is below {MINIMUM[figure]}:\n  {missed}"


def test_index(manifest: dict[str, Any], rows: dict[str, list[dict]]) -> None:
    """The recipe's index gives its values to the pages it names, and says what found no partner."""
    if manifest["dataset"]["name"] != EXAMPLE.name:
        pytest.skip(f"the dataset is {manifest['dataset']['name']!r}, not the example with an index")
    articles = [g for g in lines(EXAMPLE / "gold" / "articles.jsonl") if "reject" not in g]
    kept = by_file(rows["articles"], [g["file"] for g in articles])
    without = [g["file"] for g in articles if kept[g["file"]]["x_wave"] is None]
    assert without == ["pages/kell-valley-radio/pension-age.html"]
    for g in articles:
        a = kept[g["file"]]
        assert a["title"] == (g | g.get("index", {}))["title"], g["file"]
        assert a["published_date"].isoformat() == g["published_date"], g["file"]
        assert ("no_index_row" in a["findings"]) == (g["file"] in without), g["file"]
        if "index" in g:
            assert "index_conflict" in a["findings"], g["file"]
        if g["file"] not in without:
            assert a["x_wave"] == (1 if g["published_date"] < "2024-10" else 2), g["file"]
