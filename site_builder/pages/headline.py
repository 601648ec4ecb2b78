"""The newest number of a unit as its page tells it: the sentence first, then the number large, then the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from site_builder.charts.entries import n_entry
from site_builder.charts.scale import scale_of
from site_builder.charts.spec import ChartSpec
from site_builder.evaluations import Evaluation, newest_settled
from site_builder.indicators.status import Status
from site_builder.interface import Language
from site_builder.interface.numbers import count_text, decimal_text
from site_builder.interface.periods import date_text, period_text, period_with_months
from site_builder.pages.scores import Letter, letter_of
from site_builder.records import Meta
from site_builder.results import Result, newest_shown


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
    until, status
        Until when its data go, and whether there are enough.
    """

    period: str
    until: str
    status: str
    sentences: tuple[str, ...]
    asides: tuple[str, ...]
    index: str
    letter: Letter | None
    scale: ChartSpec | None
    facts: tuple[Fact, ...]


def headline_of(
    evaluations: tuple[Evaluation, ...], meta: Meta, language: Language, simulated: str
) -> Headline | None:
    """Tell the newest result of a unit whose period has ended, or what there is so far; None where it has none."""
    if not evaluations:
        return None
    results = tuple(one.result for one in evaluations)
    newest = newest_settled(evaluations)
    result = newest.result
    return Headline(
        period=period_with_months(result.period, language),
        until=date_text(_until(result, meta), language),
        status=_status(result, language),
        sentences=_sentences(newest, language),
        asides=tuple(_asides(result, results, language)),
        index="" if result.index is None else decimal_text(result.index, language),
        letter=letter_of(result.grade, result, language),
        scale=scale_of(result, newest.index.interval if newest.index else None, language, simulated),
        facts=_facts(newest, language),
    )


def quote_of(evaluations: tuple[Evaluation, ...], result: Result, meta: Meta, language: Language) -> str:
    """Return the sentence to quote of one result; empty where there is nothing to say."""
    said = headline_of(tuple(one for one in evaluations if one.result is result), meta, language, "")
    return said.sentences[0] if said else ""


def _sentences(one: Evaluation, language: Language) -> tuple[str, ...]:
    """Tell index and interval first (T1), then the letter (T2), who answered (T3) and the change (T7)."""
    result = one.result
    if result.merged:
        return (language("unit.sentence_merged"),)
    if result.n is None:
        return (language("unit.sentence_hidden"),)
    if one.index is None:
        return (language("unit.sentence_no_index", n=count_text(result.n, language)),)
    findings = (one.index, one.letters, one.tipping, one.change)
    told = [language.data(found.sentence) for found in findings if found is not None and found.sentence.id]
    if result.grade is None:
        told.insert(1, language("unit.provisional_why"))
    if one.tipping is None or one.tipping.share is None or one.tipping.exceeds:
        told.append(language("unit.self_selected"))
    return tuple(told)


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


def _until(result: Result, meta: Meta) -> date:
    return result.period.end if result.period.closed or meta.data_until is None else meta.data_until


def _facts(one: Evaluation, language: Language) -> tuple[Fact, ...]:
    result = one.result
    return (
        Fact(name=language("unit.respondents"), value=n_entry(result.n, language, merged=result.merged).text),
        *_visitors(one, language),
        Fact(name=language("unit.survey"), value=language.data(result.survey.regulation)),
    )


def _visitors(one: Evaluation, language: Language) -> Iterator[Fact]:
    """Name visitors and target where they are known (SKM19)."""
    found = one.response
    if found is not None and found.visitors and found.target is not None:
        yield Fact(name=language("unit.visitors"), value=count_text(found.visitors, language))
        yield Fact(name=language("unit.target"), value=count_text(found.target, language))


def _status(result: Result, language: Language) -> str:
    if result.merged:
        return language("unit.status_merged")
    return {
        Status.NORMAL: language("unit.status_normal"),
        Status.SEMENTARA: language("unit.status_sementara"),
        Status.HIDDEN: language("unit.status_hidden"),
    }[result.status]
