"""Keeps a traced or profiled thread from spinning for ever under Python 3.11 and mod_wsgi 6.

In daemon mode mod_wsgi begins each request with `PyThreadState_SetAsyncExc(thread, NULL)`. Before Python 3.13 that
raises the interpreter's flag "there is an asynchronous exception", and nothing takes it down, for there is none. Python
3.11 looks at the flag before each traced call, handles what there is, and looks again: for ever (tried with 3.11.2 and
3.11.7, mod_wsgi 6.1.1). It is taken down where a real asynchronous exception is raised. So each request raises one, in
its own thread, and catches it. A thread that is traced meanwhile goes on when that has happened.
"""

from __future__ import annotations

import sys
from _thread import get_ident

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Wake(BaseException):
    """Raised and caught here, nowhere else."""


def settled(application: Application) -> Application:
    """The application; each request first takes down the flag where this Python and this mod_wsgi need it."""
    version = tuple(getattr(sys.modules.get("mod_wsgi"), "version", (0, 0)))
    if sys.version_info[:2] != (3, 11) or version < (5, 0):
        return application
    from ctypes import c_ulong, py_object, pythonapi

    raise_in = pythonapi.PyThreadState_SetAsyncExc
    wake = py_object(_Wake)

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            raise_in(c_ulong(get_ident()), wake)
            while True:  # it comes with the next look at the flag
                pass
        except _Wake:
            pass
        return application(environ, start_response)

    return call
