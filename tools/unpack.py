#!/usr/bin/env python3
"""Run a command on corpora of the evaluation ground, unpacked for as long as it runs.

  unpack.py EVAL CORPUS[,CORPUS] -- COMMAND...    {} in the command is the folder they are unpacked to

Standard library only.
"""
import os
import subprocess
import sys
import tarfile
import tempfile


def unpack(evaluation: str, corpus: str, folder: str) -> None:
    """Unpack one corpus of EVAL/extract into folder, unless it is there."""
    if not os.path.isdir(os.path.join(folder, corpus)):
        with tarfile.open(os.path.join(evaluation, "extract", corpus + ".tar.xz")) as archive:
            archive.extractall(folder, filter="data")


def main() -> None:
    if len(sys.argv) < 5 or sys.argv[3] != "--":
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for corpus in sys.argv[2].split(","):
            unpack(sys.argv[1], corpus, folder)
        sys.exit(subprocess.run([part.replace("{}", folder) for part in sys.argv[4:]]).returncode)


if __name__ == "__main__":
    main()
