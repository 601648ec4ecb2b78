"""The place where signals are listed: one new file is one new signal."""

import math
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np

from collector.publication.signals.batch import Batch, Flags
from collector.publication.signals.thresholds import Thresholds
from collector.publication.small_cells import K


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signal:
    """What is released of one signal, in whole numbers, and which answers it is about.

    Attributes
    ----------
    value
        What was found, or a number it is no smaller than; None where it would tell of 1 to 9 answers (PUB02).
    threshold
        What the value must exceed for the unit to be asked about it.
    flagged
        How many answers are flagged: 0, or tens (rounded down, so that it moves by ten or not at all, PUB04);
        None for 1 to 9 of them.
    answers
        Which answers are flagged, not for publication; None where it is about none in particular.
    """

    value: int | None
    threshold: int
    flagged: int | None
    answers: Flags | None = None

    @property
    def is_raised(self) -> bool:
        """Whether the unit is asked about it."""
        return self.value is not None and self.value > self.threshold


Compute = Callable[[Batch, Thresholds], Signal | None]
"""A signal: None where it can't be told (no times, no visitors, no peers)."""

_SIGNALS: dict[str, Compute] = {}


def signal(name: str) -> Callable[[Compute], Compute]:
    """Register the decorated function as what computes the signal called `name`."""

    def register(compute: Compute) -> Compute:
        if name in _SIGNALS:
            raise ValueError(f"the signal {name!r} is registered twice")
        _SIGNALS[name] = compute
        return compute

    return register


@cache
def signals() -> dict[str, Compute]:
    """Return every signal by name, having imported every module of the package."""
    package = import_module(__package__ or "collector.publication.signals")
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{module}")
    return dict(sorted(_SIGNALS.items()))


def told(count: int) -> int | None:
    """Return what may be said of a number of answers: 0, or tens; None for 1 to 9."""
    return None if 0 < count < K else count // K * K


def share_signal(flags: Flags, threshold: int) -> Signal | None:
    """Return the signal whose value is the share of flagged answers in percent; None without answers."""
    if not len(flags):
        return None
    flagged = told(int(np.count_nonzero(flags)))
    value = None if flagged is None else 100 * flagged // len(flags)
    return Signal(value=value, threshold=threshold, flagged=flagged, answers=flags)


def percent(share: float) -> int:
    """Return a threshold in whole percent, rounded up."""
    return math.ceil(100 * share - 1e-9)
