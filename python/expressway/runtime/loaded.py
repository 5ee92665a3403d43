"""What the application has loaded, as the engine and the library parent want to know it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

OWN_MODULES = ("__main__", "expressway_runtime", "mod_wsgi", "apache")
SCRIPT_PREFIX = "_mod_wsgi_"
LIBRARY_DIRECTORIES = ("site-packages", "dist-packages")


def loaded_document(project: Sequence[str]) -> dict[str, Any]:
    """Shapes: `libraries`: names of modules of the standard library and of installed distributions, in the order in
    which they were first asked for; `sources`: files of the modules that are elsewhere, but outside of `project`;
    `cached_templates`: directories whose files Django reads once; `locales`: directories of message catalogues.

    Never raises on account of what the application has put into `sys.modules`.
    """
    libraries: list[str] = []
    sources: list[str] = []
    standard = os.path.dirname(os.__file__) + os.sep
    inside = tuple(os.path.join(directory, "") for directory in project if directory)
    for name, module in list(sys.modules.items()):
        if not isinstance(name, str) or name.partition(".")[0] in OWN_MODULES or name.startswith(SCRIPT_PREFIX):
            continue
        try:
            origin = _origin(module)
        except BaseException:  # a module may do anything when it is asked for an attribute
            continue
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
    """Nothing of Django is imported for it, and no engine made that is not there."""
    templates: list[str] = []
    locales: list[str] = []
    try:
        for engine in sys.modules["django.template"].engines._engines.values():
            loaders = getattr(getattr(engine, "engine", None), "template_loaders", ())
            if any(hasattr(loader, "get_template_cache") or hasattr(loader, "template_cache") for loader in loaders):
                templates += [str(place) for place in engine.template_dirs if not _is_installed(str(place))]
        locales += [str(place) for place in sys.modules["django.conf"].settings.LOCALE_PATHS]
    except Exception:  # not Django, or not a Django that is like those known today
        pass
    return {"cached_templates": sorted(set(templates)), "locales": sorted(set(locales))}
