"""QR codes as drawings: runs of dark modules, for the templates to fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import segno

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks
LEVEL = "q"  # a quarter of the code may be dirty, torn or glaring


@dataclass(frozen=True, slots=True, kw_only=True)
class QrDrawing:
    """A QR code.

    Attributes
    ----------
    size
        Width in modules, quiet zone included.
    runs
        Dark modules as (x, y, length) of horizontal runs.
    mask
        Which of the eight mask patterns it has.
    """

    size: int
    runs: tuple[tuple[int, int, int], ...]
    mask: int


@lru_cache(maxsize=256)  # a poster comes in several sizes
def qr_drawing(text: str, mask: int | None = None) -> QrDrawing:
    """Return the code of `text`; with `mask` None the pattern that reads best is searched for (10 ms)."""
    code = segno.make_qr(text, error=LEVEL, mask=mask)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET_ZONE)]
    runs = tuple(run for y, row in enumerate(rows) for run in _runs(row, y))
    return QrDrawing(size=len(rows), runs=runs, mask=code.mask)


def _runs(row: list[bool], y: int) -> Iterator[tuple[int, int, int]]:
    edges = [x for x, (before, after) in enumerate(pairwise((False, *row, False))) if before != after]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield start, y, end - start
