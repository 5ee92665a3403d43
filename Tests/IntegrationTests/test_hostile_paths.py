"""Projects in directories with names that mean something to Apache, to a shell or to Python."""

import pytest

from harness.laboratory import Laboratory
from harness.running import Word

NAMES = {
    "spaces": "my  own project ",
    "single quotes": "it's 'here'",
    "double quotes": 'the "new" one',
    "dollar": "cash $5 $HOME $",
    "Apache variable": "${HOME}",
    "Apache environment": "%{ENV:HOME}",
    "WSGI group": "%{GLOBAL}",
    "percent": "100%s %d %",
    "hash": "#1 project",
    "backslash": "back\\slash \\n",
    "trailing backslash": "end\\",
    "backticks": "`touch pwned`",
    "command": "$(touch pwned)",
    "unicode": "größe 日本語 🚄",
    "combining character": "e\u0301te\u0301",
    "leading dash": "-Dproject",
    "brackets": "[a]{b}(c)",
    "angle brackets": "<Directory>",
    "star": "all *",
    "question mark": "what?now",
    "tilde": "~",
    "semicolon": "a;touch pwned;",
    "ampersand": "a & touch pwned &",
    "pipe": "a|touch pwned",
    "colon": "a:b",
    "comma and equals": "home=a,b=c",
    "exclamation": "wow!",
    "dot": ".hidden",
    "very long": "n" * 200 + "/" + "m" * 200 + "/" + "o" * 200,
}


def _assert_no_command_ran(laboratory: Laboratory) -> None:
    assert not [path for path in laboratory.scratch.rglob("*") if path.name == "pwned"]


@pytest.mark.parametrize("kind", NAMES)
def test_a_script_is_served_from_a_directory_with(laboratory: Laboratory, kind: str) -> None:
    name = NAMES[kind]
    script = laboratory.application("echo.py", f"{name}/app.wsgi")
    laboratory.write(f"{name}/neighbour.py", "")
    script.write_text("import neighbour\n" + script.read_text())
    laboratory.write(f"{name}/public files/a file.txt", "a file")
    public = script.parent / "public files"
    options: list[Word] = ["--url-alias", "/files", public]
    if "?" not in name:
        options += ["--document-root", public]
    server = laboratory.serve("start-server", "./app.wsgi", *options, directory=script.parent)
    answer = server.get("/").json()
    assert (answer["file"], answer["directory"]) == (str(script), str(script.parent))
    assert server.get("/files/a%20file.txt").text == "a file"
    if "?" not in name:
        assert server.get("/a%20file.txt").text == "a file"
    _assert_no_command_ran(laboratory)


def test_a_document_root_with_a_question_mark_is_refused(laboratory: Laboratory) -> None:
    """Apache would take what follows the mark for a query."""
    laboratory.application("echo.py", "app.wsgi")
    root = laboratory.directory("what?now")
    ended = laboratory.begin("start-server", "app.wsgi", "--document-root", root).finish(10)
    ended.assert_one_clear_message("--document-root", "'?'")


@pytest.mark.parametrize("kind", NAMES)
def test_a_django_project_is_served_from_a_directory_with(pypi_laboratory: Laboratory, kind: str) -> None:
    laboratory = pypi_laboratory
    project = laboratory.example("hello", NAMES[kind])
    settings = project / "hello" / "settings.py"
    settings.write_text(settings.read_text() + 'STATIC_URL = "static/"\nSTATIC_ROOT = BASE_DIR / "collected files"\n')
    laboratory.write(project / "collected files" / "a.css", "p {}")
    server = laboratory.serve("manage.py runmodwsgi", directory=project)
    assert server.get("/").text == "Hello from Apache and mod_wsgi.\n"
    assert server.get("/static/a.css").text == "p {}"
    _assert_no_command_ran(laboratory)


@pytest.mark.parametrize(
    "name", ['app\'s "own" ${HOME} %{GLOBAL}.wsgi', "-app.wsgi", "größe.wsgi", "a;touch pwned.wsgi"]
)
def test_a_script_with_a_hostile_name_of_its_own_is_served(laboratory: Laboratory, name: str) -> None:
    script = laboratory.application("echo.py", name)
    assert laboratory.serve("start-server", f"./{name}").get("/").json()["file"] == str(script)
    _assert_no_command_ran(laboratory)


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\n# b"])
def test_a_directory_with_a_line_break_is_served_or_refused(pypi_laboratory: Laboratory, name: str) -> None:
    script = pypi_laboratory.application("echo.py", f"{name}/app.wsgi")
    server = pypi_laboratory.begin("start-server", "app.wsgi", directory=script.parent)
    try:
        answer = server.wait_until_serving().json()
    except AssertionError:
        server.finish(1).assert_one_clear_message()
    else:
        assert answer["file"] == str(script)


@pytest.mark.parametrize(
    "kind", ["spaces", "double quotes", "dollar", "Apache variable", "backticks", "unicode", "percent"]
)
def test_the_server_root_may_have_a_hostile_name(laboratory: Laboratory, kind: str) -> None:
    laboratory.application("echo.py", "app.wsgi")
    root = laboratory.work / NAMES[kind]
    server = laboratory.serve("start-server", "app.wsgi", "--server-root", root)
    assert server.get("/").status == 200
    server.stop()
    _assert_no_command_ran(laboratory)


def test_the_private_directory_of_the_session_may_have_a_hostile_name(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    private = laboratory.directory('own "$(touch pwned)" ${HOME}', mode=0o700)
    server = laboratory.serve("start-server", "app.wsgi", variables={"XDG_RUNTIME_DIR": str(private)})
    server.stop()
    assert not list(private.iterdir())
    _assert_no_command_ran(laboratory)
