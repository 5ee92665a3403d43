"""The console script: finds the engine, hands the facts over, stays small."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from .conftest import PACKAGE_PARENT, Engine, Project, clean_environment

LAUNCH = "import sys; from expressway.launcher import main; sys.exit(main())"


def launch(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *words],
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_launcher_becomes_the_engine_with_its_arguments_and_the_facts(engine: Engine) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "start-server", "a b", "--x"],
        env=clean_environment(EXPRESSWAY_ENGINE=str(engine.path)),
    )
    assert process.wait() == 7
    call = engine.call
    assert call["argv"] == ["start-server", "a b", "--x"]
    assert call["pid"] == process.pid
    assert call["facts"]["protocol"] == 1
    assert call["facts"]["django"] is None
    assert call["facts"]["problem"] is None
    python = call["facts"]["python"]
    assert python["executable"] == sys.executable
    assert python["prefix"] == sys.prefix
    assert python["base_prefix"] == sys.base_prefix
    assert python["package_directory"] == str(PACKAGE_PARENT / "expressway")


def run_in(directory: Path, engine: Engine, *words: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LAUNCH, *words],
        env=clean_environment(EXPRESSWAY_ENGINE=str(engine.path)),
        cwd=directory,
        check=False,
    )
    assert ended.returncode == 7


def test_runmodwsgi_brings_the_settings_of_the_project_above(project: Project) -> None:
    inner = project.directory / "mysite"
    run_in(inner, project.engine, "runmodwsgi", "--port", "1")
    call = project.engine.call
    assert call["argv"] == ["runmodwsgi", "--port", "1"]
    django = call["facts"]["django"]
    assert django["settings_module"] == "mysite.settings"
    assert django["manage_py"] == str(project.directory / "manage.py")
    assert not any(path.endswith("/bin") for path in django["python_path"])


def test_settings_that_cannot_be_read_are_a_problem_for_the_engine_to_show(project: Project) -> None:
    project.settings("import not_there_at_all")
    run_in(project.directory, project.engine, "runmodwsgi")
    facts = project.engine.call["facts"]
    assert facts["django"] is None
    assert "not_there_at_all" in facts["problem"]["traceback"]


def test_checks_help_and_other_settings_are_left_to_the_engine(project: Project) -> None:
    for words in (["--check"], ["--help"], ["--settings", "x"], ["--settings=x"]):
        run_in(project.directory, project.engine, "runmodwsgi", *words)
        assert project.engine.call["facts"]["django"] is None


def test_a_named_engine_that_is_missing_ends_with_one_line(tmp_path: Path) -> None:
    ended = launch("--help", EXPRESSWAY_ENGINE=str(tmp_path / "gone"))
    assert ended.returncode == 127
    assert ended.stderr.count("\n") == 1
    assert f"'{tmp_path / 'gone'}' does not exist" in ended.stderr


def test_an_engine_that_is_not_executable_or_not_a_file_is_named(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    assert f"'{plain}' is not executable" in launch(EXPRESSWAY_ENGINE=str(plain)).stderr
    assert f"'{tmp_path}' is not a file" in launch(EXPRESSWAY_ENGINE=str(tmp_path)).stderr


def test_an_engine_that_the_system_refuses_ends_with_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("not a program")
    broken.chmod(0o755)
    ended = launch(EXPRESSWAY_ENGINE=str(broken))
    assert ended.returncode == 127
    assert ended.stderr == f"expressway: the engine '{broken}' cannot be run: Exec format error\n"


def test_a_package_without_engine_lists_where_it_looked(tmp_path: Path) -> None:
    copy = tmp_path / "expressway"
    copy.mkdir()
    for name in ("__init__.py", "document.py", "engine.py", "facts.py", "launcher.py"):
        (copy / name).write_text((PACKAGE_PARENT / "expressway" / name).read_text())
    ended = launch(PYTHONPATH=str(tmp_path))
    assert ended.returncode == 127
    assert "EXPRESSWAY_ENGINE, which is not set" in ended.stderr
    assert f"'{copy / '_bin' / 'expressway'}', which does not exist" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_an_engine_variable_that_names_the_launcher_does_not_run_in_circles(tmp_path: Path) -> None:
    script = tmp_path / "expressway"
    script.write_text(f"#!{sys.executable}\n{LAUNCH}\n")
    script.chmod(0o755)
    ended = launch(EXPRESSWAY_ENGINE=str(script))
    assert ended.returncode == 127
    assert "names the launcher itself" in ended.stderr


def test_the_engine_gets_the_signals_that_python_ignores_for_itself(tmp_path: Path) -> None:
    script = tmp_path / "engine"
    script.write_text("#!/bin/sh\nexec grep SigIgn /proc/self/status\n")
    script.chmod(0o755)
    ignored = int(launch(EXPRESSWAY_ENGINE=str(script)).stdout.split()[1], 16)
    assert ignored & (1 << 12 | 1 << 24) == 0  # SIGPIPE is 13, SIGXFSZ 25


LOST_INTERRUPT = """
import os, signal
class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass
Dying()
"""


def test_an_interrupt_that_python_would_forget_ends_the_start(project: Project) -> None:
    project.settings(LOST_INTERRUPT)
    ended = subprocess.run(
        [sys.executable, "-c", LAUNCH, "runmodwsgi"],
        env=clean_environment(EXPRESSWAY_ENGINE=str(project.engine.path)),
        cwd=project.directory,
        check=False,
    )
    assert ended.returncode == -signal.SIGINT
    assert not project.engine.was_called


def test_the_launcher_imports_next_to_nothing(engine: Engine) -> None:
    code = (
        "import sys, os; before = set(sys.modules); from expressway import launcher, engine, facts\n"
        "facts.facts_document(); engine.to_json({}); print(sorted(set(sys.modules) - before))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(), capture_output=True, text=True, check=True
    )
    imported = json.loads(ended.stdout.replace("'", '"'))
    allowed = {"__future__", "_json"}
    assert {name for name in imported if not name.startswith("expressway")} <= allowed


def test_a_name_that_is_no_utf_8_still_makes_a_document_that_strict_readers_take() -> None:
    from expressway.document import to_json

    text = to_json({"path": os.fsdecode(b"/srv/\xff/\xc3\xa4"), "n": 1, "list": [True, False, None]})
    assert "\\ud" not in text and text.isascii()
    document = json.loads(text)
    assert document["path"].startswith("/srv/") and document["path"].endswith("/ä")
    assert document["list"] == [True, False, None]


def variables_wait_for_the_engine(project: Project, text: str | None, *words: str, **variables: str) -> bool:
    """Whether the launcher leaves the settings to the engine, which knows the variables of the profile."""
    file = project.directory / "expressway.yaml"
    if text is not None:
        file.write_text(text)
    ended = subprocess.run(
        [sys.executable, "-c", LAUNCH, "runmodwsgi", *words],
        env=clean_environment(EXPRESSWAY_ENGINE=str(project.engine.path), **variables),
        cwd=project.directory / "mysite",
        check=False,
    )
    assert ended.returncode == 7
    return project.engine.call["facts"]["django"] is None


def test_settings_are_read_by_the_launcher_unless_a_profile_may_set_variables(project: Project) -> None:
    assert not variables_wait_for_the_engine(project, "version: 1\nprofiles: {a: {threads: 2}}\n")
    assert variables_wait_for_the_engine(project, "version: 1\nprofiles: {a: {environment: {B: c}}}\n")
    assert variables_wait_for_the_engine(project, "version: 1\nprofiles: {a: {secrets: {B: {env: C}}}}\n")
    assert variables_wait_for_the_engine(project, "version: 1\nprofiles: {a: {extends: ../team.yaml#b}}\n")
    assert not variables_wait_for_the_engine(project, None, "--no-profile")


def test_a_profile_file_that_is_none_is_left_to_the_engine(project: Project) -> None:
    (project.directory / "expressway.yaml").mkdir()
    assert variables_wait_for_the_engine(project, None)


def test_a_variable_that_sets_variables_is_left_to_the_engine(project: Project) -> None:
    assert variables_wait_for_the_engine(project, None, EXPRESSWAY_ENVIRONMENT="{A: b}")


def test_profiles_above_the_repository_are_somebody_elses(project: Project) -> None:
    (project.directory.parent / "expressway.yaml").write_text("version: 1\nprofiles: {a: {environment: {B: c}}}\n")
    assert variables_wait_for_the_engine(project, None)
    (project.directory / ".git").mkdir()
    assert not variables_wait_for_the_engine(project, None)
