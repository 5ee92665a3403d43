"""The debuggers that ask at the terminal, pdb, ipdb and pudb: all of them children of `bdb.Bdb`.

There is one instance for the whole run, so that a breakpoint set at the start, or in one request, holds for all that
follow. Tracing belongs to a thread, and Apache makes its own: each request installs it.
"""

from __future__ import annotations

import bdb
import linecache
import os
import signal
import sys
import threading

from .failure import RUNTIME_DIRECTORY, failure_text, without_runtime
from .prompting import (
    conversation,
    follow_the_window,
    is_in_the_background,
    printable,
    say,
    suspensions,
    wait_for_the_foreground,
)
from .watching import EndedInTheDebugger

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

START = "<before the first request>"
START_HEAD = "\nexpressway: the application is loaded, and no request is served yet."


# A frame that will not run again: None would be every frame.
_NOWHERE = (lambda: sys._getframe())()


class TerminalDebugger:
    """One of the debuggers, for the start and for every request."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._debugger = make()
        self._here = threading.local()

    # What `watching.watched` asks for

    def begin_request(self, frame: FrameType) -> None:
        debugger, here = self._debugger, self._here
        here.trace = None
        if debugger.breaks:
            debugger.botframe = frame
            debugger.set_continue()  # nobody steps from one request into the next
            here.trace = debugger.trace_dispatch

    def enter(self) -> None:
        here = self._here
        here.serves = True
        here.outer = sys.gettrace()
        here.outer_of_threads = _trace_of_new_threads()
        if here.trace is not None:
            sys.settrace(here.trace)
            threading.settrace(self._trace_new_thread)

    def leave(self) -> None:
        here = self._here
        here.serves = False
        trace = sys.gettrace()
        sys.settrace(here.outer)
        threading.settrace(here.outer_of_threads)
        # Whoever steps through a streaming response goes on in its next piece.
        if trace is here.outer:
            trace = self._debugger.trace_dispatch if self._debugger.breaks else None
        here.trace = trace
        self._forget_the_bottom()

    def examine(self, error: BaseException, title: str) -> None:
        debugger, trace = self._debugger, sys.gettrace()
        sys.settrace(None)
        with conversation():
            say(f"\nexpressway: an exception left the application: {title}\n{printable(failure_text(error))}")
            debugger.reset()
            debugger.post_mortem_of(error, without_runtime(error.__traceback__) or error.__traceback__)
        debugger.botframe = sys._getframe()
        debugger.set_continue()
        if debugger.breaks or trace != debugger.trace_dispatch:
            sys.settrace(trace)

    def _forget_the_bottom(self) -> None:
        """A frame that the debugger kept would keep the request, from its environ to its response, until the next."""
        debugger = self._debugger
        bottom = getattr(debugger, "botframe", None)
        if bottom is None:
            return
        if debugger.stopframe is bottom:
            debugger.stopframe = _NOWHERE
        debugger.botframe = _NOWHERE

    # Threads that a request starts: Django runs its `async` views in one

    def _trace_new_thread(self, frame: FrameType, event: str, argument: Any) -> Any:
        debugger = self._for_another_thread()
        if debugger is not self._debugger:
            debugger.reset()
            debugger.botframe = frame.f_back
            debugger.set_continue()
        sys.settrace(debugger.trace_dispatch)
        return debugger.trace_dispatch(frame, event, argument)

    def _for_another_thread(self) -> Any:
        """Its steps are no steps of the request; its breakpoints are those of all."""
        if self._debugger.is_the_only_one:
            return self._debugger
        debugger = self._make()
        debugger.breaks = self._debugger.breaks
        return debugger

    # `breakpoint()` and the start

    def breakpoint_hook(self, *arguments: Any, **named: Any) -> None:
        """For `sys.breakpointhook`: stops in the frame that calls it."""
        serves = getattr(self._here, "serves", False)
        debugger = self._debugger if serves else self._for_another_thread()
        trace = sys.gettrace()
        sys.settrace(None)  # or a debugger that steps would show itself
        debugger.set_trace(sys._getframe(1))
        if sys.gettrace() is None:
            sys.settrace(trace)  # pudb can be told to pass a `breakpoint()` by

    def stop_before_the_first_request(self, application: Any) -> None:
        """Asks what to do, with the application at hand; returns when the server shall go on."""
        source = f"pass  # {self._debugger.start_hint}\n"
        linecache.cache[START] = (len(source), None, [source], START)
        names = {"__name__": "__main__", "application": application}
        outer = sys.gettrace()
        say(START_HEAD + self._debugger.start_words)
        try:
            self._debugger.run(compile(source, START, "exec"), names)
        except EndedInTheDebugger:
            _end_the_server()
        finally:
            sys.settrace(outer)


class OnATerminal:
    """Mixed into a debugger: it shows nothing of this runtime, and knows what a shared terminal does."""

    is_the_only_one = False
    start_hint = ""
    start_words = ""

    def trace_dispatch(self, frame: FrameType, event: str, argument: Any) -> Any:
        try:
            return super().trace_dispatch(frame, event, argument)  # type: ignore[misc]
        except bdb.BdbQuit:
            raise EndedInTheDebugger from None

    def stop_here(self, frame: FrameType) -> bool:
        return not _is_machinery(frame) and bool(super().stop_here(frame))  # type: ignore[misc]

    def get_stack(self, frame: FrameType | None, frames: Any) -> tuple[list[Any], int]:
        stack, index = super().get_stack(frame, frames)  # type: ignore[misc]
        hidden = 0
        while hidden < index and _is_machinery(stack[hidden][0]):
            hidden += 1
        return stack[hidden:], index - hidden

    def interaction(self, *arguments: Any, **named: Any) -> None:
        with conversation():
            super().interaction(*arguments, **named)  # type: ignore[misc]
        if "curframe_locals" in vars(self):  # pdb forgets the rest
            self.curframe_locals: dict[str, Any] = {}

    def clear_all_breaks(self) -> Any:
        breaks = self.breaks  # type: ignore[has-type]  # of all threads: the same object, then as now
        answer = super().clear_all_breaks()  # type: ignore[misc]
        breaks.clear()
        self.breaks = breaks
        return answer

    def post_mortem_of(self, error: BaseException, frames: Any) -> None:
        # Of the exception itself, where pdb can show those before it as well.
        self.interaction(None, error if sys.version_info >= (3, 13) else frames)


class WithPrompt(OnATerminal):
    """What the debuggers with a command line have in common."""

    start_hint = "import mysite.views; break mysite.views.home; continue"
    start_words = """ For example:
    import mysite.views
    break mysite.views.home
    continue              the next request stops there; q ends the server"""

    def preloop(self) -> None:
        follow_the_window()
        super().preloop()  # type: ignore[misc]

    def postcmd(self, stop: bool, line: str) -> bool:
        follow_the_window()
        return super().postcmd(stop, line)  # type: ignore[misc, no-any-return]

    def do_EOF(self, argument: str) -> Any:
        """The end of the input: Ctrl-D, a terminal that is gone, or a server that was sent to the background."""
        if suspensions.look() or is_in_the_background():
            wait_for_the_foreground()
            return None
        return super().do_EOF(argument)  # type: ignore[misc]


def has_ended_the_server(error: BaseException) -> bool:
    """Whether a person has left the debugger while the application was imported; there, that ends the server."""
    if not isinstance(error, (EndedInTheDebugger, bdb.BdbQuit)):
        return False
    _end_the_server()
    return True


def _end_the_server() -> None:
    say("expressway: the server was ended in the debugger")
    os.kill(os.getpid(), signal.SIGTERM)  # Apache takes it as soon as its start is complete


def _trace_of_new_threads() -> Any:
    return threading.gettrace() if sys.version_info >= (3, 10) else threading._trace_hook  # type: ignore[attr-defined]


def _is_machinery(frame: FrameType) -> bool:
    """Whether a person who steps, or looks up the stack, has no business there."""
    file = frame.f_code.co_filename
    return file == bdb.__file__ or os.path.dirname(os.path.abspath(file)) == RUNTIME_DIRECTORY


def make_pdb() -> Any:
    """An instance of pdb's."""
    from pdb import Pdb

    # In 3.14 there is another way to trace, which knows nothing of threads that begin later.
    backend: dict[str, Any] = {"backend": "settrace"} if sys.version_info >= (3, 14) else {}
    return type("Pdb", (WithPrompt, Pdb), {})(nosigint=True, **backend)


def make_ipdb() -> Any:
    """An instance of IPython's, as ipdb makes it: with the configuration that a person has for IPython."""
    main = sys.modules.get("__main__")
    try:
        from ipdb.__main__ import _get_debugger_cls, get_context_from_config

        base = _get_debugger_cls()
        context = os.environ.get("IPDB_CONTEXT_SIZE") or get_context_from_config()
        return type("IPdb", (WithPrompt, base), {})(context=int(context), nosigint=True)
    finally:
        if main is not None:
            sys.modules["__main__"] = main  # IPython's shell puts a module of its own there


def make_pudb() -> Any:
    """The one instance of pudb's that there can be."""
    from pudb.debugger import Debugger

    class PuDB(OnATerminal, Debugger):  # type: ignore[misc, unused-ignore]
        is_the_only_one = True
        start_hint = "m: open a module; b: set a breakpoint there; c: go on; q: end the server"

        def post_mortem_of(self, error: BaseException, frames: Any) -> None:
            self.post_mortem = True
            try:
                self.interaction(None, (type(error), error, frames))
            finally:
                self.post_mortem = False

    return PuDB()
