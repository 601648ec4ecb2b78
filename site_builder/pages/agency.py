"""The page of an agency: its number, its unsur, its trend, its services, the units under it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from site_builder import addresses
from site_builder.charts.sparkline import sparkline
from site_builder.evaluations import Evaluation, newest_settled
from site_builder.interface import Language
from site_builder.interface.periods import period_text
from site_builder.pages.comments import comments_view
from site_builder.pages.promises import PromiseView, promise_view
from site_builder.pages.quality import clarification_of
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.pages.respondents import respondents_view
from site_builder.pages.scores import Score, ScoreRow, score_of
from site_builder.pages.share import share_of
from site_builder.pages.unit_view import UnitWords, unit_content
from site_builder.records import Agency
from site_builder.results import MERGED, Result
from site_builder.site import Site


@page("agency")
def agency_pages(site: Site, language: Language) -> Iterator[Page]:
    """Name one page per agency, retired ones too: an address that was printed stays."""
    for agency in site.data.agencies.values():
        yield Page(path=addresses.unit(agency.code), content=partial(_content, site, language, agency))


def above_of(site: Site, language: Language, agency: Agency) -> tuple[Link, ...]:
    """Return the way from the list of units down to an agency, without the agency itself."""
    names = site.names(language).agencies
    above: dict[str, Link] = {}
    parent = site.data.agencies.get(agency.parent or "")
    while parent is not None and parent.code not in {agency.code, *above}:
        above[parent.code] = Link(text=names[parent.code], path=addresses.unit(parent.code))
        parent = site.data.agencies.get(parent.parent or "")
    return (Link(text=language("units.title"), path=addresses.UNITS), *reversed(above.values()))


def silence_of(site: Site, language: Language, results: tuple[Result, ...]) -> Iterator[str]:
    """Say that a unit which had answers has none in the latest period of the region."""
    if results and site.latest is not None and results[-1].period.end < site.latest.end:
        region = language.data(site.meta.name)
        yield language("unit.silent", period=period_text(site.latest, language), region=region)


def _content(site: Site, language: Language, agency: Agency) -> Content:
    name = site.names(language).agencies[agency.code]
    evaluations = site.evaluations.of(agency.code)
    period = newest_settled(evaluations).result.period if evaluations else None
    voices = None if period is None else site.voices(agency.code, period.id)
    words = UnitWords(
        name=name,
        title=name,
        description=language("unit.description", unit=name),
        kind=language.member("kind", agency.kind, default="other"),
        above=above_of(site, language, agency),
        details=(),
        notices=tuple(_notices(site, language, agency)),
        nothing=language("unit.sentence_nothing", unit=name),
        services=_services(site, language, agency),
        services_merged=bool(site.results.of(agency.code, MERGED)),
        services_caption=language("unit.services_caption", unit=name),
        children=_children(site, language, agency),
        comments=comments_view(site, voices.comments, language) if voices and site.has_comments else None,
        respondents=respondents_view(site, voices, period, language) if voices and period else None,
        promises=_promises(site, language, agency),
        share=share_of(site, agency.code, language),
    )
    return unit_content(words, site, language, agency=agency.code, service=None)


def _notices(site: Site, language: Language, agency: Agency) -> Iterator[str]:
    if agency.retired:
        yield language("unit.retired")
    if agency.note:
        yield agency.note
    if not agency.retired:
        yield from silence_of(site, language, site.results.of(agency.code))
    yield from clarification_of(site, language, agency.code)


def _services(site: Site, language: Language, agency: Agency) -> tuple[ScoreRow, ...]:
    """List the services by name, and after them what their small ones have together."""
    merged = site.evaluations.of(agency.code, MERGED)
    rows = [
        ScoreRow(
            name=language.data(service.name),
            path=addresses.service(service.code),
            details=(language("units.retired"),) if service.retired else (),
            score=_with_course(site, language, site.evaluations.of(agency.code, service.code)),
        )
        for service in site.services_of(agency.code)
    ]
    rows.sort(key=lambda row: row.name.casefold())
    if merged:
        rows.append(
            ScoreRow(
                name=language("unit.merged"),
                path="",
                details=(),
                score=_with_course(site, language, merged),
            )
        )
    return tuple(rows)


def _with_course(site: Site, language: Language, evaluations: tuple[Evaluation, ...]) -> Score:
    """Word the newest number, and draw how it went below it."""
    score = score_of(evaluations, site.latest, language)
    return replace(score, picture=score.picture + sparkline(tuple(one.result for one in evaluations)))


def _children(site: Site, language: Language, agency: Agency) -> tuple[ScoreRow, ...]:
    rows = [unit_row(site, language, child) for child in site.children_of(agency.code)]
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def _promises(site: Site, language: Language, agency: Agency) -> tuple[PromiseView, ...] | None:
    """Word the promises of an agency; None where the release does not hold any unit's."""
    if site.follow_ups is None:
        return None
    return tuple(promise_view(site, one, language) for one in site.promises.get(agency.code, ()))


def unit_row(site: Site, language: Language, agency: Agency) -> ScoreRow:
    """Return an agency as a row of a list."""
    return ScoreRow(
        name=language.data(agency.name),
        path=addresses.unit(agency.code),
        details=unit_details(site, language, agency),
        score=score_of(site.evaluations.of(agency.code), site.latest, language),
    )


def unit_details(site: Site, language: Language, agency: Agency) -> tuple[str, ...]:
    """Say which unit an agency stands below, and whether it is retired."""
    above = site.data.agencies.get(agency.parent or "")
    details = [] if above is None else [language("units.below", parent=language.data(above.name))]
    if agency.retired:
        details.append(language("units.retired"))
    return tuple(details)
