"""PUB09: the quality signals of units and periods."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables import columns
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="signal",
    title=Text(id="Sinyal mutu data", en="Quality signals"),
    description=Text(
        id=(
            "Pola isian per unit dan periode, dari 30 isian, untuk ditanyakan kepada unit; bukan tuduhan. "
            "Perlu klarifikasi bila value melebihi threshold."
        ),
        en=(
            "Patterns of answering by unit and period, from 30 answers on: a question to the unit, no accusation. "
            "It needs clarification where value exceeds threshold."
        ),
    ),
    columns=(
        columns.AGENCY,
        columns.SERVICE,
        columns.PERIOD,
        column("signal TEXT", "Pola: burst, exceeds, honeypot, hours, rush, speed, staff, straight",
               "Pattern: burst, exceeds, honeypot, hours, rush, speed, staff, straight", indexed=True),
        column("value INTEGER", "Yang ditemukan, sedikitnya: persen isian, atau banyaknya untuk burst, exceeds, "
               "honeypot; kosong = disembunyikan", "What was found, at least: percent of the answers, or a number "
               "for burst, exceeds, honeypot; empty = hidden"),
        column("threshold INTEGER", "Ambang, dalam satuan yang sama", "Threshold, in the same unit"),
        column("flagged INTEGER", "Banyaknya isian dalam pola itu, dibulatkan ke bawah ke puluhan; kosong = 1–9",
               "How many answers are in the pattern, rounded down to tens; empty = 1–9"),
        column("rule TEXT", "Aturan yang menyembunyikan value atau flagged",
               "The rule by which value or flagged is hidden (PUB02, PUB04)"),
    ),
)  # fmt: skip


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield every signal that can be told, raised or not."""
    for one in edition.quality.told:
        unit, signal = one.unit, one.signal
        yield (
            unit.agency, unit.service, unit.period.id, one.name, signal.value, signal.threshold, signal.flagged,
            one.rule,
        )  # fmt: skip
