"""The fixtures of the suite: one pair of servers for each site, shared by its rows."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before the modules are imported: their assertions explain themselves as those of the tests do.
pytest.register_assert_rewrite("harness", "suite")

from suite.backend import backend  # noqa: E402
from suite.certificates import make_certificates  # noqa: E402
from suite.rows import Site  # noqa: E402
from suite.sides import ONLY_VARIABLE, Pair, Place, Who, place  # noqa: E402


@pytest.fixture(scope="session")
def only() -> Who | None:
    named = os.environ.get(ONLY_VARIABLE)
    return Who[named.upper()] if named else None


@pytest.fixture(scope="session")
def environment() -> Place:
    return place()


@pytest.fixture(scope="session")
def backend_port() -> Iterator[int]:
    with backend() as port:
        yield port


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("certificates")
    make_certificates(directory)
    return directory


@pytest.fixture(scope="session")
def pair(
    request: pytest.FixtureRequest, environment: Place, backend_port: int, certificates: Path, only: Who | None
) -> Iterator[Pair]:
    """The two servers of one site."""
    site: Site = request.param
    servers = Pair(site, environment, backend_port, certificates, only)
    yield servers
    servers.put_away()
