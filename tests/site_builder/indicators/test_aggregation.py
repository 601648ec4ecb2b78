from decimal import Decimal

import pytest
from measures import SKM, estimate, known, spread, sums
from pulang_pisau import SKM_2014

from site_builder.indicators.aggregation import Part, aggregation, by_visitors
from site_builder.indicators.index_estimate import index_of_moments
from survey_definitions.model import Text

K = 10
CITY = Text(id="Kota Contoh", en="Example City")
BUSY, QUIET = spread(200, 92), spread(50, 70, seed=2)


def both() -> tuple[Part, Part]:
    """Return a counter that collects most answers, and one that serves most people."""
    return Part(estimate=estimate(BUSY), visitors=400), Part(estimate=estimate(QUIET), visitors=1600)


def test_index_of_a_whole_is_pooled() -> None:
    """The index is that of all answers together, whatever else stands beside it (SKM16)."""
    pooled = index_of_moments([sums(BUSY) + sums(QUIET)], SKM)
    assert pooled is not None
    assert pooled == estimate([*BUSY, *QUIET])
    found = aggregation(CITY, pooled, both(), K, reveals_nothing=True)
    assert (pooled.value, 250) == (found.estimate, found.n)
    assert found.sentence.id.startswith("Nilai Kota Contoh dihitung dari semua isian bersama: ")


def test_weighting_by_visitors_by_hand() -> None:
    """80 ± 1 of 400 visitors and 90 ± 2 of 1,600: 88 with SE² = 0.04·1 + 0.64·4."""
    parts = [Part(estimate=known("80.00"), visitors=400), Part(estimate=known("90.00", se=2), visitors=1600)]
    found = by_visitors(parts)
    assert found is not None
    assert ("visitors", (0.2, 0.8), Decimal("88.00")) == (found.weighting, found.weights, found.index)
    assert found.se == pytest.approx((0.04 + 2.56) ** 0.5)
    assert found.df == pytest.approx(2.6**2 / (0.04**2 / 99 + 2.56**2 / 99))
    assert 25 < found.interval.low < 88 < found.interval.high < 100


def test_weighted_index_needs_every_visitor_count() -> None:
    """One part that does not report leaves no weighted index; the simple mean may still stand."""
    first, second = both()
    parts = [first, Part(estimate=second.estimate, visitors=None)]
    found = aggregation(CITY, first.estimate, parts, K, reveals_nothing=True)
    assert (None, by_visitors([])) == (found.weighted, None)
    mean = (first.estimate.index + second.estimate.index) / 2
    assert found.simple_mean is not None
    assert abs(found.simple_mean - mean) <= Decimal("0.005")
    assert "Rata-rata sederhana dari 2 bagian" in found.sentence.id


def test_simple_mean_is_left_out_where_it_reveals_something() -> None:
    """A mean is an equation: where it lets a hidden part be worked out it is not given (PUB04)."""
    first, second = both()
    found = aggregation(CITY, first.estimate, [first, second], K, reveals_nothing=False)
    assert found.simple_mean is None
    assert "Rata-rata sederhana" not in found.sentence.id
    assert "menurut jumlah pengunjungnya" in found.sentence.id


def test_parts_of_another_definition_are_refused() -> None:
    """2014 and 2017 have no common index (SKM03)."""
    first, _ = both()
    with pytest.raises(ValueError, match="SKM03"):
        aggregation(
            CITY,
            first.estimate,
            [Part(estimate=known("80.00", measure=SKM_2014), visitors=1)],
            K,
            reveals_nothing=True,
        )


def test_hidden_whole_tells_nothing() -> None:
    """A whole below K is hidden, with everything beside it."""
    found = aggregation(CITY, known("80.00", n=9), both(), K, reveals_nothing=True)
    assert (None, None, None, "") == (found.estimate, found.weighted, found.simple_mean, found.sentence.id)


def test_all_parts_at_the_top_keep_room_below() -> None:
    """Two offices where everybody gave 4 are no proof of 100: the bound is that of all their people."""
    parts = [Part(estimate=estimate([[4] * 9] * 20), visitors=100)] * 2
    found = by_visitors(parts)
    assert found is not None
    assert found.interval.low == pytest.approx(100 - 75 * (1 - 0.05 ** (1 / 40)))
