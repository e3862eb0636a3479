#!/usr/bin/env python3
"""Writes docs/inputs.md: every form that people keep articles in, made by a tool, read, and counted: right of tried.

Usage: tools/sources.py --bin bin/dsbuild --doc docs/inputs.md

Right is strict: the row has the title of the story and its words in their order, no word more and none less. A
refusal names what to type; where that tool is here, it is run, and what it makes is read and counted too. A tool
that is not here (Debian: lynx w3m pandoc poppler-utils wget httrack chromium) is left out loudly.
"""

import argparse
import csv
import datetime
import email.mime.multipart
import email.mime.text
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "datasets" / "readertest"))
import forms
import stories
import test_tools
from stories import html, story

NUMBERS = range(1, 9)
Fields = dict[str, Callable[[int], Any]]  # of the number of a story
Make = Callable[[int], "str | bytes"]
Write = Callable[[pathlib.Path], None]  # into a folder


def rows(fields: Fields) -> list[dict[str, Any]]:
    return [{name: fields[name](n) for name in fields} for n in NUMBERS]


CLEAN: Fields = {
    "url": lambda n: story(n)["url"], "title": lambda n: story(n)["title"],
    "published_date": lambda n: story(n)["date"], "text": lambda n: story(n)["text"],
}
PAGES: Fields = {"url": lambda n: story(n)["url"], "html": html}


def each(suffix: str, make: Make) -> Write:
    """A file for each story."""

    def write(folder: pathlib.Path) -> None:
        for n in NUMBERS:
            made = make(n)
            path = folder / f"{n}{suffix}"
            path.write_bytes(made) if isinstance(made, bytes) else path.write_text(made, encoding="utf-8")

    return write


def one(name: str, write: Callable[[pathlib.Path, list[dict[str, Any]]], None], fields: Fields = CLEAN) -> Write:
    return lambda folder: write(folder / name, rows(fields))


def by(command: list[str], source: Callable[[int], str] = html, suffix: str = ".html") -> Make:
    """What a program prints for each story."""

    def make(n: int) -> bytes | str:
        with tempfile.TemporaryDirectory() as d:
            path = pathlib.Path(d) / f"in{suffix}"
            path.write_text(source(n), encoding="utf-8")
            return subprocess.run([a.replace("IN", str(path)) for a in command], check=True, capture_output=True).stdout

    return make


def mhtml(n: int) -> bytes:
    m = email.mime.multipart.MIMEMultipart("related", type="text/html")
    m["Snapshot-Content-Location"] = story(n)["url"]
    m["MIME-Version"] = "1.0"
    part = email.mime.text.MIMEText(html(n), "html", "utf-8")
    part["Content-Location"] = story(n)["url"]
    m.attach(part)
    return b"MIME-Version: 1.0\n" + m.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)


def pandoc(ending: str) -> Write:
    def write(folder: pathlib.Path) -> None:
        for n in NUMBERS:
            subprocess.run(["pandoc", "-f", "html", "-s", "-o", folder / f"{n}{ending}"], input=stories.plain_html(n).encode(), check=True)

    return write


def soup(*arguments) -> Make:
    def make(n: int) -> bytes | str:
        import bs4

        return bs4.BeautifulSoup(html(n), "html.parser").get_text(*arguments)

    return make


def trafilatura(**options) -> Make:
    def make(n: int) -> bytes | str:
        import trafilatura as t

        return t.extract(html(n), url=story(n)["url"], with_metadata=True, **options)

    return make


def html2text(n: int) -> str:
    import html2text as h

    return h.html2text(html(n))


def markdownify(n: int) -> str:
    import markdownify as m

    return m.markdownify(html(n))


def inscriptis(n: int) -> str:
    import inscriptis as i

    return i.get_text(html(n))


def newspaper(n: int) -> Any:
    from newspaper import Article

    a = Article(story(n)["url"])
    a.download(input_html=html(n))
    a.parse()
    return a


def newspaper_json(folder: pathlib.Path) -> None:
    (folder / "articles.json").write_text("[" + ",".join(newspaper(n).to_json() for n in NUMBERS) + "]", encoding="utf-8")


def newspaper_csv(folder: pathlib.Path) -> None:
    from newspaper import settings

    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, settings.article_json_fields)
        w.writeheader()
        w.writerows(newspaper(n).to_json(as_string=False) for n in NUMBERS)


def news_please(n: int) -> str:
    from newsplease import NewsPlease

    return json.dumps(NewsPlease.from_html(html(n), url=story(n)["url"]).get_serializable_dict())


def fundus(folder: pathlib.Path) -> None:
    """As the crawler writes with save_to_file; the parser is that of a publisher of ours."""
    from fundus.parser import BaseParser, ParserProxy, attribute
    from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing
    from fundus.scraping.article import Article
    from fundus.scraping.html import HTML, SourceInfo
    from lxml.cssselect import CSSSelector

    class Parser(ParserProxy):
        class V1(BaseParser):
            @attribute
            def body(self) -> Any:
                return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=CSSSelector("article > p"))

            @attribute
            def title(self) -> Any:
                return CSSSelector("h1")(self.precomputed.doc)[0].text

            @attribute
            def publishing_date(self) -> Any:
                return generic_date_parsing(self.precomputed.meta.get("article:published_time"))

    def article(n: int) -> Any:
        url = story(n)["url"]
        page = HTML(requested_url=url, responded_url=url, content=html(n), crawl_date=datetime.datetime(2026, 3, 1), source_info=SourceInfo("The Harbour Ledger"))
        return Article(html=page, **Parser()().parse(html(n), "raise"))

    crawled = {"The Harbour Ledger": [article(n) for n in NUMBERS]}
    (folder / "crawl.json").write_text(json.dumps(crawled, default=lambda o: o.to_json(), ensure_ascii=False, indent=4), encoding="utf-8")


def datatrove(**options) -> Write:
    def write(folder: pathlib.Path) -> None:
        from datatrove.data import Document
        from datatrove.pipeline.extractors import Trafilatura
        from datatrove.pipeline.writers.jsonl import JsonlWriter

        pages = (Document(text=html(n), id=f"<urn:uuid:{n}>", metadata={"url": story(n)["url"], "date": forms.DATE, "file_path": "s3://x.warc.gz", "dump": "CC-MAIN-2026-10"}) for n in NUMBERS)
        with JsonlWriter(str(folder), output_filename="${rank}.jsonl.gz", **options) as w:
            for document in Trafilatura(timeout=60).run(pages):  # a second is too short on a busy machine
                w.write(document)

    return write


def served(run: Callable[[pathlib.Path, str], None]) -> Write:
    """What a tool saves of the pages of a server on this machine: of a front page, the stories, and their captures."""

    def write(folder: pathlib.Path) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = re.search(r"/(\d+)(?:\.html)?$", self.path)
                number = int(found[1]) if found else 0
                body = html(number) if number else "".join(f'<a href="/news/{n}.html">{story(n)["title"]}</a> ' for n in NUMBERS)
                if "/web/" in self.path:
                    body = test_tools.wayback_page(number)
                elif not number and self.path != "/":
                    body = ""
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            run(folder, f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()

    return write


def saved_by(*command, each: bool = False, status: tuple[int, ...] = (0,)) -> Write:
    """A program that saves URL into the folder that it runs in; each: every page by itself."""

    def run(folder: pathlib.Path, site: str) -> None:
        for page in [f"{site}news/{n}.html" for n in NUMBERS] if each else [site]:
            done = subprocess.run([a.replace("URL", page).replace("NAME", page.rsplit("/")[-1]) for a in command], cwd=folder, capture_output=True, timeout=300, stdin=subprocess.DEVNULL)
            if done.returncode not in status:
                raise RuntimeError(done.stderr.decode()[-2000:])

    return served(run)


@served
def waybackpack(folder: pathlib.Path, site: str) -> None:
    import waybackpack as w

    w.asset.ARCHIVE_TEMPLATE = site + "web/{timestamp}{flag}/{url}"  # instead of the archive's own server
    for n in NUMBERS:
        w.Pack(story(n)["url"], timestamps=["20260301100000"]).download_to(str(folder))


def memos(folder: pathlib.Path) -> None:
    for n in NUMBERS:
        stories.memo(folder / f"{n}.docx", n)


def look_alike(write: Write) -> Write:
    """As test_tools.py lays it out, with all stories."""

    def run(folder: pathlib.Path) -> None:
        test_tools.NUMBERS = NUMBERS
        write(folder)

    return run


def archive(write: Callable[[pathlib.Path, pathlib.Path], None]) -> Write:
    def make(folder: pathlib.Path) -> None:
        inner = folder / "pages"
        inner.mkdir()
        each(".html", html)(inner)
        write(folder, inner)
        shutil.rmtree(inner)

    return make


# Chromium as root needs to be told that it is one.
SINGLE_FILE = [f"--browser-executable-path={shutil.which('chromium') or ''}", "--browser-arg=--no-sandbox"]

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
    ("text of a page", "beautifulsoup get_text", each(".txt", soup())),
    ("text of a page", 'beautifulsoup get_text("\\n")', each(".txt", soup("\n"))),
    ("text of a page", "inscriptis", each(".txt", inscriptis)),
    ("Markdown of a page", "html2text", each(".md", html2text)),
    ("Markdown of a page", "markdownify", each(".md", markdownify)),
    ("article as JSON", "trafilatura", each(".json", trafilatura(output_format="json"))),
    ("article as XML", "trafilatura", each(".xml", trafilatura(output_format="xml"))),
    ("article as TEI", "trafilatura", each(".xml", trafilatura(output_format="xmltei"))),
    ("article as CSV", "trafilatura", each(".csv", trafilatura(output_format="csv"))),
    ("article as text", "trafilatura", each(".txt", trafilatura(output_format="txt"))),
    ("article as Markdown", "trafilatura", each(".md", trafilatura(output_format="markdown"))),
    ("scrape, JSON", "newspaper4k", newspaper_json),
    ("scrape, CSV", "newspaper4k", newspaper_csv),
    ("scrape, JSON", "news-please", each(".json", news_please)),
    ("scrape, JSON", "fundus", fundus),
    ("corpus, JSON lines: the headline has no field, and stays in the text", "datatrove", datatrove()),
    ("corpus, JSON lines, metadata expanded: so too", "datatrove", datatrove(expand_metadata=True)),
    ("saved page", "SingleFile", saved_by("single-file", "URL", "NAME", *SINGLE_FILE, each=True)),
    ("saved pages in Zotero's storage", "look-alike", look_alike(test_tools.zotero)),
    ("collection", "look-alike of ArchiveBox 0.7", look_alike(test_tools.archivebox)),
    ("mirror of a site", "HTTrack", saved_by("httrack", "URL", "-O", ".", "--quiet", "--robots=0")),
    ("mirror of a site", "wget --mirror", saved_by("wget", "-q", "--mirror", "--convert-links", "--backup-converted", "--adjust-extension", "URL", status=(0, 8))),  # 8: there is no robots.txt
    ("captures of the Wayback Machine", "waybackpack, look-alike of its pages", waybackpack),
    ("captures of the Wayback Machine", "look-alike of wayback_machine_downloader", look_alike(test_tools.wayback_machine_downloader)),
    ("export of Nexis, TXT", "look-alike", lambda folder: (folder / "nexis.txt").write_text(stories.nexis(list(NUMBERS)), encoding="utf-8")),
    ("Word, DOCX", "python-docx", memos),
    ("RTF", "pandoc", pandoc(".rtf")),
    ("ODT", "pandoc", pandoc(".odt"), ["pandoc", "-t", "html", "-s", "FILE"]),
    ("EPUB", "pandoc", pandoc(".epub"), ["pandoc", "-t", "html", "-s", "FILE"]),
    ("PDF", "look-alike of a page of text", each(".pdf", stories.pdf), ["pdftotext", "-layout", "FILE", "-"]),
]


def build(binary: str, folder: pathlib.Path, out: pathlib.Path) -> tuple[list[dict[str, Any]], str, bool]:
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


def right(articles: list[dict[str, Any]], headline: bool = False) -> int:
    """How many rows are a story, whole, under its title, each once; headline: the text begins with the title."""
    left = {story(n)["title"]: stories.words(story(n)["text"]) for n in NUMBERS}
    n = 0
    for row in articles:
        want = left.pop(row["title"] or "", None)
        n += want is not None and stories.words(row["text"] or "") == (stories.words(row["title"]) if headline else []) + want
    return n


def measure(binary: str, entry: tuple) -> tuple[str, str, str, str] | None:
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
        good = right(articles, headline=tool == "datatrove")
        tried = len(NUMBERS)
        if articles:
            wrong = len(articles) - good
            return form, tool, "read" + (", columns by their usual names" if guessed else ""), f"{good} of {tried}" + (f", {wrong} not" if wrong else "")
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


def main() -> None:
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
