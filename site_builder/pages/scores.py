"""One row of a list of units or services: the newest number, in the same words everywhere."""

from dataclasses import dataclass

from site_builder.charts.entries import interval_text, n_entry
from site_builder.charts.interval_dot import interval_dot
from site_builder.evaluations import Evaluation, newest_settled
from site_builder.indicators.funnel import Place
from site_builder.indicators.status import Status
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.interface.periods import period_text
from site_builder.records import Period
from site_builder.results import Result
from survey_definitions.model import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A grade as pages show it; `css` is its place in the table, ``grade-1`` for the best."""

    letter: str
    label: str
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The newest number of a unit in words; `index` is empty where `remark` says why.

    Attributes
    ----------
    interval, picture
        Roughly where the true number lies, in words and as SVG.
    place
        Where an agency lies among the others, if it stands out.
    """

    index: str = ""
    letter: Letter | None = None
    interval: str = ""
    picture: str = ""
    place: str = ""
    n: str = ""
    period: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A score with the name it belongs to; without a `path` it has no page."""

    name: str
    path: str
    details: tuple[str, ...]
    score: Score


def score_of(evaluations: tuple[Evaluation, ...], latest: Period | None, language: Language) -> Score:
    """Word the newest of a unit's results; its period is named only where it is not the region's latest."""
    if not evaluations:
        return Score(remark=language("number.nothing"))
    newest = newest_settled(evaluations)
    result = newest.result
    return Score(
        index="" if result.index is None else decimal_text(result.index, language),
        letter=letter_of(result.grade, result, language),
        interval=_interval(newest, language),
        picture=_picture(newest),
        place=_place(newest, language),
        n="" if result.merged else n_entry(result.n, language).text,
        period="" if result.period == latest else period_text(result.period, language),
        remark=_remark(result, language),
    )


def _interval(one: Evaluation, language: Language) -> str:
    if one.index is None or one.index.interval is None:
        return ""
    return interval_text(one.index.interval, language)


def _picture(one: Evaluation) -> str:
    if one.estimate is None or one.index is None or one.index.interval is None:
        return ""
    return interval_dot(one.estimate.value, one.index.interval, one.result.survey)


def _place(one: Evaluation, language: Language) -> str:
    """Name the class of an agency that stands out; the others are about as expected and need no word."""
    if one.place is None or one.place.place is Place.ABOUT:
        return ""
    return language("units.above") if one.place.place is Place.ABOVE else language("units.below_expected")


def letter_of(grade: Grade | None, result: Result, language: Language) -> Letter | None:
    """Return a grade of a result's own table as pages show it."""
    if grade is None:
        return None
    place = result.survey.index.grades.grades.index(grade) + 1
    return Letter(letter=grade.letter, label=language.data(grade.label), css=f"grade-{min(place, 4)}")


def _remark(result: Result, language: Language) -> str:
    if result.merged:
        return language("number.merged")
    if result.status is Status.HIDDEN:
        return language("number.not_enough")
    if result.index is None:
        return language("number.incomputable")
    return language("number.provisional") if result.status is Status.SEMENTARA else ""
