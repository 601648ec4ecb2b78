import tomllib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import panels
import pytest
from golden import case, columns, numbers
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.indicators.imputation import imputed
from site_builder.indicators.staggered import (
    VERSION,
    Comparison,
    GroupTime,
    UnitMonth,
    group_time,
    imputation_mean,
    rows_of,
)
from site_builder.indicators.training_panel import UnitMonths, grid_of

GOLDEN = case("did_mpdta")
AGREED = GOLDEN["three_library_agreement"]
PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture(scope="module")
def counties() -> tuple[UnitMonth, ...]:
    """Log employment of teenagers in 500 counties; `first` is the year the minimum wage rose."""
    table = columns("mpdta")
    named = (numbers(table[name]) for name in ("countyreal", "year", "lemp", "first.treat"))
    return tuple(
        UnitMonth(unit=int(county), month=int(year), value=float(value), first=int(first))
        for county, year, value, first in zip(*named, strict=True)
    )


@pytest.fixture(scope="module")
def published(counties: tuple[UnitMonth, ...]) -> GroupTime:
    """Return what our boundary makes of them, against counties that never raised it."""
    found = group_time(counties, Comparison.NEVER_TRAINED)
    assert found is not None
    return found


def test_effects_by_date_and_month_are_the_published_ones(published: GroupTime) -> None:
    """All twelve ATT(g, t) as R's did prints them."""
    found = {f"{first},{month}": effect for (first, month), effect in published.effects.items()}
    assert GOLDEN["att_gt"] == pytest.approx(found, abs=5e-5)


def test_averages_are_the_published_ones(published: GroupTime) -> None:
    """The simple and the dynamic average with their errors, on which three programs agree."""
    assert AGREED["simple"] == pytest.approx([published.overall.effect, published.overall.se], abs=5e-5)
    assert AGREED["dynamic"] == pytest.approx([published.dynamic.effect, published.dynamic.se], abs=5e-5)
    assert GOLDEN["dynamic_overall"] == pytest.approx(published.dynamic.effect, abs=5e-5)


def test_effects_by_lag_are_the_published_ones(published: GroupTime) -> None:
    """From three years before to three years after."""
    assert GOLDEN["dynamic"] == pytest.approx(
        {str(lag): effect for lag, effect in published.by_lag.items()}, abs=5e-5
    )


def test_group_and_balanced_averages_follow(counties: tuple[UnitMonth, ...], published: GroupTime) -> None:
    """Two more published averages, made by hand from the effects: by date, and over lags 0 and 1 (balanced)."""
    size = {first: len({row.unit for row in counties if row.first == first}) for first in (2004, 2006, 2007)}
    means = {
        first: np.mean([effect for (of, month), effect in published.effects.items() if of == first <= month])
        for first in size
    }
    by_date = sum(size[first] * means[first] for first in size) / sum(size.values())
    balanced = np.mean(
        [
            sum(size[first] * published.effects[first, first + lag] for first in (2004, 2006))
            / (size[2004] + size[2006])
            for lag in (0, 1)
        ]
    )
    assert AGREED["group"][0] == pytest.approx(by_date, abs=5e-5)
    assert GOLDEN["balance_e1_overall"] == pytest.approx(balanced, abs=5e-5)


def test_imputation_is_the_published_one(counties: tuple[UnitMonth, ...]) -> None:
    """The imputation estimate of the same counties."""
    assert GOLDEN["bjs_imputation"] == pytest.approx(imputation_mean(counties).effect, abs=5e-5)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3))
def test_package_and_own_arithmetic_agree(seed: int, gap: int) -> None:
    """Whatever the dates, the gaps and the hidden months, two programs give one imputation estimate."""
    chance = np.random.default_rng(seed)
    dates = [None if date > 20 else int(date) for date in chance.integers(7, 26, 9)]
    units = panels.rolled_out(panels.levels(chance, 11), [*dates, 8, None], 3.0, None, gap)
    units = [
        replace(unit, values=tuple(None if chance.random() < 0.1 else one for one in unit.values)) for unit in units
    ]
    own = imputed(grid_of(units))
    assert own is not None
    assert own.effect == pytest.approx(imputation_mean(rows_of(units)).effect, abs=1e-6)


def test_second_opinion_is_the_difference_of_differences() -> None:
    """Trained in month 2: (83 − 80) − (81 − 80) = 2 and (85 − 80) − (81 − 80) = 4, mean 3."""
    units = [
        UnitMonths(unit="A", values=(70.0, 80, 83, 85), trained=2),
        UnitMonths(unit="B", values=(90.0, 80, 81, 81)),
        UnitMonths(unit="C", values=(50.0, 60, 61, 61)),
    ]
    found = group_time(rows_of(units), Comparison.NOT_YET_TRAINED)
    assert found is not None
    assert found.overall.effect == pytest.approx(3)


def test_months_between_nomination_and_training_enter_no_average() -> None:
    """Nominated a month before: the base is the month before that, and the month of waiting counts nowhere."""
    units = [
        UnitMonths(unit="A", values=(80.0, 99, 83, 85), trained=2, nominated=1),
        UnitMonths(unit="B", values=(80.0, 80, 81, 81)),
        UnitMonths(unit="C", values=(60.0, 60, 61, 61)),
    ]
    found = group_time(rows_of(units), Comparison.NOT_YET_TRAINED)
    assert found is not None
    assert found.overall.effect == pytest.approx(3)


def test_hidden_month_before_leaves_no_second_opinion() -> None:
    """Without the month before the training there is nothing to take a difference to."""
    units = [
        UnitMonths(unit="A", values=(80.0, None, 83, 85), trained=2),
        UnitMonths(unit="B", values=(80.0, 80, 81, 81)),
    ]
    assert group_time(rows_of(units), Comparison.NOT_YET_TRAINED) is None


def test_pinned_version_is_the_one_tried() -> None:
    """pyproject.toml, the module and what is installed name one version."""
    extras = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    assert [f"diff-diff=={VERSION}"] == extras["evaluation"]
    assert VERSION == version("diff-diff")
