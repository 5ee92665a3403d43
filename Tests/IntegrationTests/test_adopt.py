"""`expressway adopt`: projects that were not made by it are served afterwards, and get every byte back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.scaffolding import commit_all, expressway, python, tree

REFUSED = 78

URLS = """from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("hello", lambda request: HttpResponse("hello from the project"))]
"""
SETTINGS = """from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent{above}
SECRET_KEY = "not a secret"
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "{package}.urls"
WSGI_APPLICATION = "{package}.wsgi.application"
STATIC_URL = "/static/"
"""
MANAGE = """#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{settings}")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
WSGI = """import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{settings}")
application = get_wsgi_application()
"""


def plain(laboratory: Laboratory, top: str = "site", package: str = "config") -> Path:
    """A project with one settings module."""
    settings = f"{package}.settings"
    laboratory.write(f"{top}/manage.py", MANAGE.format(settings=settings))
    laboratory.write(f"{top}/{package}/__init__.py", "")
    laboratory.write(f"{top}/{package}/settings.py", SETTINGS.format(package=package, above=".parent"))
    laboratory.write(f"{top}/{package}/urls.py", URLS)
    laboratory.write(f"{top}/{package}/wsgi.py", WSGI.format(settings=settings))
    return laboratory.work / top


def by_django(laboratory: Laboratory) -> Path:
    """As `django-admin startproject` makes it, with a page."""
    project = laboratory.directory("work/site")
    python(laboratory, "-m", "django", "startproject", "config", ".", directory=project)
    laboratory.write("site/config/urls.py", URLS)
    return project


def by_django_in_a_repository(laboratory: Laboratory) -> Path:
    """The same, committed, with a .gitignore that ends without a line break."""
    project = by_django(laboratory)
    laboratory.write("site/.gitignore", "*.pyc\n__pycache__")
    commit_all(laboratory, project)
    return project


def split(laboratory: Laboratory, tops: str = "config") -> Path:
    """Settings in a package, as cookiecutters make it: base, local and production."""
    project = plain(laboratory, package=tops)
    (project / tops / "settings.py").unlink()
    base = SETTINGS.format(package=tops, above=".parent.parent")
    laboratory.write(f"site/{tops}/settings/__init__.py", "")
    laboratory.write(f"site/{tops}/settings/base.py", base.replace("DEBUG = True\n", "DEBUG = False\n"))
    laboratory.write(f"site/{tops}/settings/local.py", "from .base import *\n\nDEBUG = True\nALLOWED_HOSTS = ['*']\n")
    laboratory.write(f"site/{tops}/settings/production.py", "from .base import *\n")
    laboratory.write("site/manage.py", MANAGE.format(settings=f"{tops}.settings.local"))
    return project


def by_wagtail(laboratory: Laboratory) -> Path:
    """The settings as `wagtail start` lays them out, without wagtail itself."""
    project = split(laboratory)
    (project / "config/settings/local.py").rename(project / "config/settings/dev.py")
    laboratory.write("site/config/settings/dev.py", WAGTAIL_DEVELOPMENT)
    laboratory.write("site/manage.py", MANAGE.format(settings="config.settings.dev"))
    laboratory.write("site/Dockerfile", "FROM python\nEXPOSE 8000\nCMD set -xe; gunicorn config.wsgi:application\n")
    return project


def with_dos_lines(laboratory: Laboratory) -> Path:
    """From an editor on Windows: carriage returns and a byte order mark."""
    project = plain(laboratory)
    file = project / "config/settings.py"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    (project / ".gitignore").write_bytes(b"*.pyc\r\n")
    laboratory.person.owns(project / ".gitignore")
    commit_all(laboratory, project)
    return project


def with_procfile(laboratory: Laboratory) -> Path:
    """For a platform: Procfile, .env, runtime.txt."""
    project = plain(laboratory)
    laboratory.write(
        "site/Procfile", "release: python manage.py migrate\nweb: gunicorn config.wsgi --bind 0.0.0.0:8765\n"
    )
    laboratory.write("site/.env", "SECRET=x\n").chmod(0o600)
    commit_all(laboratory, project)
    return project


def with_compose(laboratory: Laboratory) -> Path:
    """With a database beside it in a compose file."""
    project = plain(laboratory)
    services = "services:\n  db:\n    ports: ['5432:5432']\n  web:\n    ports:\n      - '8766:8000'\n"
    laboratory.write("site/docker-compose.yml", services)
    return project


def in_a_source_folder(laboratory: Laboratory) -> Path:
    """A repository whose project is a folder of it."""
    project = plain(laboratory, top="site/src")
    laboratory.write("site/README.md", "A project\n")
    commit_all(laboratory, laboratory.work / "site")
    return project


def with_quirks(laboratory: Laboratory) -> Path:
    """Tabs, odd quotes, no line break at the end, a mode of its own."""
    project = plain(laboratory)
    file = project / "config/settings.py"
    file.write_text(file.read_text().replace("DEBUG = True", "DEBUG=True # TODO: off!").rstrip("\n"))
    file.chmod(0o640)
    return project


def with_media(laboratory: Laboratory) -> Path:
    """Static and media files with roots of their own."""
    project = plain(laboratory)
    with (project / "config/settings.py").open("a") as file:
        file.write("STATIC_ROOT = BASE_DIR / 'collected'\nMEDIA_URL = '/media/'\nMEDIA_ROOT = BASE_DIR / 'uploads'\n")
    laboratory.write("site/uploads/picture.txt", "a picture")
    return project


def old_fashioned(laboratory: Laboratory) -> Path:
    """As projects of ten years ago: lists as tuples, os.path, the settings beside manage.py."""
    laboratory.write("site/manage.py", MANAGE.format(settings="settings"))
    text = SETTINGS.format(package="x", above="").replace('"x.urls"', '"urls"').replace('"x.wsgi', '"wsgi')
    text = text.replace("INSTALLED_APPS = [", "INSTALLED_APPS = (").replace('staticfiles",\n]', 'staticfiles",\n)')
    laboratory.write("site/settings.py", text)
    laboratory.write("site/urls.py", URLS)
    laboratory.write("site/wsgi.py", WSGI.format(settings="settings"))
    return laboratory.work / "site"


# Source: wagtail 6, project_template/project_name/settings/dev.py.
WAGTAIL_DEVELOPMENT = """from .base import *

# SECURITY WARNING: don't run with debug turned on in production!
DEBUG = True

# SECURITY WARNING: keep the secret key used in production secret!
SECRET_KEY = "django-insecure-of-no-use"

# SECURITY WARNING: define the correct hosts in production!
ALLOWED_HOSTS = ["*"]

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


try:
    from .local import *
except ImportError:
    pass
"""

Shape = Callable[[Laboratory], Path]
SHAPES: list[Shape] = [
    by_django,
    by_django_in_a_repository,
    split,
    by_wagtail,
    with_dos_lines,
    with_procfile,
    with_compose,
    in_a_source_folder,
    with_quirks,
    with_media,
    old_fashioned,
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_an_adopted_project_is_served_and_gets_every_byte_back(pypi_laboratory: Laboratory, shape: Shape) -> None:
    laboratory = pypi_laboratory
    project = shape(laboratory)
    top = laboratory.work / "site"
    before = tree(top)
    shown = expressway(laboratory, "adopt", "--diff", directory=top)
    assert shown.code == 0 and "+++ b/expressway.yaml" in shown.output
    assert tree(top) == before
    adopted = expressway(laboratory, "adopt", "--yes", directory=top)
    assert adopted.code == 0, adopted.output
    after = tree(top)
    again = expressway(laboratory, "adopt", "--yes", directory=top)
    assert again.code == 0 and "nothing is changed" in again.output
    assert tree(top) == after
    assert expressway(laboratory, "profile", "check", directory=project).code == 0

    server = laboratory.serve("expressway runmodwsgi", directory=project, path="/hello")
    assert server.get("/hello").text == "hello from the project"
    assert "URLconf" not in server.get("/missing").text
    if shape is with_media:
        assert server.get("/media/picture.txt").text == "a picture"
    server.stop()

    undone = expressway(laboratory, "adopt", "--undo", "--yes", directory=top)
    assert undone.code == 0, undone.output
    assert tree(top) == before


def test_the_port_of_a_procfile_or_a_compose_file_is_kept(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = with_procfile(laboratory)
    assert expressway(laboratory, "adopt", "--yes", directory=project).code == 0
    assert "port: 8765  # as in Procfile" in (project / "expressway.yaml").read_text()
    assert {".env", "expressway.local.yaml"} <= set((project / ".gitignore").read_text().split())


def test_what_was_changed_since_is_not_undone_blindly(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = by_django_in_a_repository(laboratory)
    assert expressway(laboratory, "adopt", "--yes", directory=project).code == 0
    with (project / ".gitignore").open("a") as file:
        file.write("mine\n")
    changed = tree(project)
    refused = expressway(laboratory, "adopt", "--undo", "--yes", directory=project)
    refused.assert_one_clear_message(".gitignore", "changed since")
    assert (refused.code, tree(project)) == (REFUSED, changed)


def test_without_a_terminal_nothing_is_done_unasked(pypi_laboratory: Laboratory) -> None:
    project = by_django(pypi_laboratory)
    before = tree(project)
    refused = expressway(pypi_laboratory, "adopt", directory=project)
    assert (refused.code, "--yes" in refused.output, tree(project)) == (REFUSED, True, before)


def test_no_project_and_two_are_one_message_each(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.directory("work/empty")
    for words in (["adopt", "--yes"], ["adopt", "--undo"]):
        finished = expressway(laboratory, *words, directory=laboratory.work / "empty")
        finished.assert_one_clear_message("no manage.py", "expressway new")
        assert finished.code == REFUSED
    plain(laboratory, "one")
    plain(laboratory, "two")
    before = tree(laboratory.work)
    finished = expressway(laboratory, "adopt", "--yes")
    finished.assert_one_clear_message("several projects", "one", "two", "adopt DIRECTORY")
    assert tree(laboratory.work) == before
    expressway(laboratory, "adopt", "--yes", "nowhere").assert_one_clear_message("nowhere")


def test_a_project_without_git_is_adopted_with_a_warning(pypi_laboratory: Laboratory) -> None:
    project = plain(pypi_laboratory)
    finished = expressway(pypi_laboratory, "adopt", "--yes", directory=project)
    assert finished.code == 0 and "warning[no-git]" in finished.output
    assert not (project / ".gitignore").exists()
