#!/usr/bin/env python3
"""Draw for every page one of the texts that people have of it, and make it.

  render.py --eval DIR --work DIR CORPUS...

In: WORK/CORPUS/html/ID.html and dump/ID.txt. Out: WORK/CORPUS/drawn/ID.txt: the dump, or what another tool makes of the
page; a page that its tool does not take keeps its dump, and one without a dump is given to inscriptis instead. The draw depends on the id alone, so a later run goes on where
one was stopped. The renderers are those of redump.py of the evaluation ground: lynx and w3m are programs (Debian's), the
rest is pinned in requirements-render.txt.
"""
import argparse
import glob
import hashlib
import os
import signal
import sys
from types import ModuleType
from typing import Any

# The shares of the other tools: a form that comes in several layouts is drawn as often as one that does not.
SHARES = {"inscriptis": 2, "html-text": 2, "soup-lines": 3, "soup-stripped": 1, "soup": 4, "lynx": 2, "lynx-nolist": 1, "w3m": 2,
          "html2text": 2, "html2text-plain": 1, "markdownify": 2}
DRAWN = [name for name, share in SHARES.items() for _ in range(share)]
DUMPS = 5, 16  # so many of so many pages keep their dump
INSTEAD = "inscriptis"  # lays pages out as dumps are
SECONDS = 60  # a page that takes longer keeps its dump


def renderer_of(page: str) -> str | None:
    """The tool that a page is given to, None for its dump. Another part of the hash decides than for folds."""
    n = int(hashlib.sha256(page.encode()).hexdigest(), 16) // 5
    return None if n // len(DRAWN) % DUMPS[1] < DUMPS[0] else DRAWN[n % len(DRAWN)]


def late(signum: int, frame: Any) -> None:
    raise TimeoutError("over the time for one page")


def rendered(redump: ModuleType, name: str, path: str) -> str | None:
    with open(path, "rb") as f:
        raw = f.read()
    signal.alarm(SECONDS)
    try:
        return redump.RENDERERS[name](redump.decode(raw), raw, path)
    except Exception as e:  # whatever a tool raises on a page
        print(f"{path}: {name}: {type(e).__name__} {str(e)[:80]}", file=sys.stderr)
        return None
    finally:
        signal.alarm(0)


def draw(redump: ModuleType, folder: str) -> None:
    out = os.path.join(folder, "drawn")
    os.makedirs(out, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(folder, "html", "*.html"))):
        page = os.path.basename(path)[:-5]
        target, dump = os.path.join(out, page + ".txt"), os.path.join(folder, "dump", page + ".txt")
        if os.path.exists(target):
            continue
        name = renderer_of(page) or (None if os.path.exists(dump) else INSTEAD)
        text = rendered(redump, name, path) if name else None
        if not text:
            if not os.path.exists(dump):
                continue
            with open(dump, encoding="utf8", errors="replace") as f:
                text = f.read()
        with open(target + ".part", "w", encoding="utf8", errors="replace") as f:
            f.write(text)
        os.rename(target + ".part", target)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--eval", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("corpora", nargs="+")
    a = p.parse_args()
    sys.path.insert(0, os.path.join(a.eval, "extract"))
    import redump
    sys.setrecursionlimit(20_000)
    signal.signal(signal.SIGALRM, late)
    for corpus in a.corpora:
        draw(redump, os.path.join(a.work, corpus))


if __name__ == "__main__":
    main()
