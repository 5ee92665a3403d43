"""What the tests of `expressway new` and `expressway adopt` have in common."""

import stat
from pathlib import Path

from harness.laboratory import Laboratory
from harness.running import Finished, Word


def expressway(laboratory: Laboratory, *words: Word, directory: Path | None = None) -> Finished:
    """Runs a command of `expressway` that starts no server."""
    return laboratory.execute([laboratory.virtual_environment.expressway, *words], directory=directory).finish(20)


def python(laboratory: Laboratory, *words: Word, directory: Path) -> str:
    """Runs the environment's Python, which has to succeed."""
    finished = laboratory.execute([laboratory.virtual_environment.python, *words], directory=directory).finish(60)
    assert finished.code == 0, finished.output
    return finished.output


def git(laboratory: Laboratory, *words: Word, directory: Path) -> str:
    """Runs git as somebody with a name, which has to succeed."""
    identity: list[Word] = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    finished = laboratory.execute(["/usr/bin/git", *identity, *words], directory=directory).finish(20)
    assert finished.code == 0, finished.output
    return finished.output


def commit_all(laboratory: Laboratory, directory: Path) -> None:
    """A repository in DIRECTORY with all of it committed."""
    if not (directory / ".git").exists():
        git(laboratory, "init", "--quiet", directory=directory)
    git(laboratory, "add", "--all", directory=directory)
    git(laboratory, "commit", "--quiet", "--message", "x", directory=directory)


def tree(directory: Path) -> dict[str, tuple[int, bytes | str]]:
    """All files below DIRECTORY with mode and bytes, directories too; what Python and git make for themselves not."""
    found: dict[str, tuple[int, bytes | str]] = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory)
        if {"__pycache__", ".git"} & set(name.parts) or name.name == "db.sqlite3":
            continue
        mode = stat.S_IMODE(path.lstat().st_mode)
        content: bytes | str = (
            str(path.readlink()) if path.is_symlink() else "directory" if path.is_dir() else path.read_bytes()
        )
        found[str(name)] = (mode, content)
    return found
