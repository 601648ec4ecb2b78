"""HTML pages of a release, in both languages, that need nothing but themselves."""

from functools import cache
from typing import TYPE_CHECKING, Any

from collector.publication.notices import simulated_title
from collector.storage.records import RegionEntry
from survey_definitions.model import LANGUAGES, Text

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "documents"


def page_path(name: str, language: str) -> str:
    """Return where a page lies: ``documents/NAME.html`` in Indonesian, ``NAME.en.html`` in English."""
    ending = "" if language == LANGUAGES[0] else f".{language}"
    return f"{name}{ending}.html"


def page_text(template: str, name: str, language: str, title: Text, **values: Any) -> str:
    """Return the page called `name` from its template; text is escaped, a missing value is an error."""
    other = next(one for one in LANGUAGES if one != language)
    return (
        _environment()
        .get_template(template)
        .render(
            language=language, title=title[language], other=other, other_page=page_path(name, other), **values
        )
    )  # fmt: skip


def marked(region: RegionEntry, text: Text) -> Text:
    """Return a title, marked where the region's data are invented."""
    return Text(id=simulated_title(region, text.id), en=simulated_title(region, text.en))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  heavy

    return Environment(
        loader=PackageLoader("collector.publication"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
