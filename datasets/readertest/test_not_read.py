"""What is not read is said for what it is: never as damage, never in the words of a program, and each remedy is done."""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.ipc
import pyarrow.orc
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as encryption
import pytest
from foreign import found, validate

# Words of Go and of its libraries, and of damage, that no message about a sound file has.
FOREIGN = re.compile(r"runtime error|goroutine|panic|openat|lstat|unimplemented|escapes|thrift|nil pointer|rows are missing|copy the dataset", re.I)


@pytest.fixture(scope="session")
def links(tables: dict[str, pa.Table]) -> pa.Table:
    return pa.table(dict(zip(tables["links"].column_names, tables["links"].columns)))


class Keys(encryption.KmsClient):
    """Wraps keys by nothing: what is tested is how a reader without them speaks."""

    def __init__(self, _: Any) -> None:
        encryption.KmsClient.__init__(self)

    def wrap_key(self, key: bytes, _: str) -> bytes:
        return base64.b64encode(key)

    def unwrap_key(self, wrapped: str, _: str) -> bytes:
        return base64.b64decode(wrapped)


def encrypted(plaintext_footer: bool) -> Callable:
    def write(table: pa.Table, path: pathlib.Path) -> None:
        factory = encryption.CryptoFactory(Keys)
        how = encryption.EncryptionConfiguration(footer_key="f", column_keys={"c": ["doc_id"]}, plaintext_footer=plaintext_footer)
        with pq.ParquetWriter(path, table.schema, encryption_properties=factory.file_encryption_properties(encryption.KmsConnectionConfig(), how)) as w:
            w.write_table(table)

    return write


def old_arrow(new: Callable) -> Callable:
    def write(table: pa.Table, path: pathlib.Path) -> None:
        options = pa.ipc.IpcWriteOptions(use_legacy_format=True, metadata_version=pa.ipc.MetadataVersion.V4)
        with new(str(path), table.schema, options=options) as w:
            w.write_table(table)

    return write


def patched(old: bytes, new: bytes) -> Callable:
    """Parquet whose footer has other bytes in one place: what no writer of today writes."""

    def write(table: pa.Table, path: pathlib.Path) -> None:
        pq.write_table(table, path, compression="gzip", store_schema=False)
        body = bytearray(path.read_bytes())
        at = body.index(old, len(body) - 8 - int.from_bytes(body[-8:-4], "little"))
        body[at : at + len(new)] = new
        path.write_bytes(body)

    return write


def text(table: pa.Table, path: pathlib.Path) -> None:
    pa.csv.write_csv(table, path)


def zipped(table: pa.Table, path: pathlib.Path) -> None:
    pq.write_table(table, path)
    subprocess.run(["gzip", path], check=True)
    path.with_name(path.name + ".gz").rename(path)


# How each is written, below which name, and the kind and words that must be said.
KINDS = {
    "encrypted": (encrypted(False), "links.parquet", "encrypted", "it is encrypted"),
    "encrypted columns": (encrypted(True), "links.parquet", "encrypted", "columns are encrypted"),
    "Feather 1": (lambda t, p: pa.feather.write_feather(t, p, version=1), "links.feather", "feather_1", "Feather version 1"),
    "Arrow 0.14, a file": (old_arrow(pa.ipc.new_file), "links.arrow", "arrow_before_0.15", "before version 0.15"),
    "Arrow 0.14, a stream": (old_arrow(pa.ipc.new_stream), "links.arrows", "arrow_before_0.15", "before version 0.15"),
    # doc_id is compressed with 2, which is gzip; thrift packs 3, LZO, as 6.
    "LZO": (patched(b"doc_id\x15\x04", b"doc_id\x15\x06"), "links.parquet", "codec", "doc_id is compressed with LZO"),
    "a codec of tomorrow": (patched(b"doc_id\x15\x04", b"doc_id\x15\x50"), "links.parquet", "codec", "number 40"),
    "a logical type of tomorrow": (patched(b"\x1c\x00\x00", b"\x9c\x00\x00"), "links.parquet", "logical_type", "logical type"),
    "ORC": (lambda t, p: pa.orc.write_table(t, str(p)), "links.orc", "other_format", "it is ORC"),
    "CSV": (text, "links.csv", "other_format", "CSV"),
    "CSV by another name": (text, "links.parquet", "other_format", "CSV"),
    "gzip": (zipped, "links.parquet", "packed", "gzip"),
}


@pytest.fixture(scope="session")
def remedies(binary: pathlib.Path) -> dict[str, str]:
    printed = subprocess.run([binary, "validate", "--rules", "--format", "json"], check=True, capture_output=True)
    return {k["name"]: k["remedy"] for k in json.loads(printed.stdout)["not_read"]}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_said(kind: str, links: pa.Table, remedies: dict[str, str], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    write, name, of, words = KINDS[kind]
    with pytest.warns(DeprecationWarning) if of == "feather_1" else nothing():
        write(links, tmp_path / name)
    code, report = validate(binary, tmp_path / name)
    (error,) = found(report, "error")
    assert code == 3 and error["rule"] == "file.not_read" and words in error["message"] and error["remedy"] == remedies[of]
    assert not FOREIGN.search(json.dumps(report["findings"])), report["findings"]
    done = subprocess.run([binary, "schema", "diff", "0.1", tmp_path / name], capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and not FOREIGN.search(done.stderr), done.stderr


class nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_) -> None:
        return None


def rewrite(read: Callable, write: Callable = pq.write_table) -> Callable:
    def do(path: pathlib.Path, _: pa.Table) -> None:
        table = read(path)
        path.unlink()
        write(table, path)

    return do


def by_its_writer(path: pathlib.Path, table: pa.Table) -> None:
    """No tool of today reads it back: who wrote it writes it again."""
    pq.write_table(table, path, compression="zstd", version="1.0")


def with_keys(path: pathlib.Path) -> pa.Table:
    properties = encryption.CryptoFactory(Keys).file_decryption_properties(encryption.KmsConnectionConfig())
    return pq.ParquetFile(path, decryption_properties=properties).read()


def unpack(path: pathlib.Path, _: pa.Table) -> None:
    subprocess.run(["gzip", "-d", "-S", ".parquet", path], check=True)
    path.with_suffix("").rename(path)


def csv(path: pathlib.Path, table: pa.Table) -> None:
    kinds = pa.csv.ConvertOptions(column_types=table.schema, strings_can_be_null=True, quoted_strings_can_be_null=False)
    rewrite(lambda p: pa.csv.read_csv(p, parse_options=pa.csv.ParseOptions(newlines_in_values=True), convert_options=kinds))(path, table)


# How the remedy of each is done.
DONE = {
    "encrypted": rewrite(with_keys),
    "encrypted columns": rewrite(with_keys),
    "Feather 1": rewrite(pa.feather.read_table, pa.feather.write_feather),
    "Arrow 0.14, a file": rewrite(lambda p: pa.ipc.open_file(p.read_bytes()).read_all(), pa.feather.write_feather),
    "Arrow 0.14, a stream": rewrite(lambda p: pa.ipc.open_stream(p.read_bytes()).read_all(), pa.feather.write_feather),
    "LZO": by_its_writer,
    "a codec of tomorrow": by_its_writer,
    "a logical type of tomorrow": by_its_writer,
    "ORC": rewrite(lambda p: pa.orc.read_table(str(p))),
    "CSV": csv,
    "CSV by another name": csv,
    "gzip": unpack,
}


@pytest.mark.parametrize("kind", KINDS)
def test_its_remedy_helps(kind: str, links: pa.Table, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    write, name, of, _ = KINDS[kind]
    with pytest.warns(DeprecationWarning) if of == "feather_1" else nothing():
        write(links, tmp_path / name)
        DONE[kind](tmp_path / name, links)
    code, report = validate(binary, tmp_path / name)
    assert code == 0 and report["tables"] == [{"table": "links", "rows": links.num_rows}], report["findings"]


@pytest.mark.parametrize("codec", ["snappy", "gzip", "brotli", "lz4", "zstd", "none"])
def test_codecs_that_are_read(codec: str, links: pa.Table, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    pq.write_table(links, tmp_path / "links.parquet", compression=codec)
    code, report = validate(binary, tmp_path / "links.parquet")
    assert code == 0 and report["tables"][0]["rows"] == links.num_rows


def test_files_without_rows(tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """As pandas, pyarrow, polars and DuckDB write them, whole and with an empty row group between others."""
    for name, table in tables.items():
        plain = pa.table(dict(zip(table.column_names, table.columns)))
        none = plain.slice(0, 0)
        writers = {
            "pandas": lambda p: none.to_pandas().to_parquet(p, index=False),
            "pandas, typed": lambda p: none.to_pandas(types_mapper=__import__("pandas").ArrowDtype).to_parquet(p, index=False),
            "pyarrow": lambda p: pq.write_table(none, p),
            "polars": lambda p: pl.from_arrow(none).write_parquet(p),
            "duckdb": lambda p: duckdb.from_arrow(none).write_parquet(str(p)),
            "group": lambda p: groups(p, plain, [3, 0, len(plain)]),
        }
        for tool, write in writers.items():
            path = tmp_path / f"{name}.parquet"
            write(path)
            code, report = validate(binary, path, "--table", name)
            want = min(3, len(plain)) + len(plain) - min(3, len(plain)) if tool == "group" else 0
            assert code == 0 and report["tables"] == [{"table": name, "rows": want}], (name, tool, report["findings"])
            if tool in ("pyarrow", "group"):
                done = subprocess.run([binary, "schema", "diff", "0.1", path], capture_output=True, encoding="utf-8")
                assert done.returncode in (0, 3) and "-> " in done.stdout, (name, tool, done.stderr)


def groups(path: pathlib.Path, table: pa.Table, ends: list[int]) -> None:
    with pq.ParquetWriter(path, table.schema) as w:
        at = 0
        for end in ends:
            w.write_table(table.slice(at, max(0, end - at)))
            at = max(at, end)


def test_columns_in_names_of_folders(tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """As pandas, polars and DuckDB write them; written again as the remedy says, the column is there."""
    plain = pa.table(dict(zip(tables["articles"].column_names, tables["articles"].columns)))
    pd = plain.to_pandas(types_mapper=__import__("pandas").ArrowDtype)

    def copied(folder: pathlib.Path, options: str) -> None:
        with duckdb.connect() as sql:
            sql.execute("SET TimeZone = 'UTC'")
            sql.register("t", plain)
            sql.execute(f"COPY t TO '{folder}' (FORMAT parquet, PARTITION_BY (language){options})")

    ways = {
        "pandas": (lambda f: pd.to_parquet(f, partition_cols=["language"], index=False), lambda f: (f.mkdir(), pd.to_parquet(f / "a.parquet", index=False))),
        "DuckDB": (lambda f: copied(f, ""), lambda f: copied(f, ", WRITE_PARTITION_COLUMNS true")),
        "polars": (
            lambda f: pl.from_arrow(plain).write_parquet(pl.PartitionBy(f, key="language", include_key=False), mkdir=True),
            lambda f: pl.from_arrow(plain).write_parquet(pl.PartitionBy(f, key="language", include_key=True), mkdir=True),
        ),
    }
    for tool, (apart, inside) in ways.items():
        folder = tmp_path / tool / "articles"
        folder.parent.mkdir()
        apart(folder)
        code, report = validate(binary, folder)
        (error,) = [f for f in found(report, "error") if f["rule"] == "schema.column" and f.get("column") == "language"][:1]
        assert code == 3 and "names of folders (language=" in error["message"] and tool in error["remedy"]
        assert report["tables"][0]["table"] == "articles"
        shutil.rmtree(folder)
        inside(folder)
        code, report = validate(binary, folder)
        assert not [f for f in found(report, "error") if f["rule"].startswith("schema.")], report["findings"]


def test_columns_of_no_type(links: pa.Table, tables: dict[str, pa.Table], binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """A column of one's own that is of no type a table has is said; as text or left out it is sound."""
    articles = pa.table(dict(zip(tables["articles"].column_names, tables["articles"].columns)))
    n = len(articles)
    kinds = {
        "x_struct": pa.array([{"a": 1}] * n), "x_bytes": pa.array([b"a"] * n), "x_time": pa.array([1] * n, pa.time64("us")),
        "x_uuid": pa.array([b"0123456789012345"] * n, pa.uuid()), "x_lengths": pa.array([[1]] * n), "x_period": pa.array([1] * n, pa.duration("s")),
    }  # fmt: skip
    for name, values in kinds.items():
        with pa.OSFile(str(tmp_path / "articles.arrow"), "wb") as sink, pa.ipc.new_file(sink, articles.append_column(name, values).schema) as w:
            w.write_table(articles.append_column(name, values))
        code, report = validate(binary, tmp_path / "articles.arrow")
        (error,) = found(report, "error")
        assert code == 3 and error["column"] == name and "which no column of yours can be" in error["message"]
        assert error["remedy"].startswith("write it as text") and not FOREIGN.search(json.dumps(report["findings"]))
        written = articles.append_column(name, pa.array([str(v) for v in values.to_pylist()]))
        with pa.OSFile(str(tmp_path / "articles.arrow"), "wb") as sink, pa.ipc.new_file(sink, written.schema) as w:
            w.write_table(written)
        code, report = validate(binary, tmp_path / "articles.arrow")
        assert code == 0, report["findings"]


def test_several_datasets(dataset: pathlib.Path, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Two datasets, a folder of them, and a dataset beside a file are refused with the line to type."""
    for name in ("one", "two"):
        shutil.copytree(dataset, tmp_path / "sets" / name)
    sets, links = tmp_path / "sets", dataset / "links" / "links-00000.parquet"
    for args in ([sets / "one", sets / "two"], [sets], [sets / "*"], [sets / "one", links], [tmp_path]):
        done = subprocess.run([binary, "validate", *args], capture_output=True, encoding="utf-8")
        (line,) = re.findall(r"`dsbuild (validate .*?)`", done.stderr)
        assert done.returncode == 1, done.stderr
        again = subprocess.run([binary, *line.split()], capture_output=True, encoding="utf-8")
        assert again.returncode == 0 and "valid" in again.stdout, again.stderr
    done = subprocess.run([binary, "validate", sets / "one" / "links", sets / "one" / "articles"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_delta_table(links: pa.Table, binary: pathlib.Path, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "links"
    (folder / "_delta_log").mkdir(parents=True)
    (folder / "_delta_log" / "00000000000000000000.json").write_text("{}")
    pq.write_table(links, folder / "part-0.parquet")
    code, report = validate(binary, folder)
    assert code == 3 and [f["rule"] for f in found(report, "error")] == ["file.not_read"]
    (tmp_path / "new").mkdir()
    pq.write_table(links, tmp_path / "new" / "links.parquet")
    assert validate(binary, tmp_path / "new")[0] == 0


@pytest.fixture
def world() -> Iterator[Any]:
    """A folder that other users can come to, as that of pytest is not."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield pathlib.Path(name)


def as_nobody(command: list) -> subprocess.CompletedProcess:
    """Runs a command as a user who owns nothing, where this one may do everything."""
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd="/", **user)


def test_what_may_not_be_read(dataset: pathlib.Path, binary: pathlib.Path, remedies: dict[str, str], world: pathlib.Path) -> None:
    shutil.copy(binary, world / "dsbuild")
    (world / "dsbuild").chmod(0o755)
    shutil.copytree(dataset, world / "set")
    subprocess.run(["chmod", "-R", "u+rwX,go+rX", world / "set"], check=True)
    assert as_nobody([world / "dsbuild", "validate", world / "set"]).returncode == 0
    file, folder, manifest = (world / "set" / p for p in ("links/links-00000.parquet", "quotes", "manifest.json"))
    for closed in (file, folder, manifest):
        mode = closed.stat().st_mode & 0o777
        closed.chmod(0)
        for target, code in ((world / "set", 3), (file, 1 if closed == folder else 3), (folder, 1)):
            if closed == manifest and target != world / "set" or closed in (file, folder) and target not in (world / "set", closed):
                continue
            done = as_nobody([world / "dsbuild", "validate", target, "--format", "json"])
            said = done.stdout + done.stderr
            assert done.returncode == code, (closed, target, said)
            assert "this user" in said and "chmod -R u+rX" in said and not FOREIGN.search(done.stderr), said
            if code == 3:
                refused = [f for f in json.loads(done.stdout)["findings"] if "this user" in f["message"]]
                assert {f["rule"] for f in refused} == {"file.not_read"} and {f["remedy"] for f in refused} == {remedies["permission"]}
        if os.geteuid() == 0:
            closed.chmod(mode)
        else:
            subprocess.run(["chmod", "-R", "u+rX", closed], check=True)
        assert as_nobody([world / "dsbuild", "validate", world / "set"]).returncode == 0


def test_links_and_what_is_no_file(dataset: pathlib.Path, binary: pathlib.Path, remedies: dict[str, str], tmp_path: pathlib.Path) -> None:
    shutil.copytree(dataset, tmp_path / "set")
    part = tmp_path / "set" / "links" / "links-00000.parquet"
    kept = tmp_path / "kept.parquet"
    part.rename(kept)
    for kind, make in {"link": lambda: part.symlink_to(kept), "no_file": lambda: os.mkfifo(part)}.items():
        make()
        code, report = validate(binary, tmp_path / "set")
        refused = [f for f in found(report, "error") if f.get("table") == "links"]
        assert code == 3 and {(f["rule"], f["remedy"]) for f in refused} == {("file.not_read", remedies[kind])}, refused
        part.unlink()
        shutil.copy(kept, part)
        assert validate(binary, tmp_path / "set")[0] == 0
        part.unlink()
    loop = tmp_path / "loop.parquet"
    loop.symlink_to(loop)
    done = subprocess.run([binary, "validate", loop], capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and not FOREIGN.search(done.stderr), done.stderr
    done = subprocess.run([binary, "validate", tmp_path / "nowhere"], capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "does not exist" in done.stderr and not FOREIGN.search(done.stderr), done.stderr


def test_every_kind_is_met(remedies: dict[str, str]) -> None:
    tested = {of for _, _, of, _ in KINDS.values()} | {"permission", "link", "no_file", "delta_table"}
    assert set(remedies) == tested
