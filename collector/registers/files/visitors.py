"""visitors.csv: how many people were served. Published per official period, with the denominators (PUB02)."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Self

from collector.registers.context import Context, Fault
from collector.registers.kinds import Day, Maybe, Number, Reference
from collector.registers.register import Record, column, public, register
from survey_definitions.model import Publication, Text


@register(
    "visitors", "visitor_count", required=True, own_table=True, key=("service", "start"),
    title=Text(id="Jumlah pengunjung", en="Visitor counts"),
    description=Text(id="Banyaknya orang yang dilayani.", en="How many people were served."),
)  # fmt: skip
class VisitorCount(Record):
    """How many people a service served from `start` to `end`, both included."""

    service: str = public(Reference("service"), "Kode layanan", "Code of the service")
    start: date = column(Day(), "Hari pertama", "First day counted", Publication.COARSENED)
    end: date | None = column(
        Maybe(Day()),
        "Hari terakhir; kosong = satu hari",
        "Last day counted; empty = one day",
        Publication.COARSENED,
    )
    served: int = column(Number(), "Orang yang dilayani", "People served", Publication.COARSENED)

    @property
    def last(self) -> date:
        """The last day."""
        return self.end or self.start

    def faults(self, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """Refuse a span that ends before it starts."""
        if self.last < self.start:
            yield Fault("end", "the end lies before the start.", "Exchange them.")

    @classmethod
    def faults_among(cls, rows: Mapping[int, Self]) -> Iterator[tuple[int, Fault]]:
        """Refuse days that are counted twice."""
        ordered = sorted(rows.items(), key=lambda item: (item[1].service, item[1].start, item[1].last))
        for (_, earlier), (row, later) in pairwise(ordered):
            if earlier.service == later.service and later.start <= earlier.last:
                what = f"the visitors of '{later.service}' on {later.start} are counted in another row already."
                yield row, Fault("", what, "Keep one row for each day or span.")
