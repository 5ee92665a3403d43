"""Profiles as `pstats` holds them: added up, without the profiler itself, and as a person reads them."""

from __future__ import annotations

import os

from .profile_collecting import HIDDEN_FILES, HIDDEN_NAMES

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from .profile_collecting import CallCounts, Function, Stats


def add(total: Stats, stats: Stats) -> None:
    """Adds the second profile to the first, by function and by caller."""
    for function, (first, calls, own, cumulative, callers) in stats.items():
        before = total.get(function)
        if before is None:
            total[function] = (first, calls, own, cumulative, dict(callers))
            continue
        merged = dict(before[4])
        for caller, counts in callers.items():
            merged[caller] = _sum(merged[caller], counts) if caller in merged else counts
        total[function] = (
            before[0] + first,
            before[1] + calls,
            before[2] + own,
            before[3] + cumulative,
            merged,
        )


def _sum(left: CallCounts, right: CallCounts) -> CallCounts:
    return (left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3])


def without_profiler(stats: Stats) -> Stats:
    """The profile without the profiler's own functions; what these called is counted to those that called them."""
    hidden = {function for function in stats if function[0] in HIDDEN_FILES or function[2] in HIDDEN_NAMES}
    found: Stats = {}
    for function, (first, calls, own, cumulative, callers) in stats.items():
        if function in hidden:
            continue
        seen: dict[Function, CallCounts] = {}
        for caller, counts in callers.items():
            if caller not in hidden:
                seen[caller] = _sum(seen[caller], counts) if caller in seen else counts
                continue
            above = stats[caller][4]
            # The share of each is not known where several called the hidden one.
            if len(above) == 1:
                (real,) = above
                seen[real] = _sum(seen[real], counts) if real in seen else counts
        found[function] = (first, calls, own, cumulative, seen)
    return found


def call_count(stats: Stats) -> int:
    """All calls, recursive ones included."""
    return sum(entry[1] for entry in stats.values())


def short_name(function: Function) -> str:
    """The function on little space: `time.sleep`, `home (views.py:12)`."""
    path, line, name = function
    if path != "~":
        return f"{name} ({os.path.basename(path)}:{line})"
    return name.replace("<built-in method ", "").strip("<>").replace("builtins.", "")


def hottest(stats: Stats, count: int) -> list[tuple[Function, float]]:
    """The functions in which most time was spent, callees left out, and that time in seconds."""
    ranked = sorted(stats.items(), key=lambda item: (-item[1][2], item[0]))
    return [(function, entry[2]) for function, entry in ranked[:count]]


def milliseconds(seconds: float) -> str:
    """`12.3 ms`: a request's own measure."""
    return f"{seconds * 1e3:,.1f} ms"


def table(stats: Stats, count: int) -> str:
    """The slowest functions, by the time in them alone and by the time with their callees."""
    lines = []
    for title, column in (("own time", 2), ("time with callees", 3)):
        ranked = sorted(stats.items(), key=lambda item: (-item[1][column], item[0]))[:count]  # type: ignore[operator]
        lines.append(f"  slowest by {title}")
        lines.append(f"    {'own ms':>10} {'with callees':>12} {'calls':>9}  function")
        lines += [
            f"    {entry[2] * 1e3:10,.1f} {entry[3] * 1e3:12,.1f} {entry[1]:9,d}  {short_name(function)}"
            for function, entry in ranked
        ]
    return "\n".join(lines)
