"""The sheet officials look for: one row per unit, service, period and question, one column per value."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from collector.publication.formats.release_files import Release
from collector.publication.formats.sheets import Sheet
from collector.publication.notices import simulated_title
from collector.publication.open_file import Row, Value
from collector.publication.small_cells import GABUNGAN
from collector.publication.tables import count_cell
from survey_definitions.model import Text

MOST_ROWS = 200_000
_TITLE = Text(id="Ringkasan", en="Summary")
_RESPONDENTS = "Jumlah pengisi / Number of respondents"
_HIDDEN = "tidak ditampilkan / not shown"
_WHOLE = "seluruh unit / whole unit"
_MERGED = "layanan kecil digabung / small services merged"
_HEADER = (
    Text(id="Unit", en="Unit"), Text(id="Layanan", en="Service"), Text(id="Kuesioner", en="Questionnaire"),
    Text(id="Periode", en="Period"), Text(id="Pertanyaan", en="Question"), Text(id="Banyaknya", en="How many"),
)  # fmt: skip
_CODES = ("agency", "service", "survey", "period", "question", "n")


class _Place(NamedTuple):
    """What a row is about."""

    agency: Value
    service: Value
    survey: Value
    period: Value
    question: Value


def summary_sheet(release: Release) -> Sheet:
    """Return the published counts, all ways of answering together, with names instead of codes."""
    counts = _counts(release)
    values = sorted({value for by_value in counts.values() for value in by_value if value is not None}, key=str)
    return Sheet(
        name=f"{_TITLE.id} {_TITLE.en}",
        title=_TITLE,
        banner=simulated_title(release.region, "Banyaknya jawaban / Counts of answers"),
        header=(*_HEADER, *(Text(id=f"Nilai {value}", en=f"Value {value}") for value in values)),
        codes=(*_CODES, *(f"n_{value}" for value in values)),
        rows=list(_rows(release, counts, values)),
        count=len(counts),
        most=MOST_ROWS,
    )


def _counts(release: Release) -> dict[_Place, dict[Value, int | None]]:
    """Add up modes and classes; a number that a rule hides stays None."""
    counts: dict[_Place, dict[Value, int | None]] = defaultdict(dict)
    columns = [column.name for column in count_cell.TABLE.columns]
    places = [columns.index(name) for name in _Place._fields]
    value_at, n_at = columns.index("value"), columns.index("n")
    for row in release.file.rows(count_cell.TABLE):
        by_value, n = counts[_Place(*(row[at] for at in places))], row[n_at]
        before = by_value.get(row[value_at], 0)
        by_value[row[value_at]] = before + n if isinstance(n, int) and before is not None else None
    return counts


def _rows(
    release: Release, counts: dict[_Place, dict[Value, int | None]], values: Sequence[Value]
) -> Iterator[Row]:
    agencies = _names(release, "agency", "code")
    services = _names(release, "service", "code") | {(None,): _WHOLE, (GABUNGAN,): _MERGED}
    questions = _names(release, "question", "survey", "key")
    for place, by_value in counts.items():
        known = [n for n in by_value.values() if n is not None]
        yield (
            agencies[place.agency,], services[place.service,], place.survey, place.period,
            _RESPONDENTS if place.question is None else questions[place.survey, place.question],
            sum(known) if len(known) == len(by_value) else _HIDDEN,
            *(by_value.get(value) for value in values),
        )  # fmt: skip


def _names(release: Release, name: str, *key: str) -> dict[tuple[Value, ...], str]:
    """Return the names in both languages by its key."""
    table = next(one for one in release.file.tables if one.name == name)
    columns = [column.name for column in table.columns]
    return {
        tuple(row[columns.index(part)] for part in key): " / ".join(
            dict.fromkeys(str(row[columns.index(text)]) for text in ("name_id", "name_en"))
        )
        for row in release.file.rows(table)
    }
