"""The text of a settings module with the settings that follow the server put in, and taken out again.

Pure: bytes go in and come out. Positions are those of Python's own `ast`; every byte that is not named there stays.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass

from expressway.settings_block import BLOCK_VERSION, OPENING, RECORD, block_lines, digest, outside_block, written_block
from expressway.settings_module import Module, Refusal
from expressway.settings_statements import (
    APPLICATION,
    application_insertion,
    application_list,
    debug_value,
    followed,
)


@dataclass(frozen=True)
class Wish:
    """What is to be in a module: the block's text, and whether DEBUG and INSTALLED_APPS change with it."""

    block: str
    debug: bool = True
    application: bool = True


def applied(source: bytes, wish: Wish, force: bool = False) -> bytes:
    """The module with what is wished; the same bytes where it is in place and current.

    Raises Refusal where the module cannot be changed for certain, or where its block was edited by hand.
    """
    original = withdrawn(source, force)
    module = Module(original)
    edits: list[tuple[int, int, str]] = []
    undo: dict[str, str] = {"version": str(BLOCK_VERSION)}
    if wish.debug:
        value = debug_value(module)
        undo["debug"] = module.source(value)
        undo["mode"] = followed(module, value)
        edits.append((module.start(value), module.end(value), undo["mode"]))
    if wish.application:
        insertion = application_insertion(module)
        if insertion:
            edits.append((insertion[0], insertion[0], insertion[1]))
            undo["application"] = insertion[1]
    text = module.text
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    lead = "\n" if not text or text.endswith(("\n", "\r")) else "\n\n"
    undo["lead"] = lead
    block = lead + written_block(wish.block, undo)
    result = module.encoded(text + block.replace("\n", module.newline))
    if withdrawn(result) != original:
        raise Refusal("it could not be brought back afterwards as it is")
    prove_unchanged(module, Module(result), wish)
    return result


def withdrawn(source: bytes, force: bool = False) -> bytes:
    """The module without what was put in; the same bytes where there is nothing of that kind.

    Raises Refusal where the block was edited by hand, unless that is forced.
    """
    module = Module(source)
    place = block_lines(module)
    if place is None:
        return source
    first, last = place
    head, record, *body = (line.rstrip("\r\n") for line in module.lines[first:last])
    text = "".join(line + "\n" for line in body)
    record = record[len(RECORD) :]
    if head != f"{OPENING} {digest(record, text)}" and not force:
        raise Refusal(f"the block at line {first + 1} was edited by hand; --force replaces it")
    try:
        undo = json.loads(record)
        edits = undoing_edits(module, undo)
        lead = undo["lead"].replace("\n", module.newline)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(f"line {first + 2} no longer tells what was there before") from None
    start, end = sum(map(len, module.lines[:first])), sum(map(len, module.lines[: last + 1]))
    if module.text[:start].endswith(lead):
        start -= len(lead)
    edits.append((start, end, ""))
    result = module.text
    for begin, stop, replacement in sorted(edits, reverse=True):
        result = result[:begin] + replacement + result[stop:]
    return module.encoded(result)


def undoing_edits(module: Module, undo: dict[str, str]) -> list[tuple[int, int, str]]:
    edits = []
    if "mode" in undo:
        value = debug_value(module)
        start = module.start(value)
        if not module.text.startswith(undo["mode"], start):
            raise Refusal(f"DEBUG at line {value.lineno} was edited by hand; change it and the block by hand")
        edits.append((start, start + len(undo["mode"]), undo["debug"]))
    if "application" in undo:
        sequence = application_list(module)
        start = module.start(sequence.elts[0]) if sequence and sequence.elts else 0
        if not module.text.startswith(undo["application"], start):
            raise Refusal("INSTALLED_APPS was edited by hand: 'expressway' no longer stands first; move it there")
        edits.append((start, start + len(undo["application"]), ""))
    return edits


def prove_unchanged(before: Module, after: Module, wish: Wish) -> None:
    """Raises Refusal unless every statement is the same but for DEBUG's value and the added application."""
    debug = debug_value(after) if wish.debug else None
    old_debug = debug_value(before) if wish.debug else None
    for tree, value in ((before.tree, old_debug), (after.tree, debug)):
        for node in tree.body:
            if value is not None and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is value:
                node.value = ast.Constant(value=None)
    if wish.application and application_insertion(before):
        sequence = application_list(after)
        first = sequence.elts.pop(0) if sequence and sequence.elts else None
        if not isinstance(first, ast.Constant) or first.value != APPLICATION:
            raise Refusal(f'"{APPLICATION}" cannot be added to INSTALLED_APPS for certain; add it, use --without-app')
    old = [ast.dump(node) for node in before.tree.body]
    if [ast.dump(node) for node in outside_block(after).body] != old:
        raise Refusal("other statements would change; paste what 'expressway settings show' prints by hand")
