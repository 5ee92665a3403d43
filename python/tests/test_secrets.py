"""Secrets are read where they are, and a missing one is named without stopping anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from expressway.runtime.secrets import put_secrets_into


def test_a_secret_comes_from_another_variable_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("two\nlines\n")
    environment = {"SOURCE": "value"}
    put_secrets_into(environment, {"A": ("env", "SOURCE"), "B": ("file", str(file))})
    assert environment["A"] == "value"
    assert environment["B"] == "two\nlines"


def test_a_secret_that_is_not_there_is_named_in_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment: dict[str, str] = {}
    put_secrets_into(environment, {"A": ("env", "GONE"), "B": ("file", str(tmp_path / "gone"))})
    assert environment == {}
    errors = capfd.readouterr().err
    assert "the secret 'A' comes from the variable 'GONE', which is not set" in errors
    assert "the secret 'B' cannot be read from" in errors
