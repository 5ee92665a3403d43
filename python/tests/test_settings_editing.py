"""What happens to the file of a settings module."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from expressway.settings_editing import REFUSED, main

SOURCE = b"DEBUG = True\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "manage.py").write_text("")
    file = tmp_path / "settings.py"
    file.write_bytes(SOURCE)
    return file


def test_an_interrupted_change_is_taken_back(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*words: Any, **choices: Any) -> None:
        assert settings.read_bytes() != SOURCE
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        main(["apply", f"--file={settings}"])
    assert settings.read_bytes() == SOURCE


def test_a_change_that_the_checks_refuse_is_taken_back(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (settings.parent / "manage.py").write_text("raise SystemExit('no such model')")
    assert main(["apply", f"--file={settings}"]) == REFUSED
    assert settings.read_bytes() == SOURCE
    assert "no such model" in capsys.readouterr().err


def test_a_file_that_is_read_only_can_be_checked_but_not_changed(
    settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write whatever the mode says
    assert main(["check", f"--file={settings}"]) == 1
    assert main(["apply", f"--file={settings}"]) == REFUSED
    assert "it is read-only" in capsys.readouterr().err
    assert settings.read_bytes() == SOURCE


def test_a_change_keeps_the_mode_and_goes_through_a_link(settings: Path) -> None:
    settings.chmod(0o640)
    link = settings.parent / "link.py"
    link.symlink_to(settings.name)
    assert main(["apply", f"--file={link}"]) == 0
    assert link.is_symlink() and settings.read_bytes() != SOURCE
    assert settings.stat().st_mode & 0o777 == 0o640
    assert main(["undo", f"--file={link}"]) == 0
    assert settings.read_bytes() == SOURCE


def test_a_link_out_of_the_project_is_refused(settings: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "settings.py"
    outside.write_bytes(SOURCE)
    link = settings.parent / "link.py"
    link.symlink_to(outside)
    assert main(["apply", f"--file={link}"]) == REFUSED
    assert outside.read_bytes() == SOURCE
