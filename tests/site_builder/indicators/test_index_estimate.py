import random

import numpy as np
import pytest
from golden import case, columns, numbers
from hypothesis import given, settings
from hypothesis import strategies as st
from measures import SKM, UNSUR, estimate, measure_of, sums

from site_builder.indicators.design import design_of
from site_builder.indicators.index_estimate import IndexEstimate, Measure, index_by_design, index_of_moments
from site_builder.indicators.logit_interval import logit_interval
from site_builder.indicators.moments import Moments, moments_of

Rows = list[list[int | None]]


def made(people: int, missing: float, seed: int) -> Rows:
    """Make answers of some people, some left out, and two who answered everything."""
    chance = random.Random(seed)
    rows = [[None if chance.random() < missing else chance.randint(1, 4) for _ in UNSUR] for _ in range(people)]
    return [*rows, [1, 2, 3, 4, 1, 2, 3, 4, 2], [3] * 9]


ROWS = st.builds(made, st.integers(0, 40), st.floats(0, 0.7), st.integers(0, 2**16))


def by_design(rows: Rows, clusters: list[int] | None = None, measure: Measure = SKM) -> IndexEstimate:
    """Estimate from single answers."""
    answers = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)
    design = design_of(len(rows), clusters=None if clusters is None else np.array(clusters))
    found = index_by_design(answers, measure, design)
    assert found is not None
    return found


def test_index_with_missing_answers_under_three_designs() -> None:
    """Nine items of 400 people, some left out: value and error are those of R survey to 1e-8."""
    table, expected = columns("bfi400"), case("bfi400")["expected"]
    measure = measure_of(9, (1, 6))
    answers = np.stack([numbers(table[key]) for key in measure.index.weights], axis=1)
    weights, population = numbers(table["w"]), numbers(table["N"])
    designs = {
        "srs": design_of(400),
        "strata_fpc": design_of(400, weights=weights, strata=table["stratum"], population=population),
        "cluster": design_of(400, weights=weights, clusters=table["clu"]),
    }
    for name, design in designs.items():
        found = index_by_design(answers, measure, design)
        assert found is not None
        assert expected[name][0] == pytest.approx(found.value, abs=1e-7)  # printed with 7 decimals
        assert expected[name][1] == pytest.approx(found.se, abs=1e-8)


def test_moments_give_the_index_of_the_answers_behind_them() -> None:
    """400 people with missing answers: the sums alone give value, error and degrees of freedom, to 1e-12."""
    table, measure = columns("bfi400"), measure_of(9, (1, 6))
    answers = np.stack([numbers(table[key]) for key in measure.index.weights], axis=1)
    rows = [[None if np.isnan(value) else int(value) for value in row] for row in answers]
    clusters = table["clu"].tolist()
    simple = index_of_moments([moments_of(tuple(measure.index.weights), rows)], measure)
    clustered = index_of_moments([moments_of(tuple(measure.index.weights), rows, clusters)], measure)
    assert simple is not None
    assert clustered is not None
    assert case("bfi400")["expected"]["srs"][1] == pytest.approx(simple.se, abs=1e-8)
    direct = index_by_design(answers, measure, design_of(400, clusters=table["clu"]))
    assert direct is not None
    assert (direct.value, direct.df, direct.clusters) == (clustered.value, clustered.df, clustered.clusters)
    assert direct.se == pytest.approx(clustered.se, rel=1e-12)
    assert direct.design_effect == pytest.approx(clustered.design_effect, rel=1e-9)


def test_error_by_hand() -> None:
    """Two answer 3 and two answer 4 everywhere: s² of 75 and 100 is 208.33, divided by 4 its root is 7.2169."""
    found = estimate([[3] * 9, [3] * 9, [4] * 9, [4] * 9])
    assert (87.5, 3, 4) == (found.value, found.df, found.n)
    assert found.se == pytest.approx((625 / 12) ** 0.5)


def test_fewer_than_eight_clusters_count_people_and_print_the_design_effect() -> None:
    """Seven counter-days are too few to estimate from; how much they would add is still told."""
    rows = [[3] * 9] * 7 + [[4] * 9] * 7
    seven = estimate(rows, [place // 2 for place in range(14)])
    assert (None, 13, 2) == (seven.clusters, seven.df, pytest.approx(seven.design_effect or 0, rel=0.1))
    eight = estimate([*rows, [3] * 9, [4] * 9], [place // 2 for place in range(16)])
    assert (8, 7) == (eight.clusters, eight.df)


def test_strata_of_moments_are_those_of_the_design() -> None:
    """Two counters drawn separately: the difference between them adds nothing to the error."""
    rows = [[3] * 9, [4] * 9, [3] * 9, [1] * 9, [2] * 9, [1] * 9]
    parts = [sums(rows[:3]), sums(rows[3:])]
    found = index_of_moments(parts, SKM)
    design = design_of(6, strata=np.array([0, 0, 0, 1, 1, 1]))
    direct = index_by_design(np.array(rows, dtype=float), SKM, design)
    assert found is not None
    assert direct is not None
    assert (direct.value, direct.df) == (found.value, found.df)
    assert direct.se == pytest.approx(found.se, rel=1e-12)


def test_question_nobody_answered_leaves_no_index() -> None:
    """Neither way gives an index without an answer to each unsur (SKM15)."""
    rows = [[None, 3, 3, 3, 3, 3, 3, 3, 3]] * 12
    answers = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)
    assert index_of_moments([sums(rows)], SKM) is None
    assert index_by_design(answers, SKM, design_of(12)) is None
    assert index_of_moments([sums([])], SKM) is None


def test_question_outside_the_index_changes_nothing() -> None:
    """An unsur a unit added without weight is carried along and not scored, wherever it stands (SKM04)."""
    rows = [[3] * 9, [4] * 9, [2] * 9]
    wider = moments_of(("added", *reversed(UNSUR)), [[1, *row] for row in rows])
    found, plain = index_of_moments([wider], SKM), estimate(rows)
    assert found is not None
    assert (plain.value, plain.se) == pytest.approx((found.value, found.se))


def test_equal_people_have_no_error_at_all() -> None:
    """Everybody gave the same: the error is exactly 0 on both ways, however the index is rounded."""
    rows: Rows = [[3, 4, 3, 4, 3, 4, 3, 4, 4]] * 31
    assert (0.0, 0.0) == (estimate(rows).se, by_design(rows).se)


def test_different_answers_of_one_index_have_no_error() -> None:
    """The same nine answers in other orders make the same index: what floats leave of the sum counts as 0."""
    for seed in range(50):
        chance = random.Random(seed)
        nine = [chance.randint(1, 4) for _ in UNSUR]
        rows: Rows = [[*chance.sample(nine, 9)] for _ in range(10)]
        assert (0.0, 0.0) == (estimate(rows).se, by_design(rows).se)


def test_single_respondent_has_no_error_to_tell() -> None:
    """One answer says nothing about spread, on either way."""
    with pytest.raises(ValueError, match="single"):
        estimate([[3] * 9])
    with pytest.raises(ValueError, match="single"):
        by_design([[3] * 9])


def test_layout_of_moments() -> None:
    """Two questions, two people of one cluster: r and r·x, then the upper triangle row by row.

    By hand, of the vectors 1 1 3 4 and 1 0 2 0, and of their sum 2 1 5 4.
    """
    found = moments_of(("a", "b"), [[3, 4], [2, None]], ["x", "x"])
    assert (2, (2, 1, 5, 4)) == (found.n, found.sums)
    assert (2, 1, 5, 4, 1, 3, 4, 13, 12, 16) == found.products
    assert (4, 2, 10, 8, 1, 5, 4, 25, 20, 16) == found.cluster_products
    assert found.clusters == 1


def test_moments_of_different_questions_are_never_pooled() -> None:
    """Maklumat of 2014 and sarana of 2017 do not add up (SKM03)."""
    with pytest.raises(ValueError, match="different questions"):
        moments_of(("a",), [[3]]) + moments_of(("b",), [[3]])


def test_moments_refuse_another_layout() -> None:
    """A record of the wrong length is no record of these questions."""
    with pytest.raises(ValueError, match="number of sums"):
        Moments(questions=("a",), n=1, sums=(1, 3), products=(1, 3))
    with pytest.raises(ValueError, match="cross-products"):
        Moments(questions=("a",), n=1, sums=(1, 3), products=(1, 3, 9), clusters=1)


@settings(deadline=None)
@given(ROWS, st.integers(1, 30), st.booleans())
def test_moments_add_up(rows: Rows, cut: int, clustered: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """The sums of two parts make those of the whole; unknown clusters of one part stay unknown."""
    clusters = [place // 2 for place in range(len(rows))] if clustered else None
    cut = 2 * (min(cut, len(rows)) // 2)
    parts = [
        sums(rows[:cut], clusters[:cut] if clusters else None),
        sums(rows[cut:], clusters[cut:] if clusters else None),
    ]
    assert sums(rows, clusters) == parts[0] + parts[1]
    assert (parts[0] + sums(rows[cut:])).clusters is None


@settings(deadline=None)
@given(ROWS, st.integers(0, 2**16))
def test_order_of_people_changes_nothing(rows: Rows, seed: int) -> None:
    """Shuffled rows give the same index and the same error."""
    assert estimate(rows) == estimate(random.Random(seed).sample(rows, len(rows)))


@settings(deadline=None)
@given(ROWS, st.integers(2, 12))
def test_both_ways_give_one_number(rows: Rows, size: int) -> None:
    """Single answers and their sums agree for any answers, missing ones and clusters included."""
    clusters = [place // size for place in range(len(rows))]
    one, other = by_design(rows), estimate(rows)
    assert (one.value, one.index, one.df, one.fewest) == (other.value, other.index, other.df, other.fewest)
    assert one.se == pytest.approx(other.se, rel=1e-9, abs=1e-9)
    grouped = estimate(rows, clusters)
    if grouped.clusters is not None:
        assert by_design(rows, clusters).se == pytest.approx(grouped.se, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(ROWS)
def test_interval_stays_on_the_scale(rows: Rows) -> None:
    """No interval leaves 25 to 100, and each holds its own index."""
    found = estimate(rows)
    interval = logit_interval(found.value, found.se, found.df, found.n, SKM.limits)
    assert 25 <= interval.low <= found.value + 1e-9
    assert found.value - 1e-9 <= interval.high <= 100


@pytest.mark.parametrize(("n", "lower"), [(10, 80.585), (30, 92.872), (100, 97.787)])
def test_bound_where_everybody_gave_the_best(n: int, lower: float) -> None:
    """100 − 75·(1 − 0.05^(1/n)): 10 people leave room down to 80.6, 100 people to 97.8; the worst is its mirror."""
    best = logit_interval(100, 0, n - 1, n, (25, 100))
    assert (lower, 100) == pytest.approx((best.low, best.high), abs=0.001)
    worst = logit_interval(25, 0, n - 1, n, (25, 100))
    assert (25, 125 - lower) == pytest.approx((worst.low, worst.high), abs=0.001)


def test_bound_where_everybody_gave_the_middle() -> None:
    """Ten people who all answer 3 leave room on both sides: 75 − 50·q to 75 + 25·q with q = 0.2589."""
    middle = logit_interval(75, 0, 9, 10, (25, 100))
    assert (62.057, 81.472) == pytest.approx((middle.low, middle.high), abs=0.001)


def test_interval_does_not_overflow_at_the_end_of_the_scale() -> None:
    """One 3 among a million 4 still has an interval below 100."""
    interval = logit_interval(100 - 1e-6, 1e-6, 1, 10**6, (25, 100))
    assert 25 < interval.low < interval.high <= 100
