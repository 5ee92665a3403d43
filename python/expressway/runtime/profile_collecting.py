"""Collects what one thread calls, as a tree of call paths with the time of each.

`cProfile` can do this for one thread at a time: from Python 3.12 on there is one session per process, and it mixes the
calls of all threads into one stack. `sys.setprofile` is a thread's own in every version.

Time is counted between events and never inside them, so that the profiler's own work is in no figure.
"""

from __future__ import annotations

import sys
from time import perf_counter_ns

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any, Callable, Dict, Optional, Tuple, Union

    # The shapes of `pstats`. A function is file, line and name; "~" and 0 stand for one that is written in C.
    Function = Tuple[str, int, str]
    CallCounts = Tuple[int, int, float, float]  # calls, calls that are no recursion, own and cumulative seconds
    Entry = Tuple[int, int, float, float, Dict[Function, CallCounts]]  # calls that are no recursion, calls, …, callers
    Stats = Dict[Function, Entry]
    Event = Tuple[int, Optional["CallPath"]]  # nanoseconds since the start; the path entered, None for a return
    Key = Union[int, Tuple[Optional[str], str]]

MOST_CALL_PATHS = 200_000  # about 60 MB
MOST_RECORDED_CALLS = 200_000  # about 16 MB as JSON


class CallPath:
    """A function as called on one way from the start of the request, with what it called in turn."""

    __slots__ = ("calls", "children", "code", "own", "parent")

    def __init__(self, parent: CallPath | None, code: CodeType | str) -> None:
        self.parent = self if parent is None else parent  # the root is its own
        self.code = code
        self.calls = 0
        self.own = 0  # nanoseconds, callees left out
        self.children: dict[Key, CallPath] = {}

    @property
    def function(self) -> Function:
        """How `pstats` names it."""
        code = self.code
        return ("~", 0, code) if isinstance(code, str) else (code.co_filename, code.co_firstlineno, code.co_name)


class CallCollector:
    """Collects the calls of the thread that switches it on, again and again: its pieces add up."""

    __slots__ = ("_hook", "_leave_all", "events", "is_complete", "root")

    def __init__(self, records_events: bool = False) -> None:
        self.root = CallPath(None, "")
        self.events: list[Event] | None = [] if records_events else None
        self.is_complete: Callable[[], bool]
        self._hook, self._leave_all, self.is_complete = _hook(self.root, self.events)

    def enable(self) -> None:
        """From here on, what this thread calls is collected."""
        self._leave_all()
        sys.setprofile(self._hook)

    def disable(self) -> None:
        """Up to here."""
        sys.setprofile(None)
        self._leave_all()

    def stats(self) -> Stats:
        """What `pstats` reads."""
        return stats_of(self.root)

    def release(self) -> None:
        """Lets go of what was collected: each path holds those above and below it, a ring for the collector to find."""
        pending = [self.root]
        while pending:
            path = pending.pop()
            pending.extend(path.children.values())
            path.children.clear()
        del self.root.parent


def _hook(
    root: CallPath, events: list[Event] | None
) -> tuple[Callable[[FrameType, str, Any], None], Callable[[], None], Callable[[], bool]]:
    """The function for `sys.setprofile`, one that goes back to the root, and one that says if nothing was left out.

    One closure, not methods: it runs twice for each call of the application's.
    """
    now = perf_counter_ns
    most_events = 2 * MOST_RECORDED_CALLS
    current = root
    last = now()
    elapsed = 0
    path_count = 0
    collapsed = 0  # depth below the last path that has a place of its own
    unrecorded = 0
    is_complete = True

    def hook(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal current, last, elapsed, path_count, collapsed, unrecorded, is_complete
        passed = now() - last
        elapsed += passed
        current.own += passed
        if event == "call" or event == "c_call":
            if collapsed:
                collapsed += 1
                last = now()
                return
            key: Key = id(frame.f_code) if event == "call" else (arg.__module__, arg.__qualname__)
            path = current.children.get(key)
            if path is None:
                code = frame.f_code if event == "call" else _name(arg)
                if is_hidden(code):  # its return will find no path to leave
                    last = now()
                    return
                if path_count >= MOST_CALL_PATHS:
                    collapsed = 1
                    is_complete = False
                    last = now()
                    return
                path_count += 1
                path = current.children[key] = CallPath(current, code)
            path.calls += 1
            current = path
            if events is not None:
                if len(events) < most_events:
                    events.append((elapsed, path))
                else:
                    unrecorded += 1
                    is_complete = False
        elif collapsed:
            collapsed -= 1
        else:
            # Some returns have no call that was seen: that of the function which switched this on, and up to Python
            # 3.12 that of a generator into which an exception was thrown.
            path = current
            if event == "return":
                returning = frame.f_code
                while path is not root and path.code is not returning:
                    path = path.parent
            else:
                while path is not root and type(path.code) is not str:
                    path = path.parent
            if path is not root:
                leave(path)
        last = now()

    def leave(path: CallPath) -> None:
        nonlocal current, unrecorded
        left = current
        while True:
            if events is not None:
                if unrecorded:
                    unrecorded -= 1
                else:
                    events.append((elapsed, None))
            if left is path:
                break
            left = left.parent
        current = path.parent

    def leave_all() -> None:
        nonlocal current, last, collapsed
        while current is not root:
            leave(current)
        collapsed = 0
        last = now()

    return hook, leave_all, lambda: is_complete


def _name(function: Any) -> str:
    """How `cProfile` names a function that is written in C."""
    owner = getattr(function, "__self__", None)
    if owner is None or isinstance(owner, type(sys)):
        module = function.__module__
        return f"<built-in method {module}.{function.__name__}>" if module else f"<built-in method {function.__name__}>"
    method = getattr(type(owner), function.__name__, None)
    if type(method).__name__ in ("method_descriptor", "wrapper_descriptor"):
        return repr(method)
    return f"<built-in method {function.__qualname__}>"


def is_hidden(code: CodeType | str) -> bool:
    """Whether this is the profiler itself: what switches it on and off, what notes the status."""
    return code in HIDDEN_NAMES if isinstance(code, str) else code.co_filename in HIDDEN_FILES


HIDDEN_NAMES = {
    _name(sys.setprofile),
    "<method 'enable' of '_lsprof.Profiler' objects>",
    "<method 'disable' of '_lsprof.Profiler' objects>",
}
HIDDEN_FILES = {_name.__code__.co_filename}


def stats_of(root: CallPath) -> Stats:
    """The tree by function and by caller, as `cProfile` counts: recursion adds to the calls, not to the time again."""
    totals = totals_of(root)
    counts: dict[Function, list[Any]] = {}
    open_functions: dict[Function, int] = {}
    open_pairs: dict[tuple[Function, Function], int] = {}
    pending: list[tuple[CallPath, Function | None, bool]] = [(child, None, True) for child in root.children.values()]
    while pending:
        path, caller, is_entered = pending.pop()
        function = path.function
        pair = (caller, function) if caller is not None else None
        if not is_entered:
            open_functions[function] -= 1
            if pair is not None:
                open_pairs[pair] -= 1
            continue
        pending.append((path, caller, False))
        pending += [(child, function, True) for child in path.children.values()]
        entry = counts.setdefault(function, [0, 0, 0, 0, {}])
        _count(entry, path, totals[id(path)], open_functions.get(function, 0) > 0)
        open_functions[function] = open_functions.get(function, 0) + 1
        if pair is not None:
            _count(entry[4].setdefault(caller, [0, 0, 0, 0]), path, totals[id(path)], open_pairs.get(pair, 0) > 0)
            open_pairs[pair] = open_pairs.get(pair, 0) + 1
    return {
        function: (first, calls, own / 1e9, cumulative / 1e9, {
            caller: (its[1], its[0], its[2] / 1e9, its[3] / 1e9) for caller, its in callers.items()
        })
        for function, (first, calls, own, cumulative, callers) in counts.items()
    }  # fmt: skip


def _count(entry: list[Any], path: CallPath, total: int, is_recursive: bool) -> None:
    """Adds the path to [calls that are no recursion, calls, own, cumulative]."""
    entry[1] += path.calls
    entry[2] += path.own
    if not is_recursive:
        entry[0] += path.calls
        entry[3] += total


def totals_of(root: CallPath) -> dict[int, int]:
    """Nanoseconds in each path with its callees, by the path's identity. Not recursive: the tree may be deep."""
    order = [root]
    for path in order:
        order.extend(path.children.values())
    totals = {id(path): path.own for path in order}
    for path in reversed(order):
        if path is not root:
            totals[id(path.parent)] += totals[id(path)]
    return totals
