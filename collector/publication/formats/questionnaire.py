"""questionnaires/*.toml: the definitions, as `kotaksaran definitions check` reads them."""

from collections.abc import Iterator

from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from survey_definitions.additions import addition_source
from survey_definitions.loader import source_of
from survey_definitions.model import Text

FOLDER = "questionnaires"


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write the file of every questionnaire and of every section the region adds."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    for survey in release.surveys:
        title = Text(id=f"Kuesioner: {survey.title.id}", en=f"Questionnaire: {survey.title.en}")
        yield _written(release, survey.id, source_of(survey.id), title)
    for name in release.region.additions:
        title = Text(id=f"Bagian tambahan: {name}", en=f"Added section: {name}")
        yield _written(release, name, addition_source(name), title)


def _written(release: Release, name: str, source: bytes, title: Text) -> Product:
    path = f"{FOLDER}/{name}.toml"
    (release.folder / path).write_bytes(source)
    return Product(path=path, kind="toml", media_type="application/toml", title=title)
