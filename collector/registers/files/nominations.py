"""nominations.csv: when and why a unit was chosen for a training; without it no effect can be told from chance."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.trainings import Training
from collector.registers.kinds import Day, Maybe, Number, OneOf, Reference
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

LOT = "undian"
REASONS = {
    LOT: Text(id="diundi", en="drawn by lot"),
    "sukarela": Text(id="mengajukan diri", en="volunteered"),
    "nilai-rendah": Text(id="nilainya rendah", en="had a low score"),
    "perintah": Text(id="diperintahkan", en="was ordered"),
}


@register(
    "nominations", "nomination", key=("training", "agency"),
    title=Text(id="Penunjukan unit", en="Nominations"),
    description=Text(
        id="Kapan dan mengapa sebuah unit dipilih untuk pelatihan.",
        en="When and why a unit was chosen for a training.",
    ),
)  # fmt: skip
class Nomination(Record):
    """One unit chosen for one training; `lot` is its place in the drawn order."""

    training: str = public(Reference("training"), "Kode pelatihan", "Code of the training", indexed=True)
    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    nominated_on: date = public(Day(), "Tanggal penunjukan", "When it was chosen")
    reason: str = public(OneOf(REASONS), "Alasan", "Why", indexed=True)
    lot: int | None = public(Maybe(Number(1)), "Nomor undian", "Place in the drawn order")

    def faults(self, context: Context) -> Iterator[Fault]:
        """Check that the choice came first and that lots are lots."""
        training = context.find(Training, self.training)
        if training and self.nominated_on > training.start:
            what = f"the unit was chosen on {self.nominated_on}, after the training began on {training.start}."
            yield Fault("nominated_on", what, "Correct one of the dates.")
        if (self.reason == LOT) != (self.lot is not None):
            what = "a unit has a lot if it was drawn by lot, and only then."
            yield Fault("lot", what, f"Write its place in the drawn order, or another reason than {LOT}.")
        if training and self.lot:
            yield from self._disorder(context, training, self.lot)

    def _disorder(self, context: Context, training: Training, lot: int) -> Iterator[Fault]:
        """Refuse lots drawn twice in a programme, and an order that was drawn but not kept."""
        for other in context.records(Nomination):
            its = context.find(Training, other.training)
            if other is self or its is None or other.lot is None:
                continue
            if its is not training and (its.programme is None or its.programme != training.programme):
                continue
            if other.lot == lot:
                yield Fault("lot", f"'{other.agency}' has lot {lot} too.", "Each unit has its own.")
            elif other.lot < lot and its.start > training.start:
                what = f"lot {lot} is trained on {training.start}, before lot {other.lot} on {its.start}."
                yield Fault("lot", what, "Correct the lots; where their order was not kept, the reason is another.")
