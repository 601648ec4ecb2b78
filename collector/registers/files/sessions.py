"""sessions.csv: the days and subjects of a training, which trainees judge one by one (TRN02)."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.agencies import NAME
from collector.registers.files.trainings import Training
from collector.registers.kinds import Day, Maybe, Number, Reference, Slug
from collector.registers.register import Record, column, public, register
from survey_definitions.model import Text


@register(
    "sessions", "session", key=("training", "number"),
    title=Text(id="Sesi pelatihan", en="Training sessions"),
    description=Text(id="Hari dan materi setiap pelatihan.", en="The days and subjects of each training."),
)  # fmt: skip
class Session(Record):
    """One subject on one day; `trainer` is a code such as ``pengajar-1``, never a name."""

    training: str = public(Reference("training"), "Kode pelatihan", "Code of the training", indexed=True)
    number: int = public(Number(1), "Nomor sesi", "Number of the session")
    day: date = public(Day(), "Tanggal", "Date")
    subject_id: str = public(NAME, "Materi (bahasa Indonesia)", "Subject in Indonesian")
    subject_en: str = public(NAME, "Materi (bahasa Inggris)", "Subject in English")
    jp: int = public(Number(1), "Jam pelajaran (JP)", "Training hours (JP)")
    # Who taught is for the organiser only: a published trainer is a judged person.
    trainer: str | None = column(
        Maybe(Slug()), "Kode pengajar, misalnya pengajar-1; bukan nama",
        "Code of the trainer, such as pengajar-1; never a name",
    )  # fmt: skip

    def faults(self, context: Context) -> Iterator[Fault]:
        """Refuse a day outside the training, and more hours than it has."""
        training = context.find(Training, self.training)
        if training is None:
            return
        if not training.start <= self.day <= training.end:
            what = f"{self.day} lies outside the training ({training.start} to {training.end})."
            yield Fault("day", what, "Correct this date or those of the training.")
        own = [one for one in context.records(Session) if one.training == self.training]
        hours = sum(one.jp for one in own if one.number <= self.number)
        if hours - self.jp <= training.jp < hours:
            what = f"up to this session they have {hours} JP together, and the training has {training.jp}."
            yield Fault("jp", what, "Correct one of them.")
