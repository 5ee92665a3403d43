"""mod_wsgi's own measurements, on a page beside the application."""

from typing import Any

import pytest

from harness import web
from harness.laboratory import Laboratory
from harness.waiting import wait_for


def _measured(port: int) -> list[Any]:
    try:
        state = web.request(port, "/api/state").json()
    except OSError:
        return []
    return [process for process in state["processes"] if process["samples"]]


@pytest.mark.parametrize("person", ["somebody", "root"])
def test_the_telemetry_page_shows_measurements_of_the_application(person: str, request: pytest.FixtureRequest) -> None:
    name = "root_laboratory" if person == "root" else "pypi_laboratory"
    laboratory: Laboratory = request.getfixturevalue(name)
    laboratory.application("echo.py", "app.wsgi")
    port = web.free_port()
    arguments = ["--enable-telemetry", "--telemetry-ui-port", str(port), "--telemetry-interval", "0.5"]
    server = laboratory.serve("start-server", "app.wsgi", *arguments)
    wait_for("measurements", lambda: _measured(port), within=15)
    assert web.request(port, "/").status == 200
    server.wait_for_output(f"http://127.0.0.1:{port}/")
    assert server.stop(within=2) == 0
    assert not web.answers(port)


def test_a_telemetry_port_in_use_is_told_with_its_own_flag(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    arguments = ["--enable-telemetry", "--telemetry-ui-port", str(server.port)]
    finished = pypi_laboratory.run("start-server", "app.wsgi", *arguments)
    finished.assert_one_clear_message(str(server.port), "--telemetry-ui-port")


def test_a_mod_wsgi_that_has_no_telemetry_says_which_one_has(distribution_laboratory: Laboratory) -> None:
    distribution_laboratory.application("echo.py", "app.wsgi")
    finished = distribution_laboratory.run("start-server", "app.wsgi", "--enable-telemetry")
    finished.assert_one_clear_message("--enable-telemetry", "6.1.1")
