"""PUB01: one row per answer with unit, service, official period, mode, class and the scored answers.

No date, counter, respondent characteristic or comment. The random id is keyed anew in each release and the rows are
sorted by it, so neither order nor id ties a row to an answer, to its time or to the same row of another release.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Row
from collector.publication.packing import Packed
from collector.publication.small_cells import Protected
from collector.publication.tally import Shape

RULE = "PUB01"
KEYED_BYTES = 10  # 80 bits, written with 20 characters
_WHERE = struct.Struct(">II")  # which cell, and which of its answers


@dataclass(frozen=True, slots=True)
class _ShownCell:
    """A raw cell whose answers are published: the columns they share, their ids and their scores."""

    shared: tuple[str, ...]
    ids: bytearray
    scores: bytearray


def release_key(secret: bytes, content: bytes) -> bytes:
    """Derive the key of a release's row ids from the instance's secret and what else the release contains."""
    return hmac.digest(secret, b"release:" + content, hashlib.sha256)


def open_rows(
    packed: Packed, protected: Mapping[UnitPeriod, Protected], survey: str, shape: Shape, key: bytes
) -> Iterator[Row]:
    """Yield the row of every answer to a survey whose cell is published (PUB02), sorted by id."""
    cells = list(_shown(packed, protected, survey))
    order = [
        hashlib.blake2b(id_, key=key, digest_size=KEYED_BYTES).digest() + _WHERE.pack(number, place)
        for number, cell in enumerate(cells)
        for place, id_ in enumerate(cell.ids.splitlines())
    ]
    order.sort()
    width = len(shape.questions)
    values = (None, *range(shape.minimum, shape.minimum + shape.width))
    for keyed in order:
        number, place = _WHERE.unpack_from(keyed, KEYED_BYTES)
        cell = cells[number]
        scores = cell.scores[place * width : (place + 1) * width]
        yield (keyed[:KEYED_BYTES].hex(), *cell.shared, *[values[score] for score in scores])


def _shown(packed: Packed, protected: Mapping[UnitPeriod, Protected], survey: str) -> Iterator[_ShownCell]:
    for group, result in protected.items():
        if group.survey != survey:
            continue
        parts = {member: part for part in result.parts for member in part.members}
        for raw, cell in packed[group].items():
            part = parts.get(raw.service)
            if part is not None:
                shared = (group.agency, part.label, group.period.id, *part.labels[raw.channel])
                yield _ShownCell(shared, cell.ids, cell.scores_without(part.hidden_questions))
