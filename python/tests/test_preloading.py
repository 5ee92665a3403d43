"""What is imported ahead spoils no copy and is nothing of the project's."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from expressway.runtime.preloading import Preloading

from .child_process import in_a_child


def _preload(names: list[str], **prelude: object) -> Callable[[], object]:
    return lambda: Preloading(names, {"environment": {}, "project": [], **prelude}, only_standard=False).run()


@pytest.mark.parametrize(
    "text",
    [
        "raise RuntimeError('not alone')",
        "import threading; threading.Thread(target=__import__('time').sleep, args=(5,), daemon=True).start()",
        "import socket; kept = socket.socket()",
    ],
    ids=["raises", "thread", "socket"],
)
def test_what_spoils_a_copy_is_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "fine_library.py").write_text("A = 1\n")
    (tmp_path / "spoiling_library.py").write_text(text + "\n")
    assert in_a_child(tmp_path, _preload(["fine_library", "spoiling_library"])) == ["spoiling_library"]


def test_nothing_of_the_project_is_imported_and_an_edit_of_it_makes_nothing_stale(tmp_path: Path) -> None:
    (tmp_path / "of_the_project.py").write_text("A = 1\n")

    def run() -> object:
        preloading = Preloading(
            ["of_the_project"], {"environment": {}, "project": [str(tmp_path)]}, only_standard=False
        )
        spoiled = preloading.run()
        if spoiled:
            return [spoiled, str(tmp_path) in sys.path]
        return None

    def run_without() -> object:
        preloading = Preloading([], {"environment": {}, "project": [str(tmp_path)]}, only_standard=False)
        preloading.run()
        (tmp_path / "another.py").write_text("A = 1\n")
        found = [preloading.is_stale(), str(tmp_path) in sys.path]
        preloading.leave()
        return [*found, str(tmp_path) in sys.path]

    assert in_a_child(tmp_path, run) == [["of_the_project"], False]
    assert in_a_child(tmp_path, run_without) == [False, False, True]


def test_a_copy_has_the_variables_of_a_process_that_has_loaded_nothing_ahead(tmp_path: Path) -> None:
    def run() -> list[object]:
        os.environ["DJANGO_SETTINGS_MODULE"] = "some.settings"
        before = dict(os.environ)
        preloading = Preloading([], {"environment": {"LEVEL": "1"}, "project": []}, only_standard=False)
        preloading.run()
        during = (os.environ.get("LEVEL"), os.environ.get("DJANGO_SETTINGS_MODULE"))
        preloading.leave()
        return [*during, dict(os.environ) == before]

    assert in_a_child(tmp_path, run) == ["1", None, True]


def test_a_package_that_is_left_out_takes_what_is_in_it_along(tmp_path: Path) -> None:
    package = tmp_path / "spoiling_package"
    package.mkdir()
    (package / "__init__.py").write_text("import os\nos.environ['NOT_THERE']\n")
    (package / "inner.py").write_text("A = 1\n")
    names = ["spoiling_package", "spoiling_package.inner"]
    assert in_a_child(tmp_path, _preload(names)) == names


def test_a_library_that_swallows_djangos_refusal_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "curious_library.py").write_text(
        "from django.conf import settings\n"
        "from django.core.exceptions import ImproperlyConfigured\n"
        "try:\n    LEVEL = settings.DEBUG\nexcept ImproperlyConfigured:\n    LEVEL = None\n"
    )
    names = ["django.conf", "curious_library"]
    environment = {"DJANGO_SETTINGS_MODULE": "nowhere.settings"}
    assert in_a_child(tmp_path, _preload(names, environment=environment)) == ["curious_library"]


def test_a_change_of_a_library_or_of_what_is_installed_makes_it_stale(tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "project"
    site.mkdir()
    project.mkdir()
    library = site / "some_library.py"
    library.write_text("A = 1\n")
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode

    def run() -> list[bool]:
        preloading = Preloading(["some_library"], {"environment": {}, "project": [str(project)]}, only_standard=False)
        assert preloading.run() == []
        found = [preloading.is_stale()]
        library.write_text("A = 22\n")
        found.append(preloading.is_stale())
        preloading._files = {}
        found.append(preloading.is_stale())
        (project / "some_library.py").write_text("A = 3\n")
        found.append(preloading.is_stale())
        (project / "some_library.py").unlink()
        (site / "another.py").write_text("A = 1\n")
        found.append(preloading.is_stale())
        return found

    try:
        assert in_a_child(site, run) == [False, True, False, True, True]
    finally:
        sys.dont_write_bytecode = before
