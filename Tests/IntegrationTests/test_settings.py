"""What `expressway settings apply` makes of a project, seen from inside the running application."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness import web
from harness.environments import REPOSITORY
from harness.laboratory import Laboratory
from harness.running import Word, plain
from harness.waiting import wait_for
from harness.web import free_port

URLS = """
import logging

from django.conf import settings
from django.http import JsonResponse
from django.urls import path


def told(request):
    return JsonResponse(
        {
            "debug": settings.DEBUG,
            "propagates": settings.DEBUG_PROPAGATE_EXCEPTIONS,
            "handlers": [type(handler).__name__ for handler in logging.getLogger().handlers],
        }
    )


def fails(request):
    secret = "sesame"
    raise LookupError("no book in the shelf")


urlpatterns = [path("", told), path("fails", fails)]
"""


@pytest.fixture
def project(laboratory: Laboratory) -> Path:
    found = laboratory.example("hello")
    settings = found / "hello" / "settings.py"
    settings.write_text(settings.read_text().replace('ALLOWED_HOSTS = ["*"]', "ALLOWED_HOSTS = []"))
    (found / "hello" / "urls.py").write_text(URLS)
    _settings(laboratory, found, "apply")
    return found


def _settings(laboratory: Laboratory, project: Path, *words: str, code: int = 0) -> str:
    command: list[Word] = [laboratory.virtual_environment.expressway, "settings", *words]
    finished = laboratory.execute(command, directory=project).finish(30)
    assert finished.code == code, finished.output
    return finished.output


def test_in_normal_mode_nothing_is_shown_and_the_log_tells(laboratory: Laboratory, project: Path) -> None:
    server = laboratory.serve("manage.py runmodwsgi", directory=project)
    told = server.get("/").json()
    assert (told["debug"], told["propagates"]) == (False, False)
    assert "StreamHandler" in told["handlers"]
    response = server.get("/fails")
    assert response.status == 500
    assert "sesame" not in response.text and "LookupError" not in response.text
    server.wait_for_output("LookupError: no book in the shelf")
    assert server.output.count("LookupError: no book in the shelf") == 1, server.output


def test_in_debug_mode_the_debug_page_is_shown(laboratory: Laboratory, project: Path) -> None:
    server = laboratory.terminal("manage.py runmodwsgi", "--debug-mode", directory=project)
    wait_for("the server", lambda: "Ready after" in plain(server.output), within=20)
    told = web.request(server.port, "/").json()
    assert (told["debug"], told["propagates"]) == (True, False)
    response = web.request(server.port, "/fails", headers={"Accept": "text/html"})
    assert response.status == 500
    assert "LookupError at /fails" in response.text and "sesame" in response.text
    server.press_control_c()
    server.wait(5)


def test_with_the_debugger_the_exception_reaches_it(laboratory: Laboratory, project: Path) -> None:
    server = laboratory.terminal("manage.py runmodwsgi", "--debug-mode", "--enable-debugger", directory=project)
    wait_for("the server", lambda: "Ready after" in plain(server.output), within=20)
    told = web.request(server.port, "/").json()
    assert (told["debug"], told["propagates"]) == (True, True)
    with ThreadPoolExecutor(1) as browser:
        answer = browser.submit(web.request, server.port, "/fails", timeout=60)
        wait_for("the prompt", lambda: "(Pdb)" in plain(server.output), within=20)
        server.type(b"p secret\n")
        wait_for("the variable", lambda: re.search(r"'sesame'\s", plain(server.output)), within=20)
        server.type(b"c\n")
        assert answer.result(30).status == 500
    server.press_control_c()
    server.wait(5)


def test_in_production_nothing_is_shown_and_the_server_name_is_allowed(laboratory: Laboratory, project: Path) -> None:
    root, port = laboratory.work / "root", free_port()
    finished = laboratory.run(
        "setup-server", "hello.wsgi", "--application-type", "module", "--server-root", root,
        "--server-name", "books.example.com", "--allow-localhost", port=port, directory=project,
    )  # fmt: skip
    assert finished.code == 0, finished.output
    started = laboratory.execute([root / "apachectl", "start"])
    assert started.wait(10) == 0, started.output
    try:
        host = {"Host": "books.example.com"}
        told = wait_for("an answer", lambda: _answer(port, host), within=10, every=0.1).json()
        assert (told["debug"], told["propagates"]) == (False, False)
        response = web.request(port, "/fails", headers=host)
        assert response.status == 500
        assert "sesame" not in response.text and "LookupError" not in response.text
        log = root / "error_log"
        wait_for("the log", lambda: "LookupError: no book in the shelf" in log.read_text(), within=5)
    finally:
        assert laboratory.execute([root / "apachectl", "stop"]).wait(10) == 0
    started.assert_nothing_left(within=5)


def _answer(port: int, headers: dict[str, str]) -> web.Response | None:
    try:
        response = web.request(port, "/", headers=headers)
    except OSError:
        return None
    return response if response.status == 200 else None


def test_what_was_applied_is_known_and_taken_out_again(pypi_laboratory: Laboratory) -> None:
    project = pypi_laboratory.example("hello")
    settings = project / "hello" / "settings.py"
    original = settings.read_bytes()
    _settings(pypi_laboratory, project, "apply", "--check", code=1)
    shown = _settings(pypi_laboratory, project, "apply", "--diff")
    assert "+DEBUG" in shown and settings.read_bytes() == original
    _settings(pypi_laboratory, project, "apply")
    applied = settings.read_bytes()
    assert applied != original
    _settings(pypi_laboratory, project, "apply", "--check")
    _settings(pypi_laboratory, project, "apply")
    assert settings.read_bytes() == applied
    _settings(pypi_laboratory, project, "apply", "--undo")
    assert settings.read_bytes() == original


def test_the_version_of_the_block_grows_with_its_text(pypi_laboratory: Laboratory) -> None:
    """When this fails, the text has changed: let BLOCK_VERSION grow, and record the digest for it here."""
    source = (REPOSITORY / "python" / "expressway" / "settings_block.py").read_text()
    [version] = re.findall(r"^BLOCK_VERSION = (\d+)$", source, re.MULTILINE)
    shown = _settings(pypi_laboratory, pypi_laboratory.work, "show")
    digests = {"1": "5d336fcc0a14edcc"}
    assert hashlib.sha256(shown.encode()).hexdigest()[:16] == digests[version]


def test_what_cannot_be_changed_for_certain_is_left_with_the_lines_to_paste(pypi_laboratory: Laboratory) -> None:
    project = pypi_laboratory.example("hello")
    settings = project / "hello" / "settings.py"
    original = settings.read_text().replace("DEBUG = True", "if BASE_DIR:\n    DEBUG = True")
    settings.write_text(original)
    said = _settings(pypi_laboratory, project, "apply", code=78)
    assert said.count("error[") == 1
    assert "paste by hand" in said and 'DEBUG = os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"' in said
    assert settings.read_text() == original
