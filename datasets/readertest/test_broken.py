"""The valid example, broken in one place at a time: every format names exactly that rule, table, row and column.

Each case takes a Dataset, breaks it, and returns what must be found: rule, table, row in the part, column. A rule without a
case fails the last test.
"""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
from collections.abc import Callable
from typing import Any

import junitparser
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from broken import Dataset
from test_reports import command

Found = list[tuple[str, str, int | None, str | None]]  # rule, table, row, column

ROOT = pathlib.Path(__file__).resolve().parents[2]
UTC = datetime.UTC
CASES = {}


def case(function: Callable) -> Callable:
    CASES[function.__name__] = function
    return function


def cell(table: str, column: str, suits: Callable, value: Any, rule: str, name: str | None = None) -> None:
    """A case that puts one value into the first row that suits."""

    def change(d: Dataset) -> list:
        number, row = d.find(table, suits)
        row[column] = value(row) if callable(value) else value
        d.write()
        return [(rule, table, number, column)]

    CASES[name or f"{rule} {table}.{column}"] = change


def any_row(_: dict[str, Any]) -> bool:
    return True


def dated_without_time(a: dict[str, Any]) -> bool:
    return a["published_date"] and not a["published_at"]


def timed(a: dict[str, Any]) -> bool:
    return a["published_at"] is not None


cell("authors", "kind", any_row, None, "values.required")
cell("rejects", "message", any_row, None, "values.required")
cell("articles", "page_type", any_row, "essay", "values.vocabulary")
cell("articles", "findings", any_row, ["odd"], "values.vocabulary")
cell("topics", "method", any_row, "guess", "values.vocabulary")
cell("articles", "language_score", any_row, 1.5, "values.range")
cell("quote_candidates", "speech_confidence", any_row, -0.5, "values.range")
cell("articles", "language", any_row, "English", "values.pattern")
cell("articles", "source_sha256", any_row, "cafe", "values.pattern")
cell("metadata", "score", any_row, float("nan"), "values.decimals")
cell("articles", "page_type_confidence", any_row, 0.123456, "values.decimals")
cell("articles", "title", any_row, "", "values.empty")
cell("articles", "keywords", any_row, ["budget", ""], "values.empty")
cell("articles", "publisher", any_row, "NaN", "values.missing_word")
cell("quotes", "speaker_role", any_row, "None", "values.missing_word")
cell("articles", "title", any_row, "Cafe\u0301 closes", "text.nfc")
cell("articles", "subtitle", any_row, "one\u0007two", "text.control")
cell("articles", "title", any_row, "The bridge\U000e0041", "text.control", "a tag outside a flag")
cell("articles", "title", any_row, "The\u2028bridge", "text.control", "a separator of lines")
cell("authors", "raw", any_row, "By\u3164 A. Clerk", "text.control", "a filler")
cell("articles", "title", any_row, " \u00a0 ", "values.empty", "white space alone")
cell("articles", "title", any_row, "A \ufffd bridge", "text.replacement")
cell("articles", "title", any_row, "The cafÃ© closes", "text.mojibake")
cell("articles", "language", any_row, "ru", "text.language")
cell("articles", "char_count", any_row, lambda a: a["char_count"] + 1, "laws.char_count")
cell("articles", "word_count", any_row, lambda a: a["word_count"] - 1, "laws.word_count")
cell("paragraphs", "word_count", any_row, 0, "laws.word_count")
cell("articles", "word_count", any_row, None, "laws.word_count", "no count of words")
cell("articles", "char_count", any_row, None, "laws.char_count", "no count of code points")
cell("articles", "paragraph_count", any_row, None, "laws.count", "no count of paragraphs")
cell("paragraphs", "word_count", any_row, None, "laws.word_count", "no count of a paragraph's words")
cell("entries", "paragraph_start", lambda e: e["entry_index"] == 1, lambda e: e["paragraph_start"] - 1, "laws.entries")
cell("quotes", "marked_words", any_row, None, "laws.marked_words", "no count of marked words")
cell("speakers", "quote_count", any_row, None, "laws.speaker", "no count of a speaker's quotes")
cell("speakers", "quoted_words", any_row, None, "laws.speaker", "no count of a speaker's words")
cell("articles", "text_sha256", any_row, "0" * 64, "laws.text_sha256")
cell("articles", "text_status", any_row, "headline_only", "laws.text_status")
cell("paragraphs", "heading_level", lambda p: p["kind"] == "heading", None, "laws.heading")
cell("paragraphs", "section_heading", any_row, "Nowhere", "laws.section_heading")
cell("articles", "authors", lambda a: len(a["authors"] or []) == 1, lambda a: [*a["authors"], "Nobody"], "laws.authors")
cell("quotes", "marked_words", any_row, 10_000, "laws.marked_words")
cell("articles", "paragraph_count", any_row, lambda a: a["paragraph_count"] + 1, "laws.count")
cell("articles", "quote_count", any_row, None, "laws.count")
cell("quote_candidates", "statement_index", lambda q: q["kind"] == "indirect", None, "laws.statement")
cell("speakers", "quote_count", any_row, 77, "laws.speaker")
cell("speakers", "quoted_words", any_row, 0, "laws.speaker")
cell("quotes", "speaker_key", lambda q: q["speaker_key"], "somebody else", "laws.speaker_key")
cell("people", "person_id", any_row, "somebody else", "laws.person")
cell("people", "first_date", lambda p: p["last_date"], datetime.date(2150, 1, 1), "laws.person", "a first day behind the last one")
cell("people", "keys", any_row, lambda p: [*p["keys"], "somebody else"], "laws.people", "a key that nobody has")
cell("people", "keys", any_row, lambda p: [*p["keys"], p["keys"][0]], "laws.person", "a key twice")
cell("people", "article_count", any_row, lambda p: p["article_count"] + 1, "laws.people", "an article too many")
cell("people", "quote_count", any_row, 77, "laws.people", "quotes too many")
cell("people", "quoted_words", any_row, None, "laws.people", "no count of somebody's words")
cell("duplicates", "other_doc_id", any_row, lambda d: d["doc_id"], "laws.stories", "an article like itself")
cell("duplicates", "cluster_id", any_row, lambda d: d["doc_id"], "laws.stories", "a copy that begins a story")
cell("duplicates", "relation", lambda d: d["relation"] == "identical", "near", "laws.stories", "a text that is the same and is not called so")
cell("duplicates", "similarity", any_row, 1.5, "values.range", "more than the same")
cell("topics", "code", lambda t: t["outcome"] == "coded", None, "laws.outcome")
cell("paragraph_topics", "outcome", any_row, "abstained", "laws.outcome", "laws.outcome of a paragraph")
cell("topics", "label", lambda t: t["code"], "Fisheries and Kites", "laws.code")
cell("paragraph_topics", "code", any_row, "99", "laws.code", "a code that the codebook lacks")
cell("topics", "rank", lambda t: t["outcome"] != "coded", 2, "laws.rank")
cell("quotes", "paragraph_index", any_row, 999, "keys.reference")
cell("quotes", "speaker_id", lambda q: q["speaker_id"] is None, "s99", "keys.reference")
cell("articles", "published_at", timed, datetime.datetime(1999, 1, 1, tzinfo=UTC), "laws.instant")
cell("articles", "published_date", dated_without_time, datetime.date(2999, 1, 1), "time.future")
cell("rejects", "published_date", any_row, datetime.date(2999, 1, 1), "time.future")
cell("articles", "published_evidence", timed, "url", "time.url_only")
cell("articles", "modified_at", timed, lambda a: a["published_at"] - datetime.timedelta(days=3), "time.modified")

# A case that changes another column than the one that is named.
CASES["laws.outcome of a paragraph"] = lambda d, change=CASES["laws.outcome of a paragraph"]: [
    (rule, table, row, "code") for rule, table, row, _ in change(d)
]


@case
def published_after_retrieval(d: Dataset) -> Found:
    number, a = d.find("articles", dated_without_time)
    a["retrieved_at"] = datetime.datetime(2001, 1, 1, tzinfo=UTC)
    d.write()
    return [("time.after_retrieval", "articles", number, "published_date")]


def alone(d: Dataset, table: str) -> int:
    """The first statement of a table that has one row."""
    rows = d.rows[table]
    of = [(r["doc_id"], r["statement_index"]) for r in rows]
    return next(i for i, s in enumerate(of) if s[1] is not None and of.count(s) == 1)


@case
def a_term_with_a_statement(d: Dataset) -> Found:
    number, term = d.find("quote_candidates", lambda q: q["kind"] == "not_speech")
    rows = [q for table in ("quotes", "quote_candidates") for q in d.rows[table] if q["doc_id"] == term["doc_id"]]
    term["statement_index"] = len(rows) - 1  # which no statement has: there are fewer than rows
    d.write()
    return [("laws.statement", "quote_candidates", number, "statement_index")]


@case
def a_quote_below_the_threshold(d: Dataset) -> Found:
    number = alone(d, "quotes")
    d.rows["quotes"][number]["speech_confidence"] = 0.4999
    d.write()
    return [("laws.threshold", "quotes", number, "speech_confidence")]


@case
def a_candidate_that_was_said(d: Dataset) -> Found:
    number = alone(d, "quote_candidates")
    d.rows["quote_candidates"][number]["speech_confidence"] = 0.5
    d.write()
    return [("laws.threshold", "quote_candidates", number, "speech_confidence")]


@case
def a_part_states_another_threshold(d: Dataset) -> Found:
    whole = pa.Table.from_pylist(d.rows["quotes"], d.schemas["quotes"])
    d.whole["quotes"] = whole.replace_schema_metadata({**whole.schema.metadata, b"dsbuild.speech_threshold": b"0.25"})
    d.write()
    return [("laws.threshold", "quotes", None, None)]


@case
def a_statement_stands_in_both_tables(d: Dataset) -> Found:
    number = next(i for i, c in enumerate(d.rows["quote_candidates"]) if c["statement_index"] is not None
                  and any(q["doc_id"] == c["doc_id"] for q in d.rows["quotes"]))
    row = d.rows["quote_candidates"][number]
    mine = (row["doc_id"], row["statement_index"])
    assert sum((c["doc_id"], c["statement_index"]) == mine for c in d.rows["quote_candidates"]) == 1
    row["statement_index"] = next(q["statement_index"] for q in d.rows["quotes"] if q["doc_id"] == row["doc_id"])
    d.write()
    return [("laws.statement_whole", "quote_candidates", number, "statement_index")]


@case
def a_quote_is_shifted(d: Dataset) -> Found:
    number, quote = d.find("quotes", lambda q: q["char_start"] > d.rows["paragraphs"][0]["char_start"] + 5 and q["kind"] == "direct")
    quote["char_start"] -= 1
    quote["char_end"] -= 1
    d.write()
    return [("laws.span", "quotes", number, "text")]


@case
def a_span_has_no_end(d: Dataset) -> Found:
    number, quote = d.find("quotes", lambda q: q["speaker_end"])
    quote["speaker_end"] = None
    d.write()
    return [("laws.span", "quotes", number, "speaker")]


@case
def a_quote_names_another_paragraph(d: Dataset) -> Found:
    number, quote = d.find("quotes", lambda q: q["paragraph_index"] == 1)
    quote["paragraph_index"] = 0
    d.write()
    return [("laws.paragraph", "quotes", number, "paragraph_index")]


@case
def a_last_paragraph_is_lost(d: Dataset) -> Found:
    used = {(r["doc_id"], r["paragraph_index"]) for t in ("quotes", "quote_candidates", "links") for r in d.rows[t]}
    number, last = next(
        (i, p)
        for i, p in enumerate(d.rows["paragraphs"])
        if (p["doc_id"], p["paragraph_index"]) not in used and p["char_end"] == d.article(p["doc_id"])["char_count"]
    )
    article, a = d.find("articles", lambda a: a["doc_id"] == last["doc_id"])
    del d.rows["paragraphs"][number]
    d.rows["paragraph_topics"] = [
        r for r in d.rows["paragraph_topics"] if (r["doc_id"], r["paragraph_index"]) != (last["doc_id"], last["paragraph_index"])
    ]
    a["paragraph_count"] -= 1
    d.write()
    return [("laws.text_join", "articles", article, "text")]


@case
def a_position_is_skipped(d: Dataset) -> Found:
    number = max(i for i, link in enumerate(d.rows["links"]) if link["doc_id"] == d.rows["links"][0]["doc_id"])
    d.rows["links"][number]["link_index"] += 1
    d.write()
    return [("laws.position", "links", number, "link_index")]


@case
def a_topic_stands_twice(d: Dataset) -> Found:
    d.rows["topics"].insert(1, dict(d.rows["topics"][0]))
    d.write()
    return [("keys.unique", "topics", 1, "doc_id, scheme, rank")]


@case
def an_article_marked_as_the_duplicate_of_another_text(d: Dataset) -> Found:
    number, a = d.find("articles", lambda a: a is not d.rows["articles"][0] and not a["duplicate_of"] and not any(b["duplicate_of"] == a["doc_id"] for b in d.rows["articles"]))
    a["duplicate_of"] = d.rows["articles"][0]["doc_id"]
    d.write()
    return [("laws.duplicate", "articles", number, "duplicate_of"), ("laws.stories", "articles", number, "duplicate_of")]


@case
def an_article_marked_as_the_duplicate_of_itself(d: Dataset) -> Found:
    number, a = d.find("articles", any_row)
    a["duplicate_of"] = a["doc_id"]
    d.write()
    return [("laws.duplicate", "articles", number, "duplicate_of"), ("laws.stories", "articles", number, "duplicate_of")]


@case
def an_article_marked_as_the_duplicate_of_none(d: Dataset) -> Found:
    number, a = d.find("articles", any_row)
    a["duplicate_of"] = "0" * 24
    d.write()
    return [("keys.reference", "articles", number, "duplicate_of"), ("laws.stories", "articles", number, "duplicate_of")]


@case
def a_duplicate_that_is_not_marked(d: Dataset) -> Found:
    number, a = d.find("articles", lambda a: a["duplicate_of"])
    row, _ = d.find("duplicates", lambda r: r["doc_id"] == a["doc_id"])
    a["duplicate_of"] = None
    d.write()
    return [("laws.duplicate", "articles", number, "duplicate_of"), ("laws.stories", "duplicates", row, "relation")]


@case
def an_article_without_topics(d: Dataset) -> Found:
    number, a = d.find("articles", any_row)
    d.rows["topics"] = [t for t in d.rows["topics"] if t["doc_id"] != a["doc_id"]]
    d.write()
    return [("laws.topics", "articles", number, None)]


def two_parts(d: Dataset, table: str, changes: list[tuple[str, pa.DataType]]) -> None:
    """Writes a table as two parts, each with a column of another type."""
    d.write()
    whole, (entry,) = pq.read_table(d.path(table)), [f for f in d.manifest["files"] if f.get("table") == table]
    cut = next(i for i, (a, b) in enumerate(zip(whole["doc_id"][1:], whole["doc_id"])) if a != b) + 1
    d.manifest["files"].remove(entry)
    for i, (part, (column, kind)) in enumerate(zip((whole[:cut], whole[cut:]), changes)):
        at = part.schema.get_field_index(column)
        values = pa.nulls(len(part)) if kind == pa.null() else part[column].cast(kind)
        path = d.path(table).with_name(f"{table}-{i:05}.parquet")
        pq.write_table(part.set_column(at, column, values), path, compression="zstd")
        body = path.read_bytes()
        d.manifest["files"].append(entry | {"path": f"{table}/{path.name}", "rows": len(part), "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()})
    d.write_manifest()


@case
def parts_that_no_loader_takes(d: Dataset) -> Found:
    two_parts(d, "links", [("same_site", pa.null()), ("same_site", pa.bool_())])
    return [("schema.equivalent", "links", None, "same_site"), ("schema.drift", "links", None, "same_site")]


@case
def parts_that_some_loader_refuses(d: Dataset) -> Found:
    two_parts(d, "links", [("char_start", pa.int32()), ("char_start", pa.int64())])
    return [("schema.mixed", "links", None, "char_start"), ("schema.equivalent", "links", None, "char_start")]


@case
def a_row_of_no_article(d: Dataset) -> Found:
    d.rows["metadata"].append(d.rows["metadata"][-1] | {"doc_id": "nobody"})
    d.write()
    return [("keys.reference", "metadata", len(d.rows["metadata"]) - 1, "doc_id")]


@case
def a_row_stands_too_late(d: Dataset) -> Found:
    d.rows["metadata"].append(d.rows["metadata"].pop(0))
    d.write()
    return [("keys.order", "metadata", len(d.rows["metadata"]) - 1, "doc_id")]


def broken_bytes(values: list) -> pa.Array:
    """An array of text whose first value is not UTF-8."""
    binary = pa.array([b"\xff\xfe broken", *(v.encode() if v is not None else None for v in values[1:])], pa.binary())
    return pa.Array.from_buffers(pa.string(), len(binary), binary.buffers())


@case
def bytes_that_are_no_text(d: Dataset) -> Found:
    d.column("articles", "title", broken_bytes([a["title"] for a in d.rows["articles"]]))
    d.write()
    return [("text.utf8", "articles", 0, "title")]


@case
def a_lone_mark(d: Dataset) -> Found:
    number, p = d.find("paragraphs", lambda p: p["kind"] == "paragraph" and not re.search('["“”„«»0-9]', p["text"]) and p["paragraph_index"] == 0)
    following = d.rows["paragraphs"][number + 1]
    assert following["doc_id"] == p["doc_id"] and following["text"][0] not in '"“'
    d.extend(number, " ”")
    d.write()
    return [("text.quote_marks", "paragraphs", number, "text")]


@case
def a_garbled_paragraph(d: Dataset) -> Found:
    number, _ = d.find("paragraphs", lambda p: p["kind"] == "paragraph")
    d.extend(number, " It wasnâ€™t so.")
    d.write()
    return [("text.mojibake", "paragraphs", number, "text")]


@case
def a_doubled_paragraph(d: Dataset) -> Found:
    number, p = d.find("paragraphs", lambda p: p["kind"] == "paragraph" and len(p["text"]) > 80 and '"' not in p["text"] and "”" not in p["text"])
    row = d.append(p["doc_id"], p["text"])
    d.write()
    return [("text.doubled_paragraph", "paragraphs", row, "text")]


@case
def a_line_of_the_site(d: Dataset) -> Found:
    rows = []
    for a in d.rows["articles"]:
        a["site"] = "one.example"
    originals = {a["duplicate_of"] for a in d.rows["articles"]}  # whose copies have the same text
    for a in [a for a in d.rows["articles"] if not a["duplicate_of"] and a["doc_id"] not in originals][3:17]:
        rows.append(d.append(a["doc_id"], "Write to us with what you know of this story."))
    d.write()
    return [("text.recurring_paragraph", "paragraphs", rows[0], "text")]


@case
def the_pages_do_not_add_up(d: Dataset) -> list[tuple[str, None, None, None]]:
    d.manifest["counts"]["pages"] += 1
    d.write()
    return [("laws.pages", None, None, None)]


@case
def a_table_has_fewer_rows_than_stated(d: Dataset) -> Found:
    next(t for t in d.manifest["tables"] if t["name"] == "links")["rows"] += 1
    d.write()
    return [("laws.rows", "links", None, None)]


@case
def a_part_has_fewer_rows_than_stated(d: Dataset) -> Found:
    next(f for f in d.manifest["files"] if f.get("table") == "links")["rows"] += 1
    d.write()
    return [("file.rows", "links", None, None)]


@case
def a_column_is_missing(d: Dataset) -> Found:
    d.whole["metadata"] = pa.Table.from_pylist(d.rows["metadata"], d.schemas["metadata"]).drop_columns(["score"])
    d.write()
    return [("schema.column", "metadata", None, "score")]


@case
def a_column_is_too_many(d: Dataset) -> Found:
    whole = pa.Table.from_pylist(d.rows["metadata"], d.schemas["metadata"])
    d.whole["metadata"] = whole.append_column("rank", pa.array([1] * len(whole), pa.int32()))
    d.write()
    return [("schema.column", "metadata", None, "rank")]


@case
def a_column_has_another_type(d: Dataset) -> Found:
    d.column("links", "same_site", pa.array([None if r["same_site"] is None else str(r["same_site"]) for r in d.rows["links"]]))
    d.write()
    return [("schema.type", "links", None, "same_site")]


@case
def a_column_has_a_type_that_means_the_same(d: Dataset) -> Found:
    d.column("links", "char_start", pa.array([r["char_start"] for r in d.rows["links"]], pa.int64()))
    d.write()
    return [("schema.equivalent", "links", None, "char_start")]


@case
def a_part_of_another_version(d: Dataset) -> Found:
    whole = pa.Table.from_pylist(d.rows["links"], d.schemas["links"])
    d.whole["links"] = whole.replace_schema_metadata({**whole.schema.metadata, b"dsbuild.schema_version": b"99.9"})
    d.write()
    return [("schema.version", "links", None, None)]


@case
def a_part_of_an_older_version(d: Dataset) -> Found:
    older = json.loads((pathlib.Path(__file__).resolve().parents[2] / "schema" / "versions" / "0.1.json").read_text(encoding="utf-8"))
    whole = pa.Table.from_pylist(d.rows["links"], d.schemas["links"])
    says = {b"dsbuild.schema_version": older["version"].encode(), b"dsbuild.schema_hash": older["hash"].encode()}
    d.whole["links"] = whole.replace_schema_metadata({**whole.schema.metadata, **says})
    d.write()
    return [("schema.version", "links", None, None)]


def forge(d: Dataset, table: str, old: bytes, new: bytes) -> None:
    """Writes something else into the footer of a part."""
    pq.write_table(pa.Table.from_pylist(d.rows[table], d.schemas[table]), d.path(table), compression="zstd", write_page_index=False)
    body = d.path(table).read_bytes()
    start = len(body) - 8 - int.from_bytes(body[-8:-4], "little")
    assert old in body[start:]
    d.path(table).write_bytes(body[:start] + body[start:].replace(old, new))
    d.state(table)
    d.write_manifest()


@case
def a_footer_that_hides_rows(d: Dataset) -> Found:
    most = max(r["label"] or "" for r in d.rows["topics"])
    forge(d, "topics", most.encode(), b"A" * len(most))
    return [("file.statistics", "topics", 0, "label")]


@case
def an_uncommon_compression(d: Dataset) -> Found:
    d.write()
    pq.write_table(pq.read_table(d.path("links")), d.path("links"), compression="brotli")
    d.state("links")
    d.write_manifest()
    return [("file.encoding", "links", None, None)]


@case
def a_part_is_gone(d: Dataset) -> Found:
    d.path("topics").unlink()
    return [("file.missing", "topics", None, None)]


@case
def an_arrow_part_says_something_else(d: Dataset) -> Found:
    table = pq.read_table(d.path("links"))
    texts = table["text"].to_pylist()
    texts[2] = "elsewhere"
    changed = table.set_column(table.column_names.index("text"), table.schema.field("text"), pa.array(texts, pa.string()))
    path = d.folder / "arrow" / "links" / "links-00000.arrow"
    path.parent.mkdir(parents=True)
    with pa.ipc.new_file(path, changed.schema) as out:
        out.write_table(changed)
    d.write()
    body = path.read_bytes()
    entry = {"path": "arrow/links/links-00000.arrow", "table": "links", "rows": len(changed), "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    d.manifest["files"].append(entry)
    d.write_manifest()
    return [("laws.formats", "links", 2, "text")]


@case
def a_part_changed(d: Dataset) -> Found:
    d.write()
    pq.write_table(pq.read_table(d.path("links")), d.path("links"), compression="gzip")
    return [("file.hash", "links", None, None)]


@case
def a_part_is_cut(d: Dataset) -> Found:
    body = d.path("metadata").read_bytes()
    d.path("metadata").write_bytes(body[: len(body) // 2])
    d.state("metadata")
    d.write_manifest()
    return [("file.unreadable", "metadata", None, None)]


@case
def a_part_of_another_format(d: Dataset) -> Found:
    d.path("links").write_text("doc_id,link_index\n", encoding="utf-8")
    d.state("links")
    d.write_manifest()
    return [("file.not_read", "links", None, None)]


@case
def a_part_too_many(d: Dataset) -> Found:
    pq.write_table(pq.read_table(d.path("links")), d.folder / "links" / "again.parquet")
    return [("file.stray", "links", None, None)]


@case
def a_file_too_many(d: Dataset) -> list[tuple[str, None, None, None]]:
    (d.folder / "notes.txt").write_text("mine")
    return [("file.extra", None, None, None)]


@case
def a_description_changed(d: Dataset) -> list[tuple[str, None, None, None]]:
    with open(d.folder / "README.md", "a", encoding="utf-8") as readme:
        readme.write("mine")
    return [("file.beside", None, None, None)]


@case
def a_manifest_of_something_else(d: Dataset) -> list[tuple[str, None, None, None]]:
    (d.folder / "manifest.json").write_text('{"format": "other/1"}')
    return [("file.manifest", None, None, None)]


@case
def no_manifest(d: Dataset) -> list[tuple[str, None, None, None]]:
    (d.folder / "manifest.json").unlink()
    return [("file.manifest", None, None, None)]


@case
def parts_that_say_nothing(d: Dataset) -> list:
    (d.folder / "manifest.json").unlink()
    for table in d.rows:
        pq.write_table(pq.read_table(d.path(table)).replace_schema_metadata(None), d.path(table))
    return [("file.unlisted", None, None, None), *(("schema.unstated", table, None, None) for table in d.rows)]


def own(rule: str, table: str, column: str, wants: str, suits: Callable | None = None, value: datetime.date | str | None = None, outlets: str = "") -> None:
    """A case of a group's own rule, broken by a value or as the example stands."""

    def change(d: Dataset) -> list:
        number = None
        if suits:
            number, row = d.find(table, suits)
            row[column] = value
            d.write()
        (d.folder.parent / "rules.yaml").write_text(outlets or f"columns: {{{table}: {{{column}: {{{wants}}}}}}}\n", encoding="utf-8")
        return [(rule, table, number, column)]

    CASES[f"{rule} {table}.{column}"] = change


own("own.required", "articles", "publisher", "required: true", any_row, None)
own("own.range", "articles", "published_date", "max: 2025-12-31", dated_without_time, datetime.date(2026, 1, 1))
own("own.pattern", "articles", "publisher", "pattern: '[^#]*'", any_row, "#1 News")
own("own.values", "articles", "published_precision", "values: [second, minute, day]", any_row, "year")
own("own.null_share", "articles", "retrieved_at", "max_null_share: 0.9")
own("own.column", "articles", "x_nothing", "required: true")
own("time.before_outlet", "articles", "published_date", "", dated_without_time, datetime.date(1874, 3, 1),
    "outlets: {vareland.example: 1921-06-01}\n")  # fmt: skip


@case
def own_unique(d: Dataset) -> Found:
    first, second = d.rows["articles"][4], d.rows["articles"][9]
    second["title"] = first["title"]
    d.write()
    (d.folder.parent / "rules.yaml").write_text("columns: {articles: {title: {unique: true}}}\n", encoding="utf-8")
    return [("own.unique", "articles", 9, "title")]


@pytest.fixture(scope="session")
def example(binary: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The example dataset, as Parquet alone."""
    folder = tmp_path_factory.mktemp("example") / "set"
    recipe = ROOT / "datasets" / "examples" / "policy-watch" / "dataset.yaml"
    subprocess.run([binary, "build", recipe, "-o", folder, "--quiet", "--tables", "paragraph_topics"], check=True, capture_output=True)
    return folder


def validated(binary: pathlib.Path, folder: pathlib.Path, *args) -> tuple[int, dict[str, set]]:
    """Exit code, and what each format says is found: rule, severity, table, row, column."""
    names = ["json", "junit", "sarif", "github"]
    reports = [a for n in names for a in ("--report", f"{n}={folder.parent / n}")]
    done = subprocess.run([binary, "validate", folder, *reports, *args], capture_output=True, encoding="utf-8", env=os.environ | {"GITHUB_STEP_SUMMARY": ""})
    assert done.returncode in (0, 3), done.stderr
    documents = {n: (folder.parent / n).read_text(encoding="utf-8") for n in names} | {"text": done.stdout}
    return done.returncode, {n: READ[n](documents[n]) for n in documents}


def of_json(document: str) -> list:
    return sorted(map(of_finding, json.loads(document)["findings"]), key=str)


def of_finding(f: dict) -> tuple:
    return f["rule"], f["severity"], f.get("table"), f.get("row"), f.get("column")


def of_sarif(document: str) -> list:
    (run,) = json.loads(document)["runs"]
    found = []
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        logical = {at["kind"]: at["name"] for at in result["locations"][0].get("logicalLocations", [])}
        found.append((result["ruleId"], result["level"], logical.get("table"), result["properties"].get("row"), logical.get("column")))
    return sorted(found, key=str)


LINE = re.compile(
    r"(?:table (?P<table>\w+) ?)?(?P<file>[\w./-]+)?(?: row (?P<row>\d+) \(row group \d+\))?(?: doc_id \S+)?"
    r"(?: column (?P<column>[\w, ]+?))?(?: = \".*\")?: .*"
)


def of_line(rule: str, severity: str, line: str) -> tuple:
    found = LINE.fullmatch(line)
    assert found, line
    return rule, severity, found["table"], int(found["row"]) if found["row"] else None, found["column"]


def of_lines(document: str) -> list:
    heads = (re.fullmatch(r"(error|warning|note) (\w+\.\w+) (.*)", line) for line in document.splitlines())
    return sorted((of_line(h[2], h[1], h[3]) for h in heads if h), key=str)


def of_junit(document: str) -> list:
    found = []
    for suite in junitparser.JUnitXml.fromstring(document.encode()):
        for test in suite:
            body = "".join(r.text for r in test.result) + (test.system_out or "")
            assert all(f" {test.name} " in line for line in body.splitlines() if not line.startswith("remedy: "))
            found += of_lines(body)
    return sorted(found, key=str)


def of_github(document: str) -> list:
    severity = {"error": "error", "warning": "warning", "notice": "note"}
    commands = [c for c in map(command, document.splitlines()) if c]
    return sorted((of_line(p["title"].split(" ")[0], severity[name], data) for name, p, data in commands), key=str)


READ = {"json": of_json, "sarif": of_sarif, "junit": of_junit, "github": of_github, "text": of_lines}


def test_the_untouched_example_yields_nothing(binary: pathlib.Path, example: pathlib.Path, tmp_path: pathlib.Path) -> None:
    code, found = validated(binary, Dataset(example, tmp_path / "set").folder)
    assert code == 0 and all(f == [] for f in found.values())


def test_taken_apart_and_written_again_it_is_valid(binary: pathlib.Path, example: pathlib.Path, tmp_path: pathlib.Path) -> None:
    d = Dataset(example, tmp_path / "set")
    for table in d.rows:
        first = d.schemas[table].names[0]
        d.column(table, first, pa.array([r[first] for r in d.rows[table]]))
        d.whole[table] = d.whole[table].take(list(range(len(d.rows[table]))))
        pq.write_table(d.whole[table], d.path(table), compression="gzip")
        d.state(table, len(d.rows[table]))
    d.write_manifest()
    code, found = validated(binary, d.folder)
    assert code == 0 and all(f == [] for f in found.values())


@pytest.fixture(scope="session")
def rules(binary: pathlib.Path) -> dict[str, str]:
    printed = subprocess.run([binary, "validate", "--rules", "--format", "json"], check=True, capture_output=True)
    return {r["id"]: r["severity"] for r in json.loads(printed.stdout)["rules"]}


@pytest.mark.parametrize("name", CASES)
def test_a_break_is_found_exactly(name: str, binary: pathlib.Path, example: pathlib.Path, rules: dict[str, str], tmp_path: pathlib.Path) -> None:
    d = Dataset(example, tmp_path / "set")
    expected = sorted(((rule, rules[rule], table, row, column) for rule, table, row, column in CASES[name](d)), key=str)
    config = tmp_path / "rules.yaml"
    options = ["--config", config] if config.exists() else []
    code, found = validated(binary, d.folder, *options)
    for form, has in found.items():
        assert has == expected, form
    severities = {severity for _, severity, *_ in expected}
    assert code == (3 if "error" in severities else 0)
    if code == 0:
        strict = subprocess.run([binary, "validate", d.folder, "--fail-on", "warning", *options], capture_output=True)
        assert strict.returncode == (3 if "warning" in severities else 0)


def test_every_rule_has_a_case(example: pathlib.Path, rules: dict[str, str], tmp_path: pathlib.Path) -> None:
    broken = {rule for i, name in enumerate(CASES) for rule, *_ in CASES[name](Dataset(example, tmp_path / str(i) / "set"))}
    by_flag = {r for r in rules if r.startswith("file.cross_")}  # of --cross-check, which has tests of its own
    by_version = {"schema.compatible"}  # no present dataset differs so little from a published version: validate.txtar has one that does
    by_manifest = {"file.codebook", "laws.rights"}  # of codebooks and derivatives, which the example is not: codebooks.txtar, share.txtar
    assert set(rules) - broken == by_flag | by_version | by_manifest
    assert len(CASES) >= 40
