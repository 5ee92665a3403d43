"""The fixtures of the suite: laboratories with one source of mod_wsgi each."""

import signal
from collections.abc import Iterator

import pytest

# Before the modules are imported: their assertions explain themselves as those of the tests do.
pytest.register_assert_rewrite("harness")

from harness.debugged import Debugged, StartDebugging, write_application  # noqa: E402
from harness.environments import Module, environment_with  # noqa: E402
from harness.laboratory import Laboratory, laboratory_for_root  # noqa: E402
from harness.people import SUITE_IS_ROOT  # noqa: E402

# The oldest that a template has to run with, and the newest that Debian's Python 3.11 takes.
DJANGO_VERSIONS = ("4.2", "5.2")

# What starts the suite may ignore signals (nohup, a shell's background job), and every command would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
    signal.signal(number, signal.SIG_DFL)


@pytest.fixture(params=list(Module), ids=lambda module: module.value)
def laboratory(request: pytest.FixtureRequest) -> Iterator[Laboratory]:
    """A laboratory of an ordinary user, once with each source of mod_wsgi."""
    yield from _laboratory(request.param)


@pytest.fixture
def pypi_laboratory() -> Iterator[Laboratory]:
    """A laboratory of an ordinary user with PyPI's mod_wsgi, for what does not hang on the module."""
    yield from _laboratory(Module.PYPI)


@pytest.fixture
def distribution_laboratory() -> Iterator[Laboratory]:
    """A laboratory of an ordinary user without mod_wsgi in the environment."""
    yield from _laboratory(Module.DISTRIBUTION)


@pytest.fixture(params=DJANGO_VERSIONS)
def django_laboratory(request: pytest.FixtureRequest) -> Iterator[Laboratory]:
    """A laboratory of an ordinary user with each Django that a new project has to run with, and what tests it."""
    requirements = [f"Django=={request.param}.*", "pytest==8.4.2", "pytest-django==4.11.1"]
    place = Laboratory(Module.DISTRIBUTION, environment_with(Module.DISTRIBUTION, requirements))
    yield place
    place.put_away()


@pytest.fixture
def root_laboratory() -> Iterator[Laboratory]:
    """A laboratory in which root runs the commands, Apache's processes being somebody else's."""
    if not SUITE_IS_ROOT:
        pytest.skip("only root can try what root can do")
    place = laboratory_for_root(Module.PYPI, environment_with(Module.PYPI))
    yield place
    place.put_away()


@pytest.fixture
def start_debugging(laboratory: Laboratory) -> StartDebugging:
    """Starts `start-server --debug-mode --enable-debugger` on a terminal."""

    def begin(*arguments: str) -> Debugged:
        write_application(laboratory)
        options = ["--debug-mode", "--enable-debugger", *arguments]
        return Debugged(laboratory, laboratory.terminal("start-server", "app.wsgi", *options))

    return begin


def _laboratory(module: Module) -> Iterator[Laboratory]:
    place = Laboratory(module, environment_with(module))
    yield place
    place.put_away()
