"""The runtime as the engine uses it: copied, loaded by path as a module of its own, reporting through a FIFO."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..interpreters import RUNTIME_PARENT


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Any]:
    """The copied package under its name in the WSGI processes; what a test does to the interpreter is undone."""
    target = tmp_path / "root" / "runtime"
    shutil.copytree(RUNTIME_PARENT / "runtime", target)
    spec = importlib.util.spec_from_file_location("expressway_runtime", target / "__init__.py")
    assert spec is not None and spec.loader is not None
    environment, path, modules = dict(os.environ), list(sys.path), set(sys.modules)
    module = importlib.util.module_from_spec(spec)
    sys.modules["expressway_runtime"] = module
    spec.loader.exec_module(module)
    yield module
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


class Reports:
    """The engine's end of the FIFO."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = str(path)
        self.descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def lines(self) -> list[tuple[str, int, str]]:
        data = b""
        while True:
            try:
                piece = os.read(self.descriptor, 1 << 16)
            except BlockingIOError:
                break
            if not piece:
                break
            data += piece
        assert data.endswith(b"\n") or not data
        found = []
        for line in data.splitlines(keepends=True):
            assert len(line) <= 4096
            event, process, text = line.decode("ascii").rstrip("\n").split("\t")
            found.append((event, int(process), text.encode("ascii").decode("unicode_escape")))
        return found


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[Reports]:
    opened = Reports(tmp_path / "reports")
    yield opened
    os.close(opened.descriptor)


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    def write_script(text: str) -> str:
        path = tmp_path / "app.wsgi"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write_script
