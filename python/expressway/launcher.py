"""The console script `expressway`: gathers what only Python knows and becomes the engine.

Everyone waits for this on every call, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

from expressway.engine import DESCRIPTOR_VARIABLE, ENGINE_VARIABLE, EngineUnavailable, end_at_interrupt, hand_over
from expressway.facts import facts_document

EXIT_CODE_WITHOUT_ENGINE = 127
LEFT_TO_THE_ENGINE = ("--help", "-h", "--check", "--settings")
PROFILE_FILES = ("expressway.yaml", "expressway.local.yaml")
# A profile that speaks of these, or inherits from a file that may, decides what the settings see.
SETS_VARIABLES = (b"environment", b"secrets", b".yaml", b".yml", b"package:")


def main() -> int:
    """Replaces the process; returns only an exit code, when there is no engine."""
    end_at_interrupt()
    try:
        if DESCRIPTOR_VARIABLE in os.environ:
            # The engine removes the variable: whoever still sees it was started by a launcher in the engine's place.
            raise EngineUnavailable(f"{ENGINE_VARIABLE} names the launcher itself, not an engine")
        words = sys.argv[1:]
        manage_py = _project_of(words)
        if manage_py is None:
            document = facts_document()
        else:
            # This Python is as good as the one that the engine would start to read the settings, and it runs already;
            # not for long, so there is no garbage to look for.
            import gc

            gc.disable()
            from expressway.django_facts import project_facts

            del sys.path[0]  # where this script is; not the project's
            document = facts_document(*project_facts(manage_py, None, None))
            sys.stdout.flush()
        hand_over(words, document, os.environ)
    except EngineUnavailable as fault:
        sys.stderr.write(f"expressway: {fault}\n")
        return EXIT_CODE_WITHOUT_ENGINE


def _project_of(words: list[str]) -> str | None:
    """The `manage.py` of `expressway runmodwsgi`, here or above; None where the engine is to look itself."""
    if words[:1] != ["runmodwsgi"] or any(word.partition("=")[0] in LEFT_TO_THE_ENGINE for word in words):
        return None
    directory = os.getcwd()
    while True:
        candidate = os.path.join(directory, "manage.py")
        if os.path.isfile(candidate):
            return None if _profiles_set_variables(directory) and "--no-profile" not in words else candidate
        parent = os.path.dirname(directory)
        if parent == directory:
            return None
        directory = parent


def _profiles_set_variables(directory: str) -> bool:
    """Whether the settings have to wait for the engine, which alone reads profiles; where in doubt, they do."""
    if "EXPRESSWAY_ENVIRONMENT" in os.environ or "EXPRESSWAY_SECRETS" in os.environ:
        return True
    while True:
        paths = [os.path.join(directory, name) for name in PROFILE_FILES]
        found = [path for path in paths if os.path.exists(path)]
        if found:
            return any(_speaks_of_variables(path) for path in found)
        parent = os.path.dirname(directory)
        if parent == directory or os.path.exists(os.path.join(directory, ".git")):
            return False
        directory = parent


def _speaks_of_variables(path: str) -> bool:
    if not os.path.isfile(path):
        return True
    try:
        with open(path, "rb") as file:
            text = file.read(1 << 20)
    except OSError:
        return True
    return any(word in text for word in SETS_VARIABLES)
