"""Weights of a designed sample brought to known totals, such as visitors by service: post-strata and raking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from site_builder.indicators.design import Codes, Design, Numbers

ROUNDS = 200
CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Margin:
    """A classification of the rows, and how many people each of its classes has in the population."""

    classes: NDArray[np.generic]
    totals: Mapping[str, float]


def calibrated(design: Design, margins: Sequence[Margin]) -> Design:
    """Return the design with weights that give the totals of every margin; its errors are those of the residuals.

    Parameters
    ----------
    design
        The sample as it was drawn.
    margins
        One is post-stratification, several are raking.

    Raises
    ------
    ValueError
        If the classes of rows and totals differ, or the totals contradict each other.

    References
    ----------
    Deville, Särndal & Sautory (1993), Generalized raking procedures in survey sampling, JASA 88.
    """
    known = [_codes(margin) for margin in margins]
    weights = design.weights
    for _ in range(ROUNDS):
        missing = 0.0
        for classes, totals in known:
            factors = totals / np.bincount(classes, weights=weights)
            missing = max(missing, float(np.abs(factors - 1).max()))
            weights = weights * factors[classes]
        if missing < CLOSE_ENOUGH:
            return replace(design, weights=weights, margins=tuple(classes for classes, _ in known))
    raise ValueError("the totals of the margins contradict each other, so no weights give all of them")


def _codes(margin: Margin) -> tuple[Codes, Numbers]:
    """Return the class of each row as a number, and the totals in the order of these numbers."""
    names, classes = np.unique(margin.classes, return_inverse=True)
    if {str(name) for name in names} != set(margin.totals):
        raise ValueError("a margin needs the total of each class that answered, and of no other")
    return classes.reshape(-1).astype(np.int64), np.array([margin.totals[str(name)] for name in names])
