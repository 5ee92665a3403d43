"""What the system checks say about settings and variables."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from expressway import checks


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
