"""open.db: the open file itself (PUB07)."""

from collections.abc import Iterator

from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from survey_definitions.model import Text


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write the SQLite file that holds every table."""
    release.file.save(release.folder / "open.db")
    yield Product(
        path="open.db",
        kind="sqlite",
        media_type="application/vnd.sqlite3",
        title=Text(id="Semua tabel dalam satu basis data SQLite", en="All tables in one SQLite database"),
    )
