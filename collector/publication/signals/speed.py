"""Answers given faster than a third of the usual time: nobody reads nine questions that fast."""

import numpy as np

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, share_signal, signal
from collector.publication.signals.thresholds import Thresholds
from collector.publication.small_cells import K


@signal("speed")
def speed(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the share of fast answers; None where the time of fewer than ten is known.

    It is a share of all answers: one of those whose time is known would tell how many those are.
    """
    pace = batch.answers.pace
    if np.count_nonzero(~np.isnan(pace)) < K:
        return None
    return share_signal(pace < 1 / thresholds.speed.divisor, thresholds.speed.percent)
