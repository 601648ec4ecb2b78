"""documents/codebook-*.html: what every column of the answers means."""

from collections.abc import Iterator

from collector.publication.codebook_pages import codebook_pages
from collector.publication.documents import FOLDER
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write a page for every questionnaire, as the region asks it, in each language."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    for survey in release.surveys:
        for name, title, text in codebook_pages(survey):
            path = f"{FOLDER}/{name}"
            (release.folder / path).write_text(text, encoding="utf-8")
            yield Product(path=path, kind="html", media_type="text/html", title=title)
