"""`--reload-on-changes`: what is saved is served."""

import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.reloading import SOON, reloads, save
from harness.running import Server
from harness.waiting import wait_for
from harness.web import free_port


def _page(server: Server, path: str = "/") -> tuple[int, str]:
    try:
        response = server.get(path)
    except OSError:
        return 0, ""
    return response.status, response.body.decode(errors="replace")


def _wait_for_text(server: Server, text: str) -> None:
    def served() -> bool:
        assert server.running, f"it ended with {server.popen.returncode}:\n{server.output}"
        return _page(server) == (200, text)

    wait_for(f"{text!r} is served", served, within=SOON, every=0.1)


def _say(text: str) -> str:
    return (
        "def application(environ, start_response):\n"
        f"    body = {text!r}.encode()\n"
        "    start_response('200 OK', [('Content-Length', str(len(body)))])\n"
        "    return [body]\n"
    )


def _overwrite(file: Path, text: str) -> None:
    file.write_text(text)


@pytest.mark.parametrize("save", [_overwrite, save], ids=["overwritten", "replaced"])
def test_a_saved_script_is_served(laboratory: Laboratory, save: Callable[[Path, str], None]) -> None:
    script = laboratory.write("app.wsgi", _say("one"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three", "four"):
        save(script, _say(text))
        _wait_for_text(server, text)


def test_a_saved_view_of_a_django_project_is_served(laboratory: Laboratory) -> None:
    project = laboratory.example("hello")
    urls = project / "hello" / "urls.py"
    original = urls.read_text()
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", directory=project)
    for text in ("Good morning.", "Good night."):
        urls.write_text(original.replace("Hello from Apache and mod_wsgi.", text))
        _wait_for_text(server, f"{text}\n")


def test_an_edit_right_after_an_edit_is_not_lost(pypi_laboratory: Laboratory) -> None:
    """Texts of one length within one second: neither time stamps nor sizes tell them apart."""
    laboratory = pypi_laboratory
    laboratory.write("app.wsgi", "from pages import application\n")
    pages = laboratory.write("pages.py", _say("text 0"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for number in range(1, 6):
        pages.write_text(_say(f"text {number}"))
        _wait_for_text(server, f"text {number}")


def test_a_broken_edit_shows_its_traceback_once_and_a_mended_one_serves(laboratory: Laboratory) -> None:
    script = laboratory.write("app.wsgi", _say("one"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    script.write_text("raise LookupError('no shelf')\n")
    server.wait_for_output("LookupError: no shelf", within=SOON)
    for _ in range(3):
        _page(server)
    assert server.running
    assert server.output.count("Traceback (most recent call last)") == 1, server.output
    script.write_text(_say("mended"))
    _wait_for_text(server, "mended")
    assert server.output.count("LookupError: no shelf") <= 2, server.output


def test_a_start_with_a_broken_application_waits_for_the_mended_one(laboratory: Laboratory) -> None:
    script = laboratory.write("app.wsgi", "raise LookupError('no shelf')\n")
    server = laboratory.begin("start-server", "app.wsgi", "--reload-on-changes")
    server.wait_for_output("LookupError: no shelf")
    script.write_text(_say("mended"))
    _wait_for_text(server, "mended")
    assert server.output.count("Traceback (most recent call last)") == 1, server.output


def test_a_file_that_is_not_source_does_not_reload(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    pid = server.get("/").json()["pid"]
    pypi_laboratory.write("db.sqlite3", "changed")
    pypi_laboratory.write("notes.txt", "changed")
    with pytest.raises(AssertionError):
        wait_for("another process", lambda: server.get("/").json()["pid"] != pid, within=3, every=0.2)


def test_without_the_option_an_edit_changes_nothing(pypi_laboratory: Laboratory) -> None:
    script = pypi_laboratory.write("app.wsgi", "from pages import application\n")
    pages = pypi_laboratory.write("pages.py", _say("one"))
    server = pypi_laboratory.serve("start-server", str(script))
    pages.write_text(_say("two"))
    with pytest.raises(AssertionError):
        wait_for("the new text", lambda: _page(server) == (200, "two"), within=3, every=0.2)


def test_no_request_fails_for_long_while_the_application_is_loaded_anew(pypi_laboratory: Laboratory) -> None:
    script = pypi_laboratory.write("app.wsgi", _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    script.write_text(_say("two"))
    statuses = []

    def served() -> bool:
        status, body = _page(server)
        statuses.append(status)
        return body == "two"

    wait_for("the new text", served, within=SOON)
    assert set(statuses) == {200}


def test_an_error_in_the_settings_is_shown_and_mended(laboratory: Laboratory) -> None:
    project = laboratory.example("hello")
    settings = project / "hello" / "settings.py"
    original = settings.read_text()
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", directory=project)
    for mistake, shown in (
        ("NO = SUCH_NAME\n", "NameError"),
        ("INSTALLED_APPS = ['no.such']\n", "No module named 'no'"),
    ):
        settings.write_text(original + mistake)
        server.wait_for_output(f"(?s){shown}.*Waiting for a change", within=SOON)
        status, page = _page(server)
        assert status == 500 and shown in page
        server.take_note()
        settings.write_text(original)
        _wait_for_text(server, "Hello from Apache and mod_wsgi.\n")


@pytest.mark.parametrize(
    "options", [(), ("--reload-strategy", "restart"), ("--embedded-mode",)], ids=["standby", "restart", "embedded"]
)
def test_a_mistake_in_a_view_of_django_is_shown_once_and_mended(
    laboratory: Laboratory, options: tuple[str, ...]
) -> None:
    """Django imports its views with the first request, and cannot show what goes wrong then."""
    project = laboratory.example("hello")
    urls = project / "hello" / "urls.py"
    original = urls.read_text()
    laboratory.write("hello/hello/views.py", "MISTAKE = (")
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", *options, directory=project)
    for broken in (True, False, True):
        urls.write_text(original + "from hello import views\n" * broken)
        if broken:
            wait_for("the traceback", partial(_shows_mistake, server), within=SOON, every=0.1)
        else:
            _wait_for_text(server, "Hello from Apache and mod_wsgi.\n")
    status, page = _page(server)
    assert status == 500 and 'views.py", line 1' in page and "site-packages" not in page
    wait_for("the second traceback", lambda: server.output.count("SyntaxError") >= 2, within=SOON)
    assert server.output.count("SyntaxError") == 2, server.output
    server.assert_quiet("WSGI0174|exception raised|Exception occurred")


def _shows_mistake(server: Server) -> bool:
    return "SyntaxError" in _page(server)[1]


READS_ENVIRONMENT = """\
import os, pathlib

for line in (pathlib.Path(__file__).resolve().parents[{levels}] / ".env").read_text().splitlines():
    name, _, value = line.partition("=")
    os.environ.setdefault(name, value.strip("'"))

"""


@pytest.mark.parametrize("reader", ["settings.py", "manage.py"])
@pytest.mark.parametrize("options", [(), ("--reload-strategy", "restart")], ids=["standby", "restart"])
def test_an_edit_of_the_environment_file_reaches_who_reads_it(
    pypi_laboratory: Laboratory, options: tuple[str, ...], reader: str
) -> None:
    """As most readers do, this one leaves a variable alone that is set, and by the time of the server it is."""
    project = pypi_laboratory.example("hello")
    place = project / "manage.py" if reader == "manage.py" else project / "hello" / "settings.py"
    place.write_text(READS_ENVIRONMENT.format(levels=0 if reader == "manage.py" else 1) + place.read_text())
    urls = project / "hello" / "urls.py"
    urls.write_text(
        urls.read_text().replace(
            '"Hello from Apache and mod_wsgi.\\n"',
            '" ".join(os.environ.get(name, "-") for name in ("ONE", "TWO", "OURS", "SAME"))',
        )
        + "\nimport os\n"
    )
    environment = pypi_laboratory.write("hello/.env", "ONE=1\nTWO='two'\nOURS=file\nSAME=user\n")
    words = ("--reload-on-changes", *options)
    ours = {"OURS": "user", "SAME": "user"}
    server = pypi_laboratory.serve("manage.py runmodwsgi", *words, directory=project, variables=ours)
    _wait_for_text(server, "1 two user user")
    environment.write_text("ONE='a b' \nTWO=2\nOURS=other\nSAME=other\n")
    _wait_for_text(server, "a b 2 user user")
    environment.write_text("ONE=3\n")
    _wait_for_text(server, "3 - user user")
    environment.write_text("ONE=4\nTWO=back\n")
    _wait_for_text(server, "4 back user user")


def test_what_the_urls_read_while_they_are_imported_is_as_in_a_request(pypi_laboratory: Laboratory) -> None:
    """Relative URLs of files begin where the application is mounted, from their first use on."""
    project = pypi_laboratory.example("hello")
    urls = project / "hello" / "urls.py"
    urls.write_text(
        "from django.conf import settings\n"
        + urls.read_text()
        .replace("urlpatterns", "URL = settings.MEDIA_URL\nurlpatterns")
        .replace('"Hello from Apache and mod_wsgi.\\n"', 'f"{URL} {settings.MEDIA_URL} {settings.STATIC_URL}"')
    )
    with (project / "hello" / "settings.py").open("a") as settings:
        settings.write('\nMEDIA_URL = "media/"\nSTATIC_URL = "static/"\n')
    words = ("--reload-on-changes", "--mount-point", "/site")
    server = pypi_laboratory.serve("manage.py runmodwsgi", *words, directory=project)
    assert _page(server, "/site/") == (200, "/site/media/ /site/media/ /site/static/")


def test_a_module_that_is_new_or_gone_is_noticed(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    script = laboratory.write(
        "app.wsgi",
        "try:\n    import plugins.one\n    TEXT = 'with'\n"
        "except ImportError:\n    TEXT = 'without'\n" + _say("X").replace("'X'", "TEXT"),
    )
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    _wait_for_text(server, "without")
    for _ in range(2):
        plugin = laboratory.write("plugins/one.py", "A = 1\n")
        _wait_for_text(server, "with")
        plugin.unlink()
        _wait_for_text(server, "without")
        plugin.parent.rename(script.with_name("elsewhere"))
        laboratory.write("elsewhere/one.py", "A = 1\n")
        script.with_name("elsewhere").rename(plugin.parent)
        _wait_for_text(server, "with")
        plugin.unlink()
        _wait_for_text(server, "without")


def test_a_project_whose_directory_is_removed_and_made_anew_goes_on(laboratory: Laboratory) -> None:
    """It is the working directory of each process, and the kernel says nothing of the end of one."""
    script = laboratory.write("project/app.wsgi", _say("one").replace("'one'.encode()", "open('text').read().encode()"))
    project = script.parent
    laboratory.write("project/text", "one")
    profile = "version: 1\ndefault: a\nprofiles:\n  a: {{reload-on-changes: true, watch: [text], threads: {threads}}}\n"
    laboratory.write("project/expressway.yaml", profile.format(threads=3))
    server = laboratory.serve("start-server", "app.wsgi", directory=project)
    _wait_for_text(server, "one")
    shutil.copytree(project, project.with_name("copy"))
    shutil.rmtree(project)
    server.wait_for_output("Waiting for a change", within=SOON)
    shutil.copytree(project.with_name("copy"), project)
    (project / "text").write_text("two")
    _wait_for_text(server, "two")
    (project / "text").write_text("three")
    _wait_for_text(server, "three")
    (project / "expressway.yaml").write_text(profile.format(threads=4))
    server.wait_for_output("threads 3 → 4", within=SOON)
    _wait_for_text(server, "three")


def test_a_mistake_that_stays_is_shown_once_and_said_again(pypi_laboratory: Laboratory) -> None:
    script = pypi_laboratory.write("app.wsgi", _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for edit in ("# first", "# second", "# third"):
        script.write_text(f"raise ValueError('wrong')  {edit[:2]}\n" + _say("two"))
        count = server.output.count("Waiting for a change")
        wait_for("the failure", partial(_says_more_often, server, count), within=SOON)
    assert server.output.count("Traceback") == 1, server.output
    assert server.output.count("Still the same: ValueError: wrong") == 2
    for _ in range(2):
        script.write_text(_say("two"))
        _wait_for_text(server, "two")
        script.write_text("raise ValueError('wrong')\n")
        server.wait_for_output("(?s)serves.*Traceback", within=SOON)
    assert "Still" not in server.output.rpartition("serves")[2]


def _says_more_often(server: Server, count: int) -> bool:
    return server.output.count("Waiting for a change") > count


def test_an_application_that_listens_when_it_is_imported_is_told_what_it_needs(pypi_laboratory: Laboratory) -> None:
    port = free_port()
    listens = f"import socket\nTAKEN = socket.create_server(('127.0.0.1', {port}))\n"
    script = pypi_laboratory.write("app.wsgi", listens + _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    script.write_text(listens + _say("two"))
    server.wait_for_output("--reload-strategy restart", within=SOON)
    server.stop()
    script.write_text(listens + _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--reload-strategy", "restart")
    for text in ("two", "three"):
        script.write_text(listens + _say(text))
        _wait_for_text(server, text)


def test_an_import_that_hangs_is_told_once_and_the_next_edit_serves(pypi_laboratory: Laboratory) -> None:
    script = pypi_laboratory.write("app.wsgi", _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    script.write_text("import time\ntime.sleep(3600)\n")
    server.wait_for_output("still being imported, 5 s after a change of app.wsgi", within=SOON)
    script.write_text(_say("two"))
    _wait_for_text(server, "two")
    assert server.output.count("still being imported") == 1


def test_a_view_that_hangs_holds_up_no_reload(laboratory: Laboratory) -> None:
    hanging = (
        "import time\n"
        "def application(environ, start_response):\n"
        "    if environ['PATH_INFO'] == '/hang':\n"
        "        time.sleep(3600)\n"
        "    start_response('200 OK', [])\n"
        "    return [b'{}']\n"
    )
    script = laboratory.write("app.wsgi", hanging.format("one"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    thread = threading.Thread(target=_page, args=(server, "/hang"), daemon=True)
    thread.start()
    time.sleep(0.3)
    for text in ("two", "three"):
        script.write_text(hanging.format(text))
        _wait_for_text(server, text)
    server.take_note()
    server.stop(within=15)
    server.assert_nothing_left(within=5)


@pytest.mark.parametrize("first", ["emptied", "removed"])
def test_a_save_in_two_steps_shows_no_mistake(pypi_laboratory: Laboratory, first: str) -> None:
    """Some editors empty or remove a file, and write it then."""
    pypi_laboratory.write("app.wsgi", "from pages import application\n")
    pages = pypi_laboratory.write("pages.py", _say("one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three", "four"):
        if first == "emptied":
            pages.write_text("")
        else:
            pages.unlink()
        time.sleep(0.05)
        pages.write_text(_say(text))
        _wait_for_text(server, text)
    assert len(reloads(server)) == 3
    server.assert_quiet("Traceback")
