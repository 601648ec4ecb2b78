"""A release: what is in it, what is not, and that it is the same bytes for the same content."""

import csv
import hashlib
import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import NINE, REGION, SECRET, VISITORS, new_store, response, responses
from sqlite_utils import Database

from collector.errors import CollectorRefusedError
from collector.publication.edition import Addresses
from collector.publication.release import ReleaseSummary, publish
from collector.storage import SqliteStore, open_store
from survey_definitions.loader import load_surveys

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)


def _publish(store: SqliteStore, output: Path, **changes: Any) -> ReleaseSummary:
    return publish(store, load_surveys(), output, **{"secret": SECRET, "now": NOW, **changes})


def _query(output: Path, sql: str) -> list[dict[str, Any]]:
    return list(Database(output / "open.db").query(sql))


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Open a store with 25 KTP, 6 permit and 4 archive answers, and 5 at the village."""
    store = new_store(tmp_path)
    store.append(responses(25))
    store.append(responses(6, first=100, service="izin", answers=dict.fromkeys(NINE, 2)))
    store.append(responses(4, first=200, service="arsip"))
    store.append(responses(5, first=300, agency="kelurahan", service="surat"))
    return store


def test_publish_counts_units_and_parts(store: SqliteStore, tmp_path: Path) -> None:
    """The unit has 35, KTP 25, gabungan 10; the village and its service are hidden (PUB02)."""
    summary = _publish(store, tmp_path / "out")
    rows = _query(tmp_path / "out", """
        SELECT agency, service, n, rule FROM count_cell
        WHERE question IS NULL AND period = '2024-T1' ORDER BY agency, service""")  # fmt: skip
    assert [
        ("dinas", None, 35, None), ("dinas", "arsip", None, "PUB02"), ("dinas", "gabungan", 10, None),
        ("dinas", "izin", None, "PUB02"), ("dinas", "ktp", 25, None),
        ("kelurahan", None, None, "PUB02"), ("kelurahan", "surat", None, "PUB02"),
    ] == [tuple(row.values()) for row in rows]  # fmt: skip
    assert (40, 35, True) == (summary.rows_in, summary.rows_out, summary.is_new)
    assert 4 + 4 == summary.cells_hidden  # four characteristics nobody told


def test_publish_counts_every_value(store: SqliteStore, tmp_path: Path) -> None:
    """Of the unit's 35 answers to sarana 6 are a 2 and 29 a 3; zeros are written too."""
    _publish(store, tmp_path / "out")
    rows = _query(tmp_path / "out", """
        SELECT value, n FROM count_cell WHERE agency = 'dinas' AND service IS NULL
        AND period = '2024-T1' AND question = 'sarana' ORDER BY value""")  # fmt: skip
    assert [(1, 0), (2, 6), (3, 29), (4, 0)] == [tuple(row.values()) for row in rows]


def test_publish_microdata_has_no_time_place_or_person(store: SqliteStore, tmp_path: Path) -> None:
    """A published answer has these columns and no others (PUB01), sorted by a random id."""
    _publish(store, tmp_path / "out")
    rows = _query(tmp_path / "out", "SELECT * FROM response_skm_2017")
    assert 35 == len(rows)
    assert {"id", "agency", "service", "period", "mode", "class", *NINE} == set(rows[0])
    assert Counter({("ktp", "2024-T1"): 25, ("gabungan", "2024-T1"): 10}) == Counter(
        (row["service"], row["period"]) for row in rows
    )
    ids = [row["id"] for row in rows]
    assert sorted(ids) == ids
    assert not set(ids) & {response(number).id for number in range(400)}


def test_publish_keys_the_ids_anew(store: SqliteStore, tmp_path: Path) -> None:
    """No row id of one release occurs in the next one (PUB01)."""
    _publish(store, tmp_path / "out")
    before = {row["id"] for row in _query(tmp_path / "out", "SELECT id FROM response_skm_2017")}
    store.append(responses(10, first=500))
    _publish(store, tmp_path / "out")
    after = {row["id"] for row in _query(tmp_path / "out", "SELECT id FROM response_skm_2017")}
    assert (35, 45, set()) == (len(before), len(after), before & after)


def test_publish_twice_is_the_same_bytes(store: SqliteStore, tmp_path: Path) -> None:
    """The same content in another folder and later gives the same id and identical files (PUB07)."""
    first = _publish(store, tmp_path / "a")
    second = _publish(store, tmp_path / "b", now=datetime(2025, 1, 1, tzinfo=UTC))
    assert (first.id, False) == (second.id, second.is_new)
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert len(names) > 10
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_publish_sums_match_the_files(store: SqliteStore, tmp_path: Path) -> None:
    """Every line of SHA256SUMS is the digest of its file; only the time stands outside."""
    release = tmp_path / "out" / "releases" / _publish(store, tmp_path / "out").id
    lines = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    assert lines == {name: hashlib.sha256((release / name).read_bytes()).hexdigest() for name in lines}
    files = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
    assert {"SHA256SUMS", "release.json"} == files - set(lines)


def test_publish_mends_a_damaged_release(store: SqliteStore, tmp_path: Path) -> None:
    """A release somebody changed on disk is written again."""
    summary = _publish(store, tmp_path / "out")
    target = tmp_path / "out" / "releases" / summary.id / "data" / "meta.csv"
    good = target.read_bytes()
    target.write_bytes(b"changed")
    _publish(store, tmp_path / "out")
    assert good == target.read_bytes()


def test_publish_keeps_earlier_releases_and_logs_them(store: SqliteStore, tmp_path: Path) -> None:
    """The newest release is where the links point; the first stays, and the log lists both (PUB08)."""
    first = _publish(store, tmp_path / "out")
    store.append(responses(30, first=600))
    second = _publish(store, tmp_path / "out")
    assert {first.id, second.id} == {path.name for path in (tmp_path / "out" / "releases").iterdir()}
    assert second.id == (tmp_path / "out" / "open.db").resolve().parent.name
    log = _query(tmp_path / "out", "SELECT position, release, rows_out FROM release_log")
    assert [(1, first.id, 35), (2, second.id, 65)] == [tuple(row.values()) for row in log]


def test_publish_log_does_not_tell_a_hidden_number(store: SqliteStore, tmp_path: Path) -> None:
    """Five answers are hidden: rows in minus rows out would say so, therefore rows in is withheld (PUB02)."""
    _publish(store, tmp_path / "out")
    assert [{"rows_in": None, "rows_out": 35}] == _query(
        tmp_path / "out", "SELECT rows_in, rows_out FROM release_log"
    )


def test_publish_leaves_trainings_out(tmp_path: Path) -> None:
    """Answers to a training questionnaire never appear under a unit (PUB01, TRN08)."""
    store = new_store(tmp_path)
    store.append(responses(20))
    keys = [question.key for question in load_surveys()["pelatihan-reaksi"].scored]
    store.append(responses(30, first=100, survey="pelatihan-reaksi", answers=dict.fromkeys(keys, 4)))
    summary = _publish(store, tmp_path / "out")
    assert 20 == summary.rows_out
    assert "response_pelatihan_reaksi" not in Database(tmp_path / "out" / "open.db").table_names()


def test_publish_csv_and_datapackage_agree_with_the_file(store: SqliteStore, tmp_path: Path) -> None:
    """Every table is a CSV with the same rows, described column by column in datapackage.json."""
    output = tmp_path / "out"
    _publish(store, output)
    package = json.loads((output / "datapackage.json").read_text())
    database = Database(output / "open.db")
    assert sorted(database.table_names()) == sorted(
        Path(resource["path"]).stem for resource in package["resources"] if resource["format"] == "csv"
    )
    for resource in [one for one in package["resources"] if one["format"] == "csv"]:
        with (output / resource["path"]).open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert database.table(Path(resource["path"]).stem).count == len(rows)


def test_publish_describes_itself(store: SqliteStore, tmp_path: Path) -> None:
    """meta, questions and grades are enough to rebuild every page: names, addresses, weights, letters."""
    addresses = Addresses(form="https://f.example", data="https://d.example", site="https://s.example")
    summary = _publish(store, tmp_path / "out", addresses=addresses)
    meta = {row["key"]: row["value"] for row in _query(tmp_path / "out", "SELECT * FROM meta")}
    assert (summary.id, "Kota Uji", "https://d.example", "2024-03-31", "0") == (
        meta["release"], meta["region_name_id"], meta["data_url"], meta["data_until"], meta["simulated"],
    )  # fmt: skip
    weights = _query(
        tmp_path / "out", "SELECT weight FROM question WHERE survey = 'skm-2017' AND weight IS NOT NULL"
    )
    assert [{"weight": "1/9"}] * 9 == weights
    grades = _query(
        tmp_path / "out", "SELECT letter, minimum FROM grade WHERE survey = 'skm-2017' ORDER BY position"
    )
    assert [("A", "88.31"), ("B", "76.61"), ("C", "65.00")] == [tuple(g.values()) for g in grades[:3]]


def test_publish_denominators_never_give_a_small_rest(tmp_path: Path) -> None:
    """KTP served 100, the merged services 60 together; a span across two periods belongs to none."""
    visitors = (
        *VISITORS, ("ktp", "2024-01-01", "2024-01-31", "100"), ("izin", "2024-01-01", "", "20"),
        ("arsip", "2024-02-01", "2024-02-29", "40"), ("ktp", "2024-03-31", "2024-04-01", "999"),
    )  # fmt: skip
    store = new_store(tmp_path, visitors=visitors)
    store.append(responses(25))
    store.append(responses(6, first=100, service="izin"))
    store.append(responses(4, first=200, service="arsip"))
    _publish(store, tmp_path / "out")
    rows = _query(tmp_path / "out", "SELECT service, served, answered_by_class FROM denominator ORDER BY service")
    assert [(None, 160, '{"open": 35}'), ("gabungan", 60, '{"open": 10}'), ("ktp", 100, '{"open": 25}')] == [
        tuple(row.values()) for row in rows
    ]


def test_publish_empty_region(tmp_path: Path) -> None:
    """A region without answers can be published: units and services, no cell."""
    summary = _publish(new_store(tmp_path), tmp_path / "out")
    assert (0, 0) == (summary.rows_in, summary.rows_out)
    assert [] == _query(tmp_path / "out", "SELECT * FROM count_cell")
    assert 2 == len(_query(tmp_path / "out", "SELECT * FROM agency"))


def test_publish_needs_a_region(tmp_path: Path) -> None:
    """Before `region load` there is nothing to release, and nothing is written."""
    with pytest.raises(CollectorRefusedError, match="region load"):
        _publish(open_store(tmp_path / "private.db", create=True), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_publish_refuses_a_file_for_a_folder(store: SqliteStore, tmp_path: Path) -> None:
    """--output that names a file is one sentence."""
    (tmp_path / "out").write_text("x")
    with pytest.raises(CollectorRefusedError, match="can't be written"):
        _publish(store, tmp_path / "out")


@pytest.mark.parametrize("name", ["data", "open.db", "datapackage.json", "current"])
def test_publish_refuses_what_is_not_its_own(store: SqliteStore, tmp_path: Path, name: str) -> None:
    """What is foreign and has a name that a release needs stays as it is, and nothing is written beside."""
    foreign = tmp_path / "out" / name
    foreign.mkdir(parents=True) if "." not in name else (foreign.parent.mkdir(), foreign.write_text("x"))
    with pytest.raises(CollectorRefusedError, match=f"{name}: this was not made by a release.*--output"):
        _publish(store, tmp_path / "out")
    assert [foreign] == list((tmp_path / "out").iterdir())
    assert [] == store.connection.execute("SELECT * FROM release").fetchall()


def _until(store: SqliteStore, output: Path, now: datetime) -> tuple[str, list[tuple[str, int]]]:
    _publish(store, output, now=now)
    periods = _query(output, "SELECT id, closed FROM period ORDER BY id")
    return (
        _query(output, "SELECT value FROM meta WHERE key = 'data_until'")[0]["value"],
        [(row["id"], row["closed"]) for row in periods],
    )


def test_publish_never_says_the_data_reach_into_the_future(tmp_path: Path) -> None:
    """While a quarter runs its data end with the newest month that, joined with later ones, holds 10 answers."""
    store = new_store(tmp_path)
    store.append(responses(25))
    store.append(responses(9, first=100, visited_on=date(2024, 2, 20)))
    store.append(responses(1, first=200, visited_on=date(2024, 3, 1)))
    running = _until(store, tmp_path / "out", datetime(2024, 3, 4, tzinfo=UTC))
    over = _until(store, tmp_path / "out", datetime(2024, 3, 31, 17, 0, tzinfo=UTC))  # April in Jakarta
    assert ("2024-02-29", [("2024-T1", 0)]) == running
    assert ("2024-03-31", [("2024-T1", 1)]) == over


def test_publish_claims_no_unknown_licence(tmp_path: Path) -> None:
    """Where the licence is unknown the data package names none and Datasette says that it is unknown."""
    store = new_store(tmp_path, region=REGION.replace("CC-BY-4.0", "unknown"))
    _publish(store, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    metadata = json.loads((tmp_path / "out" / "current" / "metadata.json").read_text("utf-8"))
    assert "licenses" not in package
    assert "Tidak diketahui / Unknown" == metadata["license"]
