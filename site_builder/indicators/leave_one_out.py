"""How much does the result hang on one unit? Each is left out in turn; that gives the interval, too."""

import math
from dataclasses import dataclass

import numpy as np

from site_builder.indicators.distributions import t_quantile
from site_builder.indicators.finding import CONFIDENCE, Interval
from site_builder.indicators.imputation import imputed
from site_builder.indicators.training_panel import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut:
    """The estimates without each unit, in the order of the grid, and what they say about the error."""

    effects: tuple[float, ...]
    se: float
    df: int

    @property
    def lowest(self) -> float:
        """The smallest estimate that leaving out one unit gives."""
        return min(self.effects)

    @property
    def highest(self) -> float:
        """The largest one."""
        return max(self.effects)

    def interval(self, effect: float) -> Interval:
        """Return the t interval of the estimate from all units."""
        half = t_quantile(0.5 + CONFIDENCE / 2, self.df) * self.se
        return Interval(low=effect - half, high=effect + half)


def leave_one_out(grid: Grid) -> LeaveOneOut | None:
    """Estimate without each unit in turn: SE² = (U − 1)/U · Σ (θ₍₋ᵤ₎ − θ̄)², df = trained units − 1.

    The jackknife by unit holds its 95 % with few units, whatever the correlation inside a unit; the analytic
    standard error does not where each unit has a training date of its own (docs/decisions/0010).

    Returns
    -------
    LeaveOneOut or None
        None with fewer than two trained units, or where without some unit nothing can be estimated.

    References
    ----------
    MacKinnon, J. G., Nielsen, M. Ø., & Webb, M. D. (2023). Fast and reliable jackknife and bootstrap methods for
    cluster-robust inference. Journal of Applied Econometrics, 38, 671–694.
    """
    trained = int(grid.treated.any(axis=1).sum())
    found = [imputed(grid.without(unit)) for unit in range(len(grid.values))]
    effects = tuple(one.effect for one in found if one is not None)
    units = len(found)
    if trained < 2 or len(effects) < units:  # noqa: PLR2004 - a spread needs two
        return None
    spread = float(((np.array(effects) - np.mean(effects)) ** 2).sum())
    return LeaveOneOut(effects=effects, se=math.sqrt((units - 1) / units * spread), df=trained - 1)
