"""What pages of agencies and of services have in common, so that one template shows both."""

from dataclasses import dataclass

from site_builder.charts.registry import unit_charts
from site_builder.charts.spec import ChartSpec, ChartSubject
from site_builder.interface import Language
from site_builder.pages.headline import Fact, Headline, headline_of
from site_builder.pages.registry import Content, Link
from site_builder.pages.scores import ScoreRow
from site_builder.pages.sources import Sources, sources_of
from site_builder.records import Meta
from site_builder.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """One unit as its page shows it.

    Attributes
    ----------
    above
        The units above it, the region's list first.
    notices
        What to know before reading: retired, no answers lately.
    nothing
        The sentence that stands in place of a headline.
    services, children
        Lists on an agency's page; None leaves the list out, on a service's page.
    """

    name: str
    kind: str
    above: tuple[Link, ...]
    details: tuple[Fact, ...]
    notices: tuple[str, ...]
    headline: Headline | None
    nothing: str
    charts: tuple[ChartSpec, ...]
    services: tuple[ScoreRow, ...] | None
    services_merged: bool
    services_caption: str
    children: tuple[ScoreRow, ...]
    sources: Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """The parts of a unit's page that differ between agency and service."""

    name: str
    title: str
    description: str
    kind: str
    above: tuple[Link, ...]
    details: tuple[Fact, ...]
    notices: tuple[str, ...]
    nothing: str
    services: tuple[ScoreRow, ...] | None = None
    services_merged: bool = False
    services_caption: str = ""
    children: tuple[ScoreRow, ...] = ()


def unit_content(
    words: UnitWords,
    results: tuple[Result, ...],
    meta: Meta,
    language: Language,
    *,
    agency: str,
    service: str | None,
) -> Content:
    """Compose the page of an agency or service from its words and results."""
    simulated = language("site.simulated") if meta.simulated else ""
    subject = ChartSubject(name=words.name, results=results, simulated=simulated)
    charts = unit_charts(subject, language)
    view = UnitView(
        name=words.name,
        kind=words.kind,
        above=words.above,
        details=words.details,
        notices=words.notices,
        headline=headline_of(words.name, results, meta, language, simulated),
        nothing=words.nothing,
        charts=charts,
        services=words.services,
        services_merged=words.services_merged,
        services_caption=words.services_caption,
        children=words.children,
        sources=sources_of(agency, service, results, words.title, meta, language),
    )
    return Content(template="unit.html", title=words.title, description=words.description, view=view, charts=charts)
