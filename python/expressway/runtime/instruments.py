"""The debug features of one WSGI process: begun before the application is imported, wrapped around it afterwards.

Each is a module that offers `begin(configuration)`, which returns an object with `wrap(application)`. A module is
imported only when its feature is asked for: a server without debug features pays for none of them.
"""

from __future__ import annotations

from importlib import import_module

from .settling import settled

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Protocol

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

    class Instrument(Protocol):
        """One debug feature that has begun."""

        def wrap(self, application: Application) -> Application:
            """The application with the feature around it."""


# From the inside out. The profiler sees no time of the others; coverage's tracing is in place before the profiler asks
# for the application; the debugger meets what leaves all of these; the recorder sees what the server sees.
MODULES = {
    "validate": "validating",
    "profiler": "profiling",
    "coverage": "coverage_measuring",
    "debugger": "debugging",
    "recorder": "recording",
}
# Those that switch on the tracing or the profiling of a thread.
TRACING = frozenset(("profiler", "coverage", "debugger"))


class Instruments:
    """What has begun, from the inside out."""

    __slots__ = ("_begun", "_trace")

    def __init__(self, begun: list[Instrument], trace: bool) -> None:
        """`trace`: whether one of them traces or profiles threads."""
        self._begun = begun
        self._trace = trace

    def wrap(self, application: Application) -> Application:
        """The application with every instrument around it."""
        for instrument in self._begun:
            application = instrument.wrap(application)
        # Not for nothing: with it, the recorder would cost a tenth of a small view's throughput more.
        return settled(application) if self._trace else application


def begin(configuration: Mapping[str, Any]) -> Instruments:
    """Begins every feature that has an entry in the configuration; to be called before the application is imported.

    A value that is false (`None`, `False`) stands for a feature that is off; an empty mapping for one with defaults.
    Raises what a feature raises that cannot begin, ValueError for a name that is none of ours.
    """
    unknown = sorted(set(configuration) - set(MODULES))
    if unknown:
        raise ValueError(f"no instrument '{unknown[0]}'; there are: {', '.join(MODULES)}")
    wanted = [name for name in MODULES if configuration.get(name) not in (None, False)]
    begun = {}
    # Coverage measures whatever another one imports, and writes its reports, which takes long, when all else has ended.
    for name in sorted(wanted, key=lambda name: name != "coverage"):
        begun[name] = import_module(f".{MODULES[name]}", __package__).begin(configuration[name])
    return Instruments([begun[name] for name in wanted], trace=not TRACING.isdisjoint(wanted))
