"""Registers in the private database."""

from pathlib import Path

import pytest
from factories import AGENCIES, COUNTERS, REGION, SERVICES, VISITORS, new_store, write_region
from programme import PROGRAMME

from collector.errors import CollectorRefusedError
from collector.registers.files.follow_ups import FollowUp
from collector.registers.files.participations import Participation
from collector.registers.files.replies import Reply
from collector.registers.files.trainings import Training
from collector.registers.loader import load_registers
from collector.registers.records import Registers
from collector.registers.registry import registers
from collector.storage.registers import (
    read_agencies,
    read_counters,
    read_records,
    read_services,
    save_registers,
)
from survey_definitions.loader import load_surveys


def _load(folder: Path, region: str = REGION, **tables: object) -> Registers:
    return load_registers(write_region(folder, region, **tables), load_surveys())  # type: ignore[arg-type]


def test_save_registers_twice_changes_nothing(tmp_path: Path) -> None:
    """Loading is idempotent and retires nobody."""
    store = new_store(tmp_path)
    before = read_services(store)
    summary = save_registers(store, _load(tmp_path / "again"))
    assert ("2 units, 3 counters, 4 services, 0 visitor counts", 0) == (summary.said(), summary.retired)
    assert before == read_services(store)


def test_save_registers_retires_what_vanished(tmp_path: Path) -> None:
    """A unit that left the file stays, marked retired, with its service and counter."""
    store = new_store(tmp_path)
    smaller = _load(tmp_path / "later", agencies=AGENCIES[:2], services=SERVICES[:4], counters=COUNTERS[:3])
    assert save_registers(store, smaller).retired == 3
    assert {agency.code: retired for agency, retired in read_agencies(store)} == {"dinas": False, "kelurahan": True}
    counter = store.counter("jk4mn")
    assert counter is not None
    assert counter.retired


def test_save_registers_brings_back_what_returned(tmp_path: Path) -> None:
    """A retired unit that is in the file again is active again, under its new name."""
    store = new_store(tmp_path)
    save_registers(
        store, _load(tmp_path / "b", agencies=AGENCIES[:2], services=SERVICES[:4], counters=COUNTERS[:3])
    )
    save_registers(
        store, _load(tmp_path / "c", agencies=(*AGENCIES[:2], ("kelurahan", "", "kelurahan", "Baru", "New", "")))
    )
    assert [(agency.code, agency.name.id, retired) for agency, retired in read_agencies(store)] == [
        ("dinas", "Dinas Uji", False),
        ("kelurahan", "Baru", False),
    ]


def test_save_registers_replaces_visitor_counts(tmp_path: Path) -> None:
    """visitors.csv is taken as it stands."""
    store = new_store(tmp_path, visitors=(*VISITORS, ("ktp", "2024-01-01", "2024-01-31", "40")))
    save_registers(store, _load(tmp_path / "b", visitors=(*VISITORS, ("ktp", "2024-01-01", "2024-01-31", "50"))))
    assert store.connection.execute("SELECT service, served FROM visitor_count").fetchall() == [("ktp", 50)]


def test_save_registers_refuses_another_region(tmp_path: Path) -> None:
    """An instance belongs to one region; nothing of the other is stored."""
    store = new_store(tmp_path)
    with pytest.raises(CollectorRefusedError, match="holds the region 'uji'"):
        save_registers(store, _load(tmp_path / "b", REGION.replace('"uji"', '"lain"')))
    region = store.region()
    assert region is not None
    assert region.code == "uji"


def test_read_counters_names_service_and_unit(tmp_path: Path) -> None:
    """Counters come by unit, service and name, retired ones marked."""
    store = new_store(tmp_path)
    save_registers(
        store, _load(tmp_path / "b", agencies=AGENCIES[:2], services=SERVICES[:4], counters=COUNTERS[:3])
    )
    assert [
        ("ef3gh", "Dinas Uji", "Izin usaha", "Loket 2", False),
        ("ab2cd", "Dinas Uji", "KTP-el", "Loket 1", False),
        ("jk4mn", "Kelurahan Uji", "Surat keterangan", "Loket 1", True),
    ] == [(c.code, c.agency_name.id, c.service_name.id, c.name.id, c.retired) for c in read_counters(store)]


def test_save_registers_keeps_every_register_as_it_was_read(tmp_path: Path) -> None:
    """What is read back is what was loaded, in all registers; loading again changes nothing."""
    loaded = _load(tmp_path / "region", **PROGRAMME)
    store = new_store(tmp_path, **PROGRAMME)
    save_registers(store, loaded)
    for record in registers():
        read = [one for one, _ in read_records(store, record)]
        assert sorted(map(str, loaded.of(record))) == sorted(map(str, read))


def test_save_registers_retires_promises_and_removes_counts(tmp_path: Path) -> None:
    """A training and a promise that vanished stay, marked; trainees, replies and the like go with their rows."""
    store = new_store(tmp_path, **PROGRAMME)
    emptied = {name: rows[:1] for name, rows in PROGRAMME.items()}
    loaded = save_registers(store, _load(tmp_path / "later", **emptied))
    assert 7 == loaded.retired  # 1 programme, 2 trainings, 2 promises and 2 commitments
    assert [True, True] == [retired for _, retired in read_records(store, Training)]
    assert [True, True] == [retired for _, retired in read_records(store, FollowUp)]
    assert [] == read_records(store, Participation)
    assert [] == read_records(store, Reply)


def test_migrations_make_the_tables_as_declared(tmp_path: Path) -> None:
    """Each register's table has the declared columns of the declared types, in the declared order."""
    store = new_store(tmp_path)
    for record in registers():
        declared = [(column.name, column.kind.sql) for column in record.register.columns]
        found = store.connection.execute(f"PRAGMA table_info({record.register.table})").fetchall()
        assert declared == [(row[1], row[2]) for row in found][: len(declared)], record.register.name
