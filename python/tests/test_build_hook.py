"""Wheels with an engine inside, built and installed as people do it; the engine is a stand-in, built by no Swift."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, clean_environment

pytest.importorskip("hatchling")

TAG = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """What git holds of this project: building here would leave an engine in the working copy."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, stdout=subprocess.PIPE, check=False,
    ).stdout.decode().split("\0")  # fmt: skip
    if not names[0]:
        pytest.skip("this is no working copy of git")
    target = tmp_path / "sources"
    for name in filter(None, names):
        if name.startswith(
            (
                "python/expressway/",
                "python/scripts/",
                "python/build_hook.py",
                "templates/",
                "pyproject",
                "Package",
                "LICENSE",
                ".gitignore",
            )
        ):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    (target / "Sources").mkdir()
    (target / "Sources" / "main.swift").write_text("")
    return target


@pytest.fixture
def prebuilt(tmp_path: Path) -> Path:
    path = tmp_path / "prebuilt"
    path.write_text('#!/bin/sh\necho "the engine was called with: $*"\n')
    path.chmod(0o644)
    return path


def build(kind: str, sources: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Calls the build backend as pip does, without the network."""
    target.mkdir(exist_ok=True)
    code = f"import hatchling.build as b; print(b.{kind}({str(target)!r}))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=sources,
        env=clean_environment(PYTHONWARNINGS="", **environment),
        capture_output=True,
        text=True,
        check=False,
    )


def install(wheel: Path, environment: Path) -> Path:
    """Installs the wheel into a fresh environment; where its programs are."""
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            str(wheel),
        ],
        env=clean_environment(PYTHONWARNINGS="", PIP_DISABLE_PIP_VERSION_CHECK="1"),
        check=True,
    )
    return environment / "bin"


def call(program: Path, *words: str) -> str:
    return subprocess.run(
        [str(program), *words], env=clean_environment(PYTHONPATH=""), stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def test_a_wheel_holds_the_engine_and_runs_it(sources: Path, prebuilt: Path, tmp_path: Path) -> None:
    stale = sources / "python" / "expressway" / "_bin" / "expressway"
    stale.parent.mkdir()
    stale.write_text("left behind by an editable install")
    ended = build("build_wheel", sources, tmp_path / "dist", EXPRESSWAY_PREBUILT_ENGINE=str(prebuilt))
    assert ended.returncode == 0, ended.stderr
    (wheel,) = (tmp_path / "dist").iterdir()
    assert wheel.name == f"expressway-0.1.0-{TAG}.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        engine = archive.getinfo("expressway/_bin/expressway")
        assert archive.read(engine) == prebuilt.read_bytes()
        assert (engine.external_attr >> 16) & 0o777 == 0o755
        assert "Root-Is-Purelib: false" in archive.read("expressway-0.1.0.dist-info/WHEEL").decode()
    assert names.count("expressway/_bin/expressway") == 1
    for name in ("options.json", "py.typed", "runtime/handler.py", "management/commands/runmodwsgi.py"):
        assert f"expressway/{name}" in names
    assert "expressway/_templates/minimal/files/[[name]]/settings.py" in names
    own = [name for name in names if not name.startswith("expressway/_templates/")]
    assert not [name for name in own if "test" in name or "__pycache__" in name]

    programs = install(wheel, tmp_path / "environment")
    assert call(programs / "expressway", "a b", "-c") == "the engine was called with: a b -c\n"


def test_an_editable_wheel_puts_the_engine_beside_the_sources(sources: Path, prebuilt: Path, tmp_path: Path) -> None:
    ended = build("build_editable", sources, tmp_path / "dist", EXPRESSWAY_PREBUILT_ENGINE=str(prebuilt))
    assert ended.returncode == 0, ended.stderr
    engine = sources / "python" / "expressway" / "_bin" / "expressway"
    assert os.access(engine, os.X_OK)
    (wheel,) = (tmp_path / "dist").iterdir()
    programs = install(wheel, tmp_path / "environment")
    assert call(programs / "expressway", "x") == "the engine was called with: x\n"
    code = "import expressway; print(expressway.__file__)"
    assert call(programs / "python", "-c", code).strip() == str(sources / "python" / "expressway" / "__init__.py")


def test_without_swift_and_without_engine_the_build_says_what_to_do(sources: Path, tmp_path: Path) -> None:
    ended = build("build_wheel", sources, tmp_path / "dist", PATH="/nowhere")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    said = [line for line in (ended.stdout + ended.stderr).splitlines() if line.strip()]
    assert len(said) == 1
    assert "install Swift 6" in said[0] and "EXPRESSWAY_PREBUILT_ENGINE" in said[0]


def test_a_prebuilt_engine_that_is_not_there_is_named(sources: Path, tmp_path: Path) -> None:
    ended = build("build_wheel", sources, tmp_path / "dist", EXPRESSWAY_PREBUILT_ENGINE="/gone")
    assert ended.returncode == 1
    assert "there is no engine at '/gone', which EXPRESSWAY_PREBUILT_ENGINE names" in ended.stdout + ended.stderr


def test_swift_is_asked_for_a_static_release_build(sources: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "swift").write_text(
        '#!/bin/sh\ncase "$*" in *--show-bin-path*) echo "$0.products" ;; '
        '*) echo "$*" > "$0.called"; mkdir -p "$0.products"; echo built > "$0.products/expressway" ;; esac\n'
    )
    (tools / "strip").write_text('#!/bin/sh\necho stripped >> "$1"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    ended = build("build_wheel", sources, tmp_path / "dist", PATH=f"{tools}:{os.environ['PATH']}")
    assert ended.returncode == 0, ended.stderr
    asked = (tools / "swift.called").read_text().split()
    assert asked[0] == "build" and {"-c", "release", "--static-swift-stdlib", "--product"} <= set(asked)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("expressway/_bin/expressway") == b"built\nstripped\n"


def test_the_source_distribution_holds_what_a_build_needs(sources: Path, prebuilt: Path, tmp_path: Path) -> None:
    ended = build("build_sdist", sources, tmp_path / "dist")
    assert ended.returncode == 0, ended.stderr
    (archive,) = (tmp_path / "dist").iterdir()
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert {"Package.swift", "Sources/main.swift", "pyproject.toml", "LICENSE", "python/build_hook.py"} <= names
    assert {"python/expressway/options.json", "templates/minimal/template.yaml"} <= names
