"""events.csv: other changes that happened to a unit, and may be why its score moved."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.files.services import Service
from collector.registers.kinds import Day, Maybe, OneOf, Reference, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

KINDS = {
    "antrean": Text(id="sistem antrean", en="queue system"),
    "pindah": Text(id="pindah tempat", en="move"),
    "gedung": Text(id="gedung baru atau diperbaiki", en="new or repaired building"),
    "jam": Text(id="jam layanan berubah", en="other opening hours"),
    "petugas": Text(id="petugas bertambah atau berkurang", en="more or fewer staff"),
    "prosedur": Text(id="prosedur atau persyaratan berubah", en="other procedure or requirements"),
    "tarif": Text(id="tarif berubah", en="other fees"),
    "sistem": Text(id="sistem elektronik baru", en="new electronic system"),
    "gangguan": Text(id="gangguan layanan", en="disruption"),
    "lainnya": Text(id="lainnya", en="other"),
}


@register(
    "events", "event", key=("agency", "service", "happened_on", "kind"),
    title=Text(id="Perubahan lain", en="Other changes"),
    description=Text(
        id="Perubahan lain pada unit, selain pelatihan, yang dapat memengaruhi nilainya.",
        en="What happened to a unit besides training and may have moved its score.",
    ),
)  # fmt: skip
class Event(Record):
    """One change of a unit, or of one of its services."""

    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    service: str | None = public(
        Maybe(Reference("service")), "Kode layanan; kosong = seluruh unit",
        "Code of the service; empty = the whole unit",
    )  # fmt: skip
    happened_on: date = public(Day(), "Tanggal", "Date")
    kind: str = public(OneOf(KINDS), "Jenis perubahan", "Kind of change", indexed=True)
    text_id: str = public(
        Words(missing="what happened is missing.", longest=500), "Yang terjadi (bahasa Indonesia)",
        "What happened, in Indonesian",
    )  # fmt: skip
    text_en: str = public(Words(longest=500), "Yang terjadi (bahasa Inggris)", "What happened, in English")

    def faults(self, context: Context) -> Iterator[Fault]:
        """Refuse a day that has not come and a service of another unit."""
        if fault := context.in_future("happened_on", self.happened_on):
            yield fault
        if fault := foreign_service(context, self.agency, self.service):
            yield fault


def foreign_service(context: Context, agency: str, code: str | None) -> Fault | None:
    """Refuse a service that belongs to another unit."""
    service = context.find(Service, code) if code else None
    if service is None or service.agency == agency:
        return None
    what = f"'{code}' is a service of '{service.agency}', not of '{agency}'."
    return Fault("service", what, "Correct one of them.")
