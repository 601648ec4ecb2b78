"""Read a region's folder, all problems of all files at once."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collector.errors import CollectorRefusedError
from collector.registers.context import Context, Fault
from collector.registers.free_text import name_like
from collector.registers.kinds import FaultyCellError, Maybe, Reference, Words
from collector.registers.records import Registers
from collector.registers.region_file import read_region
from collector.registers.register import Column, Record, Register
from collector.registers.registry import registers
from collector.spreadsheet import Table, read_table, refuse
from survey_definitions.model import Subject, Survey
from survey_definitions.problems import Problem, quoted

Rows = dict[int, Record]
"""Records by row number."""


def load_registers(folder: Path, surveys: Mapping[str, Survey]) -> Registers:
    """Read region.toml and the registers of `folder`, each a CSV file or an Excel workbook.

    Raises
    ------
    CollectorRefusedError
        With every problem found, by file, row and column; nothing is half read.
    """
    if not folder.is_dir():
        raise CollectorRefusedError(f"{folder}: there is no such folder. Name a region such as regions/contoh.")
    askable = {id_: survey for id_, survey in surveys.items() if survey.subject is Subject.SERVICE}
    problems: list[Problem | str] = []
    try:
        region = read_region(folder, tuple(askable))
    except CollectorRefusedError as refused:
        problems.extend(refused.found)
    rows = {record: _read(folder, record, problems) for record in registers()}
    refuse(problems)
    today = datetime.now(UTC).astimezone(ZoneInfo(region.timezone)).date()
    instruments = {id_: survey for id_, survey in surveys.items() if id_ not in askable}
    context = Context(region=region, surveys=askable, instruments=instruments, today=today, rows=rows)
    refuse([problem for record in rows for problem in _faults(folder, record, context)])
    return Registers(
        region=region,
        records=tuple(one.settled(context) for found in rows.values() for one in found.values()),
        warnings=tuple(_warnings(folder, rows)),
    )


def _path(folder: Path, register: Register) -> Path:
    """Return the register's file; it is read by content, so either ending will do."""
    workbook = folder / f"{register.name}.xlsx"
    return workbook if workbook.exists() else folder / f"{register.name}.csv"


def _read(folder: Path, record: type[Record], problems: list[Problem | str]) -> Rows:
    register, path = record.register, _path(folder, record.register)
    if not path.exists() and not register.required:
        return {}
    if path.suffix == ".xlsx" and path.with_suffix(".csv").exists():
        what = f"there is a {register.name}.csv too."
        problems.append(Problem(code="REG03", where=path.name, what=what, remedy="Keep one of them."))
        return {}
    try:
        table = read_table(path)
    except CollectorRefusedError as refused:
        problems.extend(refused.found)
        return {}
    names = [column.name for column in register.columns]
    found = [*table.cell_problems(names), *_header_problems(path.name, names, table)]
    problems.extend(found)
    return {} if found else _records(path.name, record, table, problems)


def _header_problems(name: str, names: list[str], table: Table) -> Iterator[Problem]:
    for column in names:
        if column not in table.columns:
            yield _problem(name, table.header_row, Fault("", f"the column {quoted(column)} is missing.", "Add it."))
    for column in table.columns:
        if column not in names:
            fault = Fault("", f"the column {quoted(column)} is not known.", "Correct its name or delete it.")
            yield _problem(name, table.header_row, fault)


def _records(name: str, record: type[Record], table: Table, problems: list[Problem | str]) -> Rows:
    rows: Rows = {}
    for row in table.rows:
        values = {}
        for column in record.register.columns:
            try:
                values[column.name] = column.kind.read(row.cells[column.name])
            except FaultyCellError as fault:
                problems.append(_problem(name, row.number, Fault(column.name, fault.what, fault.remedy)))
        if len(values) == len(record.register.columns):
            rows[row.number] = record(**values)
    return rows


def _faults(folder: Path, record: type[Record], context: Context) -> Iterator[Problem]:
    """Check what spans cells, rows and files."""
    name, rows = _path(folder, record.register).name, context.rows[record]
    found: list[tuple[int, Fault]] = [*_twice(record.register, rows), *_unknown(record.register, context, rows)]
    faulty = {row for row, _ in found}
    found += [(row, fault) for row, one in rows.items() if row not in faulty for fault in one.faults(context)]
    if not found:
        found += record.faults_among(rows)
    for row, fault in found:
        yield _problem(name, row, fault)


def _twice(register: Register, rows: Mapping[int, Record]) -> Iterator[tuple[int, Fault]]:
    seen: dict[tuple[object, ...], int] = {}
    for row, one in rows.items():
        key = tuple(getattr(one, name) for name in register.key)
        if key in seen:
            said = " and ".join(f"{name} '{value or ''}'" for name, value in zip(register.key, key, strict=True))
            what = f"the {said} {'stands' if len(key) == 1 else 'stand'} in row {seen[key]} already."
            yield row, Fault("", what, "Give each its own code." if len(key) == 1 else "Keep one row.")
        seen.setdefault(key, row)


def _unknown(register: Register, context: Context, rows: Mapping[int, Record]) -> Iterator[tuple[int, Fault]]:
    for column in register.columns:
        if table := _target(column):
            other = next(one for one in context.rows if one.register.table == table)
            known = {one.code for one in context.rows[other].values()}
            for row, one in rows.items():
                if (code := getattr(one, column.name)) is not None and code not in known:
                    remedy = "Correct it, or add it where it belongs first."
                    yield row, Fault(column.name, f"{quoted(code)} is not known.", remedy)


def _target(column: Column) -> str | None:
    """Return the table whose codes a column holds, if it holds any."""
    kind = column.kind.inner if isinstance(column.kind, Maybe) else column.kind
    return kind.table if isinstance(kind, Reference) else None


def _warnings(folder: Path, rows: Mapping[type[Record], Rows]) -> Iterator[str]:
    """Point out what reads like a person's name in words that are published; only people can tell for sure."""
    for record, found in rows.items():
        columns = [one.name for one in record.register.columns if isinstance(one.kind, Words)]
        for row, one in found.items():
            for column in columns:
                if name := name_like(getattr(one, column)):
                    where = _place(_path(folder, record.register).name, row, column)
                    yield f"{where}: {quoted(name)} reads like a person's name, and this text is published."


def _place(name: str, row: int, column: str) -> str:
    return f"{name}, row {row}{f', column {column}' if column else ''}"


def _problem(name: str, row: int, fault: Fault) -> Problem:
    where = _place(name, row, fault.column)
    return Problem(code="REG02", where=where, what=fault.what, remedy=fault.remedy)
