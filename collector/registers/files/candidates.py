"""candidates.csv: the units a programme will train one after the other, whose order is drawn by lot."""

from collector.registers.kinds import Reference
from collector.registers.register import Record, public, register
from survey_definitions.model import Text


@register(
    "candidates", "candidate", key=("programme", "agency"),
    title=Text(id="Unit yang diundi", en="Units to be drawn"),
    description=Text(
        id="Unit yang akan dilatih bergiliran dalam sebuah program; urutannya diundi.",
        en="The units a programme trains in turn; their order is drawn by lot ('kotaksaran lottery').",
    ),
)  # fmt: skip
class Candidate(Record):
    """One unit of one programme."""

    programme: str = public(Reference("programme"), "Kode program", "Code of the programme", indexed=True)
    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
