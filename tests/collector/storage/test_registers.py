"""Registers in the private database."""

from pathlib import Path

import pytest
from factories import AGENCIES, COUNTERS, REGION, SERVICES, VISITORS, new_store, write_region

from collector.errors import CollectorRefusedError
from collector.registers.loader import load_registers
from collector.registers.records import Registers
from collector.storage.registers import LoadSummary, read_agencies, read_counters, read_services, save_registers
from survey_definitions.loader import load_surveys


def _load(folder: Path, region: str = REGION, **tables: object) -> Registers:
    return load_registers(write_region(folder, region, **tables), load_surveys())  # type: ignore[arg-type]


def test_save_registers_twice_changes_nothing(tmp_path: Path) -> None:
    """Loading is idempotent and retires nobody."""
    store = new_store(tmp_path)
    before = read_services(store)
    summary = save_registers(store, _load(tmp_path / "again"))
    assert LoadSummary(agencies=2, services=4, counters=3, visitor_counts=0, retired=0) == summary
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
