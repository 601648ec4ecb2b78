"""documents/themes.toml: the words by which comments were counted, as they were when this release was made."""

from collections.abc import Iterator

from collector.publication.comments.themes import NAME, theme_source
from collector.publication.documents import FOLDER
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from survey_definitions.model import Text


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write the table of words."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    path = f"{FOLDER}/{NAME}"
    (release.folder / path).write_bytes(theme_source())
    title = Text(id="Daftar kata untuk tema saran", en="Words by which themes of comments are counted")
    yield Product(path=path, kind="toml", media_type="application/toml", title=title)
