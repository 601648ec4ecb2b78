"""Whether answers can be taken: found out by writing, since a full or read-only disk can be read all the same."""

import math
import time
from threading import Lock

from collector.errors import StorageUnavailableError
from collector.storage.group_commit import GroupCommit

PROBE_SECONDS = 5
"""Seconds a good outcome counts, so that asking often does not wear out the disk; a bad one counts once."""


class Readiness:
    """Remembers when the store was last seen to work."""

    def __init__(self) -> None:
        self._good_until = -math.inf
        self._lock = Lock()

    def fault(self, store: GroupCommit) -> str:
        """Return why no answer can be taken, or an empty text."""
        try:
            if store.region() is None:
                return "no region is loaded"
        except StorageUnavailableError:
            return "the private database can't be read"
        with self._lock:
            if time.monotonic() < self._good_until:
                return ""
            try:
                store.probe()
            except StorageUnavailableError:
                return "the private database can't be written"
            self._good_until = time.monotonic() + PROBE_SECONDS
            return ""
