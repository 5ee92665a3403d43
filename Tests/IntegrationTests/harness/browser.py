"""A real browser without a screen, driven over the Chrome DevTools Protocol through a pair of pipes."""

import fcntl
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from harness.people import SOMEBODY, SUITE_IS_ROOT
from harness.waiting import wait_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 30


class Page:
    """A page in a tab of its own."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser = browser
        self._session = session
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)

    def navigate(self, url: str) -> None:
        """Asks for URL, and does not wait for it."""
        self.call("Page.navigate", url=url)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; None as well while the page changes."""
        try:
            answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        except BrowserError:
            return None
        return answer["result"].get("value")

    @property
    def text(self) -> str:
        return self.evaluate("document.body ? document.body.innerText : ''") or ""

    def wait_for_text(self, text: str, within: float = 10) -> None:
        """Waits until the page shows TEXT, without doing anything."""
        try:
            wait_for(f"{text!r} in the browser", lambda: text in self.text, within=within)
        except AssertionError as error:
            raise AssertionError(f"{error}; it shows {self.text!r}") from None

    def wait_for_stream(self) -> None:
        """Waits until the page follows."""

        def look() -> bool:
            entries = "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/live/script.js'))"
            return bool(self.evaluate(f"document.readyState === 'complete' && {entries}"))

        wait_for("the page follows", look, within=_PATIENCE)


class BrowserError(Exception):
    """The browser refused a command."""


class Browser:
    """Speaks with a running Chromium: JSON texts, each ended by a NUL."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        partial = b""
        while chunk := os.read(self._reading, 65536):
            *texts, partial = (partial + chunk).split(b"\0")
            for text in texts:
                message = json.loads(text)
                if "id" in message:
                    self._answers[message["id"]].put(message)

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        answers = self._answers[self._number] = queue.Queue()
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        answer = answers.get(timeout=_PATIENCE)
        if "error" in answer:
            raise BrowserError(answer["error"]["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, url: str) -> Page:
        """URL in a new tab."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        page.navigate(url)
        return page


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium with a profile of its own, which is gone afterwards."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(prefix="ew-browser-", ignore_cleanup_errors=True) as home:
        SOMEBODY.owns(home)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        # Beyond the two numbers at which Chromium expects them.
        inward, outward = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in (theirs_in, theirs_out))
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            f"--user-data-dir={home}/profile",
            "--remote-debugging-pipe",
        ]
        identity: dict[str, Any] = {}
        if SUITE_IS_ROOT:
            identity = {"user": SOMEBODY.user, "group": SOMEBODY.group, "extra_groups": []}
        process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{inward} 4>&{outward}', "bash", CHROMIUM, *options],
            pass_fds=(inward, outward),
            env={"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **identity,
        )
        for descriptor in (theirs_in, theirs_out, inward, outward):
            os.close(descriptor)
        try:
            yield Browser(ours_in, ours_out)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(ours_out)
