import random

import numpy as np
import pytest
from golden import case
from hypothesis import given, settings
from hypothesis import strategies as st
from measures import estimate, known

from site_builder.indicators.between_units import dersimonian_laird, paule_mandel
from site_builder.indicators.false_discovery import discoveries
from site_builder.indicators.funnel import Place, funnel
from site_builder.indicators.peers import Peer, peer_of
from site_builder.indicators.proportion import UnitCount, share_peers
from site_builder.indicators.rank_interval import rank_interval, rank_spans
from survey_definitions.model import Text

VALUES = st.lists(st.tuples(st.floats(30, 99), st.floats(0.1, 5)), min_size=2, max_size=20)


def named(name: str) -> Text:
    """Return a unit's name."""
    return Text(id=name, en=name)


def peers_of(*pairs: tuple[float, float]) -> list[Peer]:
    """Return units of these values and errors."""
    return [Peer(unit=named(f"unit {place}"), value=value, se=se) for place, (value, se) in enumerate(pairs)]


def trials() -> tuple[list[float], list[float]]:
    """Read effects and errors of the thirteen trials."""
    pairs = case("bcg_meta")["yi_vi"]
    return [effect for effect, _ in pairs], [variance**0.5 for _, variance in pairs]


def test_variance_between_trials_of_bcg() -> None:
    """DerSimonian and Laird's mean, error and τ², and the shrunken effects, as metafor prints them."""
    expected, (effects, errors) = case("bcg_meta"), trials()
    found = dersimonian_laird(effects, errors)
    golden = expected["DL"]
    assert (golden["mu"], golden["se"], golden["tau2"]) == pytest.approx(
        (found.mean, found.se, found.tau2), abs=1e-7
    )
    points = funnel(peers_of(*zip(effects, errors, strict=True))).points
    shrunken = [point.shrunken for point in points[:4]]
    assert expected["EB_first4_DL"] == pytest.approx(shrunken, abs=1e-7)


def test_second_opinion_on_the_variance() -> None:
    """Paule and Mandel's τ² makes Q equal to 12; metafor stops its search within 1e-4 of it."""
    golden, (effects, errors) = case("bcg_meta")["PM"], trials()
    found = paule_mandel(effects, errors)
    weights = 1 / (np.square(errors) + found.tau2)
    assert float(weights @ np.square(np.array(effects) - found.mean)) == pytest.approx(12, abs=1e-9)
    assert (golden["mu"], golden["se"], golden["tau2"]) == pytest.approx(
        (found.mean, found.se, found.tau2), abs=1e-4
    )


@settings(deadline=None)
@given(VALUES)
def test_variance_between_units_is_never_negative(pairs: list[tuple[float, float]]) -> None:
    """Units that differ less than chance allows have τ² = 0, by either method."""
    values, errors = [value for value, _ in pairs], [se for _, se in pairs]
    assert dersimonian_laird(values, errors).tau2 >= 0
    assert paule_mandel(values, errors).tau2 >= 0
    alike = dersimonian_laird([80.0] * len(pairs), errors)
    assert (0.0, 80.0) == (alike.tau2, pytest.approx(alike.mean))


def test_units_without_error_are_refused() -> None:
    """An error of 0 would take all the weight, and one unit has no peers."""
    with pytest.raises(ValueError, match="above 0"):
        dersimonian_laird([80, 90], [1, 0])
    with pytest.raises(ValueError, match="from two on"):
        dersimonian_laird([80], [1])


def test_alarms_of_benjamini_and_hochberg() -> None:
    """Four of their fifteen tests are alarms at 5 %, the four smallest."""
    example = case("bh1995")
    found = discoveries(example["p"], 0.05)
    assert example["reject_5pct"] == sum(found)
    assert found == (True,) * 4 + (False,) * 11


def test_alarms_step_up() -> None:
    """A test above its own line counts where a later one is below its line; none is an answer too."""
    assert discoveries([0.04, 0.045], 0.05) == (True, True)
    assert discoveries([0.9, 0.8], 0.05) == (False, False)
    assert discoveries([], 0.05) == ()


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=20), st.integers(0, 999))
def test_alarms_do_not_depend_on_order(p_values: list[float], seed: int) -> None:
    """The same tests are alarms in any order, and a wider rate never drops one."""
    order = random.Random(seed).sample(range(len(p_values)), len(p_values))
    found, shuffled = discoveries(p_values, 0.1), discoveries([p_values[place] for place in order], 0.1)
    assert [found[place] for place in order] == list(shuffled)
    assert all(wide or not narrow for wide, narrow in zip(discoveries(p_values, 0.2), found, strict=True))


def test_three_classes() -> None:
    """Twenty alike and two far off: one is above, one below, the rest about what is expected."""
    alike = [(80 + 0.1 * place, 1.0) for place in range(20)]
    found = funnel(peers_of(*alike, (95.0, 1.0), (65.0, 1.0)))
    places = [point.place for point in found.points]
    assert [Place.ABOUT] * 20 + [Place.ABOVE, Place.BELOW] == places
    assert found.points[20].sentence.id == "Nilai unit 20 lebih tinggi daripada yang diharapkan dari unit lain."
    assert (
        "Dari 22 unit, 1 lebih tinggi dan 1 lebih rendah daripada yang diharapkan; 20 lainnya tidak jelas berbeda "
        "dari rata-rata."
    ) == found.sentence.id


def test_units_that_all_differ_are_no_outliers() -> None:
    """Five precise units from 70 to 90: against chance alone four would stand out, against each other none."""
    found = funnel(peers_of(*[(value, 0.5) for value in (70, 75, 80, 85, 90)]))
    assert found.tau2 == pytest.approx(62.5 - 0.25)  # the variance of the five less that of each
    assert {Place.ABOUT} == {point.place for point in found.points}


def test_small_unit_far_off_is_about_what_is_expected() -> None:
    """A wide error widens the funnel: 90 from few people is no outlier among 80s."""
    found = funnel(peers_of(*[(80.0 + place % 3, 1.0) for place in range(12)], (90.0, 8.0)))
    assert Place.ABOUT == found.points[-1].place
    assert found.points[-1].limits.high > 90 > found.points[0].outer.high


def test_too_few_units_are_not_compared() -> None:
    """One unit has no peers."""
    found = funnel(peers_of((80, 1)))
    assert (None, 1, ()) == (found.estimate, found.n, found.points)
    assert "terlalu sedikit" in found.sentence.id


def test_unit_where_everybody_agrees_has_an_error() -> None:
    """Thirty people who all give 4 weigh as much as their bound is narrow, not infinitely."""
    peer = peer_of(named("unit"), estimate([[4] * 9] * 30))
    assert peer.se == pytest.approx(75 * (1 - 0.05 ** (1 / 30)) / (2 * 1.959964), rel=1e-6)
    assert peer_of(named("unit"), known("80.00", se=2)).se == 2


def test_shares_are_compared_with_the_share_of_all() -> None:
    """A unit without any straight line has the error it would have if it were like the others."""
    counts = [UnitCount(unit=named(str(place)), count=30, n=100) for place in range(9)]
    peers = share_peers([*counts, UnitCount(unit=named("none"), count=0, n=100)])
    share = 271 / 1002
    assert (0.0, pytest.approx(100 * (share * (1 - share) / 100) ** 0.5)) == (peers[-1].value, peers[-1].se)
    assert [Place.ABOUT] * 9 + [Place.BELOW] == [point.place for point in funnel(peers).points]
    nobody = share_peers([UnitCount(unit=named("a"), count=0, n=10), UnitCount(unit=named("b"), count=0, n=20)])
    assert {Place.ABOUT} == {point.place for point in funnel(nobody).points}


def test_rank_intervals_of_the_states() -> None:
    """All 51 intervals of travel times in 2011, rounded as their authors print them, are theirs."""
    example = case("ranks_acs2011")
    rows = example["rows"]
    errors = [margin / 1.6448536269514722 for _, _, margin, _, _ in rows]
    spans = rank_spans([value for _, value, *_ in rows], errors, 1 - example["alpha"], places=1)
    assert [(low, high) for *_, low, high in rows] == spans


def test_ranks_begin_with_the_highest() -> None:
    """The best index has rank 1, and no rank is told without its interval."""
    found = rank_interval(peers_of((70, 0.5), (90, 0.5), (80, 5)))
    assert [(2, 3), (1, 2), (1, 3)] == [(rank.low, rank.high) for rank in found.ranks]
    assert found.ranks[1].sentence.id == "Peringkat unit 1 antara 1 dan 2 dari 3 unit."
    assert found.sentence.id == "Dari 3 unit, 2 bisa saja yang teratas."


def test_ranks_of_ties_and_of_nothing() -> None:
    """Equal numbers printed alike share all their ranks, and nobody is ranked among none."""
    assert [(1, 2), (1, 2)] == rank_spans([80, 80], [1e-9, 1e-9], 0.95, places=2)
    assert ((), "") == (rank_interval([]).ranks, rank_interval([]).sentence.id)


@settings(deadline=None)
@given(VALUES)
def test_rank_interval_holds_the_rank_of_the_estimates(pairs: list[tuple[float, float]]) -> None:
    """The rank one would naively print always lies in its interval."""
    peers = peers_of(*pairs)
    for rank in rank_interval(peers).ranks:
        better = sum(other.value > rank.peer.value for other in peers)
        assert rank.low <= better + 1 <= rank.high
