"""Answers given faster than a third of the usual time: nobody reads nine questions that fast."""

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("speed")
def speed(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of fast answers among those whose time is known."""
    if batch.usual_seconds is None:
        return None
    known = [answer.seconds for answer in batch.answers if answer.seconds is not None]
    limit = batch.usual_seconds / thresholds.speed.divisor
    return share_signal(sum(one < limit for one in known), len(known), thresholds.speed.share)
