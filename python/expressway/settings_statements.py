"""The statements that set DEBUG and INSTALLED_APPS: where they are, and what takes the place of their values."""

from __future__ import annotations

import ast
import re

from expressway.settings_block import outside_block
from expressway.settings_module import Module, Refusal

APPLICATION = "expressway"
MODE = 'os.environ.get("MOD_WSGI_DEBUG_MODE") == "true"'


def debug_statement(source: bytes) -> str:
    """What DEBUG is set to, as it stands there."""
    module = Module(source)
    return module.source(debug_value(module))


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


def bindings(tree: ast.Module, name: str) -> list[ast.AST]:
    """Whatever gives the name a value anywhere in the module, functions with a `global` included."""
    found: list[ast.AST] = []
    for node in ast.walk(tree):
        bound = isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        imported = isinstance(node, ast.alias) and (node.asname or node.name) == name
        if bound or imported:
            found.append(node)
    return found


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
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None
        for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
        if isinstance(target, ast.Name) and target.id == "INSTALLED_APPS"
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
