"""A small city with honest answers, in which tests plant patterns."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from factories import NINE, new_store, response

from collector.publication.counting import refresh
from collector.publication.edition import Addresses, Edition
from collector.publication.quality.memory import told_numbers
from collector.publication.tally import Shape
from collector.storage import SqliteStore
from collector.storage.count_cube import save_cells, settle
from collector.storage.records import NewResponse
from collector.storage.released import save_released
from collector.storage.unflagged import save_told_numbers
from survey_definitions.loader import load_surveys

AFTER = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
UNITS = ("dinas", "satu", "dua", "tiga", "empat", "lima")
AGENCIES = (
    ("code", "parent", "kind", "name_id", "name_en", "note"),
    *((code, "", "opd", code.title(), code.title(), "") for code in UNITS),
)
SERVICES = (
    ("agency", "code", "name_id", "name_en", "tariff", "note"),
    *((code, f"{code}-{name}", name, name, "", "") for code in UNITS for name in ("a", "b", "c")),
)
HOURS = (
    ("agency", "day", "opens", "closes"),
    *(("", day, "08:00", "16:00") for day in ("senin", "selasa", "rabu", "kamis", "jumat")),
)
COUNTERS = (("code", "service", "name_id", "name_en", "survey"), ("ab2cd", "dinas-a", "Loket", "Counter", ""))
MONTHS = (1, 2, 3)
JAKARTA = timedelta(hours=7)


def city(folder: Path, **tables: Any) -> SqliteStore:
    """Open a store with six agencies of three services each, and opening hours."""
    registers = {"agencies": AGENCIES, "services": SERVICES, "counters": COUNTERS, "hours": HOURS}
    return new_store(folder, **{**registers, **tables})


def moment(day: date, minute: float) -> datetime:
    """Return the moment that local clocks call `minute` minutes after midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute) - JAKARTA


def workday(chance: np.random.Generator, month: int) -> date:
    """Draw a working day of a month of 2024."""
    days = [date(2024, month, 1) + timedelta(days=number) for number in range(28)]
    return [day for day in days if day.weekday() < 5][int(chance.integers(20))]


def honest(chance: np.random.Generator, agency: str, service: str, month: int, count: int) -> list[NewResponse]:
    """Draw answers of visitors: on working days between 8 and 16, in 40 to 120 seconds, one in five straight."""
    return [_honest(chance, agency, f"{agency}-{service}", workday(chance, month)) for _ in range(count)]


def honest_city(seed: int = 1, each: int = 20) -> list[NewResponse]:
    """Draw a quarter of a city in which nothing is unusual."""
    chance = np.random.default_rng(seed)
    return [
        one
        for agency in UNITS
        for service in ("a", "b", "c")
        for month in MONTHS
        for one in honest(chance, agency, service, month, each)
    ]


def keyed(count: int, agency: str = "dinas", service: str = "a", **changes: Any) -> list[NewResponse]:
    """Return answers keyed in on 14 February at nine in the morning, one a minute."""
    first = moment(date(2024, 2, 14), 9 * 60)
    fields: dict[str, Any] = {
        "agency": agency, "service": f"{agency}-{service}", "visited_on": date(2024, 2, 14),
        "answers": dict(zip(NINE, (4, 4, 4, 4, 4, 4, 4, 4, 3), strict=True)), **changes,
    }  # fmt: skip
    number = int(sha256(f"{agency} {service} {changes}".encode()).hexdigest()[:12], 16)  # other answers, other ids
    return [
        response(number * 1000 + at, **{"received_at": first + timedelta(minutes=at), **fields})
        for at in range(count)
    ]


def edition_of(store: SqliteStore, now: datetime = AFTER) -> Edition:
    """Return what would be published now."""
    region = store.region()
    assert region is not None
    survey = load_surveys()["skm-2017"]
    refresh(store, {survey.id: Shape.of(survey)})
    return Edition(
        store=store, region=region, surveys=(survey,), secret=bytes(32),
        addresses=Addresses(), now=now,
    )  # fmt: skip


def released(store: SqliteStore, now: datetime = AFTER) -> None:
    """Remember what is shown now, as a publish does."""
    edition = edition_of(store, now)
    with store.transaction() as connection:
        settle(connection, edition.watermark)
        save_cells(connection, edition.cube_changes())
        save_released(connection, edition.released_periods)
        save_told_numbers(connection, told_numbers(edition.quality.unflagged))


def fill(store: SqliteStore, *groups: Iterable[NewResponse]) -> SqliteStore:
    """Keep the answers."""
    store.append([one for group in groups for one in group])
    return store


def _honest(chance: np.random.Generator, agency: str, service: str, day: date) -> NewResponse:
    scores = chance.integers(2, 5, len(NINE)).tolist() if chance.random() < 0.8 else [3] * len(NINE)
    return response(
        int(chance.integers(2**60)), agency=agency, service=service, visited_on=day,
        received_at=moment(day, float(chance.uniform(480, 959))), seconds=int(chance.integers(40, 120)),
        answers=dict(zip(NINE, scores, strict=True)),
    )  # fmt: skip
