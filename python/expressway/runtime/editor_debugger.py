"""debugpy: an editor attaches on a loopback port and shows what a debugger on the terminal would."""

from __future__ import annotations

import json
import os
import socket
import threading

from .loading import DebuggerUnavailable
from .prompting import say

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

HOST = "127.0.0.1"


class EditorDebugger:
    """debugpy, listening from the time it is made."""

    def __init__(self, port: int) -> None:
        """Returns when an editor has attached. PORT 0 is a free one."""
        # debugpy would warn of breakpoints in Python's own frozen modules.
        os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        import debugpy

        self._debugpy: Any = debugpy
        self._here = threading.local()
        port = _available(port)
        # Its adapter would otherwise be a process that outlives the server for as long as an editor is attached.
        debugpy.listen((HOST, port), in_process_debug_adapter=True)
        say(_words(port))
        debugpy.wait_for_client()
        say("expressway: the editor is attached")

    # What `watching.watched` asks for

    def begin_request(self, frame: FrameType) -> None:
        pass

    def enter(self) -> None:
        # Apache has made this thread, so debugpy has not seen it begin.
        if not getattr(self._here, "is_known", False):
            self._here.is_known = True
            self._debugpy.debug_this_thread()

    def leave(self) -> None:
        pass

    def examine(self, error: BaseException, title: str) -> None:
        """Stops in the editor, if "Uncaught Exceptions" is ticked there."""
        if not self._debugpy.is_client_connected():
            return
        trigger = getattr(self._debugpy, "trigger_exception_handler", None)  # since 1.8.22
        if trigger is not None:
            trigger(error)
        else:
            _stop_at(error)

    @property
    def breakpoint_hook(self) -> Callable[..., None]:
        """For `sys.breakpointhook`: debugpy's own, because it stops in the frame that calls it."""
        return self._debugpy.breakpoint  # type: ignore[no-any-return]


def _stop_at(error: BaseException) -> None:
    """What `trigger_exception_handler` does, for a debugpy that does not have it yet."""
    import pydevd

    debugger = pydevd.get_global_debugger()
    thread = threading.current_thread()
    information = debugger.set_additional_thread_info(thread)
    information.is_tracing += 1
    try:
        debugger.stop_on_unhandled_exception(debugger, thread, information, (type(error), error, error.__traceback__))
    finally:
        information.is_tracing -= 1


def _available(port: int) -> int:
    """The port, or a free one for 0: debugpy listens on a thread, where nobody would hear that it cannot."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise DebuggerUnavailable(
                f"debugpy cannot listen on {HOST}:{port}: {error.strerror}; "
                f"name another port with --debugger-port, or 0 for a free one"
            ) from None
        free: int = listener.getsockname()[1]
        return free


def _words(port: int) -> str:
    entry: dict[str, Any] = {
        "name": "Expressway: attach",
        "type": "debugpy",
        "request": "attach",
        "connect": {"host": HOST, "port": port},
        "pathMappings": [{"localRoot": "${workspaceFolder}", "remoteRoot": os.getcwd()}],
        "justMyCode": True,
    }
    if _is_installed("django"):
        entry["django"] = True
    text = json.dumps(entry, indent=4)
    return (
        f"\nexpressway: debugpy listens on {HOST}:{port} and waits for an editor, before the application is imported."
        f'\nThe entry for .vscode/launch.json, below "configurations":\n{text}'
    )


def _is_installed(name: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False
