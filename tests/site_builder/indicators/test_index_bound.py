from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulang_pisau import KEYS, SKM_2014

from site_builder.indicators.index_bound import index_of_counts
from site_builder.indicators.index_estimate import index_of_moments
from site_builder.indicators.moments import moments_of

ROWS = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=2, max_size=30)


def counted(rows: list[list[int]]) -> dict[str, Counter[int]]:
    """Count the answers by question."""
    return {key: Counter(answers) for key, answers in zip(KEYS, zip(*rows, strict=True), strict=True)}


def test_bound_of_six_threes_and_six_fours() -> None:
    """s² = 12 × 0.25 ÷ 11, so s ÷ √12 = 0.15076, times 25: an error of at most 3.769 points around 87.50."""
    found = index_of_counts(counted([[3] * 9] * 6 + [[4] * 9] * 6), 12, SKM_2014)
    assert found is not None
    assert (87.5, 3.769, 11) == (found.value, pytest.approx(25 * sqrt(3 / 11) / sqrt(12), abs=1e-3), found.df)
    assert found.se == pytest.approx(3.769, abs=5e-4)


@given(ROWS)
def test_no_answers_have_a_larger_error_than_the_bound(rows: list[list[int]]) -> None:
    """Whatever people answer, the error from single answers is not above what their counts allow."""
    bound = index_of_counts(counted(rows), len(rows), SKM_2014)
    exact = index_of_moments([moments_of(KEYS, rows)], SKM_2014)
    assert bound is not None
    assert exact is not None
    assert bound.value == exact.value
    assert exact.se <= bound.se + 1e-9


def test_straight_lines_reach_the_bound() -> None:
    """Where everybody gives one answer throughout, all answers go up and down together."""
    rows = [[value] * 9 for value in (1, 2, 2, 3, 4)]
    bound = index_of_counts(counted(rows), 5, SKM_2014)
    exact = index_of_moments([moments_of(KEYS, rows)], SKM_2014)
    assert bound is not None
    assert exact is not None
    assert bound.se == pytest.approx(exact.se)


def test_a_question_without_answers_leaves_no_index() -> None:
    """One question nobody answered: no index, so no error either (SKM15)."""
    counts = counted([[3] * 9] * 12) | {"waktu": Counter()}
    assert index_of_counts(counts, 12, SKM_2014) is None
