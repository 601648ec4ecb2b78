"""PUB04: corrections of periods that had ended already, numbered."""

from collections.abc import Iterator

from collector.publication.edition import Edition
from collector.publication.open_file import Row
from collector.publication.open_table import OpenTable, column
from collector.publication.tables.columns import AGENCY, PERIOD, SURVEY
from collector.publication.tables.registry import open_table
from survey_definitions.model import Text

TABLE = OpenTable(
    name="revision",
    title=Text(id="Perbaikan", en="Revisions"),
    description=Text(
        id="Unit dan periode yang angkanya berubah setelah periodenya berakhir.",
        en="Units and periods whose numbers changed after the period had ended.",
    ),
    columns=(
        AGENCY,
        SURVEY,
        PERIOD,
        column("revision INTEGER", "Perbaikan keberapa", "How many times it was corrected"),
    ),
    key=("agency", "survey", "period"),
)


@open_table(TABLE)
def rows(edition: Edition) -> Iterator[Row]:
    """Yield what was corrected at least once."""
    for one in edition.released_periods:
        if one.revision:
            yield (one.agency, one.survey, one.period, one.revision)
