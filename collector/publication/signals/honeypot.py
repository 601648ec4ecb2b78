"""Slips that were never handed out, and were used all the same."""

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, signal, told
from collector.publication.signals.thresholds import Thresholds


@signal("honeypot")
def honeypot(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return how often such slips were used; of 1 to 9 uses only that there was one.

    Which answers they were sent with is not stored, so none in particular is flagged.
    """
    if batch.honeypots is None:
        return None
    flagged = told(batch.honeypots)
    value = flagged if flagged is not None else 1
    return Signal(value=value, threshold=thresholds.honeypot.uses, flagged=flagged)
