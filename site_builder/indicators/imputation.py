"""What would the trained units have scored without training? Imputed from unit and month effects."""

from dataclasses import dataclass

import numpy as np

from site_builder.indicators.training_panel import Floats, Grid, Mask

NEGLIGIBLE = 1e-9
SINGULAR = 1e-10


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
    residual_sd
        Standard deviation of the untreated cells around unit and month effects; nan without degrees of freedom.
    residual_df
        Its degrees of freedom.
    """

    effect: float
    cells: Mask
    weights: Floats
    residual_sd: float
    residual_df: int


def imputed(grid: Grid) -> Imputed | None:
    """Fit unit and month effects to untreated cells and compare the treated cells with what they foretell.

    The estimator of Borusyak, Jaravel and Spiess for the mean effect over treated cells; the normal equations
    need only the mask of untreated cells, so that an estimate costs one inversion of size units + months.

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
    normal = np.block([[np.diag(mask.sum(1)), mask], [mask.T, np.diag(mask.sum(0))]])
    inverse = np.linalg.pinv(normal, rcond=SINGULAR, hermitian=True)
    wanted = grid.treated & _foretold(normal, inverse, units)
    if not wanted.any():
        return None
    share = wanted / wanted.sum()
    solved = inverse @ np.concatenate([share.sum(1), share.sum(0)])
    weights = share - mask * (solved[:units, None] + solved[None, units:])
    df = round(mask.sum() - np.trace(inverse @ normal))  # the trace is the rank
    return Imputed(
        effect=float((weights * grid.values).sum()),
        cells=wanted,
        weights=weights,
        residual_sd=_residual_sd(grid.values * mask, mask, inverse, df),
        residual_df=df,
    )


def _foretold(normal: Floats, inverse: Floats, units: int) -> Mask:
    """Tell which cells are the sum of a unit and a month effect that untreated cells determine."""
    unknown = np.eye(len(normal)) - inverse @ normal
    by_unit, by_month = unknown[:, :units], unknown[:, units:]
    squared = (
        (by_unit**2).sum(0)[:, None] + (by_month**2).sum(0)[None, :] + 2 * by_unit.T @ by_month
    )  # |unknown part of unit + month|²
    return np.asarray(np.abs(squared) < NEGLIGIBLE)


def _residual_sd(known: Floats, mask: Floats, inverse: Floats, df: int) -> float:
    if df < 1:
        return float("nan")
    fitted = inverse @ np.concatenate([known.sum(1), known.sum(0)])
    rest = known - mask * (fitted[: len(mask), None] + fitted[None, len(mask) :])
    return float(np.sqrt((rest**2).sum() / df))
