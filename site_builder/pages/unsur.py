"""One unsur over all agencies: beside each other in groups and by name, never as a ranking."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.charts.entries import INTERVAL_COLUMNS, index_entry, interval_entries, interval_text, n_entry
from site_builder.charts.interval_dot import interval_dot
from site_builder.charts.spec import ChartSpec, Column, Row, plain
from site_builder.charts.table import table_of
from site_builder.indicators.status import Status
from site_builder.interface import Language
from site_builder.interface.numbers import count_text, decimal_text
from site_builder.interface.periods import period_text
from site_builder.pages.agency import unit_details
from site_builder.pages.registry import Content, Page, page
from site_builder.pages.scores import Score, ScoreRow, letter_of
from site_builder.pages.units import Group, grouped
from site_builder.records import SurveyQuestion
from site_builder.results import Result, UnsurResult
from site_builder.site import Site
from site_builder.unsur import Asked, UnsurOverAll

CSV = "unsur.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsurView:
    """What the page of an unsur shows; `omitted` says which units are not listed."""

    sentence: str
    definition: str
    question: str
    groups: tuple[Group, ...]
    omitted: str
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsurListView:
    """Every unsur with the average of the region."""

    rows: tuple[ScoreRow, ...]


@page("unsur")
def unsur_pages(site: Site, language: Language) -> Iterator[Page]:
    """Name the list of unsur, and one page for each that a questionnaire about services asks for."""
    yield Page(path=addresses.UNSUR, content=partial(_list, site, language))
    for key, question in site.unsur.items():
        yield Page(path=addresses.unsur(key), content=partial(_content, site, language, question))


def _list(site: Site, language: Language) -> Content:
    rows = (_average_row(UnsurOverAll(site, question), language) for question in site.unsur.values())
    return Content(
        template="unsur_list.html",
        title=language("unsur.list_title"),
        description=language("unsur.list_description", region=language.data(site.meta.name)),
        view=UnsurListView(rows=tuple(rows)),
    )


def _average_row(one: UnsurOverAll, language: Language) -> ScoreRow:
    score = Score(remark=language("number.not_enough"))
    if one.average is not None and one.average.index is not None:
        score = Score(index=decimal_text(one.average.index, language), n=count_text(one.average.n, language))
    name, path = language.data(one.question.name), addresses.unsur(one.question.key)
    return ScoreRow(name=name, path=path, details=(), score=score)


def _content(site: Site, language: Language, question: SurveyQuestion) -> Content:
    one, name = UnsurOverAll(site, question), language.data(question.name)
    asked = {agency.code: one.asked(agency) for agency in site.listed}
    average = None if one.average is None or one.average.index is None else float(one.average.index)
    return Content(
        template="unsur.html",
        title=language("unsur.title", unsur=name),
        description=language("unsur.description", unsur=name, region=language.data(site.meta.name)),
        view=UnsurView(
            sentence=_sentence(site, one, name, language),
            definition=language.data(question.definition),
            question=language.data(question.text),
            groups=grouped(site.listed, lambda agency: _row(site, asked[agency.code], average, language), language),
            omitted=omitted_of(site, language),
            csv=CSV,
        ),
        charts=(_table(site, asked.values(), language),),
    )


def _sentence(site: Site, one: UnsurOverAll, name: str, language: Language) -> str:
    if one.average is None or one.average.index is None or site.latest is None:
        return language("unsur.no_average", unsur=name)
    return language(
        "unsur.average",
        unsur=name,
        index=decimal_text(one.average.index, language),
        period=period_text(site.latest, language),
        n=count_text(one.average.n, language),
    )


def omitted_of(site: Site, language: Language) -> str:
    """Say which units a page does not list; empty where it lists all."""
    if len(site.listed) == len(site.data.agencies):
        return ""
    return language("unsur.only_highest") if site.listed else language("unsur.too_many")


def _row(site: Site, asked: Asked, average: float | None, language: Language) -> ScoreRow:
    return ScoreRow(
        name=language.data(asked.agency.name),
        path=addresses.unit(asked.agency.code),
        details=unit_details(site, language, asked.agency),
        score=_score(site, asked, average, language),
    )


def _score(site: Site, asked: Asked, average: float | None, language: Language) -> Score:
    result, unsur = asked.result, asked.unsur
    if result is None:
        return Score(remark=language("number.nothing"))
    period = "" if result.period == site.latest else period_text(result.period, language)
    if unsur is None or unsur.index is None:
        return Score(n=_n(result, unsur, language), period=period, remark=_missing(result, unsur, language))
    return Score(
        index=decimal_text(unsur.index, language),
        letter=letter_of(unsur.grade, result, language),
        interval="" if asked.interval is None else interval_text(asked.interval, language),
        picture=""
        if asked.interval is None
        else interval_dot(float(unsur.index), asked.interval, result.survey, average),
        n=count_text(unsur.n or 0, language),
        period=period,
        remark=language("number.provisional") if result.status is Status.SEMENTARA else "",
    )


def _n(result: Result, unsur: UnsurResult | None, language: Language) -> str:
    return "" if result.shown and unsur is None else n_entry(unsur.n if unsur else None, language).text


def _missing(result: Result, unsur: UnsurResult | None, language: Language) -> str:
    """Say why there is no number: too few answers, another questionnaire, or nobody answered (SKM15)."""
    if not result.shown:
        return language("number.not_enough")
    if unsur is None:
        return language("unsur.not_asked")
    return index_entry(None, unsur.n, language).text


def _table(site: Site, asked: Iterable[Asked], language: Language) -> ChartSpec:
    """Return the list as CSV."""
    texts = (Column(key=key) for key in ("agency", "name", "survey", "period", "status"))
    numbers = (Column(key=key, numeric=True) for key in ("n", "index"))
    rows = (_csv_row(one, language) for one in asked)
    simulated = language("site.simulated") if site.meta.simulated else ""
    return table_of(CSV, (*texts, *numbers, *INTERVAL_COLUMNS), rows, simulated)


def _csv_row(one: Asked, language: Language) -> Row:
    result, unsur = one.result, one.unsur
    n, index = (None, None) if unsur is None else (unsur.n, unsur.index)
    return (
        plain(one.agency.code),
        plain(language.data(one.agency.name)),
        plain("" if result is None else result.survey.id),
        plain("" if result is None else result.period.id),
        plain("" if result is None else result.status.value),
        n_entry(n, language),
        index_entry(index, n, language),
        *interval_entries(one.interval),
    )
