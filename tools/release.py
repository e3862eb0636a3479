"""Builds what a release consists of into --out: binaries, wheels, SBOMs, NOTES.md with the size of each, and SHA256SUMS.

Each binary is built twice: here, and from a copy of the tracked files in another folder with an empty build cache. The release fails if the
two differ in a byte, if a binary is larger than 65 MB, or if the one of this machine does not build a
dataset that it finds valid. No clock, host name or path goes into a file.
"""

import argparse
import hashlib
import json
import os
import pathlib
import platform as platform_module
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
MAX_BYTES = 65_000_000
# Go 1.26 runs on macOS 12 and later; a static binary runs on every Linux.
WHEEL_TAGS = {
    "linux/amd64": "manylinux_2_17_x86_64",
    "linux/arm64": "manylinux_2_17_aarch64",
    "darwin/amd64": "macosx_12_0_x86_64",
    "darwin/arm64": "macosx_12_0_arm64",
    "windows/amd64": "win_amd64",
    "windows/arm64": "win_arm64",
}
# What no command needs is left out: Arrow's second JSON library, grpc's web pages of its own requests, HTTP/2 of net/http. Together with
# functions that begin at every 16th byte instead of every 32nd that is 2.6 MB of 64.9. python/hatch_build.py has them too.
TAGS = "-tags=arrow_json_stdlib,grpcnotrace,nethttpomithttp2"
LINK = "-ldflags=-s -w -buildid= -funcalign=16"
SBOM_TOOL = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"


def version() -> str:
    found = re.search(r'const version = "([^"]+)"', (ROOT / "cmd/dsbuild/version.go").read_text())
    if not found:
        raise SystemExit("cmd/dsbuild/version.go: no version")
    return found[1]


def sha256(file: pathlib.Path) -> str:
    with file.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def go_build(folder: pathlib.Path, platform: str, out: pathlib.Path, cache: str | None = None) -> None:
    goos, goarch = platform.split("/")
    env = {k: v for k, v in os.environ.items() if k not in ("GOFLAGS", "GOEXPERIMENT", "GOAMD64", "GOARM64")}
    env |= {"GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "0"} | ({"GOCACHE": cache} if cache else {})
    # Without buildvcs a checkout and an unpacked archive of the same files give the same bytes.
    command = ["go", "build", "-trimpath", "-buildvcs=false", TAGS, LINK, "-o", str(out), "./cmd/dsbuild"]
    subprocess.run(command, cwd=folder, env=env, check=True)


def copy_tracked(folder: pathlib.Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in os.fsdecode(listed).split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def build_binaries(platforms: list[str], out: pathlib.Path) -> dict[str, pathlib.Path]:
    built = {}
    with tempfile.TemporaryDirectory(prefix="dsbuild-release-") as temp:
        copy, cache = pathlib.Path(temp) / "elsewhere", str(pathlib.Path(temp) / "cache")
        copy_tracked(copy)
        for platform in platforms:
            name = f"dsbuild-{version()}-{platform.replace('/', '-')}" + (".exe" if platform.startswith("windows") else "")
            first, second = out / name, pathlib.Path(temp) / name
            go_build(ROOT, platform, first)
            go_build(copy, platform, second, cache)
            if sha256(first) != sha256(second):
                raise SystemExit(f"{name}: two builds of the same files differ; compare `go version -m` and the environment")
            size = first.stat().st_size
            if size > MAX_BYTES:
                raise SystemExit(f"{name}: {size} bytes, more than {MAX_BYTES}; look at what a new dependency links")
            print(f"{name}  {size / 1e6:.1f} MB, twice the same bytes", flush=True)
            second.unlink()
            built[platform] = first
    return built


def try_out(binary: pathlib.Path) -> None:
    """Builds the example with the binary that is released, whose build tags no test has."""
    with tempfile.TemporaryDirectory(prefix="dsbuild-release-") as temp:
        out = os.path.join(temp, "out")
        recipe = ROOT / "datasets/examples/policy-watch/dataset.yaml"
        for command in (["build", str(recipe), "-o", out, "--quiet"], ["validate", out, "--cross-check", "--quiet"]):
            subprocess.run([str(binary), *command], check=True, stdout=subprocess.DEVNULL)
    print(f"{binary.name}  builds the example", flush=True)


def this_platform() -> str:
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform_module.machine(), platform_module.machine().lower())
    return f"{platform_module.system().lower()}/{machine}"


def write_notes(out: pathlib.Path) -> None:
    """What there is, and how large, for the page of the release."""
    rows = [f"| {f.name} | {f.stat().st_size / 1e6:.1f} |" for f in sorted(out.iterdir()) if not f.name.endswith(".cdx.json")]
    (out / "NOTES.md").write_text("\n".join([
        f"# dsbuild {version()}", "", "Each binary was built twice, in two places, with the same bytes.",
        "`sha256sum -c SHA256SUMS` checks what was downloaded.", "",
        "| file | MB |", "|---|---|", *rows, "", "NAME.cdx.json has the modules of a binary (CycloneDX).", "",
    ]))


def build_wheel(platform: str, binary: pathlib.Path, out: pathlib.Path) -> None:
    env = os.environ | {"DSBUILD_WHEEL_PLATFORM": WHEEL_TAGS[platform], "DSBUILD_WHEEL_BINARY": str(binary)}
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    digests = []
    for folder in (out, None):
        with tempfile.TemporaryDirectory(prefix="dsbuild-wheel-") as temp:
            subprocess.run([*command, temp, "./python"], cwd=ROOT, env=env, check=True)
            (wheel,) = pathlib.Path(temp).glob("*.whl")
            digests.append(sha256(wheel))
            if folder:
                shutil.copyfile(wheel, folder / wheel.name)
                print(f"{wheel.name}  {wheel.stat().st_size / 1e6:.1f} MB", flush=True)
    if digests[0] != digests[1]:
        raise SystemExit(f"the wheel of {platform}: two builds differ")


def write_sbom(binary: pathlib.Path) -> bool:
    """Writes the modules of a binary in CycloneDX JSON, without a clock's time and a random serial number."""
    file = binary.with_name(binary.name + ".cdx.json")
    command = ["go", "run", SBOM_TOOL, "bin", "-json", "-noserial", "-version", version(), "-output", str(file), str(binary)]
    done = subprocess.run(command, cwd=tempfile.gettempdir(), capture_output=True, text=True)
    if done.returncode:
        print(f"no SBOM of {binary.name}: {SBOM_TOOL} did not run: {done.stderr.strip()[-300:]}", file=sys.stderr)
        return False
    sbom = json.loads(file.read_text())
    metadata = sbom["metadata"]
    metadata.pop("timestamp", None)
    for tool in metadata["tools"]:
        tool.pop("hashes", None)  # of the tool as this machine compiled it
    file.write_text(json.dumps(sbom, indent=2, ensure_ascii=False) + "\n")
    print(f"{file.name}  {len(sbom['components'])} modules", flush=True)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "release", help="the folder, emptied first")
    parser.add_argument("--platforms", default=",".join(WHEEL_TAGS), help="as linux/amd64,windows/arm64")
    parser.add_argument("--no-sbom", action="store_true", help="leave the SBOMs out, where the Go proxy is out of reach")
    args = parser.parse_args()
    platforms = args.platforms.split(",")
    if unknown := set(platforms) - set(WHEEL_TAGS):
        parser.error(f"unknown platforms {sorted(unknown)}; there are {', '.join(WHEEL_TAGS)}")
    out = args.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    complete = True
    for platform, binary in build_binaries(platforms, out).items():
        if platform == this_platform():
            try_out(binary)
        build_wheel(platform, binary, out)
        complete = (args.no_sbom or write_sbom(binary)) and complete
    write_notes(out)
    files = sorted(out.iterdir())
    (out / "SHA256SUMS").write_text("".join(f"{sha256(f)}  {f.name}\n" for f in files))
    print(f"{len(files)} files and SHA256SUMS in {out.name}/")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
