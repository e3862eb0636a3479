#!/usr/bin/env python3
"""Run every fuzz target of the module in turn.

  fuzz.py [--minutes N]    N minutes in all
"""
import argparse
import os
import re
import subprocess
import sys

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--minutes", type=float, default=10)
a = parser.parse_args()
targets = []
for folder, _, names in os.walk("."):
    for name in names:
        if name.endswith("_test.go"):
            with open(os.path.join(folder, name), encoding="utf8") as f:
                targets += [(folder, target) for target in re.findall(r"^func (Fuzz\w+)\(", f.read(), flags=re.M)]
if not targets:
    sys.exit("no fuzz targets found; run this in the top folder of the repository")
seconds = max(1, int(a.minutes * 60 / len(targets)))
for folder, target in sorted(targets):
    print(f"{folder} {target}: {seconds} s", flush=True)
    if subprocess.run(["go", "test", folder, "-run", "^$", "-fuzz", f"^{target}$", "-fuzztime", f"{seconds}s"]).returncode:
        sys.exit(f"{target} failed; its input lies in {folder}/testdata/fuzz/{target}")
