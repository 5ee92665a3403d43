"""Writing the files without starting anything, and showing what would be written."""

import os
import subprocess

import pytest

from harness.laboratory import Laboratory
from harness.running import Word
from harness.waiting import wait_for
from harness.web import answers, free_port, request


@pytest.mark.parametrize("words", [["setup-server"], ["start-server", "--setup-only"]], ids=" ".join)
def test_setting_up_writes_a_configuration_that_apache_accepts(laboratory: Laboratory, words: list[str]) -> None:
    laboratory.application("echo.py", "app.wsgi")
    root, port = laboratory.work / "root", free_port()
    finished = laboratory.run(words[0], *words[1:], "app.wsgi", "--server-root", root, port=port)
    assert finished.code == 0, finished.output
    assert not answers(port)
    [configuration] = root.rglob("httpd.conf")
    checked = laboratory.execute(["/usr/sbin/apache2", "-t", "-f", configuration]).finish(10)
    assert (checked.code, "Syntax OK" in checked.output) == (0, True), checked.output


def test_a_prepared_server_is_started_and_stopped_by_its_apachectl(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    root, port = laboratory.work / "a root", free_port()
    assert laboratory.run("setup-server", "app.wsgi", "--server-root", root, port=port).code == 0
    control = root / "apachectl"
    started = laboratory.execute([control, "start"])
    assert started.wait(10) == 0, started.output
    try:
        assert _first_answer(port) == 200
    finally:
        assert laboratory.execute([control, "stop"]).wait(10) == 0
    started.assert_nothing_left(within=5)


def test_a_prepared_server_without_a_named_root_outlives_the_next_server(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    assert pypi_laboratory.run("setup-server", "app.wsgi").code == 0
    pypi_laboratory.serve("start-server", "app.wsgi", "--keep-server-root").stop()
    pypi_laboratory.serve("start-server", "app.wsgi").stop()
    assert len(list(pypi_laboratory.private.rglob("httpd.conf"))) == 2


def test_every_word_of_apachectl_does_what_it_says(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    root, port = laboratory.work / "root", free_port()
    assert laboratory.run("setup-server", "app.wsgi", "--server-root", root, port=port).code == 0

    def control(word: str) -> tuple[int, str]:
        run = laboratory.execute([root / "apachectl", word])
        return run.wait(10), run.output

    assert "Syntax OK" in control("configtest")[1]
    assert control("status") == (3, "not running\n")
    assert control("start")[0] == 0
    try:
        assert _first_answer(port) == 200
        assert control("status")[1].startswith("running, process ")
        for word in ("graceful", "restart"):
            assert control(word)[0] == 0
            assert _first_answer(port) == 200
    finally:
        assert control("stop")[0] == 0
    wait_for("the end", lambda: not answers(port), within=5)
    code, output = control("dance")
    assert (code, "start|stop|restart" in output) == (64, True)


def test_a_server_root_from_which_apachectl_serves_is_left_alone(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    root, port = pypi_laboratory.work / "root", free_port()
    assert pypi_laboratory.run("setup-server", "app.wsgi", "--server-root", root, port=port).code == 0
    before = (root / "httpd.conf").read_bytes()
    started = pypi_laboratory.execute([root / "apachectl", "start"])
    assert started.wait(10) == 0, started.output
    try:
        assert _first_answer(port) == 200
        number = (root / "httpd.pid").read_text().strip()
        finished = pypi_laboratory.run("start-server", "app.wsgi", "--server-root", root)
        finished.assert_one_clear_message(number, "apachectl")
        assert (root / "httpd.conf").read_bytes() == before
        assert _first_answer(port) == 200
    finally:
        assert pypi_laboratory.execute([root / "apachectl", "stop"]).wait(10) == 0
    started.assert_nothing_left(within=5)


def test_a_stale_pid_file_whose_number_somebody_else_has_stops_nothing(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    root = pypi_laboratory.directory(pypi_laboratory.work / "root", mode=0o700)
    (root / "httpd.pid").write_text(f"{os.getpid()}\n")
    pypi_laboratory.serve("start-server", "app.wsgi", "--server-root", root).stop()


def _first_answer(port: int) -> int:
    def look() -> int | None:
        try:
            return request(port).status
        except OSError:
            return None

    return wait_for("an answer", look, within=10)


def test_setting_up_twice_writes_the_same_bytes(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    root, port = pypi_laboratory.work / "root", free_port()
    seen = []
    for _ in range(2):
        assert pypi_laboratory.run("setup-server", "app.wsgi", "--server-root", root, port=port).code == 0
        seen.append({str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()})
    assert seen[0] == seen[1]


def test_nothing_in_the_server_root_is_readable_by_others(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    root = pypi_laboratory.work / "root"
    arguments: list[Word] = ["app.wsgi", "--server-root", root, "--setenv", "SECRET", "hush"]
    assert pypi_laboratory.run("setup-server", *arguments).code == 0
    assert root.stat().st_mode & 0o077 == 0


def test_a_named_server_root_stays_after_the_end(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    root = pypi_laboratory.work / "root"
    for _ in range(2):
        pypi_laboratory.serve("start-server", "app.wsgi", "--server-root", root).stop()
    assert list(root.rglob("httpd.conf"))


def test_the_private_server_root_is_kept_on_request(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    pypi_laboratory.serve("start-server", "app.wsgi", "--keep-server-root").stop()
    assert list(pypi_laboratory.private.rglob("httpd.conf"))


def test_the_configuration_is_shown_with_the_option_and_its_origin(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    arguments = ["app.wsgi", "--threads", "7", "--setenv", "NAME", "a value"]
    finished = laboratory.run("config", *arguments, port=8123)
    assert finished.code == 0, finished.output
    lines = finished.output.splitlines()
    assert any("Listen" in line and "8123" in line for line in lines)
    assert any("threads=7" in line for line in lines)
    assert any("SetEnv" in line and "a value" in line for line in lines)
    for option in ("port", "threads", "setenv", "processes", "host"):
        assert option in finished.output, option
    assert "default" in finished.output
    assert "--threads" in finished.output
    laboratory.assert_private_directories_are_empty()


def test_a_django_project_is_shown_with_the_settings_that_matter(pypi_laboratory: Laboratory) -> None:
    project = pypi_laboratory.example("library")
    laboratory = pypi_laboratory
    laboratory.write(project / "staticfiles" / "a.css", "")
    finished = laboratory.run("config", directory=project)
    assert finished.code == 0, finished.output
    assert "STATIC_ROOT" in finished.output


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["start-server", "--help"], ["options", "--json"]], ids=" ".join
)
def test_help_needs_neither_apache_nor_an_application(pypi_laboratory: Laboratory, words: list[str]) -> None:
    engine = pypi_laboratory.virtual_environment.engine
    shown = subprocess.run([engine, *words], env={}, check=False, capture_output=True, text=True)
    assert shown.returncode == 0
    assert shown.stdout.strip()
