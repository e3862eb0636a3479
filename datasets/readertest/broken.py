"""A dataset that is taken apart, broken in one place, and written again so that nothing else is wrong.

Rows are plain dicts. What a break makes untrue elsewhere (offsets, counts, digests, the manifest) is put right, so that one
rule alone is broken.
"""

import hashlib
import json
import pathlib
import shutil
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

SPANS = {
    "paragraphs": [("char_start", "char_end")],
    "links": [("char_start", "char_end")],
    "quote_candidates": [("char_start", "char_end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end")],
    "quotes": [("char_start", "char_end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end")],
}


class Dataset:
    """A copy of a dataset: rows by table, the manifest, and where both stand."""

    def __init__(self, sound: pathlib.Path, folder: pathlib.Path) -> None:
        self.folder = folder
        shutil.copytree(sound, folder)
        self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.schemas, self.rows, self.whole = {}, {}, {}
        for table in self.manifest["tables"]:
            whole = pq.read_table(self.path(table["name"]))
            self.schemas[table["name"]], self.rows[table["name"]] = whole.schema, whole.to_pylist()

    def path(self, table: str) -> pathlib.Path:
        return self.folder / table / f"{table}-00000.parquet"

    def column(self, table: str, name: str, values: pa.Array) -> None:
        """Writes a column of a table with these values, whatever their type."""
        whole = self.whole.get(table)
        if whole is None:
            whole = pa.Table.from_pylist(self.rows[table], self.schemas[table])
        self.whole[table] = whole.set_column(whole.schema.get_field_index(name), name, values)

    def write(self) -> None:
        """Writes the tables that changed, and a manifest that fits the files."""
        for table, rows in self.rows.items():
            whole = self.whole.get(table)
            if whole is None:
                whole = pa.Table.from_pylist(rows, self.schemas[table])
            if not whole.equals(pq.read_table(self.path(table)), check_metadata=True):
                pq.write_table(whole, self.path(table), compression="zstd")
                self.state(table, len(whole))
        self.write_manifest()

    def state(self, table: str, rows: int | None = None) -> None:
        """Makes the manifest state a part as it is."""
        body = self.path(table).read_bytes()
        (entry,) = [f for f in self.manifest["files"] if f.get("table") == table]
        entry |= {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        if rows is not None:
            entry["rows"] = rows
            (of,) = [t for t in self.manifest["tables"] if t["name"] == table]
            of["rows"] = rows

    def write_manifest(self) -> None:
        listed = "".join(f"{f['sha256']}  {f['path']}\n" for f in self.manifest["files"])
        self.manifest["files_sha256"] = hashlib.sha256(listed.encode()).hexdigest()
        (self.folder / "manifest.json").write_text(json.dumps(self.manifest), encoding="utf-8")

    def find(self, table: str, suits: Callable) -> tuple[int, dict]:
        """The first row of a table that suits, with its number."""
        return next((i, r) for i, r in enumerate(self.rows[table]) if suits(r))

    def article(self, doc_id: str) -> dict:
        return next(a for a in self.rows["articles"] if a["doc_id"] == doc_id)

    def retext(self, doc_id: str, text: str) -> None:
        """Gives an article a text, with the columns that follow from it."""
        self.article(doc_id).update(
            text=text, char_count=len(text), word_count=len(text.split()), text_sha256=hashlib.sha256(text.encode()).hexdigest()
        )

    def extend(self, number: int, suffix: str) -> None:
        """Writes something behind a paragraph, and moves what stands behind it."""
        paragraph = self.rows["paragraphs"][number]
        doc_id, end = paragraph["doc_id"], paragraph["char_end"]
        text = self.article(doc_id)["text"]
        for table, spans in SPANS.items():
            for row in self.rows[table]:
                for start, stop in spans:
                    if row["doc_id"] == doc_id and row[start] is not None and row[start] >= end:
                        row[start] += len(suffix)
                        row[stop] += len(suffix)
        paragraph["char_end"] += len(suffix)
        paragraph["text"] += suffix
        paragraph["word_count"] = len(paragraph["text"].split())
        self.retext(doc_id, text[:end] + suffix + text[end:])

    def append(self, doc_id: str, text: str) -> int:
        """Writes a paragraph behind an article's last one, and returns its row."""
        article = self.article(doc_id)
        last = max(i for i, p in enumerate(self.rows["paragraphs"]) if p["doc_id"] == doc_id)
        before = self.rows["paragraphs"][last]
        heading = before["text"] if before["kind"] == "heading" else before["section_heading"]
        start = article["char_count"] + 2
        row = before | {
            "paragraph_index": before["paragraph_index"] + 1, "text": text, "kind": "paragraph", "heading_level": None,
            "section_heading": heading, "char_start": start, "char_end": start + len(text), "word_count": len(text.split()),
        }
        self.rows["paragraphs"].insert(last + 1, row)
        self.retext(doc_id, article["text"] + "\n\n" + text)
        article["paragraph_count"] += 1
        return last + 1
