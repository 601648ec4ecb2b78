from dataclasses import replace
from itertools import permutations

import numpy as np
import panels
import pytest

from site_builder.indicators.imputation import imputed
from site_builder.indicators.permutation import Permutation, permutation
from site_builder.indicators.training_panel import Selection, UnitMonths, grid_of

RUNS = 150


def _lot(values: list[tuple[float, ...]], dates: list[int | None]) -> list[UnitMonths]:
    return [
        UnitMonths(unit=str(at), values=row, trained=date, selection=Selection.LOT)
        for at, (row, date) in enumerate(zip(values, dates, strict=True))
    ]


def test_all_orders_are_counted_where_they_are_few() -> None:
    """Four units, two trained: six orders. Only the true one and its mirror give a difference of 4."""
    units = _lot([(80.0, 84.0), (80.0, 84.0), (80.0, 80.0), (80.0, 80.0)], [1, 1, None, None])
    assert Permutation(as_large=2, orders=6, every=True) == permutation(units)


def test_orders_are_those_of_the_dates() -> None:
    """Three dates among four units: 24 orders; the count agrees with going through all of them by hand."""
    values = panels.levels(np.random.default_rng(3), 4)
    units = panels.rolled_out(values, [9, 11, 13, None], 2.0, Selection.LOT)
    found = permutation(units)
    effects = []
    for dates in permutations([9, 11, 13, None]):
        dealt = [replace(unit, trained=date, nominated=date) for unit, date in zip(units, dates, strict=True)]
        estimate = imputed(grid_of(dealt))
        assert estimate is not None
        effects.append(abs(estimate.effect))
    assert found == Permutation(
        as_large=sum(effect >= effects[0] - 1e-9 for effect in effects), orders=24, every=True
    )


def test_many_orders_are_sampled_and_the_true_one_counted() -> None:
    """12 units and 8 dates have 19,958,400 orders: 999 of them and the true one."""
    found = permutation(panels.fair_roll_out(np.random.default_rng(1)))
    assert found is not None
    assert (1000, False) == (found.orders, found.every)
    assert found.share == pytest.approx(found.as_large / 1000)
    assert found.as_large >= 1


def test_units_outside_the_lot_keep_their_dates() -> None:
    """One unit took part in the draw: there is no other order."""
    units = [replace(unit, selection=None) for unit in panels.fair_roll_out(np.random.default_rng(1))]
    assert permutation(units) is None
    assert permutation([replace(units[0], selection=Selection.LOT), *units[1:]]) is None


@pytest.mark.slow
def test_share_is_fair_without_an_effect() -> None:
    """Without an effect at most 5 in 100 draws have a share of at most 5 %, and 25 in 100 one of at most 25 %."""
    chance = np.random.default_rng(8)
    shares = []
    for _ in range(RUNS):
        found = permutation(panels.fair_roll_out(chance, units=5, trained=3, effect=0.0))
        assert found is not None
        shares.append(found.share)
    for level in (0.05, 0.25):
        expected = RUNS * level
        assert sum(share <= level for share in shares) <= expected + 3 * np.sqrt(expected)
