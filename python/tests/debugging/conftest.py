"""Model servers, by every Python that is here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..interpreters import interpreters
from .apache_model import Model
from .application import APPLICATION, VIEWS

PROMPT = r"\(Pdb\) "
ENDED = "The request was ended in the debugger.\n"


@pytest.fixture(params=interpreters())
def python(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


Start = Callable[..., Model]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a model server."""
    models: list[Model] = []

    def begin(python: Path | str = sys.executable, views: str = VIEWS, **options: Any) -> Model:
        (tmp_path / "views.py").write_text(views)
        directory = tmp_path / f"server{len(models)}"
        variables = {"PYTHONPATH": str(tmp_path), **options.pop("variables", {})}
        models.append(Model(directory, APPLICATION, python, variables, **{"name": "pdb", **options}))
        return models[-1]

    yield begin
    for model in models:
        model.put_away()
