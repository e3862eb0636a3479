"""The pages of the examples, varied, in every form that people keep pages in, each written by the tool of that form."""

import csv
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import tarfile
import zipfile

import openpyxl
import py7zr
import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

EXAMPLES = pathlib.Path(__file__).resolve().parents[1] / "examples"
DATE = "2026-03-01T10:00:00Z"

# What a page is varied by: other people, places and numbers, in words of the same kind.
SWAPS = [("Monday", "Thursday"), ("council", "assembly"), ("said", "noted"), ("percent", "per cent"), ("2024", "2025"), ("million", "billion")]


def varied(html: str, n: int) -> str:
    """Another page of the same site: some words changed, one paragraph more."""
    if n == 0:
        return html
    for old, new in SWAPS[n - 1 :: 2]:
        html = re.sub(rf"(>[^<]*)\b{old}\b", rf"\g<1>{new}", html)
    more = f"<p>The clerk of ward {n} read the paper twice on Tuesday, and sent {n + 3} pages back to its authors.</p>"
    at = html.rfind("</p>")
    return html if at < 0 else html[: at + 4] + more + html[at + 4 :]


def pages(want: int = 60) -> list[dict]:
    """Records {url, html}: as text, so whatever charset a page names is a leftover of its file."""
    found, seen = [], set()
    files = sorted(p for p in EXAMPLES.glob("*/pages/**/*.html"))
    for n in range(3):
        for path in files:
            raw = path.read_bytes()
            text = raw.decode("utf-8") if valid(raw) else raw.decode("windows-1252")
            html = varied(text, n)
            if html in seen or len(found) == want:
                continue
            seen.add(html)
            found.append({"url": f"https://{path.parent.name}.example/{n}/{path.stem}", "html": html})
    assert len(found) == want
    return found


def valid(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def jsonl(path: pathlib.Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def json_array(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def csv_file(path: pathlib.Path, rows: list, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, list(rows[0]), delimiter=delimiter)
        w.writeheader()
        w.writerows(rows)


def tsv_file(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    csv_file(path, rows, "\t")


def parquet(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=17)


def arrow_file(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_file(path, table.schema) as w:
        w.write_table(table, max_chunksize=17)


def arrow_stream(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_stream(path, table.schema) as w:
        w.write_table(table, max_chunksize=17)


def sqlite(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    columns = list(rows[0])
    db = sqlite3.connect(path)
    db.execute(f"CREATE TABLE pages ({', '.join(c + ' TEXT' for c in columns)})")
    db.executemany(f"INSERT INTO pages VALUES ({', '.join('?' * len(columns))})", [tuple(r[c] for c in columns) for r in rows])
    db.commit()
    db.close()


def xlsx(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Articles")
    sheet.append(list(rows[0]))
    for r in rows:
        sheet.append(list(r.values()))
    book.save(path)


def warc(path: pathlib.Path, rows: list[dict[str, str]], gzip: bool = False) -> None:
    """A crawl by warcio, with the request and the metadata that a crawler stores beside each page."""
    with path.open("wb") as f:
        w = WARCWriter(f, gzip=gzip)
        w.write_record(w.create_warcinfo_record(path.name, {"software": "warcio"}))
        for r in rows:
            body = r["html"].encode("utf-8")
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x.example")], is_http_request=True)
            dated = {"WARC-Date": DATE}
            w.write_record(w.create_warc_record(r["url"], "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated))
            w.write_record(w.create_warc_record(r["url"], "request", http_headers=request, warc_headers_dict=dated))
            w.write_record(w.create_warc_record(r["url"], "metadata", payload=io.BytesIO(b"via: x"), warc_content_type="application/warc-fields", warc_headers_dict=dated))


def warc_gz(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    warc(path, rows, gzip=True)


def wacz(path: pathlib.Path, rows: list[dict[str, str]]) -> None:
    """A look-alike: the archive, its indexes and lists, as the tools of WACZ lay them out."""
    inner = path.with_suffix(".warc.gz")
    warc(inner, rows, gzip=True)
    with zipfile.ZipFile(path, "w") as z:
        z.write(inner, "archive/data.warc.gz", compress_type=zipfile.ZIP_STORED)
        z.writestr("indexes/index.cdx", "".join(f'{r["url"]} 20260301100000 {{"url": "{r["url"]}"}}\n' for r in rows))
        z.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n' + "".join(json.dumps({"url": r["url"], "text": "as the crawler saw it"}) + "\n" for r in rows))
        z.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}, indent=1))
    inner.unlink()


def zipped(path: pathlib.Path, folder: pathlib.Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for p in members(folder):
            z.write(p, p.relative_to(folder.parent))


def tarred(path: pathlib.Path, folder: pathlib.Path) -> None:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as t:
        for p in members(folder):
            t.add(p, p.relative_to(folder.parent))


def tar_zst(path: pathlib.Path, folder: pathlib.Path) -> None:
    plain = path.with_suffix(".plain")
    tarred(plain, folder)
    with pa.CompressedOutputStream(str(path), "zstd") as out:
        out.write(plain.read_bytes())
    plain.unlink()


def seven_zip(path: pathlib.Path, folder: pathlib.Path) -> None:
    with py7zr.SevenZipFile(path, "w") as z:
        for p in members(folder):
            z.write(p, str(p.relative_to(folder.parent)))


def members(folder: pathlib.Path) -> list[pathlib.Path]:
    """In the order in which a walk reads: a folder sorts as its name with a slash."""
    return sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: str(p.relative_to(folder)).encode())


def build(binary: pathlib.Path, source: pathlib.Path, out: pathlib.Path, *flags) -> dict[str, pa.Table]:
    """Builds and returns every table, and fails with what the build printed."""
    run = subprocess.run([binary, "build", source, "-o", out, "--quiet", *flags], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    tables = {}
    for t in manifest["tables"]:
        tables[t["name"]] = pa.concat_tables(pq.read_table(out / f["path"]) for f in manifest["files"] if f.get("table") == t["name"])
    return tables


def differences(want: dict[str, pa.Table], got: dict[str, pa.Table], left_out: tuple[str, ...]) -> list[str]:
    """What differs, table by table and column by column, but for the columns that are left out."""
    found = []
    if want.keys() != got.keys():
        found.append(f"tables {sorted(want.keys() ^ got.keys())}")
    for name in sorted(want.keys() & got.keys()):
        a, b = want[name], got[name]
        if a.num_rows != b.num_rows or a.column_names != b.column_names:
            found.append(f"{name}: {a.num_rows} rows, {b.num_rows} here; columns {sorted(set(a.column_names) ^ set(b.column_names))}")
            continue
        for column in a.column_names:
            x, y = a[column].to_pylist(), b[column].to_pylist()
            if column not in left_out and x != y:
                row = next(i for i in range(len(x)) if x[i] != y[i])
                found.append(f"{name}.{column}, row {row}: {str(x[row])[:200]!r}, {str(y[row])[:200]!r} here")
    return found
