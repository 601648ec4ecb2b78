"""Measures and answers the tests of indicators share."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from site_builder.indicators.index_estimate import IndexEstimate, Measure, index_of_moments
from site_builder.indicators.moments import Moments, moments_of
from survey_definitions.loader import load_survey
from survey_definitions.model import Grade, GradeTable, Index, Text

SKM = Measure(survey="skm-2017", index=load_survey("skm-2017").index, scale=(1, 4))
UNSUR = tuple(SKM.index.weights)
NAMELESS = Text(id="-", en="-")


def measure_of(questions: int, scale: tuple[int, int]) -> Measure:
    """Return an index of equally weighted questions without letters."""
    grades = GradeTable(grades=(Grade(letter="-", minimum=Decimal(25 * scale[0]), label=NAMELESS),))
    weights = {f"u{place}": Fraction(1, questions) for place in range(1, questions + 1)}
    index = Index(name=NAMELESS, weights=weights, multiplier=25, grades=grades)
    return Measure(survey="test", index=index, scale=scale)


def sums(rows: Sequence[Sequence[int | None]], clusters: Sequence[int] | None = None) -> Moments:
    """Sum up answers to the nine unsur."""
    return moments_of(UNSUR, rows, clusters)


def estimate(rows: Sequence[Sequence[int | None]], clusters: Sequence[int] | None = None) -> IndexEstimate:
    """Estimate the index of answers to the nine unsur, all of which somebody answered."""
    found = index_of_moments([sums(rows, clusters)], SKM)
    assert found is not None
    return found


def known(value: str, n: int = 100, se: float = 1.0, measure: Measure = SKM) -> IndexEstimate:
    """Return an index that is simply stated, to test what is made of it."""
    return IndexEstimate(
        measure=measure,
        value=float(value),
        index=Decimal(value),
        se=se,
        df=n - 1,
        n=n,
        fewest=n,
        clusters=None,
        design_effect=None,
    )


def spread(n: int, index: float, seed: int = 1) -> list[list[int]]:
    """Make n rows of nine answers around an index; people differ, and each is fairly consistent."""
    random = np.random.default_rng(seed)
    people = random.normal(index / 25, 0.5, size=(n, 1)) + random.normal(0, 0.5, size=(n, 9))
    return as_rows(np.clip(np.rint(people), 1, 4))


def as_rows(answers: NDArray[np.float64]) -> list[list[int]]:
    """Return an array of answers as plain rows."""
    return [[int(value) for value in row] for row in answers]
