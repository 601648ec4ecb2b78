"""PUB03: who answered, characteristic by characteristic."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.profiles import RULE, Profile
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="profile",
    title=Text(id="Ciri pengisi", en="Who answered"),
    description=Text(
        id="Banyaknya pengisi menurut satu ciri, per unit dan periode resmi yang sudah berakhir. value kosong = "
        "semua yang menjawab pertanyaan itu. Angka 1–4 disembunyikan, bersama angka lain yang dapat membukanya.",
        en="How many respondents by one characteristic, by unit and official period that has ended. Empty value = "
        "all who answered that question. Counts of 1–4 are hidden, with others that would give them away.",
    ),
    columns=(
        columns.AGENCY,
        columns.PERIOD,
        column("attribute TEXT", "Ciri: kode pertanyaan", "Characteristic: key of the question", indexed=True),
        column("value TEXT", "Nilai: kode resmi pilihan atau kelompok usia dalam tahun; kosong = jumlah",
               "Value: official code of the choice or class of years; empty = the total"),
        column("n INTEGER", "Banyaknya; kosong = disembunyikan", "How many; empty = hidden"),
        column("rule TEXT", "Aturan yang menyembunyikan angka ini", "The rule by which this number is hidden"),
    ),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the total of each characteristic, then its values."""
    for (agency, period), by_key in edition.respondents.profiles.items():
        for attribute, profile in by_key.items():
            yield from ((agency, period.id, attribute, *cells) for cells in _cells(profile))


def _cells(profile: Profile | None) -> Iterator[tuple[str | None, int | None, str | None]]:
    """Yield (value, n, rule)."""
    if profile is None:
        yield None, None, RULE
        return
    yield None, profile.total, None
    for value, n in profile.counts.items():
        yield (value, None, RULE) if value in profile.hidden else (value, n, None)
