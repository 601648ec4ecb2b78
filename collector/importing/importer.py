"""Import a file of answers: all or nothing, twice is once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.errors import CollectorRefusedError
from collector.importing.answers import AnswerRow, in_row_order, read_answers
from collector.importing.times import local_day, local_moment, to_utc
from collector.spreadsheet import Table, TableRow, read_table, refuse
from collector.storage.imports import (
    ImportedFile,
    agency_codes,
    count_known,
    find_import,
    service_codes,
    store_import,
)
from collector.storage.records import NewResponse
from collector.storage.registers import loaded_region
from collector.storage.sqlite_store import SqliteStore
from survey_definitions.model import Subject, Survey
from survey_definitions.problems import Problem, quoted

DATE_COLUMNS = ("visited_on", "submitted_at")  # the first one that is there gives the period
SERVICE_COLUMN = "service_code"
EARLIEST = date(2004, 1, 1)  # the first regulation of these surveys is of 2004 (SKM03)
MODES = ("import", "paper")
FEWEST_KNOWN, LARGEST_SHARE = 2, 2  # from two rows and half of a table on, a repetition is likelier than chance


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What an import did.

    Attributes
    ----------
    stored
        Rows stored now; 0 where the same file had been imported before.
    identical
        Rows equal to an earlier row of the file in every cell; they are stored all the same.
    ignored
        Columns that were not read.
    other_sheets
        Sheets of the workbook that were not read.
    earlier
        The earlier import of the very same file, or None.
    """

    stored: int
    identical: int
    ignored: tuple[str, ...]
    other_sheets: tuple[str, ...]
    earlier: ImportedFile | None


def import_answers(
    store: SqliteStore,
    path: Path,
    survey: Survey,
    unit: str,
    mode: str = "import",
    sheet: str | None = None,
    now: datetime | None = None,
    *,
    again: bool = False,
) -> ImportSummary:
    """Store the answers of the file at `path` as answers about `unit`.

    Parameters
    ----------
    mode
        ``import`` for answers of an older system, ``paper`` for keyed paper forms.
    sheet
        The sheet of a workbook; the first one that is not hidden if None.
    now
        The aware moment of the import; the system's clock if None.
    again
        Whether rows are taken although half of them or more are there already.

    Raises
    ------
    CollectorRefusedError
        With every fault by row and column. Nothing of a refused file is stored (SKM17).
    """
    now = now or datetime.now(UTC)
    zone = ZoneInfo(loaded_region(store).timezone)
    _check_unit(store, survey, unit)
    table = read_table(path, sheet)
    earlier = find_import(store, table.digest)
    if earlier:
        _check_same_use(earlier, survey, unit, mode)
        return ImportSummary(stored=0, identical=0, ignored=(), other_sheets=table.other_sheets, earlier=earlier)
    reading = read_answers(table, survey, other_columns=(*DATE_COLUMNS, SERVICE_COLUMN))
    problems = [*reading.problems, *_place_problems(table, service_codes(store, unit))]
    problems.extend(_date_problems(table, local_day(now, zone)))
    refuse(in_row_order(problems))
    file = ImportedFile(
        digest=table.digest, survey=survey.id, agency=unit, mode=mode, rows=len(reading.rows), imported_at=now
    )
    responses = [_response(row, survey, file, zone) for row in reading.rows]
    if not again:
        _refuse_repetition(table.name, count_known(store, file, responses), len(responses))
    store_import(store, file, responses)
    distinct = {tuple(row.cells.values()) for row in table.rows}
    return ImportSummary(
        stored=len(reading.rows), identical=len(table.rows) - len(distinct), ignored=reading.ignored,
        other_sheets=table.other_sheets, earlier=None,
    )  # fmt: skip


def _refuse_repetition(name: str, known: int, of: int) -> None:
    """Refuse a table that was imported before in another form: its answers would count twice, and stay."""
    if known >= FEWEST_KNOWN and known * LARGEST_SHARE >= of:
        raise CollectorRefusedError(
            f"{name}: {known} of {of} rows equal imported ones of the same unit, questionnaire and days, so this "
            "looks like a table that was changed or saved anew after its import. Nothing was stored. Import only "
            "the rows that are new, or add --again if other people really answered alike."
        )


def _check_same_use(earlier: ImportedFile, survey: Survey, unit: str, mode: str) -> None:
    """Refuse a file that was imported as something else: storing nothing is not what was asked for."""
    if (earlier.survey, earlier.agency, earlier.mode) != (survey.id, unit, mode):
        raise CollectorRefusedError(
            f"The same file was imported as {earlier.survey} answers about '{earlier.agency}' "
            f"(mode {earlier.mode}) already, so it can't be {survey.id} answers about '{unit}' "
            f"(mode {mode}) as well. Nothing was stored."
        )


def _check_unit(store: SqliteStore, survey: Survey, unit: str) -> None:
    if survey.subject is not Subject.SERVICE:
        raise CollectorRefusedError(
            f"'{survey.id}' evaluates a training; its answers belong to an event and not to a unit (PUB01)."
        )
    known = agency_codes(store)
    if unit not in known:
        raise CollectorRefusedError(
            f"--unit: '{unit}' is not known in this region. Use one of: {', '.join(known)}."
        )


def _place_problems(table: Table, known: frozenset[str]) -> Iterator[Problem]:
    if SERVICE_COLUMN not in table.columns:
        return
    rows_by_code: dict[str, list[int]] = {}
    for row in table.rows:
        code = row.cells[SERVICE_COLUMN]
        if code and code not in known:
            rows_by_code.setdefault(code, []).append(row.number)
    for code, rows in sorted(rows_by_code.items()):
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        yield Problem(
            code="IMP05", where=f"{table.name}, row {rows[0]}{more}, column {SERVICE_COLUMN}",
            what=f"the unit has no service {quoted(code)}.",
            remedy="Correct it, or add the service to services.csv.",
        )  # fmt: skip


def _date_problems(table: Table, today: date) -> Iterator[Problem]:
    columns = [column for column in DATE_COLUMNS if column in table.columns]
    if not columns:
        yield Problem(
            code="IMP01", where=f"{table.name}, row {table.header_row}",
            what="there is no column 'visited_on' or 'submitted_at'.",
            remedy="Add the date of the visit; it gives the period.",
        )  # fmt: skip
    for row in table.rows:
        for column in columns:
            fault = None if column in row.unreadable else _date_fault(row.cells[column], today)
            if fault:
                yield Problem(code="IMP06", where=f"{table.name}, row {row.number}, column {column}", what=fault,
                              remedy="Correct the date, or delete the row if it holds no answer.")  # fmt: skip


def _date_fault(written: str, today: date) -> str | None:
    if not written:
        return "the date is missing."
    try:
        day = local_moment(written).date()
    except ValueError as error:
        return str(error)
    if day < EARLIEST:
        return f"{day} lies before {EARLIEST.year}."
    return f"{day} lies in the future." if day > today else None


def _response(row: AnswerRow, survey: Survey, file: ImportedFile, zone: ZoneInfo) -> NewResponse:
    visited, submitted = _moments(row.row)
    identity = hashlib.sha256(f"{file.digest}:{row.number}".encode()).hexdigest()
    return NewResponse(
        id=identity[:32], survey=survey.id, version=survey.version, agency=file.agency,
        service=row.row.cells.get(SERVICE_COLUMN) or None, counter=None, response_class="open", mode=file.mode,
        offline=False, language="id", visited_on=(visited or submitted or file.imported_at).date(),
        received_at=to_utc(submitted, zone) if submitted else file.imported_at, seconds=None,
        answers=row.answers, source=file.digest, source_row=row.number,
    )  # fmt: skip


def _moments(row: TableRow) -> tuple[datetime | None, datetime | None]:
    visited, submitted = (
        local_moment(row.cells[column]) if column in row.cells else None for column in DATE_COLUMNS
    )
    return visited, submitted
