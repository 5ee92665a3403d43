"""What a real browser makes of it: pages that follow what is saved, a flame graph."""

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.browser import CHROMIUM, Browser, Page, browser
from harness.laboratory import Laboratory
from harness.live_pages import FLAGS, PAGES, write_pages
from harness.reloading import save
from harness.running import Server
from harness.waiting import wait_for

SOON = 10

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


def _followed(chromium: Browser, server: Server, path: str = "/") -> Page:
    """A tab with the first text, which follows what is saved."""
    page = chromium.open(f"http://127.0.0.1:{server.port}{path}")
    page.wait_for_text("text A")
    page.wait_for_stream()
    return page


@needs_chromium
def test_a_browser_follows_an_edit_a_mistake_and_its_mending(laboratory: Laboratory, chromium: Browser) -> None:
    pages = write_pages(laboratory, "text A")
    server = laboratory.serve("start-server", "app.wsgi", *FLAGS)
    page = _followed(chromium, server, "/policy")
    for text in ("text B", "text C"):
        save(pages, PAGES.format(text=text))
        page.wait_for_text(text)
    save(pages, PAGES.format(text="broken") + "import nothing_of_that_name\n")
    page.wait_for_text("No module named 'nothing_of_that_name'")
    save(pages, PAGES.format(text="text D"))
    page.wait_for_text("text D")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


@needs_chromium
def test_a_page_is_loaded_anew_once_and_keeps_its_place(pypi_laboratory: Laboratory, chromium: Browser) -> None:
    pages = write_pages(pypi_laboratory, "<i id=x>text A</i>" + "<br>" * 2000)
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    page = _followed(chromium, server)
    page.evaluate("scrollTo(0, 900)")
    time.sleep(0.5)
    save(pages, PAGES.format(text="<i id=x>text B</i>" + "<br>" * 2000))
    page.wait_for_text("text B")
    wait_for("the place", lambda: page.evaluate("scrollY") == 900, within=SOON)
    page.evaluate("window.mark = 1")
    time.sleep(2)
    assert page.evaluate("window.mark") == 1


@needs_chromium
def test_a_browser_follows_a_server_that_was_started_anew(pypi_laboratory: Laboratory, chromium: Browser) -> None:
    pages = write_pages(pypi_laboratory, "text A")
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    page = _followed(chromium, server)
    server.stop()
    time.sleep(2)
    save(pages, PAGES.format(text="text B"))
    again = pypi_laboratory.execute(pypi_laboratory.command("start-server", "app.wsgi", *FLAGS, port=server.port))
    page.wait_for_text("text B", within=20)
    page.wait_for_stream()
    again.send(signal.SIGINT)
    again.wait(within=10)


@needs_chromium
def test_many_tabs_of_one_browser_leave_it_connections(pypi_laboratory: Laboratory, chromium: Browser) -> None:
    pages = write_pages(pypi_laboratory, "text A")
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    tabs = []
    for _ in range(9):
        tabs.append(_followed(chromium, server))
    save(pages, PAGES.format(text="text B"))
    tabs[-1].wait_for_text("text B")
    assert tabs[0].evaluate("document.hidden")
    assert "text A" in tabs[0].text
    tabs[0].call("Page.bringToFront")
    tabs[0].wait_for_text("text B")


@needs_chromium
def test_a_page_that_came_too_late_for_the_event_is_loaded_anew(pypi_laboratory: Laboratory, chromium: Browser) -> None:
    """The page is the old one, and its script begins to follow after the change."""
    slow = PAGES.replace(
        '    path = environ["PATH_INFO"]\n', '    path = environ["PATH_INFO"]\n    time.sleep(SLEEP)\n'
    )
    assert slow != PAGES
    pages = write_pages(pypi_laboratory)
    save(pages, (slow + "\nSLEEP = 1.5\n").format(text="text A"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    page = chromium.open("about:blank")
    page.evaluate(f"location = 'http://127.0.0.1:{server.port}/'")
    time.sleep(0.5)
    save(pages, (slow + "\nSLEEP = 0\n").format(text="text B"))
    page.wait_for_text("text B")


@needs_chromium
def test_a_browser_that_saves_overtake_shows_the_last_in_the_end(
    pypi_laboratory: Laboratory, chromium: Browser
) -> None:
    pages = write_pages(pypi_laboratory, "text 0")
    server = pypi_laboratory.serve("start-server", "app.wsgi", *FLAGS)
    page = chromium.open(f"http://127.0.0.1:{server.port}/")
    page.wait_for_text("text 0")
    dice = random.Random(19)
    for burst in range(5):
        for turn in range(8):
            save(pages, PAGES.format(text=f"text {burst} {turn}"))
            time.sleep(dice.uniform(0, 0.15))
        save(pages, PAGES.format(text=f"text {burst} last"))
        page.wait_for_text(f"text {burst} last")


@needs_chromium
def test_a_flame_graph_shows_the_functions_of_a_request(pypi_laboratory: Laboratory, chromium: Browser) -> None:
    pypi_laboratory.write(
        "app.wsgi",
        "import time\n"
        "def of_the_callee():\n    time.sleep(0.02)\n"
        "def application(environ, start_response):\n"
        "    of_the_callee()\n    start_response('200 OK', [])\n    return [b'ok']\n",
    )
    directory = pypi_laboratory.work / "profiles"
    server = pypi_laboratory.serve(
        "start-server", "app.wsgi", "--debug-mode", "--enable-profiler", "--profiler-format", "flamegraph",
        "--profiler-directory", directory,
    )  # fmt: skip
    assert server.get("/").text == "ok"
    server.stop()
    graphs = sorted(directory.glob("*.svg"))
    assert graphs
    # The directory is its owner's alone, and the browser is somebody else.
    shown = [
        _texts_of(chromium, pypi_laboratory.write(f"shown/{number}.svg", graph.read_text()))
        for number, graph in enumerate(graphs)
    ]
    assert any("of_the_callee" in text and "application" in text for text in shown), shown


def _texts_of(chromium: Browser, graph: Path) -> str:
    """What an SVG shows, once the browser has drawn it; it has to be one, with boxes of some width."""
    page = chromium.open(graph.as_uri())
    wait_for("the drawing", lambda: page.evaluate("document.readyState") == "complete", within=SOON)
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("[...document.querySelectorAll('rect')].some(box => box.getBoundingClientRect().width > 50)")
    return str(page.evaluate("document.documentElement.textContent"))
