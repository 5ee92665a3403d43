"""System checks about settings that follow the server."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def debug_is_off(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """Only `check --deploy` asks: production has no error pages with source and settings."""
    if not settings.DEBUG:
        return []
    return [
        Error(
            "DEBUG is true, and with it everybody sees source and settings on an error page.",
            hint="Let it follow the server: expressway settings apply",
            id="expressway.E001",
        )
    ]


@register()
def modes_come_from_the_server(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """The server alone says in which mode it runs, and it always sets MOD_WSGI_EXPRESS beside a mode."""
    if os.environ.get("MOD_WSGI_EXPRESS") == "true":
        return []
    modes = ("MOD_WSGI_DEBUG_MODE", "MOD_WSGI_DEBUGGER_ENABLED")
    return [
        Warning(
            f"The variable {name} is set by hand.",
            hint="Unset it, and start the server with --debug-mode or --enable-debugger.",
            id="expressway.W001",
        )
        for name in modes
        if name in os.environ
    ]


@register()
def one_server_command(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """`mod_wsgi.server` brings a command of the same name."""
    if "mod_wsgi.server" not in settings.INSTALLED_APPS:
        return []
    return [
        Warning(
            "'mod_wsgi.server' is installed beside 'expressway', and both bring the command runmodwsgi.",
            hint="Remove 'mod_wsgi.server' from INSTALLED_APPS; the application that stands first is used.",
            id="expressway.W002",
        )
    ]


@register()
def settings_are_current(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """The engine alone knows the text; without it, or after an edit by hand, there is nothing to compare."""
    return [
        Warning(
            f"The settings that follow the server, in '{path}', are those of another version of Expressway.",
            hint=f"Renew them: expressway settings apply '{path}'",
            id="expressway.W003",
        )
        for path in settings_files()
        if is_stale(path)
    ]


def settings_files() -> list[str]:
    """The settings module and those of its package that are loaded, since split settings import each other."""
    name = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    package = name.rpartition(".")[0]
    names = [key for key in sys.modules if key == name or (package and key.startswith(package + "."))]
    files = {getattr(sys.modules[key], "__file__", None) or "" for key in names}
    return sorted(file for file in files if file.endswith(".py"))


def is_stale(path: str) -> bool:
    """Whether the file holds a block that the engine would write in another way."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError:
        return False
    if b"# >>> expressway settings" not in source:
        return False
    from expressway.settings_text import block_of  # costly to import, and every process of Django comes by here

    block = block_of(source)
    return block is not None and block.choice != "" and current_text(block.choice) not in (block.text, None)


def current_text(choice: str) -> str | None:
    """What the engine prints for a choice of parts; None where it cannot be asked."""
    import subprocess

    from expressway.engine import EngineUnavailable, find_engine

    try:
        command = [find_engine(os.environ), "settings", "show", *choice.split()]
        shown = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except (EngineUnavailable, OSError):
        return None
    return shown.stdout if shown.returncode == 0 else None
