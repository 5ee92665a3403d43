"""What the engine must know of a Django project: from its settings alone, without `django.setup()`, URLs, models."""

from __future__ import annotations

import os
import sys

from expressway.environment_origins import environment_origins
from expressway.facts import PACKAGE_DIRECTORY

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

PACKAGE_PARENT = os.path.dirname(PACKAGE_DIRECTORY)
COMMAND = "runmodwsgi"
SETTINGS_VARIABLE = "DJANGO_SETTINGS_MODULE"
COLLECTSTATIC = "python manage.py collectstatic"


class UnreadableProject(Exception):
    """The settings cannot be reached; the text says why, the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class _CommandReached(BaseException):
    """Ends `manage.py` at the point where Django would take over; nothing that catches Exception stops it."""


def project_facts(
    manage_py: str | None, settings_module: str | None, directory: str | None
) -> tuple[dict[str, object] | None, dict[str, object] | None]:
    """The `django` and the `problem` part of the document, one of them None, outside of `manage.py`'s own process."""
    _begin_as_python_would(manage_py, directory)
    try:
        if manage_py is not None:
            _run_until_command(os.path.abspath(manage_py))
        if settings_module is not None:
            os.environ[SETTINGS_VARIABLE] = settings_module
        if not os.environ.get(SETTINGS_VARIABLE):
            raise UnreadableProject(
                f"no settings module is known: {manage_py or 'the environment'} does not set {SETTINGS_VARIABLE}",
                f"set {SETTINGS_VARIABLE}",
            )
        from django.conf import settings

        settings.INSTALLED_APPS  # noqa: B018 - the first access imports the settings module
        return settings_facts(settings, manage_py, directory, _paths_of_this_process(settings)), None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return None, _problem(error)


def settings_facts(
    settings: Any, manage_py: str | None, directory: str | None = None, ignored_paths: Iterable[str] = ()
) -> dict[str, object]:
    """The `django` part, from settings that are loaded."""
    import django

    manage_py = os.path.abspath(manage_py) if manage_py else None
    base = getattr(settings, "BASE_DIR", None) or (
        os.path.dirname(manage_py) if manage_py else directory or os.getcwd()
    )
    base = os.path.abspath(os.fspath(base))
    application = getattr(settings, "WSGI_APPLICATION", None)
    aliases, notes = _aliases(settings)
    return {
        "version": django.get_version(),
        "manage_py": manage_py,
        "settings_module": os.environ.get(SETTINGS_VARIABLE, ""),
        "wsgi_application": None if application is None else str(application),
        "base_directory": base,
        "aliases": aliases,
        "python_path": _added_paths({base, *ignored_paths}),
        "environment_files": environment_origins([base, *([os.path.dirname(manage_py)] if manage_py else [])]),
        "notes": notes,
    }


def _begin_as_python_would(manage_py: str | None, directory: str | None) -> None:
    """Puts the project first on `sys.path`, in place of what `python -m` put there."""
    home = os.path.dirname(os.path.abspath(manage_py)) if manage_py else os.path.abspath(directory or os.getcwd())
    if sys.path and os.path.abspath(sys.path[0]) == os.getcwd():
        del sys.path[0]
    sys.path.insert(0, home)


def _paths_of_this_process(settings: Any) -> set[str]:
    """What stands on `sys.path` only so that this module could be run: a foreign environment that holds the package."""
    is_environment = os.path.basename(PACKAGE_PARENT) in ("site-packages", "dist-packages")
    return {PACKAGE_PARENT} if is_environment and not _is_installed(settings, "expressway") else set()


def _run_until_command(manage_py: str) -> None:
    """Runs the project's `manage.py` up to the call that hands over to Django.

    So everything counts that it does before: paths it adds, environment files it loads, the settings module it chooses.
    """
    import runpy

    from django.core import management

    def reached(*_arguments: object, **_keywords: object) -> NoReturn:
        raise _CommandReached

    # The names are looked up when `manage.py` imports them, so replacing them here is enough.
    function, method = management.execute_from_command_line, management.ManagementUtility.execute
    arguments = sys.argv
    management.execute_from_command_line = reached
    management.ManagementUtility.execute = reached  # type: ignore[method-assign]
    sys.argv = [manage_py, COMMAND]
    try:
        runpy.run_path(manage_py, run_name="__main__")
    except _CommandReached:
        return
    except SystemExit as ending:
        if not os.environ.get(SETTINGS_VARIABLE):
            raise UnreadableProject(
                f"'{manage_py}' ended (exit code {ending.code}) before it called Django",
                f"see what it prints, or set {SETTINGS_VARIABLE}",
            ) from ending
    finally:
        management.execute_from_command_line = function
        management.ManagementUtility.execute = method  # type: ignore[method-assign]
        sys.argv = arguments


def _aliases(settings: Any) -> tuple[list[dict[str, object]], list[str]]:
    """The folders that Apache serves by itself, and what a person should know about those it does not."""
    aliases: list[dict[str, object]] = []
    notes: list[str] = []

    static_url, static_root = _url(settings, "STATIC_URL"), _directory(settings, "STATIC_ROOT")
    if any("whitenoise" in str(name).lower() for name in getattr(settings, "MIDDLEWARE", None) or ()):
        notes.append("WhiteNoise serves the static files.")
    elif static_url is None:
        notes += _foreign_url_notes(settings, "STATIC_URL")
    elif static_root is not None and os.path.isdir(static_root):
        aliases.append({"url": static_url, "directory": static_root, "setting": "STATIC_URL, STATIC_ROOT"})
    elif static_root is not None:
        notes.append(f"No static files: STATIC_ROOT {static_root} does not exist yet; run: {COLLECTSTATIC}")
    elif _is_installed(settings, "django.contrib.staticfiles"):
        notes.append(
            'No static files: STATIC_ROOT is not set; add STATIC_ROOT = BASE_DIR / "staticfiles" to the settings, '
            f"then run: {COLLECTSTATIC}"
        )

    media_url, media_root = _url(settings, "MEDIA_URL"), _directory(settings, "MEDIA_ROOT")
    if media_url is None:
        notes += _foreign_url_notes(settings, "MEDIA_URL")
    elif media_root is not None:
        # The folder comes into being with the first upload; until then Apache answers 404, which is the truth.
        aliases.append({"url": media_url, "directory": media_root, "setting": "MEDIA_URL, MEDIA_ROOT"})
    return aliases, notes


def _url(settings: Any, name: str) -> str | None:
    """The path that the setting stands for, or None if this server has none for it.

    A relative one begins at the script prefix. Django's own attribute says so too, but imports the URL machinery for
    it, and knows FORCE_SCRIPT_NAME only after `django.setup()`. Source: django.conf.LazySettings._add_script_prefix,
    django.setup.
    """
    url = _raw(settings, name)
    if not url or _is_foreign(url):
        return None
    if not url.startswith("/"):
        url = (getattr(settings, "FORCE_SCRIPT_NAME", None) or "").rstrip("/") + "/" + url
    return url if url != "/" else None


def _foreign_url_notes(settings: Any, name: str) -> list[str]:
    url = _raw(settings, name)
    if _is_foreign(url):
        return [f"{name} is {url}: another server serves these files."]
    if url == "/":
        return [f"{name} is '/', which would hide the application: Apache does not serve these files."]
    return []


def _raw(settings: Any, name: str) -> str:
    value = getattr(getattr(settings, "_wrapped", settings), name, None)
    return "" if value is None else str(value)


def _is_foreign(url: str) -> bool:
    return url.startswith("//") or "://" in url


def _directory(settings: Any, name: str) -> str | None:
    value = getattr(settings, name, None)
    return os.path.abspath(os.fspath(value)) if value else None


def _is_installed(settings: Any, app: str) -> bool:
    return any(str(entry) == app or str(entry).startswith(app + ".apps.") for entry in settings.INSTALLED_APPS)


def _added_paths(left_out: set[str]) -> list[str]:
    """What stands on `sys.path` beyond the interpreter's own folders, in order: a WSGI process must be told of it."""
    left_out = left_out | _interpreter_paths()
    added: list[str] = []
    for entry in sys.path:
        path = os.path.abspath(entry)
        if path not in left_out and path not in added and os.path.exists(path):
            added.append(path)
    return added


def _interpreter_paths() -> set[str]:
    """The standard library, the site folders, and what the `.pth` files in those add by themselves in every process."""
    libraries = {os.path.dirname(os.__file__), os.path.join(os.path.dirname(os.__file__), "lib-dynload")}
    numbers = f"{sys.version_info[0]}{sys.version_info[1]}"
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        libraries.add(os.path.join(prefix, sys.platlibdir, f"python{numbers}.zip"))
        libraries.add(os.path.join(prefix, "lib", f"python{numbers}.zip"))
    for entry in sys.path:
        if os.path.basename(entry) not in ("site-packages", "dist-packages", "lib-dynload"):
            continue
        libraries.add(entry)
        libraries |= _paths_from_pth_files(entry)
    return {os.path.abspath(path) for path in libraries}


def _paths_from_pth_files(site: str) -> set[str]:
    """The folders that the site module adds for `site`. Source: the documentation of Python's `site` module."""
    paths: set[str] = set()
    try:
        names = [name for name in os.listdir(site) if name.endswith(".pth")]
    except OSError:
        return paths
    for name in names:
        try:
            with open(os.path.join(site, name), encoding="utf-8") as file:
                lines = file.read().splitlines()
        except (OSError, ValueError):
            continue
        for line in lines:
            if line.strip() and not line.startswith(("#", "import ", "import\t")):
                paths.add(os.path.join(site, line.strip()))
    return paths


def _problem(error: BaseException) -> dict[str, object]:
    import traceback

    hint: str | None = None
    if isinstance(error, UnreadableProject):
        return {"message": str(error), "hint": error.hint, "traceback": None}
    text = "".join(traceback.format_exception(type(error), error, _without_this_file(error)))
    message = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]
    module = os.environ.get(SETTINGS_VARIABLE)
    if isinstance(error, ModuleNotFoundError):
        if error.name == "django":
            hint = f"Django is not installed for {sys.executable}: run the command with the project's own Python"
        elif error.name and module and (module == error.name or module.startswith(error.name + ".")):
            hint = f"{SETTINGS_VARIABLE} is '{module}': check its spelling and the directory"
        else:
            hint = f"install the package that '{error.name}' belongs to for {sys.executable}"
    return {"message": f"the settings could not be read: {message}", "hint": hint, "traceback": text}


def _without_this_file(error: BaseException) -> Any:
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    return frames
