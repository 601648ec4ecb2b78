"""PUB03: what is hidden among the counts of one characteristic, and what may change between releases."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector.publication.profiles import Profile, protect, renewed

FEWEST, K = 5, 10  # the rules' own numbers
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 25), min_size=2)


def _profile(hidden: str = "", **counts: int) -> Profile:
    return Profile(counts=counts, hidden=frozenset(hidden))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 12, "b": 30}, ""),
        ({"a": 12, "b": 0}, ""),
        ({"a": 3, "b": 30}, "ab"),  # 33 - 30
        ({"a": 3, "b": 30, "c": 9}, "ac"),  # the next lowest is hidden, too
        ({"a": 3, "b": 30, "c": 2, "d": 0}, "ac"),  # together five
        ({"a": 2, "b": 30, "c": 2, "d": 9}, "acd"),  # together four: still few
        ({"a": 4, "b": 30, "c": 4, "d": 9}, "acd"),  # 8 of two small ones could only be 4 and 4
        ({"a": 4, "b": 5, "c": 5, "d": 30}, "abc"),  # 9 below a 5 that is shown could only be 4 and 5
    ],
)
def test_small_counts_are_hidden_with_what_protects_them(counts: dict[str, int], hidden: str) -> None:
    """Worked by hand from the rule: cells below 5, and the next lowest while one could be subtracted."""
    profile = protect(counts)
    assert profile is not None
    assert frozenset(hidden) == profile.hidden
    assert sum(counts.values()) == profile.total


@pytest.mark.parametrize("counts", [{"a": 9}, {}, {"a": 5, "b": 4}, {"a": 4, "b": 4, "c": 4}])
def test_nothing_is_said_of_few_or_of_what_only_one_reading_fits(counts: dict[str, int]) -> None:
    """Fewer than ten who answered, or twelve in three hidden counts that could only be four each."""
    assert protect(counts) is None


def test_nobody_works_out_a_hidden_count_who_knows_the_rule() -> None:
    """Every table of four values up to 9: for each hidden small count another table looks the same."""
    tables = defaultdict(list)
    for counts in product(range(10), repeat=4):
        profile = protect(dict(zip("abcd", counts, strict=True)))
        if profile is not None:
            told = tuple(None if value in profile.hidden else profile.counts[value] for value in "abcd")
            tables[profile.total, told].append(counts)
    certain = [
        (told, value)
        for (_, told), same in tables.items()
        for value in range(4)
        if told[value] is None and len({counts[value] for counts in same}) == 1 and max(same[0]) < 7
    ]  # near the edge of what is tried, the other tables were not tried
    assert tables
    assert [] == certain


@pytest.mark.parametrize(
    ("before", "counts", "expected"),
    [
        (_profile(a=12, b=30), {"a": 12, "b": 40}, True),
        (_profile(a=12, b=30), {"a": 17, "b": 35}, True),
        (_profile(a=12, b=30), {"a": 14, "b": 40}, False),  # of the twelve who came, two said a
        (_profile(a=12, b=30), {"a": 12, "b": 36}, False),  # six who came are too few
        (_profile(a=12, b=30), {"a": 11, "b": 31}, False),  # one went, another came
        (_profile(a=12, b=30), {"a": 12, "b": 40, "c": 3}, False),  # c would have to be hidden behind a
        (_profile(a=12, b=30), {"a": 14, "b": 40, "c": 4}, False),  # the same, with a moved a little
        (_profile("ac", a=3, b=30, c=9), {"a": 8, "b": 40, "c": 9}, True),
        (_profile("ac", a=10, b=5, c=12, d=30), {"a": 4, "b": 5, "c": 5, "d": 54}, False),  # b would protect them
        (_profile("ac", a=3, b=30, c=9), {"a": 6, "b": 40, "c": 9}, False),  # together moved by three
        (_profile("ac", a=3, b=30, c=9), {"a": 8, "b": 40, "c": 9, "d": 2}, True),  # d joins what protects itself
        (_profile(a=12, b=30), {"a": 0, "b": 3}, False),  # a table does not vanish
    ],
)
def test_table_moves_by_five_or_stays(before: Profile, counts: dict[str, int], *, expected: bool) -> None:
    """The difference of two releases is a table of those who came, and few of them stay hidden."""
    after = renewed(before, counts)
    assert after is not None
    assert expected == (after is not before)
    assert before.hidden <= after.hidden


def test_first_table_has_nothing_to_be_compared_with() -> None:
    """Without an earlier release the counts go out as they are."""
    assert renewed(None, {"a": 12, "b": 30}) == _profile(a=12, b=30)


@settings(max_examples=300, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_no_shown_number_is_small_or_moves_by_little(releases: list[dict[str, int]]) -> None:
    """Through several releases: what is shown is 0 or 5 and more, and so is each move of it."""
    last: Profile | None = None
    for counts in releases:
        now = renewed(last, counts)
        if now is None:
            assert last is None
            continue
        shown = {value: n for value, n in now.counts.items() if value not in now.hidden}
        assert all(n == 0 or n >= FEWEST for n in shown.values())
        assert now.total >= K
        assert len(now.hidden) != 1
        assert not now.hidden or now.together(now.hidden) >= FEWEST
        if last is not None:
            moves = [n - last.counts.get(value, 0) for value, n in shown.items()]
            moves.append(now.together(now.hidden) - last.together(now.hidden))
            assert all(move == 0 or abs(move) >= FEWEST for move in moves)
            assert now.total == last.total or abs(now.total - last.total) >= K
        last = now
