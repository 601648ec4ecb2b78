"""A region with every special case a page must cope with, and its site as tests read it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from open_db import NINE, NINE_2014, OpenDb, alike, spread

from site_builder.builder import BuildReport

PAYLOAD = "<script>alert('x')</script>&amp; \"{{ 7*7 }}\" =1+1"
RECEIPTS = ("k3m9p7xw2dq48rst", "00000000000000v1", *(f"{n:016}" for n in range(100, 130)))
LONGEST = "Unit " + "a" * 195


@dataclass(frozen=True)
class BuiltSite:
    """A built site as tests read it."""

    folder: Path
    database: Path
    report: BuildReport

    def text(self, place: str) -> str:
        """Read a file of the site."""
        return (self.folder / place).read_text(encoding="utf-8")

    def page(self, place: str) -> Element:
        """Parse a page, which must be valid HTML."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parse(self.text(place))

    def words(self, place: str) -> str:
        """Return what a reader sees of a page, with single spaces."""
        body = self.page(place).find("body")
        assert body is not None
        return " ".join(" ".join(body.itertext()).split())

    def json(self, place: str) -> Any:
        """Read a JSON file of the site."""
        return json.loads(self.text(place))

    def pages(self) -> Iterator[str]:
        """Name every page."""
        return (str(path.relative_to(self.folder)) for path in sorted(self.folder.rglob("*.html")))


def showcase(path: Path, **meta: str) -> Path:
    """Write an open database with one unit for each thing a page must cope with."""
    db = OpenDb(path, surveys=("skm-2014", "skm-2017"), **meta)
    for period in ("2023-T4", "2024-T1", "2024-T2", "2024-T3", "2024-07"):
        db.period(period)
    _ordinary(db)
    _broken_series(db)
    _few_answers(db)
    db.agency("kosong", "Dinas Kosong")
    db.agency("pensiun", "Dinas Lama", retired=True)
    db.cell("pensiun", "2023-T4", 30, alike(2, 30))
    db.agency("jahat", PAYLOAD, note=PAYLOAD)
    db.service("jahat", "jahat-1", "=HYPERLINK(1)")
    db.cell("jahat", "2024-T3", 50, alike(4, 50))
    db.agency("panjang", LONGEST, kind="kelurahan", parent="kecamatan-a")
    for parent in ("kecamatan-a", "kecamatan-b"):
        db.agency(parent, f"Kecamatan {parent[-1].upper()}", kind="kecamatan")
        db.agency(f"pasir-putih-{parent[-1]}", "Pasir Putih", kind="kelurahan", parent=parent)
    _promises(db)
    _voices(db)
    db.ledger(RECEIPTS, withdrawn=RECEIPTS[1:2])
    return db.save()


def _ordinary(db: OpenDb) -> None:
    """Add an agency with 40 answers of 3, in two channels, and with services shown, merged and hidden."""
    db.agency("biasa", "Dinas Biasa", name_en="Ordinary Department")
    db.service("biasa", "besar", "Layanan Besar", tariff="gratis")
    db.service("biasa", "kecil-1", "Layanan Kecil")
    db.service("biasa", "kecil-2", "Layanan Mungil")
    db.service("biasa", "sepi", "Layanan Sepi")
    for channel, n in ((("qr", "open"), 25), (("paper", "open"), 15)):
        db.cell("biasa", "2024-T3", n, alike(3, n), channel=channel)
    db.cell("biasa", "2024-T3", 28, alike(3, 28), service="besar")
    db.cell("biasa", "2024-T3", 12, alike(3, 12), service="gabungan")
    db.hidden("biasa", "2024-T3", service="kecil-1")
    db.hidden("biasa", "2024-T3", service="kecil-2")
    db.cell("biasa", "2024-07", 40, alike(3, 40))


def _broken_series(db: OpenDb) -> None:
    """Add an agency that changed its questionnaire, and used two of them in one period."""
    db.agency("ganti", "Dinas Ganti")
    db.cell("ganti", "2023-T4", 30, alike(4, 30, NINE_2014), survey="skm-2014")
    db.cell("ganti", "2024-T1", 30, alike(3, 30, NINE_2014), survey="skm-2014")
    db.cell("ganti", "2024-T2", 30, alike(2, 30, NINE_2014), survey="skm-2014")
    db.cell("ganti", "2024-T2", 31, alike(3, 31))
    db.cell("ganti", "2024-T3", 32, alike(4, 32))


def _few_answers(db: OpenDb) -> None:
    """Add agencies with too few answers: provisional, hidden, hidden now, a hidden unsur, a missing one."""
    totals = (105, 101, 100, 116, 102, 105, 106, 105, 115)
    db.agency("sementara", "Dinas Sementara")
    db.cell("sementara", "2024-T3", 29, {k: spread(29, total) for k, total in zip(NINE, totals, strict=True)})
    db.agency("sedikit", "Dinas Sedikit")
    db.hidden("sedikit", "2024-T2")
    db.hidden("sedikit", "2024-T3")
    db.agency("turun", "Dinas Turun")
    db.cell("turun", "2024-T1", 30, alike(4, 30))
    db.hidden("turun", "2024-T2")
    db.agency("satu-unsur", "Dinas Satu Unsur")
    db.cell("satu-unsur", "2024-T3", 33, {**alike(3, 33), "biaya": None, "sarana": [0, 0, 0, 0]})


def _promises(db: OpenDb) -> None:
    """Add a promise of every stage."""
    db.follow_up("kursi", "biasa", "2024-08-31", "berjalan", service="kecil-1", unsur="sarana", overdue=True)
    db.follow_up("papan", "biasa", "2025-03-31", owner="kosong", period="2024-T3", said=PAYLOAD, action=PAYLOAD)
    kept = {"done_on": "2024-05-15", "evidence": "https://kota.example/bukti?a=1&b=2"}
    db.follow_up("antrean", "ganti", "2024-04-30", "selesai", unsur="waktu", **kept)
    db.follow_up("tanpa-bukti", "ganti", "2024-04-30", "selesai", unsur="waktu", done_on="2024-04-20")
    db.follow_up("parkir", "turun", "2024-02-28", "batal", retired=True)


def _voices(db: OpenDb) -> None:
    """Add comments that may be told and some that may not, the steps to an answer, and who answered."""
    db.comments("biasa", "2024-T1", {("waktu", "lambat"): 40})
    told = {("waktu", "lambat"): 12, ("waktu", "cepat"): None, ("perilaku", "ramah"): 31}
    db.comments("biasa", "2024-T3", told, [PAYLOAD])
    db.comments("ganti", "2024-T3", {("waktu", "lambat"): None})
    db.profile("biasa", "2024-T3", "jenis_kelamin", {None: 38, "L": None, "P": None})
    db.profile("biasa", "2024-T3", "usia", {None: 30, "<20": 5, "20-29": 20, "60+": 5})
    db.profile("biasa", "2024-T3", "pekerjaan", {None: None})
    steps = ("biasa", None, "2024-T3", 812, None, 130, '{"open": 25, "poster": 15}', None)
    db.execute("INSERT INTO denominator VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *steps)
    hidden = ("ganti", None, "2024-T3", None, None, None, '{"token": 32}', "PUB02")
    db.execute("INSERT INTO denominator VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *hidden)
