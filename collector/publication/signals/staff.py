"""Far more answers entered by staff than in comparable units: legitimate, and worth a question."""

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, percent, share_signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("staff")
def staff(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers from paper and imports, against a funnel around the usual share."""
    if batch.staff_peers is None:
        return None
    rule = thresholds.staff
    limit = batch.staff_peers.limit(len(batch.answers), rule.deviations, rule.margin / 100)
    return share_signal(batch.answers.by_staff, percent(limit))
