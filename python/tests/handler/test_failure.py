"""What stands in for an application that cannot be loaded: who is told what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Reports
from .requesting import request


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
