"""`--live-reload`: a browser that shows a page follows what is saved."""

import gzip
import http.client
import re
import time
from collections.abc import Callable, Iterator

import pytest

from harness import web
from harness.laboratory import Laboratory
from harness.live_pages import FLAGS, PAGES, write_pages
from harness.reloading import save
from harness.running import Server, Word
from harness.waiting import wait_for

STREAM = "/__expressway__/live/events"
SCRIPT = "/__expressway__/live/script.js"
TAG = f'<script src="{SCRIPT}" async></script>'
SOON = 10


class _Stream:
    """A reader of the events."""

    def __init__(self, server: Server, headers: dict[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
        self._connection.request("GET", STREAM, headers=headers or {})
        self.response = self._connection.getresponse()

    def next(self) -> tuple[str, int]:
        """The version that the next event names, and since when it holds."""
        fields: dict[str, str] = {}
        while "data" not in fields:
            line = self._line()
            name, _, value = line.partition(": ")
            fields[name] = value
        return fields["id"], int(fields["data"])

    def _line(self) -> str:
        line = self.response.readline()
        assert line, "the stream has ended"
        return line.decode().rstrip("\n")

    def wait_for_end(self) -> None:
        while self.response.readline():
            pass

    def close(self) -> None:
        self.response.close()
        self._connection.close()


Follow = Callable[..., _Stream]


@pytest.fixture
def follow() -> Iterator[Follow]:
    """Opens streams; all are closed in the end."""
    streams: list[_Stream] = []

    def open_stream(server: Server, headers: dict[str, str] | None = None) -> _Stream:
        streams.append(_Stream(server, headers))
        return streams[-1]

    yield open_stream
    for stream in streams:
        stream.close()


def test_the_stream_tells_of_a_generation_as_soon_as_it_serves(laboratory: Laboratory, follow: Follow) -> None:
    pages = write_pages(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS)
    streams = [follow(server) for _ in range(5)]
    first = {stream.next() for stream in streams}
    assert len(first) == 1
    for text in ("two", "three", "four"):
        save(pages, PAGES.format(text=text))
        told = {stream.next() for stream in streams}
        assert f"<p>{text}</p>" in server.get("/").text
        assert len(told) == 1 and told.isdisjoint(first)
        first |= told
        [(_, since)] = told
        assert time.time() * 1000 - 3000 < since < time.time() * 1000
    late = follow(server)
    assert late.next() in told
    headers = late.response.headers
    assert headers["Content-Type"] == "text/event-stream" and headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("arguments", [["--reload-strategy", "restart"], ["--embedded-mode"]], ids=" ".join)
def test_it_follows_other_ways_of_reloading(laboratory: Laboratory, follow: Follow, arguments: list[str]) -> None:
    pages = write_pages(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS, *arguments)
    version, _ = follow(server).next()
    save(pages, PAGES.format(text="two"))
    seen = {version}

    def told() -> bool:
        try:
            stream = follow(server)
            while True:
                seen.add(stream.next()[0])
                if len(seen) > 1:
                    return True
        except (OSError, AssertionError, http.client.HTTPException):
            return False

    wait_for("an event", told, within=SOON)
    assert "<p>two</p>" in server.get("/").text


def test_pages_follow_an_edit_of_the_profile_as_well(pypi_laboratory: Laboratory, follow: Follow) -> None:
    def write(*settings: str) -> None:
        lines = "".join(f"    {setting}\n" for setting in ("reload-on-changes: true", *settings))
        pypi_laboratory.write("expressway.yaml", f"version: 1\ndefault: one\nprofiles:\n  one:\n{lines}")

    write_pages(pypi_laboratory)
    style = pypi_laboratory.write("style.css", "p {}")
    write()
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    assert TAG not in server.get("/").text
    write("live-reload: true")
    server.wait_for_output(r"(?s)Ready after.*Ready after", within=SOON)
    assert TAG in server.get("/").text
    stream = follow(server)
    before = stream.next()
    write("live-reload: true", "setenv: {LEVEL: '2'}")
    server.wait_for_output("Reloaded in", within=SOON)
    stream.wait_for_end()
    assert follow(server).next() not in (None, before)
    write("live-reload: true", "setenv: {LEVEL: '2'}", "ignore: ['*.css']")
    server.wait_for_output("ignore –", within=SOON)
    last = follow(server).next()
    save(style, "p { color: red }")
    time.sleep(1)
    assert follow(server).next() == last
    assert server.running


def test_a_failed_import_and_its_mending_are_told(pypi_laboratory: Laboratory, follow: Follow) -> None:
    pages = write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    stream = follow(server)
    stream.next()
    save(pages, "import nothing_of_that_name\n")
    stream.next()
    failure = server.get("/", {"Accept": "text/html"})
    assert failure.status == 500 and failure.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "nothing_of_that_name" in failure.text and failure.text.count(TAG) == 1
    assert server.get("/").headers["Content-Type"] == "text/plain; charset=utf-8"
    save(pages, PAGES.format(text="mended"))
    stream.next()
    assert "<p>mended</p>" in server.get("/").text


def test_a_file_that_needs_no_new_process_is_told_as_well(pypi_laboratory: Laboratory, follow: Follow) -> None:
    write_pages(pypi_laboratory)
    style = pypi_laboratory.write("static/style.css", "p {}")
    away = pypi_laboratory.write(pypi_laboratory.scratch / "away" / "style.css", "p {}")
    aliases = ["--url-alias", "/away", str(away.parent)]
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS, *aliases)
    stream = follow(server)
    before, _ = stream.next()
    for file in (style, away):
        save(file, "p { color: red }")
        version, _ = stream.next()
        assert version != before
        before = version
    assert "Reloaded" not in server.output


def test_a_save_of_several_kinds_of_files_is_told_once_and_when_all_of_it_serves(
    pypi_laboratory: Laboratory, follow: Follow
) -> None:
    pages = write_pages(pypi_laboratory)
    style = pypi_laboratory.write("style.css", "p {}")
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    stream = follow(server)
    seen = [stream.next()]
    for number in range(5):
        save(pages, PAGES.format(text=f"text {number}") + "time.sleep(0.5)\n")
        save(style, f"p {{ margin: {number}px }}")
        seen.append(stream.next())
        assert f"text {number}" in server.get("/").text
    save(style, "p {}")
    seen.append(stream.next())
    time.sleep(1)
    assert follow(server).next() == seen[-1]
    assert len(set(seen)) == 7


def test_a_template_that_django_keeps_is_told_when_it_is_served(laboratory: Laboratory, follow: Follow) -> None:
    project = laboratory.example("library")
    template = project / "catalogue/templates/catalogue/base.html"
    manage: list[Word] = [laboratory.virtual_environment.python, "manage.py", "migrate", "--verbosity", "0"]
    assert laboratory.execute(manage, directory=project).finish(30).code == 0
    server = laboratory.serve("manage.py runmodwsgi", *FLAGS, directory=project)
    stream = follow(server)
    stream.next()
    # What Django keeps is known a moment after the first request.
    server.get("/")
    time.sleep(1)
    for number in range(3):
        save(template, template.read_text().replace("</body>", f"<p>edit {number}</p></body>"))
        stream.next()
        assert f"edit {number}" in server.get("/").text
    version = follow(server).next()
    time.sleep(0.5)
    assert follow(server).next() == version


def test_the_script_is_in_the_html_of_the_application_alone(laboratory: Laboratory) -> None:
    write_pages(laboratory)
    laboratory.write("files/page.html", "<html><body>static</body></html>")
    aliases = ["--url-alias", "/files", "files"]
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS, *aliases)
    page = server.get("/")
    assert page.text == f"<!DOCTYPE html><html><body><p>one</p>{TAG}</body></html>\n"
    assert page.headers["Content-Length"] in (None, str(len(page.body)))
    for path in ("/capital", "/404", "/500"):
        assert TAG in server.get(path).text
    assert server.get("/long").body.endswith(f"xxx{TAG}</body></html>".encode())
    for path in ("/json", "/text", "/part", "/stream", "/files/page.html"):
        assert "__expressway__" not in server.get(path).text
    part = server.get("/part")
    assert part.headers["Content-Length"] == str(len(part.body))
    unchanged = server.get("/", {"If-None-Match": '"one"'})
    assert (unchanged.status, unchanged.body) == (304, b"")
    head = web.request(server.port, "/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    script = server.get(SCRIPT)
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8" and "EventSource" in script.text


@pytest.mark.parametrize("arguments", [[], ["--compress-responses"]], ids=["", "with Apache's own compression"])
def test_compressed_pages_stay_whole(laboratory: Laboratory, arguments: list[str]) -> None:
    write_pages(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS, *arguments)
    browsers = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
    for path in ("/", "/zipped"):
        page = server.get(path, browsers)
        assert TAG in page.text and page.headers["Content-Encoding"] is None
    for path in ("/", "/zipped", "/always-zipped"):
        page = server.get(path, {"Accept": "*/*", "Accept-Encoding": "gzip"})
        is_zipped = page.headers["Content-Encoding"] == "gzip"
        assert is_zipped or (path == "/" and not arguments)
        assert b"<p>one</p>" in (gzip.decompress(page.body) if is_zipped else page.body)


def test_a_response_that_comes_piece_by_piece_still_does(laboratory: Laboratory) -> None:
    write_pages(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SOON)
    connection.request("GET", "/stream", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    times = []
    while response.read1(65536):
        times.append(time.monotonic())
    connection.close()
    assert times[-1] - times[0] > 0.8
    assert len(times) >= 4


@pytest.mark.parametrize("arguments", [[], ["--embedded-mode"]], ids=["", "embedded"])
def test_open_streams_do_not_hold_up_the_end(laboratory: Laboratory, follow: Follow, arguments: list[str]) -> None:
    write_pages(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS, *arguments)
    streams = [follow(server) for _ in range(6)]
    for stream in streams:
        stream.next()
    # Held up, it would take the six seconds that requests in flight are given.
    server.stop(within=4)
    for stream in streams:
        stream.wait_for_end()
    laboratory.assert_private_directories_are_empty()


def test_streams_take_no_connection_from_requests(pypi_laboratory: Laboratory, follow: Follow) -> None:
    write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS, "--max-clients", "1")
    streams = [follow(server) for _ in range(6)]
    for stream in streams:
        stream.next()
    assert "<p>one</p>" in server.get("/").text
    # Those that are gone make room.
    for _ in range(2):
        for stream in streams:
            stream.close()
        time.sleep(6.5)
        streams = [follow(server) for _ in range(6)]
        for stream in streams:
            stream.next()


def test_what_the_user_has_set_up_leads_no_stream_astray(pypi_laboratory: Laboratory, follow: Follow) -> None:
    write_pages(pypi_laboratory)
    pypi_laboratory.write("rules.conf", "RewriteRule ^ /index.html [L]\n")
    pypi_laboratory.write("site/index.html", "rewritten")
    pypi_laboratory.write("users.py", "def check_password(environ, user, password):\n    return None\n")
    arguments = ["--rewrite-rules", "rules.conf", "--document-root", "site", "--auth-user-script", "users.py"]
    server = pypi_laboratory.begin("start-server", "app.wsgi", *FLAGS, *arguments, "--access-log")
    server.wait_for_output("Ready after")
    cookies = {f"Cookie{number}": "x" * 500 for number in range(10)}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    assert re.fullmatch(r"\w+-1", follow(server, headers).next()[0])
    assert server.get("/").status == 401
    wait_for("the access log", lambda: '"GET / HTTP/1.1" 401' in server.output, within=SOON)
    server.assert_quiet("__expressway__")


def test_a_page_under_a_mount_point_finds_the_script(pypi_laboratory: Laboratory, follow: Follow) -> None:
    write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS, "--mount-point", "/deep/down", path="/deep/down")
    assert TAG in server.get("/deep/down/").text
    follow(server).next()


def test_other_sites_and_other_requests_get_no_stream(pypi_laboratory: Laboratory) -> None:
    write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    assert server.get(STREAM, {"Sec-Fetch-Site": "cross-site"}).status == 403
    assert server.post(STREAM, body=b"x").status == 405
    assert server.get("/__expressway__/live").status == 404
    assert server.get("/__expressway__/live/../x").status in (200, 404)


def test_root_serves_streams_through_the_processes_of_somebody_else(
    root_laboratory: Laboratory, follow: Follow
) -> None:
    pages = write_pages(root_laboratory)
    server = root_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    stream = follow(server)
    stream.next()
    save(pages, PAGES.format(text="two"))
    stream.next()


def test_without_the_flag_nothing_is_there(pypi_laboratory: Laboratory) -> None:
    write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    assert "__expressway__" not in server.get("/").text
    assert "<p>one</p>" in server.get(STREAM).text
    server.assert_quiet("Live reload")


@pytest.mark.parametrize(
    ("arguments", "needles"),
    [
        (["start-server", "--live-reload"], ["--live-reload", "needs '--reload-on-changes'"]),
        (["start-server", *FLAGS, "--host", "0.0.0.0"], ["--live-reload", "--allow-remote-debug"]),
        (["setup-server", *FLAGS, "--server-root", "root"], ["--live-reload", "for development"]),
        (["start-server", *FLAGS, "--application-type", "static"], ["--live-reload", "an application"]),
    ],
    ids=["alone", "in the network", "in production", "without an application"],
)
def test_it_is_refused_where_it_cannot_be(
    pypi_laboratory: Laboratory, arguments: list[str], needles: list[str]
) -> None:
    write_pages(pypi_laboratory)
    front_end, *flags = arguments
    script = [] if "static" in flags else ["app.wsgi"]
    pypi_laboratory.run(front_end, *script, *flags).assert_one_clear_message(*needles)


def test_debug_mode_says_that_it_yields(pypi_laboratory: Laboratory) -> None:
    write_pages(pypi_laboratory)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS, "--debug-mode")
    server.wait_for_output(r"reload-on-changes,\s+live-reload yield to it")
    assert "__expressway__" not in server.get("/").text
