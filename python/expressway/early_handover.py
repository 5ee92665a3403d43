"""Hands over to the engine before Django imports the project's models.

`manage.py` calls `django.setup()` before every command: application modules first, then all models, then every
`ready()`. On a large project that is more than half a second, spent on a process that is about to be replaced: the
application is loaded by mod_wsgi, and the facts come from the settings alone. Django creates our AppConfig in the
first of those three steps, and everything that `runmodwsgi` needs is known by then; so the very command object that
Django would run later is run from there, by Django's own `run_from_argv`: same parser, same messages, same exit
codes.

Wherever anything differs from the plain `manage.py runmodwsgi` in a process of its own, this does nothing and Django
goes on.
"""

from __future__ import annotations

import os
import sys

from expressway.engine import end_at_interrupt

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from typing import Any

COMMAND = "runmodwsgi"
# Each of these needs the registry that is not there yet (system checks), or is read by a person who has the time.
NEEDS_DJANGO = frozenset({"--check", "--help", "-h", "--version"})


def attempt() -> None:
    """Runs the command, which replaces this process or ends it; returns when Django is to go on by itself."""
    if sys.argv[1:2] != [COMMAND] or "DJANGO_AUTO_COMPLETE" in os.environ:
        return
    utility = _running_utility()
    if utility is None or utility.argv[1:] != sys.argv[1:] or not NEEDS_DJANGO.isdisjoint(sys.argv):
        return
    if _an_earlier_app_has_the_command():
        return
    end_at_interrupt()
    from django.core.management import load_command_class

    load_command_class("expressway", COMMAND).run_from_argv(utility.argv)


def _running_utility() -> Any:
    """The object whose `execute` set Django up, directly: `manage.py` or `django-admin` and nobody else."""
    management = sys.modules.get("django.core.management")
    if management is None:
        return None
    execute = management.ManagementUtility.execute.__code__
    frame = sys._getframe()
    while frame.f_back is not None:
        caller = frame.f_back
        if caller.f_code is execute:
            is_setup = frame.f_code.co_name == "setup" and frame.f_globals.get("__name__") == "django"
            return caller.f_locals.get("self") if is_setup else None
        frame = caller
    return None


def _an_earlier_app_has_the_command() -> bool:
    """Django lets the application that stands first in INSTALLED_APPS have the name."""
    from django.apps import apps

    for application in list(apps.app_configs.values()):
        try:
            names = os.listdir(os.path.join(application.path, "management", "commands"))
        except OSError:
            continue
        if any(name.partition(".")[0] == COMMAND for name in names):
            return True
    return False
