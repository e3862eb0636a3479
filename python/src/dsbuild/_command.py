"""Runs the command dsbuild.

In: its arguments. Out: what it printed. Laws: every exit code but those that are expected is an exception with the command's own message;
nothing is left running.
"""

import os
import pathlib
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping, Sequence

Path = str | os.PathLike[str]
Option = str | int | float | bool | os.PathLike[str] | Sequence[str] | Mapping[str, str] | None

OK, FINDINGS = 0, 3


class DsbuildError(Exception):
    """The command did not do what it was asked; the text is its message."""

    code: int = 1  # of the command


class Failure(DsbuildError):
    """Nothing was done: a missing input, an output that exists (exit code 1)."""


class Findings(DsbuildError):
    """Look: there is nothing to publish, or not all could be read (exit code 3)."""


class UsageError(DsbuildError):
    """An argument or option that the command does not take (exit code 64)."""


class Interrupted(DsbuildError):
    """The command was told to stop; nothing was published (exit codes 130 and 143)."""


class NotInstalled(DsbuildError):
    """The command is not where this package was installed."""


_CLASSES: dict[int, type[DsbuildError]] = {1: Failure, 3: Findings, 64: UsageError, 130: Interrupted, 143: Interrupted}


def binary() -> str:
    """The path of the command: DSBUILD_BIN, else what was installed with this package."""
    named = os.environ.get("DSBUILD_BIN")
    if named:
        return named
    name = "dsbuild.exe" if os.name == "nt" else "dsbuild"
    target = pathlib.Path(__file__).resolve().parents[1] / "bin"  # of pip install --target
    user = sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user"))
    for folder in (sysconfig.get_path("scripts"), user, target):
        place = pathlib.Path(folder) / name
        if place.is_file():
            return str(place)
    raise NotInstalled(f"there is no {name} in {sysconfig.get_path('scripts')}: install the package again, or set DSBUILD_BIN")


def flags(options: Mapping[str, Option]) -> Iterator[str]:
    """Options as flags: max_nodes=5 is --max-nodes=5; a list is given item by item, a dict as KEY=VALUE, and None and False not at all."""
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            yield flag
        elif isinstance(value, str | int | float | os.PathLike):
            yield f"{flag}={os.fspath(value) if isinstance(value, os.PathLike) else value}"
        elif isinstance(value, Mapping):
            yield from (f"{flag}={key}={of}" for key, of in value.items())
        else:
            yield from (f"{flag}={item}" for item in value)


def run(
    command: str,
    *arguments: Path,
    options: Mapping[str, Option] | None = None,
    given: bytes = b"",
    expected: tuple[int, ...] = (OK,),
    here: str | None = None,
) -> bytes:
    """What `dsbuild COMMAND` prints, with given as its standard input; relative paths are those of the folder here, where there is one."""
    line = [binary(), *command.split(), "--quiet", *flags(options or {}), "--", *(os.fspath(a) for a in arguments)]
    try:
        process = subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here if here and os.path.isdir(here) else None
        )
    except OSError as e:
        raise NotInstalled(f"{line[0]} cannot be run: {e.strerror}; install the package again, or set DSBUILD_BIN") from e
    try:
        out, err = process.communicate(given)
    except BaseException:  # of a notebook that is interrupted: the command cleans up, then ends
        process.terminate()
        process.communicate()
        raise
    if process.returncode in expected:
        return out
    raise refused(command, process.returncode, err)


def refused(command: str, code: int, err: bytes) -> DsbuildError:
    """The exception of an exit code, with what the command said."""
    said = [text.removeprefix("dsbuild: ") for text in err.decode(errors="replace").splitlines() if text != "See 'dsbuild --help'."]
    error = _CLASSES.get(code, DsbuildError)("\n".join(said) or f"dsbuild {command} ended with exit code {code}")
    error.code = code
    return error


def wanted(what: str, *libraries: str) -> ImportError:
    """The error where a library is missing that only one method needs."""
    names = " ".join(libraries)
    return ImportError(f"{what} needs {names}: pip install {names}")
