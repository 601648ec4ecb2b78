"""How accessible the site is: what was tested, when, with what result, and what was not tested."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.resources import files

from site_builder import addresses
from site_builder.interface import Language
from site_builder.interface.numbers import count_text
from site_builder.interface.periods import date_text
from site_builder.pages.registry import Content, Page, page
from site_builder.site import Site

RESULTS = "accessibility.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """The last run of the tests, as `make axe` wrote it down."""

    day: date
    axe: str
    browser: str
    pages: int
    widths: tuple[int, ...]
    checks: int
    violations: tuple[str, ...]
    undecided: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityView:
    """What the page shows; without results of a test `sentence` says so."""

    sentence: str
    details: str
    faults: tuple[str, ...]
    contact: str


@page("accessibility")
def accessibility_page(site: Site, language: Language) -> Iterator[Page]:
    """Name the statement."""
    yield Page(path=addresses.ACCESSIBILITY, content=partial(_content, site, language))


def read_results() -> Tested | None:
    """Read the committed results; None where nobody has tested."""
    source = files("site_builder").joinpath(RESULTS)
    if not source.is_file():
        return None
    found = json.loads(source.read_bytes())
    return Tested(
        day=date.fromisoformat(found["day"]),
        axe=found["axe"],
        browser=found["browser"],
        pages=len(found["pages"]),
        widths=tuple(found["widths"]),
        checks=found["checks"],
        violations=tuple(found["violations"]),
        undecided=tuple(found["undecided"]),
    )


def _content(site: Site, language: Language) -> Content:
    tested = read_results()
    return Content(
        template="accessibility.html",
        title=language("accessibility.title"),
        description=language("accessibility.description"),
        view=AccessibilityView(
            sentence=language("accessibility.untested") if tested is None else _sentence(tested, language),
            details="" if tested is None else _details(tested, language),
            faults=() if tested is None else tested.violations,
            contact=language.data(site.meta.publisher) or language.data(site.meta.name),
        ),
    )


def _sentence(tested: Tested, language: Language) -> str:
    return language(
        "accessibility.tested",
        date=date_text(tested.day, language),
        checks=count_text(tested.checks, language),
        violations=count_text(len(tested.violations), language),
        undecided=count_text(len(tested.undecided), language),
    )


def _details(tested: Tested, language: Language) -> str:
    return language(
        "accessibility.details",
        axe=tested.axe,
        browser=tested.browser,
        pages=count_text(tested.pages, language),
        widths=" / ".join(map(str, tested.widths)),
    )
