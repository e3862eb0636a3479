"""Builds the binary into the wheel, as the command dsbuild.

DSBUILD_WHEEL_PLATFORM is the platform tag of the wheel (default: that of this machine); an index wants a tag such as manylinux_2_17_x86_64.
DSBUILD_WHEEL_BINARY is a binary that is there already, as `make release` has one for each platform; without it, Go builds one.
"""

import os
import pathlib
import shutil
import subprocess
import sysconfig
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = pathlib.Path(__file__).resolve().parents[1]


class BinaryHook(BuildHookInterface):  # type: ignore[type-arg]
    """One static binary for the platform, stripped: the package itself is the same for every Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = tempfile.mkdtemp(prefix="dsbuild-wheel-")
        given = os.environ.get("DSBUILD_WHEEL_BINARY")
        windows = given.endswith(".exe") if given else os.name == "nt"
        name = "dsbuild.exe" if windows else "dsbuild"
        binary = os.path.join(self.folder, name)
        if given:
            shutil.copy(given, binary)
        else:
            self.build(binary)
        platform = os.environ.get("DSBUILD_WHEEL_PLATFORM") or sysconfig.get_platform()
        build_data["tag"] = "py3-none-" + platform.replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["shared_scripts"][binary] = name

    def build(self, binary: str) -> None:
        if not (ROOT / "go.mod").exists() or not shutil.which("go"):
            raise RuntimeError("the wheel is built from a checkout of dsbuild, with Go on the PATH: pip install ./python")
        tags = "-tags=arrow_json_stdlib,grpcnotrace,nethttpomithttp2"  # as tools/release.py
        command = ["go", "build", "-trimpath", tags, "-ldflags=-s -w -funcalign=16", "-o", binary, "./cmd/dsbuild"]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"CGO_ENABLED": "0"}, check=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        shutil.rmtree(self.folder)
