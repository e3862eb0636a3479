"""Figures of report.html are computed again with DuckDB, and agree.

The page's tables have a name in data-figure. At least forty figures are compared, of the dataset that the tests are given.
"""

import html.parser
import pathlib
import subprocess
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest


class Tables(html.parser.HTMLParser):
    """The tables of a page by name: a list of rows of cells each."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] | None = None
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("data-figure")
        if tag == "table" and name:
            self.rows = self.tables.setdefault(name, [])
        elif self.rows is not None and tag == "tr":
            self.rows.append([])
        elif self.rows is not None and tag in ("td", "th"):
            self.rows[-1].append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.rows = None
        elif tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.rows is not None and self.open:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def tables(dataset: pathlib.Path) -> dict[str, list[list[str]]]:
    parser = Tables()
    parser.feed((dataset / "report.html").read_text(encoding="utf-8"))
    return parser.tables


@pytest.fixture(scope="module")
def sql(dataset: pathlib.Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view of each table."""
    with duckdb.connect() as con:
        for folder in sorted(dataset.iterdir()):
            if folder.is_dir() and any(folder.glob("*.parquet")):
                con.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM '{folder}/*.parquet'")
        con.execute("""CREATE VIEW named AS SELECT articles.*, coalesce(outlet, publisher, articles.site) AS outlet_name,
            list_sort(coalesce(findings, [])) AS remarks FROM articles LEFT JOIN outlets USING (site)""")
        yield con


def one(sql: duckdb.DuckDBPyConnection, query: str, values: list | None = None) -> tuple:
    """The only row of a query."""
    (row,) = sql.execute(query, values or []).fetchall()
    return row


def number(cell: str) -> int:
    return int(cell.replace(",", ""))


def by_first(rows: list[list[str]], column: int = -1) -> dict[str, int]:
    """The numbers of a column by the words of the first."""
    return {row[0]: number(row[column]) for row in rows[1:]}


class Compared:
    """How many figures were compared."""

    count = 0


def same(stated: dict, computed: dict) -> None:
    assert stated == computed
    Compared.count += len(stated)


STORIES = "SELECT count(*) FROM articles WHERE doc_id NOT IN (SELECT doc_id FROM duplicates WHERE relation IN ('identical', 'near', 'syndicated'))"


def test_totals(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    row = dict(zip(tables["totals"][0], tables["totals"][1]))
    articles, unique, paragraphs, quotes, words = one(sql, """SELECT count(*), count(*) FILTER (duplicate_of IS NULL),
        sum(paragraph_count), sum(quote_count), sum(word_count) FROM articles""")
    (stories,) = one(sql, STORIES)
    same({k: number(v) for k, v in row.items() if k != "of"}, {"articles": articles, "unique": unique, "stories": stories, "paragraphs": paragraphs, "quotes": quotes, "words": words})
    assert one(sql, "SELECT count(*) FROM quotes") == (quotes,)


def test_flow(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> None:
    stated = by_first(tables["flow"])
    computed = {"Pages read": manifest["counts"]["pages"], "Articles": one(sql, "SELECT count(*) FROM articles")[0]}
    computed |= dict(sql.execute("SELECT reason, count(*) FROM rejects GROUP BY ALL ORDER BY 2 DESC LIMIT 8").fetchall())
    computed |= dict(sql.execute("SELECT text_status, count(*) FROM articles WHERE text_status <> 'full' GROUP BY ALL").fetchall())
    copies = one(sql, "SELECT count(*) FROM articles WHERE text_status = 'full' AND duplicate_of IS NOT NULL")[0]
    if copies:
        computed["copies"] = copies
    computed["Whole articles of their own"] = one(sql, "SELECT count(*) FROM articles WHERE text_status = 'full' AND duplicate_of IS NULL")[0]
    computed["Stories"] = one(sql, STORIES)[0]
    same(stated, computed)


REMARKS = "['site_template', 'recapture', 'no_index_row', 'index_conflict', 'index_duplicate_row', 'quotes_marks_only', 'odd_quote_marks']"


def test_coverage(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = {row[0]: [number(c) for c in row[2:3] + row[4:8]] for row in tables["coverage"][1:] if "other outlet" not in row[0]}
    stated_all = stated.pop("all outlets")
    computed = """count(*), count(*) FILTER (text_status <> 'full'), count(*) FILTER (body_confidence < .8),
        count(*) FILTER (len(list_filter(remarks, lambda f: f NOT IN REMARKS)) > 0),
        count(*) FILTER (text_status <> 'full' OR body_confidence < .8 OR len(list_filter(remarks, lambda f: f NOT IN REMARKS)) > 0)""".replace("REMARKS", REMARKS.replace("[", "(").replace("]", ")"))
    rejects = by_first(tables["coverage"], 3)
    of_outlets = {row[0] or "(outlet not known)": list(row[1:]) for row in sql.execute(f"SELECT outlet_name, {computed} FROM named GROUP BY ALL").fetchall()}
    for outlet, figures in stated.items():
        want = of_outlets.get(outlet, [0] * 5)
        want[4] += rejects[outlet]
        assert figures == want, outlet
        Compared.count += len(figures)
    all_rejects = one(sql, """SELECT count(*) FROM rejects
        WHERE reason NOT IN ('duplicate_page', 'duplicate_id', 'revisit_unresolved', 'needs_fetch', 'http_status')""")[0]
    assert rejects["all outlets"] == all_rejects
    want = list(one(sql, f"SELECT {computed} FROM named"))
    want[4] += all_rejects
    assert stated_all == want


def test_months(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    head, *rows = tables["coverage-articles"]
    if head[1:-2] and len(head[1]) != len("2024-03"):
        pytest.skip("the dataset is too long for columns of a month")
    stated = {month: number(n) for month, n in zip(head[1:-2], rows[-1][1:]) if number(n)}
    same(stated, dict(sql.execute("SELECT strftime(published_date, '%Y-%m'), count(*) FROM articles WHERE published_date IS NOT NULL AND published_precision <> 'year' GROUP BY ALL").fetchall()))


def test_fill(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    for field, filled, of, _ in tables["fill"][1:]:
        kind = one(sql, "SELECT column_type FROM (DESCRIBE articles) WHERE column_name = ?", [field])[0]
        has = f"len({field}) > 0" if kind.endswith("[]") or kind == "VARCHAR" else f"{field} IS NOT NULL"
        assert one(sql, f"SELECT count(*) FILTER ({has}), count(*) FROM articles") == (number(filled), number(of)), field
        Compared.count += 1


def test_evidence(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = {(row[0], row[1]): number(row[3]) for row in tables["evidence"][1:]}
    # Of a field with several values the first one counts.
    rows = sql.execute("""WITH numbered AS (SELECT *, row_number() OVER () AS place FROM metadata)
        SELECT field, evidence, count(*) FROM (
            SELECT doc_id, field, arg_min(evidence, place) AS evidence FROM numbered WHERE chosen GROUP BY ALL) GROUP BY ALL""").fetchall()
    same(stated, {(f, e): n for f, e, n in rows})


def test_confidences(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    head, *rows = tables["confidence"]
    for at, column in enumerate(head[2:], 2):
        table = "quotes" if column in ("speech_confidence", "speaker_confidence") else "articles"
        computed = dict(sql.execute(f"SELECT CASE WHEN {column} IS NULL THEN 'NULL' ELSE cast(least(floor(round({column} * 10, 6)), 9) / 10 AS VARCHAR) END, count(*) FROM {table} GROUP BY ALL").fetchall())
        stated = {row[0] if row[0] in ("NULL",) else str(float(row[0])): number(row[at]) for row in rows}
        same({k: n for k, n in stated.items() if n}, computed)


def test_words(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = by_first(tables["words"])
    bounds = [0, 1, 50, 100, 200, 400, 800, 1600, 3200]
    computed = [one(sql, "SELECT count(*) FROM articles WHERE page_type <> 'live_blog' AND word_count >= ? AND word_count < ?", [low, high])[0]
                for low, high in zip(bounds, bounds[1:] + [2**31 - 1])]
    assert list(stated.values()) == computed
    Compared.count += len(computed)


def test_kinds(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = {row[0]: number(row[1]) for row in tables["kinds"][1:]}
    same(stated, dict(sql.execute("SELECT coalesce(speaker_kind, 'no speaker found'), count(*) FROM quotes GROUP BY ALL").fetchall()))


def test_voices(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = by_first(tables["voices-topic"])
    computed = sql.execute("""SELECT coalesce(code || ' ' || label, outcome), count(*) FROM quotes JOIN topics USING (doc_id) WHERE topics.rank = 1 GROUP BY ALL""").fetchall()
    same(stated, {name[:60]: n for name, n in computed})


def test_topics(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    stated = by_first(tables["topics"])
    same(stated, {name[:60]: n for name, n in sql.execute("""SELECT scheme || ':' || coalesce(code || ' ' || label, outcome), count(*) FROM topics WHERE rank = 1 GROUP BY ALL""").fetchall()})


def test_tables(tables: dict[str, list[list[str]]], sql: duckdb.DuckDBPyConnection) -> None:
    same({row[0]: number(row[2]) for row in tables["tables"][1:]}, {row[0]: one(sql, f"SELECT count(*) FROM {row[0]}")[0] for row in tables["tables"][1:]})


def test_forty_figures() -> None:
    """Runs last: so many figures were compared above."""
    assert Compared.count >= 40


def test_stats_makes_the_same_page(binary: pathlib.Path, dataset: pathlib.Path) -> None:
    made = subprocess.run([binary, "stats", dataset, "--format", "html"], capture_output=True, check=True).stdout
    assert made == (dataset / "report.html").read_bytes()
