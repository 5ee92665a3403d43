"""What the system checks say about settings and variables."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

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


@pytest.mark.parametrize(("version", "found"), [("0", ["expressway.W003"]), ("1", []), (None, [])])
def test_a_block_of_an_earlier_version_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None, found: list[str]
) -> None:
    source = b"DEBUG = False\nINSTALLED_APPS = []\n"
    if version is not None:
        source = applied(source, Wish("import os\n"))
        source = source.replace(b'"version": "1"', b'"version": "' + version.encode() + b'"')
    (tmp_path / "settings_of_a_project.py").write_bytes(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(checks, "settings", SimpleNamespace(SETTINGS_MODULE="settings_of_a_project"))
    try:
        assert [message.id for message in checks.the_block_is_current()] == found
    finally:
        sys.modules.pop("settings_of_a_project", None)
