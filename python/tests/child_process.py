"""Runs something in a process whose modules nobody else sees."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path


def in_a_child(directory: Path, run: Callable[[], object]) -> object:
    """What `run` returns there; `directory` is first on the module search path, and Django is not loaded."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            for name in [name for name in sys.modules if name.partition(".")[0] == "django"]:
                del sys.modules[name]  # another test may have configured it
            sys.path.insert(0, str(directory))
            os.write(write, json.dumps(run()).encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with open(read, encoding="utf-8") as file:
        return json.loads(file.read())
