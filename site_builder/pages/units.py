"""The list of agencies: in groups, by name, never by score."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.charts.entries import INTERVAL_COLUMNS, interval_entries, n_entry, result_index
from site_builder.charts.spec import ChartSpec, Column, Row, plain
from site_builder.charts.table import table_of
from site_builder.evaluations import newest_settled
from site_builder.interface import Language
from site_builder.pages.agency import unit_row
from site_builder.pages.registry import Content, Page, page
from site_builder.pages.scores import ScoreRow
from site_builder.records import Agency
from site_builder.site import Site

CSV = "unit.csv"
OTHER = "other"
KINDS = ("opd", "bagian", "kecamatan", "kelurahan", "puskesmas", "rsud", "mpp", OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The agencies of one kind; `kind` is its anchor."""

    kind: str
    name: str
    caption: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsView:
    """The groups, and what can be said of all units beside each other."""

    groups: tuple[Group, ...]
    compared: str
    csv: str


@page("units")
def units_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the one list of agencies."""
    yield Page(path=addresses.UNITS, content=partial(_content, site, language))


def groups_of(site: Site, language: Language) -> tuple[Group, ...]:
    """Return the agencies by kind, in the order of the kinds, and by name."""
    return grouped(site.data.agencies.values(), partial(unit_row, site, language), language)


def grouped(agencies: Iterable[Agency], row: Callable[[Agency], ScoreRow], language: Language) -> tuple[Group, ...]:
    """Return agencies by kind as rows, in the order of the kinds, and by name: never by what they score."""
    members: dict[str, list[Agency]] = {}
    for agency in agencies:
        members.setdefault(_kind(agency), []).append(agency)
    groups = []
    for kind in KINDS:
        rows = sorted(map(row, members.get(kind, ())), key=lambda one: one.name.casefold())
        if rows:
            name = language.member("kind", kind, default=OTHER)
            caption = language("units.caption", kind=name)
            groups.append(Group(kind=kind, name=name, caption=caption, rows=tuple(rows)))
    return tuple(groups)


def compared_of(site: Site, language: Language) -> str:
    """Tell how many agencies stand out in the latest period, judged all together; empty without a period."""
    if site.latest is None:
        return ""
    surveys = {result.survey.id: result.survey for code in site.data.agencies for result in site.in_latest(code)}
    found = (site.evaluations.comparisons.of(survey, site.latest).funnel for survey in surveys.values())
    told = max(found, key=lambda one: one.n or 0, default=None)
    return "" if told is None else language.data(told.sentence)


def _content(site: Site, language: Language) -> Content:
    region = language.data(site.meta.name)
    return Content(
        template="units.html",
        title=language("units.title"),
        description=language("units.description", region=region),
        view=UnitsView(groups=groups_of(site, language), compared=compared_of(site, language), csv=CSV),
        charts=(_table(site, language),),
    )


def _table(site: Site, language: Language) -> ChartSpec:
    """Return the list with every number as CSV."""
    texts = (Column(key=key) for key in ("agency", "name", "kind", "parent", "survey", "period", "status", "grade"))
    numbers = (Column(key=key, numeric=True) for key in ("retired", "n", "index"))
    rows = (_csv_row(site, agency, language) for agency in site.data.agencies.values())
    simulated = language("site.simulated") if site.meta.simulated else ""
    return table_of(CSV, (*texts, *numbers, *INTERVAL_COLUMNS), rows, simulated)


def _csv_row(site: Site, agency: Agency, language: Language) -> Row:
    evaluations = site.evaluations.of(agency.code)
    register = (agency.code, language.data(agency.name), agency.kind, agency.parent or "")
    retired = plain(str(int(agency.retired)))
    if not evaluations:
        return (
            *map(plain, register),
            *map(plain, ("",) * 4),
            retired,
            plain(""),
            plain(""),
            *interval_entries(None),
        )
    newest = newest_settled(evaluations)
    result, found = newest.result, newest.index
    told = (result.survey.id, result.period.id, result.status.value, result.grade.letter if result.grade else "")
    return (
        *map(plain, (*register, *told)),
        retired,
        n_entry(result.n, language),
        result_index(result, language),
        *interval_entries(found.interval if found else None),
    )


def _kind(agency: Agency) -> str:
    return agency.kind if agency.kind in KINDS else OTHER
