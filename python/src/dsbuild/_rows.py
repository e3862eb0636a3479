"""Hands pages as rows to `dsbuild operator`, wherever they are, and brings what they became to one place.

In: Arrow batches of pages, or paths that fsspec opens. Out: Arrow batches of what they became, which `dsbuild merge` takes. Laws: some
pages are in memory at a time, however large a batch is; an error is that of the batches, else what the command said; nothing is left.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dsbuild._command import FINDINGS, OK, Failure, Option, binary, flags, refused, run

Batches = Iterator[Any]  # of pyarrow.RecordBatch

_PAGES = 64  # are handed over at a time: what a batch of the command holds
_RESULTS = 256  # are written at a time
_COPY = 1 << 20


def through(batches: Batches, options: Mapping[str, Option], survey: bytes | None = None) -> Batches:
    """What the command makes of batches of pages; a batch after the other where there is one at all."""
    import pyarrow.ipc

    first = next(batches, None)
    if first is None:
        return
    with tempfile.TemporaryDirectory(prefix="dsbuild-") as place, tempfile.TemporaryFile() as said:
        if survey is not None:
            options = {**options, "survey": os.path.join(place, "survey")}
            with open(os.path.join(place, "survey"), "wb") as f:
                f.write(survey)
        process = subprocess.Popen(
            [binary(), "operator", "--quiet", *flags(options)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
        )
        failed: list[BaseException] = []
        feeder = threading.Thread(target=_feed, args=(process.stdin, first, batches, failed), daemon=True)
        feeder.start()
        try:
            try:
                with pyarrow.ipc.open_stream(process.stdout) as stream:
                    yield from stream
            except (pyarrow.ArrowInvalid, OSError):  # the command has ended, and says why
                if process.wait() in (OK, FINDINGS) and not failed:
                    raise
            code = process.wait()
        finally:
            process.kill()
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]
            feeder.join(timeout=10)  # it may wait for a batch that never comes
        if failed:
            raise failed[0]
        if code not in (OK, FINDINGS):
            said.seek(0)
            raise refused("operator", code, said.read())


def _feed(pipe: Any, first: Any, more: Batches, failed: list[BaseException]) -> None:
    """Write batches to the command; where they fail, the stream has no end, and the command fails too."""
    import pyarrow.ipc

    try:
        with pipe:
            stream = pyarrow.ipc.new_stream(pipe, first.schema)
            batch = first
            while batch is not None:
                for at in range(0, batch.num_rows, _PAGES):
                    stream.write_batch(batch.slice(at, _PAGES))
                batch = next(more, None)
            stream.close()
    except BrokenPipeError:  # the command says why it has ended
        pass
    except BaseException as e:  # of another thread, which raises it
        failed.append(e)


def named(batches: Batches, prefix: str, name: str) -> Batches:
    """Batches of files whose paths begin with name where they began with prefix."""
    import pyarrow

    for batch in batches:
        at = batch.schema.get_field_index("path")
        paths = [None if path is None else below(path, prefix, name) for path in batch.column(at).to_pylist()]
        yield batch.set_column(at, "path", pyarrow.array(paths, pyarrow.string()))


def below(path: str, prefix: str, name: str) -> str:
    """A path as tables write it: from the folder on that all paths share."""
    path = local(path)
    if not path.startswith(prefix):
        raise Failure(f"{path} does not lie below the root {prefix}; name a folder above all files")
    return os.path.join(name, path[len(prefix) :])


def local(path: str) -> str:
    """A path without the scheme of files of this machine, which Spark adds."""
    return path.removeprefix("file://").removeprefix("file:")


def shared(first: str, last: str, root: str | None) -> tuple[str, str]:
    """The folder above all paths from the first to the last, as their beginning, and its name."""
    prefix = local(root).rstrip("/") + "/" if root else os.path.commonprefix([local(first), local(last)])
    prefix = prefix[: prefix.rfind("/") + 1]
    return prefix, "" if prefix.endswith("://") else os.path.basename(prefix.rstrip("/"))


def opened(paths: Iterable[str], prefix: str, name: str, storage: Mapping[str, Any], place: str) -> Batches:
    """Files that fsspec opens, each as a batch of one row that names a copy in place."""
    import fsspec
    import pyarrow

    for number, path in enumerate(paths):
        copy = os.path.join(place, str(number))
        with fsspec.open(path, "rb", **storage) as source, open(copy, "wb") as out:
            shutil.copyfileobj(source, out, _COPY)
        yield pyarrow.record_batch({"path": [below(path, prefix, name)], "file": [copy]})


def schema(table: str) -> Any:
    """The Arrow schema of a table, or of results."""
    import pyarrow.ipc

    with pyarrow.ipc.open_stream(run("schema show", table, options={"format": "arrow"})) as stream:
        return stream.schema


def save(rows: Iterable[Any], path: str) -> None:
    """Write rows of results, such as Spark yields, as an Arrow stream."""
    import pyarrow.ipc

    of = schema("results")
    with pyarrow.ipc.new_stream(path, of) as stream:
        held: list[Any] = []
        size = 0
        for row in rows:
            held.append(row)
            size += len(row[-1] or b"")
            if len(held) == _RESULTS or size > _COPY * 16:
                stream.write_batch(_batch(held, of))
                held, size = [], 0
        stream.write_batch(_batch(held, of))


def _batch(rows: list[Any], of: Any) -> Any:
    import pyarrow

    columns = [pyarrow.array([row[i] for row in rows], field.type) for i, field in enumerate(of)]
    return pyarrow.RecordBatch.from_arrays(columns, schema=of)


def check(columns: Mapping[str, str], options: Mapping[str, Option]) -> None:
    """Refuse, before any task begins, columns of Spark's types and options that the command would refuse in all of them."""
    import pyarrow

    types = {"string": pyarrow.string(), "binary": pyarrow.binary(), "array<string>": pyarrow.list_(pyarrow.string())}
    none = pyarrow.schema([(name, types.get(kind, pyarrow.int64())) for name, kind in columns.items()]).empty_table()
    apart = {name: value for name, value in options.items() if name not in ("survey", "people")}
    for _ in through(iter(none.to_batches() or [pyarrow.RecordBatch.from_pylist([], none.schema)]), {**apart, "site_lines": "keep"}):
        pass


Saved = Callable[[str, Mapping[str, Option], bytes | None], None]


def merged(saved: Saved, options: Mapping[str, Option], of_merge: Mapping[str, Option], out: str) -> bytes:
    """Survey, convert and merge; what merge says.

    saved runs the command over all rows, with options and a survey, and writes what it yields to a path.
    """
    options, survey = dict(options), b""
    of_merge = {**of_merge, "people": options.pop("people", None)}  # whom names mean is found over all rows
    with tempfile.TemporaryDirectory(prefix="dsbuild-") as place:
        given = options.pop("survey", None)
        if given is None and options.get("site_lines") != "keep":
            saved(os.path.join(place, "seen"), {**options, "survey_only": True}, None)
            given = os.path.join(place, "survey")
            run("survey merge", os.path.join(place, "seen"), options={"out": given})
        if given is not None:
            with open(str(given), "rb") as f:
                survey = f.read()
        saved(os.path.join(place, "results"), options, survey or None)
        return run("merge", os.path.join(place, "results"), options={"out": out, **of_merge})
