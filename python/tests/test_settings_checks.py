"""What the system checks say about settings and variables."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from expressway import checks
from expressway.settings_text import Wish, applied


@pytest.mark.parametrize(("debug", "found"), [(True, ["expressway.E001"]), (False, [])])
def test_debug_is_an_error_in_production(monkeypatch: pytest.MonkeyPatch, debug: bool, found: list[str]) -> None:
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DEBUG=debug))
    assert [message.id for message in checks.debug_is_off()] == found


@pytest.mark.parametrize(("server", "found"), [(False, ["expressway.W001"]), (True, [])])
def test_a_mode_that_no_server_has_set_is_reported(
    monkeypatch: pytest.MonkeyPatch, server: bool, found: list[str]
) -> None:
    monkeypatch.delenv("MOD_WSGI_EXPRESS", raising=False)
    monkeypatch.delenv("MOD_WSGI_DEBUGGER_ENABLED", raising=False)
    monkeypatch.setenv("MOD_WSGI_DEBUG_MODE", "true")
    if server:
        monkeypatch.setenv("MOD_WSGI_EXPRESS", "true")
    assert [message.id for message in checks.modes_come_from_the_server()] == found


@pytest.mark.parametrize(("applications", "found"), [(["mod_wsgi.server"], ["expressway.W002"]), ([], [])])
def test_two_commands_of_one_name_are_reported(
    monkeypatch: pytest.MonkeyPatch, applications: list[str], found: list[str]
) -> None:
    monkeypatch.setattr(checks, "settings", SimpleNamespace(INSTALLED_APPS=applications))
    assert [message.id for message in checks.one_server_command()] == found


@pytest.mark.parametrize(
    ("printed", "edit", "found"),
    [
        ("X = 1", b"", []),
        ("X = 2", b"", ["expressway.W003"]),
        ("X = 2", b"X = 3\n", []),  # edited by hand: not the checks' affair
    ],
)
def test_settings_of_another_version_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str, edit: bytes, found: list[str]
) -> None:
    engine = tmp_path / "engine"
    engine.write_text(f'#!/bin/sh\n[ "$*" = "settings show --only=hosts --logging=always" ] && echo "{printed}"\n')
    engine.chmod(0o755)
    file = tmp_path / "base.py"
    source = applied(b"DEBUG = True\n", Wish("X = 1\n", choice="--only=hosts --logging=always"))
    file.write_bytes(source.replace(b"X = 1\n", edit) if edit else source)
    module = ModuleType("somewhere.base")
    module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "somewhere.base", module)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "somewhere.local")
    monkeypatch.setenv("EXPRESSWAY_ENGINE", str(engine))
    assert [message.id for message in checks.settings_are_current()] == found


def test_settings_without_a_block_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "base.py"
    file.write_text("DEBUG = True\n")
    assert not checks.is_stale(str(file))
    assert not checks.is_stale(str(tmp_path / "missing.py"))
