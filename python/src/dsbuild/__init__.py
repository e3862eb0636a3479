"""Turn raw scraped articles into a dataset you can load, trust and cite.

Every function calls the command dsbuild and reads what it prints: help, options and results are the command's own.

    import dsbuild

    dataset = dsbuild.build("pages/", out="my-dataset")
    dataset.articles.pandas()
    dsbuild.validate("my-dataset").passed
    dsbuild.annotate("“It leaks,” said Ann Roe.")["quotes"]
"""

from dsbuild._command import DsbuildError, Failure, Findings, Interrupted, NotInstalled, Option, UsageError, binary
from dsbuild._dataset import Dataset, Table, load
from dsbuild._functions import Annotation, Difference, Quote, Statistics, Text, Topic, Validation, annotate, build, diff, stats, validate

__all__ = [
    "Annotation",
    "Dataset",
    "Difference",
    "DsbuildError",
    "Failure",
    "Findings",
    "Interrupted",
    "NotInstalled",
    "Option",
    "Quote",
    "Statistics",
    "Table",
    "Text",
    "Topic",
    "UsageError",
    "Validation",
    "annotate",
    "binary",
    "build",
    "diff",
    "load",
    "stats",
    "validate",
]


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("dsbuild")
    raise AttributeError(f"module 'dsbuild' has no attribute {name!r}")
