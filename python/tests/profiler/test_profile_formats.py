"""Profiles for other programs: speedscope and flame graphs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..interpreters import interpreters, serve
from .conftest import APPLICATION
from .requesting import profiles, to

PYTHONS = interpreters()


@pytest.mark.parametrize("python", PYTHONS)
def test_speedscope_gets_every_call_in_its_order(tmp_path: Path, application: Path, python: str) -> None:
    serve(python, application, {"profiler": {"directory": str(tmp_path / "p"), "format": "speedscope"}}, to("/view"))
    (path,) = profiles(tmp_path / "p", ".speedscope.json")
    document = json.loads(path.read_text())
    names = [frame["name"] for frame in document["shared"]["frames"]]
    (profile,) = document["profiles"]
    entered: list[int] = []
    at, order = profile["startValue"], []
    for event in profile["events"]:
        assert event["at"] >= at
        at = event["at"]
        if event["type"] == "O":
            entered.append(event["frame"])
            order.append(names[event["frame"]])
        else:
            assert entered.pop() == event["frame"]
    assert not entered and at <= profile["endValue"]
    named = [name for name in order if name in ("application", "view", "callee", "boom")]
    assert named == ["application", "view", *["callee"] * 5, "boom"]
    assert order.count("fibonacci") == 25
    assert {"name": "view", "file": str(application), "line": 7} in document["shared"]["frames"]


@pytest.mark.parametrize("python", PYTHONS)
def test_the_flame_graph_is_well_formed_and_names_the_functions(tmp_path: Path, application: Path, python: str) -> None:
    hostile = tmp_path / "a<b>&\"'.wsgi"
    hostile.write_text(APPLICATION)
    request = to("/<script>&\x01")
    ended = serve(python, hostile, {"profiler": {"directory": str(tmp_path / "p"), "format": "flamegraph"}}, request)
    assert ended.answers[0]["body"] == "012"
    (path,) = profiles(tmp_path / "p", ".svg")
    root = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg" and not root.findall(f".//{space}script")
    hints = [element.text or "" for element in root.iter(f"{space}title")]
    assert any(hint.startswith(f"cleaning\n{hostile}:") and "called once" in hint for hint in hints)
    for box in root.iter(f"{space}rect"):
        left, width = float(box.get("x", "0")), float(box.get("width", ""))
        assert left >= 0 and left + width <= 1200.1


def test_a_format_that_nobody_knows_is_named(tmp_path: Path, application: Path) -> None:
    ended = serve(sys.executable, application, {"profiler": {"directory": str(tmp_path / "p"), "format": "x"}})
    assert ended.failed
    assert "no profiler format 'x'; there are: pstats, speedscope, flamegraph" in ended.log
