import numpy as np
import pytest
from golden import case, columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from site_builder.indicators.imputation import Imputed, imputed, residual_spread
from site_builder.indicators.training_panel import Grid, UnitMonths, grid_of

GOLDEN = case("did_mpdta")
VALUES = st.lists(st.lists(st.integers(25, 100).map(float), min_size=8, max_size=8), min_size=4, max_size=4)
SHIFTS = st.floats(-20, 20)


def _panel(values: list[list[float]]) -> Grid:
    """Four units over eight months: trained from month 4, from month 6, and two never."""
    return grid_of(
        [
            UnitMonths(unit=str(at), values=tuple(row), trained=trained)
            for at, (row, trained) in enumerate(zip(values, (4, 6, None, None), strict=True))
        ]
    )


def _found(grid: Grid) -> Imputed:
    found = imputed(grid)
    assert found is not None
    return found


def test_estimate_is_the_published_one() -> None:
    """500 counties over five years: the imputation estimate that three programs agree on."""
    table = columns("mpdta")
    counties, row = np.unique(table["countyreal"], return_inverse=True)
    year, first = (numbers(table[name]).astype(int) for name in ("year", "first.treat"))
    values = np.zeros((len(counties), 5))
    treated = np.zeros_like(values, dtype=bool)
    values[row, year - 2003] = numbers(table["lemp"])
    treated[row, year - 2003] = (first > 0) & (year >= first)
    found = _found(Grid(values=values, untreated=~treated, treated=treated))
    assert GOLDEN["bjs_imputation"] == pytest.approx(found.effect, abs=1e-9)


def test_two_by_two_is_the_difference_of_differences() -> None:
    """One unit trained, one not, a month before and one after: (83 − 80) − (81 − 80) = 2."""
    units = [UnitMonths(unit="A", values=(80.0, 83.0), trained=1), UnitMonths(unit="B", values=(80.0, 81.0))]
    assert _found(grid_of(units)).effect == pytest.approx(2)


@given(VALUES, st.lists(SHIFTS, min_size=4, max_size=4), st.lists(SHIFTS, min_size=8, max_size=8))
def test_levels_of_units_and_months_do_not_matter(
    values: list[list[float]], of_units: list[float], of_months: list[float]
) -> None:
    """A unit that is always better and a month that is bad for all change nothing."""
    shifted = np.array(values) + np.array(of_units)[:, None] + np.array(of_months)
    assert _found(_panel(values)).effect == pytest.approx(_found(_panel(shifted.tolist())).effect, abs=1e-8)


@given(VALUES, SHIFTS)
def test_effect_added_to_treated_months_is_found_whole(values: list[list[float]], effect: float) -> None:
    """Treated months that are higher by d raise the estimate by d."""
    grid = _panel(values)
    raised = Grid(values=grid.values + effect * grid.treated, untreated=grid.untreated, treated=grid.treated)
    assert _found(grid).effect + effect == pytest.approx(_found(raised).effect, abs=1e-8)


def test_month_without_untrained_unit_is_not_imputed() -> None:
    """Two units, the second trained later: only the months in which it was untrained count."""
    units = [
        UnitMonths(unit="A", values=(80.0, 80, 83, 83, 99), trained=2),
        UnitMonths(unit="B", values=(80.0, 80, 80, 80, 90), trained=4),
    ]
    found = _found(grid_of(units))
    assert [(0, 2), (0, 3)] == [tuple(cell) for cell in np.argwhere(found.cells)]
    assert found.effect == pytest.approx(3)


def test_nothing_to_compare_gives_no_estimate() -> None:
    """All trained in the same month: no month of theirs has an untrained unit."""
    units = [UnitMonths(unit=name, values=(80.0, 80, 83), trained=2) for name in "AB"]
    assert imputed(grid_of(units)) is None


def test_residual_spread_is_that_of_the_untreated_cells() -> None:
    """Two untreated units over three months, one cell 6 off: Σ residual² = 12 with (3−1)(2−1) = 2 df, √6."""
    units = [
        UnitMonths(unit="A", values=(80.0, 80, 86)),
        UnitMonths(unit="B", values=(70.0, 70, 70)),
        UnitMonths(unit="C", values=(60.0, 60, 60), trained=2),
    ]
    found = residual_spread(grid_of(units))
    assert found is not None
    assert found.df == 3
    assert found.sd == pytest.approx(np.sqrt(12 / 3))


def test_no_spread_without_degrees_of_freedom() -> None:
    """One unit: its own months are all that a month effect knows, so nothing is left."""
    assert residual_spread(grid_of([UnitMonths(unit="A", values=(80.0, 81.0))])) is None


def test_disconnected_months_are_not_compared() -> None:
    """A unit seen only before month 2 and one only from it on tell nothing about each other's months."""
    units = [
        UnitMonths(unit="A", values=(80.0, 80, 83, None), trained=2),
        UnitMonths(unit="B", values=(None, None, 90.0, 90.0)),
    ]
    assert imputed(grid_of(units)) is None
