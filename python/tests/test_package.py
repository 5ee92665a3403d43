"""What stands in two places is the same in both."""

from __future__ import annotations

import json
import re

import expressway

from .conftest import PACKAGE_PARENT, ROOT


def test_the_engine_and_the_package_name_the_same_version() -> None:
    text = (ROOT / "Sources" / "expressway" / "Version.swift").read_text()
    assert re.findall(r'expresswayVersion = "(.+)"', text) == [expressway.__version__]


def test_every_option_has_the_keys_that_the_command_reads() -> None:
    options = json.loads((PACKAGE_PARENT / "expressway" / "options.json").read_text())["options"]
    assert len({option["name"] for option in options}) == len(options)
    for option in options:
        assert option["flag"] == "--" + option["name"]
        assert option["arity"] == (0 if option["kind"] == "switch" else len(option["metavar"]))
        assert option["kind"] in {"integer", "decimal", "text", "path", "choice", "switch", "list"}
        assert ("choices" in option) == (option["kind"] == "choice")
