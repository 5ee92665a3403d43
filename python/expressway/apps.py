"""The Django application `"expressway"`.

In INSTALLED_APPS it may stand beside `mod_wsgi.express` or `mod_wsgi.server`, whose command has the same name: Django
takes the command of the application that stands first.
"""

from __future__ import annotations

from types import ModuleType

from django.apps import AppConfig

from expressway import early_handover


class ExpresswayConfig(AppConfig):
    """Brings the commands and the system checks; has no models."""

    name = "expressway"
    verbose_name = "Expressway"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        early_handover.attempt()

    def ready(self) -> None:
        from expressway import checks  # noqa: F401  # registers itself; Django's checks are costly to import
