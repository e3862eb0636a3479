"""Labels of blocks: which of them are the text that a page's gold, or two of three peers, hold."""
import collections
import re

import numpy as np

WORDS = re.compile(r"\w+")
SHINGLE = 4  # words: what is shared by chance is shorter


def words(text: str | None) -> list[str]:
    return WORDS.findall(text or "")


def label(blocks: list[list[str]], text: str | None) -> np.ndarray:
    """1 for each block (a list of words) that stands in the text, in order, else 0.

    A block of four words or more is there when 60 % of its shingles are, each shingle of the text being used once, the one
    nearest to the last match first. A shorter one is there only where it goes on where the block before ended.
    """
    gold = words(text)
    places = collections.defaultdict(list)
    for i in range(len(gold) - SHINGLE + 1):
        places[tuple(gold[i:i + SHINGLE])].append(i)
    used, at = bytearray(len(gold) + 1), 0
    y = np.zeros(len(blocks), "f4")
    for k, t in enumerate(blocks):
        shingles = [tuple(t[i:i + SHINGLE]) for i in range(len(t) - SHINGLE + 1)]
        hits = []
        for s in shingles:
            free = [i for i in places.get(s, ()) if not used[i]]
            if free:
                hits.append(min(free, key=lambda i: abs(i - at)))
        if hits and len(hits) >= .6 * len(shingles):
            y[k] = 1
            for i in hits:
                used[i] = 1
            at = hits[-1] + SHINGLE
    at = 0
    for k, t in enumerate(blocks):
        if y[k]:
            for i in range(len(t) - SHINGLE, -1, -1):
                ahead = [j for j in places.get(tuple(t[i:i + SHINGLE]), ()) if j >= at - 2]
                if ahead:
                    at = ahead[0] + len(t) - i
                    break
        elif 0 < len(t) < SHINGLE:
            for s in range(at, min(at + 3, len(gold) - len(t)) + 1):
                if gold[s:s + len(t)] == t:
                    y[k], at = 1, s + len(t)
                    break
    return y


def segments(texts: list[str], wanted: list[str], unwanted: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Two masks: the blocks that hold a segment of the gold, and those that hold one the gold refuses and little else."""
    fold = lambda s: " ".join((s or "").split())
    wanted, unwanted = [fold(s) for s in wanted or ()], [fold(s) for s in unwanted or ()]
    texts = [fold(t) for t in texts]
    yes = np.array([any(s and s in t for s in wanted) for t in texts], bool)
    no = np.array([any(s and s in t and len(t) < 4 * len(s) + 60 for s in unwanted) for t in texts], bool)
    return yes & ~no, no & ~yes
