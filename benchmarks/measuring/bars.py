"""Bars: what is measured stands beside its floor of the same run, and a missed bar is an exit status."""

import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one script, printed as they are measured."""

    missed: list[str] = field(default_factory=list)

    def at_most(self, name: str, found: float, bar: float, unit: str = "", note: str = "") -> None:
        """Say whether `found` is at most `bar`."""
        self._say(name, found, bar, "≤", unit, note, is_met=found <= bar)

    def at_least(self, name: str, found: float, bar: float, unit: str = "", note: str = "") -> None:
        """Say whether `found` is at least `bar`."""
        self._say(name, found, bar, "≥", unit, note, is_met=found >= bar)

    def finish(self) -> NoReturn:
        """End the script; its exit status tells whether a bar was missed."""
        sys.exit(1 if self.missed else 0)

    def _say(self, name: str, found: float, bar: float, sign: str, unit: str, note: str, *, is_met: bool) -> None:
        verdict = "met" if is_met else "NOT MET"
        print(
            f"{name}: {found:,.4g}{unit} (bar {sign} {bar:,.4g}{unit}): {verdict}{note and f'; {note}'}", flush=True
        )
        if not is_met:
            self.missed.append(name)


def in_turn(rounds: int, *measure: Callable[[], float]) -> list[list[float]]:
    """Take turns, so that a machine whose speed drifts is as kind to one as to the other; first round uncounted."""
    found: list[list[float]] = [[] for _ in measure]
    for number in range(rounds + 1):
        for values, one in zip(found, measure, strict=True):
            value = one()
            if number:
                values.append(value)
    return found


def ratio(subject: Iterable[float], floor: Iterable[float]) -> float:
    """Return the median of the ratios of turns that stood side by side."""
    return statistics.median(one / other for one, other in zip(subject, floor, strict=True))


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that at least `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
