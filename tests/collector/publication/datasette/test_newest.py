"""Which release is served."""

from pathlib import Path

import pytest
from factories import SECRET, new_store

from collector.errors import CollectorRefusedError
from collector.publication.datasette.newest import newest_release
from collector.publication.release import publish
from survey_definitions.loader import load_surveys


def test_newest_release_needs_one(tmp_path: Path) -> None:
    """Before the first publish there is nothing to serve."""
    with pytest.raises(CollectorRefusedError, match="no release yet"):
        newest_release(tmp_path)


@pytest.mark.parametrize("data", [b"", b"junk", b"SQLite format 3\x00" + bytes(4080)])
def test_newest_release_refuses_another_file(tmp_path: Path, data: bytes) -> None:
    """A damaged or foreign file is one sentence before any server starts."""
    (tmp_path / "open.db").write_bytes(data)
    with pytest.raises(CollectorRefusedError, match="not a readable open database"):
        newest_release(tmp_path)


def test_newest_release_follows_the_links(tmp_path: Path) -> None:
    """The server gets the release's own folder, so a later publish changes nothing under it (PUB07)."""
    summary = publish(new_store(tmp_path), load_surveys(), tmp_path / "out", secret=SECRET)
    assert tmp_path / "out" / "releases" / summary.id == newest_release(tmp_path / "out")
