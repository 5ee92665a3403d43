"""Loads the application once, says how that went, and stands in for it when it cannot be loaded."""

from __future__ import annotations

import os
import sys
import time

from .collecting import RareCollections
from .loading import load_application
from .mounting import mounted
from .reporting import Reporter
from .surroundings import enter, put_first_on_path, set_variables
from .tracing import traced

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class ApplicationHandler:
    """A WSGI application around the user's own, made while mod_wsgi loads the handler script.

    `application` is what is to be called: the user's own object wherever nothing has to be done on the way, so that
    a handler script that takes it from here adds nothing to a request. Calling the handler itself does the same, one
    call dearer.
    """

    __slots__ = ("application", "failed")

    def __init__(
        self,
        entry_point: str,
        application_type: str = "script",
        callable_object: str = "application",
        mount_point: str = "/",
        report_path: str | None = None,
        environment: Mapping[str, str] | None = None,
        environment_files: Mapping[str, str] | None = None,
        secrets: Mapping[str, tuple[str, str]] | None = None,
        python_path: Sequence[str] = (),
        working_directory: str | None = None,
        instruments: Mapping[str, Any] | None = None,
        standby: Mapping[str, Any] | None = None,
        loaded_directory: str | None = None,
        namespace: MutableMapping[str, Any] | None = None,
    ) -> None:
        """Never raises on account of the application: one that cannot be loaded is replaced by an error page.

        `instruments` names the debug features and their configuration, as the protocol's page lays down. With
        `standby`, this returns in copies of the process alone. `namespace` is that of the handler script; with it, what
        the application has loaded is told to the engine, in files in `loaded_directory` (or in that of `standby`).
        """
        project = [working_directory, *python_path] if working_directory else list(python_path)
        reporter = Reporter(report_path)
        generation = None
        if standby is not None and namespace is not None:
            from .file_identity import fingerprint
            from .standby import stand_by

            script = namespace["__file__"]
            prelude = {"environment": environment or {}, "project": project}
            generation = stand_by(standby, script, reporter, prelude)
            if generation is not None and generation.has_aged(fingerprint(script)):
                self.failed = False
                self.application: Application = _run_again(script)
                return
        if generation is not None and working_directory:
            enter(working_directory)
        set_variables(environment_files, environment, secrets)
        if "MOD_WSGI_RELOADER_ENABLED" in os.environ:
            from .bytecode import distrust_fresh_sources  # only a reloading server meets such sources

            distrust_fresh_sources()
        put_first_on_path(project)
        if generation is not None:
            reporter.report("generation", str(generation.number))
        number = 0 if generation is None else generation.number
        place = standby["directory"] if standby is not None else loaded_directory
        reporter.report("importing", entry_point)
        started = time.perf_counter()
        self.failed = False
        collections = RareCollections().__enter__()
        try:
            self.application = _imported(entry_point, application_type, callable_object, mount_point, instruments)
        except BaseException as error:
            self.failed = True
            if generation is not None:
                generation.commit()
            self.application = _stand_in(error, reporter, place, number)
            return
        finally:
            if generation is None or self.failed:
                collections.end()
        if place is not None and namespace is not None:
            from .announcing import Announcement, announce

            then = _nothing if generation is None else collections.end
            self.application = Announcement(self.application, namespace, reporter, place, number, then)
            if number < 2:  # those that later ones load are mostly the same, and somebody waits for them
                announce("imported", reporter, place, number)
        if generation is not None:
            generation.commit()
        reporter.report("ready", f"{time.perf_counter() - started:.6f}")

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self.application(environ, start_response)


def _imported(
    entry_point: str,
    application_type: str,
    callable_object: str,
    mount_point: str,
    instruments: Mapping[str, Any] | None,
) -> Application:
    """The application, with all that lies around it; raises what keeps it from being imported."""
    begun = None
    if instruments:
        from .instruments import begin

        begun = begin(instruments)
    application: Application = load_application(entry_point, application_type, callable_object)
    if "MOD_WSGI_RELOADER_ENABLED" in os.environ:
        from .url_configuration import import_url_configuration

        import_url_configuration(mount_point)
    if begun is not None:
        application = begun.wrap(application)
    if mount_point.strip("/"):
        application = mounted(application)
    return traced(application, is_instrumented=begun is not None)


def _stand_in(error: BaseException, reporter: Reporter, place: str | None, number: int) -> Application:
    """Says what has kept the application from being imported, and returns what shows it to whoever asks."""
    from .failure import failure_application, failure_text, with_hint  # dear, and not needed when all goes well

    text = failure_text(error)
    if number > 1:
        text = with_hint(text, error)
    if place is not None:
        from .announcing import announce

        announce("imported", reporter, place, number, error)
    debuggers = sys.modules.get(f"{__package__}.terminal_debuggers")
    has_ended = debuggers is not None and debuggers.has_ended_the_server(error)
    if not has_ended and not reporter.report_failure(text):
        print(text, file=sys.stderr, flush=True)
    return failure_application(text)


def _nothing() -> None:
    pass


def _run_again(script: str) -> Application:
    """The application of a handler script that was rewritten since this process began to read it."""
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec", dont_inherit=True)
    namespace: dict[str, Any] = {"__file__": script, "__name__": "_expressway_handler"}
    exec(code, namespace)
    application: Application = namespace["application"]
    return application
