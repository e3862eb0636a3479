"""The same pages in every form give the same tables: only what says where a row was read may differ."""

import pathlib
import shutil
from typing import Any

import forms
import pytest

# The columns that say where and how a page was stored; byte_size is that of the record as read.
SOURCE = ("source_uri", "source_record", "source_format", "source_sha256")
REFERENCE_A = (*SOURCE, "charset", "retrieved_at", "byte_size")

RECORDS = {
    "json": forms.json_array, "csv": forms.csv_file, "tsv": forms.tsv_file, "parquet": forms.parquet, "arrow": forms.arrow_file,
    "arrows": forms.arrow_stream, "sqlite": forms.sqlite, "warc": forms.warc, "warc.gz": forms.warc_gz, "wacz": forms.wacz,
}
FOLDERS = {"zip": forms.zipped, "tar": forms.tarred, "tar.gz": forms.tarred, "tar.zst": forms.tar_zst, "7z": forms.seven_zip}
CLEAN = {
    "xlsx": forms.xlsx, "csv": forms.csv_file, "tsv": forms.tsv_file, "parquet": forms.parquet, "arrow": forms.arrow_file, "sqlite": forms.sqlite,
    "json": forms.json_array,
}

@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return forms.pages()


@pytest.fixture(scope="module")
def reference_a(binary: pathlib.Path, rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("a")
    forms.jsonl(folder / "pages.jsonl", rows)
    tables = forms.build(binary, folder / "pages.jsonl", folder / "out")
    assert tables["articles"].num_rows > 40 and tables["rejects"].num_rows > 0
    return tables


@pytest.mark.parametrize("form", RECORDS)
def test_equals_jsonl_but_source_and_charset_and_retrieved_at_and_byte_size(form: str, binary: pathlib.Path, rows: list[dict[str, str]], reference_a: Any, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"pages.{form}"
    RECORDS[form](path, rows)
    got = forms.build(binary, path, tmp_path / "out")
    assert forms.differences(reference_a, got, REFERENCE_A) == []


@pytest.fixture(scope="module")
def folder(rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The pages as files, with what else lies in such a folder."""
    place = tmp_path_factory.mktemp("b") / "saved"
    for i, r in enumerate(rows):
        file = place / f"site{i % 4}" / f"{i:03}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(r["html"], encoding="utf-8")
    for name in ("policy-watch", "first"):
        for text in sorted((forms.EXAMPLES / name / "pages").rglob("*.txt")):
            shutil.copy(text, place / f"{name}-{text.name}")
    (place / "site0" / "style.css").write_text("body { margin: 0 }")
    (place / "scrape.py").write_text("print('<p></p>')")
    (place / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (place / "empty.html").write_bytes(b"")
    (place / ".DS_Store").write_bytes(b"\x00")
    return place


@pytest.fixture(scope="module")
def reference_b(binary: pathlib.Path, folder: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return forms.build(binary, folder, tmp_path_factory.mktemp("out-b") / "out")


@pytest.mark.parametrize("form", FOLDERS)
def test_equals_folder_but_source(form: str, binary: pathlib.Path, folder: pathlib.Path, reference_b: Any, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"saved.{form}"
    FOLDERS[form](path, folder)
    got = forms.build(binary, path, tmp_path / "out")
    assert forms.differences(reference_b, got, SOURCE) == []


@pytest.fixture(scope="module")
def clean(reference_a: Any) -> list[dict[str, str]]:
    """Clean text, as a researcher's own table has it."""
    found = []
    for row in reference_a["articles"].select(["url", "title", "text", "published_date", "publisher"]).to_pylist():
        if row["text"] and row["published_date"] and len(row["text"]) < 30000:
            found.append({"url": row["url"], "title": row["title"], "published_date": row["published_date"].isoformat(), "publisher": row["publisher"], "text": row["text"]})
    assert len(found) > 40
    return found


@pytest.fixture(scope="module")
def reference_clean(binary: pathlib.Path, clean: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("clean")
    forms.jsonl(place / "articles.jsonl", clean)
    return forms.build(binary, place / "articles.jsonl", place / "out")


@pytest.mark.parametrize("form", CLEAN)
def test_clean_text_equals_jsonl_but_source_and_charset_and_byte_size(form: str, binary: pathlib.Path, clean: list[dict[str, str]], reference_clean: Any, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"articles.{form}"
    CLEAN[form](path, clean)
    got = forms.build(binary, path, tmp_path / "out")
    assert forms.differences(reference_clean, got, (*SOURCE, "charset", "byte_size")) == []
