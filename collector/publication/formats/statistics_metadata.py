"""documents/ms-*.json and metadata.html: the metadata of Satu Data Indonesia (MS-Keg, MS-Var, MS-Ind).

What the registers do not know (addresses, staff, the code BPS gives) stays empty for the publisher to fill in.
"""

from collections.abc import Iterator

from collector.publication.documents import FOLDER, marked, page_path, page_text
from collector.publication.formats.json_documents import write_json
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.statistics_metadata.activity import activity_form
from collector.publication.statistics_metadata.forms import Form
from collector.publication.statistics_metadata.indicators import indicator_form
from collector.publication.statistics_metadata.variables import variable_form
from survey_definitions.model import LANGUAGES, Text

NAME = "metadata"
_TITLE = Text(id="Metadata statistik (Satu Data Indonesia)", en="Statistical metadata (Satu Data Indonesia)")
_NOTE = Text(
    id="Susunan isian mengikuti Peraturan BPS Nomor 5 Tahun 2020. Yang belum diketahui dilengkapi penyelenggara.",
    en="The fields follow BPS Regulation 5 of 2020. What is not known here is for the publisher to fill in.",
)
_UNFILLED = Text(id="belum diisi", en="not filled in")


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write each form as JSON, and all of them as a page in each language."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    forms = (
        activity_form(release.region, release.surveys),
        variable_form(release.surveys),
        indicator_form(release.surveys),
    )
    for form in forms:
        path = f"{FOLDER}/{form.code.lower()}.json"
        write_json(release.folder / path, form.document())
        yield Product(path=path, kind="json", media_type="application/json", title=form.title)
    yield from _pages(release, forms)


def _pages(release: Release, forms: tuple[Form, ...]) -> Iterator[Product]:
    title = marked(release.region, _TITLE)
    for language in LANGUAGES:
        path = f"{FOLDER}/{page_path(NAME, language)}"
        text = page_text(
            "statistics_metadata.html", NAME, language, title, forms=forms, note=_NOTE, unfilled=_UNFILLED
        )
        (release.folder / path).write_text(text, encoding="utf-8")
        yield Product(path=path, kind="html", media_type="text/html", title=title)
