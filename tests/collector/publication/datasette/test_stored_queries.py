"""Stored queries give the numbers the site shows."""

import sqlite3
from fractions import Fraction

import pytest

from collector.publication.datasette.stored_queries import StoredQuery, load_queries
from site_builder.indicators.rounding import round_half_up

TABLES = """
create table count_cell (agency, service, survey, period, question, value, n);
create table question (survey, key, weight);
create table survey (survey, multiplier);
create table grade (survey, position, letter, minimum);
create table period (id, official);
insert into period values ('2024', 1), ('2024-01', 0);
insert into survey values ('s', 25);
insert into grade values ('s', 1, 'A', '88.31'), ('s', 2, 'B', '76.61'), ('s', 3, 'C', '65.00');
"""


def _query(name: str) -> StoredQuery:
    return next(query for query in load_queries() if query.name == name)


def _index(
    totals: dict[str, tuple[int | None, int]], weight: str, respondents: int = 100, period: str = "2024"
) -> tuple[str | None, str | None]:
    """Compute the index of one unit by SQL from (answers, sum) of every unsur; every sum is one value times one."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    for key, (n, total) in totals.items():
        connection.execute("insert into question values ('s', ?, ?)", (key, weight))
        cells = [(None, None)] if n is None else [(1, n - total % n), (2, total % n)]
        base = 0 if n is None else total // n
        rows = [(period, key, value and value + base - 1, many) for value, many in cells]
        connection.executemany("insert into count_cell values ('a', null, 's', ?, ?, ?, ?)", rows)
    connection.execute("insert into count_cell values ('a', null, 's', ?, null, null, ?)", (period, respondents))
    (row,) = connection.execute(_query("index").sql, {"agency": "a"}).fetchall()
    connection.close()
    return row[4], row[5]


@pytest.mark.parametrize(
    ("totals", "weight", "expected"),
    [
        ({"x": (100, 313)}, "1", ("78.25", "B")),  # 25 × 3.13
        ({"x": (5000, 15001)}, "1", ("75.01", "C")),  # 75.005 is half-way and goes up
        ({"x": (3, 10), "y": (3, 8)}, "1/2", ("75.00", "C")),  # 10/3 and 8/3: the thirds add up to a whole
        ({"x": (6000, 18001), "y": (3000, 9001)}, "1/2", ("75.01", "C")),  # 75.00625
        ({"x": (12, 36), "y": (None, 0)}, "1/2", (None, None)),  # one unsur hidden, no index (PUB02)
    ],
)
def test_index_is_exact(
    totals: dict[str, tuple[int | None, int]], weight: str, expected: tuple[str | None, str | None]
) -> None:
    """The index is the exact sum over unsur with its own denominators, rounded half-up once (SKM13)."""
    assert expected == _index(totals, weight)


@pytest.mark.parametrize(
    ("respondents", "period", "letter"), [(29, "2024", None), (30, "2024", "B"), (100, "2024-01", None)]
)
def test_letters_are_for_official_periods_from_thirty_on(respondents: int, period: str, letter: str | None) -> None:
    """From 10 to 29 answers a number is "sementara" and has no letter; months carry none."""
    assert ("78.25", letter) == _index({"x": (100, 313)}, "1", respondents, period)


def test_index_of_large_uneven_groups_agrees_with_fractions() -> None:
    """Nine groups of different prime sizes near a million give what exact fractions give."""
    primes = (999983, 999979, 999961, 999959, 999953, 999931, 999917, 999907, 999883)
    totals: dict[str, tuple[int | None, int]] = {f"u{n}": (n, 3 * n + n // 7) for n in primes}
    exact = 25 * sum(Fraction(total, n) for n, total in totals.values() if n) / 9
    assert str(round_half_up(exact, 2)) == _index(totals, "1/9")[0]


def test_queries_read_tables_of_the_open_file_only() -> None:
    """Every query has both titles and asks for parameters the pages have choices for."""
    for query in load_queries():
        assert query.title.id
        assert query.title.en
        assert set(query.parameters) <= {"agency", "period"}
