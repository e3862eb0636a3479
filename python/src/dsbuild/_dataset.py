"""A dataset on disk: its tables by name, each for pandas, polars, Arrow or DuckDB.

The libraries are imported when they are asked for; none of them is needed to use the rest.
"""

import html
import json
import os
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dsbuild._command import Failure, Path, run, wanted

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

MANIFEST, FORMAT = "manifest.json", "dsbuild.manifest/1"


class Table:
    """One table of a dataset; columns, where they are named, are all that is read."""

    def __init__(self, name: str, unit: str, rows: int, files: Sequence[str], own: Sequence[dict[str, Any]] = ()) -> None:
        self.name, self.unit, self.rows, self.files = name, unit, rows, list(files)
        self._own = own  # columns of this dataset alone

    def __len__(self) -> int:
        return self.rows

    def __repr__(self) -> str:
        return f"<dsbuild table {self.name}: {self.rows:,} rows, one per {self.unit}>"

    def _repr_html_(self) -> str:
        columns = [(c["name"], c["type"], c.get("description", "")) for c in self.columns()]
        return _html_table(f"{self.name}: {self.rows:,} rows, one per {self.unit}", ("column", "type", "what it is"), columns)

    def columns(self) -> list[dict[str, Any]]:
        """The columns as `dsbuild schema json` declares them, then the dataset's own: name, type, and mostly description and rules."""
        declared = json.loads(run("schema json"))
        found: list[dict[str, Any]] = next((t["columns"] for t in declared["tables"] if t["name"] == self.name), [])
        return [*found, *self._own]

    def arrow(self, columns: Sequence[str] | None = None) -> "pyarrow.Table":
        """The rows as a pyarrow.Table."""
        try:
            from pyarrow import dataset
        except ImportError as e:
            raise wanted(".arrow()", "pyarrow") from e
        return dataset.dataset(self.files, format=self._format()).to_table(columns=_listed(columns))

    def pandas(self, columns: Sequence[str] | None = None) -> "pandas.DataFrame":
        """The rows as a DataFrame whose columns keep their types (pandas.ArrowDtype)."""
        try:
            import pandas
            import pyarrow  # noqa: F401 - said here, not as an error of .arrow()
        except ImportError as e:
            raise wanted(".pandas()", "pandas", "pyarrow") from e
        return self.arrow(columns).to_pandas(types_mapper=pandas.ArrowDtype)

    def polars(self, columns: Sequence[str] | None = None) -> "polars.DataFrame":
        """The rows as a polars.DataFrame."""
        try:
            import polars
        except ImportError as e:
            raise wanted(".polars()", "polars") from e
        scan = polars.scan_ipc if self._format() == "ipc" else polars.scan_parquet
        rows = scan([pathlib.Path(f) for f in self.files])
        return (rows if columns is None else rows.select(columns)).collect()

    def duckdb(
        self, columns: Sequence[str] | None = None, connection: "duckdb.DuckDBPyConnection | None" = None
    ) -> "duckdb.DuckDBPyRelation":
        """The rows as a relation of the connection, or of DuckDB's own: duckdb.sql can name the variable that holds it."""
        try:
            import duckdb
        except ImportError as e:
            raise wanted(".duckdb()", "duckdb") from e
        on = connection or duckdb.default_connection()
        if self._format() == "ipc":
            return on.from_arrow(self.arrow(columns))
        rows = on.read_parquet(self.files)
        return rows if columns is None else rows.project(", ".join('"' + c.replace('"', '""') + '"' for c in columns))

    def _format(self) -> str:
        return "ipc" if self.files and self.files[0].endswith(".arrow") else "parquet"


class Dataset:
    """A dataset: dataset.articles is a Table, and so is every other table that was written."""

    articles: Table
    authors: Table
    blocks: Table  # where it was asked for
    duplicates: Table
    entries: Table
    links: Table
    metadata: Table
    outlets: Table
    paragraph_topics: Table  # where it was asked for
    paragraphs: Table
    people: Table
    quote_candidates: Table
    quotes: Table
    rejects: Table
    speakers: Table
    topics: Table

    def __init__(self, path: Path) -> None:
        self.path = pathlib.Path(path)
        self.manifest: dict[str, Any] = _manifest(self.path)
        self.summary = ""  # what build said of it
        self.tables: dict[str, Table] = {}
        for t in self.manifest["tables"]:
            own = self.manifest.get("user_columns", []) if t["name"] == "articles" else []
            self.tables[t["name"]] = Table(t["name"], t["unit"], t["rows"], self._parts(t["name"]), own)

    def _parts(self, table: str) -> list[str]:
        """The files of a table: all Parquet, or where there is none all Arrow, as both hold the same rows."""
        paths = [f["path"] for f in self.manifest["files"] if f.get("table") == table]
        parquet = [p for p in paths if not p.endswith(".arrow")]
        return [str(self.path / p) for p in parquet or paths]

    def __getattr__(self, name: str) -> Table:
        tables: dict[str, Table] = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(f"the dataset has no table {name!r}; it has {', '.join(tables)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<dsbuild dataset {os.fspath(self.path)!r}: {counts['articles']:,} articles, {counts['rejects']:,} rejects>"

    def _repr_html_(self) -> str:
        about, counts = self.manifest["dataset"], self.manifest["counts"]
        name = " ".join(filter(None, (about.get("title") or about.get("name"), about.get("version"))))
        said = f"{name}: {counts['pages']:,} pages = {counts['articles']:,} articles + {counts['rejects']:,} rejects"
        return _html_table(said, ("table", "rows", "a row is one"), [(t.name, f"{t.rows:,}", t.unit) for t in self.tables.values()])


def load(path: Path) -> Dataset:
    """The dataset in a folder that `dsbuild build` wrote; no row is read yet."""
    return Dataset(path)


def _manifest(folder: pathlib.Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as e:
        raise Failure(f"{folder} is no dataset of dsbuild: it has no {MANIFEST}") from e
    except ValueError as e:
        raise Failure(f"{folder / MANIFEST} cannot be read: {e}") from e
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Failure(f"{folder / MANIFEST} is no manifest that this version of dsbuild reads: its format is not {FORMAT!r}")
    return found


def _listed(columns: Sequence[str] | None) -> list[str] | None:
    return None if columns is None else list(columns)


def _html_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag} style='text-align:left'>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"

    body = "".join(line(r, "td") for r in rows)
    return f"<table><caption>{html.escape(caption)}</caption><thead>{line(heads, 'th')}</thead><tbody>{body}</tbody></table>"
