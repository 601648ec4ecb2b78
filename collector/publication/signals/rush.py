"""Answers that come in on the last days of the period: somebody fills up a target."""

import numpy as np

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds
from collector.publication.small_cells import K


@signal("rush")
def rush(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of answers received on the last days of the period; None where times are unknown."""
    day, end = batch.answers.day, batch.end.toordinal()
    if np.count_nonzero(batch.answers.timed) < K:
        return None
    return share_signal((day > end - thresholds.rush.days) & (day <= end), thresholds.rush.percent)
