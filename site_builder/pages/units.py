"""The list of agencies: in groups, by name, never by score."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.agency import unit_row
from site_builder.pages.registry import Content, Page, page
from site_builder.pages.scores import ScoreRow
from site_builder.records import Agency
from site_builder.site import Site

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
        view=UnitsView(groups=groups_of(site, language), compared=compared_of(site, language)),
    )


def _kind(agency: Agency) -> str:
    return agency.kind if agency.kind in KINDS else OTHER
