"""The console script `expressway`: gathers what only Python knows and becomes the engine.

Everyone waits for this on every call, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

from expressway.engine import DESCRIPTOR_VARIABLE, ENGINE_VARIABLE, EngineUnavailable, hand_over
from expressway.facts import facts_document

EXIT_CODE_WITHOUT_ENGINE = 127


def main() -> int:
    """Replaces the process; returns only an exit code, when there is no engine."""
    try:
        if DESCRIPTOR_VARIABLE in os.environ:
            # The engine removes the variable: whoever still sees it was started by a launcher in the engine's place.
            raise EngineUnavailable(f"{ENGINE_VARIABLE} names the launcher itself, not an engine")
        hand_over(sys.argv[1:], facts_document(), os.environ)
    except EngineUnavailable as fault:
        sys.stderr.write(f"expressway: {fault}\n")
        return EXIT_CODE_WITHOUT_ENGINE
