"""counters.csv: where services are given. A counter and a moment may be one person, so all of it is withheld."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from collector.codes import is_code
from collector.registers.context import Context, Fault
from collector.registers.files.agencies import NAME
from collector.registers.kinds import FaultyCellError, Kind, Reference, Words
from collector.registers.register import Record, column, register
from survey_definitions.model import Text
from survey_definitions.problems import quoted


class _PrintedCode(Kind[str]):
    words = "4 to 12 lower-case letters and digits without i l o u; printed on paper, so never changed or reused"

    def read(self, text: str) -> str:
        """Read a code that is short to print and long enough to be unique."""
        if not is_code(text) or not 4 <= len(text) <= 12:  # noqa: PLR2004 - said in the remedy
            raise FaultyCellError(
                f"{quoted(text)} is no counter code.", "Use 4 to 12 lower-case letters and digits without i l o u."
            )
        return text


@register(
    "counters", "counter", required=True, retires=True, own_table=True,
    title=Text(id="Loket", en="Counters"),
    description=Text(id="Tempat layanan diberikan.", en="The places where services are given."),
)  # fmt: skip
class Counter(Record):
    """A place where a service is given; its code is printed on paper and never changes."""

    code: str = column(_PrintedCode(), "Kode loket", "Code of the counter")
    service: str = column(Reference("service"), "Kode layanan", "Code of the service")
    name_id: str = column(NAME, "Tulisan di loket (bahasa Indonesia)", "What the sign says, in Indonesian")
    name_en: str = column(NAME, "Tulisan di loket (bahasa Inggris)", "What the sign says, in English")
    survey: str = column(
        Words(), "Kuesioner loket ini; kosong = default_survey wilayah",
        "Questionnaire of this counter; empty = default_survey of the region",
    )  # fmt: skip

    @property
    def name(self) -> Text:
        """What the sign says, in both languages."""
        return Text(id=self.name_id, en=self.name_en)

    def faults(self, context: Context) -> Iterator[Fault]:
        """Refuse a questionnaire nobody defined."""
        if self.survey and self.survey not in context.surveys:
            yield Fault(
                "survey", f"{quoted(self.survey)} is not known.", "Correct it, or add it where it belongs first."
            )

    def settled(self, context: Context) -> Self:
        """Ask what the region asks, where the counter says nothing."""
        return self if self.survey else replace(self, survey=context.region.default_survey)
