"""The cube of counts, protected by PUB02."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from collector.periods import MONTH, period_of
from collector.publication.edition import Edition
from collector.publication.grouping import UnitPeriod
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.small_cells import CAMPURAN, RULE, Channel, Protected
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from collector.publication.tally import Tally
from survey_definitions.model import Text

TABLE = OpenTable(
    name="count_cell",
    title=Text(id="Hitungan jawaban", en="Counts of answers"),
    description=Text(
        id="Banyaknya jawaban per unit, layanan, periode, dan nilai. question kosong = jumlah pengisi.",
        en="How many answers per unit, service, period and value. Empty question = number of respondents.",
    ),
    columns=(
        columns.AGENCY,
        columns.SERVICE,
        columns.SURVEY,
        columns.PERIOD,
        *columns.CHANNEL,
        column("question TEXT", "Kode pertanyaan; kosong = pengisi", "Question; empty = respondents"),
        column("value INTEGER", "Nilai jawaban", "Answer value"),
        column("n INTEGER", "Banyaknya; kosong = disembunyikan (1–9)", "How many; empty = hidden (1–9)"),
        columns.RULE,
    ),
)  # fmt: skip
MIXED = Channel(CAMPURAN, CAMPURAN)


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield the cube, one unit, survey and official period after the other."""
    for group, protected in edition.groups.items():
        yield from _count_rows(group, protected)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which cell a row belongs to; `service` None is the unit as a whole."""

    agency: str
    service: str | None
    survey: str
    period: str

    def row(self, channel: Channel, question: str | None, value: int | None, n: int | None) -> Row:
        """Return a row of `count_cell`; a number that is None is hidden by PUB02."""
        rule = RULE if n is None else None
        return (
            self.agency, self.service, self.survey, self.period, channel.mode, channel.response_class,
            question, value, n, rule,
        )  # fmt: skip


def _count_rows(group: UnitPeriod, protected: Protected) -> Iterator[Row]:
    """Yield every row of one unit, survey and period: the unit, its parts, what is hidden, its months."""

    def place(service: str | None, period: str = group.period.id) -> _Place:
        return _Place(agency=group.agency, service=service, survey=group.survey, period=period)

    if not protected.parts:
        yield place(None).row(MIXED, None, None, None)
    unit = protected.unit_cells
    yield from _cell_rows(place(None), unit, protected.unit_hidden_questions)
    for part in protected.parts:
        yield from _cell_rows(place(part.label), part.cells, part.hidden_questions)
    for service in sorted(protected.hidden_services):
        yield place(service).row(MIXED, None, None, None)
    channel = next(iter(unit)) if len(unit) == 1 else MIXED  # months never cross with channels (PUB02)
    for month, tally in sorted(protected.months.items()):
        period = period_of(month, MONTH).id
        yield from _cell_rows(place(None, period), {channel: tally}, protected.unit_hidden_questions)


def _cell_rows(place: _Place, cells: Mapping[Channel, Tally], hidden: frozenset[str]) -> Iterator[Row]:
    for channel, tally in sorted(cells.items()):
        yield place.row(channel, None, None, tally.n)
        for question in tally.shape.questions:
            if question in hidden:
                yield place.row(channel, question, None, None)
                continue
            for value, n in enumerate(tally.values(question), start=tally.shape.minimum):
                yield place.row(channel, question, value, n)
