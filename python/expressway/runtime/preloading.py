"""Imports libraries ahead of the application, so that it sees no difference.

Left out is what cannot be imported alone, what looks at Django's settings or its registry (neither is there yet),
what starts a thread or opens a socket (a copy of the process would lack the thread, or share the socket), and all
that belongs to the project.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from functools import partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

# What Django is configured by: it stays unset while libraries are imported, so that none of them reads the project.
SETTINGS_VARIABLES = ("DJANGO_SETTINGS_MODULE", "DJANGO_CONFIGURATION")


class Preloading:
    """Imports the libraries of that name, in that order."""

    def __init__(self, libraries: Sequence[str], prelude: Mapping[str, Any], only_standard: bool) -> None:
        self._libraries = libraries
        self._only_standard = only_standard
        self._project: list[str] = prelude["project"]
        self._environment: Mapping[str, str] = prelude["environment"]
        self._touched = False
        self._restore: list[Callable[[], None]] = []
        self._variables: dict[str, str] = {}
        self._path: list[str] = []
        self._files: dict[str, tuple[int, int]] = {}
        self._tops: set[str] = set()
        self.count = 0

    def run(self) -> list[str]:
        """Returns what must be left out next time; a process with an empty list is as good as a cold start."""
        self._variables = dict(os.environ)
        os.environ.update(self._environment)
        for name in SETTINGS_VARIABLES:
            os.environ.pop(name, None)
        # mod_wsgi has put the working directory there.
        project = {os.path.realpath(directory) for directory in self._project}
        self._path = sys.path[:]
        sys.path[:] = [entry for entry in sys.path if entry and os.path.realpath(entry) not in project]
        before = set(sys.modules)
        places = self._note_places()
        gc.disable()
        spoiled: list[str] = []
        for name in self._chosen():
            # A package that is left out takes what is in it along.
            if name.startswith(tuple(f"{other}." for other in spoiled)) or not self._import(name):
                spoiled.append(name)
        if spoiled:
            return spoiled
        for undo in self._restore:
            undo()
        self._note(before, places)
        gc.freeze()  # so that no look at these objects makes copies of their pages
        return []

    def leave(self) -> None:
        """To be called in each copy: from here on all is as in a process that has loaded nothing ahead."""
        os.environ.clear()
        os.environ.update(self._variables)
        sys.path[:] = self._path
        gc.unfreeze()
        gc.enable()

    def _chosen(self) -> list[str]:
        names = [name for name in self._libraries if name not in sys.modules]
        if not self._only_standard:
            return names
        standard: frozenset[str] = getattr(sys, "stdlib_module_names", frozenset())
        return [name for name in names if name.partition(".")[0] in standard]

    def _import(self, name: str) -> bool:
        self._touched = False
        sockets = _sockets()
        before = set(sys.modules)
        try:
            importlib.import_module(name)
            succeeded = True
        except BaseException:
            succeeded = False
        self._watch_django()
        if _count_of_threads() > 1 or _sockets() - sockets:
            succeeded = False
        if succeeded and not self._touched:
            return True
        # What came along has to show by itself whether it can be imported. This process is of no more use otherwise.
        for other in set(sys.modules) - before:
            if type(getattr(sys.modules[other], "__loader__", None)).__name__ == "SourceFileLoader":
                del sys.modules[other]
        return False

    def _watch_django(self) -> None:
        """From the moment at which Django's settings and registry are there, a look at them is noticed."""
        for module, owner, name in (
            ("django.conf", "LazySettings", "_setup"),
            ("django.apps.registry", "Apps", "check_apps_ready"),
            ("django.apps.registry", "Apps", "check_models_ready"),
        ):
            kind = getattr(sys.modules.get(module), owner, None)
            original = getattr(kind, name, None)
            if original is None or getattr(original, "_expressway", False):
                continue
            setattr(kind, name, self._noticed(original))
            self._restore.append(partial(setattr, kind, name, original))

    def _noticed(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            self._touched = True
            return original(*arguments, **keywords)

        call._expressway = True  # type: ignore[attr-defined]
        return call

    # What would make a cold start see something else.

    def _note_places(self) -> dict[str, int]:
        return {entry: _modified(entry) for entry in sys.path if os.path.isdir(entry)}

    def _note(self, before: set[str], places: dict[str, int]) -> None:
        self._places = places
        for name in set(sys.modules) - before:
            self.count += 1
            self._tops.add(name.partition(".")[0])
            path = getattr(getattr(sys.modules[name], "__spec__", None), "origin", None)
            if isinstance(path, str) and os.path.isabs(path):
                self._files[path] = _state(path)

    def is_stale(self) -> bool:
        """Whether a file of a library has changed, one was installed or removed, or the project has a module of the
        same name."""
        if any(_modified(entry) != moment for entry, moment in self._places.items()):
            return True
        if any(_state(path) != state for path, state in self._files.items()):
            return True
        return any(_has_module_of(self._tops, directory) for directory in self._project)


def _has_module_of(names: set[str], directory: str) -> bool:
    """Whether the directory holds a module or a regular package of one of these names."""
    try:
        entries = os.listdir(directory)
    except OSError:
        return False
    for entry in entries:
        name, dot, ending = entry.partition(".")
        if name in names and (
            ending.endswith(("py", "so")) if dot else os.path.exists(f"{directory}/{entry}/__init__.py")
        ):
            return True
    return False


def _state(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def _modified(path: str) -> int:
    return _state(path)[0]


def _count_of_threads() -> int:
    return len(os.listdir("/proc/self/task"))


def _sockets() -> set[str]:
    """Those that are open, by the kernel's own names."""
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue  # the descriptor of the listing itself
        if target.startswith("socket:"):
            found.add(target)
    return found
