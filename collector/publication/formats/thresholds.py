"""signals/thresholds.toml: when a unit is asked about how its answers came in (PUB09)."""

from collections.abc import Iterator

from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.signals.thresholds import FILE, thresholds_source
from survey_definitions.model import Text

FOLDER = "signals"


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write the thresholds as they were used for this release."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    path = f"{FOLDER}/{FILE}"
    (release.folder / path).write_bytes(thresholds_source())
    title = Text(id="Ambang sinyal mutu data", en="Thresholds of the quality signals")
    yield Product(path=path, kind="toml", media_type="application/toml", title=title)
