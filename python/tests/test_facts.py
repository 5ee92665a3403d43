"""`python -m expressway.facts`: the Python environment and a project's settings, and nothing else of the project."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from expressway import facts

from .conftest import PACKAGE_PARENT, Project, write


def django_facts(document: dict[str, Any]) -> dict[str, Any]:
    assert document["problem"] is None
    found: dict[str, Any] = document["django"]
    return found


def test_the_project_is_read_without_models_and_urls(project: Project) -> None:
    django = django_facts(project.facts())
    assert django["manage_py"] == str(project.directory / "manage.py")
    assert django["settings_module"] == "mysite.settings"
    assert django["wsgi_application"] == "mysite.wsgi.application"
    assert django["base_directory"] == str(project.directory)
    assert django["python_path"] == [str(PACKAGE_PARENT)]
    assert not project.models_were_imported


def test_a_settings_module_and_a_directory_do_without_manage_py(project: Project) -> None:
    arguments = ("--settings", "mysite.settings", "--directory", str(project.directory))
    django = django_facts(project.facts(*arguments))
    assert django["manage_py"] is None
    assert django["base_directory"] == str(project.directory)


def test_the_command_and_the_module_tell_the_same(project: Project) -> None:
    project.settings("STATIC_ROOT = BASE_DIR / 'static files'; MEDIA_ROOT = 'media'; MEDIA_URL = 'm/'")
    (project.directory / "static files").mkdir()
    module = project.facts()
    assert project.manage("runmodwsgi").returncode == 7
    assert project.engine.call["facts"] == module


def test_what_manage_py_does_first_counts(project_with: Callable[[str], Project]) -> None:
    before = (
        "sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'src')); "
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'inner'; assert sys.argv[1] == 'runmodwsgi'; print('hello')"
    )
    project = project_with(before)
    write(project.directory / "src" / "inner.py", "from mysite.settings import *\nWSGI_APPLICATION = None\n")
    django = django_facts(project.facts())
    assert django["settings_module"] == "inner"
    assert django["wsgi_application"] is None
    assert django["python_path"] == [str(project.directory / "src"), str(PACKAGE_PARENT)]
    assert project.manage("runmodwsgi").returncode == 7
    assert project.engine.call["facts"]["django"] == django


def test_the_environment_chooses_the_settings(project: Project) -> None:
    write(project.directory / "other.py", "from mysite.settings import *\n")
    django = django_facts(project.facts(environment={"DJANGO_SETTINGS_MODULE": "other"}))
    assert django["settings_module"] == "other"


def test_a_base_directory_that_is_not_manage_pys_leaves_manage_pys_on_the_path(project: Project) -> None:
    project.settings("BASE_DIR = str(BASE_DIR / 'mysite')")
    django = django_facts(project.facts())
    assert django["base_directory"] == str(project.directory / "mysite")
    assert django["python_path"] == [str(project.directory), str(PACKAGE_PARENT)]


def test_without_base_dir_the_directory_of_manage_py_is_the_base(project: Project) -> None:
    project.settings("del BASE_DIR")
    assert django_facts(project.facts())["base_directory"] == str(project.directory)


def test_static_files_need_collectstatic(project: Project) -> None:
    django = django_facts(project.facts())
    assert django["aliases"] == []
    assert django["notes"] == [
        'No static files: STATIC_ROOT is not set; add STATIC_ROOT = BASE_DIR / "staticfiles" to the settings, '
        "then run: python manage.py collectstatic"
    ]
    project.settings("STATIC_ROOT = BASE_DIR / 'collected'")
    collected = project.directory / "collected"
    assert django_facts(project.facts())["notes"] == [
        f"No static files: STATIC_ROOT {collected} does not exist yet; run: python manage.py collectstatic"
    ]
    collected.mkdir()
    django = django_facts(project.facts())
    assert django["notes"] == []
    assert django["aliases"] == [{"url": "/static/", "directory": str(collected), "setting": "STATIC_URL, STATIC_ROOT"}]


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ("STATIC_URL = '/assets/'", "/assets/"),
        ("FORCE_SCRIPT_NAME = '/app'", "/app/static/"),
        ("FORCE_SCRIPT_NAME = '/app/'", "/app/static/"),
        ("STATIC_URL = 'https://cdn.example.com/static/'", None),
        ("STATIC_URL = '//cdn.example.com/static/'", None),
        ("STATIC_URL = '/'", None),
        ("STATIC_URL = None", None),
    ],
)
def test_the_url_of_static_files_is_what_django_makes_of_it(project: Project, settings: str, url: str | None) -> None:
    project.settings(f"import os; os.makedirs('s', exist_ok=True); STATIC_ROOT = 's'; {settings}")
    # Django refuses a slash alone only in its checks, and None not at all.
    aliases = django_facts(project.facts())["aliases"]
    assert [alias["url"] for alias in aliases] == ([url] if url else [])
    if url:
        assert aliases[0]["directory"] == str(project.directory / "s")


def test_whitenoise_keeps_apache_from_serving_static_files(project: Project) -> None:
    project.settings("STATIC_ROOT = BASE_DIR; MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']")
    project.settings("MEDIA_ROOT = BASE_DIR / 'm'; MEDIA_URL = '/media/'")
    django = django_facts(project.facts())
    assert django["notes"] == ["WhiteNoise serves the static files."]
    assert [alias["setting"] for alias in django["aliases"]] == ["MEDIA_URL, MEDIA_ROOT"]


def test_an_empty_media_url_is_no_alias(project: Project) -> None:
    project.settings("MEDIA_ROOT = BASE_DIR / 'm'")
    assert django_facts(project.facts())["aliases"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/0", "the settings could not be read: ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "the settings could not be read: SystemExit: 3"),
        ("import not_there", "the settings could not be read: ModuleNotFoundError: No module named 'not_there'"),
        ("def (", "the settings could not be read: SyntaxError: invalid syntax"),
    ],
)
def test_settings_that_fail_are_a_problem_with_traceback(project: Project, text: str, message: str) -> None:
    project.settings(text)
    document = project.facts()
    assert document["django"] is None
    assert document["problem"]["message"].startswith(message)
    assert "mysite/settings.py" in document["problem"]["traceback"]
    assert "django_facts.py" not in document["problem"]["traceback"]


def test_a_settings_module_that_is_not_there_is_named(project: Project) -> None:
    document = project.facts(environment={"DJANGO_SETTINGS_MODULE": "nope.settings"})
    assert document["problem"]["hint"].startswith("DJANGO_SETTINGS_MODULE is 'nope.settings'")


def test_a_manage_py_that_ends_early_is_a_problem(project_with: Callable[[str], Project]) -> None:
    project = project_with("del os.environ['DJANGO_SETTINGS_MODULE']; sys.exit('no .env')")
    problem = project.facts()["problem"]
    assert "ended (exit code no .env) before it called Django" in problem["message"]


def test_a_project_without_settings_module_is_a_problem(project: Project) -> None:
    document = project.facts("--directory", ".")
    assert "no settings module is known" in document["problem"]["message"]


def test_without_django_the_module_tells_of_the_environment_alone(project: Project) -> None:
    ended = project.run("-m", "expressway.facts")
    assert json.loads(ended.stdout)["django"] is None
    assert project.run("-m", "expressway.facts", "--nope").returncode == 2


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "lib" / "site-packages"
    directory.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(directory))
    return directory


def module_name() -> str:
    numbers = f"{sys.version_info[0]}{sys.version_info[1]}"
    return f"mod_wsgi-py{numbers}.cpython-{numbers}{sys.abiflags}-x86_64-linux-gnu.so"


def test_mod_wsgi_is_found_with_the_apache_that_it_was_built_against(site: Path) -> None:
    write(site / "mod_wsgi" / "__init__.py", "raise RuntimeError('imported')")
    write(site / "mod_wsgi" / "server" / module_name(), "")
    write(site / "mod_wsgi" / "server" / "mod_wsgi-py36.cpython-36m-x86_64-linux-gnu.so", "")
    write(site / "mod_wsgi-6.1.1.dist-info" / "METADATA", "")
    write(site / "sbin" / "apache2", "")
    notes = (
        f"if False:\n    pass\nelse:\n    BINDIR = '/nope'\n    SBINDIR = '{site}/sbin'\n    LIBEXECDIR = '{site}'\n"
    )
    write(site / "mod_wsgi" / "express" / "apxs_config.py", notes + "\nPROGNAME = 'apache2'\nHTTPD = PROGNAME\n")
    assert facts.mod_wsgi_facts() == {
        "distribution": "mod_wsgi",
        "version": "6.1.1",
        "module": str(site / "mod_wsgi" / "server" / module_name()),
        "httpd": str(site / "sbin" / "apache2"),
        "modules_directory": str(site),
        "telemetry": False,
    }


def test_mod_wsgi_standalone_brings_its_own_apache(site: Path) -> None:
    write(site / "mod_wsgi" / "__init__.py", "")
    write(site / "mod_wsgi" / "server" / module_name(), "")
    write(site / "mod_wsgi" / "express" / "apxs_config.py", "WITH_HTTPD_PACKAGE = True\n")
    write(site / "mod_wsgi_standalone-6.1.1-py3.11.egg-info", "")
    write(site / "mod_wsgi_packages" / "httpd" / "__init__.py", "")
    write(site / "mod_wsgi_packages" / "httpd" / "bin" / "httpd", "")
    write(site / "mod_wsgi_packages" / "httpd" / "modules" / "mod_mime.so", "")
    home = site / "mod_wsgi_packages" / "httpd"
    found = facts.mod_wsgi_facts()
    assert found is not None
    assert (found["distribution"], found["version"]) == ("mod_wsgi-standalone", "6.1.1")
    assert (found["httpd"], found["modules_directory"]) == (str(home / "bin" / "httpd"), str(home / "modules"))


def test_a_mod_wsgi_for_another_python_is_none(site: Path) -> None:
    write(site / "mod_wsgi" / "__init__.py", "")
    write(site / "mod_wsgi" / "server" / "mod_wsgi-py36.cpython-36m-x86_64-linux-gnu.so", "")
    assert facts.mod_wsgi_facts() is None
