"""`python -m expressway.settings_adoption`: what `expressway adopt` would make of the settings module; writes nothing.

Prints JSON: the file, its new content as hexadecimal digits, or why it is left alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from expressway.settings_editing import inside_project, module_file, read
from expressway.settings_module import Refusal
from expressway.settings_text import Wish, applied


def main() -> int:
    parser = argparse.ArgumentParser(prog="expressway adopt")
    parser.add_argument("manage")
    parser.add_argument("--block", required=True)
    wanted = parser.parse_args()
    path = ""
    try:
        path = module_file(wanted.manage, None)
        target = inside_project(path, wanted.manage)
        content = applied(read(target), Wish(wanted.block))
    except Refusal as refusal:
        json.dump({"path": _below(path, wanted.manage) if path else None, "refusal": str(refusal)}, sys.stdout)
    else:
        json.dump({"path": _below(target, wanted.manage), "content": content.hex()}, sys.stdout)
    return 0


def _below(path: str, manage: str) -> str:
    return os.path.relpath(os.path.realpath(path), os.path.realpath(os.path.dirname(manage)))


if __name__ == "__main__":
    sys.exit(main())
