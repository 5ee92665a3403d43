"""Where the application is mounted: the paths that it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .requesting import HELLO, complete_environ


def test_at_the_root_the_applications_own_object_is_called(runtime: Any, script: Callable[[str], str]) -> None:
    handler = runtime.ApplicationHandler(script(HELLO))
    assert handler.application.__module__.startswith("_mod_wsgi_")


@pytest.mark.parametrize(
    ("script_name", "path", "expected"),
    [
        ("/one/two/", "x", "/one/two|/x"),
        ("/one/two/", "/x", "/one/two|/x"),
        ("/one/two/", "", "/one/two|/"),
        ("/one/two", "", "/one/two|"),
        ("/one/two", "/x/", "/one/two|/x/"),
        ("/one/two", "x", "/one/two|/x"),
        ("/", "", "|/"),
        ("/", "x", "|/x"),
    ],
)
def test_below_a_mount_point_the_paths_are_what_wsgi_demands(
    runtime: Any, script: Callable[[str], str], script_name: str, path: str, expected: str
) -> None:
    validated = script("from wsgiref.validate import validator\n" + HELLO + "application = validator(application)\n")
    handler = runtime.ApplicationHandler(validated, mount_point="/one/two/")
    environ = complete_environ(SCRIPT_NAME=script_name, PATH_INFO=path)
    result = handler(environ, lambda status, headers, error=None: lambda data: None)
    assert [*result] == [expected.encode()]
    result.close()
