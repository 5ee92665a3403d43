"""`--reload-on-changes` with a process that stands by: no request fails, none gets old text after the new."""

import random
import threading
import time

from harness.laboratory import Laboratory
from harness.reloading import SOON, reloads, wait_for_generation, wait_for_text
from harness.text_pages import save_pages, write_pages
from harness.visitor import Visitor
from harness.waiting import wait_for


def test_no_request_fails_and_none_sees_old_text_after_the_new(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "text 00")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    visitors = [Visitor(server) for _ in range(3)]
    dice = random.Random(6)
    with visitors[0].visiting(), visitors[1].visiting(), visitors[2].visiting():
        for number in range(1, 21):
            time.sleep(dice.uniform(0, 0.3))
            save_pages(pages, f"text {number:02}")
            wait_for_text(server, f"text {number:02}")
    for visitor in visitors:
        assert visitor.problems == []
        assert visitor.seen == sorted(visitor.seen)


def test_a_second_save_within_a_moment_is_never_lost(pypi_laboratory: Laboratory) -> None:
    pages = write_pages(pypi_laboratory, "text 000")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    dice = random.Random(7)
    for number in range(1, 80, 2):
        save_pages(pages, f"text {number:03}")
        time.sleep(dice.uniform(0, 0.4))
        save_pages(pages, f"text {number + 1:03}")
        wait_for_text(server, f"text {number + 1:03}", within=5)


def test_a_request_in_flight_ends_well_on_the_old_code(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    answers: list[tuple[int, str]] = []

    def ask() -> None:
        response = server.get("/slow")
        answers.append((response.status, response.text))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    for text in ("two", "three"):
        save_pages(pages, text)
        wait_for_text(server, text, within=3)
        time.sleep(0.5)
    thread.join(timeout=15)
    assert answers == [(200, "one")]


def test_what_an_earlier_run_has_left_in_a_server_root_is_in_nobodys_way(pypi_laboratory: Laboratory) -> None:
    pages = write_pages(pypi_laboratory, "text 0")
    for run in range(1, 3):
        server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--server-root", "root")
        for save in range(3):
            save_pages(pages, f"text {run} {save}")
            wait_for_text(server, f"text {run} {save}")
        # What the server itself writes there is no edit.
        time.sleep(1)
        assert len(reloads(server)) == 3
        server.assert_quiet("Traceback")
        server.stop()


def test_several_processes_serve_each_generation(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--processes", "3")
    save_pages(pages, "two")
    wait_for_generation(server, 2)
    assert server.get("/multi").text == "True"
    seen = set()

    def ask() -> None:
        for _ in range(60):
            seen.add(server.get("/pid").text)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 < len(seen) <= 3


def test_it_works_under_a_mount_point(pypi_laboratory: Laboratory) -> None:
    pages = write_pages(pypi_laboratory, "one")
    server = pypi_laboratory.begin("start-server", "app.wsgi", "--reload-on-changes", "--mount-point", "/shop")
    server.wait_until_serving("/shop/")
    save_pages(pages, "two")
    wait_for_text(server, "two", "/shop/")
    assert server.get("/shop/mount").text == "/shop|/mount"


def test_the_strategy_can_be_a_restart(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--reload-strategy", "restart")
    save_pages(pages, "two")
    wait_for("the new text", lambda: server.get("/").text == "two", within=SOON, every=0.1)
    assert "starting the WSGI processes anew" in server.output


def test_embedded_mode_restarts_gracefully(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--embedded-mode")
    save_pages(pages, "two")
    wait_for("the new text", lambda: server.get("/").text == "two", within=SOON, every=0.1)
    assert "Apache restarts gracefully" in server.output


def test_a_profile_that_changes_the_environment_holds_for_all_later_generations(pypi_laboratory: Laboratory) -> None:
    profile = "version: 1\ndefault: one\nprofiles:\n  one:\n    reload-on-changes: true\n    environment: {{{}}}\n"
    pypi_laboratory.write("expressway.yaml", profile.format("LEVEL: '1', MORE: '1'"))
    text = (
        "import os\nTEXT = {!r}\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n"
        "    return [(TEXT + os.environ.get('LEVEL', '-') + os.environ.get('MORE', '-')).encode()]\n"
    )
    script = pypi_laboratory.write("app.wsgi", text.format("a"))
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    assert server.get("/").text == "a11"
    time.sleep(0.5)
    pypi_laboratory.write("expressway.yaml", profile.format("LEVEL: '2'"))
    wait_for_text(server, "a2-")
    for text_of_it in ("b", "c", "d"):
        time.sleep(0.7)  # so that libraries may be imported ahead again
        script.write_text(text.format(text_of_it))
        wait_for("the new text", lambda: server.get("/").text[0] == text_of_it, within=SOON, every=0.01)  # noqa: B023
        assert server.get("/").text == f"{text_of_it}2-"
