"""The files of posters: a folder for each unit, three files for each counter, one with all of a unit."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from collector.printing.posters import PrintedCounter, poster_svg, posters_pdf

ALL = "all-a4.pdf"


def write_posters(
    counters: Sequence[PrintedCounter], folder: Path, *, together: bool, progress: Callable[[int, int], None]
) -> int:
    """Write the posters of `counters`, which come unit by unit, below `folder`; return how many files there are.

    Parameters
    ----------
    together
        Whether a file with all posters of a unit is written too, where it has more than one.
    progress
        Called with how many counters are done, and of how many.
    """
    files = done = 0
    for unit, group in groupby(counters, key=lambda counter: counter.entry.agency):
        place = folder / unit
        place.mkdir(parents=True, exist_ok=True)
        members = list(group)
        for counter in members:
            for name, content in _files(counter).items():
                (place / name).write_bytes(content)
                files += 1
            done += 1
            progress(done, len(counters))
        if together and len(members) > 1:
            (place / ALL).write_bytes(posters_pdf(members))
            files += 1
    return files


def _files(counter: PrintedCounter) -> dict[str, bytes]:
    code = counter.entry.code
    return {
        f"{code}-a4.pdf": posters_pdf([counter]),
        f"{code}-a5.pdf": posters_pdf([counter], "a5"),
        f"{code}.svg": poster_svg(counter),
    }
