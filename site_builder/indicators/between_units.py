"""How much units differ beyond chance: the additive variance τ² of a random-effects model."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from site_builder.indicators.design import Numbers

HALVINGS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomEffects:
    """Mean μ of the units with its standard error, and the variance τ² between them, never below 0."""

    mean: float
    se: float
    tau2: float


def dersimonian_laird(values: Sequence[float], errors: Sequence[float]) -> RandomEffects:
    """Estimate μ and τ² by the method of moments.

    Parameters
    ----------
    values, errors
        Estimates and their standard errors, at least two; errors above 0.

    Returns
    -------
    RandomEffects
        τ² = max(0, (Q − (m − 1)) / (Σw − Σw²/Σw)), with w = 1/SE², Q = Σw(x − x̄_w)² of m units.

    References
    ----------
    DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177–188.
    """
    x, variances = _checked(values, errors)
    w = 1 / variances
    spare = _heterogeneity(x, variances, 0.0) - (len(x) - 1)
    return _with(x, variances, max(0.0, float(spare / (w.sum() - (w**2).sum() / w.sum()))))


def paule_mandel(values: Sequence[float], errors: Sequence[float]) -> RandomEffects:
    """Estimate μ and τ² so that Q(τ²) = m − 1, a second opinion on how much units differ.

    References
    ----------
    Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377–385.
    """
    x, variances = _checked(values, errors)
    low, high = 0.0, float(np.ptp(x) ** 2) + float(variances.max())
    if _heterogeneity(x, variances, low) <= len(x) - 1:
        return _with(x, variances, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_small = _heterogeneity(x, variances, middle) > len(x) - 1
        low, high = (middle, high) if too_small else (low, middle)
    return _with(x, variances, (low + high) / 2)


def _checked(values: Sequence[float], errors: Sequence[float]) -> tuple[Numbers, Numbers]:
    x, variances = np.asarray(values, dtype=float), np.square(np.asarray(errors, dtype=float))
    if len(x) < 2 or np.any(variances <= 0):  # noqa: PLR2004 - one unit has nothing to differ from
        raise ValueError("units are compared from two on, each with a standard error above 0")
    return x, variances


def _heterogeneity(x: Numbers, variances: Numbers, tau2: float) -> float:
    w = 1 / (variances + tau2)
    return float(w @ (x - (w @ x) / w.sum()) ** 2)


def _with(x: Numbers, variances: Numbers, tau2: float) -> RandomEffects:
    w = 1 / (variances + tau2)
    return RandomEffects(mean=float((w @ x) / w.sum()), se=sqrt(1 / w.sum()), tau2=tau2)
