"""The wild pages: saved pages of a thousand sites, without gold.

Out: WORK/wild/html/ID.html and gold.jsonl (id, site) of those that look like articles. Left out are pages that somebody
changed beyond taking scripts away, copies, all but a few of many pages about one thing, and the sites that are kept for
judging, by two draws: int(sha256("fresh:" + site), 16) % 9 == 0, and "fresh2:" with % 8. Those are never unpacked.
"""
import collections
import hashlib
import json
import os
import re
import tarfile
from typing import Any

KINDS = ("article", "blog_post", "government", "press_release", "opinion", "recipe")
HARMLESS = {"scripts_stripped", "no_scripts", "wayback_links"}
SAME_WORDS = 10  # titles at most that hold the same two words of four letters or more side by side
TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.S | re.I)


def kept_for_judging(site: str) -> bool:
    return any(int(hashlib.sha256((draw + site).encode()).hexdigest(), 16) % n == 0 for draw, n in (("fresh:", 9), ("fresh2:", 8)))


def fit(row: dict[str, Any]) -> bool:
    return row["kind"] in KINDS and not kept_for_judging(row["site"]) and set(row.get("altered_how") or ()) <= HARMLESS


def unpack(evaluation: str, work: str) -> None:
    folder = os.path.join(work, "wild")
    if os.path.exists(os.path.join(folder, "gold.jsonl")):
        return
    name = os.path.join(evaluation, "extract", "wild.tar.xz")
    with tarfile.open(name) as archive:
        member = next(m for m in archive if m.name.endswith("/index.jsonl"))
        rows = {r["id"]: r for r in map(json.loads, archive.extractfile(member)) if fit(r)}
    os.makedirs(os.path.join(folder, "html"), exist_ok=True)
    pages, seen, titles = {}, set(), collections.Counter()
    with tarfile.open(name) as archive:
        for member in archive:
            page = os.path.basename(member.name).removesuffix(".html")
            if page in rows and member.name.endswith(".html"):
                pages[page] = archive.extractfile(member).read()
    with open(os.path.join(folder, "gold.part"), "w", encoding="utf8") as gold:
        for page, html in sorted(pages.items()):
            title = TITLE.search(html[:1 << 20])
            words = re.findall(r"\w+", title[1].decode("utf8", "replace").lower()) if title else []
            pairs = {p for p in zip(words, words[1:]) if min(map(len, p)) >= 4}
            if html in seen or any(titles[p] >= SAME_WORDS for p in pairs):
                continue
            seen.add(html)
            titles.update(pairs)
            with open(os.path.join(folder, "html", page + ".html"), "wb") as f:
                f.write(html)
            gold.write(json.dumps({"id": page, "site": rows[page]["site"]}) + "\n")
    os.rename(os.path.join(folder, "gold.part"), os.path.join(folder, "gold.jsonl"))
