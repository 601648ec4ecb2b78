"""Denominators: what was handed out and opened is published per unit and period, and never as a small number."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import SECRET, new_store, responses
from sqlite_utils import Database

from collector.publication.release import publish
from collector.storage import SqliteStore
from collector.storage.tokens import TokenBatch, issue_tokens
from survey_definitions.loader import load_surveys

JANUARY, MAY = date(2024, 1, 2), date(2024, 5, 2)


def _denominators(store: SqliteStore, folder: Path) -> dict[tuple[str, str | None, str], tuple[Any, ...]]:
    now = datetime(2024, 7, 1, tzinfo=UTC)
    publish(store, load_surveys(), folder / "out", secret=SECRET, now=now)
    rows = Database(folder / "out" / "open.db").query("SELECT * FROM denominator")
    return {(row["agency"], row["service"], row["period"]): tuple(row.values())[3:] for row in rows}


def _issue(store: SqliteStore, service: str | None, count: int, day: date = JANUARY, kind: str = "slip") -> None:
    batch = TokenBatch(agency="dinas", service=service, kind=kind, valid_from=day, valid_until=day)
    with store.transaction() as connection:
        digests = [f"{service}{kind}{day}{number}".encode().ljust(32, b".") for number in range(count)]
        issue_tokens(connection, batch, digests)


def _open(store: SqliteStore, counter: str, n: int, day: date = JANUARY) -> None:
    store.append([], {(counter, day.isoformat()): n})


def test_denominators_count_slips_and_opened_forms(tmp_path: Path) -> None:
    """KTP has 40 slips (honeypots do not count) and 31 opened forms in its quarter, then 12; tens are told."""
    store = new_store(tmp_path)
    store.append(responses(25))
    _issue(store, "ktp", 40)
    _issue(store, "ktp", 15, kind="honeypot")
    _open(store, "ab2cd", 31)
    _open(store, "ab2cd", 12, MAY)
    found = _denominators(store, tmp_path)
    assert (None, 40, 30, '{"open": 25}', None, None, None) == found["dinas", "ktp", "2024-T1"]
    assert (None, 40, 30, '{"open": 25}', None, None, None) == found["dinas", None, "2024-T1"]
    assert (None, None, 10, None, None, None, None) == found["dinas", None, "2024-T2"]


@pytest.mark.parametrize(
    ("by_service", "unit", "alone", "rest"),
    [
        ({"ktp": 50, "izin": 12}, 62, 50, 12),
        ({"ktp": 50, "izin": 9}, 59, None, None),  # 59 - 50 would say 9
        ({"ktp": 9, "izin": 30}, 39, None, None),
        ({"ktp": 5, "izin": 4}, None, None, None),
        ({"ktp": 5, "izin": 6}, 11, None, None),
        ({"ktp": 50}, 50, 50, "absent"),
        ({"izin": 4}, None, "absent", None),
    ],
)
def test_denominators_leave_no_small_rest(
    tmp_path: Path, by_service: dict[str, int], unit: int | None, alone: object, rest: object
) -> None:
    """KTP is shown alone, the others are not: no number and no difference of two is 1 to 9 (PUB02)."""
    store = new_store(tmp_path)
    store.append(responses(25))
    for service, count in by_service.items():
        _issue(store, service, count)
    found = _denominators(store, tmp_path)

    def issued(service: str | None) -> object:
        row = found.get(("dinas", service, "2024-T1"))
        if row is None or (row[1] is None and row[5] is None):
            return "absent"
        assert (row[1] is None) == (row[5] == "PUB02")
        return row[1]

    assert (unit, alone, rest) == (issued(None), issued("ktp"), issued("gabungan"))
