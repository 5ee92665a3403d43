"""The projects that have to be served, with each source of mod_wsgi."""

import re
import urllib.parse

import pytest

from harness.laboratory import FRONT_ENDS, Laboratory
from harness.people import SOMEBODY
from harness.running import Word


@pytest.mark.parametrize("front_end", ["manage.py runmodwsgi", "expressway runmodwsgi"])
def test_the_trivial_project_is_served_by_one_command(laboratory: Laboratory, front_end: str) -> None:
    server = laboratory.serve(front_end, directory=laboratory.example("hello"))
    assert server.get("/").text == "Hello from Apache and mod_wsgi.\n"
    assert server.stop() in (0, 130)
    laboratory.assert_private_directories_are_empty()


@pytest.mark.parametrize("by", ["variable", "option"])
def test_a_project_without_manage_py_is_served_by_its_settings_module(laboratory: Laboratory, by: str) -> None:
    project = laboratory.example("hello")
    (project / "manage.py").unlink()
    variables = {"DJANGO_SETTINGS_MODULE": "hello.settings"} if by == "variable" else {}
    arguments = [] if by == "variable" else ["--settings", "hello.settings"]
    server = laboratory.serve("expressway runmodwsgi", *arguments, directory=project, variables=variables)
    assert server.get("/").status == 200


@pytest.mark.parametrize("manage", [True, False], ids=["manage.py", "settings module"])
def test_the_system_checks_run_with_the_python_of_the_project(pypi_laboratory: Laboratory, manage: bool) -> None:
    project = pypi_laboratory.example("hello")
    if not manage:
        (project / "manage.py").unlink()
    # No environment is active: `python3` in PATH has no Django.
    arguments = ["--check", "--settings", "hello.settings"]
    server = pypi_laboratory.serve("expressway runmodwsgi", *arguments, directory=project)
    server.wait_for_output("no issues")


def test_start_server_serves_a_django_project_by_its_module(laboratory: Laboratory) -> None:
    project = laboratory.example("hello")
    server = laboratory.serve("start-server", "--application-type", "module", "hello.wsgi", directory=project)
    assert server.get("/").text == "Hello from Apache and mod_wsgi.\n"


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_root_runs_the_application_as_the_user_that_it_is_told(root_laboratory: Laboratory, front_end: str) -> None:
    project = root_laboratory.example("hello")
    (project / "hello" / "urls.py").write_text(
        "import os\nfrom django.http import HttpResponse\nfrom django.urls import path\n"
        'urlpatterns = [path("", lambda request: HttpResponse(f"{os.getuid()} {os.getgid()}"))]\n'
    )
    arguments = ["hello/wsgi.py"] if front_end == "start-server" else []
    server = root_laboratory.serve(front_end, *arguments, directory=project)
    assert server.get("/").text == f"{SOMEBODY.user} {SOMEBODY.group}"
    users = {process.user for process in server.take_note()}
    assert SOMEBODY.user in users
    server.stop()
    root_laboratory.assert_private_directories_are_empty()


def test_root_runs_a_project_as_its_owner_without_being_told(root_laboratory: Laboratory) -> None:
    script = root_laboratory.application("echo.py")
    for path in (root_laboratory.work, script):
        SOMEBODY.owns(path)
    server = root_laboratory.serve("start-server", script.name, user=False)
    assert server.get("/").json()["user"] == SOMEBODY.user


def test_a_project_with_admin_static_files_and_a_database_is_served(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    manage: list[Word] = [laboratory.virtual_environment.python, "manage.py"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        assert laboratory.execute([*manage, *command], directory=project).finish(30).code == 0
    laboratory.write(project / "media" / "covers" / "emma.txt", "a cover")
    server = laboratory.serve("manage.py runmodwsgi", directory=project)

    login = server.get("/admin/login/")
    assert login.status == 200
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', login.text)
    assert sheets
    for sheet in sheets:
        response = server.get(sheet)
        assert (response.status, response.headers.get_content_type()) == (200, "text/css")
    assert server.get("/media/covers/emma.txt").text == "a cover"

    shelf = server.get("/")
    assert "Middlemarch" in shelf.text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shelf.text)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "title": "Größe & <Maß>", "author": "A. Ünal", "year": "1999"}
    headers = {"Cookie": f"csrftoken={shelf.cookies['csrftoken']}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urllib.parse.urlencode(form).encode()
    added = server.post("/", body=body, headers=headers)
    assert added.status == 302
    assert "Größe &amp; &lt;Maß&gt;" in server.get(added.headers["Location"]).text
    assert server.post("/", body=body, headers={"Content-Type": headers["Content-Type"]}).status == 403
    server.wait_for_output(r"INFO catalogue\.views: added Größe & <Maß> \(1999\)")


def test_a_plain_script_is_served(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    answer = laboratory.serve("start-server", "app.wsgi").get("/some/page?a=b%20c").json()
    environ = answer["environ"]
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"], environ["QUERY_STRING"]) == ("", "/some/page", "a=b%20c")
    assert answer["user"] == SOMEBODY.user
    assert answer["multithread"] is True
    assert answer["directory"] == str(laboratory.work)
    assert str(laboratory.work) in answer["path"]
    assert answer["prefix"] == str(laboratory.virtual_environment.directory)
    if laboratory.module.version:
        assert tuple(answer["mod_wsgi"]) == laboratory.module.version
    else:
        assert tuple(answer["mod_wsgi"]) < (6,)


def test_the_example_without_a_framework_is_served(laboratory: Laboratory) -> None:
    server = laboratory.serve("start-server", "wsgi.py", directory=laboratory.example("plain-wsgi"))
    assert "Hello from Apache and mod_wsgi." in server.get("/").text


def test_a_module_is_served_with_a_callable_of_another_name(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "package/inside.py")
    laboratory.write("package/__init__.py", "")
    arguments = ["--application-type", "module", "--callable-object", "renamed", "--processes", "2", "--threads", "3"]
    answer = laboratory.serve("start-server", *arguments, "package.inside").get("/").json()
    assert answer["multiprocess"] is True
    assert answer["file"] == str(laboratory.work / "package" / "inside.py")


def test_an_entry_point_may_be_named_by_its_option(laboratory: Laboratory) -> None:
    script = laboratory.application("echo.py", "app.wsgi")
    assert laboratory.serve("start-server", "--entry-point", script).get("/").json()["file"] == str(script)


def test_the_working_directory_and_further_python_paths_are_importable(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "elsewhere/app.py")
    laboratory.write("one/first_module.py", "")
    laboratory.write("two/second_module.py", "")
    script = laboratory.write("app.wsgi", "import first_module, second_module\nfrom app import application\n")
    paths: list[Word] = ["--python-path", laboratory.work / "one", "--python-path", "two"]
    options: list[Word] = ["--working-directory", "elsewhere", *paths]
    answer = laboratory.serve("start-server", script, *options).get("/").json()
    assert answer["directory"] == str(laboratory.work / "elsewhere")


def test_static_files_are_served_without_an_application(laboratory: Laboratory) -> None:
    laboratory.write("public/page.html", "<p>static</p>")
    options: list[Word] = ["--application-type", "static", "--document-root", laboratory.work / "public"]
    server = laboratory.serve("start-server", *options, path="/page.html")
    page = server.get("/page.html")
    assert (page.status, page.text, page.headers.get_content_type()) == (200, "<p>static</p>", "text/html")
    assert server.get("/missing.html").status == 404


def test_the_mode_is_known_before_the_application_is_imported(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    known = laboratory.serve("start-server", "app.wsgi").get("/").json()["at_import"]
    assert known["MOD_WSGI_EXPRESS"] == "true"
    assert "MOD_WSGI_SERVER_NAME" in known
    assert "MOD_WSGI_RELOADER_ENABLED" not in known


def test_the_reloader_is_known_before_the_application_is_imported(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    known = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes").get("/").json()["at_import"]
    assert known["MOD_WSGI_RELOADER_ENABLED"] == "true"


def test_a_request_body_arrives_whole(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    body = bytes(range(256)) * 4096
    answer = laboratory.serve("start-server", "app.wsgi").post("/", body=body).json()
    assert answer["body"].encode("latin-1") == body


def test_several_servers_run_beside_each_other(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    first, second = (laboratory.begin("start-server", "app.wsgi") for _ in range(2))
    pids = {server.wait_until_serving().json()["pid"] for server in (first, second)}
    assert len(pids) == 2
    first.stop()
    assert second.get("/").status == 200


def test_it_works_without_a_private_directory_of_the_session(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", variables={"XDG_RUNTIME_DIR": ""})
    server.stop()
    laboratory.assert_private_directories_are_empty()
