"""The answers of a release column by column, as the signals look at them; scores only as published."""

import json
from array import array
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import nan
from zoneinfo import ZoneInfo

import numpy as np

from collector.periods import period_of
from collector.publication.edition import Edition
from collector.publication.grouping import Place, UnitPeriod
from collector.publication.packing import Extent
from collector.publication.signals.batch import Answers, Counts, Flags, Floats
from collector.publication.small_cells import Channel, RawKey
from collector.storage.traces import Trace, read_traces

Scores = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
MISSING = 255
UNKNOWN = -1
MINUTE, HOUR, DAY = 60, 3600, 86_400
FEWEST_ANSWERS = 2  # one answer is no line
EPOCH = date(1970, 1, 1).toordinal()
STAFF = frozenset({"paper", "import"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Every answer of the release, shown or hidden.

    Attributes
    ----------
    places
        The raw cells.
    place
        For each answer the number of its raw cell.
    scores
        For each answer its scores in list order; `MISSING` where not answered or where its part hides the question.
    """

    places: tuple[Place, ...]
    place: Counts
    answers: Answers
    scores: Scores


@dataclass(slots=True)
class _Cells:
    """Numbers the raw cells as they come, and knows which answers of each are part of the release."""

    edition: Edition
    numbers: dict[tuple[str | None, ...], int]
    places: list[Place]
    extents: list[Extent]

    def number(self, trace: Trace) -> int:
        key = (trace.survey, trace.agency, trace.service, trace.mode, trace.response_class, trace.month)
        found = self.numbers.get(key)
        return self._new(trace, key) if found is None else found

    def _new(self, trace: Trace, key: tuple[str | None, ...]) -> int:
        month = date.fromisoformat(f"{trace.month}-01")
        group = UnitPeriod(trace.agency, trace.survey, period_of(month, self.edition.region.period_kind))
        cell = RawKey(trace.service, month, Channel(trace.mode, trace.response_class))
        place = Place(group, cell)
        self.places.append(place)
        self.extents.append(self.edition.extent(place))
        self.numbers[key] = len(self.numbers)
        return self.numbers[key]


def columns_of(edition: Edition) -> Columns:
    """Read the answers this release is made from (as `Edition.extent` tells), in one pass."""
    cells = _Cells(edition, {}, [], [])
    width = max((len(shape.questions) for shape in edition.shapes.values()), default=0)
    padded = {
        name: shape.questions + ("",) * (width - len(shape.questions)) for name, shape in edition.shapes.items()
    }
    place, received, seconds, scores = array("q"), array("q"), array("d"), bytearray()
    for trace in read_traces(edition.store):
        if trace.survey not in padded:
            continue
        number = cells.number(trace)
        extent = cells.extents[number]
        if trace.sequence > extent.until or (trace.withdrawn and not extent.with_withdrawn):
            continue
        given = json.loads(trace.answers)
        place.append(number)
        received.append(UNKNOWN if trace.received is None else trace.received)
        seconds.append(nan if trace.seconds is None else trace.seconds)
        scores += bytes([given.get(question, MISSING) for question in padded[trace.survey]])
    return _columns(
        edition,
        tuple(cells.places),
        np.array(place, dtype=np.int64),
        np.array(received, dtype=np.int64),
        np.array(seconds, dtype=np.float64),
        np.frombuffer(scores, dtype=np.uint8).reshape(len(place), width),
    )


def _columns(
    edition: Edition, places: tuple[Place, ...], place: Counts, received: Counts, seconds: Floats, scores: Scores
) -> Columns:
    day, minute = _local(received, ZoneInfo(edition.region.timezone))
    shown = np.where(_hidden(edition, places, scores.shape[1])[place], np.uint8(MISSING), scores)
    by_staff = np.array([one.cell.channel.mode in STAFF for one in places], dtype=bool)
    names = sorted(edition.shapes)
    survey = np.array([names.index(one.group.survey) for one in places], dtype=np.int64)
    answers = Answers(
        day=day, minute=minute, pace=_pace(seconds, survey[place]), straight=_straight(shown),
        by_staff=by_staff[place],
    )  # fmt: skip
    return Columns(places=places, place=place, answers=answers, scores=shown)


def _local(received: Counts, zone: ZoneInfo) -> tuple[Counts, Floats]:
    """Return local day and minute of each moment, 0 where unknown; the offset is looked up once an hour."""
    known = received != UNKNOWN
    hours, which = np.unique(received // HOUR, return_inverse=True)
    offsets = np.array([_offset(int(hour), zone) for hour in hours], dtype=np.int64)
    local = received + offsets[which]
    return np.where(known, local // DAY + EPOCH, 0), np.where(known, local % DAY / MINUTE, 0.0)


def _offset(hour: int, zone: ZoneInfo) -> int:
    """Return by how many seconds local time is ahead in that hour since 1970."""
    offset = datetime.fromtimestamp(hour * HOUR, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _pace(seconds: Floats, survey: Counts) -> Floats:
    """Return the time taken ÷ the median time of the same questionnaire."""
    pace = np.full(len(seconds), nan)
    for one in np.unique(survey):
        known = (survey == one) & ~np.isnan(seconds)
        if known.any():
            pace[known] = seconds[known] / max(float(np.median(seconds[known])), 1.0)
    return pace


def _straight(scores: Scores) -> Flags:
    """Tell which answers gave one and the same score to all questions they answered, two at least."""
    answered = scores != MISSING
    highest = np.where(answered, scores, 0).max(axis=1, initial=0)
    lowest = scores.min(axis=1, initial=MISSING)
    return np.asarray((answered.sum(axis=1) >= FEWEST_ANSWERS) & (highest == lowest))


def _hidden(edition: Edition, places: tuple[Place, ...], width: int) -> Flags:
    """Return for each raw cell which questions its part hides."""
    hidden = np.zeros((len(places), width), dtype=bool)
    parts = {
        (group, member): part.hidden_questions
        for group, protected in edition.groups.items()
        for part in protected.parts
        for member in part.members
    }
    for number, one in enumerate(places):
        questions = parts.get((one.group, one.cell.service))
        for at, question in enumerate(edition.shapes[one.group.survey].questions if questions else ()):
            hidden[number, at] = question in questions  # type: ignore[operator]
    return hidden
