"""Table `profile`: from stored answers to published counts of who answered."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from factories import NINE, REGION, SECRET, new_store, responses
from sqlite_utils import Database

from collector.errors import CollectorRefusedError
from collector.publication.profiles import Profile
from collector.publication.release import publish
from collector.storage import SqliteStore
from collector.storage.records import Withdrawal
from survey_definitions.loader import load_surveys

DURING, AFTER = datetime(2024, 3, 4, 8, 0, tzinfo=UTC), datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
SCORES: dict[str, int | str] = dict.fromkeys(NINE, 3)
Told = dict[tuple[str, str | None], int | None]


pytestmark = pytest.mark.usefixtures("open_file_only")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store of a region that asks about disability, too."""
    return new_store(tmp_path, REGION + 'additions = ["disabilitas"]\n')


def _add(store: SqliteStore, count: int, first: int, **about: int | str) -> None:
    store.append(responses(count, first=first, answers={**SCORES, **about}))


def _profiles(store: SqliteStore, folder: Path, now: datetime = AFTER) -> Told:
    """Return n by characteristic and value of the unit `dinas`; hidden numbers must name the rule."""
    publish(store, load_surveys(), folder / "out", secret=SECRET, now=now)
    rows = [*Database(folder / "out" / "open.db").query("SELECT * FROM profile WHERE agency = 'dinas'")]
    assert {"2024-T1"} >= {row["period"] for row in rows}
    assert all((row["n"] is None) == (row["rule"] == "PUB03") for row in rows)
    return {(row["attribute"], row["value"]): row["n"] for row in rows}


def test_profile_coarsens_and_counts(store: SqliteStore, tmp_path: Path) -> None:
    """D3 counts as SMA (SKM20), 34 and 30 as 30-39, a pensioner as LAINNYA; the total is who answered that."""
    _add(store, 12, 1, usia=34, pendidikan="D3", jenis_kelamin="P", pekerjaan="PENSIUNAN")
    _add(store, 8, 100, usia=30, pendidikan="SMA", jenis_kelamin="L")
    _add(store, 5, 200, usia=60)
    found = _profiles(store, tmp_path)
    usia: dict[str | None, int] = {None: 25, "<20": 0, "20-29": 0, "30-39": 20, "40-49": 0, "50-59": 0, "60+": 5}
    assert usia == {value: n for (key, value), n in found.items() if key == "usia"}
    assert (20, 20, 0) == tuple(found["pendidikan", value] for value in (None, "SMA", "SD"))
    assert (20, 12, 8) == tuple(found["jenis_kelamin", value] for value in (None, "P", "L"))
    assert (12, 12) == (found["pekerjaan", None], found["pekerjaan", "LAINNYA"])
    assert {"PNS", "TNI", "POLRI", "SWASTA", "WIRAUSAHA", "LAINNYA", None} == {
        v for k, v in found if k == "pekerjaan"
    }


def test_profile_hides_few_and_the_next_lowest(store: SqliteStore, tmp_path: Path) -> None:
    """Three people of S2 hide with the nine of S1; the total and the twenty of SMA stay."""
    for first, count, level in ((1, 20, "SMA"), (100, 9, "S1"), (200, 3, "S2")):
        _add(store, count, first, pendidikan=level)
    found = _profiles(store, tmp_path)
    assert (32, 20, None, None, 0) == tuple(found["pendidikan", v] for v in (None, "SMA", "S1", "S2", "S3"))


def test_profile_counts_sensitive_additions(store: SqliteStore, tmp_path: Path) -> None:
    """The question a region adds is counted by the same rule."""
    _add(store, 14, 1, disabilitas="TIDAK", disabilitas_boleh_simpan=1)
    _add(store, 6, 100, disabilitas="FISIK", disabilitas_boleh_simpan=1)
    found = _profiles(store, tmp_path)
    assert (20, 14, 6, 0) == tuple(found["disabilitas", v] for v in (None, "TIDAK", "FISIK", "MENTAL"))


@pytest.mark.parametrize("told", [0, 9])
def test_profile_of_few_who_answered_is_one_hidden_row(store: SqliteStore, tmp_path: Path, told: int) -> None:
    """Whether nobody or nine people told their age looks the same."""
    _add(store, 20, 1)
    _add(store, told, 100, usia=40)
    found = _profiles(store, tmp_path)
    assert {("usia", None): None} == {key: n for key, n in found.items() if key[0] == "usia"}


def test_profile_is_told_once_the_period_is_over_and_only_where_the_unit_is_shown(
    store: SqliteStore, tmp_path: Path
) -> None:
    """Nine answers are hidden as a whole; of a running quarter nobody is described."""
    _add(store, 20, 1, usia=40)
    store.append(responses(9, first=300, agency="kelurahan", service="surat", answers={**SCORES, "usia": 40}))
    assert {} == _profiles(store, tmp_path, DURING)
    assert 20 == _profiles(store, tmp_path, AFTER)["usia", "40-49"]
    agencies = Database(tmp_path / "out" / "open.db").query("SELECT DISTINCT agency FROM profile")
    assert [{"agency": "dinas"}] == [*agencies]


def test_profile_does_not_tell_who_came_late(store: SqliteStore, tmp_path: Path) -> None:
    """Eleven come late and go out; one of them is 70, which the difference would say: the old table stays."""
    _add(store, 20, 1, usia=40)
    _add(store, 20, 100, usia=65)
    first = _profiles(store, tmp_path)
    _add(store, 10, 200, usia=40)
    _add(store, 1, 300, usia=70)
    assert first == _profiles(store, tmp_path)
    rows = Database(tmp_path / "out" / "open.db").query("SELECT count(*) AS n FROM response_skm_2017")
    assert 51 == next(rows)["n"]
    _add(store, 11, 400, usia=70)
    after = _profiles(store, tmp_path)
    assert (62, 30, 32) == tuple(after["usia", value] for value in (None, "40-49", "60+"))


def test_profile_of_answers_that_wait_is_not_told(store: SqliteStore, tmp_path: Path) -> None:
    """Seven answers wait (PUB04), and so does what their writers said about themselves."""
    _add(store, 20, 1, usia=40)
    before = _profiles(store, tmp_path)
    _add(store, 7, 100, usia=40)
    assert before == _profiles(store, tmp_path)


def test_withdrawal_does_not_show_in_the_profile(store: SqliteStore, tmp_path: Path) -> None:
    """The characteristics are deleted at once; that one is missing shows only when five or more have moved."""
    _add(store, 20, 1, usia=40)
    before = _profiles(store, tmp_path)
    (receipt,) = store.connection.execute("SELECT receipt FROM response WHERE sequence = 3").fetchone()
    store.withdraw(Withdrawal(receipt=receipt, day=date(2024, 4, 1), scored=frozenset(NINE)))
    assert before == _profiles(store, tmp_path)
    _add(store, 12, 100, usia=40)
    assert 31 == _profiles(store, tmp_path)["usia", None]


def test_weak_profile_stops_the_release(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault, nothing is hidden: publish refuses and names unit, period and characteristic."""
    _add(store, 20, 1, usia=40)
    _add(store, 3, 100, usia=70)
    weak = "collector.publication.profiles.protect"
    monkeypatch.setattr(weak, lambda counts, _=None: Profile(counts=counts) if any(counts.values()) else None)
    with pytest.raises(CollectorRefusedError, match=r"PUB03.*dinas, 2024-T1, usia: a count is below 5"):
        _profiles(store, tmp_path)
    assert not (tmp_path / "out" / "open.db").exists()
