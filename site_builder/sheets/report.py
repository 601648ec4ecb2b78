"""The official report of one agency and period (SKM25), as far as the open file can write it.

What an office has to add (its plan of improvement, its signature) has its place and says so; nothing is invented.
"""

from collections.abc import Iterable
from typing import Any

from site_builder import addresses
from site_builder.charts.entries import grade_entry, index_entry, n_entry, result_grade, result_index
from site_builder.interface import Language
from site_builder.interface.numbers import decimal_text, mean_text
from site_builder.interface.periods import date_text, period_text, period_with_months
from site_builder.pages.headline import quote_of
from site_builder.results import Result, UnsurResult
from site_builder.sheets.poster import grade_words
from site_builder.sheets.registry import sheet
from site_builder.site import Site

NAMED = 3  # of the lowest and of the highest unsur

Part = dict[str, Any]


@sheet("report", addresses.REPORT, "report.typ")
def report(site: Site, language: Language, agency: str, result: Result) -> Part:
    """Return title and chapters."""
    unit, period = site.names(language).agencies[agency], period_with_months(result.period, language)
    publisher = language.data(site.meta.publisher) or language.data(site.meta.name)
    return {
        "language": language.code,
        "title": language("report.title", unit=unit, period=period),
        "simulated": language("site.simulated") if site.meta.simulated else "",
        "region": language.data(site.meta.name),
        "head": language("report.title", unit=unit, period=period),
        "lead": [language("report.publisher", publisher=publisher)],
        "chapters": [
            _chapter(language("report.introduction"), _introduction(result, unit, language)),
            _chapter(language("report.collection"), _collection(result, unit, language)),
            _chapter(language("report.result"), _result(result, language), [_unsur(result, language)]),
            _chapter(
                language("report.analysis"), _analysis(result, language), [_trend(site, agency, result, language)]
            ),
            _chapter(
                language("report.closing"),
                [
                    quote_of(site.evaluations.of(agency), result, site.meta, language),
                    language("report.closing_text"),
                ],
            ),
            _chapter(
                language("report.annex"), _annex(site, agency, language), _services(site, agency, result, language)
            ),
        ],
    }


def _chapter(title: str, lines: Iterable[str], tables: Iterable[Part] = ()) -> Part:
    return {"title": title, "lines": list(lines), "tables": list(tables)}


def _introduction(result: Result, unit: str, language: Language) -> list[str]:
    regulation = language.data(result.survey.regulation)
    return [language("report.introduction_text", unit=unit), language("report.basis", regulation=regulation)]


def _collection(result: Result, unit: str, language: Language) -> list[str]:
    first, last = date_text(result.period.start, language), date_text(result.period.end, language)
    return [
        language("report.method", unit=unit),
        language("report.time", first=first, last=last),
        language("report.respondents", n=n_entry(result.n, language).text),
        language("unit.self_selected"),
    ]


def _result(result: Result, language: Language) -> list[str]:
    index = result_index(result, language).text
    return [
        language("report.index", index=index, grade=grade_words(result, language)),
        language("report.profile"),
    ]


def _unsur(result: Result, language: Language) -> Part:
    rows = [
        [
            language.data(one.question.name),
            n_entry(one.n, language).text,
            "" if one.mean is None else mean_text(one.mean, language),
            index_entry(one.index, one.n, language).text,
            grade_entry(one.grade, result.status, language).text,
        ]
        for one in result.unsur
    ]
    columns = ("unsur", "n", "mean", "score", "grade")
    return _table(
        language("chart_unsur.caption", period=period_text(result.period, language)), columns, rows, language
    )


def _analysis(result: Result, language: Language) -> list[str]:
    known = [one for one in result.unsur if one.index is not None]
    by_index = sorted(known, key=lambda one: one.index or 0)
    return [
        language("report.lowest", unsur=_named(by_index[:NAMED], language)),
        language("report.highest", unsur=_named(by_index[::-1][:NAMED], language)),
        language("report.plan"),
    ]


def _named(unsur: list[UnsurResult], language: Language) -> str:
    return "; ".join(
        f"{language.data(one.question.name)} ({decimal_text(one.index, language)})" for one in unsur if one.index
    )


def _trend(site: Site, agency: str, result: Result, language: Language) -> Part:
    """List the numbers of the same questionnaire up to this period; others are not comparable (SKM03)."""
    own = [
        one
        for one in site.results.of(agency)
        if one.survey is result.survey and one.period.end <= result.period.end and one.period.closed
    ]
    rows = [
        [
            period_text(one.period, language),
            n_entry(one.n, language, merged=one.merged).text,
            result_index(one, language).text,
            result_grade(one, language).text,
        ]
        for one in own
    ]
    return _table(language("report.trend"), ("period", "n", "score", "grade"), rows, language)


def _annex(site: Site, agency: str, language: Language) -> list[str]:
    if not site.meta.site_url:
        return [language("report.check")]
    page = f"{site.meta.site_url}/{language.prefix}{addresses.unit(agency)}"
    return [language("report.check"), language("poster.more", address=page)]


def _services(site: Site, agency: str, result: Result, language: Language) -> list[Part]:
    rows = []
    for service in site.services_of(agency):
        for one in site.results.of(agency, service.code):
            if one.survey is result.survey and one.period == result.period:
                n = n_entry(one.n, language, merged=one.merged).text
                name, index = language.data(service.name), result_index(one, language).text
                rows.append([name, n, index, result_grade(one, language).text])
    rows.sort(key=lambda row: row[0].casefold())
    if not rows:
        return []
    return [_table(language("report.services"), ("service", "n", "score", "grade"), rows, language)]


def _table(caption: str, columns: Iterable[str], rows: list[list[str]], language: Language) -> Part:
    return {"caption": caption, "columns": [language(f"column.{name}") for name in columns], "rows": rows}
