"""What the recorder writes under a real Apache is what the client sent and got."""

import hashlib
import http.client
import json
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from harness import web
from harness.laboratory import Laboratory
from harness.recordings import Recording
from harness.running import Finished, Server, Word

ALL_BYTES = bytes(range(256))
SEVERAL = ["--no-debug-mode", "--processes", "2", "--threads", "5"]
MODES = {"several processes and threads": SEVERAL, "debug mode": ["--debug-mode"]}
MULTIPART = (
    b'--XX\r\nContent-Disposition: form-data; name="new_password"\r\n\r\n%s\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
)

ENVIRON = b"REQUEST_METHOD=GET\0SCRIPT_NAME=\0PATH_INFO=/found\0SERVER_NAME=host\0SERVER_PORT=80\0"
DESCRIPTION = (
    b'{"started":1,"process":1,"thread":2,"timings":{"start_response":1,"first_byte":1,"end":2},'
    b'"request_body":{"size":0,"complete":true},"status":"200 OK","response_headers":[],'
    b'"response_body":{"size":0,"complete":true},"exceptions":[]}\n'
)


def serve(laboratory: Laboratory, *options: str) -> tuple[Server, Recording]:
    laboratory.application("kinds.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", "--enable-recorder", *options)
    return server, Recording(laboratory.work / ".expressway" / "recordings")


@pytest.fixture(params=MODES)
def served(request: pytest.FixtureRequest, laboratory: Laboratory) -> tuple[Server, Recording]:
    return serve(laboratory, *MODES[request.param])


def test_every_kind_of_response_is_recorded_as_the_client_got_it(served: tuple[Server, Recording]) -> None:
    server, recording = served
    for path in ("binary", "large", "generator", "written", "handled", "file", "empty", "unchanged"):
        answer = server.get(f"/{path}")
        (recorded,) = recording.of(f"/{path}")
        assert recorded.response_body == answer.body, path
        assert int(recorded.about["status"].split()[0]) == answer.status, path
        assert recorded.about["response_body"]["complete"], path
        assert recorded.about["response_body"]["size"] == len(answer.body), path
        for name, value in recorded.about["response_headers"]:
            assert answer.headers[name] == value, path
        times = recorded.about["timings"]
        assert 0 < times["start_response"] <= times["end"], path
    recording.assert_private()


def test_a_large_file_is_sent_by_apache_and_its_size_is_recorded(served: tuple[Server, Recording]) -> None:
    server, recording = served
    assert len(server.get("/largefile").body) == 256 * 4096 - 16
    (recorded,) = recording.of("/largefile")
    assert recorded.about["response_body"] == {
        "size": 256 * 4096 - 16,
        "file": True,
        "left_out": "sent-as-file",
        "complete": True,
    }


def test_head_is_answered_as_without_the_recorder(served: tuple[Server, Recording]) -> None:
    server, recording = served
    answer = web.request(server.port, "/?head", method="HEAD")
    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", "5")
    (recorded,) = recording.of("/?head")
    assert recorded.about["status"] == "200 OK"


def test_exceptions_of_every_stage_are_recorded(served: tuple[Server, Recording]) -> None:
    server, recording = served
    assert server.get("/before").status == 500
    (before,) = recording.of("/before")
    assert (before.stages, before.about["status"]) == (["call"], None)
    # A daemon process ends such a response like any other; in debug mode Apache breaks it off.
    with suppress(http.client.HTTPException):
        server.get("/during")
    (during,) = recording.of("/during")
    assert (during.stages, during.response_body) == (["iteration"], b"so far")
    assert "answer_during" in during.about["exceptions"][0]["traceback"]
    assert server.get("/after").body == b"all"
    (after,) = recording.of("/after")
    assert after.stages == ["close"]
    server.wait_for_output("ValueError: before")


def test_uploads_are_recorded_as_they_are_read(served: tuple[Server, Recording]) -> None:
    server, recording = served
    body = ALL_BYTES * 4096
    answer = server.post("/digest", body=body, headers={"Content-Type": "image/png"})
    assert answer.text == f"{len(body)} {hashlib.sha256(body).hexdigest()}"
    (recorded,) = recording.of("/digest")
    assert recorded.request_body == body
    assert recorded.about["request_body"] == {"size": len(body), "complete": True}

    assert server.post("/unread", body=b"never").body == b"no thanks"
    (unread,) = recording.of("/unread")
    assert unread.about["request_body"] == {"size": 0, "complete": False}


def test_an_upload_of_100_megabytes_is_recorded_by_its_digest(laboratory: Laboratory) -> None:
    server, recording = serve(laboratory, *SEVERAL, "--limit-request-body", "200000000")
    body = bytes(100_000_000)
    digest = hashlib.sha256(body).hexdigest()
    assert server.post("/digest", body=body, headers={"Content-Type": "video/mp4"}).text == f"100000000 {digest}"
    (recorded,) = recording.of("/digest")
    assert recorded.about["request_body"] == {
        "size": 100_000_000,
        "left_out": "too-large",
        "sha256": digest,
        "complete": True,
    }


@pytest.mark.parametrize("mode", MODES)
def test_a_chunked_upload_is_recorded(laboratory: Laboratory, mode: str) -> None:
    server, recording = serve(laboratory, *MODES[mode], "--chunked-request")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    pieces = [b"one, ", b"two, ", b"three"]
    connection.request("POST", "/echo", body=iter(pieces), headers={"Content-Type": "image/png"}, encode_chunked=True)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    (recorded,) = recording.of("/echo")
    assert recorded.response_body == body
    assert recorded.request_body == body


def test_a_client_that_goes_away_is_noted(served: tuple[Server, Recording]) -> None:
    server, recording = served
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(b"GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(1000)
    (recorded,) = recording.of("/endless")
    assert not recorded.about["response_body"]["complete"]
    assert server.get("/").body == b"hello"


def test_secrets_do_not_reach_the_disk(served: tuple[Server, Recording]) -> None:
    server, recording = served
    multipart = MULTIPART + ALL_BYTES + b"\r\n--XX--\r\n"
    secret = {"Authorization": "Bearer hunter2", "Cookie": "sessionid=hunter2; a=hunter2", "X-Api-Key": "hunter2"}
    server.post(
        "/echo?token=hunter2",
        body=multipart.replace(b"%s", b"hunter2"),
        headers={**secret, "Content-Type": "multipart/form-data; boundary=XX"},
    )
    (recorded,) = recording.of("/echo?token=***")
    assert recorded.request_body == recorded.response_body == multipart.replace(b"%s", b"***")
    login = b'{"user": "ann", "password": "hunter2"}'
    server.post("/echo?json", body=login, headers={"Content-Type": "application/json"})
    (recorded,) = recording.of("/echo?json")
    assert recorded.request_body == login.replace(b"hunter2", b"***")
    server.post("/digest", body=b"password=hunter2&x=1", headers={"Content-Type": "application/x-www-form-urlencoded"})
    (recorded,) = recording.of("/digest")
    assert recorded.request_body == b"password=***&x=1"
    for path in recording.directory.iterdir():
        assert b"hunter2" not in path.read_bytes()


def test_secrets_are_kept_and_others_masked_as_the_options_say(laboratory: Laboratory) -> None:
    server, recording = serve(laboratory, *SEVERAL, "--recorder-redact", "X-Internal", "--recorder-body-limit", "4")
    server.get("/?masked", headers={"X-Internal": "hunter2"})
    (recorded,) = recording.of("/?masked")
    assert recorded.about["environ"]["HTTP_X_INTERNAL"] == "***"
    assert recorded.about["response_body"]["left_out"] == "too-large"
    server.stop()
    server, recording = serve(laboratory, *SEVERAL, "--recorder-keep-secrets")
    server.get("/?kept", headers={"Cookie": "a=hunter2"})
    (recorded,) = recording.of("/?kept")
    assert recorded.about["environ"]["HTTP_COOKIE"] == "a=hunter2"


def test_two_processes_and_their_threads_record_side_by_side(laboratory: Laboratory) -> None:
    server, recording = serve(laboratory, *SEVERAL)

    def ask(letter: str) -> None:
        for number in range(30):
            assert server.get(f"/echo?{letter}{number}").status == 200
        # More than one process has threads for: the other one gets some of them, whoever served so far.
        assert server.get(f"/meet?{letter}").status == 200

    with ThreadPoolExecutor(8) as pool:
        for asked in [pool.submit(ask, letter) for letter in "abcdefgh"]:
            asked.result()
    for letter in "abcdefgh":
        for number in range(30):
            assert len(recording.of(f"/echo?{letter}{number}")) == 1
    recording.assert_private()
    assert len({recording.of(f"/meet?{letter}")[0].about["process"] for letter in "abcdefgh"}) == 2


def test_the_engine_reads_what_was_recorded(laboratory: Laboratory) -> None:
    server, recording = serve(laboratory, *SEVERAL)
    server.get("/generator?first")
    recording.of("/generator?first")
    server.post("/echo?second", body=ALL_BYTES, headers={"Content-Type": "image/png"})
    recording.of("/echo?second")
    server.stop()

    def recordings(*words: Word) -> Finished:
        return laboratory.execute([laboratory.virtual_environment.expressway, "recordings", *words]).finish(10)

    listed = recordings("list")
    assert listed.code == 0
    assert listed.output.index("/generator?first") < listed.output.index("/echo?second")
    shown = recordings("show", "last")
    assert "(body: 256 B, image/png)" in shown.output
    target = laboratory.work / "all.har"
    assert recordings("har", "--output", target).code == 0
    entries = json.loads(target.read_text())["log"]["entries"]
    assert entries[-2]["response"]["content"]["text"] == "0\n1\n2\n3\n4\n"
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_archive_of_many_exchanges_needs_the_room_of_one(pypi_laboratory: Laboratory) -> None:
    server, recording = serve(pypi_laboratory, *SEVERAL)
    server.post("/echo?large", body=bytes(4_000_000), headers={"Content-Type": "image/png"})
    recording.of("/echo?large")
    server.stop()
    directory = pypi_laboratory.work / ".expressway" / "recordings"
    exchange = max(directory.glob("*.exchange"), key=lambda path: path.stat().st_size)
    for number in range(60):
        shutil.copyfile(exchange, directory / f"20260101T000000.{number:09}Z-1-abcdef-{number}.exchange")
    target = pypi_laboratory.write("all.har", "")
    target.chmod(0o644)
    limited: list[Word] = ["/bin/sh", "-c", 'ulimit -v 300000 && exec "$0" "$@"']
    command: list[Word] = [pypi_laboratory.virtual_environment.expressway, "recordings", "har", "--output", target]
    exported = pypi_laboratory.execute([*limited, *command]).finish(60)
    assert exported.code == 0, exported.output
    assert len(json.loads(target.read_text())["log"]["entries"]) == len(list(directory.glob("*.exchange")))
    assert target.stat().st_mode & 0o777 == 0o600


def test_recordings_that_cannot_be_read_are_told_in_a_few_lines(pypi_laboratory: Laboratory) -> None:
    directory = pypi_laboratory.work / "recordings"
    pypi_laboratory.write("recordings/good.exchange", "")
    for number in range(200):
        pypi_laboratory.write(f"recordings/{number:03}.exchange", "cut")

    def recordings(command: str) -> Finished:
        words: list[Word] = [pypi_laboratory.virtual_environment.expressway, "recordings", command, directory]
        return pypi_laboratory.execute(words).finish(10)

    for command in ("list", "har"):
        told = recordings(command)
        assert told.code == 78 and "none of the 201 recordings" in told.output
        assert "Nothing was recorded yet" not in told.output and told.output.count("was not read") == 1
    (directory / "good.exchange").write_bytes(
        b"expressway-exchange 1 %d %d 0 0\n" % (len(DESCRIPTION), len(ENVIRON)) + DESCRIPTION + ENVIRON
    )
    for command in ("list", "har"):
        told = recordings(command)
        assert told.code == 0 and "/found" in told.output and "190 more were not read" in told.output
        assert told.output.count("was not read") == 10


def test_the_engine_reads_the_spool_of_a_killed_process_as_the_files_that_the_next_one_makes_of_it(
    laboratory: Laboratory,
) -> None:
    def python(code: str) -> None:
        laboratory.execute([laboratory.virtual_environment.python, "-c", code]).finish(20)

    def archive() -> tuple[str, str]:
        words: list[Word] = [laboratory.virtual_environment.expressway, "recordings"]
        listed = laboratory.execute([*words, "list"]).finish(10)
        exported = laboratory.execute([*words, "har", "--output", "all.har"]).finish(10)
        assert (listed.code, exported.code) == (0, 0)
        return listed.output, (laboratory.work / "all.har").read_text()

    python(WRITE_AND_BE_KILLED)
    directory = laboratory.work / ".expressway" / "recordings"
    assert [path.name[:7] for path in directory.iterdir()] == [".spool-"]
    spooled = archive()
    python("from expressway.runtime import recording as r; r.begin({'directory': '.expressway/recordings'})")
    assert [path.suffix for path in directory.iterdir()] == [".exchange"] * 60
    assert archive() == spooled
    assert len(json.loads(spooled[1])["log"]["entries"]) == 60


WRITE_AND_BE_KILLED = """
import io, os, signal
from expressway.runtime.recording import begin

def application(environ, start_response):
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/failing":
        raise ValueError("caf\u00e9")
    content_type = environ.get("CONTENT_TYPE", "text/html; charset=utf-8")
    start_response("200 OK", [("Content-Type", content_type), ("X-Text", 'caf\u00e9 "\u0001"'), ("Set-Cookie", "a=b")])
    return iter([b"he", b"llo"] if environ["PATH_INFO"] == "/pieces" else [body or b"hello"])

def start_response(status, headers, exc_info=None):
    return print

application = begin({"directory": ".expressway/recordings"}).wrap(application)
for number in range(10):
    for path in ("/", "/pieces", "/failing", "/caf\u00e9?token=x"):
        for body, more in ((b"", {}), (bytes(range(256)), {"CONTENT_TYPE": "image/png", "CONTENT_LENGTH": "256"})):
            if path == "/failing" and body or path == "/" and number % 2:
                continue
            environ = {"REQUEST_METHOD": "POST" if body else "GET", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "x",
                       "SCRIPT_NAME": "", "PATH_INFO": path.partition("?")[0], "REQUEST_URI": path,
                       "QUERY_STRING": path.partition("?")[2], "wsgi.url_scheme": "http",
                       "HTTP_X_NUMBER": str(number), "wsgi.input": io.BytesIO(body), **more}
            try:
                response = application(environ, start_response)
            except ValueError:
                continue
            for _ in response:
                pass
            response.close()
os.kill(os.getpid(), signal.SIGKILL)
"""
