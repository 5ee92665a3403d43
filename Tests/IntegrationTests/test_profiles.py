"""Profiles: what the files say is what runs, also while it runs; what is wrong with them stops nothing that works."""

import json
import os
import signal
import stat
from pathlib import Path

import pytest

from harness import web
from harness.laboratory import FRONT_ENDS, Laboratory
from harness.running import Server, Word
from harness.waiting import wait_for
from harness.web import free_port

REFUSED = 78
SOON = 10


def profiles(laboratory: Laboratory, text: str, directory: str = ".", name: str = "expressway.yaml") -> Path:
    return laboratory.write(f"{directory}/{name}", f"version: 1\n{text}")


def environment_of(server: Server) -> dict[str, str]:
    variables: dict[str, str] = server.get("/").json()["environment"]
    return variables


def wait_for_variable(server: Server, name: str, value: str | None) -> None:
    def there() -> bool:
        assert server.running, server.output
        try:
            return environment_of(server).get(name) == value
        except OSError:
            return False

    wait_for(f"{name} is {value}", there, within=SOON, every=0.1)


ONE = "default: one\nprofiles:\n  one:\n"


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_every_front_end_runs_the_profile(laboratory: Laboratory, front_end: str) -> None:
    project = laboratory.example("hello")
    profiles(laboratory, ONE + "    mount-point: /from-profile\n", "hello")
    words = ["hello/wsgi.py"] if front_end == "start-server" else []
    server = laboratory.serve(front_end, *words, directory=project, path="/from-profile/")
    assert web.request(server.port, "/").status == 404
    assert "Profile" in server.output and "one" in server.output
    server.stop()


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_every_front_end_takes_another_profile_or_none(pypi_laboratory: Laboratory, front_end: str) -> None:
    laboratory = pypi_laboratory
    project = laboratory.example("hello")
    profiles(laboratory, ONE + "    mount-point: /one\n  two:\n    mount-point: /two\n", "hello")
    words = ["hello/wsgi.py"] if front_end == "start-server" else []
    for choice, path, variables in (
        (["--profile", "two"], "/two/", {}),
        ([], "/two/", {"EXPRESSWAY_PROFILE": "two"}),
        (["--no-profile"], "/", {"EXPRESSWAY_PROFILE": "two"}),
        (["--mount-point", "/flag"], "/flag/", {"EXPRESSWAY_MOUNT_POINT": "/variable"}),
        ([], "/variable/", {"EXPRESSWAY_MOUNT_POINT": "/variable"}),
    ):
        server = laboratory.serve(front_end, *words, *choice, directory=project, variables=variables, path=path)
        assert server.get(path).status == 200
        server.stop()


def test_a_profile_is_found_from_a_folder_below_up_to_the_repository(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    profiles(laboratory, ONE + "    port: 1234\n")
    inner = laboratory.directory("work/inner")
    laboratory.application("echo.py", "inner/app.wsgi")
    words: list[Word] = [laboratory.virtual_environment.expressway, "config", "app.wsgi"]
    # Outside of a repository the files of other directories are nobody's business.
    assert ":8000" in laboratory.execute(words, directory=inner).finish(10).output
    laboratory.directory("work/.git")
    assert ":1234" in laboratory.execute(words, directory=inner).finish(10).output


def test_variables_and_secrets_are_there_before_the_import(laboratory: Laboratory) -> None:
    laboratory.application("environment.py", "app.wsgi")
    secret = laboratory.write("secret.txt", "kept-in-a-file\n")
    secret.chmod(0o600)
    profiles(
        laboratory,
        ONE
        + "    environment: {GREETING: 'hello ${NAME:-nobody}', NUMBER: 007}\n"
        + "    secrets: {FIRST: {env: HIDDEN}, SECOND: {file: secret.txt}}\n",
    )
    server = laboratory.serve("start-server", "app.wsgi", variables={"HIDDEN": "kept-in-a-variable", "NAME": "you"})
    variables = environment_of(server)
    assert variables["GREETING"] == "hello you"
    assert variables["NUMBER"] == "007"
    assert variables["FIRST"] == "kept-in-a-variable"
    assert variables["SECOND"] == "kept-in-a-file"
    assert "kept-in-a" not in server.output
    for directory in (laboratory.private, laboratory.temporary):
        for path in (path for path in directory.rglob("*") if path.is_file()):
            assert b"kept-in-a" not in path.read_bytes(), path
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in laboratory.private.iterdir())
    server.stop()


def test_the_settings_see_the_variables_of_the_profile(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    project = laboratory.example("hello")
    settings = project / "hello" / "settings.py"
    settings.write_text(settings.read_text() + "\nimport os\nassert os.environ['NEEDED'] == 'yes'\n")
    profiles(laboratory, ONE + "    environment: {NEEDED: 'yes'}\n", "hello")
    server = laboratory.serve("expressway runmodwsgi", directory=project)
    assert server.get("/").status == 200
    server.stop()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("    secrets: {A: {env: NOT_SET}}\n", ["the secret 'A'", "'NOT_SET', which is not set"]),
        ("    secrets: {A: {file: gone.txt}}\n", ["gone.txt' of the secret 'A' does not exist"]),
        ("    secrets: {A: {env: HOME}}\n    environment: {A: b}\n", ["is a secret and stands in 'environment'"]),
        ("    secrets: {A: hunter2}\n", ["a value that stands in a profile is no secret"]),
        ("    environment: {MOD_WSGI_EXPRESS: 'no'}\n", ["is set by the server itself"]),
        ("    environment: {A-B: c}\n", ["'A-B' is no name of a variable"]),
        ("    procesess: 2\n    port: no\n", ["no option 'procesess'", "did you mean 'processes'?", "whole number"]),
        ("    host: ${NOWHERE}\n", ["the variable 'NOWHERE' is not set"]),
        ("    extends: tow\n  two: {}\n", ["there is no profile 'tow'", "did you mean 'two'?"]),
        ("    extends: one\n", ["'one' extends 'one'"]),
        ("    abstract: true\n", ["profile 'one' is abstract"]),
        ("    disable-reloading: true\n    reload-on-changes: true\n", ["exclude each other", "is here"]),
        ("\tthreads: 3\n", ["tab"]),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_starts(
    pypi_laboratory: Laboratory, settings: str, words: list[str]
) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    profiles(laboratory, ONE + settings)
    ended = laboratory.run("start-server", "app.wsgi")
    assert ended.code == REFUSED, ended.output
    for word in words:
        assert word in ended.output
    assert "expressway.yaml:" in ended.output
    assert "hunter2" not in ended.output
    laboratory.assert_private_directories_are_empty()


def test_options_that_exclude_each_other_are_shown_at_both_places(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    profiles(laboratory, ONE + "    disable-reloading: true\n")
    profiles(laboratory, "profiles:\n  one:\n    reload-on-changes: true\n", name="expressway.local.yaml")
    ended = laboratory.run("start-server", "app.wsgi")
    assert ended.code == REFUSED
    assert "expressway.yaml:5:5" in ended.output and "expressway.local.yaml:4:5" in ended.output


@pytest.mark.parametrize("kind", ["directory", "fifo", "unreadable", "huge", "dangling"])
def test_what_is_no_readable_file_is_named_and_never_waited_for(pypi_laboratory: Laboratory, kind: str) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    file = laboratory.work / "expressway.yaml"
    if kind == "directory":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    elif kind == "dangling":
        file.symlink_to("gone")
    else:
        file.touch()
        os.truncate(file, 100 << 20 if kind == "huge" else 0)
        file.chmod(0o000 if kind == "unreadable" else 0o644)
    ended = laboratory.run("start-server", "app.wsgi", within=10)
    assert ended.code == REFUSED, ended.output
    assert "'expressway.yaml' cannot be read" in ended.output


def test_an_edit_of_the_environment_gives_new_processes_and_keeps_apache(laboratory: Laboratory) -> None:
    laboratory.application("environment.py", "app.wsgi")
    file = profiles(laboratory, ONE + "    environment: {LEVEL: '1'}\n")
    server = laboratory.serve("start-server", "app.wsgi")
    file.write_text(file.read_text().replace("'1'", "'2'"))
    wait_for_variable(server, "LEVEL", "2")
    assert "environment: the WSGI processes start anew" in server.output
    assert "Apache starts anew" not in server.output
    server.stop()
    laboratory.assert_private_directories_are_empty()


def test_an_edit_of_the_port_moves_the_server(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    first, second = free_port(), free_port()
    file = profiles(laboratory, ONE + f"    port: {first}\n")
    words: list[Word] = [laboratory.virtual_environment.expressway, "start-server", "app.wsgi"]
    run = laboratory.execute(words)
    run.wait_for_output("Ready")
    run.take_note()
    file.write_text(file.read_text().replace(str(first), str(second)))
    wait_for("the second port", lambda: web.answers(second), within=SOON)
    assert not web.answers(first)
    assert f"port {first} → {second}: Apache starts anew" in run.output
    run.send(signal.SIGINT)
    assert run.wait(5) == 0
    run.assert_nothing_left(within=2)
    laboratory.assert_private_directories_are_empty()


@pytest.mark.parametrize("reloads", [False, True])
def test_a_broken_edit_is_shown_and_leaves_the_server_as_it_was(pypi_laboratory: Laboratory, reloads: bool) -> None:
    laboratory = pypi_laboratory
    laboratory.application("environment.py", "app.wsgi")
    text = ONE + f"    reload-on-changes: {str(reloads).lower()}\n    environment: {{LEVEL: '1'}}\n"
    file = profiles(laboratory, text)
    server = laboratory.serve("start-server", "app.wsgi")
    process = server.get("/").json()["pid"]
    file.write_text("version: 1\ndefault: one\nprofiles:\n  one:\n    threds: 3\n")
    server.wait_for_output("did you mean 'threads'")
    server.wait_for_output("goes on with the profile as it was")
    assert server.get("/").json()["pid"] == process
    profiles(laboratory, text.replace("'1'", "'2'"))
    wait_for_variable(server, "LEVEL", "2")
    server.stop()


def test_an_edit_that_changes_nothing_is_not_worth_a_word(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("environment.py", "app.wsgi")
    file = profiles(laboratory, ONE + "    environment: {LEVEL: '1'}\n    reload-on-changes: true\n")
    server = laboratory.serve("start-server", "app.wsgi")
    before = server.get("/").json()["pid"], server.output
    file.write_text("# a comment\n" + file.read_text())
    with pytest.raises(AssertionError):
        wait_for("another process", lambda: server.get("/").json()["pid"] != before[0], within=2, every=0.2)
    assert server.output == before[1]
    server.stop()


def test_a_port_that_another_program_has_leaves_the_server_where_it_is(pypi_laboratory: Laboratory) -> None:
    import socket

    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    first = free_port()
    file = profiles(laboratory, ONE + f"    port: {first}\n")
    run = laboratory.execute([laboratory.virtual_environment.expressway, "start-server", "app.wsgi"])
    run.wait_for_output("Ready")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        file.write_text(file.read_text().replace(str(first), str(taken.getsockname()[1])))
        run.wait_for_output("goes on with the profile as it was")
    assert web.answers(first)
    run.send(signal.SIGINT)
    assert run.wait(5) == 0


def test_what_runs_code_is_asked_about_once(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("extra.conf", "SetEnv EXTRA yes\n")
    laboratory.write("other.conf", "SetEnv EXTRA other\n")
    file = profiles(laboratory, ONE + "    include-file: extra.conf\n")
    ended = laboratory.run("start-server", "app.wsgi")
    assert ended.code == REFUSED
    assert "expressway profile trust" in ended.output
    trust: list[Word] = [laboratory.virtual_environment.expressway, "profile", "trust"]
    assert "include-file" in laboratory.execute([*trust, "--list"]).finish(10).output
    assert laboratory.run("start-server", "app.wsgi").code == REFUSED
    assert laboratory.execute(trust).finish(10).code == 0
    for path in (laboratory.home / ".local").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    laboratory.serve("start-server", "app.wsgi").stop()
    file.write_text(file.read_text().replace("extra", "other"))
    assert laboratory.run("start-server", "app.wsgi").code == REFUSED


def test_a_company_publishes_its_profiles_in_a_package(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    packages = laboratory.virtual_environment.python.parent.parent.glob("lib/python*/site-packages")
    package = next(iter(packages)) / "acme_profiles_of_a_test"
    package.mkdir(exist_ok=True)
    try:
        (package / "__init__.py").write_text("raise RuntimeError('nobody imports it')\n")
        (package / "base.yaml").write_text("version: 1\nprofiles:\n  team: {mount-point: /acme}\n")
        profiles(laboratory, ONE + "    extends: package:acme_profiles_of_a_test/base.yaml#team\n")
        laboratory.serve("start-server", "app.wsgi", path="/acme/").stop()
    finally:
        for path in sorted(package.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        package.rmdir()


def profile(laboratory: Laboratory, *words: str, code: int = 0) -> str:
    ended = laboratory.execute([laboratory.virtual_environment.expressway, "profile", *words]).finish(10)
    assert ended.code == code, ended.output
    return ended.output


def test_init_makes_files_that_check_and_run(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    laboratory.directory("work/.git")
    profile(laboratory, "init")
    assert "nothing is wrong" in profile(laboratory, "check")
    schema = json.loads((laboratory.work / ".expressway" / "schema.json").read_text())
    assert "profiles" in schema["properties"]
    assert (laboratory.work / ".gitignore").read_text() == "expressway.local.yaml\n"
    first = (laboratory.work / "expressway.yaml").read_text()
    assert first.startswith("# yaml-language-server: $schema=.expressway/schema.json\n")
    assert "is there already" in profile(laboratory, "init", code=REFUSED)
    assert (laboratory.work / "expressway.yaml").read_text() == first
    laboratory.serve("start-server", "app.wsgi").stop()


def test_set_and_unset_leave_every_other_byte(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    text = ONE + "    threads: 3   # enough\n\n    # why not\n    access-log: yes\n"
    file = profiles(laboratory, text)
    file.chmod(0o640)
    profile(laboratory, "set", "threads", "4")
    assert file.read_text() == "version: 1\n" + text.replace("threads: 3 ", "threads: 4 ")
    profile(laboratory, "set", "threads", "3")
    profile(laboratory, "set", "setenv", "A", "no")
    profile(laboratory, "unset", "setenv")
    assert file.read_text() == "version: 1\n" + text
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert "takes a whole number" in profile(laboratory, "set", "threads", "many", code=REFUSED)
    assert "did you mean 'threads'?" in profile(laboratory, "set", "thread", "3", code=REFUSED)
    assert file.read_text() == "version: 1\n" + text


def test_a_command_line_of_the_peer_becomes_a_profile_that_runs_the_same(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    flags = ["--threads", "3", "--setenv", "NAME", "a $${b} 'c'", "--setenv", "B", "no", "--python-path", ".",
             "--mount-point", "/x", "--no-log-to-terminal",
             "--server-name", "b.test", "--server-alias", "a.test"]  # fmt: skip
    text = profile(laboratory, "from-args", "--", "mod_wsgi-express", "start-server", "app.wsgi", *flags)
    (laboratory.work / "expressway.yaml").write_text(text)
    profile(laboratory, "check")
    expressway = laboratory.virtual_environment.expressway

    def configuration(*words: str) -> list[str]:
        ended = laboratory.execute([expressway, "config", *words]).finish(10)
        assert ended.code == 0, ended.output
        return [line for line in ended.output.splitlines() if not line.startswith("#")]

    assert configuration() == configuration("--no-profile", "app.wsgi", *flags)


def test_show_masks_what_is_secret_and_names_the_places(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    profiles(
        laboratory,
        "default: b\nprofiles:\n  a:\n    threads: 2\n  b:\n    extends: a\n    threads: 3\n"
        "    environment: {API_TOKEN: abcdef, URL: 'db://me:hidden@host/x'}\n",
    )
    shown = profile(laboratory, "show", "--origin", "--port", "99")
    assert "abcdef" not in shown and "hidden" not in shown and "db://me:" in shown
    assert "expressway.yaml:8, profile 'b'" in shown and "over 2   expressway.yaml:5, profile 'a'" in shown
    assert "flag --port" in shown
    values = {value["option"]: value for value in json.loads(profile(laboratory, "show", "--json"))["values"]}
    assert values["threads"]["value"]["origin"]["line"] == 8
    assert values["threads"]["overrides"][0]["origin"]["profile"] == "a"
    assert "threads      2  →  3" in profile(laboratory, "diff", "a", "b", code=1)
    assert "come to the same" in profile(laboratory, "diff", "a", "a")


def test_check_speaks_to_people_programs_and_github(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    profiles(laboratory, ONE + "    thraeds: 3\n    host: ${NOWHERE}\n")
    assert "1 profile: 2 errors" in profile(laboratory, "check", code=REFUSED)
    findings = json.loads(profile(laboratory, "check", "--format", "json", code=REFUSED))
    assert [finding["id"] for finding in findings] == ["unknown-option", "unset-variable"]
    assert findings[0]["place"]["line"] == 5 and findings[0]["place"]["column"] == 5
    annotations = profile(laboratory, "check", "--format", "github", code=REFUSED).splitlines()
    assert annotations[0].startswith("::error file=expressway.yaml,line=5,endLine=5,col=5,endColumn=12,title=")
    profiles(laboratory, ONE + "    host: ${NOWHERE}\n")
    assert "nothing is wrong" in profile(laboratory, "check", "--allow-unset")
