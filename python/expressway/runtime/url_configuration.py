"""Imports Django's URL configuration along with the application.

Django itself does so with the first request. A mistake in a view would then be none of the import's: the generation
would be said to serve, and each request would leave some 250 lines in the log and a page of Apache's own, because
Django's error page needs the URL configuration as well.
"""

from __future__ import annotations

import sys


def import_url_configuration(mount_point: str) -> None:
    """Raises what the import raises; does nothing where the application is not Django's own."""
    if "django.core.wsgi" not in sys.modules:
        return
    from django.apps import apps
    from django.conf import settings

    name = getattr(settings, "ROOT_URLCONF", None) if settings.configured and apps.ready else None
    if name is None:
        return
    from django.urls import get_resolver, get_script_prefix, set_script_prefix

    # As with a request: relative values of STATIC_URL and MEDIA_URL begin with it, from their first use on.
    # Source: django.core.handlers.wsgi.get_script_name, django.conf.LazySettings.
    before, forced = get_script_prefix(), settings.FORCE_SCRIPT_NAME
    set_script_prefix(mount_point.rstrip("/") if forced is None else forced)
    try:
        if isinstance(name, str):
            __import__(name)  # its traceback has none of the import system's own frames
        get_resolver().url_patterns  # noqa: B018 - the first access looks at what was imported
    finally:
        set_script_prefix(before)
