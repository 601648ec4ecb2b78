"""Answers that come in while the unit is closed."""

from datetime import datetime

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("hours")
def hours(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers received outside opening hours; None where those are unknown."""
    if batch.opening is None:
        return None
    closed = sum(not _open(batch, answer.received) for answer in batch.answers)
    return share_signal(closed, len(batch.answers), thresholds.hours.share)


def _open(batch: Batch, moment: datetime) -> bool:
    opening = (batch.opening or {}).get(moment.weekday())
    return opening is not None and opening[0] <= moment.time() < opening[1]
