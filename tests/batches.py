"""Builds what quality signals look at, answer by answer."""

from collections.abc import Iterable
from datetime import date, datetime
from math import nan
from typing import Any, NamedTuple

import numpy as np

from collector.publication.signals.batch import Answers, Batch


class Given(NamedTuple):
    """One answer: when it came in (None where unknown), how fast, and how."""

    received: datetime | None = None
    pace: float = nan
    straight: bool = False
    by_staff: bool = False


def answers(given: Iterable[Given]) -> Answers:
    """Return answers column by column."""
    rows = list(given)
    times = [row.received for row in rows]
    return Answers(
        day=np.array([one.toordinal() if one else 0 for one in times], dtype=np.int64),
        minute=np.array([one.hour * 60 + one.minute + one.second / 60 if one else 0 for one in times], dtype=float),
        pace=np.array([row.pace for row in rows], dtype=float),
        straight=np.array([row.straight for row in rows], dtype=bool),
        by_staff=np.array([row.by_staff for row in rows], dtype=bool),
    )


def batch(given: Iterable[Given], **more: Any) -> Batch:
    """Return a batch of June 2026 unless `more` says otherwise."""
    period = {"start": date(2026, 6, 1), "end": date(2026, 6, 30)}
    return Batch(**{**period, "answers": answers(given), **more})
