"""Grade bands as charts draw them: each letter with its edges on the scale of the index."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from site_builder.records import SurveyInfo

TINTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One grade from `low` up to `high`; `css` names its tint, ``band-1`` for the best."""

    letter: str
    low: float
    high: float
    edge: Decimal
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A straight scale from values to drawing units."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of `value`."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def bands_of(survey: SurveyInfo) -> tuple[Band, ...]:
    """Return the bands of a questionnaire, the lowest first."""
    grades = tuple(reversed(survey.index.grades.grades))
    edges = [*(float(grade.minimum) for grade in grades), float(survey.limits[1])]
    places = range(len(grades), 0, -1)
    return tuple(
        Band(letter=grade.letter, low=low, high=high, edge=grade.minimum, css=f"band-{(place - 1) % TINTS + 1}")
        for grade, (low, high), place in zip(grades, pairwise(edges), places, strict=True)
    )
