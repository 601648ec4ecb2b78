"""trainings.csv: the events in which civil servants were trained (TRN01)."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.agencies import NAME
from collector.registers.kinds import Day, Kind, Maybe, Number, OneOf, Reference, Slug, Stored, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

METHODS = {
    "pelatihan": Text(id="pelatihan", en="course"),
    "seminar": Text(id="seminar", en="seminar"),
    "workshop": Text(id="workshop", en="workshop"),
    "mentoring": Text(id="mentoring", en="mentoring"),
}
TOPICS = {
    "manajemen": Text(id="manajemen", en="management"),
    "ti-data": Text(id="teknologi informasi dan data", en="information technology and data"),
    "pelayanan-publik": Text(id="pelayanan publik", en="public service"),
    "lainnya": Text(id="lainnya", en="other"),
}
LEVELS = {
    "dasar": Text(id="dasar", en="basic"),
    "menengah": Text(id="menengah", en="intermediate"),
    "lanjutan": Text(id="lanjutan", en="advanced"),
    "": Text(id="tidak dibedakan", en="not distinguished"),
}


class _Unsur(Kind[tuple[str, ...]]):
    words = "keys of unsur, separated by spaces; may be empty"

    def read(self, text: str) -> tuple[str, ...]:
        """Read the keys, each once and in order."""
        return tuple(sorted(set(text.replace(",", " ").replace(";", " ").split())))

    def store(self, value: tuple[str, ...]) -> Stored:
        """Keep them on one line."""
        return " ".join(value)

    def restore(self, stored: Stored) -> tuple[str, ...]:
        """Return the keys."""
        return tuple(str(stored).split())


@register(
    "trainings", "training", retires=True,
    title=Text(id="Pelatihan", en="Trainings"),
    description=Text(
        id="Pelatihan, seminar, workshop, dan mentoring pegawai.",
        en="Courses, seminars, workshops and mentoring of civil servants.",
    ),
)  # fmt: skip
class Training(Record):
    """One event; a training that is planned has its dates in the future."""

    code: str = public(Slug(), "Kode pelatihan", "Code of the training")
    programme: str | None = public(
        Maybe(Reference("programme")), "Kode program", "Code of the programme", indexed=True
    )
    title_id: str = public(NAME, "Judul (bahasa Indonesia)", "Title in Indonesian")
    title_en: str = public(NAME, "Judul (bahasa Inggris)", "Title in English")
    method: str = public(OneOf(METHODS), "Bentuk", "Method", indexed=True)
    topic: str = public(OneOf(TOPICS), "Bidang", "Topic", indexed=True)
    level: str = public(OneOf(LEVELS), "Jenjang", "Level")
    jp: int = public(Number(1), "Jam pelajaran (JP)", "Training hours (JP)")
    start: date = public(Day(), "Hari pertama", "First day")
    end: date = public(Day(), "Hari terakhir", "Last day")
    provider: str = public(
        Words(missing="the provider is missing."), "Penyelenggara: sebuah lembaga, bukan nama orang",
        "Who gives it: an institution, never a person's name",
    )  # fmt: skip
    unsur: tuple[str, ...] = public(_Unsur(), "Unsur yang hendak diperbaiki", "Unsur it is meant to improve")
    declared_on: date | None = public(
        Maybe(Day()),
        "Tanggal unsur ditetapkan, sebelum pelatihan",
        "When these unsur were declared, before it began",
    )
    evaluated_from: date | None = public(
        Maybe(Day()), "Hari pertama hasilnya dinilai", "First day on which its result is evaluated"
    )

    def faults(self, context: Context) -> Iterator[Fault]:
        """Check the order of the dates: declared, begun, ended, evaluated."""
        if self.end < self.start:
            yield Fault("end", f"it ends on {self.end}, before it starts on {self.start}.", "Correct the dates.")
        if self.evaluated_from and self.evaluated_from <= self.end:
            what = f"the evaluation begins on {self.evaluated_from}, but the training ends on {self.end}."
            yield Fault("evaluated_from", what, "A training is evaluated after it; correct one of the dates.")
        if self.unsur and not self.declared_on:
            what = "unsur are named, but not when they were declared."
            yield Fault("declared_on", what, "Write that date, or leave unsur empty if they were never declared.")
        if self.declared_on and self.declared_on > self.start:
            what = f"the unsur were declared on {self.declared_on}, after the training began on {self.start}."
            yield Fault("declared_on", what, "Leave unsur empty: what is chosen afterwards proves nothing (TRN01).")
        if fault := context.unknown_unsur("unsur", self.unsur):
            yield fault
