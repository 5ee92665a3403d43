"""Every row of the table, put to mod_wsgi-express and to Expressway."""

import os

import pytest

from suite.rows import Group, Row
from suite.sides import ONLY_VARIABLE, Pair, Who
from table import GROUPS


def _parameter(group: Group, row: Row) -> object:
    marks: list[pytest.MarkDecorator] = [pytest.mark.xdist_group(row.site.name)]
    if row.defect and ONLY_VARIABLE not in os.environ:
        marks.append(pytest.mark.xfail(strict=True, raises=AssertionError, reason=row.defect))
    return pytest.param(row.site, row, id=f"{group.title}: {row.name}", marks=marks)


@pytest.mark.parametrize(
    ("pair", "row"),
    [_parameter(group, row) for group in GROUPS for row in group.rows],
    indirect=["pair"],
    scope="session",
)
def test_expressway_behaves_as_mod_wsgi_express_does(pair: Pair, row: Row) -> None:
    seen = pair.see(row.ask, row.looks_at)
    complaints = []
    for name in sorted(row.looks_at):
        for who, values in seen.items():
            if name in row.meant:
                expected = row.meant[name][0 if who is Who.PEER else 1]
            elif name in row.expect:
                expected = row.expect[name]
            else:
                continue
            if values[name] != expected:
                complaints.append(f"{name} of {who.value} is {values[name]!r}, not {expected!r}")
        if name in row.compares and len({repr(values[name]) for values in seen.values()}) > 1:
            both = "; ".join(f"{who.value}: {values[name]!r}" for who, values in seen.items())
            complaints.append(f"{name} differs: {both}")
    assert not complaints, "\n".join(complaints)
