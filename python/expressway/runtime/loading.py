"""From an entry point to the application object."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

APPLICATION_TYPES = ("script", "module", "paste", "static")


class ApplicationNotFound(Exception):
    """The entry point leads to no application; the text is the whole story, so no traceback goes with it."""


class DebuggerUnavailable(ApplicationNotFound):
    """There is no such debugger here; again the text is the whole story."""


def load_application(entry_point: str, application_type: str, callable_object: str) -> Any:
    """The application, whatever it raises while it is imported; ApplicationNotFound when there is none.

    An entry point may name its callable after a colon (`mysite.wsgi:application`); a callable may have dots.
    """
    if application_type == "script":
        if not os.path.exists(entry_point):
            path, _, name = entry_point.rpartition(":")
            if path and os.path.exists(path):
                entry_point, callable_object = path, name
        return _find_callable(_run_script(entry_point), f"the script '{entry_point}'", callable_object)
    if application_type == "module":
        name, _, named_callable = entry_point.partition(":")
        return _find_callable(_import_module(name), f"the module '{name}'", named_callable or callable_object)
    if application_type == "paste":
        return _load_paste(entry_point)
    if application_type == "static":
        return _nothing_here
    raise ApplicationNotFound(f"no application type '{application_type}'; there are: {', '.join(APPLICATION_TYPES)}")


def _run_script(path: str) -> ModuleType:
    """Runs a file as a module of its own, named in `sys.modules` as mod_wsgi names the scripts that it loads."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        raise ApplicationNotFound(f"the script '{path}' cannot be read: {error.strerror}") from None
    code = compile(source, path, "exec", dont_inherit=True)
    name = "_mod_wsgi_" + _digest(path)
    module = type(sys)(name)
    module.__file__ = path
    sys.modules[name] = module
    try:
        exec(code, module.__dict__)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _digest(path: str) -> str:
    content = path.encode("utf-8", "surrogateescape")
    try:
        from _md5 import md5  # `hashlib` would load OpenSSL for it.
    except ImportError:
        from hashlib import md5
    digest = md5(content, usedforsecurity=False) if sys.version_info >= (3, 9) else md5(content)
    return str(digest.hexdigest())


def _import_module(name: str) -> ModuleType:
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        # Only if it is the entry point that is missing, and not something that it imports.
        if error.name and (name == error.name or name.startswith(error.name + ".")):
            raise ApplicationNotFound(
                f"there is no module '{error.name}'"
                + (f" (for the entry point '{name}')" if name != error.name else "")
            ) from None
        raise
    return sys.modules[name]


def _find_callable(module: ModuleType, place: str, dotted_name: str) -> Any:
    found: Any = module
    for step, name in enumerate(dotted_name.split(".")):
        owner = place if step == 0 else f"'{'.'.join(dotted_name.split('.')[:step])}' in {place}"
        try:
            found = getattr(found, name)
        except AttributeError:
            raise ApplicationNotFound(f"{owner} has no '{name}'{_suggestion(found, name)}") from None
    if not callable(found):
        raise ApplicationNotFound(f"'{dotted_name}' in {place} cannot be called: it is of type {type(found).__name__}")
    return found


def _suggestion(owner: object, name: str) -> str:
    from difflib import get_close_matches

    attributes = getattr(owner, "__dict__", {})
    names = sorted(key for key, value in attributes.items() if callable(value) and key[:1] != "_")
    if not names:
        return ", nor anything else that can be called"
    near = get_close_matches(name, names, 1)
    listed = ", ".join(f"'{key}'" for key in names[:10]) + (", …" if len(names) > 10 else "")
    return (f"; did you mean '{near[0]}'?" if near else ";") + f" what can be called there: {listed}"


def _load_paste(entry_point: str) -> Any:
    try:
        from paste.deploy import loadapp
    except ModuleNotFoundError as error:
        if error.name not in ("paste", "paste.deploy"):
            raise
        raise ApplicationNotFound(
            "the application type 'paste' needs PasteDeploy in this Python environment; "
            "install it with: pip install PasteDeploy"
        ) from None
    path, hash_sign, section = entry_point.partition("#")
    return loadapp(f"config:{os.path.abspath(path)}{hash_sign}{section}")


def _nothing_here(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answers where only files are served and Apache has found none."""
    body = b"There is nothing at this address.\n"
    start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
