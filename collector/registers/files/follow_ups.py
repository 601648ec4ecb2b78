"""follow_ups.csv: what citizens said and what the office does about it (SKM24, "Anda bilang, kami lakukan")."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.events import foreign_service
from collector.registers.kinds import Day, Link, Maybe, OneOf, PeriodCode, Reference, Slug, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

DONE = "selesai"
DROPPED = "batal"
STATUSES = {
    "rencana": Text(id="direncanakan", en="planned"),
    "berjalan": Text(id="sedang dikerjakan", en="under way"),
    DONE: Text(id="selesai", en="done"),
    DROPPED: Text(id="dibatalkan", en="dropped"),
}
LONG = 500


@register(
    "follow_ups", "follow_up", retires=True, own_table=True,
    title=Text(id="Tindak lanjut", en="Follow-ups"),
    description=Text(
        id="Anda bilang, kami lakukan: janji yang lewat tenggat tetap tampak.",
        en="You said, we did: what citizens said and what units do about it; what is overdue stays visible.",
    ),
)  # fmt: skip
class FollowUp(Record):
    """One promise. Its owner is a unit of the register, so that no person's name can stand there."""

    code: str = public(Slug(), "Kode tindak lanjut", "Code of the follow-up")
    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    service: str | None = public(
        Maybe(Reference("service")), "Kode layanan; kosong = seluruh unit",
        "Code of the service; empty = the whole unit",
    )  # fmt: skip
    period: str | None = public(
        Maybe(PeriodCode()), "Periode survei yang melatarbelakanginya", "Survey period that gave rise to it"
    )
    unsur: str | None = public(Maybe(Slug()), "Unsur", "Unsur", indexed=True)
    said_id: str = public(
        Words(missing="what citizens said is missing.", longest=LONG), "Yang dikatakan warga (bahasa Indonesia)",
        "What citizens said, in Indonesian",
    )  # fmt: skip
    said_en: str = public(
        Words(longest=LONG), "Yang dikatakan warga (bahasa Inggris)", "What citizens said, in English"
    )
    action_id: str = public(
        Words(missing="the action is missing.", longest=LONG), "Tindakan (bahasa Indonesia)",
        "Action, in Indonesian",
    )  # fmt: skip
    action_en: str = public(Words(longest=LONG), "Tindakan (bahasa Inggris)", "Action, in English")
    owner: str = public(
        Reference("agency"), "Kode unit yang bertanggung jawab", "Code of the unit that is responsible"
    )
    due: date = public(Day(), "Tenggat", "Due")
    status: str = public(OneOf(STATUSES), "Status", "Status", indexed=True)
    done_on: date | None = public(Maybe(Day()), "Tanggal selesai", "When it was done")
    evidence: str | None = public(Maybe(Link()), "Tautan bukti", "Link to the evidence")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status not in (DONE, DROPPED)

    def faults(self, context: Context) -> Iterator[Fault]:
        """Check that "done" has a date and evidence, and that all it names exists."""
        yield from unproven(context, self.status, self.done_on, self.evidence)
        found = (
            context.unknown_unsur("unsur", (self.unsur,) if self.unsur else ()),
            context.foreign_period("period", self.period) if self.period else None,
            foreign_service(context, self.agency, self.service),
        )
        yield from (fault for fault in found if fault)


def unproven(context: Context, status: str, done_on: date | None, evidence: str | None) -> Iterator[Fault]:
    """Refuse a promise that is called done without date and evidence, and a date without its being done."""
    if status == DONE and not done_on:
        yield Fault("done_on", "it is done, but not when.", f"Write the date, or another status than {DONE}.")
    if status == DONE and not evidence:
        what = "it is done, but nothing shows it."
        yield Fault("evidence", what, f"Write a link to what shows it, or another status than {DONE}.")
    if status != DONE and done_on:
        what = f"it has a date of completion, but its status is {status}."
        yield Fault("status", what, f"Write {DONE}, or take the date out.")
    if fault := context.in_future("done_on", done_on):
        yield fault
