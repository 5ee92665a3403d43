"""The block at the end of a settings module: how it is marked, and the record of what was there before."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tokenize

from expressway.settings_module import Module, Refusal

OPENING = "# >>> expressway settings"
CLOSING = "# <<< expressway settings"
RECORD = "# undo: "
# Of the text that the engine writes: grows whenever that changes, so that a block of an earlier one can be told.
BLOCK_VERSION = 1


def block_version(source: bytes) -> int | None:
    """The version of the block in a module; None where there is none, 0 where it does not say."""
    module = Module(source)
    place = block_lines(module)
    if place is None:
        return None
    record = module.lines[place[0] + 1].strip()[len(RECORD) :]
    try:
        return int(json.loads(record)["version"])
    except (ValueError, KeyError, TypeError):
        return 0


def written_block(text: str, undo: dict[str, str]) -> str:
    record = json.dumps(undo, sort_keys=True)
    return f"{OPENING} {digest(record, text)}\n{RECORD}{record}\n{text}{CLOSING}\n"


def digest(record: str, text: str) -> str:
    return hashlib.sha256(f"{record}\n{text}".encode()).hexdigest()[:16]


def block_lines(module: Module) -> tuple[int, int] | None:
    """The first and the last line of the block, counted from 0: comments alone count, not texts in strings."""
    lines = iter(module.lines)
    normalized = (re.sub(r"\r\n?", "\n", line) for line in lines)
    marks = [
        (token.start[0] - 1, token.string)
        for token in tokenize.generate_tokens(lambda: next(normalized, ""))
        if token.type == tokenize.COMMENT and token.start[1] == 0 and token.string.startswith((OPENING, CLOSING))
    ]
    if not marks:
        return None
    if [mark.startswith(OPENING) for _, mark in marks] != [True, False] or marks[1][0] - marks[0][0] < 2:
        raise Refusal(f"line {marks[0][0] + 1} marks no whole block; remove what is left of it")
    return marks[0][0], marks[1][0]


def outside_block(module: Module) -> ast.Module:
    """The statements before the block."""
    place = block_lines(module)
    kept = [node for node in module.tree.body if place is None or not place[0] < node.lineno - 1 < place[1]]
    return ast.Module(body=kept, type_ignores=[])
