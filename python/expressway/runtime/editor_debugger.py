"""debugpy: an editor attaches on a loopback port and shows what a debugger on the terminal would."""

from __future__ import annotations

import json
import os
import sys
import threading

from .prompting import say

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

HOST = "127.0.0.1"


class EditorDebugger:
    """debugpy, listening from the time it is made."""

    def __init__(self, port: int) -> None:
        """Returns when an editor has attached. PORT 0 is a free one."""
        import debugpy

        self._debugpy: Any = debugpy
        self._here = threading.local()
        debugpy.configure(python=_interpreter(), subProcess=False)
        host, port = debugpy.listen((HOST, port))
        say(_words(host, port))
        debugpy.wait_for_client()
        say("expressway: the editor is attached")

    # What `watching.watched` asks for

    def begin_request(self, frame: FrameType) -> None:
        pass

    def enter(self) -> None:
        # Apache has made this thread, so debugpy has not seen it begin.
        if not getattr(self._here, "is_known", False):
            self._here.is_known = True
            self._debugpy.trace_this_thread(True)

    def leave(self) -> None:
        pass

    def examine(self, error: BaseException, title: str) -> None:
        """Stops in the editor, if "Uncaught Exceptions" is ticked there."""
        trigger = getattr(self._debugpy, "trigger_exception_handler", None)
        if trigger is not None:
            trigger(error)

    # `breakpoint()`

    def stop_in(self, frame: FrameType) -> None:
        self._debugpy.breakpoint()


def _words(host: str, port: int) -> str:
    entry: dict[str, Any] = {
        "name": "Expressway: attach",
        "type": "debugpy",
        "request": "attach",
        "connect": {"host": host, "port": port},
        "pathMappings": [{"localRoot": "${workspaceFolder}", "remoteRoot": os.getcwd()}],
        "justMyCode": True,
    }
    if _is_installed("django"):
        entry["django"] = True
    text = json.dumps(entry, indent=4)
    return (
        f"\nexpressway: debugpy listens on {host}:{port} and waits for an editor, before the application is imported."
        f'\nThe entry for .vscode/launch.json, below "configurations":\n{text}'
    )


def _is_installed(name: str) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _interpreter() -> str:
    """Python as a program, which debugpy runs its adapter with; inside Apache `sys.executable` may be another one."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for prefix in (sys.prefix, sys.exec_prefix, sys.base_prefix):
        for name in (f"python{version}", "python3", "python"):
            path = os.path.join(prefix, "bin", name)
            if os.access(path, os.X_OK):
                return path
    return sys.executable
