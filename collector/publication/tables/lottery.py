"""Lotteries of training orders, with all that is needed to draw them again."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import AGENCY
from collector.publication.tables.registry import open_table
from collector.storage.lotteries import read_lotteries
from survey_definitions.model import Text

TABLE = OpenTable(
    name="lottery",
    title=Text(id="Undian urutan pelatihan", en="Lotteries of training orders"),
    description=Text(
        id="Unit setiap program menurut undian. Siapa pun dapat mengulanginya: nomor undian adalah urutan SHA-256 "
        "dari input_digest, seed, dan kode unit, masing-masing diakhiri baris baru.",
        en="The units of each programme as they were drawn. Anyone can draw again: the lot is the rank of the "
        "SHA-256 of input_digest, seed and the unit's code, each ended by a line feed.",
    ),
    columns=(
        column("programme TEXT", "Kode program", "Code of the programme", indexed=True, refers="programme.code"),
        AGENCY,
        column("lot INTEGER", "Nomor undian; kosong = belum diundi", "Place drawn; empty = not drawn yet"),
        column("input_digest TEXT", "SHA-256 program dan unit", "SHA-256 of programme and units"),
        column("source TEXT", "Asal seed, diumumkan sebelumnya", "Where the seed comes from, announced before"),
        column("announced_on TEXT", "Tanggal pengumuman", "When it was announced"),
        column("seed TEXT", "Seed", "Seed"),
        column("drawn_on TEXT", "Tanggal undian", "When it was drawn"),
    ),
)


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the units in the order drawn; those of a lottery that waits for its seed by code."""
    for lottery in read_lotteries(edition.store.connection):
        for place, unit in enumerate(lottery.order or lottery.units, start=1):
            yield (
                lottery.programme, unit, place if lottery.order else None, lottery.input_digest, lottery.source,
                lottery.announced_on.isoformat(), lottery.seed,
                lottery.drawn_on.isoformat() if lottery.drawn_on else None,
            )  # fmt: skip
