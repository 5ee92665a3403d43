"""The table itself: what it must hold, and what is made from it."""

from collections import Counter

import differences
from table import GROUPS

ROWS = [row for group in GROUPS for row in group.rows]


def test_there_are_rows_enough_in_every_group() -> None:
    assert len(ROWS) >= 60
    assert all(len(group.rows) >= 3 for group in GROUPS)


def test_every_name_is_used_once() -> None:
    counts = Counter(f"{group.title}: {row.name}" for group in GROUPS for row in group.rows)
    sites = Counter(site.name for site in {row.site for row in ROWS})
    assert [name for name, count in (counts + sites).items() if count > 1] == []


def test_every_row_looks_at_something_certain() -> None:
    """A row that compares two unknown answers alone would pass when both are broken in the same way."""
    assert [row.name for row in ROWS if not (row.expect or row.meant or row.sees)] == []


def test_the_page_of_differences_is_fresh() -> None:
    assert differences.PAGE.read_text() == differences.page(), f"bring it up to date: python {differences.__file__}"
