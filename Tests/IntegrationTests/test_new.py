"""`expressway new` and `expressway update`: what they make runs, and what they refuse leaves nothing behind."""

import contextlib
import json
import os
import pty
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.environments import REPOSITORY
from harness.laboratory import Laboratory
from harness.people import STRANGER, SUITE_IS_ROOT
from harness.running import Word
from harness.scaffolding import commit_all, expressway, git, python, tree
from harness.waiting import wait_for
from harness.web import answers, free_port, request

REFUSED = 78
DIFFERS = 1


def new(laboratory: Laboratory, *words: str) -> Path:
    """A project 'shop', made without questions."""
    finished = expressway(laboratory, "new", "shop", "--yes", *words)
    assert finished.code == 0, finished.output
    return laboratory.work / "shop"


def template(laboratory: Laboratory, files: dict[str, str], description: str = "") -> Path:
    """A template of the person's own."""
    top = laboratory.work / "own"
    laboratory.write("own/template.yaml", f"version: 1\ndescription: Mine\nnext: [ls]\n{description}")
    for path, text in files.items():
        laboratory.write(f"own/files/{path}", text)
    return top


# What it makes


@pytest.mark.parametrize("kind", ["minimal", "team"])
def test_a_new_project_is_migrated_tested_and_served_in_every_mode(django_laboratory: Laboratory, kind: str) -> None:
    laboratory = django_laboratory
    project = new(laboratory, "--template", kind)
    python(laboratory, "-W", "error", "manage.py", "makemigrations", "--check", "--dry-run", directory=project)
    python(laboratory, "manage.py", "migrate", directory=project)
    python(laboratory, "manage.py", "collectstatic", "--noinput", directory=project)
    if kind == "team":
        ruff = Path(sys.executable).with_name("ruff")
        for words in (["check", "--no-cache"], ["format", "--no-cache", "--check"]):
            # By the suite's own user: the tools' environment may be nobody else's to enter.
            judged = subprocess.run([ruff, *words, "."], cwd=project, capture_output=True, text=True, check=False)
            assert judged.returncode == 0, judged.stdout
    runner = ["manage.py", "test"] if kind == "minimal" else ["-m", "pytest", "-q"]
    ran = python(laboratory, *runner, directory=project)
    assert "Ran 2 tests" in ran or "2 passed" in ran
    module = "shop/settings.py" if kind == "minimal" else "shop/settings/base.py"
    current = expressway(laboratory, "settings", "apply", "--check", module, directory=project)
    assert current.code == 0, f"scripts/template-settings brings them up to date: {current.output}"
    checked = expressway(laboratory, "profile", "check", directory=project)
    assert checked.output.strip() == "4 profiles: nothing is wrong"

    server = laboratory.serve("manage.py runmodwsgi", directory=project)
    assert "shop is served." in server.get("/").text
    assert server.get("/admin/").status == 302
    assert server.get("/static/admin/css/base.css").status == 200
    missing = server.get("/missing")
    assert (missing.status, "URLconf" in missing.text) == (404, False)
    server.stop()

    debugged = laboratory.serve("manage.py runmodwsgi", "--debug-mode", "--no-reload-on-changes", directory=project)
    missing = debugged.get("/missing")
    assert (missing.status, "URLconf" in missing.text) == (404, True)
    debugged.stop()

    _serve_in_production(laboratory, project)


def _serve_in_production(laboratory: Laboratory, project: Path) -> None:
    with (project / ".env").open("a") as file:
        file.write("ALLOWED_HOSTS='shop.example www.shop.example'\n")
    with _prepared_server(laboratory, project, "manage.py runmodwsgi", "--setup-only") as port:
        assert "shop is served." in request(port, "/").text
        assert "URLconf" not in request(port, "/missing").text
        for host, status in (("elsewhere.example", 400), ("www.shop.example", 200)):
            assert request(port, "/", headers={"Host": host}).status == status


@contextlib.contextmanager
def _prepared_server(laboratory: Laboratory, project: Path, front_end: str, *words: Word) -> Iterator[int]:
    """The port of a server for production, prepared by that command and started by its apachectl."""
    root, port = laboratory.work / "root", free_port()
    words = (*words, "--profile", "production", "--server-root", root)
    finished = laboratory.run(front_end, *words, port=port, directory=project)
    assert finished.code == 0, finished.output
    started = laboratory.execute([root / "apachectl", "start"])
    assert started.wait(20) == 0, started.output
    try:
        wait_for("the prepared server answers", lambda: answers(port), within=20)
        yield port
    finally:
        assert laboratory.execute([root / "apachectl", "stop"]).wait(10) == 0
    started.assert_nothing_left(within=5)


def test_a_new_wsgi_application_is_tested_and_served(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = new(laboratory, "--template", "wsgi")
    assert "OK" in python(laboratory, "-W", "error", "-m", "unittest", directory=project)
    for mode in ([], ["--debug-mode", "--no-reload-on-changes"]):
        server = laboratory.serve("start-server", "shop.py", *mode, directory=project)
        assert server.get("/").text == "shop is served.\n"
        server.stop()
    with _prepared_server(laboratory, project, "setup-server", "shop.py") as port:
        assert request(port, "/").text == "shop is served.\n"


@pytest.mark.parametrize("kind", ["minimal", "wsgi"])
def test_the_last_lines_are_commands_that_work_as_they_are(pypi_laboratory: Laboratory, kind: str) -> None:
    laboratory = pypi_laboratory
    made = expressway(laboratory, "new", "shop", "a place", "--yes", "--template", kind)
    assert made.code == 0, made.output
    *before, last = [line.strip() for line in made.output.rstrip().splitlines()[-3:]]
    port = free_port()
    variables = {
        "PATH": f"{laboratory.virtual_environment.directory}/bin:{laboratory.variables['PATH']}",
        "EXPRESSWAY_PORT": str(port),
        # All that is needed is installed already.
        "PIP_NO_INDEX": "1",
    }
    typed = laboratory.execute(["/bin/bash", "-c", " && ".join([*before, f"exec {last}"])], variables=variables)

    def serves() -> bool:
        assert typed.running, typed.output
        return answers(port)

    wait_for("the project is served", serves, within=30)
    assert "shop is served." in request(port, "/").text
    typed.send(signal.SIGINT)
    assert typed.wait(10) == 0, typed.output
    typed.assert_nothing_left(within=5)


def test_what_root_makes_for_somebody_is_theirs(root_laboratory: Laboratory) -> None:
    laboratory = root_laboratory
    place = laboratory.directory("work/theirs", person=STRANGER)
    assert expressway(laboratory, "new", "shop", "--yes", directory=place).code == 0
    assert {path.stat().st_uid for path in [place / "shop", *(place / "shop").rglob("*")]} == {STRANGER.user}


def test_the_secret_key_is_the_owners_alone_and_in_no_commit(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = new(laboratory)
    key = re.fullmatch(r"(?s).*^SECRET_KEY=(\S+)\n", (project / ".env").read_text(), re.MULTILINE)
    assert key is not None and len(key[1]) >= 50 and len(set(key[1])) >= 16
    assert stat.S_IMODE((project / ".env").stat().st_mode) == 0o600
    commit_all(laboratory, project)
    assert ".env\n" not in git(laboratory, "ls-files", directory=project)
    assert all(key[1].encode() not in content for _, content in _texts(project) if _ != ".env")
    other = laboratory.directory("work/other")
    assert expressway(laboratory, "new", "shop", "--yes", directory=other).code == 0
    assert key[1] not in (other / "shop/.env").read_text()


def _texts(project: Path) -> Iterator[tuple[str, bytes]]:
    for name, (_, content) in tree(project).items():
        if isinstance(content, bytes):
            yield name, content


def test_a_dry_run_and_json_show_the_same_and_the_dry_run_writes_nothing(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    words = ["new", "shop", "--template", "team", "--set", "ci=gitlab", "--set", "container=no", "--json"]
    planned = json.loads(expressway(laboratory, *words, "--dry-run").output)
    assert not (laboratory.work / "shop").exists() and planned["written"] is False
    done = json.loads(expressway(laboratory, *words).output)
    assert done["written"] is True and done["files"] == planned["files"]
    assert {file["path"] for file in done["files"]} == {
        name for name, (_, content) in tree(laboratory.work / "shop").items() if content != "directory"
    }
    assert ".gitlab-ci.yml" in tree(laboratory.work / "shop") and "Dockerfile" not in tree(laboratory.work / "shop")


def test_it_asks_on_a_terminal_what_no_flag_has_answered(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    words = [str(laboratory.virtual_environment.expressway), "new", "shop", "--set", "container=no"]
    output = _on_a_terminal(laboratory, words, {"Which template?": "tea\nteam\n", "Which CI": "\n"})
    assert "it is one of: minimal, team, wsgi" in output
    assert "Dockerfile" not in output and ".github/workflows/checks.yaml" in output


def _on_a_terminal(laboratory: Laboratory, words: list[str], typed: dict[str, str]) -> str:
    """What WORDS print on a terminal on which, after each text of TYPED, its keys are typed."""
    ours, theirs = pty.openpty()
    user = (
        {"user": laboratory.person.user, "group": laboratory.person.group, "extra_groups": []} if SUITE_IS_ROOT else {}
    )
    process = subprocess.Popen(
        words,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=laboratory.work,
        env=laboratory.variables,
        **user,  # type: ignore[call-overload]
    )
    os.close(theirs)
    output, left, deadline = "", dict(typed), time.monotonic() + 20
    while time.monotonic() < deadline:
        if not select.select([ours], [], [], 1)[0]:
            continue
        chunk = b""
        with contextlib.suppress(OSError):
            chunk = os.read(ours, 4096)
        if not chunk:
            break
        output += chunk.decode()
        for text in [text for text in left if text in output]:
            os.write(ours, left.pop(text).encode())
    os.close(ours)
    assert process.wait(10) == 0, output
    assert not left
    return output


def test_again_changes_nothing_and_what_differs_is_overwritten_by_name_alone(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = new(laboratory)
    before = tree(project)
    assert expressway(laboratory, "new", "shop", "--yes").code == 0
    assert tree(project) == before
    laboratory.write("shop/manage.py", "mine\n")
    laboratory.write("shop/shop/urls.py", "mine\n")
    changed = tree(project)
    refused = expressway(laboratory, "new", "shop", "--yes", "--force", "manage.py")
    refused.assert_one_clear_message("shop/urls.py", "--force")
    assert (refused.code, tree(project)) == (REFUSED, changed)
    assert expressway(laboratory, "new", "shop", "--yes", "--force", "manage.py", "--force", "shop/urls.py").code == 0
    assert {name: content for name, (_, content) in tree(project).items()} == {
        name: content for name, (_, content) in before.items()
    }


# What it refuses


@pytest.mark.parametrize("name", ["my-site", "1st", "class", "json", "test", "django", "größe", "a/b"])
def test_a_name_that_python_cannot_import_or_has_already_is_refused(pypi_laboratory: Laboratory, name: str) -> None:
    finished = expressway(pypi_laboratory, "new", name, "--yes")
    finished.assert_one_clear_message(name)
    assert (finished.code, tree(pypi_laboratory.work)) == (REFUSED, {})


def test_a_place_that_is_taken_is_refused(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.write("shop/thesis.txt", "x")
    expressway(laboratory, "new", "shop", "--yes").assert_one_clear_message("not empty", "thesis.txt")
    laboratory.write("store", "x")
    expressway(laboratory, "new", "store", "--yes").assert_one_clear_message("no directory")
    shut = laboratory.directory("work/shut", mode=0o555)
    finished = expressway(laboratory, "new", "shop", "--yes", directory=shut)
    finished.assert_one_clear_message("Permission denied")
    assert finished.code == REFUSED and not tree(shut)


@pytest.mark.skipif(not SUITE_IS_ROOT, reason="only root can mount a small disk")
@pytest.mark.parametrize("size", [8, 40, 100, 200])
def test_a_disk_that_fills_in_the_middle_leaves_nothing(pypi_laboratory: Laboratory, size: int) -> None:
    laboratory = pypi_laboratory
    disk = laboratory.directory("work/disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=777", "none", disk], check=False)
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        finished = expressway(laboratory, "new", "shop", "--yes", "--template", "team", directory=disk)
        finished.assert_one_clear_message("No space left on device")
        assert finished.code == REFUSED and not list(disk.iterdir())
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize(
    ("files", "description", "needles"),
    [
        ({"a.txt": "x\n [[nmae]]"}, "", ["nmae", "a.txt:2:2", "did you mean 'name'"]),
        ({"a.txt": "x"}, "questions: {q: {ask: Q?, default: a}}\n", ["'q'", "template.yaml:4:"]),
        ({"a.txt": "x"}, "files: {a.txt: {to: ../../evil}}\n", ["climbs out", "template.yaml:4:"]),
        ({"a.txt": "x"}, "files: {a.txt: {to: /tmp/evil}}\n", ["/tmp/evil"]),
        ({"a.txt": "[[secret_key]]"}, "", ["secret_key", "private"]),
    ],
)
def test_a_template_with_a_mistake_is_shown_with_its_place(
    pypi_laboratory: Laboratory, files: dict[str, str], description: str, needles: list[str]
) -> None:
    own = template(pypi_laboratory, files, description)
    finished = expressway(pypi_laboratory, "new", "shop", "--yes", "--template", own)
    finished.assert_one_clear_message(*needles)
    assert finished.code == REFUSED and not (pypi_laboratory.work / "shop").exists()


def test_a_link_does_not_lead_a_file_out_of_the_project(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    own = template(laboratory, {"README/a.txt": "x"})
    outside = laboratory.directory("outside")
    project = laboratory.directory("work/shop")
    (project / "README").symlink_to(outside)
    expressway(laboratory, "new", "shop", "--yes", "--template", own).assert_one_clear_message("leads out")
    assert not list(outside.iterdir())


def test_a_template_comes_from_an_installed_package(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.write("lib/acme/__init__.py", "")
    template(laboratory, {"[[name]].txt": "[[name]]"})
    shutil.move(laboratory.work / "own", laboratory.work / "lib/acme/plain")
    [packages] = laboratory.virtual_environment.directory.glob("lib/python3*/site-packages")
    path = packages / f"acme-{os.getpid()}.pth"
    path.write_text(f"{laboratory.work / 'lib'}\n")
    try:
        new(laboratory, "--template", "package:acme/plain")
    finally:
        path.unlink()
    assert (laboratory.work / "shop/shop.txt").read_text() == "shop"
    finished = expressway(laboratory, "new", "other", "--yes", "--template", "package:nowhere/plain")
    finished.assert_one_clear_message("nowhere", "not installed")


# Later versions of the template


def test_a_project_follows_its_template_and_keeps_its_own_changes(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    lines = "".join(f"line {number}\n" for number in range(20))
    own = template(laboratory, {"a.txt": lines, "b.txt": "b\n", "gone.txt": "x\n"})
    project = new(laboratory, "--template", "own")
    commit_all(laboratory, project)
    assert expressway(laboratory, "update", "--check", directory=project).code == 0
    laboratory.write("own/files/a.txt", lines.replace("line 2\n", "line two\n"))
    laboratory.write("own/files/new.txt", "[[name]]\n")
    (own / "files/gone.txt").unlink()
    laboratory.write("shop/a.txt", lines.replace("line 17\n", "line seventeen\n"))
    refused = expressway(laboratory, "update", directory=project)
    refused.assert_one_clear_message("uncommitted", "a.txt")
    commit_all(laboratory, project)
    before = tree(project)
    assert expressway(laboratory, "update", "--check", directory=project).code == DIFFERS
    assert tree(project) == before
    finished = expressway(laboratory, "update", directory=project)
    assert finished.code == 0, finished.output
    both = lines.replace("line 2\n", "line two\n").replace("line 17\n", "line seventeen\n")
    assert (project / "a.txt").read_text() == both
    assert (project / "new.txt").read_text() == "shop\n" and not (project / "gone.txt").exists()
    commit_all(laboratory, project)
    assert expressway(laboratory, "update", "--check", directory=project).code == 0


def test_what_both_have_changed_stays_between_markers(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    template(laboratory, {"a.txt": "one\n"})
    project = new(laboratory, "--template", "own")
    laboratory.write("own/files/a.txt", "theirs\n")
    laboratory.write("shop/a.txt", "ours\n")
    commit_all(laboratory, project)
    assert expressway(laboratory, "update", directory=project).code == DIFFERS
    text = (project / "a.txt").read_text()
    assert text == "<<<<<<< project\nours\n=======\ntheirs\n>>>>>>> template as it is\n"


def test_an_update_needs_a_repository_and_a_project_that_was_made(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    expressway(laboratory, "update").assert_one_clear_message("answers.yaml", "expressway new")
    project = new(laboratory)
    expressway(laboratory, "update", directory=project).assert_one_clear_message("no git repository")


def test_the_templates_of_this_checkout_are_those_in_the_package(pypi_laboratory: Laboratory) -> None:
    [packages] = pypi_laboratory.virtual_environment.directory.glob("lib/python3*/site-packages")
    assert {name: content for name, (_, content) in tree(packages / "expressway/_templates").items()} == {
        name: content for name, (_, content) in tree(REPOSITORY / "templates").items()
    }
