"""Who reported which period, where there are gaps, and which units are no longer active."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.charts.entries import n_entry
from site_builder.charts.spec import ChartSpec, Column, Entry, Row, plain
from site_builder.charts.table import table_of
from site_builder.completeness import Completeness, Reported
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text
from site_builder.pages.agency import unit_details
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.pages.unsur import omitted_of
from site_builder.records import Period
from site_builder.site import Site

CSV = "kelengkapan.csv"
COLUMNS = 3  # what a phone has room for; the CSV holds every period


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """One agency: the newest periods as cells, and in words what is missing."""

    unit: Link
    details: tuple[str, ...]
    cells: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessView:
    """What the page shows."""

    sentence: str
    periods: tuple[str, ...]
    rows: tuple[ReportedRow, ...]
    omitted: str
    csv: str


@page("completeness")
def completeness_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the one page about completeness."""
    yield Page(path=addresses.COMPLETENESS, content=partial(_content, site, language))


def _content(site: Site, language: Language) -> Content:
    whole = Completeness(site)
    reported = sorted(
        (whole.of(agency) for agency in site.listed), key=lambda one: language.data(one.agency.name).casefold()
    )
    newest = whole.periods[-COLUMNS:]
    return Content(
        template="completeness.html",
        title=language("completeness.title"),
        description=language("completeness.description", region=language.data(site.meta.name)),
        view=CompletenessView(
            sentence=_sentence(whole, reported, language),
            periods=tuple(period_text(period, language) for period in newest),
            rows=tuple(_row(site, one, newest, language) for one in reported),
            omitted=omitted_of(site, language),
            csv=CSV,
        ),
        charts=(_table(site, whole, reported, language),),
    )


def _sentence(whole: Completeness, reported: list[Reported], language: Language) -> str:
    if not whole.periods:
        return language("completeness.no_period")
    active = [one for one in reported if not one.agency.retired]
    return language(
        "completeness.sentence",
        units=count_text(len(active), language),
        complete=count_text(sum(bool(one.results) and not one.gaps for one in active), language),
        gaps=count_text(sum(bool(one.gaps) for one in active), language),
        never=count_text(sum(not one.results for one in active), language),
        retired=count_text(len(reported) - len(active), language),
    )


def _row(site: Site, one: Reported, newest: tuple[Period, ...], language: Language) -> ReportedRow:
    details = list(unit_details(site, language, one.agency))
    if one.gaps:
        told = ", ".join(period_text(period, language) for period in one.gaps)
        details.append(language("completeness.gaps", periods=told))
    if one.results:
        periods = count_text(len(one.results), language)
        details.append(language("completeness.visitors", n=one.visitors, periods=periods))
    return ReportedRow(
        unit=Link(text=site.names(language).agencies[one.agency.code], path=addresses.unit(one.agency.code)),
        details=tuple(details),
        cells=tuple(_cell(one, period, language) for period in newest),
    )


def _cell(one: Reported, period: Period, language: Language) -> Entry:
    """Write how many answered; a period without an answer says so, and is no zero before the first one."""
    result = one.results.get(period.id)
    if result is not None:
        return n_entry(result.n, language)
    word = language("completeness.gap") if period in one.gaps else language("completeness.nothing")
    return Entry(text=word, value="", muted=True)


def _table(site: Site, whole: Completeness, reported: Iterable[Reported], language: Language) -> ChartSpec:
    """Return every agency and period as CSV."""
    keys = {"agency": False, "name": False, "retired": True, "period": False, "status": False, "n": True}
    columns = tuple(Column(key=key, numeric=numeric) for key, numeric in keys.items())
    rows = (_csv_row(one, period, language) for one in reported for period in whole.periods)
    return table_of(CSV, columns, rows, language("site.simulated") if site.meta.simulated else "")


def _csv_row(one: Reported, period: Period, language: Language) -> Row:
    result = one.results.get(period.id)
    status = ("gap" if period in one.gaps else "none") if result is None else result.status.value
    return (
        plain(one.agency.code),
        plain(language.data(one.agency.name)),
        plain(str(int(one.agency.retired))),
        plain(period.id),
        plain(status),
        plain("") if result is None else n_entry(result.n, language),
    )
