"""The runtime as the engine uses it: copied, loaded by path as a module of its own, reporting through a FIFO."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "expressway" / "runtime"
HELLO = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [(environ["SCRIPT_NAME"] + "|" + environ["PATH_INFO"]).encode()]
"""


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Any]:
    """The copied package under its name in the WSGI processes; what a test does to the interpreter is undone."""
    target = tmp_path / "root" / "runtime"
    shutil.copytree(PACKAGE, target)
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


def complete_environ(**environ: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": "", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, **environ,
    }  # fmt: skip


def request(application: Any, **environ: Any) -> tuple[str, dict[str, str], str]:
    """Status, headers and body of one request, held to the letter of WSGI on both sides."""
    answer: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], None]:
        answer.update(status=status, headers=dict(headers))
        return lambda data: None

    result = validator(application)(complete_environ(**environ), start_response)
    body = b"".join(result).decode()
    if hasattr(result, "close"):
        result.close()
    return answer["status"], answer["headers"], body


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


def test_at_the_root_the_applications_own_object_is_called(runtime: Any, script: Callable[[str], str]) -> None:
    handler = runtime.ApplicationHandler(script(HELLO))
    assert handler.application.__module__.startswith("_mod_wsgi_")


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
    ("script_name", "path", "expected"),
    [
        ("/one/two/", "x", "/one/two|/x"),
        ("/one/two/", "/x", "/one/two|/x"),
        ("/one/two/", "", "/one/two|/"),
        ("/one/two", "", "/one/two|"),
        ("/one/two", "/x/", "/one/two|/x/"),
        ("/one/two", "x", "/one/two|/x"),
        ("/", "", "|/"),
        ("/", "x", "|/x"),
    ],
)
def test_below_a_mount_point_the_paths_are_what_wsgi_demands(
    runtime: Any, script: Callable[[str], str], script_name: str, path: str, expected: str
) -> None:
    validated = script("from wsgiref.validate import validator\n" + HELLO + "application = validator(application)\n")
    handler = runtime.ApplicationHandler(validated, mount_point="/one/two/")
    environ = complete_environ(SCRIPT_NAME=script_name, PATH_INFO=path)
    result = handler(environ, lambda status, headers, error=None: lambda data: None)
    assert [*result] == [expected.encode()]
    result.close()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("import os\n1/0\n", "ZeroDivisionError: division by zero"),
        ("raise SystemExit('no database')\n", "SystemExit: no database"),
        ("raise KeyboardInterrupt\n", "KeyboardInterrupt"),
        ("def (\n", "SyntaxError: invalid syntax"),
        ("raise ValueError('tab\\tüñ\\U0001f600 \\udc80')\n", "ValueError: tab\tüñ\U0001f600 \udc80"),
    ],
)
def test_an_application_that_fails_is_reported_and_stood_in_for(
    runtime: Any,
    reports: Reports,
    script: Callable[[str], str],
    capfd: pytest.CaptureFixture[str],
    text: str,
    last: str,
) -> None:
    path = script(text)
    handler = runtime.ApplicationHandler(path, report_path=reports.path)
    assert handler.failed
    lines = reports.lines()
    assert [event for event, _, _ in lines] == ["importing", "traceback", "failed"]
    assert lines[-1][2] == last
    assert path in lines[1][2]
    assert lines[1][2].endswith(last)
    assert "handler.py" not in lines[1][2] and "loading.py" not in lines[1][2]
    assert capfd.readouterr() == ("", "")

    status, headers, body = request(handler, REMOTE_ADDR="127.0.0.1")
    assert status == "500 Internal Server Error"
    assert headers["Content-Type"].startswith("text/plain")
    assert last.encode("utf-8", "backslashreplace").decode() in body
    assert request(handler, REQUEST_METHOD="HEAD", REMOTE_ADDR="::1")[2] == ""


@pytest.mark.parametrize(
    "environ",
    [{"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}, {}],
)
def test_strangers_see_one_sentence(runtime: Any, script: Callable[[str], str], environ: dict[str, str]) -> None:
    handler = runtime.ApplicationHandler(script("raise ValueError('secret')\n"))
    assert request(handler, **environ)[2] == "The application could not be loaded.\n"


def test_a_browser_gets_the_failure_as_html_in_which_everything_is_escaped(
    runtime: Any, script: Callable[[str], str]
) -> None:
    handler = runtime.ApplicationHandler(script("raise ValueError('</pre><script>1 & 2</script></body>')\n"))
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"
    status, headers, body = request(handler, REMOTE_ADDR="127.0.0.1", HTTP_ACCEPT=accept)
    assert (status, headers["Content-Type"]) == ("500 Internal Server Error", "text/html; charset=utf-8")
    assert headers["Content-Length"] == str(len(body.encode()))
    assert "&lt;/pre&gt;&lt;script&gt;1 &amp; 2&lt;/script&gt;&lt;/body&gt;" in body
    assert body.count("</body>") == body.count("</pre>") == 1 and "<script" not in body


def test_a_stranger_with_a_browser_sees_one_sentence(runtime: Any, script: Callable[[str], str]) -> None:
    handler = runtime.ApplicationHandler(script("raise ValueError('secret')\n"))
    body = request(handler, REMOTE_ADDR="192.0.2.1", HTTP_ACCEPT="text/html")[2]
    assert "The application could not be loaded." in body and "secret" not in body


def test_a_chain_of_errors_is_shown_whole(runtime: Any, reports: Reports, script: Callable[[str], str]) -> None:
    runtime.ApplicationHandler(
        script("try:\n    1/0\nexcept Exception as e:\n    raise ValueError('b') from e\n"), report_path=reports.path
    )
    text = "".join(text for event, _, text in reports.lines() if event == "traceback")
    assert "ZeroDivisionError" in text and "direct cause" in text and text.endswith("ValueError: b")


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


@pytest.mark.parametrize("reader", ["none", "no fifo", "plain file", "full"])
def test_without_a_reader_the_traceback_goes_to_standard_error_once(
    runtime: Any, tmp_path: Path, script: Callable[[str], str], capfd: pytest.CaptureFixture[str], reader: str
) -> None:
    path: str | None = str(tmp_path / "fifo")
    held = None
    if reader == "none":
        path = None
    elif reader == "plain file":
        (tmp_path / "fifo").write_text("kept")
    elif reader == "full":
        held = Reports(tmp_path / "fifo")
        writer = os.open(held.path, os.O_WRONLY | os.O_NONBLOCK)
        with pytest.raises(BlockingIOError):
            while True:
                os.write(writer, b"x" * 4096)
        os.close(writer)
    handler = runtime.ApplicationHandler(script("1/0\n"), report_path=path)
    assert handler.failed
    error = capfd.readouterr().err
    assert error.startswith("Traceback (most recent call last):")
    assert error.count("ZeroDivisionError") == 1
    if reader == "plain file":
        assert (tmp_path / "fifo").read_text() == "kept"
    if held is not None:
        os.close(held.descriptor)


def test_a_reader_that_has_gone_away_is_about_to_stop_the_server_and_knows(
    runtime: Any, tmp_path: Path, script: Callable[[str], str], capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert runtime.ApplicationHandler(script("1/0\n"), report_path=str(tmp_path / "fifo")).failed
    assert capfd.readouterr().err == ""


def test_a_working_application_needs_no_reader(
    runtime: Any, script: Callable[[str], str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert request(runtime.ApplicationHandler(script(HELLO), report_path="/nope/reports"))[0] == "200 OK"
    assert capfd.readouterr() == ("", "")


def test_a_huge_traceback_comes_in_pieces_with_its_middle_left_out(
    runtime: Any, reports: Reports, script: Callable[[str], str]
) -> None:
    runtime.ApplicationHandler(script("raise ValueError('\\U0001f600' * 50_000 + ' end')\n"), report_path=reports.path)
    lines = reports.lines()
    assert [event for event, _, _ in lines][-1] == "failed"
    text = "".join(text for event, _, text in lines if event == "traceback")
    assert text.startswith("Traceback") and text[-4:] == " end"
    assert text.count("characters left out") == 1


def test_many_processes_at_once_keep_their_lines_apart(reports: Reports, tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text("raise ValueError('äöü' * 2000)\n")
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); from runtime import ApplicationHandler\n"
        f"[ApplicationHandler({str(tmp_path / 'app.wsgi')!r}, report_path={reports.path!r}) for _ in range(20)]"
    )
    found: list[tuple[str, int, str]] = []
    processes = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) for _ in range(4)]
    data = bytearray()

    def read() -> None:
        reader = os.open(reports.path, os.O_RDONLY)
        while piece := os.read(reader, 1 << 16):
            data.extend(piece)
        os.close(reader)

    keep_open = os.open(reports.path, os.O_WRONLY)
    thread = threading.Thread(target=read)
    thread.start()
    assert [process.wait() for process in processes] == [0] * 4
    os.close(keep_open)
    thread.join()
    for line in bytes(data).splitlines():
        event, number, text = line.decode("ascii").split("\t")
        found.append((event, int(number), text))
    assert {process for _, process, _ in found} == {process.pid for process in processes}
    assert {event for event, _, _ in found} <= {"importing", "traceback", "failed"}
    for event, _, text in found:
        if event == "importing":
            assert text == str(tmp_path / "app.wsgi")


def test_the_runtime_imports_little(tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text(HELLO)
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); before = set(sys.modules)\n"
        f"import runtime; handler = runtime.ApplicationHandler({str(tmp_path / 'app.wsgi')!r}, mount_point='/x')\n"
        "assert not handler.failed; print(*sorted(set(sys.modules) - before))"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    names = [name for name in ended.stdout.split() if not name.startswith(("runtime", "_mod_wsgi_"))]
    assert set(names) <= {"__future__", "_md5", "gc", "time", "_stat", "stat", "encodings.unicode_escape", "errno"}
