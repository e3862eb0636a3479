#!/usr/bin/env python3
"""Damage files in many ways and tabulate what `dsbuild validate` says of each.

  damage.py --bin bin/dsbuild [--mutations 5000] [--seed 11] [--doc docs/damage.md]

The files are tables of the example dataset, written by dsbuild (Parquet and Arrow), pandas, DuckDB and polars. Mutation
number n of a seed is the same on every machine. Where damage passes, three other readers are asked: what content they see,
and whether one of them refuses the file. Needs pandas, pyarrow, DuckDB and polars.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[1]
EXAMPLE = "datasets/examples/policy-watch/dataset.yaml"
HANG = 300  # seconds; a sound file takes a hundredth of one
SEED = 11
SHORT = 200  # mutations in `make test`
LISTED = "dataset with its manifest"
LYING = "dataset with a manifest that vouches for the damage"
FOLDER = "folder of files"
SINGLE = "one file"


class File:
    """A sound file: its bytes, the table it is of, and where its parts begin and end."""

    def __init__(self, writer: str, path: pathlib.Path, table: str) -> None:
        import pyarrow.parquet as pq

        self.writer, self.path, self.table = writer, path, table
        self.body = path.read_bytes()
        self.parquet = self.body[:4] == b"PAR1"
        self.content = read_pyarrow(path)
        if not self.parquet:
            return
        self.footer = len(self.body) - 8 - int.from_bytes(self.body[-8:-4], "little")
        self.headers, self.chunks = [], []
        meta = pq.ParquetFile(path).metadata
        for g in range(meta.num_row_groups):
            for c in range(meta.num_columns):
                column = meta.row_group(g).column(c)
                begin = column.dictionary_page_offset or column.data_page_offset
                self.chunks.append((begin, begin + column.total_compressed_size))
                self.headers += sorted({begin, column.data_page_offset})


# Kinds of damage: a function of (generator, file) that returns the damaged bytes. A kind that does not suit a file returns None.
def cut(rng: random.Random, f: File) -> bytes:
    return f.body[: rng.randrange(len(f.body))]


def flip(body: bytes, rng: random.Random, begin: int, end: int, bits: int = 1) -> bytes:
    out = bytearray(body)
    for _ in range(bits):
        at = rng.randrange(begin, end)
        out[at] ^= 1 << rng.randrange(8)
    return bytes(out)


def bit(rng: random.Random, f: File) -> bytes:
    return flip(f.body, rng, 0, len(f.body))


def page_bit(rng: random.Random, f: File) -> bytes | None:
    if f.parquet:
        begin, end = rng.choice(f.chunks)
        return flip(f.body, rng, begin, end)
    return None


def header_bit(rng: random.Random, f: File) -> bytes | None:
    if f.parquet:
        begin = rng.choice(f.headers)
        return flip(f.body, rng, begin, begin + 24)
    return None


def footer_bit(rng: random.Random, f: File) -> bytes:
    begin = f.footer if f.parquet else max(0, len(f.body) - 4096)
    return flip(f.body, rng, begin, len(f.body))


def head_bit(rng: random.Random, f: File) -> bytes | None:
    return flip(f.body, rng, 0, min(len(f.body), 1024)) if not f.parquet else None


def many_bytes(rng: random.Random, f: File) -> bytes:
    out = bytearray(f.body)
    begin = rng.randrange(len(out))
    for at in range(begin, min(len(out), begin + rng.choice([2, 8, 64, 512]))):
        out[at] = rng.randrange(256)
    return bytes(out)


def number(rng: random.Random, f: File) -> bytes:
    """Overwrites what may be a length or a count by an extreme one."""
    out = bytearray(f.body)
    begin, end = 0, len(out)
    if f.parquet:
        at = rng.choice(f.headers)
        begin, end = rng.choice([(at, at + 24), (f.footer, len(out) - 8), (len(out) - 8, len(out) - 4)])
    at = rng.randrange(begin, end)
    width = rng.choice([1, 1, 2, 4, 8])
    out[at : at + width] = rng.choice([b"\x00", b"\xff", b"\x7f", b"\x80", b"\x01"]) * width
    return bytes(out[: len(f.body)])


def zeros(rng: random.Random, f: File) -> bytes:
    out = bytearray(f.body)
    begin = rng.randrange(len(out)) // 512 * 512
    size = min(rng.choice([512, 4096, 16384]), len(out) - begin)
    out[begin : begin + size] = bytes(size)
    return bytes(out)


def moved(rng: random.Random, f: File) -> bytes | None:
    """Two blocks change places: a copy that was written out of order."""
    size = rng.choice([64, 512, 4096])
    blocks = len(f.body) // size
    if blocks < 2:
        return None
    a, b = (n * size for n in rng.sample(range(blocks), 2))
    out = bytearray(f.body)
    out[a : a + size], out[b : b + size] = f.body[b : b + size], f.body[a : a + size]
    return bytes(out)


def lost(rng: random.Random, f: File) -> bytes:
    at = rng.randrange(len(f.body))
    return f.body[:at] + f.body[at + rng.choice([1, 4, 512]) :]


def inserted(rng: random.Random, f: File) -> bytes:
    at = rng.randrange(len(f.body) + 1)
    return f.body[:at] + rng.randbytes(rng.choice([1, 4, 512])) + f.body[at:]


def chunk_for_chunk(rng: random.Random, f: File) -> bytes | None:
    """The bytes of a column stand where another's should, as far as they reach."""
    if not f.parquet or len(f.chunks) < 2:
        return None
    (a, a_end), (b, b_end) = rng.sample(f.chunks, 2)
    size = min(a_end - a, b_end - b)
    return f.body[:a] + f.body[b : b + size] + f.body[a + size :]


KINDS = {
    "cut short": cut,
    "one bit, anywhere": bit,
    "one bit in a column": page_bit,
    "one bit at a page header": header_bit,
    "one bit in the footer": footer_bit,
    "one bit in the head": head_bit,
    "2 to 512 bytes overwritten": many_bytes,
    "a number made extreme": number,
    "a block of zeros": zeros,
    "two blocks exchanged": moved,
    "bytes lost": lost,
    "bytes inserted": inserted,
    "a column's bytes over another's": chunk_for_chunk,
}
SWAPPED = "swapped for another file"
GONE = "deleted"
MANIFEST = "a lie in the manifest"


# Lies: functions of (generator, manifest) that change it.
def any_file(rng: random.Random, m: dict[str, Any]) -> dict[str, Any]:
    return rng.choice([f for f in m["files"] if f.get("table")])


def lie_rows(rng: random.Random, m: dict[str, Any]) -> None:
    any_file(rng, m)["rows"] += rng.choice([-1, 1, 1000])


def lie_bytes(rng: random.Random, m: dict[str, Any]) -> None:
    any_file(rng, m)["bytes"] += rng.choice([-1, 1, 1 << 40])


def lie_digest(rng: random.Random, m: dict[str, Any]) -> None:
    f = any_file(rng, m)
    f["sha256"] = hashlib.sha256(f["path"].encode()).hexdigest()


def lie_table(rng: random.Random, m: dict[str, Any]) -> None:
    f = any_file(rng, m)
    f["table"] = rng.choice([t["name"] for t in m["tables"] if t["name"] != f["table"]] + ["", "nothing"])


def lie_path(rng: random.Random, m: dict[str, Any]) -> None:
    f = any_file(rng, m)
    f["path"] = rng.choice(["../" + f["path"], "/etc/hostname", f["path"] + "x", "manifest.json", ".", rng.choice(m["files"])["path"]])
    if f["path"] == "":
        f["path"] = "."


def lie_entry_dropped(rng: random.Random, m: dict[str, Any]) -> None:
    m["files"].remove(any_file(rng, m))


def lie_entry_doubled(rng: random.Random, m: dict[str, Any]) -> None:
    m["files"].append(any_file(rng, m))


def lie_counts(rng: random.Random, m: dict[str, Any]) -> None:
    m["counts"][rng.choice(["pages", "articles", "rejects"])] += rng.choice([-1, 1, 1 << 40])


def lie_table_rows(rng: random.Random, m: dict[str, Any]) -> None:
    rng.choice(m["tables"])["rows"] += rng.choice([-1, 1])


def lie_table_dropped(rng: random.Random, m: dict[str, Any]) -> None:
    m["tables"].remove(rng.choice(m["tables"]))


def lie_schema(rng: random.Random, m: dict[str, Any]) -> None:
    key = rng.choice(["schema_version", "schema_hash"])
    m[key] = rng.choice(["0.2", "9.9", "", m[key][::-1]])


def lie_reasons(rng: random.Random, m: dict[str, Any]) -> None:
    rng.choice(m["counts"]["reject_reasons"])["count"] += rng.choice([-1, 1])


def lie_option(rng: random.Random, m: dict[str, Any]) -> None:
    m["options"]["keep"] = "all" if m["options"].get("keep") != "all" else "articles"


LIES = [v for k, v in sorted(globals().items()) if k.startswith("lie_")]


def write_sources(binary: pathlib.Path, work: pathlib.Path) -> tuple[list[File], dict[str, Any]]:
    """Writes the example dataset with dsbuild, and its tables once more with each of the others."""
    import duckdb
    import polars as pl
    import pyarrow.parquet as pq

    subprocess.run([binary, "build", EXAMPLE, "-o", work / "dsbuild", "--tables-as", "both", "--quiet"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    manifest = json.loads((work / "dsbuild" / "manifest.json").read_text())
    parts = [f for f in manifest["files"] if f.get("table")]
    files = [File("dsbuild, Arrow" if p["path"].endswith(".arrow") else "dsbuild", work / "dsbuild" / p["path"], p["table"]) for p in parts]
    for p in parts:
        if p["path"].endswith(".arrow"):
            continue
        name, source = p["table"], work / "dsbuild" / p["path"]
        targets = {w: work / w / name / f"{name}.parquet" for w in ("pandas", "DuckDB", "polars")}
        for target in targets.values():
            target.parent.mkdir(parents=True)
        # pandas' own types would make gaps of whole numbers fractions; with those of Arrow rows stay what they are.
        pq.read_table(source).to_pandas(types_mapper=arrow_types).to_parquet(targets["pandas"], index=False)
        version = "V2" if len(files) % 2 else "V1"
        duckdb.sql(f"SET TimeZone = 'UTC'; COPY (FROM read_parquet('{source}')) TO '{targets['DuckDB']}' (FORMAT parquet, PARQUET_VERSION {version})")
        pl.read_parquet(source).write_parquet(targets["polars"])
        files += [File(writer, target, name) for writer, target in targets.items()]
    return files, manifest


def arrow_types(kind: Any) -> Any:
    import pandas as pd

    return pd.ArrowDtype(kind)


class Case:
    """One mutation, and what was said of it."""

    def __init__(self, number: int, writer: str, kind: str, setting: str, table: str) -> None:
        self.number, self.writer, self.kind, self.setting = number, writer, kind, setting
        self.table, self.lie, self.verdict, self.detail = table, "", "", ""


class Campaign:
    def __init__(self, binary: pathlib.Path, work: pathlib.Path, seed: int) -> None:
        self.binary, self.work, self.seed = binary, work, seed
        self.files, self.manifest = write_sources(binary, work)
        self.readers = Readers()
        for f in self.files:  # whatever is said of damage says nothing where the sound file does not pass
            self.run_sound(f)

    def run_sound(self, f: File) -> None:
        for args in ([f.path, "--table", f.table], [self.work / f.writer.split(",")[0]]):
            code, report, said = self.validate(args)
            if code != 0:
                sys.exit(f"the sound files of {f.writer} do not pass: {said or report and report['findings']}")

    def case(self, number: int) -> Case:
        """Makes mutation number n, validates it, and judges what was said."""
        rng = random.Random(f"{self.seed}:{number}")
        with tempfile.TemporaryDirectory(dir=self.work, prefix=f"case{number}-") as folder:
            setting = rng.choices([LISTED, LYING, FOLDER, SINGLE], [30, 10, 20, 40])[0]
            case, target, changed = self.mutate(rng, number, setting, pathlib.Path(folder))
            args: list[pathlib.Path | str] = [target] + (["--table", case.table] if case.setting == SINGLE else [])
            code, report, said = self.validate(args)
            self.judge(case, code, report, said, changed)
        return case

    def mutate(self, rng: random.Random, number: int, setting: str, folder: pathlib.Path) -> tuple[Case, pathlib.Path, tuple[pathlib.Path, File] | None]:
        """Returns the case, what to validate, and the damaged file with the sound one (None for a lie)."""
        listed = setting in (LISTED, LYING)
        while True:
            f = rng.choice([f for f in self.files if not listed or f.writer.startswith("dsbuild")])
            kinds = [*KINDS, SWAPPED] + [GONE, MANIFEST, MANIFEST] * (setting == LISTED)
            kind = rng.choice(kinds)
            case = Case(number, f.writer, kind, setting, f.table)
            if kind == MANIFEST:
                case.lie, target = self.lie(rng, folder)
                return case, target, None
            body = self.damage(rng, f, kind)
            if kind == GONE or body is not None and body != f.body:
                break
        if setting == SINGLE:
            target = folder / f.path.name
            target.write_bytes(body or b"")  # nothing is deleted here
            return case, target, (target, f)
        top = self.work / f.writer.split(",")[0]
        changed = f.path.relative_to(top)
        link_tree(top, folder / "set", {str(changed)} | ({"manifest.json"} if setting != LISTED else set()))
        target = folder / "set" / changed
        if body is not None:
            target.write_bytes(body)
        if setting == LYING:
            (folder / "set" / "manifest.json").write_text(json.dumps(self.vouching(str(changed), body or b"")))
        return case, folder / "set", (target, f)

    def damage(self, rng: random.Random, f: File, kind: str) -> bytes | None:
        """The damaged bytes; None where the file is to be gone, or where the kind does not suit it."""
        if kind == GONE:
            return None
        if kind == SWAPPED:
            return rng.choice([o for o in self.files if o is not f]).body
        return KINDS[kind](rng, f)

    def vouching(self, path: str, body: bytes) -> dict[str, Any]:
        m = json.loads(json.dumps(self.manifest))
        for entry in m["files"]:
            if entry["path"] == path:
                entry["bytes"], entry["sha256"] = len(body), hashlib.sha256(body).hexdigest()
        m["files_sha256"] = hashlib.sha256("".join(f"{e['sha256']}  {e['path']}\n" for e in m["files"]).encode()).hexdigest()
        return m

    def lie(self, rng: random.Random, folder: pathlib.Path) -> tuple[str, pathlib.Path]:
        link_tree(self.work / "dsbuild", folder / "set", {"manifest.json"})
        m = json.loads(json.dumps(self.manifest))
        while m == self.manifest:
            lie = rng.choice(LIES)
            lie(rng, m)
        (folder / "set" / "manifest.json").write_text(json.dumps(m))
        return lie.__name__, folder / "set"

    def validate(self, args: list) -> tuple[int | str, dict[str, Any] | None, str]:
        command = [self.binary, "validate", "--format", "json", *args]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=HANG)
        except subprocess.TimeoutExpired:
            return "hang", None, ""
        try:
            return done.returncode, json.loads(done.stdout), done.stderr
        except json.JSONDecodeError:
            return done.returncode, None, done.stderr

    def judge(self, case: Case, code: int | str, report: dict[str, Any] | None, said: str, changed: tuple[pathlib.Path, File] | None) -> None:
        if code == "hang":
            case.verdict = "hang"
        elif code == 1 and report is None and said.startswith("dsbuild: ") and said.count("\n") == 1:
            case.verdict, case.detail = "refused", said.strip()
        elif report is None or code not in (0, 3) or report["passed"] != (code == 0):
            case.verdict, case.detail = "crash", f"exit {code}: {said[-2000:]}"
        elif code == 3:
            errors = [f for f in report["findings"] if f["severity"] == "error"]
            died = any(f["message"].startswith("reading it ended the process") for f in errors)
            case.verdict = "reader died" if died else "found"
            case.detail = ", ".join(sorted({f["rule"] for f in errors}))
            if died:
                case.detail = "; ".join(f["message"] for f in errors if f["message"].startswith("reading it ended"))
        elif changed is None:
            case.verdict, case.detail = "undetectable", case.lie
        else:
            case.verdict, case.detail = self.readers.judge(*changed)


def link_tree(source: pathlib.Path, target: pathlib.Path, without: set[str]) -> None:
    """A copy of a folder by hard links, without some files."""
    for name in source.rglob("*"):
        below = name.relative_to(source)
        if name.is_file():
            (target / below).parent.mkdir(parents=True, exist_ok=True)
            if str(below) not in without:
                os.link(name, target / below)


# What other readers see, in a process of its own: damaged files end some of them.
def read_pyarrow(path: pathlib.Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.read_bytes()[:4] == b"PAR1":
        t = pq.ParquetFile(path).read()
    else:
        t = pa.ipc.open_file(path).read_all()
    t.validate(full=True)
    return t.replace_schema_metadata(None)


def alike(a: Any, b: Any) -> bool:
    """Reports whether two tables have the same values, whatever types hold them."""
    return a.equals(b) or a.column_names == b.column_names and a.to_pylist() == b.to_pylist()


def read_duckdb(path: pathlib.Path) -> None:
    import duckdb

    duckdb.execute(f"SET TimeZone = 'UTC'; FROM read_parquet('{path}')").fetchall()


def read_polars(path: pathlib.Path) -> None:
    import polars as pl

    (pl.read_parquet if path.read_bytes()[:4] == b"PAR1" else pl.read_ipc)(path)


def serve() -> None:
    """Reads "damaged<TAB>sound" from each line of the input and prints what three readers say, as JSON."""
    limit = 8 << 30
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for line in sys.stdin:
        damaged, sound = map(pathlib.Path, line.rstrip("\n").split("\t"))
        answer: dict[str, Any] = {"refused": []}
        try:
            answer["same"] = alike(read_pyarrow(damaged), read_pyarrow(sound))
        except BaseException as e:
            answer["refused"].append("pyarrow")
            answer["why"] = str(e)[:200]
        for name, read in (("DuckDB", read_duckdb), ("polars", read_polars)):
            if name == "DuckDB" and damaged.read_bytes()[:4] != b"PAR1":
                continue
            try:
                read(damaged)
            except BaseException as e:
                answer["refused"].append(name)
                answer["why"] = str(e)[:200]
        print(json.dumps(answer), flush=True)


class Readers:
    """Asks the process that serves."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: subprocess.Popen[str] | None = None

    def judge(self, damaged: pathlib.Path, sound: File) -> tuple[str, str]:
        """What three readers say of a file that passed: the verdict, and who refuses it."""
        with self.lock:
            if self.child is None:
                self.child = subprocess.Popen([sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                              stderr=subprocess.DEVNULL, encoding="utf-8")
            child = self.child
            assert child.stdin and child.stdout
            child.stdin.write(f"{damaged}\t{sound.path}\n")
            child.stdin.flush()
            watchdog = threading.Timer(HANG, child.kill)
            watchdog.start()
            line = child.stdout.readline()
            watchdog.cancel()
            if not line:
                child.wait()
                self.child = None
                return "other readers differ", "one of them died"
        answer = json.loads(line)
        if answer.get("same"):
            return "same content", ""
        if answer["refused"]:
            return "other readers differ", ", ".join(answer["refused"]) + ": " + answer["why"]
        return "undetectable", "no reader refuses it"


def run(binary: str | pathlib.Path, mutations: int, seed: int, work: str | pathlib.Path | None = None, tell: Callable[[Case], object] = lambda done: None) -> list[Case]:
    """Runs the campaign and returns its cases."""
    with tempfile.TemporaryDirectory(dir=work, prefix="damage-") as folder:
        campaign = Campaign(pathlib.Path(binary).resolve(), pathlib.Path(folder), seed)
        with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            cases = []
            for case in pool.map(campaign.case, range(mutations)):
                cases.append(case)
                tell(case)
        return cases


# Verdicts and what they mean, the ones that must not be at the end.
VERDICTS = {
    "found": "exit 3, with findings that name the file",
    "reader died": "exit 3: the damage ended the process that reads, and that is the finding `file.unreadable`; the other files were checked",
    "same content": "exit 0, and every value is as it was: the damage hit bytes that no reader looks at (statistics, padding, descriptions)",
    "undetectable": "exit 0 on other content, which pyarrow, DuckDB and polars read without an error as well: nothing in the file contradicts it",
    "other readers differ": "exit 0 on other content, or on the same, and one of pyarrow, DuckDB and polars refuses the file",
    "refused": "exit 1: nothing was checked",
    "crash": "any other end: a panic, a signal, a report that cannot be read",
    "hang": f"no answer within {HANG} s",
}


def table(cases: list[Case], by: Callable[[Case], str], title: str) -> str:
    counts = collections.Counter((by(c), c.verdict) for c in cases)
    rows = {row: [counts[row, v] for v in VERDICTS] for row in sorted({by(c) for c in cases})}
    rows["together"] = [sum(column) for column in zip(*rows.values())]
    lines = [f"| {title} | mutations | " + " | ".join(VERDICTS) + " |", "|---|" + "--:|" * (len(VERDICTS) + 1)]
    lines += [f"| {row} | {sum(cells)} | " + " | ".join(map(str, cells)) + " |" for row, cells in rows.items()]
    return "\n".join(lines)


def tables(cases: list[Case]) -> str:
    return "\n\n".join([
        table(cases, lambda c: c.setting, "checked as"),
        table(cases, lambda c: c.writer, "written by"),
        table(cases, lambda c: c.kind, "damage"),
    ])


def summary(cases: list[Case]) -> str:
    """What the campaign is about, in sentences."""
    def share(some: list[Case], of: list[Case]) -> str:
        return f"{len(some)} of {len(of)} ({100 * len(some) / max(len(of), 1):.1f} %)"

    def having(verdict: str, of: list[Case] = cases) -> list[Case]:
        return [c for c in of if c.verdict == verdict]

    listed = [c for c in cases if c.setting == LISTED]
    free = [c for c in cases if c.setting != LISTED]
    plain = [c for c in free if not c.writer.startswith("dsbuild")]
    ours = [c for c in free if c.writer.startswith("dsbuild")]
    passed = [c for c in listed if c.verdict in ("undetectable", "other readers differ")]
    return "\n".join([
        f"- crash {len(having('crash'))}, hang {len(having('hang'))}, of {len(cases)} mutations",
        f"- under a manifest, valid on content or claims that differ: {len(passed)} of {len(listed)}",
        f"- without a manifest that tells, damage that no reader can detect: {share(having('undetectable', free), free)}; "
        f"in files of dsbuild, where every page has a checksum, {share(having('undetectable', ours), ours)}; in those of pandas, DuckDB and polars, where a bit within a value is like any other, {share(having('undetectable', plain), plain)}",
        f"- without a manifest that tells, passed here and refused by one of three other readers: {share(having('other readers differ', free), free)}",
    ])


DOC = """# Damaged files

What `dsbuild validate` says of files that were damaged on purpose. `make damage` runs the campaign and writes this page; `make test` runs the first {short}
mutations of it. The files are the tables of the example dataset as dsbuild (Parquet and Arrow), pandas, DuckDB and polars write them; the same seed gives
the same mutations.

    {command}

{summary}

{tables}

What the verdicts mean:

{verdicts}

How a file is checked: as a part of a *dataset with its manifest*, which states the size and SHA-256 of every file, where lies in the manifest itself are among the
damage; of a *{lying}*, whose digests were put right afterwards, so that only the content can tell; of a *{folder}* without a manifest, where tables are checked
against each other; or as *{single}*, whose rows are checked on their own. A manifest is what tells damage for sure: every byte of every file is covered.
"""


def document(cases: list[Case], command: str) -> str:
    verdicts = "\n".join(f"- **{name}**: {what}" for name, what in VERDICTS.items())
    return DOC.format(short=SHORT, command=command, summary=summary(cases), tables=tables(cases), verdicts=verdicts, lying=LYING, folder=FOLDER, single=SINGLE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="bin/dsbuild")
    parser.add_argument("--mutations", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--work")
    parser.add_argument("--doc")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.serve:
        serve()
        return

    def tell(case: Case) -> None:
        if case.number % 500 == 499:
            print(f"{case.number + 1} mutations", file=sys.stderr, flush=True)
        if case.verdict not in ("found", "same content"):
            print(f"{case.number}: {case.setting}, {case.writer}, {case.kind}: {case.verdict}: {case.detail}", file=sys.stderr, flush=True)

    cases = run(a.bin, a.mutations, a.seed, a.work, tell)
    print(f"{summary(cases)}\n\n{tables(cases)}")
    if a.doc:
        command = f"tools/damage.py --mutations {a.mutations} --seed {a.seed}"
        pathlib.Path(a.doc).write_text(document(cases, command), encoding="utf-8")


if __name__ == "__main__":
    main()
