"""Builders for what tests stand on: regions, answers, filled instances."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from collector.registers.loader import load_registers
from collector.storage import SqliteStore, open_store
from collector.storage.records import NewResponse
from collector.storage.registers import save_registers
from survey_definitions.loader import load_surveys

NINE = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
SECRET = bytes(range(32))
NOON = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)

REGION = """\
code = "uji"
kind = "kota"
name.id = "Kota Uji"
name.en = "Test City"
publisher.id = "Bagian Organisasi Kota Uji"
publisher.en = "Organisation Bureau of Test City"
timezone = "Asia/Jakarta"
period_kind = "triwulan"
default_survey = "skm-2017"
simulated = false
licence = "CC-BY-4.0"
"""
AGENCIES = (
    ("code", "parent", "kind", "name_id", "name_en", "note"),
    ("dinas", "", "opd", "Dinas Uji", "Test Agency", ""),
    ("kelurahan", "dinas", "kelurahan", "Kelurahan Uji", "Test Village", ""),
)
SERVICES = (
    ("agency", "code", "name_id", "name_en", "tariff", "note"),
    ("dinas", "ktp", "KTP-el", "Identity card", "gratis", ""),
    ("dinas", "izin", "Izin usaha", "Business permit", "berbayar", ""),
    ("dinas", "arsip", "Salinan arsip", "Archive copies", "", ""),
    ("kelurahan", "surat", "Surat keterangan", "Letters", "gratis", ""),
)
COUNTERS = (
    ("code", "service", "name_id", "name_en", "survey"),
    ("ab2cd", "ktp", "Loket 1", "Counter 1", ""),
    ("ef3gh", "izin", "Loket 2", "Counter 2", ""),
    ("jk4mn", "surat", "Loket 1", "Counter 1", ""),
)
VISITORS = (("service", "start", "end", "served"),)


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write `rows`, the header first, as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_region(folder: Path, region: str = REGION, **tables: Sequence[Sequence[object]]) -> Path:
    """Write a region's folder; `tables` replace agencies, services, counters or visitors, header included."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.toml").write_text(region, encoding="utf-8")
    defaults = {"agencies": AGENCIES, "services": SERVICES, "counters": COUNTERS, "visitors": VISITORS}
    for name, rows in {**defaults, **tables}.items():
        write_csv(folder / f"{name}.csv", rows)
    return folder


def new_store(folder: Path, region: str = REGION, **tables: Sequence[Sequence[object]]) -> SqliteStore:
    """Open a private database in `folder` that holds the registers of a region."""
    registers = load_registers(write_region(folder / "region", region, **tables), load_surveys())
    store = open_store(folder / "instance" / "private.db", create=True)
    save_registers(store, registers)
    return store


def response(number: int = 1, **changes: Any) -> NewResponse:
    """Return answer `number` (it gives the id): all nine unsur 3, at the KTP counter, on 2 January 2024."""
    fields: dict[str, Any] = {
        "id": sha256(str(number).encode()).hexdigest()[:32],
        "survey": "skm-2017", "version": 1, "agency": "dinas", "service": "ktp", "counter": None,
        "response_class": "open", "mode": "qr", "offline": False, "language": "id",
        "visited_on": date(2024, 1, 2), "received_at": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
        "seconds": 60, "answers": dict.fromkeys(NINE, 3),
    }  # fmt: skip
    return NewResponse(**{**fields, **changes})


def responses(count: int, first: int = 1, **changes: Any) -> list[NewResponse]:
    """Return `count` answers like `response`, numbered from `first`."""
    return [response(number, **changes) for number in range(first, first + count)]
