"""What a signal looks at: the answers one unit got in one period, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

import numpy as np
from numpy.typing import NDArray

from collector.publication.signals.peers import Peers

HOURS = 24
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Answers column by column, all of the same length.

    Attributes
    ----------
    day
        Local day on which each came in, as `date.toordinal` counts; 0 where unknown (paper, import, offline).
    minute
        Minutes since midnight of that day; 0 where unknown.
    pace
        Seconds taken ÷ the usual seconds of the same questionnaire; NaN where unknown.
    straight
        Whether every question got the same answer.
    by_staff
        Whether staff typed it in.
    """

    day: Counts
    minute: Floats
    pace: Floats
    straight: Flags
    by_staff: Flags

    def __len__(self) -> int:
        return len(self.day)

    @property
    def timed(self) -> Flags:
        """Which of them have a known time."""
        return self.day > 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """The answers of one unit and period, and what they are held against.

    Attributes
    ----------
    start, end
        First and last day of the period.
    opening
        Spans of opening hours by day of the week (0 is Monday); days not named are closed. None if unknown.
    visitors
        People served, as published; None if unknown.
    others_by_hour
        How many answers the other units got in each hour of the day, 24 numbers.
    straight_peers, staff_peers
        The same share in comparable units; None where there are too few of them.
    honeypots
        How often a slip was used that had never been handed out; None if there were no such slips.
    """

    start: date
    end: date
    answers: Answers
    opening: Mapping[int, tuple[tuple[time, time], ...]] | None = None
    visitors: int | None = None
    others_by_hour: tuple[int, ...] = (0,) * HOURS
    straight_peers: Peers | None = None
    staff_peers: Peers | None = None
    honeypots: int | None = None
