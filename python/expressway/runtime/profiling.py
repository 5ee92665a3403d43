"""Profiles what each request does, on the thread that runs it, from the call to the end of `close()`.

One file for each request, a summed one, one line a request in the log and the slowest functions at the end.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
import threading
import time
from collections import deque

from . import profile_summing
from .private_files import SharedDirectory
from .profile_collecting import HIDDEN_FILES, CallCollector
from .profile_summing import milliseconds

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from .profile_collecting import Stats

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

FORMATS = {"pstats": ".pstats", "speedscope": ".speedscope.json", "flamegraph": ".svg"}
SUMMARY = "summary.pstats"
SECONDS_BETWEEN_SUMMARIES = 1.0
MOST_FILES = 1000  # of one process; the oldest of its files goes when a new one comes
LONGEST_PATH = 60  # characters of a request's path in a file's name

HIDDEN_FILES.add((lambda: None).__code__.co_filename)


class Profiler:
    """The profiles of one process. Guards their numbering, their sum and the list of its files with a lock."""

    def __init__(self, directory: str, format_name: str) -> None:
        if format_name not in FORMATS:
            raise ValueError(f"no profiler format '{format_name}'; there are: {', '.join(FORMATS)}")
        self.format_name = format_name
        self._directory = SharedDirectory(directory, "profiler")
        self._lock = threading.Lock()
        self._files: deque[str] = deque()
        self._number = 0
        self._seconds = 0.0
        self._total: Stats = {}
        self._unsaved: Stats = {}
        self._saved_at = 0.0
        atexit.register(self._end)

    def wrap(self, application: Application) -> Application:
        """The application, each request of which leaves a profile."""

        def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            request = _Request(self, environ)

            def note_status(status: str, *rest: Any) -> Any:
                request.status = status
                return start_response(status, *rest)

            profile = request.profile
            profile.enable()
            try:
                body = application(environ, note_status)
            except BaseException:
                profile.disable()
                request.fail()
                raise
            profile.disable()
            # Lists run no code; a file wrapper is known to mod_wsgi by its type, and Apache sends the file itself.
            if isinstance(body, (list, tuple)) or type(body).__module__ == "mod_wsgi":
                request.end()
                return body
            return _ProfiledBody(body, request)

        return call

    def new_profile(self, environ: Mapping[str, Any]) -> Any:
        """What collects the calls of the request: `cProfile` where it sees this thread alone, else our own."""
        if self.format_name == "pstats" and _can_use_cprofile(environ):
            from cProfile import Profile

            return Profile()
        return CallCollector(records_events=self.format_name == "speedscope")

    def keep(self, request: _Request, stats: Stats, seconds: float) -> None:
        """Writes the request's profile, adds it to the sum, says so in the log."""
        stem, extension = request.name(seconds), FORMATS[self.format_name]
        content = self._content(request, stats, stem)
        moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime(request.began_at))
        with self._lock:
            while True:
                self._number += 1
                name = f"{moment}-{self._number:04d}-{stem}{extension}"
                if self._directory.add(name, content):
                    break
            number = self._number
            self._files.append(name)
            oldest = self._files.popleft() if len(self._files) > MOST_FILES else None
            self._seconds += seconds
            profile_summing.add(self._unsaved, stats)
            is_due = time.monotonic() - self._saved_at >= SECONDS_BETWEEN_SUMMARIES
            if is_due:
                self._save()
        if oldest is not None:
            self._directory.remove(oldest)
        hottest = ", ".join(
            f"{profile_summing.short_name(function)} {milliseconds(own)}"
            for function, own in profile_summing.hottest(stats, 3)
        )
        calls = profile_summing.call_count(stats)
        _say(f"profile {number:04d}: {request.title} {milliseconds(seconds)}, {calls:,} calls; hottest: {hottest}")

    def _content(self, request: _Request, stats: Stats, stem: str) -> bytes:
        if self.format_name == "pstats":
            return marshal.dumps(stats)
        from .profile_rendering import flame_graph, speedscope

        if self.format_name == "speedscope":
            return speedscope(request.profile, stem)
        return flame_graph(request.profile.root, request.title, request.profile.is_complete())

    def _save(self) -> None:
        """Adds what is not in it yet to the sum that all processes of this run share. The lock is held."""
        with self._directory.locked() as is_first:
            saved = None if is_first else self._directory.read(SUMMARY)
            summed: Stats = marshal.loads(saved) if saved else {}
            profile_summing.add(summed, self._unsaved)
            self._directory.write(SUMMARY, marshal.dumps(summed))
        profile_summing.add(self._total, self._unsaved)
        self._unsaved = {}
        self._saved_at = time.monotonic()

    def _end(self) -> None:
        with self._lock:
            if self._number == 0:
                return
            self._save()
            _say(
                f"profile of {self._number} requests, {milliseconds(self._seconds)}\n"
                f"{profile_summing.table(self._total, 10)}\n"
                f"  everything: python -m pstats {self._directory.file(SUMMARY)}"
            )


class _Request:
    """One request while it runs."""

    __slots__ = ("_method", "_owner", "_path", "_started", "began_at", "has_failed", "profile", "status")

    def __init__(self, owner: Profiler, environ: Mapping[str, Any]) -> None:
        self._owner = owner
        self._method = environ.get("REQUEST_METHOD", "")
        self._path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        self.status = ""
        self.has_failed = False
        self.profile = owner.new_profile(environ)
        self.began_at = time.time()
        self._started = time.perf_counter()

    @property
    def title(self) -> str:
        """The request in a few words: method, path as it was meant, status."""
        shown = self._path.encode("latin-1", "replace").decode("utf-8", "replace")
        shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in shown)
        return f"{self._method} {shown} {self._outcome}"

    @property
    def _outcome(self) -> str:
        return "error" if self.has_failed else self.status[:3] or "none"

    def name(self, seconds: float) -> str:
        """The part of the file's name that tells of the request."""
        words = (self._method[:20], self._path, self._outcome)
        method, safe_path, outcome = (re.sub(r"[^A-Za-z0-9._]+", "-", word).strip("-.") for word in words)
        return f"{method}-{safe_path[:LONGEST_PATH].strip('-.') or 'root'}-{outcome}-{seconds:.3f}s"

    def fail(self) -> None:
        """The request ends with an exception."""
        self.has_failed = True
        self.end()

    def end(self) -> None:
        """Keeps the profile. What goes wrong with that is said, and the request is none the worse."""
        seconds = time.perf_counter() - self._started
        try:
            self._owner.keep(self, _stats(self.profile), seconds)
        except Exception as error:
            _say(f"the profile of {self.title} is lost: {type(error).__name__}: {error}")
        if isinstance(self.profile, CallCollector):
            self.profile.release()


class _ProfiledBody:
    """The response: each piece that the application makes is profiled, the waits between them are not."""

    __slots__ = ("_body", "_iterator", "_request")

    def __init__(self, body: Iterable[bytes], request: _Request) -> None:
        self._body = body
        self._request: _Request | None = request
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> _ProfiledBody:
        return self

    def __next__(self) -> bytes:
        request = self._request
        if request is None:
            raise StopIteration
        profile = request.profile
        profile.enable()
        try:
            if self._iterator is None:
                self._iterator = iter(self._body)
            return next(self._iterator)
        except StopIteration:
            raise
        except BaseException:
            request.has_failed = True
            raise
        finally:
            profile.disable()

    def close(self) -> None:
        """The server calls this once, however the request ends."""
        request, self._request = self._request, None
        if request is None:
            return
        close = getattr(self._body, "close", None)
        if close is None:
            request.end()
            return
        profile = request.profile
        profile.enable()
        try:
            close()
        except BaseException:
            request.has_failed = True
            raise
        finally:
            profile.disable()
            request.end()


def begin(configuration: Mapping[str, Any]) -> Profiler:
    """`{"directory": str, "format": "pstats" | "speedscope" | "flamegraph"}`."""
    return Profiler(configuration["directory"], configuration.get("format", "pstats"))


def _can_use_cprofile(environ: Mapping[str, Any]) -> bool:
    """Whether a `cProfile` session would see this thread's calls only.

    Before Python 3.12 a session is of one thread; since then there is one for the process, and it mixes the threads.
    """
    if sys.version_info < (3, 12):
        return True
    monitoring = sys.monitoring
    return (
        not environ.get("wsgi.multithread", True)
        and len(sys._current_frames()) == 1
        and monitoring.get_tool(monitoring.PROFILER_ID) is None
    )


def _stats(profile: Any) -> Stats:
    if isinstance(profile, CallCollector):
        return profile.stats()
    profile.create_stats()
    return profile_summing.without_profiler(profile.stats)


def _say(text: str) -> None:
    sys.stderr.write(f"expressway: {text}\n")  # in one piece: `print` makes two, and mod_wsgi a line of each
    sys.stderr.flush()
