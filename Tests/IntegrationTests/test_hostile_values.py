"""Values that would like to be more than a value: they arrive byte for byte, or are refused with one clear message."""

import os
from collections.abc import Iterator

import pytest

from harness.environments import Module, environment_with
from harness.laboratory import FRONT_ENDS, Laboratory
from harness.running import Server, Word

ACCEPTED: dict[str, str] = {
    "EMPTY": "",
    "BLANK": " ",
    "INNER_SPACES": "  two  spaces  ",
    "TAB": "before\tafter",
    "DOUBLE_QUOTES": 'say "hello"',
    "ONLY_A_QUOTE": '"',
    "SINGLE_QUOTES": "it's 'so'",
    "MIXED_QUOTES": """'"'"'""",
    "BACKSLASHES": r"C:\new\table\\server",
    "TRAILING_BACKSLASH": "swallow the next line\\",
    "TRAILING_BACKSLASHES": "\\\\\\",
    "BACKSLASH_QUOTE": r"\" LoadModule evil \"",
    "DOLLAR": "$5 $HOME $$ $(id) $",
    "APACHE_VARIABLE": "${HOME}",
    "APACHE_DEFINE": "${EXPRESSWAY_DOLLAR}{HOME}",
    "ESCAPED_VARIABLE": r"\${HOME} $\{HOME}",
    "APACHE_ENVIRONMENT": "%{ENV:HOME} %{GLOBAL} %h %%",
    "APACHE_EXPRESSION": "%{tolower:A} expr=%{REQUEST_URI}",
    "PERCENT": "100% %s %(name)s %20",
    "COMMENT": "# not a comment",
    "BACKTICKS": "`touch pwned`",
    "COMMAND": "$(touch pwned); touch pwned & touch pwned | touch pwned",
    "SECTION": '"></Location><Location "/">',
    "NAME": "NAME=value=other",
    "DASH": "-DEXPRESSWAY",
    "FLAG": "--port",
    "UNICODE": "grüße, 日本語, 🚄, e\u0301, \u202e",
    "JSON": '{"a": ["b", {"c": "\\\\d"}], "e": null}',
    "URL": "postgres://user:p%40ss%23w$rd@localhost:5432/db?sslmode=require&a=b",
    "GLOB": "* ? [a-z] ~ !",
    "LONG": "x" * 20_000,
    "BRACES": "{} {0} {name} {{}}",
}

REFUSED: dict[str, str] = {
    "newline": 'a\nSetEnv PWNED "yes"',
    "only a newline": "\n",
    "trailing newline": "a\n",
    "carriage return": "a\rb",
    "carriage return and newline": "a\r\nb",
    "escape": "\x1b[31mred",
    "bell": "\x07",
}


@pytest.fixture(scope="module", params=list(Module), ids=lambda module: module.value)
def hostile_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One server that was given all values at once, half as values, half as variables to pass on."""
    place = Laboratory(request.param, environment_with(request.param))
    place.application("echo.py", "app.wsgi")
    arguments: list[Word] = []
    for name, value in ACCEPTED.items():
        arguments += ["--setenv", f"SET_{name}", value, "--passenv", f"PASS_{name}"]
    variables = {f"PASS_{name}": value for name, value in ACCEPTED.items()}
    yield place.serve("start-server", "app.wsgi", *arguments, variables=variables)
    assert not list(place.scratch.rglob("*pwned*"))
    place.put_away()


@pytest.fixture(scope="module")
def answered_environ(hostile_server: Server) -> dict[str, str]:
    environ: dict[str, str] = hostile_server.get("/").json()["environ"]
    return environ


def _bytes(environ: dict[str, str], name: str) -> bytes | None:
    return environ[name].encode("latin-1") if name in environ else None


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_set_variable_arrives_byte_for_byte(answered_environ: dict[str, str], name: str) -> None:
    assert _bytes(answered_environ, f"SET_{name}") == ACCEPTED[name].encode()


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_passed_variable_arrives_byte_for_byte(answered_environ: dict[str, str], name: str) -> None:
    assert _bytes(answered_environ, f"PASS_{name}") == ACCEPTED[name].encode()


def test_a_django_project_receives_the_same_values(laboratory: Laboratory) -> None:
    project = laboratory.example("hello")
    view = (
        "from django.http import JsonResponse\nfrom django.urls import path\n"
        'urlpatterns = [path("", lambda request: JsonResponse('
        "{k: v for k, v in request.environ.items() if isinstance(v, str)}))]\n"
    )
    (project / "hello" / "urls.py").write_text(view)
    arguments = [word for name, value in ACCEPTED.items() for word in ("--setenv", name, value)]
    environ = laboratory.serve("manage.py runmodwsgi", *arguments, directory=project).get("/").json()
    assert {name: _bytes(environ, name) for name in ACCEPTED} == {
        name: value.encode() for name, value in ACCEPTED.items()
    }


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_value_with_a_control_character_is_refused(pypi_laboratory: Laboratory, front_end: str, kind: str) -> None:
    project = pypi_laboratory.example("hello")
    arguments = ["hello/wsgi.py"] if front_end == "start-server" else []
    finished = pypi_laboratory.run(front_end, *arguments, "--setenv", "NAME", REFUSED[kind], directory=project)
    finished.assert_one_clear_message("--setenv")
    assert "\x1b[31mred" not in finished.output


def test_a_passed_variable_with_a_newline_arrives_or_is_refused(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    value = 'a\nSetEnv PWNED "yes"'
    server = pypi_laboratory.begin("start-server", "app.wsgi", "--passenv", "SECRET", variables={"SECRET": value})
    try:
        environ = server.wait_until_serving().json()["environ"]
    except AssertionError:
        server.finish(1).assert_one_clear_message("SECRET")
    else:
        assert _bytes(environ, "SECRET") == value.encode()
        assert "PWNED" not in environ


def test_bytes_that_are_not_utf_8_arrive_or_are_refused(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    server = pypi_laboratory.begin("start-server", "app.wsgi", "--setenv", "NAME", b"\xff\xfe")
    try:
        environ = server.wait_until_serving().json()["environ"]
    except AssertionError:
        server.finish(1).assert_one_clear_message("--setenv")
    else:
        assert _bytes(environ, "NAME") == b"\xff\xfe"


# Options that feed a directive or a line of Python: whatever is in them, they are refused or mean what they say.
INJECTIONS: list[tuple[str, ...]] = [
    ("--locale", 'C.UTF-8" user=root'),
    ("--locale", "C.UTF-8\nLoadModule evil_module evil.so"),
    ("--callable-object", "application\nimport os; os.system('touch pwned')"),
    ("--callable-object", "application; __import__('os').system('touch pwned')"),
    ("--log-level", 'warn\nCustomLog "|touch pwned" common'),
    ("--log-level", 'warn" "evil'),
    ("--mount-point", '/a"><Location /b'),
    ("--mount-point", "/a\nListen 1"),
    ("--mount-point", "no-slash"),
    ("--mount-point", "/a b"),
    ("--mount-point", "/${HOME}"),
    ("--host", "127.0.0.1:1 $(touch pwned)"),
    ("--host", "not a host"),
    ("--url-alias", '/a" "/etc', "/var/tmp"),
    ("--url-alias", "no-slash", "/var/tmp"),
    ("--url-alias", "/a", '/var/tmp" Alias "/etc" "/etc'),
    ("--document-root", '/var/tmp"\n'),
    ("--python-path", "/var/tmp' + __import__('os').system('touch pwned') + '"),
    ("--python-path", "/var/tmp:/usr/tmp"),
    ("--working-directory", "/var/tmp/$(touch pwned)"),
    ("--user", "root; touch pwned"),
    ("--group", "`touch pwned`"),
    ("--setenv", 'NAME" "x', "value"),
    ("--setenv", "NAME\nSetEnv PWNED", "value"),
    ("--setenv", "", "value"),
    ("--setenv", "a=b", "value"),
    ("--passenv", "NAME $(touch pwned)"),
    ("--entry-point", "app.wsgi'; touch pwned; '"),
    ("--httpd-executable", "/usr/sbin/apache2 -k start; touch pwned"),
    ("--modules-directory", '/usr/lib/apache2/modules" "$(touch pwned)'),
    ("--processes", "2 threads=100"),
    ("--processes", "-1"),
    ("--processes", "99999999999999999999"),
    ("--threads", "0"),
    ("--request-timeout", "60 user=root"),
]


@pytest.mark.parametrize("port", ["80; touch pwned", "0", "65536", "-1", "eighty", "", "٨٠٠٠"])
def test_a_port_that_is_none_is_refused(pypi_laboratory: Laboratory, port: str) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    pypi_laboratory.run("start-server", "app.wsgi", f"--port={port}").assert_one_clear_message("--port")


@pytest.mark.parametrize("words", INJECTIONS, ids=lambda words: " ".join(words)[:50].replace("\n", "LF"))
def test_a_hostile_option_is_refused_or_means_what_it_says(pypi_laboratory: Laboratory, words: tuple[str, ...]) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    arguments = list(words) if words[0] == "--entry-point" else ["app.wsgi", *words]
    server = laboratory.begin("start-server", *arguments)
    try:
        response = server.wait_until_serving()
    except AssertionError:
        server.finish(1).assert_one_clear_message()
    else:
        # What cannot be loaded answers so for a moment before the server ends.
        if response.status == 500:
            server.finish(5).assert_one_clear_message()
            return
        assert response.status in (200, 403, 404)
        if response.status == 200:
            assert "PWNED" not in response.json()["environ"]
    assert not list(laboratory.scratch.rglob("*pwned*"))


def test_the_environment_of_this_shell_is_not_handed_to_requests_unasked(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", variables={"SECRET_OF_THE_SHELL": "hush"})
    assert "SECRET_OF_THE_SHELL" not in server.get("/").json()["environ"]


def test_a_relative_path_belongs_to_the_directory_in_which_it_was_typed(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "deep/er/app.wsgi")
    answer = laboratory.serve("start-server", os.path.join("er", "app.wsgi"), directory=laboratory.work / "deep")
    assert answer.get("/").json()["file"] == str(laboratory.work / "deep" / "er" / "app.wsgi")
