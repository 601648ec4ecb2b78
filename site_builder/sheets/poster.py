"""The poster of one agency and period (SKM22): unit, index in large, grade, respondents, period, thanks."""

from typing import Any

from site_builder import addresses
from site_builder.charts.entries import index_entry, n_entry
from site_builder.interface import Language
from site_builder.interface.periods import period_with_months
from site_builder.results import Result
from site_builder.sheets.registry import sheet
from site_builder.site import Site


@sheet("poster", addresses.POSTER, "poster.typ")
def poster(site: Site, language: Language, agency: str, result: Result) -> dict[str, Any]:
    """Return what stands on it. Numbers by sex and education are left out while no open file has them (PUB03)."""
    meta, unit = site.meta, site.names(language).agencies[agency]
    page = f"{meta.site_url}/{language.prefix}{addresses.unit(agency)}" if meta.site_url else ""
    return {
        "language": language.code,
        "title": language("poster.title", unit=unit, period=period_with_months(result.period, language)),
        "simulated": language("site.simulated") if meta.simulated else "",
        "region": language.data(meta.name),
        "head": language.data(result.survey.title),
        "unit": unit,
        "period": period_with_months(result.period, language),
        "index_name": language.data(result.survey.index.name),
        "index": index_entry(result.index, result.n, language).text,
        "grade": grade_words(result, language),
        "facts": [
            [language("poster.unit"), unit],
            [language("poster.service"), language("poster.all_services")],
            [language("poster.respondents"), n_entry(result.n, language).text],
            [language("poster.period"), period_with_months(result.period, language)],
        ],
        "thanks": language("poster.thanks"),
        "notes": [
            language("poster.profile"),
            language("unit.self_selected"),
            *([language("poster.more", address=page)] if page else []),
        ],
    }


def grade_words(result: Result, language: Language) -> str:
    """Say the grade, or that there is none yet."""
    if result.grade is None:
        return language("unit.status_sementara")
    return language("unit.grade_is", letter=result.grade.letter, label=language.data(result.grade.label))
