"""What the application has loaded, as the engine and the library parent want to know it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

OWN_MODULES = ("__main__", "expressway_runtime", "mod_wsgi", "_mod_wsgi_", "apache")
LIBRARY_DIRECTORIES = ("site-packages", "dist-packages")


def loaded_document(project: Sequence[str]) -> dict[str, Any]:
    """Shapes: `libraries`: names of modules of the standard library and of installed distributions, in the order in
    which they were first asked for; `sources`: files of the modules that are elsewhere, but outside of `project`;
    `templates`: `directories` that Django's engines read, and whether they are `cached`; `locales`: directories.

    Never raises on account of what the application has put into `sys.modules`.
    """
    libraries: list[str] = []
    sources: list[str] = []
    standard = os.path.dirname(os.__file__) + os.sep
    inside = tuple(os.path.join(directory, "") for directory in project)
    for name, module in list(sys.modules.items()):
        if not isinstance(name, str) or name.startswith(OWN_MODULES):
            continue
        origin = _origin(module)
        if origin is None:
            continue
        if _is_library(origin, standard):
            libraries.append(name)
        elif not origin.startswith(inside):
            sources.append(origin)
    return {"libraries": libraries, "sources": sorted(set(sources)), **_django()}


def _origin(module: ModuleType | None) -> str | None:
    """The file, or `built-in`; None where nothing can be said, or nothing be imported again."""
    specification = getattr(module, "__spec__", None)
    if getattr(specification, "loader", None) is None:
        return None
    origin = getattr(specification, "origin", None)
    if origin in ("built-in", "frozen"):
        return "built-in"
    return origin if isinstance(origin, str) and os.path.isabs(origin) else None


def _is_library(origin: str, standard: str) -> bool:
    if origin == "built-in" or origin.startswith(standard):
        return True
    return _is_installed(origin)


def _is_installed(path: str) -> bool:
    return any(f"{os.sep}{directory}{os.sep}" in path for directory in LIBRARY_DIRECTORIES)


def _django() -> dict[str, Any]:
    """Nothing of Django is imported for it."""
    directories: list[str] = []
    cached = False
    try:
        template = sys.modules["django.template"]
        for engine in template.engines.all():
            inner = getattr(engine, "engine", None)
            places = [str(place) for place in getattr(engine, "template_dirs", ())]
            directories += [place for place in places if not _is_installed(place)]
            loaders = getattr(inner, "template_loaders", ())
            cached = cached or any(hasattr(loader, "get_template_cache") for loader in loaders)
        locales = [str(place) for place in sys.modules["django.conf"].settings.LOCALE_PATHS]
    except Exception:  # not Django, or not a Django that is like those known today
        locales = []
    return {"templates": {"directories": sorted(set(directories)), "cached": cached}, "locales": locales}
