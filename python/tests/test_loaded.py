"""The document that tells what an application has loaded."""

import sys
from pathlib import Path
from types import ModuleType

from expressway.runtime.loaded import loaded_document

from .child_process import in_a_child


class _Lazy(ModuleType):
    def __getattribute__(self, name: str) -> object:
        raise SystemExit(name)


def test_the_document_tells_libraries_from_the_project_and_from_what_is_elsewhere(tmp_path: Path) -> None:
    project, elsewhere, site = tmp_path / "project", tmp_path / "elsewhere", tmp_path / "site-packages"
    for directory, name in ((project, "of_project"), (elsewhere, "of_elsewhere"), (site, "of_site")):
        directory.mkdir()
        (directory / f"{name}.py").write_text("A = 1\n")

    def run() -> object:
        sys.path[:0] = [str(project), str(elsewhere), str(site)]
        for name in ("of_project", "of_elsewhere", "of_site"):
            __import__(name)
        sys.modules["odd"] = None  # type: ignore[assignment]
        sys.modules["lazy"] = _Lazy("lazy")
        return loaded_document()

    found = in_a_child(tmp_path, run)
    assert isinstance(found, dict)
    assert str(elsewhere / "of_elsewhere.py") in found["sources"]
    assert str(project / "of_project.py") in found["sources"]
    assert "of_site" in found["libraries"] and "json" in found["libraries"]
    assert "of_project" not in found["libraries"] and "odd" not in found["libraries"]


def test_the_document_names_packages_where_they_are_and_files_of_what_failed(tmp_path: Path) -> None:
    package = tmp_path / "elsewhere" / "package"
    (package / "inner").mkdir(parents=True)
    for directory in (package, package / "inner"):
        (directory / "__init__.py").touch()
    (package / "broken.py").write_text("A = (")
    (package / "raising.py").write_text("import package.broken\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "package").symlink_to(package)
    (tmp_path / "file.py").write_text("A = 1\n")
    (project / "linked.py").symlink_to(tmp_path / "file.py")

    def run() -> object:
        sys.path.insert(0, str(project))
        import linked  # type: ignore[import-not-found]  # noqa: F401
        import package.inner  # type: ignore[import-not-found]

        try:
            import package.raising  # type: ignore[import-not-found]  # noqa: F401
        except SyntaxError as error:
            return loaded_document(error)
        return None

    found = in_a_child(tmp_path, run)
    assert isinstance(found, dict)
    assert [path for path in found["packages"] if path.startswith(str(tmp_path))] == [str(package)]
    names = {Path(path).relative_to(tmp_path).as_posix() for path in found["sources"] if path.startswith(str(tmp_path))}
    assert {"project/package/broken.py", "project/package/raising.py", "project/linked.py", "file.py"} <= names
