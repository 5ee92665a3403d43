"""Copies of a process in a model of mod_wsgi's daemon process; the real one is tried by the integration suite."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from expressway.runtime.brood import Brood, Generation, wait_readable
from expressway.runtime.daemon_process import CannotFork, DaemonProcess, _own_pipes, _replace_pipe, open_listener
from expressway.runtime.library_parent import LibraryParent
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
