"""Every figure of `dsbuild stats --format json` is computed again with pandas, and agrees exactly.

The example dataset, and a made folder of Parquet files that no manifest lists: columns of every type, NULLs, an
outlet of every kind of name, dates from 1450 to 2100, live blogs, duplicates.
"""

import datetime
import json
import math
import pathlib
import random
import subprocess
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

PERCENTS = [5, 25, 50, 75, 95]
TOP = 10


def run(binary: pathlib.Path, *args) -> dict:
    done = subprocess.run([binary, "stats", *map(str, args), "--format", "json"], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def made_articles(rows: int) -> dict[str, pa.Table]:
    """Articles and quotes as a researcher may have them: few of the columns, in the order they came."""
    draw = random.Random(20261129)
    outlets = ["Lantern", "The Ferryman", "Ärende", "港の新聞", "a|b", "Lantern\nWeekly", None]
    dates = [None, datetime.date(1450, 3, 1), datetime.date(2100, 12, 31)]
    articles = []
    for i in range(rows):
        recent = datetime.date(2022, 1, 1) + datetime.timedelta(days=draw.randrange(1500))
        articles.append({
            "doc_id": f"{i:024x}",
            "text": " ".join("word" for _ in range(draw.randrange(40))) or None,
            "title": draw.choice([None, "", "A title", f"Title {i}"]),
            "authors": draw.choice([None, [], ["Ann Lee"], ["Ann Lee", "Bo Chen"]]),
            "publisher": draw.choice(outlets),
            "site": draw.choice(["lantern.example", None]),
            "language": draw.choice(["en", "sv", None]),
            "published_date": draw.choice(dates + [recent] * 9),
            "published_at": draw.choice([None, datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(microseconds=draw.randrange(10**15))]),
            "page_type": draw.choice(["article"] * 8 + ["live_blog", "opinion"]),
            "text_status": "full",
            "paragraph_count": draw.randrange(30),
            "quote_count": 0,
            "word_count": draw.choice([None, draw.randrange(3000)]),
            "duplicate_of": draw.choice([None, None, None, "0" * 24]),
            "body_confidence": draw.choice([None, draw.random(), round(draw.random(), 4)]),
            "is_free": draw.choice([None, True, False]),
            "x_big": draw.choice([None, 2**60 + draw.randrange(3), -draw.randrange(10**12)]),
            "x_none": None,
        })
    schema = pa.schema([
        ("doc_id", pa.string()), ("text", pa.string()), ("title", pa.string()), ("authors", pa.list_(pa.string())),
        ("publisher", pa.string()), ("site", pa.string()), ("language", pa.string()), ("published_date", pa.date32()),
        ("published_at", pa.timestamp("us", "UTC")), ("page_type", pa.string()), ("text_status", pa.string()),
        ("paragraph_count", pa.int32()), ("quote_count", pa.int32()), ("word_count", pa.int32()),
        ("duplicate_of", pa.string()), ("body_confidence", pa.float64()), ("is_free", pa.bool_()),
        ("x_big", pa.int64()), ("x_none", pa.string()),
    ])
    quotes, speakers = [], ["Ann Lee", "Bo Chen", "Ministry of Rain", None]
    for article in articles:
        for _ in range(draw.choice([0, 0, 1, 5])):
            speaker = draw.choice(speakers)
            quotes.append({
                "doc_id": article["doc_id"], "kind": "direct", "speaker_name": speaker,
                "paragraph_index": draw.randrange(3), "text": " ".join("said" for _ in range(1 + draw.randrange(30))),
                "speaker_kind": {"Ministry of Rain": "organisation", None: None}.get(speaker, "person"),
                "speech_confidence": 0.5 + draw.random() / 2,
            })
            article["quote_count"] += 1
    topics = []
    for article in articles[1:]:
        code, label, outcome = draw.choice([("3", "Health", "coded"), ("19", None, "coded"), (None, None, "abstained"), (None, None, "no_policy")])
        topics.append({"doc_id": article["doc_id"], "scheme": "own", "code": code, "label": label, "rank": 1, "outcome": outcome})
        topics.append({"doc_id": article["doc_id"], "scheme": "own", "code": "8", "label": "Energy", "rank": 2, "outcome": "coded"})
    draw.shuffle(topics)  # not in the order of the articles
    return {
        "articles": pa.Table.from_pylist(articles, schema), "quotes": pa.Table.from_pylist(quotes),
        "topics": pa.Table.from_pylist(topics),
    }


@pytest.fixture(scope="module", params=["example", "made", "few"])
def counted(request: pytest.FixtureRequest, binary: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, pa.Table]]:
    """The report of a dataset, and its tables as pyarrow reads them."""
    if request.param == "example":
        tables = request.getfixturevalue("tables")
        return run(binary, request.getfixturevalue("dataset")), tables
    tables = made_articles(4000 if request.param == "made" else 2)
    folder = tmp_path_factory.mktemp("made")
    half = len(tables["articles"]) // 2
    (folder / "articles").mkdir()
    pq.write_table(tables["articles"][:half], folder / "articles" / "a-0.parquet", row_group_size=700)
    feather.write_feather(tables["articles"][half:], folder / "articles" / "a-1.arrow")
    for name in ["quotes", "topics"]:
        pq.write_table(tables[name], folder / f"{name}.parquet")
    return run(binary, folder), tables


def blogs_of(tables: dict[str, pa.Table]) -> set:
    articles = tables["articles"].to_pylist()
    return {a["doc_id"] for a in articles if a["page_type"] == "live_blog"}


def numbers_of(column: pa.ChunkedArray) -> pd.Series:
    """A column without NULLs as the numbers that are counted."""
    if pa.types.is_string(column.type):
        return pd.Series([len(v) for v in column.drop_null().to_pylist()], dtype="int64")
    if pa.types.is_list(column.type):
        return pd.Series([len(v) for v in column.drop_null().to_pylist()], dtype="int64")
    return column.drop_null().to_pandas()


def quantiles_of(series: pd.Series) -> list:
    return series.quantile([p / 100 for p in PERCENTS]).tolist()


def instant(text: str) -> pd.Timestamp:
    return pd.Timestamp(text).tz_localize(None) if pd.Timestamp(text).tzinfo is None else pd.Timestamp(text).tz_convert(None)


def check_quantiles(stated: list[dict], series: pd.Series, of: Any) -> None:
    if len(series) == 0:
        assert not stated
        return
    assert [q["percent"] for q in stated] == PERCENTS
    assert all(q["exact"] for q in stated)
    assert [of(q["value"]) for q in stated] == quantiles_of(series)


def check_mean(stated: float | None, series: pd.Series) -> None:
    if len(series) == 0:
        assert stated is None
    else:
        # Both sums are right to a few bits; where the mean lies between two numbers of four decimals, either may be said.
        assert abs(stated - math.fsum(series.tolist()) / len(series)) <= .5e-4 + 1e-9


def check_top(stated: list | None, values: list) -> None:
    """The most frequent values; of many none that occurs once."""
    counts = pd.Series(values, dtype="object").value_counts()
    distinct = len(counts)
    expected = [(v, n) for v, n in counts.items() if n > 1 or distinct <= TOP]
    expected.sort(key=lambda pair: (-pair[1], pair[0].encode() if isinstance(pair[0], str) else pair[0]))
    assert [(t["value"], t["count"]) for t in stated or []] == [(plain(v), n) for v, n in expected[:TOP]]


def plain(v: Any) -> bool | int | str:
    return v.isoformat() if isinstance(v, datetime.date) else v


def check_column(stated: dict, column: pa.ChunkedArray, live: list[bool], long: bool) -> None:
    values = column.drop_null()
    assert stated["nulls"] == column.null_count
    assert stated["values"] == len(values)
    if len(values) == 0:
        assert stated["distinct"]["count"] == 0
        return
    kept = column.filter(pa.array([not b for b in live]))  # not of live blogs
    numbers = numbers_of(kept)
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_list(kind):
        lists = pa.types.is_list(kind)
        items = [i for v in values.to_pylist() for i in v] if lists else values.to_pylist()
        lengths = stated["lengths"]
        assert (lengths["min"], lengths["max"]) == (numbers_of(column).min(), numbers_of(column).max())
        check_mean(lengths.get("mean"), numbers)
        check_quantiles(lengths["quantiles"], numbers, float)
        assert stated["empty"] == sum(1 for v in values.to_pylist() if len(v) == 0)
        assert stated["distinct"] == {"count": len(set(items)), "exact": True}
        if lists:
            assert stated["items"] == len(items)
        elif not long:
            by_bytes = sorted(items, key=str.encode)
            assert (stated["min"], stated["max"]) == (by_bytes[0], by_bytes[-1])
        if not long and all(len(i.encode()) <= 256 for i in items):
            check_top(stated.get("top"), items)
        return
    assert stated["distinct"] == {"count": len(values.unique()), "exact": True}
    if pa.types.is_date(kind):
        assert (stated["min"], stated["max"]) == (min(values.to_pylist()).isoformat(), max(values.to_pylist()).isoformat())
        check_quantiles(stated.get("quantiles"), pd.Series(numbers.to_numpy("datetime64[us]")), instant)
    elif pa.types.is_timestamp(kind):
        check_quantiles(stated.get("quantiles"), numbers.dt.tz_convert(None), instant)
        assert (instant(stated["min"]), instant(stated["max"])) == (numbers_of(column).dt.tz_convert(None).min(), numbers_of(column).dt.tz_convert(None).max())
        return
    elif pa.types.is_boolean(kind):
        assert (stated["min"], stated["max"]) == (min(values.to_pylist()), max(values.to_pylist()))
    else:
        assert (stated["min"], stated["max"]) == (min(values.to_pylist()), max(values.to_pylist()))
        if abs(stated["max"]) < 2**50 and abs(stated["min"]) < 2**50:
            check_mean(stated.get("mean"), numbers)
        check_quantiles(stated.get("quantiles"), numbers, float)
    if not pa.types.is_floating(kind):
        check_top(stated.get("top"), values.to_pylist())


def test_columns(counted: tuple[dict[str, Any], dict[str, pa.Table]], binary: pathlib.Path) -> None:
    report, tables = counted
    declared = json.loads(subprocess.run([binary, "schema", "json"], check=True, capture_output=True).stdout)
    long = {(t["name"], c["name"]) for t in declared["tables"] for c in t["columns"] if c.get("long") or c["name"] == "text"}
    blogs = blogs_of(tables)
    assert {t["table"] for t in report["tables"]} == set(tables)
    for stated in report["tables"]:
        table = tables[stated["table"]]
        ids = table["doc_id"].to_pylist() if "doc_id" in table.column_names else [None] * len(table)
        live = [i in blogs for i in ids]
        assert (stated["rows"], stated["live_blog_rows"]) == (len(table), sum(live))
        assert [c["column"] for c in stated["columns"]] == table.column_names
        for column in stated["columns"]:
            no_bounds = "min" not in column and column.get("lengths") is not None and column["type"] == "string" or (stated["table"], column["column"]) in long or column["type"] == "utf8" and "min" not in column
            check_column(column, table[column["column"]], live, no_bounds)


def frame(tables: dict[str, pa.Table]) -> pd.DataFrame:
    f = pd.DataFrame(tables["articles"].to_pylist())
    named = {o["site"]: o["outlet"] for o in tables["outlets"].to_pylist()} if "outlets" in tables else {}
    outlet = f["site"].map(named)
    f["outlet"] = outlet.where(outlet.notna(), f["publisher"].where(f["publisher"].notna(), f["site"]))
    if "duplicates" in tables:
        copies = {d["doc_id"] for d in tables["duplicates"].to_pylist() if d["relation"] in ("identical", "near", "syndicated")}
        f["copy"] = f["doc_id"].isin(copies)
    if "published_precision" in f:
        f.loc[f["published_precision"] == "year", "published_date"] = None
    f["month"] = [None if d is None or d != d else f"{d.year:04d}-{d.month:02d}" for d in f["published_date"]]
    return f


def sums(f: pd.DataFrame) -> dict:
    stories = {"stories": int((~f["copy"]).sum())} if "copy" in f else {}
    return {
        "articles": len(f), "unique": int(f["duplicate_of"].isna().sum()), **stories, "paragraphs": int(f["paragraph_count"].sum()),
        "quotes": int(f["quote_count"].sum()), "words": int(f["word_count"].sum()),
    }


def test_totals(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    f = frame(tables)
    assert report["totals"] == sums(f)
    assert report["totals_unique"] == sums(f[f["duplicate_of"].isna()])
    assert report["totals_live_blogs"] == sums(f[f["page_type"] == "live_blog"])


def test_fill(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    f = frame(tables)
    assert {x["field"] for x in report["fill"]} >= {"title", "authors", "published_date", "duplicate_of"}
    for x in report["fill"]:
        have = [v is not None and v == v and v != "" and not (isinstance(v, (list, np.ndarray)) and len(v) == 0) for v in tables["articles"][x["field"]].to_pylist()]
        live = [h and p == "live_blog" for h, p in zip(have, f["page_type"])]
        assert (x["filled"], x["of"], x["live_blogs"]) == (sum(have), len(have), sum(live)), x["field"]
        assert x["share"] == round(sum(have) / len(have), 4)


def test_groups(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    f = frame(tables)
    for group in report["groups"]:
        if group["by"][0] in ("topic", "speaker", "person"):
            continue
        (by,) = group["by"]
        stated = {row["keys"][0]: row for row in group["rows"]}
        assert len(stated) == len(group["rows"])
        keys = f[by].where(f[by].notna(), None).astype(object)
        for key, row in stated.items():
            part = f[[k == key or k is None and key is None or k != k and key is None for k in keys]]
            assert row["counts"] == sums(part), (by, key)
            live = part[part["page_type"] == "live_blog"]
            assert row.get("live_blogs") == (sums(live) if len(live) else None), (by, key)
        assert sum(row["counts"]["articles"] for row in group["rows"]) == len(f)


def test_speakers(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    quotes = pd.DataFrame(tables["quotes"].to_pylist())
    quotes = quotes[(quotes["kind"] != "not_speech") & (quotes["speech_confidence"] >= 0.5)]
    words = quotes["text"].str.split().str.len()
    unique = set(frame(tables).query("duplicate_of.isna()")["doc_id"])
    stories = set(frame(tables).query("not copy")["doc_id"]) if "duplicates" in tables else None
    live = quotes["doc_id"].isin(blogs_of(tables))
    for kind in report["quoting"]["speaker_kinds"]:
        of = quotes["speaker_kind"].isna() if kind["kind"] is None else quotes["speaker_kind"] == kind["kind"]
        assert (kind["quotes"], kind["words"], kind["live_blog_quotes"]) == (of.sum(), words[of].sum(), (of & live).sum())
        assert kind["share_of_words"] == round(words[of].sum() / words.sum(), 4)
    assert sum(k["quotes"] for k in report["quoting"]["speaker_kinds"]) == len(quotes)
    who = quotes["speaker_name"]
    if "people" in tables:
        name = {k: p["name"] for p in tables["people"].to_pylist() for k in p["keys"]}
        who = quotes["speaker_key"].map(name)
        stated = {(s["person_id"], s["name"]): s["quotes"] for s in report["quoting"]["speakers"]}
        assert stated == {(p["person_id"], p["name"]): p["quote_count"] for p in tables["people"].to_pylist()}
    (by,) = [g for g in report["groups"] if g["by"] == ["person" if "people" in tables else "speaker"]]
    assert {r["keys"][0] for r in by["rows"]} == set(who.dropna())
    for row in by["rows"]:
        part = quotes[who == row["keys"][0]]
        assert row["counts"] == {
            "articles": part["doc_id"].nunique(), "unique": len(set(part["doc_id"]) & unique),
            **({"stories": len(set(part["doc_id"]) & stories)} if stories is not None else {}),
            "paragraphs": len(part[["doc_id", "paragraph_index"]].drop_duplicates()),
            "quotes": len(part), "words": words[part.index].sum(),
        }
    counts = frame(tables).query("page_type != 'live_blog'")["quote_count"]
    if len(counts):
        check_quantiles(report["quoting"]["quotes_per_article"]["quantiles"], counts, float)
        check_mean(report["quoting"]["quotes_per_article"]["mean"], counts)


def test_topics(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    topics = [t for t in tables["topics"].to_pylist() if t["rank"] == 1]
    (by,) = [g for g in report["groups"] if g["by"] == ["topic"]]
    names = [f"{t['scheme']}:{t['outcome']}" if t["code"] is None else f"{t['scheme']}:{t['code']} {t['label'] or ''}".strip() for t in topics]
    want = pd.Series(names).value_counts().to_dict()
    if without := len(tables["articles"]) - len({t["doc_id"] for t in topics}):
        want[None] = without
    assert {r["keys"][0]: r["counts"]["articles"] for r in by["rows"]} == want


def wilson(part: int, of: int, z: float = 1.959963984540054) -> tuple[float, float]:
    share = part / of
    middle, scale = share + z * z / (2 * of), 1 + z * z / of
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0, (middle - half) / scale), min(1, (middle + half) / scale)


def test_agenda(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    best = tables["topics"].to_pandas().query("rank == 1").merge(frame(tables)[["doc_id", "month", "outlet"]], on="doc_id")
    assert [a["codebook"] for a in report["agendas"]] == sorted(best["scheme"].unique())
    for agenda in report["agendas"]:
        rows = best[best["scheme"] == agenda["codebook"]]
        assert agenda["period"] == "month" and not (agenda["codes_left"] or agenda["periods_left"] or agenda["outlets_left"])

        def same(stated: dict[str, Any], part: pd.DataFrame) -> None:
            coded = part[part["code"].notna()]
            assert (stated["articles"], stated["coded"]) == (len(part), len(coded))
            assert stated["outcomes"] == part[part["code"].isna()]["outcome"].value_counts().to_dict()
            assert {c["code"]: c["articles"] for c in stated["codes"]} == coded["code"].value_counts().to_dict()
            for c in stated["codes"]:
                low, high = wilson(c["articles"], len(coded))
                assert (c["share"], c["low"], c["high"]) == pytest.approx((c["articles"] / len(coded), low, high), abs=6e-5)

        same(agenda, rows)
        for groups, column in [(agenda["by_period"], "month"), (agenda["by_outlet"], "outlet")]:
            assert {g["key"] for g in groups} == {None if pd.isna(k) else k for k in rows[column]}
            for g in groups:
                same(g, rows[rows[column].isna() if g["key"] is None else rows[column] == g["key"]])


def test_matrix(counted: tuple[dict[str, Any], dict[str, pa.Table]]) -> None:
    report, tables = counted
    (matrix,) = report["matrices"]
    assert matrix["by"] == ["outlet", "month"]
    f = frame(tables)
    have = pd.DataFrame({line["key"] or "(none)": line["counts"] for line in matrix["lines"]}).T.reindex(columns=matrix["columns"]).fillna(0).astype(int)
    f["outlet"] = f["outlet"].fillna("(none)")
    want = pd.crosstab(f["outlet"], f["month"]).reindex(index=have.index, columns=matrix["columns"], fill_value=0)
    pd.testing.assert_frame_equal(have, want, check_names=False)
    undated = f[f["month"].isna()].groupby("outlet").size()
    assert {line["key"] or "(none)": line["undated"] for line in matrix["lines"] if line["undated"]} == undated.to_dict()
    assert matrix["all"]["total"] == len(f)
    assert matrix["live_blogs"]["total"] == (f["page_type"] == "live_blog").sum()
    # Every month of the range is there but for those of a gap, which is told.
    months = pd.period_range(matrix["columns"][0], matrix["columns"][-1], freq="M") if matrix["columns"] else []
    assert len(matrix["columns"]) + sum(g["empty"] for g in matrix.get("gaps", [])) == len(months)


def test_jobs_change_nothing(binary: pathlib.Path, dataset: pathlib.Path) -> None:
    assert run(binary, dataset, "-j", 1) == run(binary, dataset, "-j", 8)


def test_changed_file_is_told(binary: pathlib.Path, dataset: pathlib.Path, tmp_path: pathlib.Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(dataset, copy)
    assert run(binary, copy)["warnings"] == []
    part = next((copy / "articles").glob("*.parquet"))
    pq.write_table(pq.ParquetFile(part).read()[:1], part)
    warnings = run(binary, copy)["warnings"]
    assert any(part.name in w and "SHA-256" in w for w in warnings), warnings


def test_any_file(binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Types that dsbuild never writes: what is described is right, and what is not is said."""
    table = pa.table({
        "i8": pa.array([1, None, -3], pa.int8()), "u32": pa.array([1, 2, 2**32 - 1], pa.uint32()),
        "u64": pa.array([1, None, 2**64 - 1], pa.uint64()), "f32": pa.array([0.1, None, float("nan")], pa.float32()),
        "naive": pa.array([0, None, 86_400_500_000], pa.timestamp("us")), "s": pa.array([0, 1, None], pa.timestamp("s", "America/New_York")),
        "dictionary": pa.array(["a", "b", "a"]).dictionary_encode(), "large": pa.array(["x", None, "yy"], pa.large_string()),
        "bytes": pa.array([b"x", None, b"y"]), "struct": pa.array([{"a": 1}, None, {"a": 2}]), "ints": pa.array([[1], None, []]),
        "time": pa.array([1, 2, None], pa.time64("us")), "null": pa.nulls(3), "decimal": pa.array([1, 2, 3], pa.decimal128(10, 2)),
    })
    for path in [tmp_path / "any.parquet", tmp_path / "any.arrow", tmp_path / "any.bin"]:
        pq.write_table(table, path) if path.suffix != ".arrow" else feather.write_feather(table, path)
        (stated,) = run(binary, path)["tables"]
        columns = {c["column"]: c for c in stated["columns"]}
        assert (stated["table"], stated["rows"]) == ("any", 3)
        for name in table.column_names:
            assert columns[name]["nulls"] == table[name].null_count, name
        assert (columns["i8"]["min"], columns["i8"]["max"], columns["i8"]["mean"]) == (-3, 1, -1)
        assert columns["u32"]["max"] == 2**32 - 1
        assert columns["f32"]["not_finite"] == 1 and columns["f32"]["min"] == 0.1
        assert columns["naive"]["max"] == "1970-01-02T00:00:00.5Z"
        assert columns["dictionary"]["distinct"]["count"] == 2
        for name in ["u64", "bytes", "struct", "ints", "time"]:
            assert "not described" in columns[name]["note"], name


def test_big_columns(binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Exact to a million distinct values, and beyond that within the error that is stated."""
    values = np.random.default_rng(7).permutation(1_200_000).astype("int64")
    for name, column in [("exact", values[values < 1_000_000]), ("more", values)]:
        path = tmp_path / f"{name}.parquet"
        pq.write_table(pa.table({"n": column}), path)
        (stated,) = run(binary, path)["tables"][0]["columns"]
        want = quantiles_of(pd.Series(column))
        for q, w in zip(stated["quantiles"], want):
            assert q["exact"] == (name == "exact")
            assert q["value"] == w if q["exact"] else abs(q["value"] - w) <= q["error"] * w
        assert stated["distinct"]["exact"] == (name == "exact")
        assert abs(stated["distinct"]["count"] - len(column)) <= stated["distinct"].get("error", 0) * len(column)
