"""What every indicator returns: a number that carries its doubt, its n, its method and its words."""

from dataclasses import dataclass

from survey_definitions.model import Text

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where the true value lies with the confidence `level`, in the unit of the estimate."""

    low: float
    high: float
    level: float = CONFIDENCE

    def __contains__(self, value: float) -> bool:
        """Whether `value` lies in the interval, its ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of an indicator; one that has more to tell extends this record.

    Attributes
    ----------
    estimate
        The number, or None where there is none to show.
    interval
        Its interval, or None where none can be given.
    n
        How many people, units or months it rests on (`method` says which); None where even n is hidden (PUB02).
    method
        What was done, in a few words.
    sentence
        What it means, one or more whole sentences; empty where there is nothing to say.
    """

    estimate: float | None
    interval: Interval | None
    n: int | None
    method: Text
    sentence: Text
