"""What the recorder writes is what client and application saw, and neither notices it; on every Python that is here."""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from expressway.runtime.recording import begin

from ..conftest import PACKAGE_PARENT, clean_environment
from ..interpreters import interpreters
from .kind import PLAIN
from .reading import read_all
from .server import Server, make_environ
from .serving import hello, serve
from .trials import TRIALS


@pytest.mark.parametrize("name", TRIALS)
def test_the_record_is_what_client_and_application_saw(name: str, tmp_path: Path) -> None:
    TRIALS[name](tmp_path / "recordings")


@pytest.mark.parametrize("python", interpreters())
def test_the_record_is_the_same_with_every_python(python: str) -> None:
    ended = subprocess.run(
        [python, "-W", "error", "-B", "-m", "tests.recorder.trials"],
        cwd=PACKAGE_PARENT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_piece_is_handed_on_before_the_next_is_made(tmp_path: Path) -> None:
    made = 0

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        nonlocal made
        start_response("200 OK", PLAIN)
        for made in range(1, 4):  # noqa: B007 (it is looked at from outside)
            yield b"piece"

    body: Any = begin({"directory": str(tmp_path / "recordings")}).wrap(application)(
        make_environ(), Server().start_response
    )
    assert made == 0
    for number, _ in enumerate(body, start=1):
        assert made == number
    body.close()


def test_nothing_of_the_request_is_read_before_the_application_asks(tmp_path: Path) -> None:
    left: list[int] = []

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        left.append(environ["wsgi.input"].tell())
        return hello(environ, start_response)

    Server().serve(
        begin({"directory": str(tmp_path / "recordings")}).wrap(application), make_environ("POST", b"x" * 10_000)
    )
    assert left == [0]


def test_a_list_stays_a_list_and_a_length_a_length(tmp_path: Path) -> None:
    class Sized:
        def __len__(self) -> int:
            return 1

        def __iter__(self) -> Any:
            return iter([b"one"])

    for made in ([b"one"], (b"one",), Sized()):

        def application(environ: Any, start_response: Any, made: Any = made) -> Any:
            start_response("200 OK", PLAIN)
            return made

        body: Any = begin({"directory": str(tmp_path / "recordings")}).wrap(application)(
            make_environ(), Server().start_response
        )
        assert len(body) == 1
        assert isinstance(made, Sized) or body is made
        assert not hasattr(body, "__getitem__") or not isinstance(made, Sized)


def test_headers_that_are_no_text_disturb_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def application(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [("X-Number", 1)])
        return [b"served"]

    assert serve(begin({"directory": str(tmp_path / "recordings")}).wrap(application)).sent == [b"served"]
    assert capsys.readouterr().err.startswith("expressway: an exchange could not be recorded: TypeError")


def test_what_is_read_after_the_response_is_not_recorded(tmp_path: Path) -> None:
    environ = make_environ("POST", b"late")
    Server().serve(begin({"directory": str(tmp_path / "recordings")}).wrap(hello), environ)
    assert environ["wsgi.input"].read() == b"late"
    (recorded,) = read_all(tmp_path / "recordings")
    assert recorded.request_body == b""


def test_names_sort_by_time(tmp_path: Path) -> None:
    application = begin({"directory": str(tmp_path / "recordings")}).wrap(hello)
    for _ in range(20):
        serve(application)
    started = [one.about["started"] for one in read_all(tmp_path / "recordings")]
    assert started == sorted(started)


def test_nothing_of_an_exchange_is_left_to_the_collector(tmp_path: Path) -> None:
    class Body:
        """Holds what the server and the application have, as mod_wsgi and a middleware do."""

        def __init__(self, *held: Any) -> None:
            self.held = held

        def __iter__(self) -> Any:
            return iter([b"hello"])

    class Holding(Server):
        body: Any = None

        def serve_and_hold(self, application: Any, environ: dict[str, Any]) -> None:
            self.body = application(environ, self.start_response)
            for piece in self.body:
                self.write(piece)
            self.body.close()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return Body(environ, start_response, start_response("200 OK", PLAIN))

    recorded = begin({"directory": str(tmp_path / "recordings")}).wrap(application)
    Holding().serve_and_hold(recorded, make_environ())
    gc.collect()
    gc.disable()
    try:
        for environ in (make_environ(), make_environ("POST", b"body")):
            Holding().serve_and_hold(recorded, environ)
        del environ
        assert gc.collect() == 0
    finally:
        gc.enable()
