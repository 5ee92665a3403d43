"""Projects as a mapping of path to text, and what all of them have in common."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ProjectFiles = Mapping[str, str]
"""Path inside the project -> its text."""

STATIC_FILE_SIZE = 10_240
"""Bytes of `static/ten-kilobytes.css`."""

MANAGE = """\
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{package}.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""

WSGI = """\
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{package}.settings")
application = get_wsgi_application()
"""

# What is measured is the same in every project; `urls.py` imports what it needs.
MEASURED_VIEWS = """\
def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world", content_type="text/plain")


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(9)
    return HttpResponse("slow", content_type="text/plain")
"""

# Both applications bring a command named runmodwsgi, so each has settings of its own, and the place that its manual
# gives it.
VARIANTS = {
    "settings_expressway": 'INSTALLED_APPS = ["expressway", *INSTALLED_APPS]\n',
    "settings_express": 'INSTALLED_APPS = [*INSTALLED_APPS, "mod_wsgi.express"]\n',
    "settings_whitenoise": (
        'MIDDLEWARE = [MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]]\n'
    ),
}


def common_files(package: str) -> dict[str, str]:
    """`manage.py`, the WSGI script, the settings of the single servers and a static file."""
    files = {
        "manage.py": MANAGE.format(package=package),
        f"{package}/__init__.py": "",
        f"{package}/wsgi.py": WSGI.format(package=package),
        "static/ten-kilobytes.css": _style_sheet(),
    }
    for name, addition in VARIANTS.items():
        files[f"{package}/{name}.py"] = (
            f"from {package}.settings import *  # noqa: F403\n"
            f"from {package}.settings import INSTALLED_APPS, MIDDLEWARE  # noqa: F401\n\n{addition}"
        )
    return files


def write_project(directory: Path, files: ProjectFiles) -> None:
    """Writes the project anew."""
    shutil.rmtree(directory, ignore_errors=True)
    for path, text in sorted(files.items()):
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _style_sheet() -> str:
    rules = "".join(f".column-{number} {{ width: {number / 10:.1f}%; }}\n" for number in range(1, 1001))
    return rules[: STATIC_FILE_SIZE - 1] + "\n"
