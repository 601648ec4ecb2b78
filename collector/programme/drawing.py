"""Announce a lottery and draw it: each once, before the roll-out begins, from the input that was announced."""

import re
from dataclasses import replace
from datetime import date

from collector.errors import CollectorRefusedError
from collector.programme.lottery import FEWEST, Lottery
from collector.registers.files.candidates import Candidate
from collector.registers.files.programmes import Programme
from collector.registers.files.trainings import Training
from collector.registers.kinds import FaultyCellError, Words
from collector.storage.lotteries import read_lottery, save_lottery
from collector.storage.registers import read_records
from collector.storage.sqlite_store import SqliteStore

_SEED = re.compile(r"[!-~]{1,100}")


def announce(store: SqliteStore, programme: str, source: str, today: date) -> Lottery:
    """Fix the units of a lottery and where its seed will come from.

    Raises
    ------
    CollectorRefusedError
        If the programme is not known, has begun or has too few units, or if another lottery was announced for it.
    """
    units = _units(store, programme)
    _check_before(store, programme, today)
    if len(units) < FEWEST:
        raise CollectorRefusedError(
            f"'{programme}' has {len(units)} units in candidates.csv; an order needs at least {FEWEST}."
        )
    wanted = Lottery(programme=programme, units=units, source=_source(source), announced_on=today)
    known = read_lottery(store, programme)
    if known is None:
        save_lottery(store, wanted)
        return wanted
    if (known.units, known.source) != (wanted.units, wanted.source):
        raise CollectorRefusedError(
            f"The lottery of '{programme}' was announced on {known.announced_on} with other units or another "
            "source. What was announced stays; a new start is a new programme."
        )
    return known


def draw(store: SqliteStore, programme: str, seed: str, today: date) -> Lottery:
    """Draw an announced lottery; drawing again with the same seed gives the same order.

    Raises
    ------
    CollectorRefusedError
        If it was not announced, was drawn with another seed, its input changed or the roll-out has begun.
    """
    units = _units(store, programme)
    known = read_lottery(store, programme)
    if known is None:
        raise CollectorRefusedError(
            f"The lottery of '{programme}' was not announced. Say first where its seed will come from: "
            f"kotaksaran lottery announce {programme} --source '…'"
        )
    if not _SEED.fullmatch(seed):
        raise CollectorRefusedError("The seed must be 1 to 100 visible characters without spaces, such as 7312.45.")
    if known.seed == seed:
        return known
    if known.seed is not None:
        raise CollectorRefusedError(
            f"The lottery of '{programme}' was drawn on {known.drawn_on} with the seed {known.seed}. "
            "It is drawn once."
        )
    if known.units != units:
        raise CollectorRefusedError(
            f"The units of '{programme}' changed since the lottery was announced on {known.announced_on}. Take the "
            "change in candidates.csv back and load the region again."
        )
    _check_before(store, programme, today)
    drawn = replace(known, seed=seed, drawn_on=today)
    save_lottery(store, drawn)
    return drawn


def _units(store: SqliteStore, programme: str) -> tuple[str, ...]:
    known = [one.code for one, retired in read_records(store, Programme) if not retired]
    if programme not in known:
        raise CollectorRefusedError(
            f"'{programme}' is no programme of this region. Known: {', '.join(known) or 'none'}."
        )
    return tuple(sorted(one.agency for one, _ in read_records(store, Candidate) if one.programme == programme))


def _check_before(store: SqliteStore, programme: str, today: date) -> None:
    own = [one for one, retired in read_records(store, Training) if one.programme == programme and not retired]
    begun = [one for one in own if one.start <= today]
    if begun:
        first = min(begun, key=lambda one: one.start)
        raise CollectorRefusedError(
            f"The roll-out of '{programme}' has begun: '{first.code}' started on {first.start}. An order drawn now "
            "would decide nothing."
        )


def _source(text: str) -> str:
    try:
        return Words(missing="the source of the seed is missing.", longest=300).read(text)
    except FaultyCellError as fault:
        raise CollectorRefusedError(f"--source: {fault.what} {fault.remedy}") from fault
