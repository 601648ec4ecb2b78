"""hours.csv: when units are open, for the signal "outside opening hours" (PUB09)."""

from collections.abc import Iterator

from collector.registers.context import Context, Fault
from collector.registers.kinds import Clock, Maybe, OneOf, Reference
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

DAYS = {
    "senin": Text(id="Senin", en="Monday"),
    "selasa": Text(id="Selasa", en="Tuesday"),
    "rabu": Text(id="Rabu", en="Wednesday"),
    "kamis": Text(id="Kamis", en="Thursday"),
    "jumat": Text(id="Jumat", en="Friday"),
    "sabtu": Text(id="Sabtu", en="Saturday"),
    "minggu": Text(id="Minggu", en="Sunday"),
}


@register(
    "hours", "hours", key=("agency", "day", "opens"),
    title=Text(id="Jam layanan", en="Opening hours"),
    description=Text(
        id="Jam layanan setiap unit; baris tanpa unit berlaku bagi unit yang tidak punya baris sendiri.",
        en="When each unit is open; rows without a unit hold for units that have no rows of their own.",
    ),
)  # fmt: skip
class Hours(Record):
    """One span of one weekday; a day without a span is a day the unit is closed."""

    agency: str | None = public(
        Maybe(Reference("agency")), "Kode unit; kosong = semua unit tanpa baris sendiri",
        "Code of the unit; empty = every unit without rows of its own", indexed=True,
    )  # fmt: skip
    day: str = public(OneOf(DAYS), "Hari", "Day of the week")
    opens: str = public(Clock(), "Buka", "Opens at")
    closes: str = public(Clock(), "Tutup", "Closes at")

    def faults(self, context: Context) -> Iterator[Fault]:  # noqa: ARG002
        """Refuse a span that ends before it begins."""
        if self.closes <= self.opens:
            what = f"it closes at {self.closes} and opens at {self.opens}."
            yield Fault("closes", what, "Exchange them; a span over midnight is two rows.")
