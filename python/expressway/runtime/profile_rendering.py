"""A request's profile as a picture: for speedscope, and as a flame graph that any browser opens."""

from __future__ import annotations

import json
import os
import re
from xml.sax.saxutils import escape
from zlib import crc32

from .profile_collecting import totals_of
from .profile_summing import short_name

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .profile_collecting import CallCollector, CallPath, Function

WIDTH = 1200  # pixels, of the picture
ROW = 17
MARGIN = 10
HEADER = 44
CHARACTER = 6.6  # pixels, at this size of this font
LEAST_WIDTH = 0.3  # pixels; what is narrower is left out
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def speedscope(profile: CallCollector, title: str) -> bytes:
    """An evented profile. Source: speedscope, file-format-schema.json."""
    numbers: dict[Function, int] = {}
    events: list[dict[str, Any]] = []
    entered: list[int] = []
    at = 0
    for at, path in profile.events or ():
        if path is None:
            events.append({"type": "C", "frame": entered.pop(), "at": at})
            continue
        number = numbers.setdefault(path.function, len(numbers))
        entered.append(number)
        events.append({"type": "O", "frame": number, "at": at})
    name = title if profile.is_complete() else f"{title} (its beginning: it made too many calls to keep)"
    document = {
        "$schema": "https://www.speedscope.app/file-format-schema.json",
        "exporter": "expressway",
        "name": name,
        "activeProfileIndex": 0,
        "shared": {"frames": [_frame(function) for function in numbers]},
        "profiles": [
            {"type": "evented", "name": name, "unit": "nanoseconds", "startValue": 0, "endValue": at, "events": events}
        ],
    }
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def _frame(function: Function) -> dict[str, Any]:
    path, line, name = function
    if path == "~":
        return {"name": short_name(function)}
    return {"name": name, "file": path, "line": line}


def flame_graph(root: CallPath, title: str, is_complete: bool = True) -> bytes:
    """An SVG without scripts: callers below, callees above them, width is time, a function's name under the pointer."""
    totals = totals_of(root)
    whole = sum(totals[id(child)] for child in root.children.values())
    boxes = list(_boxes(root, totals, whole))
    depth = 1 + max((box[2] for box in boxes), default=0)
    height = HEADER + depth * ROW + MARGIN
    heading = f"{title}: {_seconds(whole)}"
    if not is_complete:
        heading += " (it has too many call paths: the rarer ones are counted to their callers)"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        ' font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11">\n'
        f"<title>{_text(heading)}</title>\n"
        "<style>g:hover rect{stroke:#000;stroke-width:1.5}text{pointer-events:none}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n'
        f'<text x="{MARGIN}" y="27" font-size="15" font-weight="bold">{_text(heading)}</text>\n'
    ]
    for path, left, level, width in boxes:
        parts.append(_box(path, left, height - MARGIN - (level + 1) * ROW, width, totals[id(path)], whole))
    parts.append("</svg>\n")
    return "".join(parts).encode("utf-8")


def _boxes(root: CallPath, totals: dict[int, int], whole: int) -> Iterator[tuple[CallPath, float, int, float]]:
    """Each path that is wide enough to be seen: where it begins, how deep it lies, how wide it is. Sorted by name."""
    scale = (WIDTH - 2 * MARGIN) / max(whole, 1)
    pending = [(root, float(MARGIN), -1)]
    while pending:
        path, left, level = pending.pop()
        if level >= 0:
            yield path, left, level, totals[id(path)] * scale
        for child in sorted(path.children.values(), key=lambda child: child.function):
            width = totals[id(child)] * scale
            if width >= LEAST_WIDTH:
                pending.append((child, left, level + 1))
            left += width


def _box(path: CallPath, left: float, top: int, width: float, total: int, whole: int) -> str:
    function = path.function
    calls = "once" if path.calls == 1 else f"{path.calls:,} times"
    place = "" if function[0] == "~" else f"\n{function[0]}:{function[1]}"
    label = function[2] if place else short_name(function)
    share = 100 * total / max(whole, 1)
    hint = f"{label}{place}\n{_seconds(total)}, {share:.1f} %; {_seconds(path.own)} in itself; called {calls}"
    room = int((width - 6) / CHARACTER)
    shown = label if len(label) <= room else label[: room - 1] + "…" if room >= 3 else ""
    text = f'<text x="{left + 3:.1f}" y="{top + 12}">{_text(shown)}</text>' if shown else ""
    return (
        f'<g><title>{_text(hint)}</title><rect x="{left:.2f}" y="{top}" width="{width:.2f}" height="{ROW - 1}" rx="2"'
        f' fill="{_colour(function)}"/>{text}</g>\n'
    )


def _colour(function: Function) -> str:
    """Blue-grey for C, pale yellow for what is installed, orange to red for the project; one shade for each file."""
    shade = crc32(os.fsencode(function[0])) % 40
    if function[0] == "~":
        return "hsl(210,25%,82%)"
    if re.search(r"/(site|dist)-packages/|/lib/python\d|^<frozen ", function[0]):
        return f"hsl({48 + shade // 4},70%,{76 + shade % 8}%)"
    return f"hsl({8 + shade // 2},85%,{64 + shade % 8}%)"


def _seconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e9:.3f} s" if nanoseconds >= 1e8 else f"{nanoseconds / 1e6:.3f} ms"


def _text(text: str) -> str:
    return escape(NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))
