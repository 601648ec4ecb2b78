"""Where the numbers of a unit's page come from: rows in Datasette, JSON, the reconciliation line, the citation."""

from dataclasses import dataclass

from site_builder import addresses
from site_builder.indicators.ikm import grade_or_lowest
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text
from site_builder.interface.periods import date_text, period_text
from site_builder.pages.registry import Link
from site_builder.records import Meta
from site_builder.results import Result, newest_shown, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Ways to check a page; `rows` are addresses outside the site, `json` is a file of it."""

    rows: tuple[Link, ...]
    json: str
    rounded_weight: str
    citation: str


def sources_of(
    agency: str, service: str | None, results: tuple[Result, ...], title: str, meta: Meta, language: Language
) -> Sources:
    """Collect the sources of an agency's page or, with `service`, of a service's."""
    return Sources(
        rows=tuple(_rows(agency, service, results, meta.data_url, language)),
        json=addresses.agency_json(agency) if service is None else addresses.service_json(service),
        rounded_weight=_rounded_weight(newest_shown(settled(results)), language),
        citation=citation_of(title, meta, language),
    )


def citation_of(title: str, meta: Meta, language: Language) -> str:
    """Write how to cite a page: publisher, title, date of the data, release."""
    publisher = language.data(meta.publisher) or language.data(meta.name)
    if meta.data_until is None:
        return language("check.citation_undated", publisher=publisher, title=title, release=meta.release)
    until = date_text(meta.data_until, language)
    return language("check.citation", publisher=publisher, title=title, date=until, release=meta.release)


def _rows(
    agency: str, service: str | None, results: tuple[Result, ...], data_url: str, language: Language
) -> list[Link]:
    if not data_url or not results:
        return []
    links = [Link(text=language("check.rows_all"), path=addresses.rows_of_unit(data_url, agency, service))]
    newest = newest_shown(settled(results))
    if newest is not None:
        text = language("check.rows", period=period_text(newest.period, language))
        links.insert(0, Link(text=text, path=addresses.rows_of_result(data_url, agency, service, newest)))
    return links


def _rounded_weight(result: Result | None, language: Language) -> str:
    """Write the index with the weight 0.11 (SKM12); a provisional one has no letter here either."""
    if result is None or result.rounded_weight is None:
        return ""
    index = decimal_text(result.rounded_weight, language)
    if result.grade is None:
        return language("check.rounded_weight_plain", index=index)
    letter = grade_or_lowest(result.rounded_weight, result.survey.index.grades).letter
    return language("check.rounded_weight", index=index, letter=letter)
