"""The text of a settings module with the settings that follow the server put in, and taken out again.

Pure: bytes go in and come out. Positions are those of Python's own `ast`; every byte that is not named there stays.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import tokenize
from dataclasses import dataclass

OPENING = "# >>> expressway settings"
CLOSING = "# <<< expressway settings"
APPLICATION = "expressway"
MODE = 'os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"'
# Of the text that the engine writes: grows whenever that changes, so that a block of an earlier one can be told.
BLOCK_VERSION = 1
BOM = b"\xef\xbb\xbf"


class Refusal(Exception):
    """Why a module is left alone, in one sentence."""


@dataclass(frozen=True)
class Wish:
    """What is to be in a module: the block's text, and whether DEBUG and INSTALLED_APPS change with it."""

    block: str
    debug: bool = True
    application: bool = True


class Module:
    """A settings module as text, in which places of the syntax tree can be found."""

    def __init__(self, source: bytes) -> None:
        self.mark = BOM if source.startswith(BOM) else b""
        try:
            self.tree = ast.parse(source)
            self.encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0].replace("-sig", "")
            self.text = source[len(self.mark) :].decode(self.encoding)
        except SyntaxError as error:
            raise Refusal(f"line {error.lineno or 1} is not Python: {error.msg}") from None
        except ValueError as error:
            raise Refusal(f"it cannot be read as Python: {error}") from None
        if self.encoded(self.text) != source:
            raise Refusal(f"its encoding '{self.encoding}' does not give back the bytes that it was read from")
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", self.text)
        found = re.search(r"\r\n|\r|\n", self.text)
        self.newline = found.group() if found else "\n"

    def encoded(self, text: str) -> bytes:
        return self.mark + text.encode(self.encoding)

    def offset(self, line: int, column: int) -> int:
        """Of a place of `ast`, whose column counts the bytes of UTF-8, in the text."""
        before = self.lines[line - 1].encode()[:column].decode()
        return sum(map(len, self.lines[: line - 1])) + len(before)

    def start(self, node: ast.expr) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def source(self, node: ast.expr) -> str:
        return self.text[self.start(node) : self.end(node)]


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


def block_version(source: bytes) -> int | None:
    """The version of the block in a module; None where there is none, 0 where it does not say."""
    module = Module(source)
    place = block_lines(module)
    if place is None:
        return None
    record = module.lines[place[0] + 1].strip()[len("# undo: ") :]
    try:
        return int(json.loads(record)["version"])
    except (ValueError, KeyError, TypeError):
        return 0


def debug_statement(source: bytes) -> str:
    """What DEBUG is set to, as it stands there."""
    module = Module(source)
    return module.source(debug_value(module))


def written_block(text: str, undo: dict[str, str]) -> str:
    record = json.dumps(undo, sort_keys=True)
    return f"{OPENING} {digest(record, text)}\n# undo: {record}\n{text}{CLOSING}\n"


def digest(record: str, text: str) -> str:
    return hashlib.sha256(f"{record}\n{text}".encode()).hexdigest()[:16]


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
    record = record[len("# undo: ") :]
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


def bindings(tree: ast.Module, name: str) -> list[ast.AST]:
    """Whatever gives the name a value anywhere in the module, functions with a `global` included."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        bound = isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        imported = isinstance(node, ast.alias) and (node.asname or node.name) == name
        if bound or imported:
            found.append(node)
    return found


def outside_block(module: Module) -> ast.Module:
    """The statements before the block."""
    place = block_lines(module)
    kept = [node for node in module.tree.body if place is None or not place[0] < node.lineno - 1 < place[1]]
    return ast.Module(body=kept, type_ignores=[])


def debug_value(module: Module) -> ast.expr:
    """What DEBUG is set to, by the one statement at the top level that does."""
    tree = outside_block(module)
    found = bindings(tree, "DEBUG")
    if not found:
        bases = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"]
        if bases:
            base = "." * bases[0].level + (bases[0].module or "")
            raise Refusal(f"DEBUG comes from '{base}', which line {bases[0].lineno} imports; name that file instead")
        raise Refusal("DEBUG is not set in it; add the line 'DEBUG = False', or leave DEBUG out: --without debug")
    lines = ", ".join(str(getattr(node, "lineno", "?")) for node in found)
    if len(found) > 1:
        raise Refusal(f"DEBUG is set in several places (lines {lines}); set it once, or use --without debug")
    for statement in tree.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets = [statement.target]
        if found[0] in targets and isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            return statement.value
    raise Refusal(
        f"DEBUG is set at line {lines} inside of something else; set it at the top level, or use --without debug"
    )


def followed(module: Module, value: ast.expr) -> str:
    """The expression that follows the server: in place of a constant, and beside anything else."""
    imported = any(
        isinstance(node, ast.Import)
        and node.lineno < value.lineno
        and any(alias.name == "os" and alias.asname is None for alias in node.names)
        for node in module.tree.body
    )
    mode = MODE if imported else MODE.replace("os.", '__import__("os").', 1)
    if isinstance(value, ast.Constant):
        return mode
    return f"{mode} or ({module.source(value)})"


def application_list(module: Module) -> ast.List | ast.Tuple | None:
    """The literal that INSTALLED_APPS begins with; None where the module does not set it.

    Raises Refusal where code builds it.
    """
    found = [
        statement.value
        for statement in outside_block(module).body
        if isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "INSTALLED_APPS" for target in statement.targets)
    ]
    if not found:
        return None
    value: ast.expr = found[0]
    while isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        value = value.left
    if len(found) > 1 or not isinstance(value, (ast.List, ast.Tuple)):
        raise Refusal(
            f'code builds INSTALLED_APPS (line {found[-1].lineno}); add "{APPLICATION}" there, and use --without-app'
        )
    return value


def application_insertion(module: Module) -> tuple[int, str] | None:
    """Where `"expressway"` goes and how it is written there."""
    sequence = application_list(module)
    if sequence is None:
        return None
    names = [element.value for element in sequence.elts if isinstance(element, ast.Constant)]
    if any(str(name).split(".")[0] == APPLICATION for name in names):
        return None
    if not sequence.elts:
        return module.start(sequence) + 1, f'"{APPLICATION}",'
    first = module.start(sequence.elts[0])
    indentation = re.split(r"[\r\n]", module.text[:first])[-1]
    between = " " if indentation.strip() else module.newline + indentation
    return first, f'"{APPLICATION}",' + between


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
