"""The newest number of a unit as its page tells it: the sentence first, then the number large, then the facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.charts.entries import n_entry
from site_builder.charts.scale import scale_of
from site_builder.charts.spec import ChartSpec
from site_builder.indicators.status import Status
from site_builder.interface import Language
from site_builder.interface.numbers import count_text, decimal_text
from site_builder.interface.periods import date_text, period_text, period_with_months
from site_builder.pages.scores import Letter, letter_of
from site_builder.records import Meta
from site_builder.results import Result
from site_builder.site import newest_shown, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What stands at the top of a unit's page.

    Attributes
    ----------
    sentences
        What is known, as one would say it; the first is the one to quote.
    asides
        What a reader should know about it: too few answers, an older period, two questionnaires.
    index
        The number, empty where there is none.
    """

    period: str
    sentences: tuple[str, ...]
    asides: tuple[str, ...]
    index: str
    letter: Letter | None
    scale: ChartSpec | None
    facts: tuple[Fact, ...]


def headline_of(
    name: str, results: tuple[Result, ...], meta: Meta, language: Language, simulated: str
) -> Headline | None:
    """Tell the newest result of a unit whose period has ended, or what there is so far; None where it has none."""
    if not results:
        return None
    result = settled(results)[-1]
    return Headline(
        period=period_with_months(result.period, language),
        sentences=_sentences(name, result, language),
        asides=tuple(_asides(result, results, language)),
        index="" if result.index is None else decimal_text(result.index, language),
        letter=letter_of(result.grade, result, language),
        scale=scale_of(result, language, simulated),
        facts=_facts(result, meta, language),
    )


def _sentences(name: str, result: Result, language: Language) -> tuple[str, ...]:
    if result.merged:
        return (language("unit.sentence_merged"),)
    if result.n is None:
        return (language("unit.sentence_hidden"),)
    n = count_text(result.n, language)
    if result.index is None:
        return (language("unit.sentence_no_index", n=n),)
    index = decimal_text(result.index, language)
    if result.grade is None:
        first = language("unit.sentence_provisional", unit=name, index=index, n=n)
        return first, language("unit.provisional_why"), language("unit.self_selected")
    first = language("unit.sentence", unit=name, index=index, letter=result.grade.letter, n=n)
    return first, language("unit.self_selected")


def _asides(newest: Result, results: tuple[Result, ...], language: Language) -> list[str]:
    asides = []
    if newest.index is None:
        earlier = newest_shown(result for result in results if result.index is not None)
        if earlier is not None and earlier.index is not None:
            index, period = decimal_text(earlier.index, language), period_text(earlier.period, language)
            asides.append(language("unit.earlier", index=index, period=period))
    if sum(result.period == newest.period for result in results) > 1:
        asides.append(language("unit.two_surveys"))
    return [*asides, *_running(newest, results[-1], language)]


def _running(newest: Result, last: Result, language: Language) -> Iterator[str]:
    """Say what stands so far in a period that has not ended."""
    if not newest.period.closed:
        yield language("unit.running_only")
    elif not last.period.closed and last.index is not None and last.n is not None:
        yield language(
            "unit.running",
            period=period_text(last.period, language),
            index=decimal_text(last.index, language),
            n=count_text(last.n, language),
        )


def _facts(result: Result, meta: Meta, language: Language) -> tuple[Fact, ...]:
    until = result.period.end if result.period.closed or meta.data_until is None else meta.data_until
    return (
        Fact(name=language("unit.respondents"), value=n_entry(result.n, language, merged=result.merged).text),
        Fact(name=language("unit.status"), value=_status(result, language)),
        Fact(name=language("unit.data_until"), value=date_text(until, language)),
        Fact(name=language("unit.survey"), value=language.data(result.survey.regulation)),
    )


def _status(result: Result, language: Language) -> str:
    if result.merged:
        return language("unit.status_merged")
    return {
        Status.NORMAL: language("unit.status_normal"),
        Status.SEMENTARA: language("unit.status_sementara"),
        Status.HIDDEN: language("unit.status_hidden"),
    }[result.status]
