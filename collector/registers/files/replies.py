"""replies.csv: what a unit answers to its own numbers, shown beside them."""

from collections.abc import Iterator
from datetime import date

from collector.registers.context import Context, Fault
from collector.registers.kinds import Day, OneOf, PeriodCode, Reference, Words
from collector.registers.register import Record, public, register
from survey_definitions.model import Text

SIGNALS = {
    "": Text(id="periode itu secara umum", en="the period as a whole"),
    "burst": Text(id="banyak isian dalam waktu singkat", en="many answers within minutes"),
    "speed": Text(id="isian sangat cepat", en="answers filled in very fast"),
    "hours": Text(id="di luar jam layanan", en="outside opening hours"),
    "rush": Text(id="menumpuk di hari terakhir", en="heaped on the last days"),
    "exceeds": Text(id="isian melebihi pengunjung", en="more answers than visitors"),
    "straight": Text(id="jawaban sama semua", en="the same answer throughout"),
    "staff": Text(id="diisikan petugas", en="entered by staff"),
    "honeypot": Text(id="kode yang tidak dibagikan dipakai", en="codes never handed out were used"),
}


@register(
    "replies", "reply", key=("agency", "period", "signal"),
    title=Text(id="Tanggapan unit", en="Replies of units"),
    description=Text(
        id="Tanggapan unit atas nilai suatu periode atau pola isian yang perlu klarifikasi.",
        en="What a unit answers to the numbers of a period, or to a pattern that needs an explanation.",
    ),
)  # fmt: skip
class Reply(Record):
    """One reply of one unit."""

    agency: str = public(Reference("agency"), "Kode unit", "Code of the unit", indexed=True)
    period: str = public(PeriodCode(), "Kode periode", "Code of the period", indexed=True)
    signal: str = public(OneOf(SIGNALS), "Pola yang ditanggapi", "Pattern it replies to")
    replied_on: date = public(Day(), "Tanggal tanggapan", "Date of the reply")
    text_id: str = public(
        Words(missing="the reply is missing.", longest=1000), "Tanggapan (bahasa Indonesia)", "Reply, in Indonesian"
    )
    text_en: str = public(Words(longest=1000), "Tanggapan (bahasa Inggris)", "Reply, in English")

    def faults(self, context: Context) -> Iterator[Fault]:
        """Refuse a period the region doesn't have and a day that has not come."""
        found = (context.foreign_period("period", self.period), context.in_future("replied_on", self.replied_on))
        yield from (fault for fault in found if fault)
