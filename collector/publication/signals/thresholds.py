"""The public thresholds, read from thresholds.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "thresholds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The fewest answers of a unit and period of which signals are told."""

    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """The window looked through, the chance of a false alarm, how many periods are simulated, and what they need.

    `others` is how many answers of other units it takes to know which hours are usual.
    """

    window_minutes: int
    chance: float
    simulations: int
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """An answer is fast below usual time ÷ divisor; the share of fast ones that is too much."""

    divisor: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The share outside opening hours that is too much."""

    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush:
    """How many last days, and the share in them that is too much."""

    days: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstPeers:
    """A share is too much so many deviations, and at least `margin` points, above the usual one of enough units."""

    units: int
    deviations: float
    margin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Honeypot:
    """How many uses of slips that were never handed out are not too many."""

    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Those of every signal that has any."""

    told: Told
    burst: Burst
    speed: Speed
    hours: Hours
    rush: Rush
    straight: AgainstPeers
    staff: AgainstPeers
    honeypot: Honeypot


def thresholds_source() -> bytes:
    """Return the file as it is published with each release."""
    return files(__package__).joinpath(FILE).read_bytes()


@cache
def load_thresholds() -> Thresholds:
    """Read the thresholds; a missing or unknown one is an error of ours."""
    found = tomllib.loads(thresholds_source().decode("utf-8"))
    return Thresholds(
        told=Told(**found.pop("told")),
        burst=Burst(**found.pop("burst")),
        speed=Speed(**found.pop("speed")),
        hours=Hours(**found.pop("hours")),
        rush=Rush(**found.pop("rush")),
        straight=AgainstPeers(**found.pop("straight")),
        staff=AgainstPeers(**found.pop("staff")),
        honeypot=Honeypot(**found.pop("honeypot")),
        **found,
    )
