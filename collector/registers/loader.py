"""Read a region's folder, all problems of all files at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from collector.codes import is_code
from collector.errors import CollectorRefusedError
from collector.registers.records import Agency, Counter, Registers, Service, VisitorCount
from collector.registers.region_file import read_region
from collector.spreadsheet import TableRow, read_table, refuse
from survey_definitions.model import Subject, Survey, Text
from survey_definitions.problems import Problem

AGENCY_KINDS = ("opd", "bagian", "kecamatan", "kelurahan", "puskesmas", "rsud", "mpp")
TARIFFS = ("gratis", "berbayar", "")
COLUMNS = {
    "agencies.csv": ("code", "parent", "kind", "name_id", "name_en", "note"),
    "services.csv": ("agency", "code", "name_id", "name_en", "tariff", "note"),
    "counters.csv": ("code", "service", "name_id", "name_en", "survey"),
    "visitors.csv": ("service", "start", "end", "served"),
}
MOST_DIGITS = 9  # of a visitor count
T = TypeVar("T")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
GABUNGAN = "gabungan"  # the name of merged small services in the open file (PUB02)


def load_registers(folder: Path, surveys: dict[str, Survey]) -> Registers:
    """Read region.toml and the four CSV files of `folder`.

    Raises
    ------
    CollectorRefusedError
        With every problem found, by file, row and column; nothing is half read.
    """
    if not folder.is_dir():
        raise CollectorRefusedError(f"{folder}: there is no such folder. Name a region such as regions/contoh.")
    askable = tuple(id_ for id_, survey in surveys.items() if survey.subject is Subject.SERVICE)
    reader = _Reader(folder)
    region = reader.attempt(lambda: read_region(folder, askable))
    agencies = reader.rows("agencies.csv", _agency)
    services = reader.rows("services.csv", _service)
    counters = reader.rows("counters.csv", _counter)
    visitors = reader.rows("visitors.csv", _visitor_count)
    if not reader.problems:
        reader.problems.extend(_reference_problems(agencies, services, counters, visitors, askable))
    refuse(reader.problems)
    assert region is not None  # noqa: S101 - a missing region is among the problems
    return Registers(
        region=region,
        agencies=tuple(agencies.values()),
        services=tuple(services.values()),
        counters=tuple(
            counter if counter.survey else replace(counter, survey=region.default_survey)
            for counter in counters.values()
        ),
        visitors=tuple(visitors.values()),
    )


def _reference_problems(
    agencies: dict[int, Agency],
    services: dict[int, Service],
    counters: dict[int, Counter],
    visitors: dict[int, VisitorCount],
    surveys: tuple[str, ...],
) -> Iterator[Problem]:
    """Check what spans rows and files; the dictionaries hold records by row number."""
    agency_codes = {agency.code for agency in agencies.values()}
    service_codes = {service.code for service in services.values()}
    yield from _twice("agencies.csv", {row: agency.code for row, agency in agencies.items()})
    yield from _twice("services.csv", {row: service.code for row, service in services.items()})
    yield from _twice("counters.csv", {row: counter.code for row, counter in counters.items()})
    parents = {row: agency.parent for row, agency in agencies.items() if agency.parent}
    yield from _unknown("agencies.csv", "parent", parents, agency_codes)
    yield from _unknown("services.csv", "agency", {r: s.agency for r, s in services.items()}, agency_codes)
    yield from _unknown("counters.csv", "service", {r: c.service for r, c in counters.items()}, service_codes)
    named = {row: counter.survey for row, counter in counters.items() if counter.survey}
    yield from _unknown("counters.csv", "survey", named, surveys)
    yield from _unknown("visitors.csv", "service", {r: v.service for r, v in visitors.items()}, service_codes)
    yield from _circles(agencies)
    yield from _overlaps(visitors)


class _Reader:
    """Collects records and problems over all files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem | str] = []

    def attempt(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CollectorRefusedError as refused:
            self.problems.extend(refused.found)
            return None

    def rows(self, name: str, parse: Callable[[TableRow], T]) -> dict[int, T]:
        table = self.attempt(lambda: read_table(self.folder / name))
        if table is None:
            return {}
        self.problems.extend(table.cell_problems(COLUMNS[name]))
        missing = [column for column in COLUMNS[name] if column not in table.columns]
        unknown = [column for column in table.columns if column not in COLUMNS[name]]
        for column in missing:
            self.problems.append(_problem(f"{name}, row 1", f"the column '{column}' is missing.", "Add it."))
        for column in unknown:
            self.problems.append(
                _problem(f"{name}, row 1", f"the column '{column}' is not known.", "Correct its name or delete it.")
            )
        if missing or unknown:
            return {}
        parsed: dict[int, T] = {}
        for row in table.rows:
            try:
                parsed[row.number] = parse(row)
            except _FaultyCellError as fault:
                where = f"{name}, row {row.number}, column {fault.column}"
                self.problems.append(_problem(where, fault.what, fault.remedy))
        return parsed


def _twice(name: str, codes: dict[int, str]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row, code in codes.items():
        if code in seen:
            what = f"the code '{code}' stands in row {seen[code]} already."
            yield _problem(f"{name}, row {row}", what, "Give each its own code.")
        seen.setdefault(code, row)


def _unknown(name: str, column: str, codes: dict[int, str], known: Iterable[str]) -> Iterator[Problem]:
    allowed = set(known)
    for row, code in codes.items():
        if code not in allowed:
            where = f"{name}, row {row}, column {column}"
            yield _problem(where, f"'{code}' is not known.", "Correct it, or add it where it belongs first.")


def _circles(agencies: dict[int, Agency]) -> Iterator[Problem]:
    parents = {agency.code: agency.parent for agency in agencies.values()}
    for row, agency in agencies.items():
        above, seen = agency.parent, set[str]()
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if agency.code in seen:
            where = f"agencies.csv, row {row}, column parent"
            yield _problem(where, f"'{agency.code}' stands above itself.", "Correct the parent.")


def _overlaps(visitors: dict[int, VisitorCount]) -> Iterator[Problem]:
    ordered = sorted(visitors.items(), key=lambda item: (item[1].service, item[1].start, item[1].end))
    for (_, earlier), (row, later) in pairwise(ordered):
        if earlier.service == later.service and later.start <= earlier.end:
            what = f"the visitors of '{later.service}' on {later.start} are counted in another row already."
            yield _problem(f"visitors.csv, row {row}", what, "Keep one row for each day or span.")


class _FaultyCellError(Exception):
    """One cell of a register that can't be read."""

    def __init__(self, column: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.column, self.what, self.remedy = column, what, remedy


def _agency(row: TableRow) -> Agency:
    return Agency(
        code=_slug(row, "code"), parent=row.cells["parent"] or None,
        kind=_one_of(row, "kind", AGENCY_KINDS), name=_names(row), note=row.cells["note"],
    )  # fmt: skip


def _service(row: TableRow) -> Service:
    code = _slug(row, "code")
    if code == GABUNGAN:
        raise _FaultyCellError("code", f"'{code}' is reserved for merged services.", "Choose another code.")
    return Service(
        code=code, agency=_slug(row, "agency"), name=_names(row),
        tariff=_one_of(row, "tariff", TARIFFS), note=row.cells["note"],
    )  # fmt: skip


def _counter(row: TableRow) -> Counter:
    code = row.cells["code"]
    if not is_code(code) or not 4 <= len(code) <= 12:  # noqa: PLR2004 - short to print, long enough to be unique
        raise _FaultyCellError(
            "code",
            f"'{code}' is no counter code.",
            "Use 4 to 12 lower-case letters and digits without i l o u.",
        )
    return Counter(code=code, service=_slug(row, "service"), name=_names(row), survey=row.cells["survey"])


def _visitor_count(row: TableRow) -> VisitorCount:
    start = _day(row, "start")
    end = _day(row, "end") if row.cells["end"] else start
    if end < start:
        raise _FaultyCellError("end", "the end lies before the start.", "Exchange them.")
    served = row.cells["served"]
    if not (served.isascii() and served.isdigit() and len(served) <= MOST_DIGITS):
        raise _FaultyCellError(
            "served", f"'{served}' is no whole number.", "Write at most nine digits, such as 120."
        )
    return VisitorCount(service=_slug(row, "service"), start=start, end=end, served=int(served))


def _slug(row: TableRow, column: str) -> str:
    value = row.cells[column]
    if not _SLUG.fullmatch(value):
        raise _FaultyCellError(
            column, f"'{value}' is no code.", "Use lower-case letters, digits and single hyphens."
        )
    return value


def _one_of(row: TableRow, column: str, values: tuple[str, ...]) -> str:
    value = row.cells[column]
    if value not in values:
        listed = ", ".join(value or "(empty)" for value in values)
        raise _FaultyCellError(column, f"'{value}' is not known.", f"Use one of: {listed}.")
    return value


def _names(row: TableRow) -> Text:
    for column in ("name_id", "name_en"):
        if not row.cells[column]:
            raise _FaultyCellError(column, "the name is missing.", "Write it.")
    return Text(id=row.cells["name_id"], en=row.cells["name_en"])


def _day(row: TableRow, column: str) -> date:
    try:
        return date.fromisoformat(row.cells[column])
    except ValueError:
        raise _FaultyCellError(column, f"'{row.cells[column]}' is no date.", "Write it as 2024-12-31.") from None


def _problem(where: str, what: str, remedy: str) -> Problem:
    return Problem(code="REG02", where=where, what=what, remedy=remedy)
