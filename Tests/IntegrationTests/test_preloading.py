"""`--reload-on-changes` with libraries imported ahead: the next generation is what a cold start would be."""

import time
from functools import partial

import pytest

from harness.laboratory import Laboratory
from harness.reloading import SOON, wait_for_text
from harness.running import Server
from harness.text_pages import PAGES, save_pages, write_pages
from harness.waiting import wait_for


def test_a_circular_import_that_fails_cold_fails_after_a_reload(pypi_laboratory: Laboratory) -> None:
    """Nothing of the project is imported ahead: its modules come in the order of a cold start."""
    write_pages(pypi_laboratory, "one")
    first = pypi_laboratory.write("first.py", "A = 1\n")
    pypi_laboratory.write("second.py", "from first import A\n\nB = A\n")
    pages = pypi_laboratory.write("pages.py", "import first, second\n" + PAGES.format(text="one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    first.write_text("from second import B\n\nA = B\n")
    server.wait_for_output("partially initialized module 'first'", within=SOON)
    first.write_text("A = 2\n")
    pages.write_text("import first, second\n" + PAGES.format(text="mended"))
    wait_for("the mended text", lambda: server.get("/").text == "mended", within=SOON, every=0.05)


def test_a_library_that_the_project_shadows_by_now_is_the_projects(pypi_laboratory: Laboratory) -> None:
    write_pages(pypi_laboratory, "one")
    pages = pypi_laboratory.write("pages.py", "import colorsys\n" + PAGES.format(text="one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    save_pages(pages, "two")
    wait_for_text(server, "two")
    pypi_laboratory.write("colorsys.py", "NAME = 'ours'\n")
    pages.write_text("import colorsys\n" + PAGES.format(text="x").replace('"x"', "colorsys.NAME"))
    wait_for("the project's module", lambda: server.get("/").text == "ours", within=SOON, every=0.05)


def _serves_page_that_begins(server: Server, text: str) -> bool:
    return server.get("/").text.startswith(text)


@pytest.mark.parametrize("preload", ["off", "stdlib", "libraries"])
def test_what_was_imported_ahead_is_not_imported_again(laboratory: Laboratory, preload: str) -> None:
    text = (
        "import multiprocessing  # which draws a key when it is imported\nTEXT = {!r}\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n"
        "    return [f'{{TEXT}} {{multiprocessing.current_process().authkey.hex()}}'.encode()]\n"
    )
    script = laboratory.write("app.wsgi", text.format("0"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--reload-preload", preload)
    keys: list[str] = []
    for number in range(1, 6 if preload == "off" else 16):
        time.sleep(0.5)  # it is made ready after the first request; on a busy machine, after some more
        script.write_text(text.format(str(number)))
        wait_for("the edit", partial(_serves_page_that_begins, server, f"{number} "), within=SOON)
        keys.append(server.get("/").text.split()[1])
        if len(keys) >= 3 and len(set(keys[-3:])) == 1:
            assert preload != "off", keys
            return
    assert preload == "off" and len(set(keys)) == len(keys), keys
