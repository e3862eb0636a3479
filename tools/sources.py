#!/usr/bin/env python3
"""Writes docs/inputs.md: every form that people keep articles in, made by a tool, read, and counted: right of tried.

Usage: tools/sources.py --bin bin/dsbuild --doc docs/inputs.md

Right is strict: the row has the title of the story and its words in their order, no word more and none less. A
refusal names what to type; where that tool is here, it is run, and what it makes is read and counted too. A tool
that is not here is left out loudly.
"""

import argparse
import email.mime.multipart
import email.mime.text
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "datasets" / "readertest"))
import forms
import stories
from stories import html, story

NUMBERS = range(1, 9)


def rows(fields):
    return [{name: fields[name](n) for name in fields} for n in NUMBERS]


CLEAN = {"url": lambda n: story(n)["url"], "title": lambda n: story(n)["title"], "published_date": lambda n: story(n)["date"], "text": lambda n: story(n)["text"]}
PAGES = {"url": lambda n: story(n)["url"], "html": html}


def each(suffix, make):
    """A file for each story."""

    def write(folder):
        for n in NUMBERS:
            made = make(n)
            path = folder / f"{n}{suffix}"
            path.write_bytes(made) if isinstance(made, bytes) else path.write_text(made, encoding="utf-8")

    return write


def one(name, write, fields=CLEAN):
    return lambda folder: write(folder / name, rows(fields))


def by(command, source=html, suffix=".html"):
    """What a program prints for each story."""

    def make(n):
        with tempfile.TemporaryDirectory() as d:
            path = pathlib.Path(d) / f"in{suffix}"
            path.write_text(source(n), encoding="utf-8")
            return subprocess.run([a.replace("IN", str(path)) for a in command], check=True, capture_output=True).stdout

    return make


def mhtml(n):
    m = email.mime.multipart.MIMEMultipart("related", type="text/html")
    m["Snapshot-Content-Location"] = story(n)["url"]
    m["MIME-Version"] = "1.0"
    part = email.mime.text.MIMEText(html(n), "html", "utf-8")
    part["Content-Location"] = story(n)["url"]
    m.attach(part)
    return b"MIME-Version: 1.0\n" + m.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)


def pandoc(ending):
    def write(folder):
        for n in NUMBERS:
            s = story(n)
            markup = f"<html><head><title>{s['title']}</title></head><body><h1>{s['title']}</h1>{''.join(f'<p>{p}</p>' for p in s['text'].split(chr(10) * 2))}</body></html>"
            subprocess.run(["pandoc", "-f", "html", "-s", "-o", folder / f"{n}{ending}"], input=markup.encode(), check=True)

    return write


def library(name, make):
    """What a Python library makes of each page."""

    def call(n):
        __import__(name.split(".")[0])
        return make(n)

    return call


def soup(*arguments):
    def make(n):
        import bs4

        return bs4.BeautifulSoup(html(n), "html.parser").get_text(*arguments)

    return make


def trafilatura(**options):
    def make(n):
        import trafilatura as t

        return t.extract(html(n), url=story(n)["url"], with_metadata=True, **options)

    return make


def html2text(n):
    import html2text as h

    return h.html2text(html(n))


def markdownify(n):
    import markdownify as m

    return m.markdownify(html(n))


def inscriptis(n):
    import inscriptis as i

    return i.get_text(html(n))


def archive(write):
    def make(folder):
        inner = folder / "pages"
        inner.mkdir()
        each(".html", html)(inner)
        write(folder, inner)
        shutil.rmtree(inner)

    return make


# form, the tool that made it, how it is written, and of a refusal the command that its remedy names: FILE is the file
TABLE = [
    ("HTML, saved pages", "look-alike of a saved page", each(".html", html)),
    ("MHTML", "Python email (look-alike of Chrome)", each(".mhtml", mhtml)),
    ("JSON lines, html", "Python json", one("pages.jsonl", forms.jsonl, PAGES)),
    ("JSON lines, clean text", "Python json", one("articles.jsonl", forms.jsonl)),
    ("JSON array", "Python json", one("articles.json", forms.json_array)),
    ("CSV", "Python csv", one("articles.csv", forms.csv_file)),
    ("CSV, html", "Python csv", one("pages.csv", forms.csv_file, PAGES)),
    ("CSV, semicolons", "Python csv", one("articles.csv", lambda p, r: forms.csv_file(p, r, ";"))),
    ("TSV", "Python csv", one("articles.tsv", forms.tsv_file)),
    ("XLSX", "openpyxl", one("articles.xlsx", forms.xlsx)),
    ("Parquet", "pyarrow", one("articles.parquet", forms.parquet)),
    ("Parquet", "polars", one("articles.parquet", lambda p, r: __import__("polars").DataFrame(r).write_parquet(p))),
    ("Arrow file", "pyarrow", one("articles.arrow", forms.arrow_file)),
    ("Arrow stream", "pyarrow", one("articles.arrows", forms.arrow_stream)),
    ("SQLite", "Python sqlite3", one("articles.db", forms.sqlite)),
    ("WARC", "warcio", one("crawl.warc", forms.warc, PAGES)),
    ("WARC, gzip by record", "warcio", one("crawl.warc.gz", forms.warc_gz, PAGES)),
    ("WACZ", "look-alike around a WARC of warcio", one("crawl.wacz", forms.wacz, PAGES)),
    ("zip", "Python zipfile", archive(lambda d, p: forms.zipped(d / "pages.zip", p))),
    ("tar.gz", "Python tarfile", archive(lambda d, p: forms.tarred(d / "pages.tar.gz", p))),
    ("tar.zst", "Python tarfile, pyarrow", archive(lambda d, p: forms.tar_zst(d / "pages.tar.zst", p))),
    ("7z", "py7zr", archive(lambda d, p: forms.seven_zip(d / "pages.7z", p))),
    ("text of a page", "lynx -dump", each(".txt", by(["lynx", "-dump", "-display_charset=utf-8", "IN"]))),
    ("text of a page", "w3m -dump", each(".txt", by(["w3m", "-dump", "-cols", "80", "-O", "utf-8", "IN"]))),
    ("text of a page", "pandoc -t plain", each(".txt", by(["pandoc", "-f", "html", "-t", "plain", "IN"]))),
    ("text of a page", "beautifulsoup get_text", each(".txt", library("bs4", soup()))),
    ("text of a page", 'beautifulsoup get_text("\\n")', each(".txt", library("bs4", soup("\n")))),
    ("text of a page", "inscriptis", each(".txt", library("inscriptis", inscriptis))),
    ("Markdown of a page", "html2text", each(".md", library("html2text", html2text))),
    ("Markdown of a page", "markdownify", each(".md", library("markdownify", markdownify))),
    ("article as JSON", "trafilatura", each(".json", library("trafilatura", trafilatura(output_format="json")))),
    ("article as XML", "trafilatura", each(".xml", library("trafilatura", trafilatura(output_format="xml")))),
    ("article as TEI", "trafilatura", each(".xml", library("trafilatura", trafilatura(output_format="xmltei")))),
    ("article as CSV", "trafilatura", each(".csv", library("trafilatura", trafilatura(output_format="csv")))),
    ("article as text", "trafilatura", each(".txt", library("trafilatura", trafilatura(output_format="txt")))),
    ("article as Markdown", "trafilatura", each(".md", library("trafilatura", trafilatura(output_format="markdown")))),
    ("export of Nexis, TXT", "look-alike", lambda folder: (folder / "nexis.txt").write_text(stories.nexis(list(NUMBERS)), encoding="utf-8")),
    ("Word, DOCX", "python-docx", lambda folder: [stories.memo(folder / f"{n}.docx", n) for n in NUMBERS]),
    ("RTF", "pandoc", pandoc(".rtf")),
    ("ODT", "pandoc", pandoc(".odt"), ["pandoc", "-t", "html", "-s", "FILE"]),
    ("EPUB", "pandoc", pandoc(".epub"), ["pandoc", "-t", "html", "-s", "FILE"]),
    ("PDF", "look-alike of a page of text", each(".pdf", stories.pdf), ["pdftotext", "-layout", "FILE", "-"]),
]


def build(binary, folder, out):
    """The articles that come of a folder, the first reject, and how many there are of both."""
    run = subprocess.run([binary, "build", folder, "-o", out, "--quiet", "--without", "quotes,topics"], capture_output=True, text=True, timeout=300)
    plan = subprocess.run([binary, "plan", folder, "--format", "json"], capture_output=True, text=True, timeout=300)
    reject, guessed = "", False
    if plan.stdout:
        document = json.loads(plan.stdout)
        for f in document["files"]:
            guessed = guessed or any(c.get("how") == "guessed" for c in f.get("columns") or [])
            for r in f.get("rejects") or []:
                reject = reject or r["example"]
    if run.returncode != 0:
        return [], reject or run.stderr.strip(), guessed
    return pa.concat_tables(pq.read_table(p) for p in sorted((out / "articles").glob("*.parquet"))).to_pylist(), reject, guessed


def right(articles):
    """How many rows are a story, whole, under its title, each once."""
    left = {story(n)["title"]: stories.words(story(n)["text"]) for n in NUMBERS}
    n = 0
    for row in articles:
        want = left.pop(row["title"] or "", None)
        n += want is not None and stories.words(row["text"] or "") == want
    return n


def measure(binary, entry):
    form, tool, write, *remedy = entry
    with tempfile.TemporaryDirectory() as d:
        place = pathlib.Path(d)
        folder = place / "input"
        folder.mkdir()
        try:
            write(folder)
        except (FileNotFoundError, ImportError) as missing:
            print(f"LEFT OUT: {form} by {tool}: {missing}", file=sys.stderr)
            return None
        articles, reject, guessed = build(binary, folder, place / "out")
        tried = len(NUMBERS)
        if articles:
            wrong = len(articles) - right(articles)
            return form, tool, "read" + (", columns by their usual names" if guessed else ""), f"{right(articles)} of {tried}" + (f", {wrong} not" if wrong else "")
        how, counted = f"refused: {reject}", "-"
        if remedy:
            made = place / "made"
            made.mkdir()
            command = remedy[0]
            if not shutil.which(command[0]):
                print(f"LEFT OUT: the remedy of {form}: no {command[0]}", file=sys.stderr)
            else:
                for path in sorted(folder.iterdir()):
                    run = subprocess.run([a.replace("FILE", str(path)) for a in command], check=True, capture_output=True)
                    (made / f"{path.stem}.{'html' if 'html' in command else 'txt'}").write_bytes(run.stdout)
                counted = f"{right(build(binary, made, place / 'out2')[0])} of {tried} by the remedy"
        return form, tool, how, counted


HEAD = """# What can be read

Written by `make sources`; do not edit. {n} stories about invented people were put into each form by the tool that is named, or by
hand where it says look-alike, and read. A row is right where it has the title of its story and the words of its text, no
word more and none less. What is refused is a reject of the build that says what to type; the remedy was run, and what it made was read.

| form | made by | how | right |
|---|---|---|---|
"""


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bin", required=True)
    p.add_argument("--doc", required=True)
    a = p.parse_args()
    binary = str(pathlib.Path(a.bin).resolve())
    lines = [measure(binary, entry) for entry in TABLE]
    body = HEAD.format(n=len(NUMBERS)) + "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines if line)
    pathlib.Path(a.doc).write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()
