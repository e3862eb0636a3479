"""Labels of pages without gold: what three extractors agree on, checked against what the page says of itself."""
import html
import itertools
import json
import re
from typing import Any

import numpy as np
from labels import label, segments, words

LINKED = re.compile(rb"<script[^>]+ld\+json[^>]*>(.*?)</script", re.S | re.I)
META = re.compile(rb"<meta\b[^>]*>", re.I)
CONTENT = re.compile(r"""\bcontent\s*=\s*("([^"]*)"|'([^']*)')""", re.S | re.I)
FEW = 60  # words: what is shorter says nothing of where a text begins and ends


class Agreement:
    """The blocks of one page: y, whether two of three keep each; trust, how far to believe it; weight of the page."""

    def __init__(self, units: list[dict[str, Any]], texts: list[str], gold: dict[str, Any], page: bytes) -> None:
        self.blocks = [words(u["Text"]) for u in units]
        size = np.array([len(b) for b in self.blocks], "f8")
        ballots = [label(self.blocks, t) for t in texts] + [np.array([u["Reason"] == "body" for u in units], "f4")]
        votes = sum(ballots)
        self.y = (votes >= 2).astype("f4")
        self.trust = np.where((votes == 0) | (votes == 3), .5, .15)
        self.weight = self.agreed(ballots, size)
        self.hear(page, size)
        yes, no = segments([u["Text"] for u in units], gold.get("with_segments"), gold.get("without_segments"))
        self.y[yes], self.y[no] = 1, 0
        self.trust[yes], self.trust[no] = 1, 2

    def agreed(self, ballots: list[np.ndarray], size: np.ndarray) -> float:
        """1 where the three agree on all words of the text, 0 where on three fifths or fewer."""
        shared = np.mean([f1(a, b, size) for a, b in itertools.combinations(ballots, 2)])
        return min(1, max(0, (shared - .6) / .3))

    def hear(self, page: bytes, size: np.ndarray) -> None:
        """Believe the page where it tells its own text, less what the text that it tells leaves out or adds."""
        body = label(self.blocks, article_body(page))
        if body @ size >= FEW:
            shared = f1(body, self.y, size)
            self.weight *= 0 if shared < .5 else 1
            self.trust[body != self.y] *= .3
            if shared > .9:
                self.trust[body == self.y] *= 1.5
        deck = label(self.blocks, description(page))
        self.trust[(deck > 0) & (self.y == 0)] = 0  # of the text or not: corpora differ

    def of_lines(self, units: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
        """The same of the lines of a text that a tool made of the page."""
        blocks = [words(u["Text"]) for u in units]
        join = lambda mask: " ".join(itertools.chain.from_iterable(b for b, m in zip(self.blocks, mask) if m))
        y = label(blocks, join(self.y > 0))
        unsure = label(blocks, join(self.trust < .3)) > 0
        return y, np.where(unsure, .15, .5)


def f1(a: np.ndarray, b: np.ndarray, size: np.ndarray) -> float:
    return 2 * float((a * b) @ size) / max(1, float((a + b) @ size))


def article_body(page: bytes) -> str:
    """The longest articleBody of the linked data."""
    best = ""
    for found in LINKED.findall(page):
        try:
            todo = [json.loads(found.decode("utf8", "replace"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            value = todo.pop()
            if isinstance(value, dict):
                body = value.get("articleBody")
                best = max(best, body, key=len) if isinstance(body, str) else best
                value = list(value.values())
            if isinstance(value, list):
                todo += value
    return re.sub(r"<[^>]+>", " ", html.unescape(best))


def description(page: bytes) -> str:
    for tag in META.findall(page):
        tag = tag.decode("utf8", "replace")
        if re.search(r"""=\s*["']?(og:)?description\b""", tag, re.I) and (found := CONTENT.search(tag)):
            return html.unescape(found[2] or found[3] or "")
    return ""
