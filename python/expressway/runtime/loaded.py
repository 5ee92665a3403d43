"""What the application has loaded, as the engine and the library parent want to know it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

OWN_MODULES = ("__main__", "expressway_runtime", "mod_wsgi", "apache")
SCRIPT_PREFIX = "_mod_wsgi_"
LIBRARY_DIRECTORIES = ("site-packages", "dist-packages")


def loaded_document(error: BaseException | None = None) -> dict[str, Any]:
    """Shapes: `libraries`: names of modules of the standard library and of installed distributions, in the order in
    which they were first asked for; `sources`: files of the modules that are elsewhere, and of those in which `error`
    was raised; `packages`: directories of the packages among them, links resolved; `cached_templates`: directories
    whose files Django reads once; `locales`: directories of message catalogues.

    Never raises on account of what the application has put into `sys.modules`.
    """
    libraries: list[str] = []
    sources: list[str] = []
    packages: list[str] = []
    standard = os.path.dirname(os.__file__) + os.sep
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
            continue
        sources.append(origin)
        if os.path.basename(origin).startswith("__init__."):
            packages.append(os.path.dirname(origin))
    sources += [origin for origin in _files_of(error) if not _is_library(origin, standard)]
    # What is reached through a link changes where it is.
    sources += [os.path.realpath(source) for source in sources if os.path.islink(source)]
    return {
        "libraries": libraries,
        "sources": _paths(sources),
        "packages": _tops(_paths([os.path.realpath(package) for package in packages])),
        "cached_templates": _paths(_told(_template_directories)),
        "locales": _paths(_told(_locale_directories)),
    }


def _paths(paths: list[str]) -> list[str]:
    """Only what text can name; settings may be relative to the working directory."""
    return sorted({os.path.abspath(path) for path in paths if path.isprintable()})


def _tops(directories: list[str]) -> list[str]:
    """Those that are not below another one; sorted as they come."""
    tops: list[str] = []
    for directory in directories:
        if not any(directory.startswith(top + os.sep) for top in tops):
            tops.append(directory)
    return tops


def _files_of(error: BaseException | None) -> list[str]:
    """A module whose import failed is not in `sys.modules`."""
    found: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = error.__traceback__
        while frames is not None:
            found.append(frames.tb_frame.f_code.co_filename)
            frames = frames.tb_next
        if isinstance(error, SyntaxError) and isinstance(error.filename, str):
            found.append(error.filename)
        error = error.__cause__ or error.__context__
    return [path for path in dict.fromkeys(found) if os.path.isabs(path)]


def _told(function: Callable[[], list[str]]) -> list[str]:
    try:
        return function()
    except Exception:  # not Django, or not a Django that is like those known today
        return []


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


def _template_directories() -> list[str]:
    """Nothing of Django is imported for it, and no engine made that is not there."""
    engines = getattr(sys.modules["django.template"].engines, "_engines", {}).values()
    found = [str(place) for engine in engines if _is_cached(engine) for place in engine.template_dirs]
    if not engines:  # nothing has been rendered yet
        found = _configured_template_directories()
    return [place for place in found if not _is_installed(place)]


def _is_cached(engine: Any) -> bool:
    loaders = getattr(getattr(engine, "engine", None), "template_loaders", ())
    return any(hasattr(loader, "get_template_cache") or hasattr(loader, "template_cache") for loader in loaders)


def _configured_template_directories() -> list[str]:
    """Source: `django.template.engine.Engine`: without loaders of its own, an engine keeps its templates since 4.1."""
    settings = sys.modules["django.conf"].settings
    of_applications = sys.modules["django.template.utils"].get_app_template_dirs
    keeps = sys.modules["django"].VERSION >= (4, 1) or not settings.DEBUG
    found: list[str] = []
    for engine in settings.TEMPLATES:
        if engine["BACKEND"] != "django.template.backends.django.DjangoTemplates":
            continue
        loaders = engine.get("OPTIONS", {}).get("loaders")
        if not (keeps if loaders is None else "cached" in repr(loaders)):
            continue
        found += [str(place) for place in engine.get("DIRS", ())]
        if engine.get("APP_DIRS"):
            found += [str(place) for place in of_applications("templates")]
    return found


def _locale_directories() -> list[str]:
    return [str(place) for place in sys.modules["django.conf"].settings.LOCALE_PATHS]
