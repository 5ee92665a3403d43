"""Puts the engine into the package: hatchling calls this for every wheel, editable ones included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PREBUILT_VARIABLE = "EXPRESSWAY_PREBUILT_ENGINE"


class EngineBuildHook(BuildHookInterface[Any]):
    """Builds the engine with Swift, or takes the one that `EXPRESSWAY_PREBUILT_ENGINE` names."""

    PLUGIN_NAME = "custom"

    _scratch: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        if version == "editable":
            # The package is used where it lies, so the engine goes there; git ignores it.
            self._place(Path(self.root, "python", "expressway", "_bin", "expressway"))
            return
        self._scratch = TemporaryDirectory(prefix="expressway-engine-")
        engine = Path(self._scratch.name, "expressway")
        self._place(engine)
        build_data["force_include"][str(engine)] = "expressway/_bin/expressway"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()

    def _place(self, target: Path) -> None:
        """Copies the stripped engine to `target`; by rename, because the old one may be running."""
        prebuilt = os.environ.get(PREBUILT_VARIABLE)
        built = Path(prebuilt) if prebuilt else self._build()
        if not built.is_file():
            self._stop(f"there is no engine at '{built}'" + (f", which {PREBUILT_VARIABLE} names" if prebuilt else ""))
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(target.name + ".new")
        shutil.copyfile(built, fresh)
        fresh.chmod(0o755)
        if not prebuilt:
            self._strip(fresh)
        fresh.replace(target)

    def _build(self) -> Path:
        swift = shutil.which("swift")
        if swift is None:
            self._stop(
                "no 'swift' was found to build the engine: install Swift 6 (https://www.swift.org/install), "
                f"or name an engine that is already built in {PREBUILT_VARIABLE}"
            )
        command = [swift, "build", "--package-path", self.root, "-c", "release", "--static-swift-stdlib"]
        ended = subprocess.run([*command, "--product", "expressway"], stdin=subprocess.DEVNULL, check=False)
        if ended.returncode != 0:
            self._stop(f"'swift build' failed with exit code {ended.returncode}: see its messages above")
        asked = subprocess.run([*command, "--show-bin-path"], stdout=subprocess.PIPE, text=True, check=True)
        return Path(asked.stdout.strip(), "expressway")

    def _strip(self, engine: Path) -> None:
        for name in ("strip", "llvm-strip"):
            program = shutil.which(name)
            if program is not None:
                subprocess.run([program, str(engine)], check=True)
                return
        self.app.display_warning("expressway: no 'strip' was found, so the engine keeps its symbols")

    def _stop(self, message: str) -> NoReturn:
        self.app.abort(f"expressway: {message}")
        raise SystemExit(1)
