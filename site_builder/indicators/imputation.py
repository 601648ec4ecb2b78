"""What would the trained units have scored without training? Imputed from unit and month effects."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from site_builder.indicators.training_panel import Floats, Grid, Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Imputed:
    """An imputation estimate.

    Attributes
    ----------
    effect
        Mean of value minus imputed value over `cells`, in points.
    cells
        The treated cells that could be imputed, units × months.
    weights
        effect = Σ weights·values; rows and columns sum to zero over treated and untreated cells together, so that
        neither the level of a unit nor that of a month matters.
    """

    effect: float
    cells: Mask
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A standard deviation in points, and its degrees of freedom."""

    sd: float
    df: int


def imputed(grid: Grid) -> Imputed | None:
    """Fit unit and month effects to untreated cells and compare the treated cells with what they foretell.

    The estimator of Borusyak, Jaravel and Spiess for the mean effect over treated cells; the normal equations
    need only the mask of untreated cells, so that an estimate costs one solution of size units + months.

    Parameters
    ----------
    grid
        Units × months.

    Returns
    -------
    Imputed or None
        None where no treated cell can be imputed: its month has no untreated unit, or its unit no month before.

    References
    ----------
    Borusyak, K., Jaravel, X., & Spiess, J. (2024). Revisiting event-study designs: robust and efficient
    estimation. Review of Economic Studies, 91, 3253–3285.
    """
    mask = grid.untreated.astype(float)
    units = len(mask)
    parts = _parts(grid.untreated)
    wanted = grid.treated & (parts[:units, None] == parts[None, units:])
    if not wanted.any():
        return None
    share = wanted / wanted.sum()
    solved = _effects(mask, parts, share)
    weights = share - mask * (solved[:units, None] + solved[None, units:])
    return Imputed(effect=float((weights * grid.values).sum()), cells=wanted, weights=weights)


def residual_spread(grid: Grid) -> Spread | None:
    """Return how far untreated cells lie from the sum of unit and month effects; None if these explain them all."""
    mask = grid.untreated.astype(float)
    parts = _parts(grid.untreated)
    df = int(mask.sum()) - len(parts) + len(np.unique(parts))
    if df < 1:
        return None
    known = grid.values * mask
    fitted = _effects(mask, parts, known)
    rest = known - mask * (fitted[: len(mask), None] + fitted[None, len(mask) :])
    return Spread(sd=float(np.sqrt((rest**2).sum() / df)), df=df)


def _parts(mask: Mask) -> NDArray[np.int64]:
    """Give units and months that untreated cells connect one number, the lowest among their places.

    The difference of two effects is determined only within such a part, so a treated cell can be imputed if its
    unit and its month belong to the same one.
    """
    units, months = mask.shape
    part = np.arange(units + months)
    while True:
        both = np.minimum(part[:units, None], part[None, units:])
        joined = np.where(mask, both, units + months)
        found = np.minimum(part, np.concatenate([joined.min(1), joined.min(0)]))
        if (found == part).all():
            return part
        part = found


def _effects(mask: Floats, parts: NDArray[np.int64], cells: Floats) -> Floats:
    """Solve the normal equations for the sums of `cells` by unit and month.

    In each part units may rise and months fall by the same amount; adding that direction to the matrix picks one
    of these solutions.
    """
    units = len(mask)
    sides = np.where(np.arange(len(parts)) < units, 1.0, -1.0)
    free = (parts[:, None] == parts[None, :]) * np.outer(sides, sides)
    normal = np.block([[np.diag(mask.sum(1)), mask], [mask.T, np.diag(mask.sum(0))]])
    return np.asarray(np.linalg.solve(normal + free, np.concatenate([cells.sum(1), cells.sum(0)])))
