"""System checks about settings that follow the server."""

from __future__ import annotations

import os
from importlib import import_module
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
def the_block_is_current(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """A later Expressway may write another text into the settings module."""
    from expressway.settings_block import BLOCK_VERSION, block_version
    from expressway.settings_module import Refusal

    try:
        with open(str(import_module(settings.SETTINGS_MODULE).__file__), "rb") as file:
            version = block_version(file.read())
    except (ImportError, AttributeError, OSError, Refusal):
        return []  # settings that were configured without a module, or that are not to be read
    if version is None or version >= BLOCK_VERSION:
        return []
    return [
        Warning(
            "The settings that follow the server are those of an earlier Expressway.",
            hint="Renew them: expressway settings apply",
            id="expressway.W003",
        )
    ]
