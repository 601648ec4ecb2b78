"""Far more straight lines than in comparable units: content people do answer alike, so never held against 0."""

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, percent, share_signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("straight")
def straight(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers with one score for every question, against a funnel around the usual share."""
    if batch.straight_peers is None:
        return None
    rule = thresholds.straight
    limit = batch.straight_peers.limit(len(batch.answers), rule.deviations, rule.margin / 100)
    return share_signal(batch.answers.straight, percent(limit))
