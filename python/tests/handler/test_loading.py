"""What the handler serves, and what it says of an entry point that leads nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..interpreters import RUNTIME_PARENT
from .conftest import Reports
from .requesting import HELLO, request


def test_a_script_is_served_and_reported(runtime: Any, reports: Reports, script: Callable[[str], str]) -> None:
    path = script("import sys\nassert sys.modules[__name__].__file__ == __file__\nNAME = __name__, __file__\n" + HELLO)
    handler = runtime.ApplicationHandler(path, report_path=reports.path)
    assert request(handler)[0] == "200 OK"
    assert handler.failed is False
    name, file = handler.application.__globals__["NAME"]
    assert name.startswith("_mod_wsgi_") and len(name) == len("_mod_wsgi_") + 32
    assert file == path
    events = reports.lines()
    assert [(event, process) for event, process, _ in events] == [("importing", os.getpid()), ("ready", os.getpid())]
    assert events[0][2] == path
    assert 0 <= float(events[1][2]) < 10


@pytest.mark.parametrize(
    ("entry_point", "callable_object"),
    [
        ("pkg.site", "application"),
        ("pkg.site:application", "other"),
        ("pkg.site:holder.inner", "application"),
        ("pkg.site", "holder.inner"),
    ],
)
def test_a_module_is_served(runtime: Any, tmp_path: Path, entry_point: str, callable_object: str) -> None:
    (tmp_path / "src" / "pkg").mkdir(parents=True)
    (tmp_path / "src" / "pkg" / "__init__.py").write_text("")
    (tmp_path / "src" / "pkg" / "site.py").write_text(HELLO + "class holder:\n    inner = staticmethod(application)\n")
    handler = runtime.ApplicationHandler(
        entry_point, "module", callable_object, working_directory=str(tmp_path), python_path=[str(tmp_path / "src")]
    )
    assert request(handler)[0] == "200 OK"


def test_a_script_may_name_its_callable_after_a_colon(runtime: Any, script: Callable[[str], str]) -> None:
    path = script(HELLO.replace("application", "app"))
    assert request(runtime.ApplicationHandler(path + ":app"))[0] == "200 OK"


def test_a_paste_file_is_served(runtime: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    (tmp_path / "paste").mkdir()
    (tmp_path / "paste" / "__init__.py").write_text("")
    (tmp_path / "paste" / "deploy.py").write_text(
        HELLO + "calls = []\ndef loadapp(uri):\n    calls.append(uri)\n    return application\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "paste"]:
        monkeypatch.delitem(sys.modules, name)
    handler = runtime.ApplicationHandler(str(tmp_path / "site.ini") + "#main", "paste")
    assert request(handler)[0] == "200 OK"
    seen = sys.modules["paste.deploy"].calls
    assert seen == [f"config:{tmp_path}/site.ini#main"]


def test_paste_that_is_not_installed_says_what_to_install(
    runtime: Any, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "paste", None)
    monkeypatch.delitem(sys.modules, "paste.deploy", raising=False)
    runtime.ApplicationHandler("/site.ini", "paste", report_path=reports.path)
    assert "pip install PasteDeploy" in reports.lines()[-1][2]


def test_static_has_no_application(runtime: Any) -> None:
    assert request(runtime.ApplicationHandler("", "static"))[0] == "404 Not Found"


def test_environment_and_paths_are_set_before_the_import(
    runtime: Any, tmp_path: Path, script: Callable[[str], str]
) -> None:
    text = "import os, sys\nSEEN = os.environ['MOD_WSGI_EXPRESS'], sys.path[:3], sys.path.count(sys.path[1])\n" + HELLO
    sys.path.append("/twice")
    handler = runtime.ApplicationHandler(
        script(text),
        environment={"MOD_WSGI_EXPRESS": "true"},
        working_directory=str(tmp_path),
        python_path=["/twice", "/other", "/twice"],
    )
    assert handler.application.__globals__["SEEN"] == ("true", [str(tmp_path), "/twice", "/other"], 1)


@pytest.mark.parametrize(
    ("entry_point", "callable_object", "message"),
    [
        (
            "typo.wsgi",
            "aplication",
            "the module 'typo.wsgi' has no 'aplication'; did you mean 'application'? "
            "what can be called there: 'application', 'helper'",
        ),
        ("typo.wsgi", "zzz", "the module 'typo.wsgi' has no 'zzz'; what can be called there: 'application', 'helper'"),
        ("typo.wsgi", "value", "'value' in the module 'typo.wsgi' cannot be called: it is of type int"),
        ("typo.wsgi", "value.x", "'value' in the module 'typo.wsgi' has no 'x', nor anything else that can be called"),
        ("typo.nothing", "application", "there is no module 'typo.nothing'"),
        ("nope.wsgi", "application", "there is no module 'nope' (for the entry point 'nope.wsgi')"),
    ],
)
def test_an_entry_point_that_leads_nowhere_is_explained_in_one_line(
    runtime: Any, reports: Reports, tmp_path: Path, entry_point: str, callable_object: str, message: str
) -> None:
    (tmp_path / "typo").mkdir()
    (tmp_path / "typo" / "__init__.py").write_text("")
    (tmp_path / "typo" / "wsgi.py").write_text("value = 1\ndef helper(): pass\n" + HELLO)
    runtime.ApplicationHandler(
        entry_point, "module", callable_object, report_path=reports.path, working_directory=str(tmp_path)
    )
    assert [(event, text) for event, _, text in reports.lines()][1:] == [("traceback", message), ("failed", message)]


def test_a_module_that_misses_another_one_keeps_its_traceback(runtime: Any, reports: Reports, tmp_path: Path) -> None:
    (tmp_path / "needy.py").write_text("import not_there_at_all\n")
    runtime.ApplicationHandler("needy", "module", report_path=reports.path, working_directory=str(tmp_path))
    lines = reports.lines()
    assert lines[-1][2] == "ModuleNotFoundError: No module named 'not_there_at_all'"
    assert "needy.py" in lines[1][2] and "runtime" not in lines[1][2] and "importlib" not in lines[1][2]


def test_a_missing_script_is_explained(runtime: Any, reports: Reports) -> None:
    runtime.ApplicationHandler("/nope/app.wsgi", report_path=reports.path)
    assert reports.lines()[-1][2] == "the script '/nope/app.wsgi' cannot be read: No such file or directory"


def test_the_runtime_imports_little(tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text(HELLO)
    code = (
        f"import sys; sys.path.insert(0, {str(RUNTIME_PARENT)!r}); before = set(sys.modules)\n"
        f"import runtime; handler = runtime.ApplicationHandler({str(tmp_path / 'app.wsgi')!r}, mount_point='/x')\n"
        "assert not handler.failed; print(*sorted(set(sys.modules) - before))"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    names = [name for name in ended.stdout.split() if not name.startswith(("runtime", "_mod_wsgi_"))]
    assert set(names) <= {"__future__", "_md5", "gc", "time", "_stat", "stat", "encodings.unicode_escape", "errno"}
