"""The place where checks are listed, and what a check says."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from collector.settings import CollectorSettings
from collector.storage.inspection import Inspection


class Level(StrEnum):
    """How much a finding matters; only `BAD` makes the report a failure."""

    GOOD = "ok"
    LOOK = "look"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in a sentence; what to do is in it where something is to be done."""

    level: Level
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is looked at.

    Attributes
    ----------
    now
        The system's clock, aware.
    """

    settings: CollectorSettings
    output: Path
    inspection: Inspection
    now: datetime


Check = Callable[[Patient], Iterator[Finding]]
_CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Register the decorated function; checks run in the order of module names and lines."""
    _CHECKS.append(function)
    return function


def good(words: str) -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(Level.GOOD, words)


def look(words: str) -> Finding:
    """Return a finding somebody should look at."""
    return Finding(Level.LOOK, words)


def bad(words: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding(Level.BAD, words)


def checks() -> list[Check]:
    """Return every check."""
    package = import_module("collector.health.checks")
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{name}")
    return list(_CHECKS)
