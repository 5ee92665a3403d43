"""What the engine must know of the Python environment, as `docs/reference/runtime-protocol.md` lays down.

`python -m expressway.facts [--django --manage-py PATH | --django --settings MODULE --directory DIRECTORY]` writes the
document to standard output. The launcher imports this module at every start: only what is already loaded by then is
imported here.
"""

from __future__ import annotations

import os
import sys

from expressway import __version__

PROTOCOL = 1
VALUE_FLAGS = ("--manage-py", "--settings", "--directory")
PACKAGE_DIRECTORY = os.path.dirname(os.path.abspath(__file__))


def facts_document(
    django: dict[str, object] | None = None, problem: dict[str, object] | None = None
) -> dict[str, object]:
    """The whole document; `django` and `problem` come from `expressway.django_facts`."""
    return {
        "protocol": PROTOCOL,
        "expressway": __version__,
        "python": {
            "executable": sys.executable or os.path.join(sys.prefix, "bin", "python3"),
            "version": sys.version.split()[0],
            "prefix": sys.prefix,
            "base_prefix": sys.base_prefix,
            "free_threaded": "t" in sys.abiflags,
            "package_directory": PACKAGE_DIRECTORY,
            "mod_wsgi": mod_wsgi_facts(),
        },
        "django": django,
        "problem": problem,
    }


def mod_wsgi_facts() -> dict[str, object] | None:
    """The mod_wsgi that pip installed for this interpreter, with the Apache that it was built against, or None."""
    for package in _package_directories("mod_wsgi"):
        module = _module_file(os.path.join(package, "server"))
        if module is not None:
            distribution, version = _distribution(package)
            httpd, modules_directory = _apache(package)
            return {
                "distribution": distribution,
                "version": version,
                "module": module,
                "httpd": httpd,
                "modules_directory": modules_directory,
                "telemetry": _has_telemetry(),
            }
    return None


def _has_telemetry() -> bool:
    """Whether mod_wsgi-telemetry is installed: mod_wsgi's package takes in folders of its name from all of `sys.path`.

    Source: mod_wsgi 6.1.1, mod_wsgi/__init__.py, pkgutil.extend_path.
    """
    return any(os.path.isfile(os.path.join(entry, "mod_wsgi", "telemetry", "server.py")) for entry in sys.path)


def _package_directories(name: str) -> list[str]:
    """Where a package lies, by the import system's own finders but without importing it (or `importlib.util`)."""
    for finder in sys.meta_path:
        find_spec = getattr(finder, "find_spec", None)
        spec = find_spec(name, None) if find_spec is not None else None
        if spec is not None:
            return list(spec.submodule_search_locations or [])
    return []


def _module_file(directory: str) -> str | None:
    """The extension module for this interpreter: the folder may hold those of others as well."""
    start = f"mod_wsgi-py{sys.version_info[0]}{sys.version_info[1]}"
    interpreter = f".cpython-{sys.version_info[0]}{sys.version_info[1]}{sys.abiflags}"
    accepted = (start + interpreter + "-", start + interpreter + ".", start + ".so", start + ".abi3")
    for name in sorted(_names(directory)):
        if name.endswith(".so") and name.startswith(accepted):
            return os.path.join(directory, name)
    return None


def _distribution(package: str) -> tuple[str, str]:
    """Name and version, from the name of the metadata folder beside the package."""
    for name in sorted(_names(os.path.dirname(package))):
        stem, suffix = os.path.splitext(name)
        if suffix not in (".dist-info", ".egg-info") or not stem.startswith("mod_wsgi"):
            continue
        project, _, rest = stem.partition("-")
        version = rest.partition("-")[0]
        if project == "mod_wsgi_standalone" and version:
            return "mod_wsgi-standalone", version
        if project == "mod_wsgi" and version:
            return "mod_wsgi", version
    from importlib.metadata import PackageNotFoundError  # dear, and only for odd installations
    from importlib.metadata import version as version_of

    for project in ("mod_wsgi-standalone", "mod_wsgi"):
        try:
            return project, version_of(project)
        except PackageNotFoundError:
            continue
    return "mod_wsgi", "unknown"


def _apache(package: str) -> tuple[str | None, str | None]:
    """httpd and its modules folder as mod_wsgi's build noted them; None for each that is not (or no longer) there."""
    noted = _build_notes(package)
    if noted.get("WITH_HTTPD_PACKAGE") == "True":
        for packages in _package_directories("mod_wsgi_packages"):
            home = os.path.join(packages, "httpd")
            httpd = os.path.join(home, "bin", "httpd")
            if os.path.isfile(httpd):
                return httpd, _if_directory(os.path.join(home, "modules"))
        return None, None
    program = noted.get("PROGNAME", "")
    for directory in (noted.get("SBINDIR", ""), noted.get("BINDIR", "")):
        httpd = os.path.join(directory, program)
        if directory and program and os.path.isfile(httpd):
            return httpd, _if_directory(noted.get("LIBEXECDIR", ""))
    return None, None


def _build_notes(package: str) -> dict[str, str]:
    """The plain assignments of mod_wsgi's `apxs_config.py`, read as text: importing it would run mod_wsgi's package.

    Source: mod_wsgi 6.1.1 and 4.9.4, setup.py, which writes the file into `express` and `server` respectively.
    """
    for folder in ("express", "server"):
        try:
            with open(os.path.join(package, folder, "apxs_config.py"), encoding="utf-8") as file:
                lines = file.read().splitlines()
        except (OSError, ValueError):
            continue
        notes = {}
        for line in lines:
            name, equals, value = line.strip().partition(" = ")
            if equals and (value in ("True", "False") or (len(value) > 1 and value[0] == value[-1] == "'")):
                notes[name] = value.strip("'")
        return notes
    return {}


def _names(directory: str) -> list[str]:
    try:
        return os.listdir(directory)
    except OSError:
        return []


def _if_directory(path: str) -> str | None:
    return path if path and os.path.isdir(path) else None


def main(arguments: list[str]) -> int:
    """Writes the document. What the project's own code prints on the way goes to standard error."""
    given: dict[str, str] = {}
    words = iter(arguments)
    for word in words:  # by hand: `argparse` would take as long to import as the rest takes together
        flag, equals, value = word.partition("=")
        if flag in VALUE_FLAGS:
            given[flag] = value if equals else next(words, "")
        elif word == "--django":
            given[flag] = ""
        else:
            sys.stderr.write(f"expressway.facts: no option '{word}'; there are: --django {' '.join(VALUE_FLAGS)}\n")
            return 2

    from expressway.document import to_json

    document_descriptor = os.dup(1)
    os.dup2(2, 1)
    if given:
        from expressway.django_facts import project_facts

        document = facts_document(*project_facts(*[given.get(flag) or None for flag in VALUE_FLAGS]))
    else:
        document = facts_document()
    sys.stdout.flush()
    with os.fdopen(document_descriptor, "w", encoding="ascii") as output:
        output.write(to_json(document) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
