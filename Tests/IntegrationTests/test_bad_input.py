"""What cannot work ends with one clear message, a non-zero exit code and no process left."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import web
from harness.environments import SYSTEM_PYTHON
from harness.laboratory import FRONT_ENDS, Laboratory
from harness.people import SOMEBODY, STRANGER, SUITE_IS_ROOT
from harness.running import Word
from harness.waiting import wait_for

needs_root = pytest.mark.skipif(not SUITE_IS_ROOT, reason="only root can make files of other users")


# The port


@pytest.fixture
def occupied_port(pypi_laboratory: Laboratory) -> Iterator[tuple[int, int]]:
    """A port, and the process that listens there: one of the same user's, so that it can be known."""
    port = web.free_port()
    words: list[Word] = [SYSTEM_PYTHON, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    occupant = pypi_laboratory.execute(words)
    wait_for("the occupant listens", lambda: web.answers(port), within=10)
    yield port, occupant.popen.pid
    occupant.popen.terminate()
    occupant.popen.wait()


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_port_in_use_is_reported_with_its_user(
    pypi_laboratory: Laboratory, occupied_port: tuple[int, int], front_end: str
) -> None:
    port, pid = occupied_port
    project = pypi_laboratory.example("hello")
    arguments = ["hello/wsgi.py"] if front_end == "start-server" else []
    finished = pypi_laboratory.run(front_end, *arguments, port=port, directory=project)
    finished.assert_one_clear_message(str(port), str(pid), "python3")
    assert web.answers(port)


@needs_root
def test_a_port_in_use_by_somebody_unknown_is_reported(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    with socket.create_server(("127.0.0.1", 0)) as occupant:
        port = occupant.getsockname()[1]
        pypi_laboratory.run("start-server", "app.wsgi", port=port).assert_one_clear_message(str(port))


def test_a_second_server_at_the_same_port_does_not_pretend_to_be_the_first(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    first = pypi_laboratory.serve("start-server", "app.wsgi")
    pypi_laboratory.run("start-server", "app.wsgi", port=first.port).assert_one_clear_message(str(first.port))
    assert first.get("/").status == 200


def test_an_address_of_another_machine_is_refused(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--host", "192.0.2.1", port=web.free_port())
    finished.assert_one_clear_message("192.0.2.1")


@pytest.mark.skipif(
    int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80,
    reason="everybody may use port 80 here",
)
def test_a_privileged_port_is_refused_to_an_ordinary_user(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    pypi_laboratory.run("start-server", "app.wsgi", port=80).assert_one_clear_message("80")


# The application

DJANGO_FRONT_ENDS = [front_end for front_end in FRONT_ENDS if front_end != "start-server"]


def _change_settings(project: Path, old: str, new: str) -> None:
    settings = project / "hello" / "settings.py"
    text = settings.read_text()
    assert old in text
    settings.write_text(text.replace(old, new))


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
def test_a_project_without_a_wsgi_application_is_told_so(pypi_laboratory: Laboratory, front_end: str) -> None:
    project = pypi_laboratory.example("hello")
    _change_settings(project, 'WSGI_APPLICATION = "hello.wsgi.application"\n', "")
    pypi_laboratory.run(front_end, directory=project).assert_one_clear_message("WSGI_APPLICATION")


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
def test_a_wsgi_application_that_is_no_text_is_told_so(pypi_laboratory: Laboratory, front_end: str) -> None:
    project = pypi_laboratory.example("hello")
    _change_settings(project, '"hello.wsgi.application"', "7")
    finished = pypi_laboratory.run(front_end, directory=project)
    finished.assert_one_clear_message("WSGI_APPLICATION is '7'", "module.callable")


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
@pytest.mark.parametrize("value", ["hello.nowhere.application", "nowhere", "hello.wsgi.missing"])
def test_a_wsgi_application_that_cannot_be_imported_is_named(
    pypi_laboratory: Laboratory, front_end: str, value: str
) -> None:
    project = pypi_laboratory.example("hello")
    _change_settings(project, "hello.wsgi.application", value)
    finished = pypi_laboratory.run(front_end, directory=project)
    assert finished.code != 0
    assert finished.tracebacks <= 1
    assert len(finished.errors) >= 1
    assert value.rpartition(".")[2] in finished.output or value in finished.output


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
def test_settings_with_an_error_show_their_traceback_once(pypi_laboratory: Laboratory, front_end: str) -> None:
    project = pypi_laboratory.example("hello")
    _change_settings(project, "USE_TZ = True", "USE_TZ = 1 / 0")
    finished = pypi_laboratory.run(front_end, directory=project)
    assert finished.code != 0
    assert finished.tracebacks == 1
    assert finished.output.count("ZeroDivisionError") <= 2
    assert "settings.py" in finished.output


# What the script holds, what the terminal has to say, and how many tracebacks that may take.
IMPORT_FAILURES = {
    "an exception": ("def fail():\n    raise LookupError('no shelf')\n\nfail()\n", "LookupError: no shelf", {1}),
    "a syntax error": ("def application(:\n", "SyntaxError: invalid syntax", {0, 1}),
    "a missing module": ("import surely_there_is_none\n", "No module named 'surely_there_is_none'", {1}),
    "a chain with a long message": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise RuntimeError('x' * 9000) from error\n",
        "RuntimeError: xxx",
        {2},
    ),
    "no callable": ("pass\n", "application", {0, 1}),
}


@pytest.mark.parametrize("kind", IMPORT_FAILURES)
def test_an_application_that_fails_at_import_shows_its_traceback_once(laboratory: Laboratory, kind: str) -> None:
    text, needle, tracebacks = IMPORT_FAILURES[kind]
    laboratory.write("app.wsgi", text)
    finished = laboratory.run("start-server", "app.wsgi", "--processes", "2")
    assert finished.code > 0
    assert finished.tracebacks in tracebacks, finished.output
    assert needle in finished.output, finished.output
    assert len(finished.errors) <= 2, finished.output
    assert finished.seconds < 5


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
def test_a_django_project_that_fails_at_import_shows_its_traceback_once(
    pypi_laboratory: Laboratory, front_end: str
) -> None:
    project = pypi_laboratory.example("hello")
    wsgi = project / "hello" / "wsgi.py"
    wsgi.write_text(wsgi.read_text() + "\nraise LookupError('no shelf')\n")
    finished = pypi_laboratory.run(front_end, directory=project)
    assert finished.code > 0
    assert finished.tracebacks == 1
    assert 'wsgi.py", line' in finished.output


@pytest.mark.parametrize(
    "statement", ["import os; os._exit(3)", "import sys; sys.exit(3)", "import sys; sys.exit('words')"]
)
def test_an_application_that_ends_its_process_at_import_is_not_tried_for_ever(
    laboratory: Laboratory, statement: str
) -> None:
    laboratory.write("app.wsgi", statement + "\n")
    finished = laboratory.run("start-server", "app.wsgi")
    assert finished.code > 0
    assert finished.errors, finished.output
    assert len(finished.lines) < 40, finished.output


def test_an_application_that_kills_itself_at_import_is_not_tried_for_ever(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n")
    finished = laboratory.run("start-server", "app.wsgi")
    assert finished.code > 0
    assert finished.errors, finished.output


def test_an_application_that_does_not_come_to_an_end_of_its_import_runs_into_the_timeout(
    pypi_laboratory: Laboratory,
) -> None:
    pypi_laboratory.write("app.wsgi", "import time; time.sleep(60)\n")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--startup-timeout", "2")
    assert finished.code > 0
    assert finished.seconds < 8
    assert finished.errors, finished.output


@pytest.mark.parametrize(
    ("arguments", "needle"),
    [
        (["missing.wsgi"], "missing.wsgi"),
        (["--application-type", "module", "surely_no_such_module"], "surely_no_such_module"),
        (["--application-type", "mystery", "app.wsgi"], "mystery"),
        (["app.wsgi", "surplus.wsgi"], "surplus.wsgi"),
        (["app.wsgi", "--working-directory", "missing-directory"], "missing-directory"),
        (["app.wsgi", "--document-root", "missing-directory"], "missing-directory"),
        (["app.wsgi", "--url-alias", "/media", "missing-directory"], "missing-directory"),
        (["app.wsgi", "--user", "surely-no-such-user"], "surely-no-such-user"),
        (["app.wsgi", "--group", "surely-no-such-group"], "surely-no-such-group"),
        (["app.wsgi", "--log-level", "chatty"], "chatty"),
        (["app.wsgi", "--processes", "two"], "two"),
        (["app.wsgi", "--processes"], "--processes"),
        (["app.wsgi", "--log-directory", "/proc/surely/not"], "/proc/surely/not"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_exist_is_named(pypi_laboratory: Laboratory, arguments: list[str], needle: str) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    finished = pypi_laboratory.run("start-server", *arguments)
    if needle == "surely_no_such_module":
        assert finished.code > 0
        assert needle in finished.output
        assert finished.tracebacks <= 1
    else:
        finished.assert_one_clear_message(needle)


def test_a_directory_without_a_project_is_told_what_was_looked_for(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.run("expressway runmodwsgi").assert_one_clear_message("manage.py")


# The flags


@pytest.mark.parametrize("front_end", FRONT_ENDS)
@pytest.mark.parametrize(
    ("flag", "nearest"),
    [("--procesess=2", "--processes"), ("--reload-on-change", "--reload-on-changes"), ("--prot", "--port")],
)
def test_an_unknown_flag_is_answered_with_the_nearest_one(
    pypi_laboratory: Laboratory, front_end: str, flag: str, nearest: str
) -> None:
    project = pypi_laboratory.example("hello")
    arguments = ["hello/wsgi.py"] if front_end == "start-server" else []
    finished = pypi_laboratory.run(front_end, *arguments, flag, directory=project)
    finished.assert_one_clear_message(flag.partition("=")[0], nearest, lines=30)


def test_an_unknown_command_is_answered_with_the_nearest_one(pypi_laboratory: Laboratory) -> None:
    words: list[Word] = [pypi_laboratory.virtual_environment.expressway, "start-sever", "app.wsgi"]
    finished = pypi_laboratory.execute(words).finish(5)
    assert finished.code > 0
    assert "start-server" in finished.output


# What is installed


def test_a_missing_apache_is_answered_with_what_to_install(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--httpd-executable", "/nowhere/httpd")
    finished.assert_one_clear_message("/nowhere/httpd")


def test_an_apache_that_is_no_apache_is_refused(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--httpd-executable", "/bin/true")
    finished.assert_one_clear_message("/bin/true")


def test_a_missing_mod_wsgi_is_answered_with_what_to_install(distribution_laboratory: Laboratory) -> None:
    laboratory = distribution_laboratory
    laboratory.application("echo.py", "app.wsgi")
    modules = laboratory.directory("modules")
    for module in Path("/usr/lib/apache2/modules").iterdir():
        if "wsgi" not in module.name:
            (modules / module.name).symlink_to(module)
    finished = laboratory.run("start-server", "app.wsgi", "--modules-directory", modules)
    finished.assert_one_clear_message("mod_wsgi", "install")


def test_an_empty_modules_directory_is_named(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    empty = pypi_laboratory.directory("empty")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--modules-directory", empty)
    finished.assert_one_clear_message(str(empty))


def test_a_missing_engine_lists_where_it_was_looked_for(pypi_laboratory: Laboratory) -> None:
    missing = {"EXPRESSWAY_ENGINE": "/nowhere/expressway"}
    finished = pypi_laboratory.run("start-server", "app.wsgi", variables=missing)
    assert finished.code > 0
    assert "/nowhere/expressway" in finished.output
    assert len(finished.lines) == 1


# The run user


def test_root_is_told_which_directory_the_run_user_cannot_enter(root_laboratory: Laboratory) -> None:
    outer = root_laboratory.directory("closed", mode=0o700)
    script = root_laboratory.application("echo.py", outer / "inner" / "app.wsgi")
    finished = root_laboratory.run("start-server", script.name, directory=script.parent)
    finished.assert_one_clear_message(f"'{outer}'", SOMEBODY.name)


@pytest.mark.parametrize("front_end", DJANGO_FRONT_ENDS)
def test_root_is_told_when_a_django_project_is_closed_to_the_run_user(
    root_laboratory: Laboratory, front_end: str
) -> None:
    outer = root_laboratory.directory("work/closed", mode=0o755)
    project = root_laboratory.example("hello", "closed/hello")
    outer.chmod(0o700)
    finished = root_laboratory.run(front_end, directory=project)
    finished.assert_one_clear_message(f"'{outer}'", SOMEBODY.name)


def test_root_is_told_when_the_project_belongs_to_a_user_who_is_not_the_run_user(root_laboratory: Laboratory) -> None:
    closed = root_laboratory.directory("stranger", mode=0o700, person=STRANGER)
    script = root_laboratory.application("echo.py", closed / "app.wsgi")
    finished = root_laboratory.run("start-server", script.name, directory=closed)
    finished.assert_one_clear_message(f"'{closed}'", SOMEBODY.name)


def test_root_is_told_which_file_of_the_application_the_run_user_cannot_read(root_laboratory: Laboratory) -> None:
    script = root_laboratory.application("echo.py", "app.wsgi")
    script.chmod(0o600)
    finished = root_laboratory.run("start-server", script.name)
    finished.assert_one_clear_message(str(script), SOMEBODY.name)


def test_root_is_told_when_the_environment_is_closed_to_the_run_user(root_laboratory: Laboratory) -> None:
    closed = root_laboratory.directory("closed", mode=0o700)
    environment = closed / "environment"
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", environment], check=True)
    [packages] = root_laboratory.virtual_environment.directory.glob("lib/python3*/site-packages")
    [own_packages] = environment.glob("lib/python3*/site-packages")
    (own_packages / "all.pth").write_text(f"{packages}\n")
    root_laboratory.application("echo.py", "app.wsgi")
    launch = "from expressway.launcher import main; main()"
    command = ["-c", launch, "start-server", "app.wsgi", "--user", SOMEBODY.name, "--port", str(web.free_port())]
    finished = root_laboratory.execute([environment / "bin" / "python", *command]).finish(20)
    finished.assert_one_clear_message(f"'{closed}'", SOMEBODY.name)


def test_root_does_not_run_the_application_as_root(root_laboratory: Laboratory) -> None:
    root_laboratory.application("echo.py", "app.wsgi")
    finished = root_laboratory.run("start-server", "app.wsgi", "--user", "root", user=False)
    finished.assert_one_clear_message("root")


# The server root


def _assert_server_root_is_refused(laboratory: Laboratory, root: Path) -> None:
    laboratory.application("echo.py", "app.wsgi")
    before = sorted(os.listdir(root)) if root.is_dir() else None
    for command in ("start-server", "setup-server"):
        finished = laboratory.run(command, "app.wsgi", "--server-root", root)
        finished.assert_one_clear_message(str(root))
    assert before == (sorted(os.listdir(root)) if root.is_dir() else None)


def test_a_server_root_that_is_a_link_is_refused(pypi_laboratory: Laboratory) -> None:
    link = pypi_laboratory.work / "link"
    link.symlink_to(pypi_laboratory.directory("target", mode=0o700))
    _assert_server_root_is_refused(pypi_laboratory, link)


@needs_root
@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_a_server_root_of_somebody_else_is_refused(pypi_laboratory: Laboratory, mode: int) -> None:
    _assert_server_root_is_refused(pypi_laboratory, pypi_laboratory.directory("theirs", mode=mode, person=STRANGER))


def test_a_server_root_of_somebody_else_is_refused_to_root_too(root_laboratory: Laboratory) -> None:
    _assert_server_root_is_refused(root_laboratory, root_laboratory.directory("theirs", person=STRANGER))


def test_a_server_root_that_everybody_can_write_is_refused(pypi_laboratory: Laboratory) -> None:
    _assert_server_root_is_refused(pypi_laboratory, pypi_laboratory.directory("open", mode=0o777))


def test_what_lies_in_the_server_root_already_is_left_alone(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    root = laboratory.directory("work/mine", mode=0o700)
    letter = laboratory.write("mine/letter.txt", "dear diary")
    finished = laboratory.run("setup-server", "app.wsgi", "--server-root", root)
    assert finished.code == 0 or str(root) in finished.output
    assert letter.read_text() == "dear diary"


def test_a_server_root_that_is_a_file_is_refused(pypi_laboratory: Laboratory) -> None:
    _assert_server_root_is_refused(pypi_laboratory, pypi_laboratory.write("a-file", "text"))


def test_a_link_inside_of_the_server_root_is_not_followed(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    precious = laboratory.write("precious.txt", "precious")
    root = laboratory.work / "root"
    assert laboratory.run("setup-server", "app.wsgi", "--server-root", root).code == 0
    for path in [path for path in root.rglob("*") if path.is_file()]:
        path.unlink()
        path.symlink_to(precious)
    laboratory.run("setup-server", "app.wsgi", "--server-root", root)
    assert precious.read_text() == "precious"
