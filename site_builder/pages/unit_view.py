"""What pages of agencies and of services have in common, so that one template shows both."""

from dataclasses import dataclass

from site_builder import addresses
from site_builder.charts.registry import unit_charts
from site_builder.charts.spec import ChartSpec, ChartSubject
from site_builder.evaluations import Evaluation, newest_settled
from site_builder.interface import Language
from site_builder.pages.comments import CommentsView
from site_builder.pages.headline import Fact, Headline, headline_of
from site_builder.pages.promises import PromiseView
from site_builder.pages.registry import Content, Link
from site_builder.pages.respondents import RespondentsView
from site_builder.pages.scores import ScoreRow
from site_builder.pages.share import Share
from site_builder.pages.sources import Sources, sources_of
from site_builder.pages.training_section import TrainingView, training_views
from site_builder.results import newest_shown, settled
from site_builder.site import Site


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
    ways
        How the answers of the newest result came about.
    among
        Where it lies among the other agencies, empty where nothing can be said.
    comments, respondents
        What comments say and who answered, on an agency's page; None leaves the section out.
    rating
        Where a rating can be given, or empty.
    services, children
        Lists on an agency's page; None leaves the list out, on a service's page.
    together
        The agency as a whole beside its services.
    promises
        What the agency promised or is responsible for; None leaves the list out.
    trainings
        What can be said of its trainings.
    share
        What can be carried elsewhere, on an agency's page.
    """

    name: str
    kind: str
    above: tuple[Link, ...]
    details: tuple[Fact, ...]
    notices: tuple[str, ...]
    headline: Headline | None
    nothing: str
    ways: tuple[str, ...]
    among: str
    charts: tuple[ChartSpec, ...]
    services: tuple[ScoreRow, ...] | None
    services_merged: bool
    services_caption: str
    together: str
    children: tuple[ScoreRow, ...]
    comments: CommentsView | None
    promises: tuple[PromiseView, ...] | None
    respondents: RespondentsView | None
    rating: str
    trainings: tuple[TrainingView, ...]
    sources: Sources
    share: Share | None


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
    comments: CommentsView | None = None
    promises: tuple[PromiseView, ...] | None = None
    respondents: RespondentsView | None = None
    share: Share | None = None


def unit_content(words: UnitWords, site: Site, language: Language, *, agency: str, service: str | None) -> Content:
    """Compose the page of an agency or service from its words and evaluations."""
    subject = _subject(words.name, site, language, agency, service)
    charts = unit_charts(subject, language)
    newest = newest_settled(subject.evaluations) if subject.evaluations else None
    trainings = site.trainings.of(agency) if service is None else ()
    view = UnitView(
        name=words.name,
        kind=words.kind,
        above=words.above,
        details=words.details,
        notices=words.notices,
        headline=headline_of(subject.evaluations, site.meta, language, subject.simulated),
        nothing=words.nothing,
        ways=_ways(newest, language),
        among=language.data(newest.place.sentence) if newest and newest.place else "",
        charts=charts,
        services=words.services,
        services_merged=words.services_merged,
        services_caption=words.services_caption,
        together=language.data(newest.parts.sentence) if newest and newest.parts else "",
        children=words.children,
        comments=words.comments,
        promises=words.promises,
        respondents=words.respondents,
        rating=site.meta.form_url,
        trainings=training_views(trainings, agency, language),
        sources=sources_of(agency, service, subject.results, words.title, site.meta, language),
        share=words.share,
    )
    return Content(
        template="unit.html",
        title=words.title,
        description=words.description,
        view=view,
        charts=charts,
        image=addresses.unit_image(agency),
    )


def _subject(name: str, site: Site, language: Language, agency: str, service: str | None) -> ChartSubject:
    """Collect what the charts of a unit show."""
    trained = site.trainings.of(agency) if service is None else ()
    evaluations, shown = site.evaluations, newest_shown(settled(site.results.of(agency, service)))
    return ChartSubject(
        name=name,
        evaluations=evaluations.of(agency, service),
        unsur=evaluations.unsur(agency, service, shown),
        averages=evaluations.comparisons.averages(shown.survey, shown.period) if shown else {},
        counts=evaluations.counts(agency, service, shown) if shown else {},
        monthly=site.months.of(agency, service),
        trained=tuple(result.trained[agency] for result in trained),
        simulated=language("site.simulated") if site.meta.simulated else "",
    )


def _ways(newest: Evaluation | None, language: Language) -> tuple[str, ...]:
    """Tell target and shares: without them a rise cannot be told from a change of who is counted (SKM23)."""
    if newest is None:
        return ()
    findings = (newest.response, newest.straight, newest.low, newest.staff)
    return tuple(language.data(found.sentence) for found in findings if found is not None and found.sentence.id)
