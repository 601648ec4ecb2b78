"""The first page: one sentence on the region, the way to a unit, and how to read a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from site_builder import addresses
from site_builder.changes import Changes, changes_of
from site_builder.follow_ups import Stage
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import period_text, period_with_months
from site_builder.pages.headline import Fact
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.pages.units import Group, groups_of
from site_builder.site import Site

MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """How many active units have answers in the latest period, and how many answers are shown."""

    units: int
    reporting: int
    shown: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the first page shows.

    Attributes
    ----------
    together
        The region as a whole.
    changed
        What clearly changed since the period before; `risen` and `fallen` are the agencies, unless they are many.
    """

    sentence: str
    together: str
    changed: str
    risen: tuple[Link, ...]
    fallen: tuple[Link, ...]
    overdue: str
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]


@page("home")
def home_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the first page."""
    yield Page(path=addresses.HOME, content=partial(_content, site, language))


def reporting_of(site: Site) -> Reporting:
    """Count units and answers of the latest official period."""
    latest = [site.in_latest(agency.code) for agency in site.active]
    return Reporting(
        units=len(site.active),
        reporting=sum(bool(results) for results in latest),
        shown=sum(any(result.shown for result in results) for results in latest),
        answers=sum(result.n or 0 for results in latest for result in results),
    )


def _content(site: Site, language: Language) -> Content:
    region = language.data(site.meta.name)
    counted, changes = reporting_of(site), changes_of(site)
    return Content(
        template="home.html",
        title=language("home.title", region=region),
        description=language("home.description", region=region),
        view=HomeView(
            sentence=_sentence(site, counted, language),
            together=_together(site, language),
            changed=_changed(changes, language),
            risen=_named(site, changes.up, language),
            fallen=_named(site, changes.down, language),
            overdue=_overdue(site, language),
            facts=_facts(site, counted, language),
            groups=groups_of(site, language),
        ),
    )


def _sentence(site: Site, counted: Reporting, language: Language) -> str:
    if site.latest is None:
        return language("home.no_period")
    return language(
        "home.reporting",
        period=period_text(site.latest, language),
        reporting=count_text(counted.reporting, language),
        units=count_text(counted.units, language),
        shown=count_text(counted.shown, language),
    )


def _changed(changes: Changes, language: Language) -> str:
    if not changes.compared:
        return language("home.not_compared")
    return language(
        "home.changed",
        compared=count_text(changes.compared, language),
        up=count_text(len(changes.up), language),
        down=count_text(len(changes.down), language),
    )


def _named(site: Site, codes: tuple[str, ...], language: Language) -> tuple[Link, ...]:
    """Link agencies by name; none where they are too many to read."""
    names = site.names(language).agencies
    links = (Link(text=names[code], path=addresses.unit(code)) for code in codes)
    return tuple(sorted(links, key=lambda link: link.text.casefold())) if len(codes) <= MOST_NAMED else ()


def _overdue(site: Site, language: Language) -> str:
    """Say how many promises are overdue; nothing where the release holds no promises."""
    promises = site.follow_ups or ()
    overdue = sum(one.stage is Stage.OVERDUE for one in promises)
    total = count_text(len(promises), language)
    return language("home.overdue", total=total, overdue=count_text(overdue, language)) if promises else ""


def _together(site: Site, language: Language) -> str:
    """Tell the region's number in its latest period, for the questionnaire of most answers."""
    if site.latest is None:
        return ""
    surveys = {result.survey.id: result.survey for code in site.data.agencies for result in site.in_latest(code)}
    latest, comparisons = site.latest, site.evaluations.comparisons
    found = (comparisons.region(survey, latest, site.meta.name) for survey in surveys.values())
    told = max((one for one in found if one is not None), key=lambda one: one.n or 0, default=None)
    return "" if told is None else language.data(told.sentence)


def _facts(site: Site, counted: Reporting, language: Language) -> tuple[Fact, ...]:
    facts = [Fact(name=language("home.units"), value=count_text(counted.units, language))]
    if site.latest is not None:
        facts += [
            Fact(name=language("home.latest"), value=period_with_months(site.latest, language)),
            Fact(name=language("home.units_reporting"), value=count_text(counted.reporting, language)),
            Fact(name=language("home.units_shown"), value=count_text(counted.shown, language)),
            Fact(name=language("home.answers"), value=count_text(counted.answers, language)),
        ]
    return tuple(facts)
