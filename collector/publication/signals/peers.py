"""Comparable units: the share that is usual among them, and by how much they differ beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

NORMAL = 1.4826  # median absolute deviation × this is the standard deviation, where values are normal


class Share(NamedTuple):
    """How many of `n` answers of one unit have a mark."""

    marked: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The usual share of comparable units, and the standard deviation between them."""

    usual: float
    between: float

    def limit(self, n: int, deviations: float, margin: float) -> float:
        """Return the share beyond which `n` answers are too many: a funnel, at least `margin` above the usual."""
        spread = sqrt(self.between**2 + _chance(self.usual, n))
        return self.usual + max(deviations * spread, margin)


def peers_of(shares: Sequence[Share], fewest: int) -> Peers | None:
    """Return the peers of one period; None where fewer than `fewest` units can be compared.

    Medians, so that a few extraordinary units do not hide each other: the usual share is the median, and the
    spread the median distance from it less what chance explains.
    """
    if len(shares) < fewest:
        return None
    found = np.array([share.marked / share.n for share in shares])
    usual = float(np.median(found))
    spread = NORMAL * float(np.median(np.abs(found - usual)))
    by_chance = float(np.median([_chance(usual, share.n) for share in shares]))
    return Peers(usual=usual, between=sqrt(max(0.0, spread**2 - by_chance)))


def _chance(share: float, n: int) -> float:
    return share * (1 - share) / n
