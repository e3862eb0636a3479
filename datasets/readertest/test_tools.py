"""What scrapers, archivers and savers of sites write is read as it is: look-alikes after what the tools themselves wrote.

`make sources` runs the tools; here their fields and folders are laid out by hand, so that the tests need none of them.
"""

import json
import pathlib
import zipfile
from typing import Any

import forms
import pytest
import stories
from stories import html, story

NUMBERS = range(1, 4)
PUBLISHER = "The Harbour Ledger"


def paragraphs(n: int) -> list[str]:
    return story(n)["text"].split("\n\n")


def newspaper(n: int) -> dict[str, Any]:
    s = story(n)
    return {
        "url": s["url"], "read_more_link": "", "language": "en", "title": s["title"], "top_image": "", "meta_img": "", "images": [], "movies": [], "keywords": [], "meta_keywords": [""],
        "tags": None, "authors": ["Mara Ellison", "Dan O'Hara"], "publish_date": s["date"] + "T09:00:00+00:00", "summary": "", "meta_description": "", "meta_lang": "en", "meta_favicon": "",
        "meta_site_name": PUBLISHER, "canonical_link": None, "text": s["text"],
    }


def newspaper_json(d: pathlib.Path) -> None:
    (d / "articles.json").write_text(json.dumps([newspaper(n) for n in NUMBERS], indent=4, ensure_ascii=False), encoding="utf-8")


def newspaper_csv(d: pathlib.Path) -> None:
    forms.csv_file(d / "articles.csv", [newspaper(n) for n in NUMBERS])


def news_please(d: pathlib.Path) -> None:
    for n in NUMBERS:
        s = story(n)
        record = {
            "authors": ["Mara Ellison", "Dan O'Hara"], "date_download": "2026-03-01 10:00:00", "date_modify": "None", "date_publish": s["date"] + " 09:00:00", "description": None, "filename": f"{n}.json",
            "image_url": None, "language": "en", "localpath": None, "maintext": s["text"].replace("\n\n", "\n"), "source_domain": "harbour.example", "text": None, "title": s["title"],
            "title_page": None, "title_rss": None, "url": s["url"],
        }
        (d / f"{n}.json").write_text(json.dumps(record), encoding="utf-8")


def fundus(n: int) -> dict[str, Any]:
    body = {"summary": ["The board has voted."], "sections": [{"headline": [], "paragraphs": paragraphs(n)[:2]}, {"headline": [], "paragraphs": paragraphs(n)[2:]}]}
    return {"authors": ["Mara Ellison", "Dan O'Hara"], "body": body, "free_access": True, "publishing_date": story(n)["date"] + " 09:00:00+00:00", "title": story(n)["title"], "topics": ["Harbour"]}


def fundus_file(d: pathlib.Path) -> None:
    (d / "crawl.json").write_text(json.dumps({PUBLISHER: [fundus(1), fundus(2)], "The Pier": [fundus(3)]}, indent=4, ensure_ascii=False), encoding="utf-8")


def datatrove(d: pathlib.Path) -> None:
    forms.jsonl(d / "00000.jsonl", [{"text": story(n)["title"] + "\n" + story(n)["text"].replace("\n\n", "\n"), "id": f"<urn:uuid:{n}>", "metadata": {"url": story(n)["url"], "date": forms.DATE, "file_path": "s3://x.warc.gz", "dump": "CC-MAIN-2026-10"}} for n in NUMBERS])


def singlefile(n: int) -> str:
    mark = f"<!--\n Page saved with SingleFile \n url: {story(n)['url']} \n saved date: Sun Mar 01 2026 10:00:00 GMT+0000 (Coordinated Universal Time)\n-->"
    return html(n).replace("<head>", mark + "<meta charset=utf-8>", 1)


def singlefile_folder(d: pathlib.Path) -> None:
    for n in NUMBERS:
        (d / f"{story(n)['title']} (3_1_2026 10:00:00 AM).html").write_text(singlefile(n), encoding="utf-8")


def zotero(d: pathlib.Path) -> None:
    for n in NUMBERS:
        item = d / "storage" / f"ABCD23{n}E"
        item.mkdir(parents=True)
        (item / f"{story(n)['title']}.html").write_text(singlefile(n), encoding="utf-8")
        (item / ".zotero-ft-cache").write_text(story(n)["text"], encoding="utf-8")
        (item / ".zotero-reader-state").write_text("{}")


def archivebox(d: pathlib.Path) -> None:
    """After what ArchiveBox 0.7.4 wrote of pages of a server on this machine."""
    (d / "ArchiveBox.conf").write_text("[SERVER_CONFIG]\n")
    (d / "index.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(100))
    (d / "sources").mkdir()
    (d / "sources" / "1-import.txt").write_text(story(1)["url"] + "\n")
    for n in NUMBERS:
        item = d / "archive" / f"179592681{n}.649502"
        (item / "harbour.example").mkdir(parents=True)
        index = {"archive_path": f"archive/{item.name}", "base_url": "x", "canonical": {"dom_path": "output.html"}, "history": {}, "oldest_archive_date": "2026-03-01T10:00:00.1+00:00", "schema": "Link", "title": story(n)["title"], "url": story(n)["url"]}
        (item / "index.json").write_text(json.dumps(index, indent=4))
        (item / "index.html").write_text(f"<!DOCTYPE html><html><head><title>{story(n)['title']}</title></head><body><p>{story(n)['title']}</p><p>Archived: harbour.example</p></body></html>")
        (item / "headers.json").write_text('{\n    "Status-Code": "200"\n}')
        (item / "htmltotext.txt").write_text(story(n)["text"])
        (item / "output.pdf").write_bytes(stories.pdf(n))
        for name in ["output.html", *(["singlefile.html"] if n > 1 else []), f"harbour.example/{n}.html", f"harbour.example/{n}.html.orig"]:
            (item / name).write_text(singlefile(n) if name == "singlefile.html" else html(n), encoding="utf-8")


def httrack(d: pathlib.Path) -> None:
    """After what HTTrack 3.49 wrote."""
    site = d / "harbour.example"
    site.mkdir()
    for n in NUMBERS:
        mark = f"\n<!-- Mirrored from harbour.example/{n} by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 01 Mar 2026 10:00:00 GMT -->\n<head>"
        (site / f"{n}.html").write_text(html(n).replace("<head>", mark, 1), encoding="utf-8")
    (d / "index.html").write_text("<html>\n<head>\n<title>Local index - HTTrack Website Copier</title>\n  <!-- Mirror and index made by HTTrack Website Copier/3.49-4 [XR&CO'2014] -->\n</head><body><p>Index of locally available sites: harbour.example</p></body></html>")
    (d / "hts-log.txt").write_text("HTTrack3.49-4 launched on Sun, 01 Mar 2026 10:00:00 at https://harbour.example/\nmirror complete in 2 seconds: 12 links scanned, 11 files written\n")
    (d / "hts-cache").mkdir()
    (d / "hts-cache" / "doit.log").write_text("-q https://harbour.example/\n")
    with zipfile.ZipFile(d / "hts-cache" / "new.zip", "w") as z:
        for n in NUMBERS:
            z.writestr(f"https://harbour.example/{n}", html(n))


def wget(d: pathlib.Path) -> None:
    site = d / "harbour.example"
    site.mkdir()
    for n in NUMBERS:
        (site / f"{n}.html").write_text(html(n).replace('href="/"', 'href="index.html"'), encoding="utf-8")
        (site / f"{n}.html.orig").write_text(html(n), encoding="utf-8")
    (site / "style.css").write_text("body { margin: 0 }")


WAYBACK = "\n<!--\n     FILE ARCHIVED ON 10:00:00 Mar 01, 2026 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:00:00 Mar 01, 2026.\n     JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.\n-->\n"


def wayback_page(n: int) -> str:
    mark = f'<head><script src="https://web-static.archive.org/_static/js/bundle-playback.js" charset="utf-8"></script>\n<script>\n  __wm.init("https://web.archive.org/web");\n  __wm.wombat("{story(n)["url"]}","20260301100000","https://web.archive.org/","web","https://web-static.archive.org/_static/","1772359200");\n</script>\n<!-- End Wayback Rewrite JS Include -->\n'
    return html(n).replace("<head>", mark, 1) + WAYBACK


def waybackpack(d: pathlib.Path) -> None:
    for n in NUMBERS:
        folder = d / "20260301100000" / "harbour.example"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(n)).write_text(wayback_page(n), encoding="utf-8")


def wayback_machine_downloader(d: pathlib.Path) -> None:
    for n in NUMBERS:
        folder = d / "websites" / "harbour.example" / str(n)
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(html(n), encoding="utf-8")


# form -> how it is written, the columns beside title and text that it has, and what is passed over
AUTHORS = ["Mara Ellison", "Dan O'Hara"]
TOOLS = {
    "newspaper4k, JSON": (newspaper_json, {"url", "authors", "publisher"}, {}),
    "newspaper4k, CSV": (newspaper_csv, {"url", "authors", "publisher"}, {}),
    "news-please": (news_please, {"url", "authors", "retrieved_at"}, {}),
    "fundus": (fundus_file, {"authors", "subtitle"}, {}),
    "datatrove": (datatrove, {"url", "retrieved_at"}, {}),
    "SingleFile": (singlefile_folder, {"url", "retrieved_at"}, {}),
    "Zotero": (zotero, {"url", "retrieved_at"}, {"hidden": 6}),
    "ArchiveBox": (archivebox, {"url", "retrieved_at"}, {"saver_file": 12, "other_capture": 11}),
    "HTTrack": (httrack, {"url", "retrieved_at"}, {"saver_file": 3}),
    "wget --mirror": (wget, set(), {"asset": 1, "saver_file": 3}),
    "waybackpack": (waybackpack, {"url", "retrieved_at"}, {}),
    "wayback_machine_downloader": (wayback_machine_downloader, set(), {}),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_articles_are_read_whole_with_what_the_tool_says_of_them(tool: str, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    write, has, skipped = TOOLS[tool]
    folder = tmp_path / "saved"
    folder.mkdir()
    write(folder)
    tables = forms.build(binary, folder, tmp_path / "out", "--without", "quotes,topics")
    assert tables["rejects"].num_rows == 0, tables["rejects"].to_pylist()
    rows = {r["title"]: r for r in tables["articles"].to_pylist()}
    assert rows.keys() == {story(n)["title"] for n in NUMBERS} and tables["articles"].num_rows == len(NUMBERS)
    for n in NUMBERS:
        row, want = rows[story(n)["title"]], story(n)
        text = f"{want['title']} {want['text']}" if tool == "datatrove" else want["text"]  # which has no field for the headline
        assert stories.words(row["text"]) == stories.words(text)
        if "url" in has:
            assert row["url"].split("://")[1] == want["url"].split("://")[1], row["url"]
        if "authors" in has:
            assert row["authors"] == AUTHORS
        if "publisher" in has:
            assert row["publisher"] == PUBLISHER
        if "subtitle" in has:
            assert row["subtitle"] == "The board has voted." and row["publisher"] == (PUBLISHER if n < 3 else "The Pier")
        if "retrieved_at" in has:
            assert row["retrieved_at"].isoformat().startswith("2026-03-01T10:00:00"), row["retrieved_at"]
        if tool != "datatrove":
            assert str(row["published_date"]) == want["date"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert {s["name"]: s["count"] for s in manifest["skipped"]} == skipped


def test_media_cloud_lists_what_to_fetch(binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Its export has addresses and no pages; with the text that its API adds on request it has pages."""
    stories_of = [{"id": f"a{n}", "indexed_date": "2026-03-01 10:00:00", "language": "en", "media_name": PUBLISHER, "media_url": "harbour.example", "publish_date": story(n)["date"], "title": story(n)["title"], "url": story(n)["url"]} for n in NUMBERS]
    forms.csv_file(tmp_path / "stories.csv", stories_of)
    forms.jsonl(tmp_path / "text.jsonl", [{**s, "text": story(n)["text"]} for n, s in zip(NUMBERS, stories_of)])
    tables = forms.build(binary, tmp_path, tmp_path / "out", "--without", "quotes,topics")
    reject, = tables["rejects"].to_pylist()
    assert reject["reason"] == "needs_fetch" and "media_name" in reject["message"]
    assert [(r["title"], r["publisher"], str(r["published_date"])) for r in tables["articles"].to_pylist()] == [(story(n)["title"], PUBLISHER, story(n)["date"]) for n in NUMBERS]
