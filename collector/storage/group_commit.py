"""Group commit: many requests wait for one write together, so that a durable answer costs a fraction of a sync.

One thread writes. Whatever queued up while it waited for the disk goes into the next transaction; a batch the store
refuses is tried again alone, so that it fails nobody else. The queue is bounded: when the disk can't keep up, a
request is told so at once instead of waiting for ever.
"""

import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from collector.errors import StorageUnavailableError
from collector.storage.entries import Entry
from collector.storage.records import (
    NOTHING_OPENED,
    CounterEntry,
    NewResponse,
    Opened,
    Outcomes,
    Receipt,
    RegionEntry,
    ResponseStore,
    Withdrawal,
)
from collector.storage.trainees import TraineeStore

MOST_WAITING = 1_000
MOST_IN_A_GROUP = 200
FLUSH_SECONDS = 3600
ERASE_AGAIN_SECONDS = 15
Result = Outcomes | Exception


class _Waiting:
    """A batch on its way and who is told what came of it."""

    __slots__ = ("entries", "tell")

    def __init__(self, batch: Sequence[NewResponse], tell: Callable[[Result], None]) -> None:
        self.entries = [Entry.of(response) for response in batch]
        self.tell = tell


class _Awaited:
    """A result that one thread waits for; a lock that is let go once is the cheapest thing to wait for."""

    __slots__ = ("_done", "_result")

    def __init__(self) -> None:
        self._result: Result = []
        self._done = threading.Lock()
        self._done.acquire()

    def set(self, result: Result) -> None:
        """Let the waiting thread go on."""
        self._result = result
        self._done.release()

    def get(self) -> Outcomes:
        """Return the outcomes, or raise what went wrong, once it is known."""
        self._done.acquire()
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


@dataclass(slots=True)
class _Leaving:
    withdrawal: Withdrawal
    result: Future[None] = field(default_factory=Future)


class GroupCommit:
    """A store in front of another one; `append` may be called by many threads at once.

    Parameters
    ----------
    store
        Where the answers are really kept; only the writing thread appends to it.
    most_waiting
        Batches that may wait for the disk; one more is refused.
    """

    def __init__(self, store: ResponseStore, most_waiting: int = MOST_WAITING) -> None:
        self._store = store
        self._most_waiting = most_waiting
        self._waiting: deque[_Waiting] = deque()
        self._leaving: deque[_Leaving] = deque()
        self._has_traces = False
        self._erase_at = 0.0  # not before; while somebody reads each try makes answers wait
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._opened: Counter[tuple[str, str]] = Counter()

    def note_opened(self, counter: str, day: date) -> None:
        """Count a form that was opened; in memory, until the next write, the next hour or the end."""
        with self._changed:
            self._opened[counter, day.isoformat()] += 1
            self._start()

    def append(self, batch: Sequence[NewResponse], opened: Opened = NOTHING_OPENED) -> Outcomes:
        """Keep a batch; return once it is durable.

        Raises
        ------
        StorageUnavailableError
            If too many are waiting already, the store is closed or the disk refuses; nothing was stored then.
        """
        awaited = _Awaited()
        self.submit(batch, awaited.set, opened)
        return awaited.get()

    def submit(
        self, batch: Sequence[NewResponse], tell: Callable[[Result], None], opened: Opened = NOTHING_OPENED
    ) -> None:
        """Let a batch be kept and return at once.

        Parameters
        ----------
        tell
            Called by the writing thread with the outcomes once they are durable, or with what went wrong. It must
            be quick: the next answers wait for it.

        Raises
        ------
        StorageUnavailableError
            If too many are waiting already or the store is closed; nothing is stored then, and nobody told.
        """
        waiting = _Waiting(batch, tell)
        with self._changed:
            if self._closed or len(self._waiting) >= self._most_waiting:
                raise StorageUnavailableError("Too many answers wait for the disk; nothing was stored.")
            self._waiting.append(waiting)
            if opened:
                self._opened.update(opened)
            self._start()
            self._changed.notify()

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Take an answer back; return once that is durable. `has_traces` tells what could not be erased yet.

        Raises
        ------
        StorageUnavailableError
            If too many are waiting already, the store is closed or the disk refuses; the answer stands then.
        """
        leaving = _Leaving(withdrawal)
        with self._changed:
            if self._closed or len(self._leaving) >= self._most_waiting:
                raise StorageUnavailableError("Too many withdrawals wait for the disk; nothing was withdrawn.")
            self._leaving.append(leaving)
            self._start()
            self._changed.notify()
        leaving.result.result()

    @property
    def has_traces(self) -> bool:
        """Tell whether text of withdrawn answers still stands in working files, since somebody reads them."""
        return self._has_traces

    def receipt(self, code: str) -> Receipt | None:
        """Find the answer a receipt code belongs to."""
        return self._store.receipt(code)

    def counter(self, code: str) -> CounterEntry | None:
        """Find a counter, retired ones included."""
        return self._store.counter(code)

    def region(self) -> RegionEntry | None:
        """Return the loaded region, or None before the first ``region load``."""
        return self._store.region()

    @property
    def trainees(self) -> TraineeStore:
        """Return the part that keeps trainees' answers; they are few, and each is written at once."""
        return self._store.trainees

    def probe(self) -> None:
        """Raise StorageUnavailableError where an answer could not be kept now."""
        if self._closed or len(self._waiting) >= self._most_waiting:
            raise StorageUnavailableError("Too many answers wait for the disk.")
        self._store.probe()

    def version(self) -> int:
        """Return a number that is another one once anything was written."""
        return self._store.version()

    def close(self) -> None:
        """Write what waits, then release the store."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread:
            self._thread.join()
        self._store.close()

    def _start(self) -> None:
        if self._thread is None:  # at the first use, so that a server may fork before it
            self._thread = threading.Thread(target=self._write, name="group-commit", daemon=True)
            self._thread.start()

    def _write(self) -> None:
        while True:
            group, opened, is_last = self._next_group()
            if group or opened:
                self._write_group(group, opened)
            self._withdraw_waiting()
            if is_last:
                return

    def _withdraw_waiting(self) -> None:
        """Withdraw what waits, then erase the traces of all at once, and those an earlier try had to leave."""
        done = []
        while self._leaving:
            one = self._leaving.popleft()
            try:
                self._store.withdraw(one.withdrawal)
                self._has_traces = True
                done.append(one)
            except Exception as error:  # noqa: BLE001 - handed to the request that waits for it
                one.result.set_exception(error)
        if done or (self._has_traces and monotonic() >= self._erase_at):
            self._has_traces = not self._store.erase_traces()
            self._erase_at = monotonic() + ERASE_AGAIN_SECONDS
        for one in done:
            one.result.set_result(None)

    def _write_group(self, group: list[_Waiting], opened: Counter[tuple[str, str]]) -> None:
        try:
            outcomes = iter(self._store.keep([entry for one in group for entry in one.entries], opened))
        except StorageUnavailableError as error:  # would be no better for each of them alone, and take longer
            with self._changed:
                self._opened.update(opened)  # with the next write
            for one in group:
                one.tell(error)
        except Exception:  # noqa: BLE001 - whatever it is belongs to one of the group
            with self._changed:
                self._opened.update(opened)  # with the next write
            for one in group:
                self._write_alone(one)
        else:
            for one in group:
                one.tell([next(outcomes) for _ in one.entries])

    def _write_alone(self, one: _Waiting) -> None:
        try:
            one.tell(self._store.keep(one.entries))
        except Exception as error:  # noqa: BLE001 - handed to the request that waits for it
            one.tell(error)

    def _next_group(self) -> tuple[list[_Waiting], Counter[tuple[str, str]], bool]:
        """Wait for answers, at most an hour, and take all there is up to a group's size, and whether to end."""
        with self._changed:
            timeout = ERASE_AGAIN_SECONDS if self._has_traces else FLUSH_SECONDS
            self._changed.wait_for(lambda: self._waiting or self._leaving or self._closed, timeout=timeout)
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_IN_A_GROUP))]
            opened, self._opened = self._opened, Counter()
            return group, opened, self._closed and not self._waiting
