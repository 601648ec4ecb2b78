import csv
from pathlib import Path

import pytest

from site_builder.indicators.sample_size import sample_size

TABLE = Path(__file__).parents[2] / "data" / "krejcie_morgan.csv"


def published() -> list[tuple[int, int]]:
    """Read population and sample of the published table."""
    with TABLE.open(encoding="utf-8") as source:
        return [(int(row["N"]), int(row["S_published_table"])) for row in csv.DictReader(source)]


def test_sample_size_is_the_published_table() -> None:
    """All 90 rows of Krejcie & Morgan come out of the formula, rounded half-up (SKM19)."""
    table = published()
    assert len(table) == 90
    assert table == [(users, sample_size(users)) for users, _ in table]


@pytest.mark.parametrize("users", [0, 1, 9, 10])
def test_sample_size_of_few_is_everyone(users: int) -> None:
    """Up to ten users everyone is asked (SKM19)."""
    assert sample_size(users) == users


def test_sample_size_refuses_a_negative_number() -> None:
    """A negative number of users is a mistake of the caller."""
    with pytest.raises(ValueError, match="-1"):
        sample_size(-1)
