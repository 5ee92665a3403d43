"""`python manage.py runmodwsgi` in processes of its own: handed over early, and by Django's ordinary route."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest

from .conftest import PACKAGE_PARENT, Engine, Project, write

# An AppConfig of the project's own for our package: Django then takes its ordinary route to the command.
ORDINARY = """
from django.apps import AppConfig
class OrdinaryConfig(AppConfig):
    name = "expressway"
"""


@pytest.fixture(params=["early", "ordinary"])
def way(request: pytest.FixtureRequest, project: Project) -> Iterator[str]:
    """Both ways; after each test that reached the engine, the models tell which one was gone."""
    if request.param == "ordinary":
        write(project.directory / "ordinary.py", ORDINARY)
        project.settings('INSTALLED_APPS[0] = "ordinary.OrdinaryConfig"')
    yield request.param
    assert project.models_were_imported == (request.param == "ordinary")


def test_the_command_becomes_the_engine_with_only_the_flags_that_were_given(way: str, project: Project) -> None:
    ended = project.manage(
        "runmodwsgi", "--processes", "3", "--threads=-4", "--log-to-terminal", "--no-access-log", "--host", "-x",
        "--setenv", "NAME", "--value", "--setenv", "EMPTY", "", "--python-path", "a b", "--python-path=c",
    )  # fmt: skip
    assert ended.returncode == 7, ended.stderr
    assert ended.stderr == ""
    words = project.engine.call["argv"]
    assert words[0] == "serve-django"
    text = "\0".join(words)  # the order of different options does not matter, that of one option's words does
    assert "--setenv\0NAME\0--value\0--setenv\0EMPTY\0" in text
    assert "--python-path=a b\0--python-path=c" in text
    assert sorted(words[1:]) == sorted([
        "--host=-x", "--processes=3", "--threads=-4", "--python-path=a b", "--python-path=c",
        "--setenv", "NAME", "--value", "--setenv", "EMPTY", "", "--log-to-terminal", "--no-access-log",
    ])  # fmt: skip
    assert "NO_COLOR" not in project.engine.call["environment"]


def test_the_facts_tell_of_the_project(way: str, project: Project) -> None:
    assert project.manage("runmodwsgi").returncode == 7
    assert project.engine.call["argv"] == ["serve-django"]
    django = project.engine.call["facts"]["django"]
    assert django["manage_py"] == str(project.directory / "manage.py")
    assert django["settings_module"] == "mysite.settings"
    assert django["wsgi_application"] == "mysite.wsgi.application"
    assert django["base_directory"] == str(project.directory)


def test_the_last_of_two_opposite_flags_counts(way: str, project: Project) -> None:
    project.manage("runmodwsgi", "--access-log", "--no-access-log", "--port", "1", "--port=2")
    assert project.engine.call["argv"] == ["serve-django", "--port=2", "--no-access-log"]


def test_djangos_own_flags_stay_djangos(way: str, project: Project) -> None:
    write(project.directory / "elsewhere" / "other.py", "from mysite.settings import *\nWSGI_APPLICATION = 'o.app'\n")
    ended = project.manage(
        "runmodwsgi", "--settings", "other", "--pythonpath", "elsewhere", "--no-color", "-v2", "--skip-checks"
    )
    assert ended.returncode == 7, ended.stderr
    assert project.engine.call["argv"] == ["serve-django"]
    assert project.engine.call["environment"]["NO_COLOR"] == "1"
    django = project.engine.call["facts"]["django"]
    assert django["settings_module"] == "other"
    assert django["wsgi_application"] == "o.app"
    assert django["python_path"] == [str(project.directory / "elsewhere"), str(PACKAGE_PARENT)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--proceses=3"], "no option '--proceses'; did you mean '--processes'?"),
        (["--proc", "3"], "no option '--proc'; did you mean '--processes'?"),
        (["--qqqqqqq"], "no option '--qqqqqqq'; see --help"),
        (["app.wsgi"], "unexpected argument 'app.wsgi': "),
        (["--port"], "argument --port: expected one argument"),
        (["--setenv", "NAME"], "argument --setenv: expected 2 arguments"),
        (["--access-log=yes"], "argument --access-log: ignored explicit argument 'yes'"),
    ],
)
def test_a_wrong_command_line_ends_with_one_line_and_exit_code_2(
    way: str, project: Project, words: list[str], message: str
) -> None:
    ended = project.manage("runmodwsgi", *words)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"manage.py runmodwsgi: error: {message}")
    assert ended.stderr.count("\n") == 1
    assert not project.engine.was_called


def test_a_missing_engine_is_a_command_error_of_one_line(way: str, project: Project) -> None:
    ended = project.manage("runmodwsgi", environment={"EXPRESSWAY_ENGINE": "/gone"})
    assert ended.returncode == 1
    assert ended.stderr.startswith("CommandError: the engine that EXPRESSWAY_ENGINE names cannot be run: '/gone'")
    assert ended.stderr.count("\n") == 1


def test_an_option_that_is_not_there_is_not_passed_on(way: str, project: Project) -> None:
    project.manage("runmodwsgi", "--no-color", environment={"NO_COLOR": "", "SOME": "thing"})
    assert project.engine.call["environment"]["SOME"] == "thing"


def test_checks_run_when_asked_for_and_only_then(project: Project) -> None:
    ended = project.manage("runmodwsgi", "--check")
    assert "the URL tree was imported" in ended.stderr
    assert ended.returncode == 1
    assert not project.engine.was_called
    write(project.directory / "mysite" / "urls.py", "urlpatterns = []\n")
    assert project.manage("runmodwsgi", "--check").returncode == 7


def test_help_shows_every_option_once_in_its_group(project: Project) -> None:
    ended = project.manage("runmodwsgi", "--help")
    assert ended.returncode == 0, ended.stderr
    options = json.loads((PACKAGE_PARENT / "expressway" / "options.json").read_text())["options"]
    for option in options:
        shown = ended.stdout.count(f"\n  {option['flag']} ") + ended.stdout.count(f"\n  {option['flag']}\n")
        assert shown == (0 if option["hidden"] else 1), option["flag"]
    assert "[--port" not in ended.stdout, "150 options do not belong into the usage line"
    assert "\nCapacity:\n" in ended.stdout


@pytest.mark.parametrize("first", ["expressway", "peer"])
def test_the_app_that_stands_first_has_the_command(project: Project, first: str) -> None:
    for folder in ("peer", "peer/management", "peer/management/commands"):
        write(project.directory / folder / "__init__.py", "")
    write(
        project.directory / "peer" / "management" / "commands" / "runmodwsgi.py",
        "from django.core.management.base import BaseCommand\n"
        "class Command(BaseCommand):\n    requires_system_checks = ()\n"
        "    def handle(self, *a, **k): print('the peer')\n",
    )
    apps = ["expressway", "peer"] if first == "expressway" else ["peer", "expressway"]
    project.settings(f"INSTALLED_APPS += ['peer']; INSTALLED_APPS.remove('expressway'); INSTALLED_APPS[:0] = {apps}")
    project.settings("INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS))")
    ended = project.manage("runmodwsgi")
    assert (ended.returncode, ended.stdout) == ((7, "") if first == "expressway" else (0, "the peer\n"))
    assert project.engine.was_called == (first == "expressway")


def test_the_app_may_be_named_by_its_class(project: Project) -> None:
    project.settings('INSTALLED_APPS[0] = "expressway.apps.ExpresswayConfig"')
    assert project.manage("runmodwsgi", "--port=1").returncode == 7
    assert project.engine.call["argv"] == ["serve-django", "--port=1"]
    assert not project.models_were_imported


def test_a_large_list_of_apps_behind_ours_is_not_imported(project: Project) -> None:
    for number in range(200):
        write(project.directory / f"app{number}" / "__init__.py", "")
        write(project.directory / f"app{number}" / "models.py", "raise RuntimeError('models were imported')\n")
    project.settings("INSTALLED_APPS += [f'app{number}' for number in range(200)]")
    project.settings("INSTALLED_APPS.remove('expressway'); INSTALLED_APPS.append('expressway')")
    assert project.manage("runmodwsgi").returncode == 7


@pytest.mark.parametrize(
    "code",
    [
        "import django; django.setup()",
        "import django.core.management; import django; django.setup()",
        "from django.core.management import call_command; import django; django.setup(); print('set up')",
        "from django.core.management import execute_from_command_line as e; e(['manage.py', 'check', '--tag', 'x'])",
    ],
)
def test_other_processes_with_the_same_words_are_left_alone(project: Project, code: str) -> None:
    write(project.directory / "other.py", code)
    project.run("other.py", "runmodwsgi", environment={"DJANGO_SETTINGS_MODULE": "mysite.settings"})
    assert not project.engine.was_called
    assert project.models_were_imported


def test_other_commands_are_left_alone(project: Project) -> None:
    write(project.directory / "mysite" / "urls.py", "urlpatterns = []\n")
    assert project.manage("check").returncode == 0
    assert not project.engine.was_called


def test_call_command_takes_the_options_by_name_and_raises(project: Project) -> None:
    write(
        project.directory / "call.py",
        "import django; django.setup()\n"
        "from django.core.management import call_command, CommandError\n"
        "try:\n    call_command('runmodwsgi', '--prot=1')\n"
        "except CommandError as error:\n    print(error, flush=True)\n"
        "call_command('runmodwsgi', '--setenv', 'A', '-b', processes=2, log_level='info')\n",
    )
    ended = project.run("call.py", environment={"DJANGO_SETTINGS_MODULE": "mysite.settings"})
    assert ended.returncode == 7, ended.stderr
    assert ended.stdout == "Error: no option '--prot'; did you mean '--port'?\n"
    assert project.engine.call["argv"] == ["serve-django", "--processes=2", "--setenv", "A", "-b", "--log-level=info"]
    assert project.engine.call["facts"]["django"]["manage_py"] is None


def test_python_m_django_works_as_well(project: Project) -> None:
    ended = project.run("-m", "django", "runmodwsgi", "--settings=mysite.settings", "--port=1")
    assert ended.returncode == 7, ended.stderr
    assert project.engine.call["facts"]["django"]["manage_py"] is None
    assert not project.models_were_imported


def test_what_was_printed_before_is_not_lost(project: Project, engine: Engine) -> None:
    project.settings("print('from the settings')")
    ended: subprocess.CompletedProcess[str] = project.manage("runmodwsgi")
    assert ended.stdout == "from the settings\n"


def test_the_profile_is_for_the_engine_to_find(project: Project) -> None:
    project.manage("runmodwsgi", "--profile", "team")
    assert project.engine.call["argv"] == ["serve-django", "--profile=team"]
    project.manage("runmodwsgi", "--no-profile")
    assert project.engine.call["argv"] == ["serve-django", "--no-profile"]


def test_a_profile_and_none_exclude_each_other(project: Project) -> None:
    ended = project.manage("runmodwsgi", "--profile", "team", "--no-profile")
    assert ended.returncode == 2
    assert "not allowed with argument" in ended.stderr
    assert not project.engine.was_called
