"""Which address reaches the application, which a file."""

import pytest

from harness.laboratory import Laboratory
from harness.running import Word


@pytest.mark.parametrize("mount_point", ["/one", "/one/", "/one/two", "/one/two/"])
def test_a_mount_point_splits_the_path_as_wsgi_demands(laboratory: Laboratory, mount_point: str) -> None:
    laboratory.application("validated.py", "app.wsgi")
    bare = mount_point.rstrip("/")
    server = laboratory.serve("start-server", "app.wsgi", "--mount-point", mount_point, path=f"{bare}/")
    assert server.get(f"{bare}/").text == f"{bare}|/"
    assert server.get(f"{bare}/x/y").text == f"{bare}|/x/y"
    assert server.get(f"{bare}/x%20y/%C3%BC").body.decode() == f"{bare}|/x y/ü"
    assert server.get("/elsewhere").status == 404
    assert server.get(f"{bare}-not").status == 404
    server.assert_quiet("AssertionError")


def test_a_mount_point_without_a_slash_reaches_the_application_or_its_slash(laboratory: Laboratory) -> None:
    laboratory.application("validated.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", "--mount-point", "/one", path="/one/")
    answer = server.get("/one")
    if answer.status == 200:
        assert answer.text == "/one|"
    else:
        assert answer.status in (301, 302, 307, 308)
        assert answer.headers["Location"].endswith("/one/")


def test_the_root_mount_point_satisfies_the_validator(laboratory: Laboratory) -> None:
    laboratory.application("validated.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi")
    assert server.get("/").text == "|/"
    assert server.get("/a/b").text == "|/a/b"
    assert server.get("//a").status == 200


def test_a_django_project_below_a_mount_point_knows_its_own_addresses(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    manage: list[Word] = [laboratory.virtual_environment.python, "manage.py", "migrate", "--verbosity", "0"]
    assert laboratory.execute(manage, directory=project).finish(30).code == 0
    server = laboratory.serve("manage.py runmodwsgi", "--mount-point", "/shelf", directory=project, path="/shelf/")
    assert 'href="/shelf/books/1/"' in server.get("/shelf/").text
    assert "Emma" in server.get("/shelf/books/1/").text


@pytest.mark.parametrize("url", ["/files", "/files/"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_an_alias_serves_a_directory_with_or_without_slashes(pypi_laboratory: Laboratory, url: str, slash: str) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("media/inner/a b.txt", "from the directory")
    server = laboratory.serve("start-server", "app.wsgi", "--url-alias", url, f"{laboratory.work}/media{slash}")
    assert server.get("/files/inner/a%20b.txt").text == "from the directory"
    assert server.get("/files/missing").status == 404
    assert server.get("/filesystem").json()["environ"]["PATH_INFO"] == "/filesystem"


def test_an_alias_serves_one_file(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("public/icon.txt", "an icon")
    server = laboratory.serve("start-server", "app.wsgi", "--url-alias", "/favicon.ico", "public/icon.txt")
    assert server.get("/favicon.ico").text == "an icon"
    assert server.get("/public/icon.txt").json()["environ"]["PATH_INFO"] == "/public/icon.txt"


def test_the_longer_of_two_aliases_wins_in_any_order(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("outer/a.txt", "outer")
    laboratory.write("inner/a.txt", "inner")
    aliases = ["--url-alias", "/files", "outer", "--url-alias", "/files/inner", "inner"]
    server = laboratory.serve("start-server", "app.wsgi", *aliases)
    assert server.get("/files/a.txt").text == "outer"
    assert server.get("/files/inner/a.txt").text == "inner"


def test_files_of_the_document_root_come_before_the_application(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("public/robots.txt", "nobody")
    server = laboratory.serve("start-server", "app.wsgi", "--document-root", "public")
    assert server.get("/robots.txt").text == "nobody"
    environ = server.get("/page/of/the/application").json()["environ"]
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("", "/page/of/the/application")
    environ = server.get("/").json()["environ"]
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("", "/")


def test_hidden_files_and_links_out_of_the_document_root_are_not_served(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.application("echo.py", "app.wsgi")
    laboratory.write("public/.env", "PASSWORD=secret")
    laboratory.write("private/secret.txt", "secret")
    (laboratory.work / "public" / "out.txt").symlink_to(laboratory.work / "private" / "secret.txt")
    server = laboratory.serve("start-server", "app.wsgi", "--document-root", "public")
    for path in ("/.env", "/out.txt", "/../private/secret.txt", "/%2e%2e/private/secret.txt"):
        assert b"secret" not in server.get(path).body.replace(path.encode(), b"")


def test_the_server_listens_on_the_loopback_address_alone(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("echo.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    assert server.listening_addresses() == {"127.0.0.1"}
