"""Says of JSON documents, one in each line of the standard input, whether a schema accepts them: 1 or 0 for each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def main() -> None:
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for line in sys.stdin:
        print("1" if validator.is_valid(json.loads(line)) else "0")


if __name__ == "__main__":
    main()
