"""agencies.csv: the units that serve the public."""

from collections.abc import Iterator, Mapping
from typing import Self

from collector.registers.context import Fault
from collector.registers.kinds import Maybe, OneOf, Reference, Slug, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

KINDS = {
    "opd": Text(id="dinas atau badan", en="agency"),
    "bagian": Text(id="bagian sekretariat", en="bureau"),
    "kecamatan": Text(id="kecamatan", en="district"),
    "kelurahan": Text(id="kelurahan", en="village"),
    "puskesmas": Text(id="puskesmas", en="health centre"),
    "rsud": Text(id="rumah sakit", en="hospital"),
    "mpp": Text(id="mal pelayanan publik", en="public service mall"),
}
NAME = Words(missing="the name is missing.")


@register(
    "agencies", "agency", required=True, retires=True,
    title=Text(id="Unit", en="Units"),
    description=Text(id="Unit penyelenggara pelayanan.", en="The units that serve the public."),
)  # fmt: skip
class Agency(Record):
    """A unit of the government; `parent` is another agency's code or None."""

    code: str = public(Slug(), "Kode unit", "Code of the unit")
    parent: str | None = public(Maybe(Reference("agency")), "Kode unit induk", "Code of the unit above")
    kind: str = public(OneOf(KINDS), "Jenis unit", "Kind of unit", indexed=True)
    name_id: str = public(NAME, "Nama (bahasa Indonesia)", "Name in Indonesian")
    name_en: str = public(NAME, "Nama (bahasa Inggris)", "Name in English")
    note: str = public(Words(longest=500), "Catatan", "Note")

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(id=self.name_id, en=self.name_en)

    @classmethod
    def faults_among(cls, rows: Mapping[int, Self]) -> Iterator[tuple[int, Fault]]:
        """Refuse a unit that stands above itself."""
        parents = {agency.code: agency.parent for agency in rows.values()}
        for row, agency in rows.items():
            above, seen = agency.parent, set[str]()
            while above and above not in seen:
                seen.add(above)
                above = parents.get(above)
            if agency.code in seen:
                yield row, Fault("parent", f"'{agency.code}' stands above itself.", "Correct the parent.")
