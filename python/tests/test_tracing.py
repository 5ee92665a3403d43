"""An exception that leaves the application carries its traceback to mod_wsgi."""

from __future__ import annotations

import sys
import traceback
import types
from typing import Any

import pytest

from expressway.runtime.tracing import traced

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python 3.12 needs no help")


@pytest.fixture(autouse=True)
def _module(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("mod_wsgi")
    module.version = (6, 1, 1)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mod_wsgi", module)


def start_response(*_: Any) -> None:
    pass


def functions(error: BaseException) -> list[str]:
    """The functions that the traceback names, but for the test's own."""
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)][1:]


def test_an_exception_of_the_call_names_the_application_alone() -> None:
    def application(environ: Any, start_response: Any) -> Any:
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom") as caught:
        traced(application)({}, start_response)
    assert functions(caught.value) == ["application"]


def test_an_exception_in_the_middle_of_a_stream_names_the_generator_alone() -> None:
    def application(environ: Any, start_response: Any) -> Any:
        yield b"first"
        raise ValueError("in the stream")

    body = iter(traced(application)({}, start_response))
    assert next(body) == b"first"
    with pytest.raises(ValueError, match="in the stream") as caught:
        next(body)
    assert functions(caught.value) == ["application"]


def test_close_is_called_and_its_exception_goes_on() -> None:
    class Body:
        def __iter__(self) -> Any:
            return iter([b"x"])

        def close(self) -> None:
            raise ValueError("at the end")

    body: Any = traced(lambda environ, start_response: Body())({}, start_response)
    assert list(body) == [b"x"]
    with pytest.raises(ValueError, match="at the end") as caught:
        body.close()
    assert functions(caught.value) == ["close"]


def test_a_list_is_handed_on_as_it_is() -> None:
    body = [b"x"]
    assert traced(lambda environ, start_response: body)({}, start_response) is body


def test_an_older_mod_wsgi_needs_no_help(monkeypatch: pytest.MonkeyPatch) -> None:
    def application(environ: Any, start_response: Any) -> Any:
        return []

    monkeypatch.setattr(sys.modules["mod_wsgi"], "version", (4, 9, 4))
    assert traced(application) is application
    monkeypatch.delitem(sys.modules, "mod_wsgi")
    assert traced(application) is application
