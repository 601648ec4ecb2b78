"""The four rules of the NHS by which a point of a control chart is out of the ordinary."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

RUN = 7
CLOSE_WINDOW = 3
CLOSE_NEEDED = 2


class Rule(StrEnum):
    """Why a point is out of the ordinary."""

    OUTSIDE = "outside"
    ONE_SIDE = "one_side"
    TREND = "trend"
    CLOSE = "close"


def sign(value: float) -> int:
    """Return 1, 0 or −1."""
    return int(value > 0) - int(value < 0)


def seven_one_side(sides: Sequence[int]) -> list[int]:
    """Tell for each point whether it ends seven or more in a row on one side of the centre.

    Parameters
    ----------
    sides
        1 above the centre, −1 below, 0 on it; oldest first.

    Returns
    -------
    list of int
        The side (1 or −1) where the rule holds, else 0; as long as `sides`.
    """
    return [_run(sides[max(0, end - RUN) : end], RUN) for end in range(1, len(sides) + 1)]


def seven_trend(values: Sequence[float]) -> list[int]:
    """Tell for each point whether it ends seven points that each rise (1) or each fall (−1); equal ones do not."""
    steps = [sign(later - earlier) for earlier, later in pairwise(values)]
    return [0, *(_run(steps[max(0, end - RUN + 1) : end], RUN - 1) for end in range(1, len(steps) + 1))][
        : len(values)
    ]


def two_of_three(distances: Sequence[float]) -> list[int]:
    """Tell for each point whether it is the second of three in a row to lie beyond 2 σ, all three on one side.

    Parameters
    ----------
    distances
        Signed distance from the centre in σ, oldest first.
    """
    found = []
    for end in range(1, len(distances) + 1):
        last = distances[max(0, end - CLOSE_WINDOW) : end]
        side = _run([sign(one) for one in last], CLOSE_WINDOW)
        far = [abs(one) > 2 for one in last]  # noqa: PLR2004 - the rule's two σ
        found.append(side if far[-1] and sum(far) >= CLOSE_NEEDED else 0)
    return found


def outside(distances: Sequence[float]) -> list[int]:
    """Tell for each point whether it lies beyond 3 σ, above (1) or below (−1)."""
    return [sign(one) if abs(one) > 3 else 0 for one in distances]  # noqa: PLR2004 - the rule's three σ


def _run(signs: Sequence[int], length: int) -> int:
    """Return the sign that all of `length` points share, or 0."""
    return signs[0] if len(signs) == length and len(set(signs)) == 1 else 0
