"""Finds the engine and replaces this process with it."""

from __future__ import annotations

import os
import sys

from expressway.document import to_json

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

ENGINE_VARIABLE = "EXPRESSWAY_ENGINE"
DESCRIPTOR_VARIABLE = "EXPRESSWAY_FACTS_DESCRIPTOR"


class EngineUnavailable(Exception):
    """No engine can be started; the text is one line for the person at the terminal."""


def find_engine(environment: Mapping[str, str]) -> str:
    """The engine that `EXPRESSWAY_ENGINE` names, else the one inside this package.

    Raises EngineUnavailable, listing the places, when there is nothing that can be executed.
    """
    named = environment.get(ENGINE_VARIABLE)
    if named:
        fault = _fault(named)
        if fault is None:
            return named
        raise EngineUnavailable(
            f"the engine that {ENGINE_VARIABLE} names cannot be run: '{named}' {fault}; "
            f"unset the variable to use the engine of the package"
        )
    packaged = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_bin", "expressway")
    fault = _fault(packaged)
    if fault is None:
        return packaged
    raise EngineUnavailable(
        f"no engine was found (looked at: {ENGINE_VARIABLE}, which is not set; '{packaged}', which {fault}); "
        f"install expressway again, or name an engine in {ENGINE_VARIABLE}"
    )


def hand_over(arguments: Sequence[str], facts: Mapping[str, object], environment: Mapping[str, str]) -> NoReturn:
    """Replaces this process with `expressway ARGUMENTS…`, the facts in an inherited anonymous file.

    Raises EngineUnavailable when there is no engine, or when the system refuses to start it.
    """
    engine = find_engine(environment)
    descriptor = _anonymous_file(to_json(facts).encode("ascii"))
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    _restore_signals()
    try:
        os.execve(engine, ["expressway", *arguments], {**environment, DESCRIPTOR_VARIABLE: str(descriptor)})
    except OSError as error:
        os.close(descriptor)
        raise EngineUnavailable(f"the engine '{engine}' cannot be run: {error.strerror}") from None


def _fault(path: str) -> str | None:
    if not os.path.exists(path):
        return "does not exist"
    if not os.path.isfile(path):
        return "is not a file"
    if not os.access(path, os.X_OK):
        return "is not executable"
    return None


def _anonymous_file(content: bytes) -> int:
    """A descriptor, inherited by the engine and positioned at the start, of a file that has no name."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("expressway-facts")
    else:
        # Interpreters that were built for an old C library lack memfd_create.
        import tempfile

        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    while content:
        content = content[os.write(descriptor, content) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.set_inheritable(descriptor, True)
    return descriptor


def end_at_interrupt() -> None:
    """Lets Ctrl-C end this process by itself, from here to the engine.

    Python's own handler raises KeyboardInterrupt wherever the interpreter happens to be; in a callback of the garbage
    collector or of the import system that is printed and forgotten, and the server would start all the same.
    """
    from _signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal  # `signal` would import `enum`.

    if getsignal(SIGINT) is default_int_handler:  # neither ignored (nohup, `&` in a script) nor the project's own
        signal(SIGINT, SIG_DFL)


def _restore_signals() -> None:
    """Undoes what Python ignores for itself: an ignored signal stays ignored in the engine and in Apache."""
    from _signal import SIG_DFL, SIGPIPE, SIGXFSZ, signal  # as above

    signal(SIGPIPE, SIG_DFL)
    signal(SIGXFSZ, SIG_DFL)
