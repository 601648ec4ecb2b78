"""Too many answers within half an hour, against the hours in which other units get theirs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from collector.publication.signals.batch import HOURS, Batch
from collector.publication.signals.registry import Signal, signal
from collector.publication.signals.thresholds import Thresholds

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

HOUR = 60.0
DAY = HOURS * HOUR
MOST_NUMBERS = 1_000_000  # simulated at once: 8 MB
SEED = 9  # fixed: the same answers give the same release (PUB07)


@signal("burst")
def burst(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the most answers in any 30 minutes of a day, and what chance alone seldom exceeds.

    Chance keeps how many answers each day had (market days and outreach are no burst) and draws their times anew
    from the others' hours, each hour counting one answer more than it had, so that none is impossible. The
    threshold is the number that at most one such month in a thousand exceeds; flagged are the answers of all
    windows that hold more.

    References
    ----------
    Naus, J. I. (1965). The distribution of the size of the maximum cluster of points on a line. J. Am. Stat.
    Assoc. 60, 532–538; Monte Carlo rank test after Barnard (1963).
    """
    if not batch.answers:
        return None
    rule = thresholds.burst
    times = _minutes(batch, rule.window_minutes)
    found = int(largest_clusters(times[None, :], rule.window_minutes)[0])
    chance = simulated_clusters(
        _by_day(batch), batch.others_by_hour, rule.window_minutes, simulations=rule.simulations
    )
    threshold = np.sort(chance)[::-1][int(rule.chance * (rule.simulations + 1)) - 1]
    return Signal(
        value=found, threshold=float(threshold), flagged=_clustered(times, rule.window_minutes, int(threshold))
    )


def simulated_clusters(
    by_day: Sequence[int], others_by_hour: Sequence[int], window: float, *, simulations: int
) -> Counts:
    """Return the largest cluster of each simulated month.

    Parameters
    ----------
    by_day
        How many answers each day has; kept.
    others_by_hour
        24 numbers, by which the hours are drawn; minutes are uniform within the hour.
    window
        Minutes.

    Returns
    -------
    ndarray of int, shape (simulations,)
    """
    chance = np.random.default_rng(SEED)
    profile = np.array(others_by_hour, dtype=float) + 1
    steps = np.concatenate([[0.0], np.cumsum(profile / profile.sum())])
    begins = np.repeat(np.arange(len(by_day)) * (DAY + window + 1), by_day)  # no window reaches into the next day
    at_once = max(1, MOST_NUMBERS // max(1, len(begins)))
    found = []
    for done in range(0, simulations, at_once):
        drawn = chance.random((min(at_once, simulations - done), len(begins)))
        minutes = np.interp(drawn, steps, np.arange(HOURS + 1) * HOUR)
        found.append(largest_clusters(np.sort(begins + minutes, axis=1), window))
    return np.concatenate(found)


def largest_clusters(times: Floats, window: float) -> Counts:
    """Return for each row of sorted times the most of them within `window`, both ends included."""
    largest = np.minimum(np.ones(len(times), dtype=np.int64), times.shape[1])
    rows = np.arange(len(times))
    for size in range(2, times.shape[1] + 1):
        left = times[rows]
        rows = rows[(left[:, size - 1 :] - left[:, : times.shape[1] - size + 1] <= window).any(axis=1)]
        if not len(rows):
            break
        largest[rows] = size
    return largest


def _minutes(batch: Batch, window: float) -> Floats:
    """Return when each answer came in, in minutes, sorted, with days too far apart for one window."""
    return np.sort(
        [
            (moment.date() - batch.start).days * (DAY + window + 1)
            + moment.hour * HOUR
            + moment.minute
            + moment.second / HOUR
            for moment in (answer.received for answer in batch.answers)
        ]
    )


def _by_day(batch: Batch) -> list[int]:
    _, counts = np.unique([answer.received.date() for answer in batch.answers], return_counts=True)
    return [int(count) for count in counts]


def _clustered(times: Floats, window: float, threshold: int) -> int:
    """Count the answers that lie in a window with more than `threshold` of them."""
    flagged = np.zeros(len(times), dtype=bool)
    for first, start in enumerate(times):
        last = int(np.searchsorted(times, start + window, side="right"))
        if last - first > threshold:
            flagged[first:last] = True
    return int(flagged.sum())
