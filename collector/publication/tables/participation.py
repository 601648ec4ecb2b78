"""How many were trained, by training and unit; groups below ten are merged (PUB05, TRN08).

That a unit took part is public; how many of a small group did is not. The small groups of a training stand together
in a row `gabungan` where that holds at least ten people and does not tell each of them: two groups with 18 people
are nine and nine. No total of a training is published, so nothing can be subtracted from one.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenColumn, OpenTable, column
from collector.publication.small_cells import GABUNGAN, K
from collector.publication.tables.registry import open_table
from collector.registers.files.participations import Participation
from collector.registers.register import Column
from collector.storage.registers import read_records
from survey_definitions.model import Text

RULE = "PUB05"


def _as_declared(one: Column) -> OpenColumn:
    return OpenColumn(name=one.name, type=one.kind.sql, description=one.description, indexed=one.indexed)


TABLE = OpenTable(
    name=Participation.register.table,
    title=Participation.register.title,
    description=Text(
        id=f"{Participation.register.description.id} Kelompok di bawah 10 orang digabung: unit gabungan.",
        en=f"{Participation.register.description.en} Groups below 10 are merged: unit gabungan.",
    ),
    columns=(
        *map(_as_declared, Participation.register.columns),
        column("rule TEXT", "Aturan yang menyembunyikan angka kosong (1–9)",
               "The rule by which an empty number (1–9) is hidden"),
    ),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the units of each training, then what its small groups have together."""
    found = [one for one, _ in read_records(edition.store, Participation)]
    for training, group in groupby(found, key=lambda one: one.training):
        units = list(group)
        small = [one for one in units if 0 < one.participants < K]
        for one in units:
            numbers = (None, None, None) if one in small else _numbers([one])
            yield _row(training, one.agency, numbers)
        if _may_be_merged([one.participants for one in small]):
            yield _row(training, GABUNGAN, _numbers(small))


def _row(training: str, agency: str, numbers: tuple[int | None, ...]) -> Row:
    return (training, agency, *numbers, RULE if None in numbers else None)


def _numbers(units: Sequence[Participation]) -> tuple[int | None, ...]:
    """Return staff, participants and those who finished, each None from 1 to 9."""
    sums = (sum(getattr(one, name) for one in units) for name in ("staff", "participants", "completed"))
    return tuple(None if 0 < n < K else n for n in sums)


def _may_be_merged(participants: Sequence[int]) -> bool:
    """Tell whether a sum of small groups says nothing about one of them: not if all are 1 or all are 9."""
    n = len(participants)
    return n > 1 and sum(participants) >= K and sum(participants) not in (n, n * (K - 1))
