"""Answers that come in on the last days of the period: somebody fills up a target."""

from datetime import timedelta

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("rush")
def rush(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers received on the last days of the period."""
    first = batch.end - timedelta(days=thresholds.rush.days - 1)
    late = sum(first <= answer.received.date() <= batch.end for answer in batch.answers)
    return share_signal(late, len(batch.answers), thresholds.rush.share)
