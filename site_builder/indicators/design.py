"""Standard errors for any sampling design, by linearisation: strata, clusters, weights, finite populations."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its standard error and the degrees of freedom of that error."""

    value: float
    se: float
    df: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """How the rows were drawn; every array has one entry a row.

    Attributes
    ----------
    weights
        ω_i, how many people row i stands for; 1 for a plain count.
    strata, clusters
        Any codes; a cluster belongs to one stratum. One stratum, and one row a cluster, unless said otherwise.
    population
        How many clusters the stratum of the row has in all, or None where no finite-population correction
        applies: it is for designed samples only, never for visitors who chose themselves to answer.
    margins
        Classes whose totals the weights were calibrated to (`calibration`), one array a margin.
    """

    weights: Numbers
    strata: Codes
    clusters: Codes
    population: Numbers | None = None
    margins: tuple[Codes, ...] = field(default=())

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.weights)


def design_of(
    rows: int,
    *,
    weights: Numbers | None = None,
    strata: NDArray[np.generic] | None = None,
    clusters: NDArray[np.generic] | None = None,
    population: Numbers | None = None,
) -> Design:
    """Return a design; what is not given is the simple case: weight 1, one stratum, each row its own cluster."""
    stratum = codes_of(strata) if strata is not None else np.zeros(rows, dtype=np.int64)
    own = codes_of(clusters) if clusters is not None else np.arange(rows, dtype=np.int64)
    pairs = np.stack([stratum, own])  # the same cluster code in two strata is two clusters
    return Design(
        weights=np.ones(rows) if weights is None else np.asarray(weights, dtype=float),
        strata=stratum,
        clusters=np.unique(pairs, axis=1, return_inverse=True)[1].reshape(-1),
        population=None if population is None else np.asarray(population, dtype=float),
    )


def codes_of(values: NDArray[np.generic]) -> Codes:
    """Return the place of each value among the distinct ones, in sorted order."""
    return np.asarray(np.unique(values, return_inverse=True)[1].reshape(-1), dtype=np.int64)


def variance_of_total(z: Numbers, design: Design) -> tuple[float, int]:
    """Return the variance of Σ_i ω_i·z_i and its degrees of freedom.

    Parameters
    ----------
    z
        Linearised values, shape (rows,).
    design
        Of the same rows.

    Returns
    -------
    tuple of float and int
        Σ_h (1−f_h)·n_h/(n_h−1)·Σ_c (t_hc − t̄_h)², with t_hc the weighted total of cluster c in stratum h, n_h
        clusters of N_h, f_h = n_h/N_h; and clusters − strata.

    Raises
    ------
    ValueError
        If a stratum has one cluster (and more than one in the population): its variance is unknown.

    References
    ----------
    Binder (1983), International Statistical Review 51; Lumley (2010), Complex Surveys, 2.2.
    """
    totals = np.bincount(design.clusters, weights=design.weights * _residual(z, design))
    first = np.unique(design.clusters, return_index=True)[1]
    stratum = design.strata[first]
    drawn = np.bincount(stratum)
    remaining = _remaining(design, first, stratum, drawn)
    if np.any((drawn == 1) & (remaining > 0)):
        raise ValueError("a stratum has a single cluster, so its variance is unknown; join it with another")
    means = np.bincount(stratum, weights=totals) / drawn
    squares = np.bincount(stratum, weights=(totals - means[stratum]) ** 2)
    return float(np.sum(remaining * drawn / np.maximum(drawn - 1, 1) * squares)), len(first) - len(drawn)


def total(y: Numbers, design: Design) -> Estimate:
    """Estimate the population total Σ ω_i·y_i."""
    variance, df = variance_of_total(y, design)
    return Estimate(value=float(design.weights @ y), se=float(np.sqrt(variance)), df=df)


def ratio(y: Numbers, x: Numbers, design: Design) -> Estimate:
    """Estimate Σ ω_i·y_i ÷ Σ ω_i·x_i; with x = 1 it is a mean, with x = 0 or 1 the mean of a part."""
    below = float(design.weights @ x)
    value = float(design.weights @ y) / below
    variance, df = variance_of_total((y - value * x) / below, design)
    return Estimate(value=value, se=float(np.sqrt(variance)), df=df)


def design_effect(z: Numbers, design: Design) -> float:
    """Return how many times larger the variance of Σ ω_i·z_i is than with as many rows drawn simply.

    The simple variance is (Σω)²·s²/n, times 1 − n/Σω where the population is finite, with s² the weighted
    variance of z. It is 1 where z does not vary at all.
    """
    people = float(np.sum(design.weights))
    centre = float(design.weights @ z) / people
    spread = float(design.weights @ (z - centre) ** 2) / people * design.size / (design.size - 1)
    simple = people**2 * spread / design.size * (1 if design.population is None else 1 - design.size / people)
    return variance_of_total(z, design)[0] / simple if simple else 1.0


def _remaining(design: Design, first: Codes, stratum: Codes, drawn: Codes) -> Numbers:
    """Return 1 − f of each stratum: how much of it was not drawn."""
    if design.population is None:
        return np.ones(len(drawn))
    clusters = np.zeros(len(drawn))
    clusters[stratum] = design.population[first]
    if np.any(clusters < drawn):
        raise ValueError("a stratum has fewer clusters in its population than in the sample")
    return 1 - drawn / clusters


def _residual(z: Numbers, design: Design) -> Numbers:
    """Return what the calibrated margins leave of z: their totals are known, so they add no variance."""
    if not design.margins:
        return z
    known = np.hstack([np.eye(margin.max() + 1)[margin] for margin in design.margins])
    return np.asarray(z - known @ np.linalg.lstsq(known, z, rcond=None)[0])
