"""Pages made of the example articles, as many as wanted: the same number gives the same bytes. Standard library only."""
import glob
import json
import os
import re
import sys


def templates() -> list[tuple[str, str]]:
    pages = []
    for name in sorted(glob.glob("datasets/examples/*/pages/**/*.html", recursive=True)):
        with open(name, "rb") as f:
            body = f.read()
        try:
            pages.append((os.path.basename(name), body.decode("utf-8")))
        except UnicodeDecodeError:
            pages.append((os.path.basename(name), body.decode("windows-1252")))
    if not pages:
        sys.exit("no example pages found; run this in the top folder of the repository")
    return pages


def varied(html: str, number: int) -> str:
    """The page with words of its own in every paragraph, so that no two texts are alike."""
    word = f"no. {number} "
    return re.sub(r"<p([^>]*)>", lambda m: f"<p{m.group(1)}>In case {word}", html, flags=re.I)


def write_pages(path: str, numbers: range, pages: list[tuple[str, str]]) -> None:
    with open(path, "w", encoding="utf8") as f:
        for i in numbers:
            name, html = pages[i % len(pages)]
            f.write(json.dumps({"url": f"https://{name}.example/{i}", "html": varied(html, i)}, ensure_ascii=False) + "\n")


def write_files(folder: str, count: int, files: int) -> int:
    """Write pages as JSONL in so many files, dealt out evenly; returns their bytes."""
    os.makedirs(folder)
    pages, size = templates(), 0
    for n in range(files):
        path = os.path.join(folder, f"{n:05d}.jsonl")
        write_pages(path, range(count * n // files, count * (n + 1) // files), pages)
        size += os.path.getsize(path)
    return size
