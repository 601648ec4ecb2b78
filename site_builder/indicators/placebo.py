"""Were the trained units on the same path before? A pretended training three months early must show nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE, Interval
from site_builder.indicators.imputation import imputed, residual_spread
from site_builder.indicators.leave_one_out import leave_one_out
from site_builder.indicators.training_panel import Grid, UnitMonths, cells, grid_of

LEADS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The pretended effect that many months before the baseline ends, or of all of them (`months` 0)."""

    months: int
    effect: float
    interval: Interval | None


def placebo(units: Sequence[UnitMonths]) -> tuple[Lead, ...]:
    """Pretend that training came three months early; nothing after it is used.

    Parameters
    ----------
    units
        Trained and untrained units of one panel.

    Returns
    -------
    tuple of Lead
        First the mean over the three months (the placebo date), then each month alone, nearest first (the
        pre-trends); what cannot be estimated is left out.
    """
    found = []
    for months in range(LEADS + 1):
        grid = _pretended(units, range(LEADS) if months == 0 else range(months - 1, months))
        estimate = imputed(grid)
        if estimate is not None:
            spread = leave_one_out(grid)
            interval = spread.interval(estimate.effect) if spread else None
            found.append(Lead(months=months, effect=estimate.effect, interval=interval))
    return tuple(found)


def follows_bad_month(units: Sequence[UnitMonths]) -> bool:
    """Tell whether the trained units' last baseline month was clearly worse than their others foretell.

    Whoever is chosen in such a month does better in the next without any training. One-sided at 2.5 %, with the
    spread of all untreated months, so that two units suffice to see it.
    """
    grid = _pretended(units, range(1))
    estimate, spread = imputed(grid), residual_spread(grid)
    if estimate is None or spread is None:
        return False
    se = spread.sd * float(np.sqrt((estimate.weights**2).sum()))
    return estimate.effect < -t_quantile(0.5 + CONFIDENCE / 2, spread.df) * se


def _pretended(units: Sequence[UnitMonths], leads: range) -> Grid:
    """Return a grid in which the last baseline months of trained units are no baseline; `leads` are estimated."""
    trained = [bool(unit.after) for unit in units]
    last = [unit.baseline[-LEADS:][::-1] if treated else [] for unit, treated in zip(units, trained, strict=True)]
    grid = grid_of(units)
    months = grid.values.shape[1]
    named = [[shown[lead] for lead in leads if lead < len(shown)] for shown in last]
    return replace(grid, untreated=grid.untreated & ~cells(last, months), treated=cells(named, months))
