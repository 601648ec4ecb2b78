"""The audits of PUB04: a hidden cell that can be worked out, or a number that moved by too little, stops it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import SECRET, new_store, responses
from sqlite_utils import Database

from collector.errors import CollectorRefusedError
from collector.publication import release
from collector.publication.audit import audit_difference, audit_recovery, counts_of, recoverable
from collector.publication.counting import refresh
from collector.publication.edition import Addresses, Edition
from collector.publication.open_file import Row
from collector.publication.small_cells import Channel, RawKey
from collector.publication.tables import count_cell
from collector.publication.tally import Shape
from collector.storage import SqliteStore
from survey_definitions.loader import load_surveys

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
QR = Channel("qr", "open")
JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


def _service(name: str, month: date = JANUARY) -> RawKey:
    return RawKey(name, month, QR)


A, B, C = (_service(name) for name in "abc")
SIZES = {A: 20, B: 30, C: 4}


def test_recovery_finds_one_hidden_sibling() -> None:
    """A total of 54 with 20 and 30 shown gives away the 4 (a planted weakness)."""
    equations = [frozenset({A, B, C}), frozenset({A}), frozenset({B})]
    assert frozenset({C}) == recoverable([A, B, C], equations, SIZES)


def test_recovery_accepts_what_is_merged() -> None:
    """With the two small ones counted together nothing under ten can be told apart."""
    sizes = {A: 20, B: 8, C: 4}
    assert recoverable([A, B, C], [frozenset({A}), frozenset({B, C})], sizes) is None


def test_recovery_finds_a_small_rest() -> None:
    """A total less what is shown leaves 9 for two services together: fewer than ten people."""
    sizes = {A: 20, B: 5, C: 4}
    found = recoverable([A, B, C], [frozenset({A, B, C}), frozenset({A})], sizes)
    assert frozenset({B, C}) == found


def test_recovery_follows_a_chain_of_subtractions() -> None:
    """No single difference is small: a + b = 32, b + c = 40 and a + c = 22 together give a = 7."""
    sizes = {A: 7, B: 25, C: 15}
    equations = [frozenset({A, B}), frozenset({B, C}), frozenset({A, C})]
    assert frozenset({A}) == recoverable([A, B, C], equations, sizes)


def test_recovery_finds_a_small_crossing() -> None:
    """Services and months are shown, and one service of one month besides: its other month is 3."""
    cells = {_service(name, month): 15 for name in "ab" for month in (JANUARY, FEBRUARY)}
    small = _service("a", FEBRUARY)
    cells[small] = 3
    by_service = [frozenset(key for key in cells if key.service == name) for name in "ab"]
    by_month = [frozenset(key for key in cells if key.month == month) for month in (JANUARY, FEBRUARY)]
    assert recoverable(cells, [*by_service, *by_month], cells) is None
    crossing = frozenset({_service("a", JANUARY)})
    assert frozenset({small}) == recoverable(cells, [*by_service, *by_month, crossing], cells)


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Return an edition in which KTP has 25, gabungan 10 (of 6 and 4) and the village is hidden."""
    store = new_store(tmp_path)
    store.append(responses(25))
    store.append(responses(6, first=100, service="izin"))
    store.append(responses(4, first=200, service="arsip"))
    store.append(responses(5, first=300, agency="kelurahan", service="surat"))
    survey = load_surveys()["skm-2017"]
    refresh(store, {survey.id: Shape.of(survey)})
    return Edition(
        store=store, region=_region(store), surveys=(survey,), secret=SECRET, addresses=Addresses(), now=NOW
    )  # fmt: skip


def _region(store: SqliteStore) -> Any:
    return store.region()


def test_recovery_accepts_a_protected_release(edition: Edition) -> None:
    """What PUB02 makes passes."""
    audit_recovery(list(count_cell.rows(edition)), edition)


def _changed(rows: list[Row], agency: str, service: str | None, n: int) -> list[Row]:
    """Return `rows` with another count of respondents in the quarter of one unit or service."""
    return [
        (*row[:8], n, *row[9:]) if row[:4] == (agency, service, "skm-2017", "2024-T1") and row[6] is None else row
        for row in rows
    ]


@pytest.mark.parametrize(
    ("agency", "service", "n", "said"),
    [
        ("dinas", "izin", 6, "the count 6 of izin"),  # a hidden service shown
        ("dinas", None, 41, "the count 41 of the unit"),  # a total with more than its parts
        ("kelurahan", None, 5, "the count 5 of the unit"),  # a hidden unit shown
    ],
)
def test_recovery_stops_a_weak_release(
    edition: Edition, agency: str, service: str | None, n: int, said: str
) -> None:
    """The refusal names unit, period, cell and why."""
    rows = _changed(list(count_cell.rows(edition)), agency, service, n)
    with pytest.raises(CollectorRefusedError, match=re.escape(said)) as refused:
        audit_recovery(rows, edition)
    assert f"unit {agency}, skm-2017, period 2024-T1" in str(refused.value)
    assert "Nothing was published" in str(refused.value)


@pytest.mark.parametrize(("after", "is_refused"), [(40, False), (50, False), (30, False), (41, True), (31, True)])
def test_difference_allows_ten_or_nothing(after: int, *, is_refused: bool) -> None:
    """A count of 40 may stay, or move by ten or more, up or down."""
    row = ("dinas", None, "skm-2017", "2024-T1", "qr", "open", None, None)
    before_counts, after_counts = counts_of([(*row, 40, None)]), counts_of([(*row, after, None)])
    if is_refused:
        with pytest.raises(CollectorRefusedError, match=f"would move from 40 to {after}"):
            audit_difference(before_counts, after_counts)
    else:
        audit_difference(before_counts, after_counts)


def test_publish_is_stopped_by_counts_of_other_answers(tmp_path: Path) -> None:
    """Somebody who edits the counts that are kept changes no release: it is made of the answers or not at all."""
    store = new_store(tmp_path)
    store.append(responses(25))
    out = tmp_path / "out"
    release.publish(store, load_surveys(), out, secret=SECRET, now=NOW)
    store.connection.execute("UPDATE count_cube SET kept = replace(kept, '[25,', '[26,')")
    with pytest.raises(CollectorRefusedError, match="the counts kept are not those of the stored answers"):
        release.publish(store, load_surveys(), out, secret=SECRET, now=NOW)


def test_publish_is_stopped_by_an_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the refresh rule failed, the second release would be refused and the first one stay as it is."""
    store = new_store(tmp_path)
    store.append(responses(25))
    out = tmp_path / "out"
    first = release.publish(store, load_surveys(), out, secret=SECRET, now=NOW)
    store.append(responses(3, first=100))
    monkeypatch.setattr(
        Edition, "refreshed", property(lambda self: {g: frozenset(c) for g, c in self.counted.cells.items()})
    )
    with pytest.raises(CollectorRefusedError, match="would move from 25 to 28"):
        release.publish(store, load_surveys(), out, secret=SECRET, now=NOW)
    meta = {row["key"]: row["value"] for row in Database(out / "open.db").query("SELECT * FROM meta")}
    assert first.id == meta["release"]
    assert [first.id] == [path.name for path in (out / "releases").iterdir()]
