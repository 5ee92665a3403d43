"""Debug mode without Apache: a Python process that treats an application as mod_wsgi in `httpd -X` does.

Run as a program it is the server: signals blocked as Apache blocks them, requests on a thread that Python has not
made, standard error a pipe, the terminal its own. `Model` is what a test drives it with.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import Any

RUNTIME = Path(__file__).resolve().parents[2] / "expressway" / "runtime"
ORDERS, ANSWERS = "EXPRESSWAY_MODEL_ORDERS", "EXPRESSWAY_MODEL_ANSWERS"
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]|\x1b\(B|\x0f")


# The server


def main(root: str, configuration: str) -> None:
    import ctypes

    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    sys.path[:0] = [root, str(Path(root) / "site")]
    sys.argv = ["mod_wsgi"]
    import expressway_runtime.debugging  # type: ignore[import-not-found]

    debugging = expressway_runtime.debugging.begin(json.loads(configuration))
    from app import application  # type: ignore[import-not-found]

    application = debugging.wrap(application)
    orders = os.fdopen(int(os.environ[ORDERS]), "r")
    answers = os.fdopen(int(os.environ[ANSWERS]), "w", buffering=1)
    answers.write(json.dumps("ready") + "\n")

    def serve() -> None:
        for order in orders:
            answers.write(json.dumps(adapter(application, json.loads(order))) + "\n")
        os._exit(0)

    # Neither `threading` nor `_thread`, which debugpy would notice.
    function = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _: serve())
    thread = ctypes.c_ulong()
    assert ctypes.CDLL(None).pthread_create(ctypes.byref(thread), None, function, None) == 0
    signal.sigwait({signal.SIGTERM})
    os._exit(15)


def adapter(application: Any, path: str) -> dict[str, Any]:
    """One request as mod_wsgi's adapter runs it."""
    import traceback
    from io import BytesIO

    answer: dict[str, Any] = {"status": None, "body": ""}
    sent: list[bytes] = []

    def start_response(status: str, headers: Any, error: Any = None) -> Any:
        if error and sent:
            raise error[1].with_traceback(error[2])
        answer["status"] = int(status[:3])
        return sent.append

    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "wsgi.input": BytesIO()}
    environ |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr}
    try:
        body = application(environ, start_response)
        try:
            for piece in body:
                if piece:
                    sent.append(piece)
        finally:
            if hasattr(body, "close"):
                body.close()
    except BaseException as error:
        traceback.print_exc()
        answer["error"] = type(error).__name__
        if not sent:
            answer["status"] = 500
    answer["body"] = b"".join(sent).decode()
    answer["traced"] = sys.gettrace() is not None
    return answer


# The test's side


class Model:
    """A model server in a terminal of its own, and the engine that reads its log."""

    def __init__(
        self,
        directory: Path,
        application: str,
        python: Path | str = sys.executable,
        variables: dict[str, str] | None = None,
        **configuration: Any,
    ) -> None:
        site = directory / "site"
        site.mkdir(parents=True, exist_ok=True)
        (site / "app.py").write_text(application)
        shutil.copytree(RUNTIME, directory / "expressway_runtime", ignore=shutil.ignore_patterns("__pycache__"))
        self._window, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.modes = termios.tcgetattr(inner)
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self.log, log = os.pipe()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO"))}
        environment = kept | {
            "TERM": "xterm", "HOME": str(directory), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "",
            ORDERS: str(orders), ANSWERS: str(answers), **(variables or {}),
        }  # fmt: skip
        take_the_terminal = (
            "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
        )
        command = [python, Path(__file__), directory, json.dumps(configuration)]
        self.popen = subprocess.Popen(
            [sys.executable, "-c", take_the_terminal, *command],
            stdin=inner, stdout=inner, stderr=log, pass_fds=(orders, answers), start_new_session=True,
            env=environment, cwd=site,
        )  # fmt: skip
        self.inner = inner  # kept open: a test looks at the modes that are left
        for descriptor in (orders, answers, log):
            os.close(descriptor)
        self._seen = ""
        self._whole = ""
        self._log = bytearray()
        self._pending = b""
        self._reader = threading.Thread(target=self._read_the_log, daemon=True)
        self._reader.start()

    def _read_the_log(self) -> None:
        while chunk := os.read(self.log, 65536):
            self._log.extend(chunk)

    @property
    def screen(self) -> str:
        """All that was printed to the terminal, without colours."""
        return self._whole

    @property
    def logged(self) -> str:
        return self._log.decode(errors="replace")

    def expect_in_the_log(self, text: str, within: float = 10) -> None:
        deadline = time.monotonic() + within
        while text not in self.logged:
            assert time.monotonic() < deadline, f"no {text!r} in the log:\n{self.logged}"
            time.sleep(0.01)

    def wait_for_the_log(self) -> None:
        """Until its end: the server and all that came from it are gone."""
        self._reader.join(10)

    def expect(self, pattern: str, within: float = 20) -> re.Match[str]:
        """Waits until PATTERN appears on the screen, after what was expected before."""
        deadline = time.monotonic() + within
        while not (found := re.search(pattern, self._seen)):
            left = deadline - time.monotonic()
            ready = left > 0 and select.select([self._window], [], [], left)[0]
            try:
                chunk = os.read(self._window, 65536) if ready else b""
            except OSError:
                chunk = b""
            assert chunk, f"no {pattern!r} after:\n{self._whole}\nlog:\n{self.logged}"
            # Editors ask where the cursor is.
            if b"\x1b[6n" in chunk:
                os.write(self._window, b"\x1b[1;1R")
            text = _COLOUR.sub("", (self._pending + chunk).decode(errors="replace")).replace("\r\n", "\n")
            self._pending = b""
            self._seen += text
            self._whole += text
        self._seen = self._seen[found.end() :]
        return found

    def type(self, line: str) -> None:
        os.write(self._window, line.encode() + b"\n")

    def press(self, keys: bytes) -> None:
        os.write(self._window, keys)

    def ask(self, path: str) -> None:
        """Sends a request; `answer` has what came of it."""
        os.write(self._orders, json.dumps(path).encode() + b"\n")

    def answer(self, within: float = 20) -> Any:
        line = b""
        deadline = time.monotonic() + within
        while not line.endswith(b"\n"):
            left = deadline - time.monotonic()
            ready = left > 0 and select.select([self._answers], [], [], left)[0]
            chunk = os.read(self._answers, 1) if ready else b""
            assert chunk, f"no answer; screen:\n{self._whole}{self._seen}\nlog:\n{self.logged}"
            line += chunk
        return json.loads(line)

    def begin(self) -> None:
        assert self.answer() == "ready"

    def assert_sane(self) -> None:
        """The terminal has the modes that it had in the beginning."""
        deadline = time.monotonic() + 2
        while termios.tcgetattr(self.inner) != self.modes and time.monotonic() < deadline:
            time.sleep(0.02)
        assert termios.tcgetattr(self.inner) == self.modes

    def put_away(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
        self.popen.wait()
        self._reader.join(5)
        for descriptor in (self._window, self.inner, self._orders, self._answers, self.log):
            os.close(descriptor)


if __name__ == "__main__":
    main(*sys.argv[1:])
