"""Which files are watched with `--reload-on-changes`, and how."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.reloading import SOON, reloads, save, wait_for_generation, wait_for_text
from harness.running import Server
from harness.text_pages import PAGES, write_pages
from harness.waiting import wait_for

# Longer than a look from time to time takes to come.
A_WHILE = 1.5
# In which what was loaded is told, after the first request.
A_MOMENT = 0.5

# Gives the user of a command fewer watches. The second namespace has the user's own name again.
FEWER_WATCHES = (
    'echo 4 >/proc/sys/user/max_inotify_watches && exec unshare --user --map-user=1000 --map-group=1000 -- "$@"'
)

READS = """\
import pathlib

TEXT = (pathlib.Path(__file__).parent / {name!r}).read_text()


def application(environ, start_response):
    start_response("200 OK", [])
    return [TEXT.encode()]
"""


def _assert_unmoved(server: Server, *files: Path) -> None:
    before = len(reloads(server))
    for file in files:
        file.write_text(file.read_text() + " ")
    time.sleep(A_WHILE)
    assert len(reloads(server)) == before, server.output


def test_what_was_asked_for_counts_and_what_was_refused_does_not(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", READS.format(name="texts/page.txt"))
    page = laboratory.write("texts/page.txt", "one")
    refused = laboratory.write("reports/report.py", "A = 1\n")
    server = laboratory.serve(
        "start-server", "app.wsgi", "--reload-on-changes", "--watch", "texts/*.txt", "--ignore", "reports"
    )
    assert server.get("/").text == "one"
    _assert_unmoved(server, refused)
    page.write_text("two")
    wait_for_text(server, "two")


def test_a_profile_names_patterns_from_its_own_place(pypi_laboratory: Laboratory) -> None:
    project = pypi_laboratory.write("project/app.wsgi", READS.format(name="page.txt")).parent
    page = pypi_laboratory.write("project/page.txt", "one")
    profile = (
        "version: 1\ndefault: a\nprofiles:\n  a: {reload-on-changes: true, watch: {append: ['project/**/*.txt']}}\n"
    )
    pypi_laboratory.write("expressway.yaml", profile)
    subprocess.run(["git", "init", "-q", str(project.parent)], check=True)  # profiles are looked for that far up
    server = pypi_laboratory.serve("start-server", "app.wsgi", directory=project)
    page.write_text("two")
    wait_for_text(server, "two")


def test_what_git_ignores_does_not_count(pypi_laboratory: Laboratory) -> None:
    script = pypi_laboratory.write("app.wsgi", READS.format(name="page.txt"))
    pypi_laboratory.write("page.txt", "one")
    pypi_laboratory.write(".gitignore", "*.json\n/build/\n")
    data = pypi_laboratory.write("data.json", "{}")
    built = pypi_laboratory.write("build/lib/pages.py", "A = 1\n")
    settings = pypi_laboratory.write("settings.yaml", "a: 1\n")
    subprocess.run(["git", "init", "-q", str(script.parent)], check=True)
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    _assert_unmoved(server, data, built)
    settings.write_text("a: 2\n")
    wait_for("a reload", lambda: len(reloads(server)) == 1, within=SOON)


STRATEGIES = pytest.mark.parametrize(
    "options", [(), ("--reload-strategy", "restart"), ("--embedded-mode",)], ids=["standby", "restart", "embedded"]
)
IMPORTS = """\
import sys

sys.path.append({elsewhere!r})
from package import first


def application(environ, start_response):
    if environ["PATH_INFO"] == "/second":
        from package import second
        text = second.TEXT
    else:
        text = first.TEXT
    start_response("200 OK", [])
    return [text.encode()]
"""


def _package(laboratory: Laboratory) -> Path:
    """A package outside of the project that imports it."""
    package = laboratory.write("elsewhere/package/__init__.py", "").parent
    for module in ("first", "second"):
        laboratory.write(f"elsewhere/package/{module}.py", f"TEXT = '{module} 1'\n")
    laboratory.write("project/app.wsgi", IMPORTS.format(elsewhere=str(package.parent)))
    return package


@STRATEGIES
def test_a_package_from_elsewhere_is_watched_as_a_whole(laboratory: Laboratory, options: tuple[str, ...]) -> None:
    package = _package(laboratory)
    project = package.parents[1] / "project"
    server = laboratory.begin("start-server", "app.wsgi", "--reload-on-changes", *options, directory=project)
    server.wait_for_output("Ready after")
    # Before the first request; a module that is imported by one; one that is new.
    package.joinpath("first.py").write_text("TEXT = 'first 2'\n")
    server.wait_for_output("Reloaded in", within=SOON)
    wait_for_text(server, "first 2")
    wait_for_text(server, "second 1", "/second")
    package.joinpath("second.py").write_text("TEXT = 'second 2'\n")
    wait_for_text(server, "second 2", "/second")
    package.joinpath("second.py").write_text("from package.third import TEXT\n")
    wait_for("the mistake", lambda: server.get("/second").status == 500, within=SOON)
    before = len(reloads(server))
    laboratory.write("elsewhere/package/third.py", "TEXT = 'third 1'\n")
    wait_for("a reload", lambda: len(reloads(server)) > before, within=SOON)
    wait_for_text(server, "third 1", "/second")
    # Taken away, and made anew.
    package.rename(package.with_name("away"))
    shutil.copytree(package.with_name("away"), package)
    laboratory.person.owns(package)
    wait_for("two more", lambda: len(reloads(server)) > before + 1, within=SOON)
    wait_for_text(server, "first 2")
    package.joinpath("first.py").write_text("TEXT = 'first 3'\n")
    wait_for_text(server, "first 3")


def test_a_mistake_in_a_module_from_elsewhere_is_mended_there(pypi_laboratory: Laboratory) -> None:
    package = _package(pypi_laboratory)
    first = package / "first.py"
    first.write_text("TEXT = (")
    project = package.parents[1] / "project"
    server = pypi_laboratory.begin("start-server", "app.wsgi", "--reload-on-changes", directory=project)
    server.wait_for_output("Waiting for a change")
    first.write_text("TEXT = 'mended'\n")
    wait_for_text(server, "mended")


def test_what_is_ignored_stays_so_though_the_application_has_loaded_it(pypi_laboratory: Laboratory) -> None:
    package = _package(pypi_laboratory)
    project = package.parents[1] / "project"
    words = ("--reload-on-changes", "--ignore", "../elsewhere/package/first.py")
    server = pypi_laboratory.serve("start-server", "app.wsgi", *words, directory=project)
    _assert_unmoved(server, package / "first.py")
    package.joinpath("second.py").write_text("TEXT = 'second 2'\n")
    wait_for("a reload", lambda: len(reloads(server)) == 1, within=SOON)


def test_a_package_that_is_a_link_in_the_project_is_watched_where_it_is(pypi_laboratory: Laboratory) -> None:
    package = _package(pypi_laboratory)
    project = package.parents[1] / "project"
    pypi_laboratory.write("project/app.wsgi", IMPORTS.format(elsewhere="/nowhere"))
    project.joinpath("package").symlink_to("../elsewhere/package")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", directory=project)
    package.joinpath("first.py").write_text("TEXT = 'first 2'\n")
    wait_for_text(server, "first 2")
    project.joinpath("package/first.py").write_text("TEXT = 'first 3'\n")
    wait_for_text(server, "first 3")


@STRATEGIES
def test_a_template_that_django_keeps_is_watched_and_nothing_piles_up(
    laboratory: Laboratory, options: tuple[str, ...]
) -> None:
    project = laboratory.example("hello")
    template = laboratory.write("hello/templates/page.html", "0")
    with (project / "hello/settings.py").open("a") as settings:
        settings.write(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': ['templates']}]\n"
        )
    urls = project / "hello/urls.py"
    urls.write_text(
        "from django.shortcuts import render\n"
        + urls.read_text()
        + "\ngreet = lambda request: render(request, 'page.html')\n"
        "urlpatterns = [path('', greet)]\n"
    )
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", *options, directory=project)
    for number in range(1, 5):
        assert server.get("/").text == str(number - 1)
        time.sleep(A_MOMENT)
        template.write_text(str(number))
        wait_for("a reload", lambda: len(reloads(server)) == number, within=SOON)  # noqa: B023
    assert server.get("/").text == "4"
    [standby] = laboratory.private.glob("expressway-*/standby")
    wait_for("all is read", lambda: not list(standby.glob("*.json*")), within=SOON)
    assert len(list(standby.glob("*.sock"))) <= 2


def test_a_system_that_does_not_tell_of_changes_is_asked(laboratory: Laboratory) -> None:
    script = laboratory.write("app.wsgi", READS.format(name="page.txt"))
    page = laboratory.write("page.txt", "one")
    server = laboratory.serve(
        "start-server", "app.wsgi", "--reload-on-changes", "--reload-polling", "--watch", "page.txt"
    )
    watches = Path(f"/proc/{server.popen.pid}/fdinfo")
    assert not any("inotify" in entry.read_text() for entry in watches.iterdir())
    for text in ("two", "three"):
        page.write_text(text)
        wait_for_text(server, text)
    save(script, READS.format(name="page.txt").replace("TEXT.encode()", "b'four'"))
    wait_for_text(server, "four")
    wait_for("the third reload", lambda: len(reloads(server)) >= 3, within=5)
    assert len(reloads(server)) == 3


def test_more_directories_than_the_system_tells_of_are_looked_at_and_that_is_said_once(
    pypi_laboratory: Laboratory,
) -> None:
    pypi_laboratory.write("app.wsgi", READS.format(name="page.txt"))
    page = pypi_laboratory.write("page.txt", "one")
    for number in range(8):
        pypi_laboratory.write(f"package_{number}/module.py", "A = 1\n")
    server = _with_fewer_watches(pypi_laboratory, "app.wsgi", "--reload-on-changes", "--watch", "page.txt")
    server.wait_until_serving("/")
    page.write_text("two")
    wait_for_text(server, "two")
    assert server.output.count("looked for twice a second") == 1
    assert "fs.inotify.max_user_watches" in server.output


def _with_fewer_watches(laboratory: Laboratory, *arguments: str) -> Server:
    if subprocess.run(["unshare", "--user", "true"], check=False).returncode:
        pytest.skip("this system lets nobody make a namespace of users")
    fewer = ["unshare", "--user", "--map-root-user", "sh", "-c", FEWER_WATCHES, "sh"]
    return laboratory.begin("start-server", *arguments, user=False, through=fewer)


def test_a_pattern_for_the_whole_machine_is_refused(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.write("app.wsgi", "application = None\n")
    finished = pypi_laboratory.run("start-server", "app.wsgi", "--reload-on-changes", "--watch", "/**/*.html")
    finished.assert_one_clear_message("'/**/*.html'", "--watch", "begin it with the directory")


def test_a_file_that_the_application_writes_when_it_is_loaded_does_not_load_it_for_ever(
    laboratory: Laboratory,
) -> None:
    text = (
        "import json, pathlib, time\n"
        "place = pathlib.Path(__file__).with_name('state.json')\n"
        "place.write_text(json.dumps(time.time()))\n"
    )
    script = laboratory.write("app.wsgi", text + READS.format(name="state.json"))
    laboratory.write("state.json", "{}").chmod(0o666)
    script.parent.chmod(0o777)
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    server.wait_for_output("state.json' changes whenever the application is loaded", within=SOON)
    time.sleep(A_WHILE)
    assert len(reloads(server)) <= 4, server.output
    script.write_text(text + READS.format(name="state.json").replace("TEXT.encode()", "b'two'"))
    wait_for_text(server, "two")


def test_a_branch_switch_is_one_reload(pypi_laboratory: Laboratory) -> None:
    directory = write_pages(pypi_laboratory, "one").parent
    for number in range(2000):
        pypi_laboratory.write(f"parts/part{number}.py", "A = 1\n")

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "safe.directory=*"]
        subprocess.run(["git", *identity, *arguments], cwd=directory, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "other")
    for number in range(2000):
        (directory / f"parts/part{number}.py").write_text("A = 22\n")
    (directory / "pages.py").write_text(PAGES.format(text="two"))
    git("commit", "-am", "two")
    git("checkout", "main")
    for file in directory.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    git("checkout", "other")
    wait_for_text(server, "two")
    time.sleep(1)
    assert len(reloads(server)) == 1, server.output


def test_a_branch_switch_that_pauses_is_one_reload(pypi_laboratory: Laboratory) -> None:
    """As on a busy machine; Git locks its index until the last file is there."""
    pages = write_pages(pypi_laboratory, "one")
    lock = pypi_laboratory.write(".git/index.lock", "")
    pypi_laboratory.directory("parts")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    assert server.get("/").text == "one"
    for part in range(3):
        for number in range(30):
            pypi_laboratory.write(f"parts/part_{part}_{number}.py", "A = 1\n")
        time.sleep(0.5)
        assert not reloads(server), server.output
    save(pages, PAGES.format(text="two"))
    lock.unlink()
    wait_for_text(server, "two")
    wait_for("the reload", lambda: reloads(server), within=SOON)
    assert len(reloads(server)) == 1, server.output


def test_a_module_from_elsewhere_that_the_application_has_loaded_is_watched(pypi_laboratory: Laboratory) -> None:
    elsewhere = pypi_laboratory.write("elsewhere/of_elsewhere.py", "TEXT = 'one'\n")
    pypi_laboratory.write(
        "project/app.wsgi",
        f"import sys\nsys.path.append({str(elsewhere.parent)!r})\nimport of_elsewhere\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n    return [of_elsewhere.TEXT.encode()]\n",
    )
    project = elsewhere.parent.parent / "project"
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", directory=project)
    assert server.get("/").text == "one"
    time.sleep(0.5)  # what was loaded is told after the first request
    elsewhere.write_text("TEXT = 'two'\n")
    wait_for_text(server, "two")


def test_a_template_that_django_keeps_is_read_again_and_a_static_file_needs_nothing(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    template = next(project.rglob("*.html"))
    static = next(file for file in project.rglob("static/**/*") if file.is_file())
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", directory=project)
    server.get("/")
    time.sleep(0.5)
    static.write_text(static.read_text() + "\n")
    time.sleep(1)
    assert reloads(server) == []
    template.write_text(template.read_text() + "\n<!-- edited -->\n")
    wait_for_generation(server, 2)
    assert template.name in reloads(server)[0]
