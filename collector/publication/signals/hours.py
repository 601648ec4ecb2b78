"""Answers that come in while the unit is closed."""

from datetime import time

import numpy as np

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds
from collector.publication.small_cells import K

WEEK = 7


@signal("hours")
def hours(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers received outside opening hours; None where hours or times are unknown."""
    answers = batch.answers
    if batch.opening is None or np.count_nonzero(answers.timed) < K:
        return None
    weekday = (answers.day - 1) % WEEK  # the first day of the calendar was a Monday
    closed = answers.timed.copy()
    for day, spans in batch.opening.items():
        for opens, closes in spans:
            inside = (answers.minute >= _minutes(opens)) & (answers.minute < _minutes(closes))
            closed &= ~((weekday == day) & inside)
    return share_signal(closed, thresholds.hours.percent)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
