"""The public thresholds, read from thresholds.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """The window looked through, the chance of a false alarm, and how many months are simulated."""

    window_minutes: int
    chance: float
    simulations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """An answer is fast below usual time ÷ divisor; the share of fast ones that is too much."""

    divisor: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The share outside opening hours that is too much."""

    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush:
    """How many last days, and the share in them that is too much."""

    days: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Those of every signal that has any."""

    burst: Burst
    speed: Speed
    hours: Hours
    rush: Rush


@cache
def load_thresholds() -> Thresholds:
    """Read the thresholds; a missing or unknown one is an error of ours."""
    found = tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text(encoding="utf-8"))
    return Thresholds(
        burst=Burst(**found.pop("burst")),
        speed=Speed(**found.pop("speed")),
        hours=Hours(**found.pop("hours")),
        rush=Rush(**found.pop("rush")),
        **found,
    )
