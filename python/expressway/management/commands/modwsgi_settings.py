"""`python manage.py modwsgi_settings`: becomes `expressway settings show`, the one source of its text."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from expressway.engine import EngineUnavailable, find_engine


class Command(BaseCommand):
    """Passes its choices on; the engine knows whether they are right."""

    help = "Prints settings that follow the mode of the server, to paste at the end of a settings module."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="PARTS", help="These parts alone, separated by commas.")
        parser.add_argument("--without", metavar="PARTS", help="All parts but these.")
        parser.add_argument("--logging", metavar="SCOPE", help="always, or express (only under mod_wsgi).")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [f"--{name}={options[name]}" for name in ("only", "without", "logging") if options.get(name)]
        try:
            engine = find_engine(os.environ)
            sys.stdout.flush()
            os.execv(engine, ["expressway", "settings", "show", *chosen])
        except EngineUnavailable as fault:
            raise CommandError(str(fault)) from None
        except OSError as error:
            raise CommandError(f"the engine cannot be run: {error.strerror}") from None
