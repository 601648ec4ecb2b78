"""Plates of earlier builds, kept in a folder by what is on them and by the code that drew them.

Loading matplotlib and drawing a few plates takes longer than all the rest of a build in which little has changed.
Whatever is wrong with the folder, the plate is drawn anew.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from site_builder.manifest import code_digest, digest_of

_END = "<!-- whole -->"
_folder: list[Path] = []


def keep_plates(folder: Path | None) -> None:
    """Keep plates in `folder` from now on, or nowhere."""
    _folder[:] = [] if folder is None else [folder]


def kept_plate(marks: str, draw: Callable[[], str]) -> str:
    """Return the plate with these marks, drawn at most once for one version of the code."""
    if not _folder:
        return draw()
    place = _folder[0] / f"{digest_of((code_digest(), marks))}.svg"
    with suppress(OSError, UnicodeDecodeError):
        text, end, _ = place.read_text(encoding="utf-8").rpartition(_END)
        if end:
            return text
    drawn = draw()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_suffix(f".{os.getpid()}")
        half.write_text(drawn + _END, encoding="utf-8")
        half.replace(place)
    return drawn
