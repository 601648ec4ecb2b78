"""Blank forms, rendered once and filled in per visit: rendering takes milliseconds, filling in microseconds."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import astuple, dataclass
from threading import Lock

from collector.web.splice import SplicedGzip

MOST_PREPARED = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The hidden fields of one filling: its id, its signed time and the proof of the visit, if any."""

    id: str
    stamp: str
    proof: str


SLOTS = Envelope(id="\0id\0", stamp="\0stamp\0", proof="\0proof\0")
"""What stands in a page where each visit's values go; no text from outside holds a NUL."""


class PreparedForm:
    """A rendered page, cut open at the slots of the envelope, and the same compressed.

    Its compressed parts are made for values of certain widths. A proof has three: none, a slip's and a pass's.
    """

    def __init__(self, page: str) -> None:
        self._parts = _cut(page)
        self._spliced: dict[tuple[int, ...], SplicedGzip] = {}

    def filled(self, envelope: Envelope) -> bytes:
        """Return the page of one visit."""
        return self._joined(_values(envelope))

    def compressed(self, envelope: Envelope) -> bytes:
        """Return the page of one visit, compressed with gzip."""
        values = _values(envelope)
        widths = (len(values[0]), len(values[1]), len(values[2]))
        spliced = self._spliced.get(widths)
        if spliced is None:
            spliced = self._spliced[widths] = SplicedGzip(self._parts, widths)
        return spliced.filled(values, self._joined(values))

    def _joined(self, values: tuple[bytes, bytes, bytes]) -> bytes:
        before, after_id, after_stamp, after_proof = self._parts
        return b"".join((before, values[0], after_id, values[1], after_stamp, values[2], after_proof))


class PreparedForms:
    """Prepared forms by whatever their text depends on; the least recently used ones are dropped."""

    def __init__(self, most: int = MOST_PREPARED) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, PreparedForm] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> PreparedForm | None:
        """Return the form kept under `key`, if there is one."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get(self, key: Hashable, render: Callable[[Envelope], str]) -> PreparedForm:
        """Return the form kept under `key`; at its first use `render` makes it from the slots."""
        found = self.find(key)
        if found is not None:
            return found
        prepared = PreparedForm(render(SLOTS))
        with self._lock:
            self._kept[key] = prepared
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return prepared


def _cut(page: str) -> tuple[bytes, ...]:
    parts = []
    for slot in astuple(SLOTS):
        part, page = page.split(slot)
        parts.append(part.encode())
    return (*parts, page.encode())


def _values(envelope: Envelope) -> tuple[bytes, bytes, bytes]:
    return envelope.id.encode(), envelope.stamp.encode(), envelope.proof.encode()
