"""The collector is left alone while the application is imported, and as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from expressway.runtime.collecting import RareCollections


@pytest.fixture(autouse=True)
def ordinary_collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*before)


class Node:
    """Garbage that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def young_collections() -> int:
    return int(gc.get_stats()[0]["collections"])


def test_an_import_of_many_objects_causes_no_collection() -> None:
    before = young_collections()
    with RareCollections():
        kept = [Node() for _ in range(50_000)]
    assert young_collections() == before
    assert len(kept) == 50_000


def test_thresholds_are_as_before_and_everything_is_known_to_the_collector() -> None:
    before = gc.get_threshold()
    with RareCollections():
        node = Node()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
    assert any(known is node for known in gc.get_objects())


def test_what_was_made_meanwhile_is_not_looked_through_by_the_next_young_collection() -> None:
    with RareCollections():
        kept = [Node() for _ in range(5_000)]
    assert len(gc.get_objects(generation=0)) < 1_000
    assert kept


def test_garbage_of_the_import_is_freed_later() -> None:
    freed: list[bool] = []

    class Telling(Node):
        def __del__(self) -> None:
            freed.append(True)

    with RareCollections():
        Telling()
    gc.collect()
    assert freed == [True]


def test_an_application_that_switches_the_collector_off_keeps_it_off() -> None:
    with RareCollections():
        gc.disable()
    assert not gc.isenabled()


def test_an_application_that_sets_thresholds_keeps_them() -> None:
    with RareCollections():
        gc.set_threshold(1234, 5, 6)
    assert gc.get_threshold() == (1234, 5, 6)


def test_what_an_application_has_frozen_stays_frozen() -> None:
    with RareCollections():
        gc.freeze()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_a_failing_import_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), RareCollections():
        raise ValueError("broken")
    assert gc.get_threshold() == before
