"""participations.csv: how many of a unit's staff were trained. Counts, never names (TRN01, PUB05)."""

from collections.abc import Iterator

from collector.registers.context import Context, Fault
from collector.registers.kinds import Number, Reference
from collector.registers.register import Record, column, public, register
from survey_definitions.model import Publication, Text


@register(
    "participations", "participation", key=("training", "agency"), own_table=True,
    title=Text(id="Peserta pelatihan", en="Participations"),
    description=Text(
        id="Banyaknya pegawai loket setiap unit yang ikut pelatihan.",
        en="How many of each unit's staff at counters took part in a training.",
    ),
)  # fmt: skip
class Participation(Record):
    """One unit in one training."""

    training: str = public(Reference("training"), "Kode pelatihan", "Code of the training", indexed=True)
    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    staff: int = column(
        Number(1), "Pegawai loket unit itu pada hari pertama", "Staff at the unit's counters on the first day",
        Publication.COARSENED,
    )  # fmt: skip
    participants: int = column(
        Number(), "Pegawai yang mulai ikut", "Staff who began it", Publication.COARSENED
    )  # fmt: skip
    completed: int = column(
        Number(), "Pegawai yang menyelesaikannya", "Staff who finished it", Publication.COARSENED
    )  # fmt: skip

    def faults(self, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """Refuse parts that are larger than the whole."""
        if self.participants > self.staff:
            what = f"{self.participants} took part, but the unit has {self.staff} staff at its counters."
            yield Fault("participants", what, "Correct one of them.")
        if self.completed > self.participants:
            what = f"{self.completed} finished, but only {self.participants} began."
            yield Fault("completed", what, "Correct one of them.")
