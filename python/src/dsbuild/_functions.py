"""The commands as functions: what they print as JSON comes back as it is."""

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict, overload

from dsbuild._command import FINDINGS, OK, Option, Path, run
from dsbuild._dataset import Dataset, _html_table


def build(*inputs: Path, out: Path, **options: Option) -> Dataset:
    """Turn pages into a dataset; options are the flags of `dsbuild build`, as overwrite=True or map={"title": "headline"}."""
    said = run("build", *inputs, options={"out": out, **options})
    dataset = Dataset(out)
    dataset.summary = said.decode()
    return dataset


@dataclass(frozen=True)
class Validation:
    """What `dsbuild validate` found; json has everything it says."""

    json: dict[str, Any]

    @property
    def passed(self) -> bool:
        """Whether nothing was found that counts as a failure."""
        return bool(self.json["passed"])

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Each with rule, severity, message and remedy, and where known with table, file and row."""
        found: list[dict[str, Any]] = self.json["findings"]
        return found

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.json[kind]} {kind}" for kind in ("errors", "warnings", "notes"))
        return f"<dsbuild validation {'passed' if self.passed else 'failed'}: {counts}>"

    def _repr_html_(self) -> str:
        rows = [[str(f.get(k, "")) for k in ("severity", "rule", "table", "file", "message", "remedy")] for f in self.findings]
        return _html_table(repr(self)[1:-1], ("severity", "rule", "table", "file", "what is wrong", "what to do"), rows)


def validate(*targets: Path, **options: Option) -> Validation:
    """Check a dataset or files; what is found is returned, not raised. Options are the flags of `dsbuild validate`."""
    return Validation(json.loads(run("validate", *targets, options={**options, "format": "json"}, expected=(OK, FINDINGS))))


@dataclass(frozen=True)
class Statistics:
    """What `dsbuild stats` counted; json has everything it says."""

    json: dict[str, Any]
    target: Path
    options: Mapping[str, Option]

    def html(self) -> str:
        """The page that `dsbuild stats --format html` makes."""
        return run("stats", self.target, options={**self.options, "format": "html"}).decode()

    def __repr__(self) -> str:
        return f"<dsbuild statistics of {str(self.target)!r}>"

    def _repr_html_(self) -> str:
        page = html.escape(self.html(), quote=True)
        return f'<iframe title="statistics" sandbox style="width:100%;height:40em;border:0" srcdoc="{page}"></iframe>'


def stats(target: Path, **options: Option) -> Statistics:
    """Count what a dataset or a file holds. Options are the flags of `dsbuild stats`, as by=["outlet", "month"]."""
    return Statistics(json.loads(run("stats", target, options={**options, "format": "json"})), target, options)


@dataclass(frozen=True)
class Difference:
    """What `dsbuild diff` found; json has everything it says."""

    json: dict[str, Any]

    @property
    def verdict(self) -> str:
        """What it means for a figure computed before: same, patch, minor or major."""
        return str(self.json["verdict"])

    @property
    def proposed(self) -> str:
        """The version that the newer dataset should have, "" where the older one states none."""
        return str(self.json["version"]["proposed"])

    def __repr__(self) -> str:
        return f"<dsbuild difference of {self.json['old']!r} and {self.json['new']!r}: {self.verdict}>"

    def _repr_html_(self) -> str:
        kinds = ("added", "removed", "changed", "same")
        rows = [[t["table"], *(f"{n:,}" for n in t["rows"]), t["key"], *(f"{t[k]:,}" for k in kinds)] for t in self.json["tables"]]
        return _html_table(repr(self)[1:-1], ("table", "rows", "rows now", "of", *kinds), rows)


def diff(old: Path, new: Path, **options: Option) -> Difference:
    """What differs between two datasets. Options are the flags of `dsbuild diff`, as examples=20."""
    return Difference(json.loads(run("diff", old, new, options={**options, "format": "json"}, expected=(OK, FINDINGS))))


class Text(TypedDict):
    """A text with what is known of it."""

    text: str
    title: NotRequired[str]
    language: NotRequired[str]  # ISO 639-1


class Quote(TypedDict):
    """What was said; spans are half-open places in the text: text[begin:end]."""

    kind: str
    content: list[list[int]]
    content_text: list[str]
    speaker: list[list[int]] | None
    cue: list[list[int]] | None
    speaker_name: str
    speech_confidence: float
    speaker_confidence: float | None


class Topic(TypedDict):
    """One code of a codebook."""

    scheme: str
    code: str
    label: str
    score: float


class Annotation(TypedDict):
    """What `dsbuild annotate` prints of a text; id is its place, from 0."""

    id: int
    quotes: list[Quote]
    topics: list[Topic]
    findings: NotRequired[list[str]]
    text_form: NotRequired[str]


@overload
def annotate(texts: str, **options: Option) -> Annotation: ...  # type: ignore[overload-overlap] # str is an Iterable[str]
@overload
def annotate(texts: Iterable[str | Text], **options: Option) -> list[Annotation]: ...
def annotate(texts: str | Iterable[str | Text], **options: Option) -> Annotation | list[Annotation]:
    """Quotes and topics of a string, or of each of many. Options are the flags of `dsbuild annotate`, as language="de"."""
    if isinstance(texts, str):
        return annotate([texts], **options)[0]
    lines = (json.dumps({**({"text": t} if isinstance(t, str) else t), "id": n}) + "\n" for n, t in enumerate(texts))
    printed = run("annotate", "-", options=options, given="".join(lines).encode())
    return [json.loads(line) for line in printed.splitlines()]
