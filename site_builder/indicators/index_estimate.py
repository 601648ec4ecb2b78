"""The index with its standard error, from single answers under any design or from the sums of `moment`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from site_builder.indicators.design import Design, Estimate, Numbers, design_effect, variance_of_total
from site_builder.indicators.ikm import INDEX_PLACES, Tally, exact_index
from site_builder.indicators.moments import Moments, Whole, triangle_places
from site_builder.indicators.rounding import round_half_up
from survey_definitions.model import Index

ENOUGH_CLUSTERS = 8
NO_SPREAD = 1e-12  # of what float sums can tell from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured: a questionnaire's index and its answer scale; two numbers compare only within one."""

    survey: str
    index: Index
    scale: tuple[int, int]

    @property
    def limits(self) -> tuple[float, float]:
        """Lowest and highest index anyone can get, 25 and 100 for answers 1 to 4."""
        low, high = self.scale
        return float(low * self.index.multiplier), float(high * self.index.multiplier)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEstimate(Estimate):
    """The index of one unit and period: unrounded, in points, with its standard error.

    Attributes
    ----------
    index
        `value` rounded half-up to 2 decimals, once (SKM11).
    n, fewest
        Respondents; and the fewest that answered one question.
    clusters
        How many clusters `se` rests on, or None where respondents count as drawn one by one.
    design_effect
        How many times larger clusters make the variance; None where they are not known.
    bound
        Whether `se` is only known to be no larger than that (`index_bound`).
    """

    measure: Measure
    index: Decimal
    n: int
    fewest: int
    clusters: int | None
    design_effect: float | None
    bound: bool = False


def index_by_design(answers: Numbers, measure: Measure, design: Design) -> IndexEstimate | None:
    """Estimate the index of single answers.

    Parameters
    ----------
    answers
        Shape (respondents, questions), NaN where a question was left out; columns in the order of the weights.
    design
        Weights ω_i, strata, clusters and finite populations of the same rows.

    Returns
    -------
    IndexEstimate or None
        None if nobody answered some question (SKM15). z_i = a·Σ_j w_j·r_ij·(x_ij − NRR_j)/R̂_j, with
        R̂_j = Σ_i ω_i·r_ij, NRR_j the weighted mean of unsur j and a the multiplier; the variance is that of the
        weighted total of z.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279–292; rules SKM10–SKM15.
    """
    answered = ~np.isnan(answers)
    counts = answered.sum(axis=0)
    if design.size == 0 or not counts.all():
        return None
    given = np.where(answered, answers, 0.0)
    people = design.weights @ answered
    means = design.weights @ given / people
    z = measure.index.multiplier * ((given - means * answered) / people) @ _weights(measure.index)
    variance, df = variance_of_total(z, design)
    exact = _exact(answers, means, design, measure.index)
    clusters = len(np.unique(design.clusters))
    return IndexEstimate(
        measure=measure,
        value=float(exact),
        index=round_half_up(exact, INDEX_PLACES),
        se=_error(variance, measure),
        df=df,
        n=design.size,
        fewest=int(counts.min()),
        clusters=clusters if clusters < design.size else None,
        design_effect=design_effect(z, design) if variance > 0 else None,
    )


def index_of_moments(strata: Sequence[Moments], measure: Measure) -> IndexEstimate | None:
    """Estimate the index from the sums of the open file, which say nothing about single days or people.

    Parameters
    ----------
    strata
        Sums of the parts the sample was drawn in; one alone for answers that were not drawn in parts. Sums to
        be pooled without strata are added before. Clusters count where all parts know theirs and there are at
        least 8 in all, and 2 in each.

    Returns
    -------
    IndexEstimate or None
        The same numbers as `index_by_design` gives for the answers behind the sums. With the gradient
        g = a·w_j·(−NRR_j/R_j for r_j, 1/R_j for r_j·x_j) the linearised total of cluster c is g·V_c, so the
        variance is Σ_h g·(C_h·Q_h − S_h·S_hᵀ)·g/(C_h − 1), in whole numbers up to the gradient.
    """
    pooled = _pooled(strata)
    tallies = pooled.tallies
    exact = exact_index(tallies, measure.index)
    if exact is None:
        return None
    pairs = _pairs(_gradient(pooled, measure.index))
    found = [_variances(part, pairs) for part in strata]
    simple = sum(alone for alone, _ in found)
    together = [clustered for _, clustered in found if clustered is not None]
    by_cluster = sum(together) if len(together) == len(strata) else None
    enough = by_cluster is not None and (pooled.clusters or 0) >= ENOUGH_CLUSTERS
    return IndexEstimate(
        measure=measure,
        value=float(exact),
        index=round_half_up(exact, INDEX_PLACES),
        se=_error(by_cluster if by_cluster is not None and enough else simple, measure),
        df=((pooled.clusters or 0) if enough else pooled.n) - len(strata),
        n=pooled.n,
        fewest=min(tallies[key].n for key in measure.index.weights),
        clusters=pooled.clusters if enough else None,
        design_effect=by_cluster / simple if by_cluster is not None and simple > 0 else None,
    )


def _pooled(strata: Sequence[Moments]) -> Moments:
    pooled = strata[0]
    for part in strata[1:]:
        pooled += part
    return pooled


def _variances(part: Moments, pairs: Numbers) -> tuple[float, float | None]:
    """Return the variance by respondents, and that by clusters, None unless there are two of them."""
    rows, columns, _ = triangle_places(len(part.sums))
    total = np.array(part.sums, dtype=np.int64)
    squares = total.take(rows) * total.take(columns)
    simple = _variance(part.n, part.products, squares, pairs)
    if part.clusters is None or part.cluster_products is None or part.clusters < 2:  # noqa: PLR2004 - a pair
        return simple, None
    return simple, _variance(part.clusters, part.cluster_products, squares, pairs)


def _variance(units: int, products: tuple[int, ...], squares: Whole, pairs: Numbers) -> float:
    """Return g·(m·Q − S·Sᵀ)·g/(m − 1) over m units; centred in whole numbers, so that no spread is exactly 0.

    `squares` holds S·Sᵀ and `pairs` the products of g for each entry of the triangle (`_pairs`).
    """
    if units < 2:  # noqa: PLR2004 - one unit tells nothing about spread
        raise ValueError("a stratum has a single respondent, so its variance is unknown; join it with another")
    terms = pairs * (units * np.array(products, dtype=np.int64) - squares)
    variance = float(terms.sum())
    return max(variance, 0.0) / (units - 1) if variance > NO_SPREAD * float(np.abs(terms).sum()) else 0.0


def _pairs(gradient: Numbers) -> Numbers:
    """Return g_i·g_j for each entry of an upper triangle, twice off the diagonal."""
    rows, columns, times = triangle_places(len(gradient))
    return gradient.take(rows) * gradient.take(columns) * times


def _gradient(pooled: Moments, index: Index) -> Numbers:
    """Return the slope of the index along each sum; 0 for questions it does not score."""
    counts, totals = np.array(pooled.sums, dtype=float).reshape(2, -1)
    exact = (index.weights.get(key, 0).as_integer_ratio() for key in pooled.questions)
    weights = np.array([above / below for above, below in exact])
    slopes = index.multiplier * weights / np.maximum(counts, 1)
    return np.concatenate([-slopes * totals / np.maximum(counts, 1), slopes])


def _exact(answers: Numbers, means: Numbers, design: Design, index: Index) -> Fraction:
    """Return the index in exact fractions where all weights are equal (SKM11), else as floats give it."""
    if np.ptp(design.weights) > 0:
        return Fraction(float(index.multiplier * means @ _weights(index)))
    columns = zip(index.weights, answers.T, strict=True)
    tallies = {key: Tally(n=int(np.sum(~np.isnan(x))), total=int(np.nansum(x))) for key, x in columns}
    return exact_index(tallies, index) or Fraction(0)


def _weights(index: Index) -> Numbers:
    return np.array([float(weight) for weight in index.weights.values()])


def _error(variance: float, measure: Measure) -> float:
    low, high = measure.limits
    error = float(np.sqrt(variance))
    return error if error > NO_SPREAD * (high - low) else 0.0
