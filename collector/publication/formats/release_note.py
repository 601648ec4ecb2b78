"""documents/release-note.html: what is in this release and what changed since the one before.

It compares what the public log of releases holds; nothing in it can tell about fewer than K people (PUB02, PUB04).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.publication.documents import FOLDER, marked, page_path, page_text
from collector.publication.formats.registry import Stage, release_format
from collector.publication.formats.release_files import Product, Release
from collector.publication.small_cells import K
from collector.publication.tables import revision
from collector.storage.releases import ReleaseEntry
from survey_definitions.model import LANGUAGES, Text

NAME = "release-note"
_COUNTS = {
    "units": Text(id="Unit dengan angka", en="Units with numbers"),
    "periods": Text(id="Periode dengan angka", en="Periods with numbers"),
    "rows_out": Text(id="Jawaban terbit", en="Answers published"),
    "cells_hidden": Text(id="Angka yang disembunyikan", en="Numbers hidden"),
    "revisions": Text(id="Perbaikan", en="Corrections"),
}
_NO_RELEASE = Text(id="belum ada", en="none")
_NOT_COUNTED = Text(id="tidak tercatat", en="not recorded")
_FEW = Text(id=f"kurang dari {K}", en=f"fewer than {K}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A count of this release beside the same count of the one before."""

    name: Text
    now: int
    before: Text
    change: Text


@release_format(Stage.CONTENT)
def write(release: Release) -> Iterator[Product]:
    """Write the note in each language."""
    (release.folder / FOLDER).mkdir(exist_ok=True)
    title = marked(
        release.region,
        Text(
            id=f"Catatan rilis data terbuka {release.region.name.id}",
            en=f"Release note, open data of {release.region.name.en}",
        ),
    )
    for language in LANGUAGES:
        path = f"{FOLDER}/{page_path(NAME, language)}"
        text = page_text(
            "release_note.html", NAME, language, title, entry=release.entry, lines=_lines(release),
            simulated=release.region.simulated, revisions=list(release.file.rows(revision.TABLE)),
            rules_changed=release.before is not None and release.before.rules != release.entry.rules,
        )  # fmt: skip
        (release.folder / path).write_text(text, encoding="utf-8")
        yield Product(path=path, kind="html", media_type="text/html", title=title)


def _lines(release: Release) -> list[Line]:
    return [
        _line(name, getattr(release.entry, key), release.before, key)
        for key, name in _COUNTS.items()
        if getattr(release.entry, key) is not None
    ]


def _line(name: Text, now: int, before: ReleaseEntry | None, key: str) -> Line:
    if before is None:
        return Line(name=name, now=now, before=_NO_RELEASE, change=_NO_RELEASE)
    then: int | None = getattr(before, key)
    if then is None:
        return Line(name=name, now=now, before=_NOT_COUNTED, change=_NOT_COUNTED)
    return Line(name=name, now=now, before=Text(id=str(then), en=str(then)), change=_change(now - then, key))


def _change(change: int, key: str) -> Text:
    """Say a change; one of answers that is smaller than K is not said."""
    if key == "rows_out" and 0 < abs(change) < K:
        return _FEW
    text = f"{change:+d}".replace("-", "−") if change else "0"
    return Text(id=text, en=text)
