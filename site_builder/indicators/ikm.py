"""Indeks Kepuasan Masyarakat: exact fractions, rounded half-up once, at the very end (SKM10–SKM16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from site_builder.indicators.rounding import round_half_up
from survey_definitions.model import Grade, GradeTable, Index

INDEX_PLACES = 2
NINE_UNSUR = 9
ROUNDED_WEIGHT = Fraction(11, 100)


class Tally(NamedTuple):
    """How many respondents answered one question, and the sum of what they gave.

    A tuple, since a release has a dozen of them a cell and a dataclass takes six times as long to make.
    """

    n: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """Mean of one unsur (NRR), its index on the scale of the whole, its grade; None where nobody answered.

    Attributes
    ----------
    n
        Respondents who answered this question (denominators are per unsur, SKM10).
    mean
        Exact mean in points of the answer scale.
    index
        `mean` times the multiplier, rounded half-up to 2 decimals.
    """

    key: str
    n: int
    mean: Fraction | None
    index: Decimal | None
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """The index of one cell with its grade, and its questions in the order of the index's weights."""

    index: Decimal | None
    grade: Grade | None
    questions: tuple[QuestionResult, ...]


def index_of(tallies: Mapping[str, Tally], index: Index) -> IndexResult:
    """Return the index of pooled answers: multiplier × Σ weight × sum ÷ number of answers.

    Parameters
    ----------
    tallies
        One tally per question key; a missing key counts as a question nobody answered. Keys the index does
        not score are ignored.
    index
        Weights, multiplier and grades of the questionnaire.

    Returns
    -------
    IndexResult
        Without an index and grade if any question has no answer (SKM15): the weights are never
        spread over the others, and no answer at all is no grade, not a D.

    References
    ----------
    Peraturan Menteri PANRB 14/2017; rules SKM10, SKM11, SKM13, SKM15, SKM16.
    """
    questions = tuple(_question(key, tallies.get(key), index) for key in index.weights)
    exact = exact_index(tallies, index)
    if exact is None:
        return IndexResult(index=None, grade=None, questions=questions)
    rounded = round_half_up(exact, INDEX_PLACES)
    return IndexResult(index=rounded, grade=index.grades.grade_of(rounded), questions=questions)


def exact_index(tallies: Mapping[str, Tally], index: Index) -> Fraction | None:
    """Return the index before it is rounded, or None as soon as one question has no answer (SKM15)."""
    return _weighted(tallies, index.weights, index.multiplier)


def with_weight_0_11(tallies: Mapping[str, Tally], index: Index) -> Decimal | None:
    """Return the index as offices compute it that cut 1/9 to 0.11, for reconciliation only (SKM12).

    None unless the survey has nine unsur of weight 1/9, each with an answer. It can lie below the grade
    table (all answers 1 give 24.75): take its letter from `grade_or_lowest`.
    """
    exact = exact_index(tallies, index)
    return None if exact is None else cut_to_0_11(exact, index)


def cut_to_0_11(exact: Fraction, index: Index) -> Decimal | None:
    """Return what an exact index becomes with 0.11 in place of 1/9; None unless these are all its weights."""
    if [weight.as_integer_ratio() for weight in index.weights.values()] != [(1, NINE_UNSUR)] * NINE_UNSUR:
        return None
    return round_half_up(exact * NINE_UNSUR * ROUNDED_WEIGHT, INDEX_PLACES)


def grade_or_lowest(index: Decimal, grades: GradeTable) -> Grade:
    """Return the grade of a rounded index; what a cut weight pushes below the table gets the lowest grade."""
    lowest = grades.grades[-1]
    return lowest if index < lowest.minimum else grades.grade_of(index)


def _question(key: str, tally: Tally | None, index: Index) -> QuestionResult:
    if tally is None or tally.n == 0:
        return QuestionResult(key=key, n=0, mean=None, index=None, grade=None)
    mean = Fraction(tally.total, tally.n)
    rounded = round_half_up(index.multiplier * mean, INDEX_PLACES)
    return QuestionResult(key=key, n=tally.n, mean=mean, index=rounded, grade=index.grades.grade_of(rounded))


def _weighted(tallies: Mapping[str, Tally], weights: Mapping[str, Fraction], multiplier: int) -> Fraction | None:
    """Return multiplier × Σ weight × mean, or None as soon as one mean is missing (SKM15)."""
    above, below = 0, 1  # one fraction kept in whole numbers: reducing it at each step takes ten times as long
    for key, weight in weights.items():
        tally = tallies.get(key)
        if tally is None or tally.n == 0:
            return None
        numerator, denominator = weight.as_integer_ratio()
        part = denominator * tally.n
        if part == below:
            above += numerator * tally.total
        else:
            above, below = above * part + numerator * tally.total * below, below * part
    return Fraction(multiplier * above, below)
