"""Copies of a process in a model of mod_wsgi's daemon process; the real one is tried by the integration suite."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from expressway.runtime.brood import Brood, Generation, wait_readable
from expressway.runtime.daemon_process import CannotFork, DaemonProcess, _own_pipes, _replace_pipe, open_listener
from expressway.runtime.library_parent import LibraryParent
from expressway.runtime.loaded import loaded_document
from expressway.runtime.preloading import Preloading
from expressway.runtime.reporting import Reporter


class _Daemon:
    """What Brood asks of a DaemonProcess."""

    def __init__(self) -> None:
        self.listener = -1

    def settle_copy(self, parent: int, listener: int | None = None) -> None:
        assert os.getppid() == parent
        if listener is not None:
            self.listener = os.dup(listener)


@pytest.fixture
def brood(tmp_path: Path) -> Iterator[Brood]:
    found = Brood(_Daemon(), Reporter(None), str(tmp_path), 1, 10, (0, 0), ())  # type: ignore[arg-type]
    yield found
    for pid in [*found._children, *found._retired]:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _in_the_copy(run: Callable[[], object], end: int = 0) -> None:
    try:
        run()
    finally:
        os._exit(end)


def _connect(path: Path) -> socket.socket:
    client = socket.socket(socket.AF_UNIX)
    client.connect(str(path))
    return client


def test_a_generation_listens_on_a_socket_of_its_own_for_its_user_alone(brood: Brood, tmp_path: Path) -> None:
    generation = brood.fork(2, None)
    if generation is not None:
        _in_the_copy(signal.pause)
    assert (tmp_path / "2.sock").stat().st_mode & 0o777 == 0o700
    _connect(tmp_path / "2.sock").close()


def test_a_generation_that_imports_is_given_up_with_its_socket(brood: Brood, tmp_path: Path) -> None:
    if brood.fork(2, None) is not None:
        _in_the_copy(signal.pause)
    with _connect(tmp_path / "2.sock") as client:
        listener = brood.revoke()
        assert listener is not None
        if brood.fork(3, listener) is not None:
            _in_the_copy(lambda: _answer(brood.daemon.listener))
        assert client.recv(5) == b"hello"


def _answer(listener: int) -> None:
    connection, _ = socket.socket(fileno=listener).accept()
    connection.sendall(b"hello")


def test_a_generation_that_serves_is_not_given_up(brood: Brood) -> None:
    told, tell = os.pipe()
    generation = brood.fork(2, None)
    if generation is not None:

        def serve() -> None:
            generation.commit()
            os.write(tell, b"1")
            signal.pause()

        _in_the_copy(serve)
    os.read(told, 1)
    assert brood.revoke() is None
    [pid] = brood._children
    os.kill(pid, 0)


def test_a_generation_that_was_given_up_never_serves(brood: Brood) -> None:
    told, tell = os.pipe()
    begin, let = os.pipe()
    generation = brood.fork(2, None)
    if generation is not None:

        def serve_late() -> None:
            os.read(begin, 1)
            generation.commit()
            os.write(tell, b"1")

        _in_the_copy(serve_late)
    os.close(tell)
    assert brood.revoke() is not None
    os.write(let, b"1")
    assert os.read(told, 1) == b""


def test_a_process_that_ends_is_made_again_after_a_moment(brood: Brood) -> None:
    began = time.monotonic()
    if brood.fork(2, None) is not None:
        os._exit(3)
    [first] = brood._children
    while True:
        wait_readable(brood.polled, brood.patience)
        if brood.keep_up() is not None:
            _in_the_copy(signal.pause)
        if brood._children and first not in brood._children:
            break
    assert time.monotonic() - began > 0.9


@pytest.mark.parametrize("commits", [False, True], ids=["while it imports", "while it serves"])
def test_a_process_that_ends_each_time_is_made_again_more_and_more_rarely(brood: Brood, commits: bool) -> None:
    def _end(generation: Generation) -> None:
        if commits:
            generation.commit()
        os._exit(3)

    generation = brood.fork(2, None)
    if generation is not None:
        _end(generation)
    moments: list[float] = []
    while len(moments) < 2:
        wait_readable(brood.polled, brood.patience)
        before = set(brood._children)
        generation = brood.keep_up()
        if generation is not None:
            _end(generation)
        if set(brood._children) - before:
            moments.append(time.monotonic())
    pause = moments[1] - moments[0]
    assert 0.9 < pause < 1.5 if commits else pause > 1.9


def test_a_process_of_an_earlier_generation_is_not_made_again(brood: Brood) -> None:
    if brood.fork(2, None) is not None:
        _in_the_copy(signal.pause)
    [pid] = brood._children
    brood.give_up()
    os.kill(pid, signal.SIGKILL)
    wait_readable(brood.polled, 5)
    assert brood.keep_up() is None
    assert brood.is_empty


def test_a_pipe_is_replaced_under_its_numbers_and_flags() -> None:
    before = _own_pipes()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        assert (reader, writer) in [pair for pair in _own_pipes() if pair not in before]
        os.write(writer, b"old")
        _replace_pipe(reader, writer)
        assert wait_readable([reader], 0) == set()
        os.write(writer, b"new")
        assert os.read(reader, 10) == b"new"
        assert not os.get_blocking(writer) and os.get_blocking(reader)
    finally:
        os.close(reader)
        os.close(writer)


def test_a_process_that_is_not_mod_wsgis_cannot_leave_copies() -> None:
    with pytest.raises(CannotFork):
        DaemonProcess()


def test_a_socket_in_a_directory_with_a_long_name_can_be_made(tmp_path: Path) -> None:
    directory = tmp_path / ("d" * 120)
    directory.mkdir()
    os.close(open_listener(str(directory), "2.sock", 10))
    assert (directory / "2.sock").is_socket()


def _in_a_child(directory: Path, run: Callable[[], object]) -> object:
    """What `run` returns, in a process whose modules nobody else sees."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            for name in [name for name in sys.modules if name.partition(".")[0] == "django"]:
                del sys.modules[name]  # another test may have configured it
            sys.path.insert(0, str(directory))
            os.write(write, json.dumps(run()).encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with open(read, encoding="utf-8") as file:
        return json.loads(file.read())


def test_a_library_parent_whose_own_parent_is_gone_ends_without_a_word(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.close()
    bare = SimpleNamespace(
        daemon=_Daemon(),
        new_brood=lambda: None,
        script=__file__,
        libraries=[],
        spoiling=set(),
        prelude={"environment": {}, "project": []},
        settings={"preload": "libraries"},
    )
    pid = os.fork()
    if pid == 0:
        _in_the_copy(LibraryParent(bare, theirs).run, end=1)  # type: ignore[arg-type]
    theirs.close()
    assert os.waitpid(pid, 0)[1] == 0


def _preload(names: list[str], **prelude: object) -> Callable[[], object]:
    return lambda: Preloading(names, {"environment": {}, "project": [], **prelude}, only_standard=False).run()


@pytest.mark.parametrize(
    "text",
    [
        "raise RuntimeError('not alone')",
        "import threading; threading.Thread(target=__import__('time').sleep, args=(5,), daemon=True).start()",
        "import socket; kept = socket.socket()",
    ],
    ids=["raises", "thread", "socket"],
)
def test_what_spoils_a_copy_is_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "fine_library.py").write_text("A = 1\n")
    (tmp_path / "spoiling_library.py").write_text(text + "\n")
    assert _in_a_child(tmp_path, _preload(["fine_library", "spoiling_library"])) == ["spoiling_library"]


def test_nothing_of_the_project_is_imported_and_an_edit_of_it_makes_nothing_stale(tmp_path: Path) -> None:
    (tmp_path / "of_the_project.py").write_text("A = 1\n")

    def run() -> object:
        preloading = Preloading(
            ["of_the_project"], {"environment": {}, "project": [str(tmp_path)]}, only_standard=False
        )
        spoiled = preloading.run()
        if spoiled:
            return [spoiled, str(tmp_path) in sys.path]
        return None

    def run_without() -> object:
        preloading = Preloading([], {"environment": {}, "project": [str(tmp_path)]}, only_standard=False)
        preloading.run()
        (tmp_path / "another.py").write_text("A = 1\n")
        found = [preloading.is_stale(), str(tmp_path) in sys.path]
        preloading.leave()
        return [*found, str(tmp_path) in sys.path]

    assert _in_a_child(tmp_path, run) == [["of_the_project"], False]
    assert _in_a_child(tmp_path, run_without) == [False, False, True]


def test_a_copy_has_the_variables_of_a_process_that_has_loaded_nothing_ahead(tmp_path: Path) -> None:
    def run() -> list[object]:
        os.environ["DJANGO_SETTINGS_MODULE"] = "some.settings"
        before = dict(os.environ)
        preloading = Preloading([], {"environment": {"LEVEL": "1"}, "project": []}, only_standard=False)
        preloading.run()
        during = (os.environ.get("LEVEL"), os.environ.get("DJANGO_SETTINGS_MODULE"))
        preloading.leave()
        return [*during, dict(os.environ) == before]

    assert _in_a_child(tmp_path, run) == ["1", None, True]


def test_a_package_that_is_left_out_takes_what_is_in_it_along(tmp_path: Path) -> None:
    package = tmp_path / "spoiling_package"
    package.mkdir()
    (package / "__init__.py").write_text("import os\nos.environ['NOT_THERE']\n")
    (package / "inner.py").write_text("A = 1\n")
    names = ["spoiling_package", "spoiling_package.inner"]
    assert _in_a_child(tmp_path, _preload(names)) == names


def test_a_library_that_swallows_djangos_refusal_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "curious_library.py").write_text(
        "from django.conf import settings\n"
        "from django.core.exceptions import ImproperlyConfigured\n"
        "try:\n    LEVEL = settings.DEBUG\nexcept ImproperlyConfigured:\n    LEVEL = None\n"
    )
    names = ["django.conf", "curious_library"]
    environment = {"DJANGO_SETTINGS_MODULE": "nowhere.settings"}
    assert _in_a_child(tmp_path, _preload(names, environment=environment)) == ["curious_library"]


def test_a_change_of_a_library_or_of_what_is_installed_makes_it_stale(tmp_path: Path) -> None:
    site, project = tmp_path / "site", tmp_path / "project"
    site.mkdir()
    project.mkdir()
    library = site / "some_library.py"
    library.write_text("A = 1\n")
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode

    def run() -> list[bool]:
        preloading = Preloading(["some_library"], {"environment": {}, "project": [str(project)]}, only_standard=False)
        assert preloading.run() == []
        found = [preloading.is_stale()]
        library.write_text("A = 22\n")
        found.append(preloading.is_stale())
        preloading._files = {}
        found.append(preloading.is_stale())
        (project / "some_library.py").write_text("A = 3\n")
        found.append(preloading.is_stale())
        (project / "some_library.py").unlink()
        (site / "another.py").write_text("A = 1\n")
        found.append(preloading.is_stale())
        return found

    try:
        assert _in_a_child(site, run) == [False, True, False, True, True]
    finally:
        sys.dont_write_bytecode = before


class _Lazy(ModuleType):
    def __getattribute__(self, name: str) -> object:
        raise SystemExit(name)


def test_the_document_tells_libraries_from_the_project_and_from_what_is_elsewhere(tmp_path: Path) -> None:
    project, elsewhere, site = tmp_path / "project", tmp_path / "elsewhere", tmp_path / "site-packages"
    for directory, name in ((project, "of_project"), (elsewhere, "of_elsewhere"), (site, "of_site")):
        directory.mkdir()
        (directory / f"{name}.py").write_text("A = 1\n")

    def run() -> object:
        sys.path[:0] = [str(project), str(elsewhere), str(site)]
        for name in ("of_project", "of_elsewhere", "of_site"):
            __import__(name)
        sys.modules["odd"] = None  # type: ignore[assignment]
        sys.modules["lazy"] = _Lazy("lazy")
        return loaded_document()

    found = _in_a_child(tmp_path, run)
    assert isinstance(found, dict)
    assert str(elsewhere / "of_elsewhere.py") in found["sources"]
    assert str(project / "of_project.py") in found["sources"]
    assert "of_site" in found["libraries"] and "json" in found["libraries"]
    assert "of_project" not in found["libraries"] and "odd" not in found["libraries"]


def test_the_document_names_packages_where_they_are_and_files_of_what_failed(tmp_path: Path) -> None:
    package = tmp_path / "elsewhere" / "package"
    (package / "inner").mkdir(parents=True)
    for directory in (package, package / "inner"):
        (directory / "__init__.py").touch()
    (package / "broken.py").write_text("A = (")
    (package / "raising.py").write_text("import package.broken\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "package").symlink_to(package)
    (tmp_path / "file.py").write_text("A = 1\n")
    (project / "linked.py").symlink_to(tmp_path / "file.py")

    def run() -> object:
        sys.path.insert(0, str(project))
        import linked  # type: ignore[import-not-found]  # noqa: F401
        import package.inner  # type: ignore[import-not-found]

        try:
            import package.raising  # type: ignore[import-not-found]  # noqa: F401
        except SyntaxError as error:
            return loaded_document(error)
        return None

    found = _in_a_child(tmp_path, run)
    assert isinstance(found, dict)
    assert [path for path in found["packages"] if path.startswith(str(tmp_path))] == [str(package)]
    names = {Path(path).relative_to(tmp_path).as_posix() for path in found["sources"] if path.startswith(str(tmp_path))}
    assert {"project/package/broken.py", "project/package/raising.py", "project/linked.py", "file.py"} <= names
