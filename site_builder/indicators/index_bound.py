"""The index from counts alone, with the largest error they allow: where cross-products are not published."""

from collections.abc import Mapping
from math import sqrt

from site_builder.indicators.ikm import INDEX_PLACES, Tally, exact_index
from site_builder.indicators.index_estimate import IndexEstimate, Measure
from site_builder.indicators.rounding import round_half_up

FEWEST = 2  # one answer tells nothing about spread

Counts = Mapping[int, int]


def index_of_counts(questions: Mapping[str, Counts], n: int, measure: Measure) -> IndexEstimate | None:
    """Estimate the index of one cell from how many gave which value to each question.

    Parameters
    ----------
    questions
        Answers by value, for every question of the index.
    n
        Respondents.

    Returns
    -------
    IndexEstimate or None
        None if some question has fewer than two answers. The error of a sum depends on how the answers of one
        person hang together, which counts do not tell. It is at most a·Σ_j w_j·s_j/√n_j, what it would be if
        they went up and down together (Minkowski's inequality); that bound stands in `se`. With one question it
        is the error itself, a·s/√n.

    References
    ----------
    Hardy, Littlewood & Pólya (1934), Inequalities, theorem 198.
    """
    tallies = {key: _tally(questions.get(key, {})) for key in measure.index.weights}
    exact = exact_index(tallies, measure.index)
    fewest = min(tally.n for tally in tallies.values())
    if exact is None or fewest < FEWEST:
        return None
    errors = (float(weight) * _error(questions[key]) for key, weight in measure.index.weights.items())
    return IndexEstimate(
        measure=measure,
        value=float(exact),
        index=round_half_up(exact, INDEX_PLACES),
        se=measure.index.multiplier * sum(errors),
        df=fewest - 1,
        n=n,
        fewest=fewest,
        clusters=None,
        design_effect=None,
        bound=len(measure.index.weights) > 1,
    )


def _tally(counts: Counts) -> Tally:
    return Tally(n=sum(counts.values()), total=sum(value * n for value, n in counts.items()))


def _error(counts: Counts) -> float:
    """Return s/√n of one question, in whole numbers up to the root."""
    n = sum(counts.values())
    total = sum(value * one for value, one in counts.items())
    squares = sum(value * value * one for value, one in counts.items())
    return sqrt((n * squares - total * total) / (n - 1)) / n
