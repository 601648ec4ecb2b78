"""How a score is computed, in plain words, with an example the same code computes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.indicators.ikm import NINE_UNSUR, Tally, grade_or_lowest, index_of, with_weight_0_11
from site_builder.indicators.registry import indicators
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text, mean_text
from site_builder.pages.registry import Content, Page, page
from site_builder.records import SurveyInfo
from site_builder.site import Site

# A published worked example: 29 respondents, the sum of their answers to each of nine unsur.
EXAMPLE_N = 29
EXAMPLE_TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """One unsur of the worked example."""

    name: str
    total: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The worked example in words."""

    n: str
    rows: tuple[ExampleRow, ...]
    result: str
    rounded_weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One letter of a grade table."""

    letter: str
    minimum: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """One questionnaire of the open file with its grade table."""

    sentence: str
    caption: str
    grades: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator as its own file declares it."""

    name: str
    why: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """What the method page shows; the example needs a questionnaire of nine unsur."""

    example: Example | None
    questionnaires: tuple[Questionnaire, ...]
    indicators: tuple[IndicatorRow, ...]
    k: int


@page("method")
def method_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the method page."""
    yield Page(path=addresses.METHOD, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    nine = (survey for survey in site.surveys if len(survey.scored) == NINE_UNSUR)
    survey = next(nine, None)
    return Content(
        template="method.html",
        title=language("method.title"),
        description=language("method.description"),
        view=MethodView(
            example=None if survey is None else _example(survey, language),
            questionnaires=tuple(_questionnaire(survey, language) for survey in site.surveys),
            indicators=_indicators(language),
            k=site.meta.k,
        ),
    )


def _example(survey: SurveyInfo, language: Language) -> Example | None:
    totals = dict(zip(survey.index.weights, EXAMPLE_TOTALS, strict=True))
    tallies = {key: Tally(n=EXAMPLE_N, total=total) for key, total in totals.items()}
    computed = index_of(tallies, survey.index)
    rounded = with_weight_0_11(tallies, survey.index)
    if computed.index is None or computed.grade is None or rounded is None:
        return None
    named = zip(survey.scored, computed.questions, strict=True)
    return Example(
        n=str(EXAMPLE_N),
        rows=tuple(
            ExampleRow(
                name=language.data(question.name),
                total=str(totals[question.key]),
                mean="" if one.mean is None else mean_text(one.mean, language),
            )
            for question, one in named
        ),
        result=language(
            "method.example_result",
            count=len(totals),
            multiplier=survey.index.multiplier,
            index=decimal_text(computed.index, language),
            letter=computed.grade.letter,
            label=language.data(computed.grade.label),
        ),
        rounded_weight=language(
            "method.weight_text",
            index=decimal_text(rounded, language),
            letter=grade_or_lowest(rounded, survey.index.grades).letter,
        ),
    )


def _indicators(language: Language) -> tuple[IndicatorRow, ...]:
    """List every indicator by name."""
    rows = (
        IndicatorRow(name=language.data(one.name), why=language.data(one.why), reference=one.reference)
        for one in indicators()
    )
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def _questionnaire(survey: SurveyInfo, language: Language) -> Questionnaire:
    title = language.data(survey.title)
    return Questionnaire(
        sentence=language(
            "method.questionnaire",
            title=title,
            regulation=language.data(survey.regulation),
            count=len(survey.scored),
        ),
        caption=language("method.grades_caption", survey=title),
        grades=tuple(
            GradeRow(
                letter=grade.letter,
                minimum=decimal_text(grade.minimum, language),
                label=language.data(grade.label),
            )
            for grade in survey.index.grades.grades
        ),
    )
