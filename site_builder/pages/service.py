"""The page of a service: its own number where it has enough answers, else where its answers are counted."""

from collections.abc import Iterator
from functools import partial

from site_builder import addresses
from site_builder.interface import Language
from site_builder.pages.agency import above_of, silence_of
from site_builder.pages.headline import Fact
from site_builder.pages.registry import Content, Link, Page, page
from site_builder.pages.unit_view import UnitWords, unit_content
from site_builder.records import Agency, Service
from site_builder.site import Site


@page("service")
def service_pages(site: Site, language: Language) -> Iterator[Page]:
    """Name one page per service whose agency is registered, retired ones too."""
    for service in site.data.services.values():
        agency = site.data.agencies.get(service.agency)
        if agency is not None:
            content = partial(_content, site, language, service, agency)
            yield Page(path=addresses.service(service.code), content=content)


def _content(site: Site, language: Language, service: Service, agency: Agency) -> Content:
    names = site.names(language)
    name, unit = language.data(service.name), names.agencies[agency.code]
    words = UnitWords(
        name=name,
        title=names.services[service.code],
        description=language("service.description", service=name, unit=unit),
        kind=language("service.kind"),
        above=(*above_of(site, language, agency), Link(text=unit, path=addresses.unit(agency.code))),
        details=tuple(_details(service, language)),
        notices=tuple(_notices(site, language, service)),
        nothing=language("unit.sentence_nothing", unit=name),
    )
    return unit_content(words, site, language, agency=agency.code, service=service.code)


def _details(service: Service, language: Language) -> Iterator[Fact]:
    if service.tariff:
        tariff = language.member("tariff", service.tariff, default="other")
        yield Fact(name=language("service.tariff"), value=tariff)


def _notices(site: Site, language: Language, service: Service) -> Iterator[str]:
    if service.retired:
        yield language("service.retired")
    if service.note:
        yield service.note
    if not service.retired:
        yield from silence_of(site, language, site.results.of(service.agency, service.code))
