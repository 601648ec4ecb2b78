"""The codebook of a questionnaire as a page."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from collector.errors import CollectorRefusedError
from collector.publication.documents import page_path, page_text
from survey_definitions.codebook import codebook
from survey_definitions.model import LANGUAGES, Publication, Survey, Text

_TYPES = {
    "integer": Text(id="bilangan bulat", en="whole number"),
    "text": Text(id="teks", en="text"),
}
_PUBLICATIONS = {
    Publication.PUBLISHED: Text(id="terbit apa adanya", en="published as it is"),
    Publication.COARSENED: Text(id="terbit hanya sebagai hitungan", en="published as counts only"),
    Publication.WITHHELD: Text(id="tidak terbit", en="not published"),
}


def codebook_pages(survey: Survey) -> Iterator[tuple[str, Text, str]]:
    """Yield file name, title and text of the page of a questionnaire in each language."""
    name = f"codebook-{survey.id}"
    title = Text(id=f"Buku kode: {survey.title.id}", en=f"Codebook: {survey.title.en}")
    for language in LANGUAGES:
        yield (
            page_path(name, language), title,
            page_text(
                "codebook.html", name, language, title, survey=survey, columns=codebook(survey), types=_TYPES,
                publications=_PUBLICATIONS, number=_NUMBERS[language],
            ),
        )  # fmt: skip


def write_codebooks(surveys: Iterable[Survey], folder: Path) -> list[Path]:
    """Write the pages of all questionnaires into `folder`; return them.

    Raises
    ------
    CollectorRefusedError
        If the folder can't be written.
    """
    pages = {folder / name: text for survey in surveys for name, _, text in codebook_pages(survey)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CollectorRefusedError(
            f"{folder}: the codebook can't be written ({error.strerror}). Check the folder or name another one "
            "with --output."
        ) from error
    return list(pages)


def _with_comma(number: Decimal) -> str:
    return str(number).replace(".", ",")


_NUMBERS = {"id": _with_comma, "en": str}
