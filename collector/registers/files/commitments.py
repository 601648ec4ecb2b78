"""commitments.csv: what leaders promise a programme, morally and materially, and whether they did it (TRN06)."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.follow_ups import LONG, STATUSES, unproven
from collector.registers.kinds import Day, Link, Maybe, OneOf, Reference, Slug, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

SUPPORT = {
    "moral": Text(id="moral: teladan, penjelasan, penghargaan", en="moral: example, explanation, recognition"),
    "material": Text(id="material: waktu, tenaga, alat, anggaran", en="material: time, staff, tools, money"),
}


@register(
    "commitments", "leader_commitment", retires=True,
    title=Text(id="Komitmen pimpinan", en="Leaders' commitments"),
    description=Text(
        id="Yang dijanjikan pimpinan unit bagi program pelatihan; janji yang lewat tenggat tetap tampak.",
        en="What the leaders of a unit promise a training programme; what is overdue stays visible.",
    ),
)  # fmt: skip
class Commitment(Record):
    """One promise of the office that leads a unit; never a person's name."""

    code: str = public(Slug(), "Kode komitmen", "Code of the commitment")
    agency: str = public(
        Reference("agency"), "Kode unit yang pimpinannya berjanji", "Code of the unit whose leaders promise it",
        indexed=True,
    )  # fmt: skip
    programme: str | None = public(
        Maybe(Reference("programme")), "Kode program; kosong = semua pelatihan unit itu",
        "Code of the programme; empty = all trainings of the unit", indexed=True,
    )  # fmt: skip
    support: str = public(OneOf(SUPPORT), "Jenis dukungan", "Kind of support", indexed=True)
    made_on: date = public(Day(), "Tanggal janji", "When it was promised")
    text_id: str = public(
        Words(missing="the promise is missing.", longest=LONG), "Isi janji (bahasa Indonesia)",
        "What is promised, in Indonesian",
    )  # fmt: skip
    text_en: str = public(Words(longest=LONG), "Isi janji (bahasa Inggris)", "What is promised, in English")
    due: date = public(Day(), "Tenggat", "Due")
    status: str = public(OneOf(STATUSES), "Status", "Status", indexed=True)
    done_on: date | None = public(Maybe(Day()), "Tanggal ditepati", "When it was kept")
    evidence: str | None = public(Maybe(Link()), "Tautan bukti", "Link to the evidence")

    def faults(self, context: Context) -> Iterator[Fault]:
        """Check that it was promised before it was due, and that "done" has a date and evidence."""
        if self.due < self.made_on:
            what = f"it is due on {self.due}, before it was promised on {self.made_on}."
            yield Fault("due", what, "Correct one of the dates.")
        if fault := context.in_future("made_on", self.made_on):
            yield fault
        yield from unproven(context, self.status, self.done_on, self.evidence)
