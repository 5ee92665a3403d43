"""Measures which lines the import and the requests execute, with the `coverage` package.

Apache's threads are not made by `threading`, so the trace function that coverage leaves there for new threads never
reaches them. It is put in place here while a thread runs the application, and taken away again, since mod_wsgi may
drop the Python state of a thread after each request. With the `sysmon` core nothing of that is needed.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading

from .private_files import SharedDirectory

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

WRITE_NOW = ".write-now"
EARLIER = "earlier"
SECONDS_BETWEEN_SAVES = 0.5
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_FOR_OTHERS = 0.6  # until every other process has saved what its last request did
# They would be said of every server: no request yet, a debugger beside coverage.
NEEDLESS_WARNINGS = ["no-data-collected", "module-not-measured", "already-imported", "trace-changed"]


class Measurement:
    """What is measured in this process. A thread of its own writes the data; `_saving` guards that."""

    def __init__(self, directory: str, sources: Sequence[str]) -> None:
        """Measures from here on. Raises ImportError where coverage is not installed."""
        try:
            import coverage
        except ModuleNotFoundError as error:
            if error.name != "coverage":
                raise
            version = ".".join(map(str, sys.version_info[:2]))
            raise ImportError(
                f"coverage is not installed for this Python ({version}, {sys.prefix}); "
                "install it with: pip install coverage",
                name="coverage",
            ) from None
        from .coverage_reporting import DATA_NAME, configuration_in

        self._directory = SharedDirectory(directory, "coverage")
        self._put_earlier_run_aside()
        self._configuration = configuration_in(list(sources))
        self._coverage: Any = coverage.Coverage(
            data_file=self._directory.file(DATA_NAME),
            data_suffix=True,
            source=list(sources) or None,
            config_file=self._configuration,
            auto_data=False,
            messages=False,
        )
        disabled: Any = self._coverage.get_option("run:disable_warnings") or []
        self._coverage.set_option("run:disable_warnings", [*disabled, *NEEDLESS_WARNINGS])
        self._coverage.start()
        self._trace_new_thread = _trace_for_new_threads()
        self._idle_traces: list[Any] = []
        self._flush = self._prepare_flush()
        self._has_saved = False
        self._saving = threading.Lock()
        self._start_thread()
        os.register_at_fork(after_in_child=self._begin_in_child)
        # After coverage's own, so before it at the end.
        atexit.register(self._end)

    def wrap(self, application: Application) -> Application:
        """The application, measured on whatever thread it is called."""

        def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            try:
                body: Iterable[bytes] = self.run(application, environ, start_response)
            finally:
                self._wake.set()
            # Lists run no code; a file wrapper is known to mod_wsgi by its type.
            if isinstance(body, (list, tuple)) or type(body).__module__ == "mod_wsgi":
                return body
            return _MeasuredBody(body, self)

        return call

    def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Calls the function with coverage's trace function in place, if this thread needs one and has none.

        Set and taken away in this very frame, with no Python call in between but that one: every call that the
        tracer sees also returns before its eyes.
        """
        if self._trace_new_thread is None or sys.gettrace() is not None:
            return function(*arguments)
        try:
            trace = self._idle_traces.pop()
        except IndexError:
            trace = self._trace_new_thread
        sys.settrace(trace)
        try:
            return function(*arguments)
        finally:
            trace = sys.gettrace()
            sys.settrace(None)
            if _belongs_to_coverage(trace) and trace != self._trace_new_thread:
                self._idle_traces.append(trace)

    def note_end(self) -> None:
        """A request has ended: there may be something to save."""
        self._wake.set()

    def _prepare_flush(self) -> Callable[[], object]:
        """How data reaches the file while other threads go on.

        Coverage empties its sets after writing them, and loses what another thread adds in between. Where we know
        its inside, we let it keep them: what is written again is merged. Contexts that change need them emptied.
        """
        collector: Any = getattr(self._coverage, "_collector", None)
        if not hasattr(collector, "_clear_data") or self._coverage.get_option("run:dynamic_context"):
            return self._coverage.get_data  # type: ignore[no-any-return]
        collector._clear_data = lambda: None
        return collector.flush_data  # type: ignore[no-any-return]

    def _save(self, is_complete: bool = False) -> None:
        """Writes what was measured; the names of files that never ran as well, the first time and when asked."""
        with self._saving:
            flush = self._flush if self._has_saved and not is_complete else self._coverage.get_data
            for attempt in range(10):
                try:
                    flush()
                    break
                except RuntimeError:  # a set that grew while it was read
                    if attempt == 9:
                        raise
            self._has_saved = True

    def _report(self) -> None:
        from .coverage_reporting import write_reports

        self._save(is_complete=True)
        with self._directory.locked():
            said = write_reports(self._directory.path, self._configuration)
        _say(said)

    def _start_thread(self) -> None:
        self._ended = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._write_in_the_background, name="expressway-coverage", daemon=True)
        self._thread.start()

    def _begin_in_child(self) -> None:
        """A forked process has no thread but the one that forked."""
        self._saving = threading.Lock()
        self._has_saved = False
        self._start_thread()

    def _write_in_the_background(self) -> None:
        sys.settrace(None)
        while not self._ended.is_set():
            try:
                if self._wake.wait(SECONDS_BETWEEN_LOOKS) and not self._ended.is_set():
                    self._wake.clear()
                    self._save()
                    self._ended.wait(SECONDS_BETWEEN_SAVES)
                self._obey()
            except Exception as error:
                _say(f"coverage: {type(error).__name__}: {error}")
                self._ended.wait(SECONDS_BETWEEN_SAVES)

    def _obey(self) -> None:
        """Writes the reports if the engine has asked for them: one process does, the one that removes the file."""
        try:
            os.unlink(self._directory.file(WRITE_NOW))
        except OSError:
            return
        self._ended.wait(SECONDS_FOR_OTHERS)
        self._report()

    def _put_earlier_run_aside(self) -> None:
        """Line numbers of another run's files may not be those of today; `coverage combine` still takes them."""
        from .coverage_reporting import data_files

        with self._directory.locked() as is_first:
            if not is_first:
                return
            for path in data_files(self._directory.path):
                earlier = os.path.join(os.path.dirname(path), EARLIER)
                os.makedirs(earlier, mode=0o700, exist_ok=True)
                os.replace(path, os.path.join(earlier, os.path.basename(path)))

    def _end(self) -> None:
        self._ended.set()
        self._wake.set()
        self._thread.join(30)
        self._coverage.stop()
        self._report()


class _MeasuredBody:
    """The response, each piece of which may run code of the application's."""

    __slots__ = ("_body", "_iterator", "_measurement")

    def __init__(self, body: Iterable[bytes], measurement: Measurement) -> None:
        self._body = body
        self._measurement = measurement
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> _MeasuredBody:
        return self

    def __next__(self) -> bytes:
        if self._iterator is None:
            self._iterator = self._measurement.run(iter, self._body)
        piece: bytes = self._measurement.run(next, self._iterator)
        return piece

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        try:
            if close is not None:
                self._measurement.run(close)
        finally:
            self._measurement.note_end()


def begin(configuration: Mapping[str, Any]) -> Measurement:
    """`{"directory": str, "source": [str, ...]}`; the sources are the directories whose files are measured."""
    return Measurement(configuration["directory"], configuration.get("source", ()))


def _trace_for_new_threads() -> Any:
    """What `threading` gives to threads that it makes: coverage's, when the core needs one."""
    trace = threading.gettrace() if sys.version_info >= (3, 10) else threading._trace_hook  # type: ignore[attr-defined]
    return trace if _belongs_to_coverage(trace) else None


def _belongs_to_coverage(trace: object) -> bool:
    owner = getattr(trace, "__self__", trace)
    return type(owner).__module__.partition(".")[0] == "coverage"


def _say(text: str) -> None:
    sys.stderr.write(f"expressway: {text}\n")  # in one piece: `print` makes two, and mod_wsgi a line of each
    sys.stderr.flush()
