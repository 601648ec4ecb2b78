"""Group stored answers by what the open file distinguishes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from collector.periods import Period, period_of
from collector.publication.small_cells import Channel, RawKey
from collector.publication.tally import Shape, Tally
from collector.storage.reading import StoredResponse


class UnitPeriod(NamedTuple):
    """One unit, survey and official period."""

    agency: str
    survey: str
    period: Period


def group_of(response: StoredResponse, period_kind: str) -> UnitPeriod:
    """Return the unit, survey and official period of an answer."""
    return UnitPeriod(response.agency, response.survey, period_of(response.visited_on, period_kind))


def raw_key(response: StoredResponse) -> RawKey:
    """Return what distinguishes an answer inside its unit, survey and period."""
    channel = Channel(response.mode, response.response_class)
    return RawKey(response.service, response.visited_on.replace(day=1), channel)


def tally_groups(
    responses: Iterable[StoredResponse], shapes: Mapping[str, Shape], period_kind: str
) -> dict[UnitPeriod, dict[RawKey, Tally]]:
    """Count all answers in one pass; surveys without a shape (trainings, PUB01) are left out."""
    groups: dict[UnitPeriod, dict[RawKey, Tally]] = defaultdict(dict)
    for response in responses:
        shape = shapes.get(response.survey)
        if shape is None:
            continue
        cells = groups[group_of(response, period_kind)]
        key = raw_key(response)
        if key not in cells:
            cells[key] = Tally(shape)
        answers = response.answers
        cells[key].add([answers.get(question) for question in shape.questions])  # type: ignore[misc]
    return dict(sorted(groups.items()))
