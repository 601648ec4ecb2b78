import numpy as np
import panels
import pytest

from site_builder.indicators.detectable_effect import detectable_effect
from site_builder.indicators.leave_one_out import leave_one_out
from site_builder.indicators.training_panel import UnitMonths, grid_of


def test_jackknife_of_two_groups_is_the_textbook_one() -> None:
    """Rises 4 and 2 against 1, 0 and −1: without each, 2, 4, 3.5, 3 and 2.5; SE² = 4/5·Σ(θ − 3)² = 2."""
    rises = [4.0, 2.0, 1.0, 0.0, -1.0]
    units = [
        UnitMonths(unit=str(at), values=(80.0, 80.0 + rise), trained=1 if at < 2 else None)
        for at, rise in enumerate(rises)
    ]
    found = leave_one_out(grid_of(units))
    assert found is not None
    assert [2.0, 4.0, 3.5, 3.0, 2.5] == pytest.approx(found.effects)
    assert (2.0, 4.0, 1) == pytest.approx((found.lowest, found.highest, found.df))
    assert found.se == pytest.approx(np.sqrt(0.8 * 2.5))


def test_one_trained_unit_has_no_spread() -> None:
    """Without it nothing is left to estimate."""
    units = panels.rolled_out(panels.levels(np.random.default_rng(1), 4), [9, None, None, None], 3.0, None)
    assert leave_one_out(grid_of(units)) is None


def test_detectable_effect_adds_both_quantiles() -> None:
    """With many degrees of freedom (1.95996 + 0.84162)·SE, 2.80 SE as textbooks have it."""
    assert detectable_effect(1.0, 1e9) == pytest.approx(2.80159, abs=1e-4)
