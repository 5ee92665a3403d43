"""From the data files of a directory to the reports in it. Run as a program, it does so after a server was killed:

python coverage_reporting.py DIRECTORY [SOURCE ...]
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress

import coverage
from coverage.exceptions import CoverageException, NoDataError

DATA_NAME = ".coverage"
HTML = "html"
ASIDE = ".reports-"
REPORTS = {"lcov_report": "lcov.info", "xml_report": "coverage.xml", "json_report": "coverage.json"}
# Where coverage looks for its settings, and what says that they are there. Source: coverage, configuration reference.
CONFIGURATIONS = {
    ".coveragerc": "[",
    "setup.cfg": "[coverage:",
    "tox.ini": "[coverage:",
    "pyproject.toml": "[tool.coverage",
}


def configuration_in(directories: list[str]) -> str | bool:
    """The first file there with settings for coverage; False when there is none."""
    for directory in directories:
        for name, mark in CONFIGURATIONS.items():
            path = os.path.join(directory, name)
            with suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
                if mark in file.read():
                    return path
    return False


def data_files(directory: str) -> list[str]:
    """What the processes have written, one file each, names as `coverage combine` looks for them."""
    names = sorted(name for name in os.listdir(directory) if name.startswith(DATA_NAME + "."))
    return [os.path.join(directory, name) for name in names if not name.endswith(("-journal", "-wal", "-shm"))]


def are_current(directory: str) -> bool:
    """Whether no data came after the reports, and nobody was stopped while writing them."""
    if any(name.startswith(ASIDE) for name in os.listdir(directory)):
        return False
    try:  # the last of them to be written
        written = os.stat(os.path.join(directory, DATA_NAME)).st_ctime_ns
    except FileNotFoundError:
        return not data_files(directory)
    return all(os.stat(path).st_mtime_ns <= written for path in data_files(directory))


def write_reports(directory: str, configuration: str | bool = False) -> str:
    """Writes HTML, lcov, Cobertura XML and JSON over those that are there, each in one step; says how that went."""
    for name in os.listdir(directory):  # of one that was killed: whoever calls this holds the directory's lock
        if name.startswith(ASIDE):
            shutil.rmtree(os.path.join(directory, name), ignore_errors=True)
    aside = os.path.join(directory, f"{ASIDE}{os.getpid()}")
    os.mkdir(aside, 0o700)
    try:
        return _write(directory, aside, configuration)
    except NoDataError:
        return "coverage: nothing was measured so far"
    except (CoverageException, OSError) as error:
        return f"coverage: the reports could not be written: {error}"
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(directory: str, aside: str, configuration: str | bool) -> str:
    combined = coverage.Coverage(
        data_file=os.path.join(aside, DATA_NAME), config_file=configuration, auto_data=False, messages=False
    )
    combined.combine(data_files(directory), strict=False, keep=True)
    combined.save()
    percent = 0.0
    for method, name in REPORTS.items():
        percent = getattr(combined, method)(outfile=os.path.join(aside, name), ignore_errors=True)
        os.replace(os.path.join(aside, name), os.path.join(directory, name))
    combined.html_report(directory=os.path.join(aside, HTML), ignore_errors=True)
    with suppress(FileNotFoundError):
        os.replace(os.path.join(directory, HTML), os.path.join(aside, "old"))
    os.replace(os.path.join(aside, HTML), os.path.join(directory, HTML))
    combined.get_data().close(force=True)
    os.replace(os.path.join(aside, DATA_NAME), os.path.join(directory, DATA_NAME))
    return f"coverage: {percent:.1f} %; {os.path.join(directory, HTML, 'index.html')}, {', '.join(REPORTS.values())}"


def main(directory: str, sources: list[str]) -> None:
    """Finishes the reports as the server would have: from its directory, with the settings of its project."""
    if are_current(directory):
        return
    if sources:
        os.chdir(sources[0])  # what the settings and the reports name is relative to it
        sys.path[:1] = sources  # plugins of the project's own, in place of this runtime
    print(write_reports(directory, configuration_in(sources)))


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), [os.path.abspath(source) for source in sys.argv[2:]])
