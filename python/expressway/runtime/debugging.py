"""The debugger in debug mode: at the start, in `breakpoint()`, and where an exception leaves the application."""

from __future__ import annotations

import os
import sys

from .loading import DebuggerUnavailable
from .watching import examine_here, watched

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

NAMES = ("pdb", "ipdb", "pudb", "debugpy")


def begin(configuration: Mapping[str, Any]) -> Debugging:
    """Makes the debugger, and waits for an editor where it is one that an editor shows.

    Keys: `name` (one of NAMES), `startup` (asks before the first request), `port` (of debugpy; 0: a free one),
    `post_mortem` (false: exceptions are the application's own business, and only `breakpoint()` stops),
    `suspensions` (the file that tells how often the server came into the background).
    Raises DebuggerUnavailable when it is not installed, or cannot listen.
    """
    return Debugging(
        configuration.get("name") or "pdb",
        bool(configuration.get("startup")),
        int(configuration.get("port") or 0),
        configuration.get("suspensions"),
        bool(configuration.get("post_mortem", True)),
    )


class Debugging:
    """The debugger that has begun."""

    def __init__(self, name: str, startup: bool, port: int, suspensions: str | None, post_mortem: bool = True) -> None:
        self._post_mortem = post_mortem
        self._startup = startup and name != "debugpy"  # an editor sets its breakpoints while we wait for it
        try:
            self._debugger = _make(name, port, suspensions)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != name:
                raise
            raise DebuggerUnavailable(
                f"the debugger '{name}' is not installed in this Python environment; "
                f"install it with: {os.path.join(sys.prefix, 'bin', 'python')} -m pip install {name}"
            ) from None
        self._listen_to_breakpoint()

    def wrap(self, application: Application) -> Application:
        """The application under the debugger; with `startup`, after a person has said that the server shall go on."""
        if not self._post_mortem:
            return watched(application, BreakpointsAlone(self._debugger))
        _listen_to_django()
        if self._startup:
            self._debugger.stop_before_the_first_request(application)
        return watched(application, self._debugger)

    def _listen_to_breakpoint(self) -> None:
        if not os.environ.get("PYTHONBREAKPOINT"):  # what a person has chosen stands, "0" included
            sys.breakpointhook = self._debugger.breakpoint_hook


class BreakpointsAlone:
    """A debugger that does not look at exceptions."""

    def __init__(self, debugger: Any) -> None:
        self.begin_request = debugger.begin_request
        self.enter = debugger.enter
        self.leave = debugger.leave

    def examine(self, error: BaseException, title: str) -> None:
        """Leaves the exception alone."""


def _make(name: str, port: int, suspensions: str | None) -> Any:
    if name == "debugpy":
        from .editor_debugger import EditorDebugger

        return EditorDebugger(port)
    from . import prompting, terminal_debuggers

    prompting.suspensions.path = suspensions
    makers = {
        "pdb": terminal_debuggers.make_pdb,
        "ipdb": terminal_debuggers.make_ipdb,
        "pudb": terminal_debuggers.make_pudb,
    }
    if name not in makers:
        raise DebuggerUnavailable(f"no debugger '{name}'; there are: {', '.join(NAMES)}")
    return terminal_debuggers.TerminalDebugger(makers[name])


def _listen_to_django() -> None:
    """Django makes a response of what a view raises, so nothing leaves the application; but it tells."""
    signals = sys.modules.get("django.core.signals")
    if signals is None:
        return

    def examine(**_: Any) -> None:
        examine_here(sys.exc_info()[1])

    signals.got_request_exception.connect(examine, weak=False, dispatch_uid="expressway-debugger")
