#!/usr/bin/env python3
"""Run fuzz targets of the module one after the other and print how many inputs each tried.

  fuzz.py [--minutes N] [FOLDER ...]    N minutes each; the targets below the folders, else all
"""
import argparse
import os
import re
import subprocess
import sys

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--minutes", type=float, default=10)
parser.add_argument("folders", nargs="*", default=["."])
a = parser.parse_args()
targets: set[tuple[str, str]] = set()
for top in a.folders:
    for folder, _, names in os.walk(os.path.join(".", os.path.relpath(top))):
        for name in names:
            if name.endswith("_test.go"):
                with open(os.path.join(folder, name), encoding="utf8") as f:
                    targets.update((os.path.normpath(folder), target) for target in re.findall(r"^func (Fuzz\w+)\(", f.read(), flags=re.M))
if not targets:
    sys.exit("no fuzz targets found; run this in the top folder of the repository")
seconds = max(1, int(a.minutes * 60))
failed = []
for folder, target in sorted(targets):
    run = subprocess.run(["go", "test", "./" + folder, "-run", "^$", "-fuzz", f"^{target}$", "-fuzztime", f"{seconds}s",
                          "-fuzzminimizetime", "20x"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    tried = re.findall(r"execs: (\d+)", run.stdout)
    verdict = "a finding" if run.returncode else "no finding"
    print(f"{folder} {target}: {int(tried[-1]) if tried else 0:,} inputs in {seconds} s, {verdict}", flush=True)
    if run.returncode:
        failed.append(target)
        print(f"{run.stdout}\nits input lies in {folder}/testdata/fuzz/{target}", flush=True)
if failed:
    sys.exit("findings: " + ", ".join(failed))
