"""Blank forms, rendered once and filled in per visit: rendering takes milliseconds, filling in microseconds."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

ID_SLOT, STAMP_SLOT, PROOF_SLOT = "\0id\0", "\0stamp\0", "\0proof\0"
"""What stands in a page where each visit's values go; no text from outside holds a NUL."""

MOST_PREPARED = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedForm:
    """A rendered page, cut open at the slots of the id, the signed time and the proof of the visit."""

    before: str
    after_id: str
    after_stamp: str
    after_proof: str

    def filled(self, response_id: str, stamp: str, proof: str) -> str:
        """Return the page of one visit."""
        return f"{self.before}{response_id}{self.after_id}{stamp}{self.after_stamp}{proof}{self.after_proof}"


class PreparedForms:
    """Prepared forms by whatever their text depends on; the least recently used ones are dropped."""

    def __init__(self, most: int = MOST_PREPARED) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, PreparedForm] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, render: Callable[[str, str, str], str]) -> PreparedForm:
        """Return the form kept under `key`; at its first use `render` makes it from the slots."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        prepared = _cut(render(ID_SLOT, STAMP_SLOT, PROOF_SLOT))
        with self._lock:
            self._kept[key] = prepared
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return prepared


def _cut(page: str) -> PreparedForm:
    before, rest = page.split(ID_SLOT)
    after_id, rest = rest.split(STAMP_SLOT)
    after_stamp, after_proof = rest.split(PROOF_SLOT)
    return PreparedForm(before=before, after_id=after_id, after_stamp=after_stamp, after_proof=after_proof)
