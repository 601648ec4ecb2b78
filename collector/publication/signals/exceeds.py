"""More answers than people served."""

from collector.publication.signals.batch import Batch
from collector.publication.signals.registry import Signal, signal
from collector.publication.signals.thresholds import Thresholds


@signal("exceeds")
def exceeds(batch: Batch, thresholds: Thresholds) -> Signal | None:  # noqa: ARG001 - its threshold is the visitors
    """Return the number of answers against the number of visitors; flagged are those too many.

    Both numbers are published elsewhere, so their difference is, too; no answers in particular are flagged.
    """
    if batch.visitors is None:
        return None
    n = len(batch.answers)
    return Signal(value=n, threshold=batch.visitors, flagged=max(0, n - batch.visitors))
