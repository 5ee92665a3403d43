"""`python -m expressway.settings_editing`: changes a settings module on disk; the engine calls it."""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import subprocess
import sys
import tempfile

from expressway.settings_module import Refusal
from expressway.settings_statements import MODE, debug_statement
from expressway.settings_text import Wish, applied, withdrawn

REFUSED = 78  # the engine's own exit status for what a person has to mend
DIFFERS = 1


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="expressway settings apply")
    parser.add_argument("action", choices=["apply", "undo", "diff", "check"])
    parser.add_argument("--file")
    parser.add_argument("--module")
    parser.add_argument("--block", default="")
    for flag in ("--without-debug", "--without-app", "--force"):
        parser.add_argument(flag, action="store_true")
    wanted = parser.parse_args(words)
    path = ""
    try:
        manage = manage_script(os.path.abspath(wanted.file) if wanted.file else os.path.join(os.getcwd(), "x"))
        path = wanted.file or module_file(manage, wanted.module)
        target = inside_project(path, manage)
        before = read(target)
        wish = Wish(wanted.block, debug=not wanted.without_debug, application=not wanted.without_app)
        after = withdrawn(before, wanted.force) if wanted.action == "undo" else applied(before, wish, wanted.force)
        if wanted.action == "check":
            print(f"'{path}' is {'current' if after == before else 'not current: expressway settings apply'}")
            return 0 if after == before else DIFFERS
        if after == before:
            print(f"'{path}' stays as it is")
        elif wanted.action == "diff":
            sys.stdout.write(difference(before, after, path))
        else:
            if not os.access(target, os.W_OK):
                raise Refusal("it is read-only")
            write(target, after)
            prove_by_django(target, before, manage)
            print(f"Changed '{path}'")
            if wanted.action == "apply" and wish.debug:
                print(f"  DEBUG = {debug_statement(after)}")
    except Refusal as refusal:
        print(f"error[settings-not-changed]: {refusal}", file=sys.stderr)
        if path:
            print(f"  --> {path}", file=sys.stderr)
        if wanted.action != "undo":
            print("   = help: paste by hand, at the end of the module:\n", file=sys.stderr)
            lines = [] if wanted.without_debug else ["import os", "", f"DEBUG = {MODE}", ""]
            print("\n".join([*lines, wanted.block]), file=sys.stderr)
        return REFUSED
    return 0


def manage_script(start: str) -> str | None:
    """The manage.py beside a file or above it."""
    directory = os.path.dirname(start)
    while True:
        candidate = os.path.join(directory, "manage.py")
        if os.path.isfile(candidate):
            return candidate
        if directory == os.path.dirname(directory):
            return None
        directory = os.path.dirname(directory)


def module_file(manage: str | None, module: str | None) -> str:
    """The file of the settings module that is named, else of the one that manage.py names."""
    if manage is None:
        raise Refusal("there is no manage.py here or above; name the settings module's file")
    module = module or os.environ.get("DJANGO_SETTINGS_MODULE") or named_settings(manage)
    base = os.path.join(os.path.dirname(manage), *module.split("."))
    for candidate in (base + ".py", os.path.join(base, "__init__.py")):
        if os.path.isfile(candidate):
            return candidate
    raise Refusal(f"there is no file of the settings module '{module}' beside '{manage}'; name the file")


def named_settings(manage: str) -> str:
    try:
        tree = ast.parse(read(manage))
    except (SyntaxError, ValueError):
        raise Refusal(f"'{manage}' is not Python; name the settings module's file") from None
    names = [
        node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and len(node.args) == 2
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == "DJANGO_SETTINGS_MODULE"
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
    ]
    if len(set(names)) != 1:
        raise Refusal(f"'{manage}' names {len(set(names))} settings modules; name one with --module")
    return names[0]


def inside_project(path: str, manage: str | None) -> str:
    """The file itself, behind any link; one outside of the project is not touched."""
    project = os.path.realpath(os.path.dirname(manage) if manage else os.path.dirname(os.path.abspath(path)))
    target = os.path.realpath(path)
    if os.path.commonpath([project, target]) != project:
        raise Refusal(f"it is a link to '{target}', outside of the project '{project}'")
    return target


def read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Refusal(f"'{path}' cannot be read: {error.strerror}") from None


def write(path: str, content: bytes) -> None:
    """Replaces the file at once, with its mode and owner."""
    temporary = ""
    try:
        found = os.stat(path)
        descriptor, temporary = tempfile.mkstemp(prefix=".expressway-", dir=os.path.dirname(path))
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if (found.st_uid, found.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(temporary, found.st_uid, found.st_gid)
        os.chmod(temporary, found.st_mode & 0o7777)
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise Refusal(f"'{path}' cannot be written: {error.strerror}") from None


def prove_by_django(path: str, before: bytes, manage: str | None) -> None:
    """Runs the system checks, and puts the former bytes back where they fail."""
    if manage is None:
        return
    try:
        result = subprocess.run(
            [sys.executable, manage, "check"],
            cwd=os.path.dirname(manage),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except BaseException:  # Control-C, too: what is not proved does not stay
        write(path, before)
        raise
    if result.returncode:
        write(path, before)
        last = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:] or ["it said nothing"]
        raise Refusal(f"'manage.py check' failed with it, so the file is as it was: {last[0]}")


def difference(before: bytes, after: bytes, path: str) -> str:
    old, new = (text.decode("utf-8", "replace").splitlines(keepends=True) for text in (before, after))
    lines = difflib.unified_diff(old, new, fromfile=path, tofile=path)
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
