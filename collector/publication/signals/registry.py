"""The place where signals are listed: one new file is one new signal."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from collector.publication.signals.batch import Batch
from collector.publication.signals.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What is released of one signal: its value, the threshold, and how many answers are flagged."""

    value: float
    threshold: float
    flagged: int

    @property
    def raised(self) -> bool:
        """Whether the unit is asked about it."""
        return self.value > self.threshold


Compute = Callable[[Batch, Thresholds], Signal | None]
"""A signal: None where it can't be told (no times, no visitors)."""

_SIGNALS: dict[str, Compute] = {}


def signal(name: str) -> Callable[[Compute], Compute]:
    """Register the decorated function as what computes the signal called `name`."""

    def register(compute: Compute) -> Compute:
        if name in _SIGNALS:
            raise ValueError(f"the signal {name!r} is registered twice")
        _SIGNALS[name] = compute
        return compute

    return register


def signals() -> dict[str, Compute]:
    """Return every signal by name, having imported every module of the package."""
    package = import_module(__package__ or "collector.publication.signals")
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{module}")
    return dict(sorted(_SIGNALS.items()))


def share_signal(flagged: int, n: int, threshold: float) -> Signal | None:
    """Return the signal whose value is the share of flagged answers; None without answers."""
    return Signal(value=flagged / n, threshold=threshold, flagged=flagged) if n else None
