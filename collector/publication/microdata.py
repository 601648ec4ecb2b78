"""PUB01: one row per answer with unit, service, official period, mode, class and the scored answers.

No date, counter, respondent characteristic or comment. The random id is keyed anew in each release and the rows are
sorted by it, so neither order nor id ties a row to an answer, to its time or to the same row of another release.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from collector.publication.grouping import UnitPeriod, place_of
from collector.publication.small_cells import Part, Protected
from collector.publication.tally import Shape
from collector.storage.reading import StoredResponse

RULE = "PUB01"
ID_CHARACTERS = 20  # 80 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One published answer; `values` are the scored answers in list order, None where missing or hidden."""

    id: str
    agency: str
    service: str
    period: str
    mode: str
    response_class: str
    values: tuple[int | None, ...]


def release_key(secret: bytes, content: bytes) -> bytes:
    """Derive the key of a release's row ids from the instance's secret and what else the release contains."""
    return hmac.digest(secret, b"release:" + content, hashlib.sha256)


def open_rows(
    responses: Iterable[StoredResponse],
    protected: Mapping[UnitPeriod, Protected],
    shapes: Mapping[str, Shape],
    period_kind: str,
    key: bytes,
) -> Iterator[tuple[str, OpenRow]]:
    """Yield (survey, row) for every answer whose cell is published (PUB02); others are left out."""
    parts = {group: _part_by_service(result.parts) for group, result in protected.items()}
    for response in responses:
        if response.survey not in shapes:
            continue
        group, cell = place_of(response, period_kind)
        part = parts[group].get(response.service)
        if part is None:
            continue
        channel = part.labels[cell.channel]
        yield response.survey, OpenRow(
            id=hmac.digest(key, response.id.encode(), hashlib.sha256).hex()[:ID_CHARACTERS],
            agency=response.agency, service=part.label, period=group.period.id,
            mode=channel.mode, response_class=channel.response_class,
            values=tuple(
                None if question in part.hidden_questions else _score(response, question)
                for question in shapes[response.survey].questions
            ),
        )  # fmt: skip


def _part_by_service(parts: Iterable[Part]) -> dict[str | None, Part]:
    return {member: part for part in parts for member in part.members}


def _score(response: StoredResponse, question: str) -> int | None:
    value = response.answers.get(question)
    return None if value is None else int(value)
