"""Too many answers within half an hour, against the hours in which other units get theirs."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from collector.publication.signals.batch import HOURS, Batch, Counts, Flags, Floats
from collector.publication.signals.registry import Signal, signal, told
from collector.publication.signals.thresholds import Burst, Thresholds
from collector.publication.small_cells import K

HOUR = 60.0
DAY = HOURS * HOUR
STEP = 5.0  # minutes; the profile is looked at in steps of this size
MOST_NUMBERS = 1_000_000  # simulated at once: 8 MB
SEED = 9


@signal("burst")
def burst(batch: Batch, thresholds: Thresholds) -> Signal | None:
    """Return the most answers in any 30 minutes of a day, and what chance alone seldom exceeds.

    Chance keeps how many answers each day had (market days and outreach are no burst) and draws their times anew
    from the others' hours, each hour counting one answer more than it had, so that none is impossible. The
    threshold is a number that at most one such period in a thousand exceeds: Boole's inequality gives one at once,
    and a period that lies exactly at it is simulated, since the true one may be a little lower. It is never below
    nine: a burst has at least ten answers (PUB02). Flagged are the answers of all windows that hold more.

    References
    ----------
    Naus, J. I. (1965). The distribution of the size of the maximum cluster of points on a line. J. Am. Stat.
    Assoc. 60, 532–538; Monte Carlo rank test after Barnard (1963).
    """
    rule, answers = thresholds.burst, batch.answers
    timed = answers.timed
    if np.count_nonzero(timed) < K or sum(batch.others_by_hour) < rule.others:
        return None
    day = answers.day[timed] - batch.start.toordinal()
    times = day * (DAY + rule.window_minutes + 1) + answers.minute[timed]  # no window reaches into the next day
    order = np.argsort(times, kind="stable")
    sizes = cluster_sizes(times[order], rule.window_minutes)
    found = int(sizes.max())
    threshold = _threshold(found, np.unique(day, return_counts=True)[1].tolist(), batch.others_by_hour, rule)
    flags = np.zeros(len(answers), dtype=bool)
    flags[np.flatnonzero(timed)[order[_covered(sizes, threshold)]]] = True
    return _released(found, threshold, flags)


def cluster_sizes(times: Floats, window: float) -> Counts:
    """Return for each of the sorted times how many there are from it on within `window`, both ends included."""
    return np.searchsorted(times, times + window, side="right") - np.arange(len(times))


def bounded_threshold(by_day: Sequence[int], others_by_hour: Sequence[int], rule: Burst) -> int:
    """Return a number of answers that the largest cluster of a period exceeds with at most the chance of `rule`.

    P(largest > T) ≤ Σ over answers P(at least T others within the window that begins with it).
    """
    expected = np.zeros(max(by_day) + 1)
    for n, days in zip(*np.unique(by_day, return_counts=True), strict=True):
        tail = _expected_clusters(int(n), tuple(others_by_hour), rule.window_minutes)
        expected[: len(tail)] += days * tail
    return int(np.argmax(expected <= rule.chance))


def simulated_clusters(
    by_day: Sequence[int], others_by_hour: Sequence[int], window: float, *, simulations: int
) -> Counts:
    """Return the largest cluster of each simulated period; its chance is drawn from the numbers given (PUB07).

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
    chance = np.random.default_rng([SEED, *by_day, *others_by_hour])
    begins = np.repeat(np.arange(len(by_day)) * (DAY + window + 1), by_day)
    steps = np.concatenate([[0.0], np.cumsum(_profile(others_by_hour))])
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


def _threshold(found: int, by_day: list[int], others_by_hour: tuple[int, ...], rule: Burst) -> int:
    bound = max(bounded_threshold(by_day, others_by_hour, rule), K - 1)
    if found != bound or sum(by_day) * rule.simulations > MOST_NUMBERS:
        return bound
    chance = simulated_clusters(by_day, others_by_hour, rule.window_minutes, simulations=rule.simulations)
    return max(int(np.sort(chance)[::-1][int(rule.chance * (rule.simulations + 1)) - 1]), K - 1)


def _released(found: int, threshold: int, flags: Flags) -> Signal:
    """Tell the largest cluster in tens, and that it exceeds the threshold where it does; hidden below ten."""
    value = told(found)
    if value and found > threshold:
        value = max(value, threshold + 1)
    return Signal(value=value, threshold=threshold, flagged=told(int(np.count_nonzero(flags))), answers=flags)


def _covered(sizes: Counts, threshold: int) -> Flags:
    """Return which of the sorted times lie in a window that holds more than `threshold`."""
    starts = np.flatnonzero(sizes > threshold)
    edges = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.add.at(edges, starts, 1)
    np.add.at(edges, starts + sizes[starts], -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def _profile(others_by_hour: Sequence[int]) -> Floats:
    profile: Floats = np.array(others_by_hour, dtype=float) + 1
    return profile / float(profile.sum())


@lru_cache(maxsize=4096)
def _expected_clusters(n: int, others_by_hour: tuple[int, ...], window: float) -> Floats:
    """Return how many of the n answers of a day are expected to have at least 0, 1, … n others within `window`."""
    starts, steps = np.arange(0, DAY, STEP), np.concatenate([[0.0], np.cumsum(_profile(others_by_hour))])

    def until(minute: Floats) -> Floats:
        return np.asarray(np.interp(minute, np.arange(HOURS + 1) * HOUR, steps))

    inside = np.maximum(
        until(starts + window) - until(starts), until(starts + STEP + window) - until(starts + STEP)
    )
    weight = until(starts + STEP) - until(starts)
    shares, same = np.unique(np.minimum(inside, 1 - 1e-12), return_inverse=True)
    others = np.arange(n)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, max(n, 2))))])
    ways = factorials[n - 1] - factorials[others] - factorials[n - 1 - others]
    chances = np.exp(
        ways[:, None] + others[:, None] * np.log(shares) + (n - 1 - others)[:, None] * np.log1p(-shares)
    )
    at_least = np.cumsum(chances[::-1], axis=0)[::-1]
    expected = n * at_least @ np.bincount(same, weights=weight, minlength=len(shares))
    return np.concatenate([expected, [0.0]])
