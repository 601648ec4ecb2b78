"""The same work for many things, in as many processes as there are processors, where that helps."""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Outcome = TypeVar("Outcome")

FEWEST = 200  # below, starting processes costs more than they save
WARM_UP = 24  # done before the others start, so that what these load and draw once is there for all
BATCH = 16

_work: dict[str, Any] = {}


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def do_all(
    things: Sequence[Thing], work: Callable[[Thing], Outcome], processes: int | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of `work` for each thing, in their order.

    Processes are forked, so that everything that was read is there without being copied; the outcomes come back
    through a pipe. An error in one of them is raised here.
    """
    count = processes or processors()
    if count == 1 or len(things) < FEWEST:
        yield from map(work, things)
        return
    yield from map(work, things[:WARM_UP])
    rest = things[WARM_UP:]
    batches = [rest[start : start + BATCH] for start in range(0, len(rest), BATCH)]
    _work.update(work=work, batches=batches)
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("fork")) as pool:
            for outcomes in _started(pool, len(batches)):
                yield from outcomes
    finally:
        _work.clear()


def _started(pool: ProcessPoolExecutor, batches: int) -> Iterator[list[Any]]:
    """Hand out the batches, which forks; threads of numpy may be about then, but none that holds a lock of ours."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*fork", category=DeprecationWarning)
        return pool.map(_do_batch, range(batches))


def _do_batch(number: int) -> list[Any]:
    work = _work["work"]
    return [work(thing) for thing in _work["batches"][number]]
