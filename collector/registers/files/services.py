"""services.csv: what the units do for the public."""

from collector.registers.files.agencies import NAME
from collector.registers.kinds import FaultyCellError, OneOf, Reference, Slug, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

GABUNGAN = "gabungan"  # the name of merged small services in the open file (PUB02)
TARIFFS = {
    "gratis": Text(id="tanpa biaya", en="free of charge"),
    "berbayar": Text(id="berbayar", en="paid"),
    "": Text(id="tidak diketahui", en="not known"),
}


class _ServiceCode(Slug):
    def read(self, text: str) -> str:
        """Read a code that no merged services bear."""
        if text == GABUNGAN:
            raise FaultyCellError(f"'{text}' is reserved for merged services.", "Choose another code.")
        return super().read(text)


@register(
    "services", "service", required=True, retires=True,
    title=Text(id="Layanan", en="Services"),
    description=Text(id="Layanan setiap unit.", en="The services of each unit."),
)  # fmt: skip
class Service(Record):
    """A service of an agency; `tariff` is ``gratis``, ``berbayar`` or empty where unknown (SKM18)."""

    code: str = public(_ServiceCode(), "Kode layanan", "Code of the service")
    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    name_id: str = public(NAME, "Nama (bahasa Indonesia)", "Name in Indonesian")
    name_en: str = public(NAME, "Nama (bahasa Inggris)", "Name in English")
    tariff: str = public(
        OneOf(TARIFFS), "gratis, berbayar, atau kosong bila tidak diketahui",
        "gratis (free), berbayar (paid) or empty where unknown",
    )  # fmt: skip
    note: str = public(Words(longest=500), "Catatan", "Note")

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(id=self.name_id, en=self.name_en)
