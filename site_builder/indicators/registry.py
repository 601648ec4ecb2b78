"""What an indicator declares about itself, and where indicators are kept: one new file is one new indicator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ParamSpec, TypeVar

from site_builder.indicators.finding import Finding
from site_builder.registry import Registry
from survey_definitions.model import Text

AUTHOR = "Kotak Saran"

P = ParamSpec("P")
F = TypeVar("F", bound=Finding)


class Direction(StrEnum):
    """Which way is better for those who use the service."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator as the method page lists it.

    Attributes
    ----------
    why
        Why it matters, in words for a reader who is no statistician.
    reference
        Where the method is from: rule, paper or book.
    reviewed_on
        When somebody last compared code, words and reference.
    compute
        The function that makes its finding.
    """

    id: str
    name: Text
    why: Text
    direction: Direction
    reference: str
    reviewed_on: date
    compute: Callable[..., Finding]
    author: str = AUTHOR


_INDICATORS: Registry[Indicator] = Registry("site_builder.indicators")


def indicator(
    indicator_id: str,
    *,
    name: Text,
    why: Text,
    direction: Direction,
    reference: str,
    reviewed_on: date,
) -> Callable[[Callable[P, F]], Callable[P, F]]:
    """Register the decorated function as what computes an indicator; the function itself stays as it is."""

    def keep(compute: Callable[P, F]) -> Callable[P, F]:
        _INDICATORS.register(indicator_id)(
            Indicator(
                id=indicator_id,
                name=name,
                why=why,
                direction=direction,
                reference=reference,
                reviewed_on=reviewed_on,
                compute=compute,
            )
        )
        return compute

    return keep


def indicators() -> tuple[Indicator, ...]:
    """Return every indicator, sorted by id."""
    return tuple(found for _, found in _INDICATORS)
