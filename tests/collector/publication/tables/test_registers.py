"""Registers in the open file: what is published, what is merged, what is overdue."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from factories import SECRET, new_store
from programme import PROGRAMME
from sqlite_utils import Database

from collector.publication.allow_list import ALLOW_LIST
from collector.publication.release import publish
from collector.publication.tables import open_tables
from collector.registers.registry import registers
from survey_definitions.loader import load_surveys
from survey_definitions.model import Publication

NOW = datetime(2024, 4, 2, 8, 0, tzinfo=UTC)
HEADER = PROGRAMME["participations"][0]


def _published(tmp_path: Path, sql: str, **tables: Sequence[Sequence[str]]) -> list[tuple[Any, ...]]:
    store = new_store(tmp_path, **{**PROGRAMME, **tables})
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET, now=NOW)
    return [tuple(row.values()) for row in Database(tmp_path / "out" / "open.db").query(sql)]


def test_registers_are_published_as_they_stand(tmp_path: Path) -> None:
    """Trainings, reasons, changes and replies are in the open file, with the words of the register."""
    sql = """
        SELECT training.title_id, unsur, jp, agency, reason, lot FROM nomination
        JOIN training ON code = training ORDER BY lot"""
    assert [
        ("Melayani", "perilaku waktu", 20, "dinas", "undian", 1), ("Melayani", "", 20, "kelurahan", "undian", 2)
    ] == _published(tmp_path, sql)  # fmt: skip


def test_who_taught_is_withheld(tmp_path: Path) -> None:
    """A session has its subject, and no trainer."""
    assert [("Mendengar",), ("Menjawab",)] == _published(tmp_path, "SELECT subject_id FROM session ORDER BY number")
    columns = {column.name for table in Database(tmp_path / "out" / "open.db").tables for column in table.columns}
    assert "trainer" not in columns
    published = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any(b"pengajar-1" in data for data in published)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        # a group of six is hidden, and nothing gives it away
        ([("dinas", "24", "20", "17"), ("kelurahan", "6", "6", "6")],
         [("dinas", 24, 20, 17, None), ("kelurahan", None, None, None, "PUB05")]),
        # 8 and 7 are 15 together
        ([("dinas", "12", "8", "8"), ("kelurahan", "9", "7", "4")],
         [("dinas", None, None, None, "PUB05"), ("gabungan", 21, 15, 12, None),
          ("kelurahan", None, None, None, "PUB05")]),
        # 18 of two small groups would be nine and nine
        ([("dinas", "12", "9", "9"), ("kelurahan", "9", "9", "9")],
         [("dinas", None, None, None, "PUB05"), ("kelurahan", None, None, None, "PUB05")]),
        # together still fewer than ten
        ([("dinas", "12", "5", "5"), ("kelurahan", "9", "4", "4")],
         [("dinas", None, None, None, "PUB05"), ("kelurahan", None, None, None, "PUB05")]),
        # nobody came: that is said; fewer than ten finished, or are there at all: that is not
        ([("dinas", "12", "0", "0"), ("kelurahan", "30", "11", "9")],
         [("dinas", 12, 0, 0, None), ("kelurahan", 30, 11, None, "PUB05")]),
    ],
)  # fmt: skip
def test_groups_below_ten_are_merged_or_hidden(
    tmp_path: Path, units: list[tuple[str, ...]], expected: list[tuple[Any, ...]]
) -> None:
    """No number of 1 to 9 trainees is published, alone or by subtraction (PUB05)."""
    rows = (HEADER, *(("prima-1", *unit) for unit in units))
    sql = "SELECT agency, staff, participants, completed, rule FROM participation ORDER BY agency"
    assert expected == _published(tmp_path, sql, participations=rows)


@pytest.mark.parametrize(("status", "due", "overdue"), [
    ("berjalan", "2024-04-01", 1), ("rencana", "2024-04-01", 1), ("rencana", "2024-04-02", 0),
    ("batal", "2024-01-01", 0),
])  # fmt: skip
def test_overdue_promises_say_so(tmp_path: Path, status: str, due: str, overdue: int) -> None:
    """What is open after its day is overdue; what is due today is not, nor what was dropped."""
    header, _, promise = PROGRAMME["follow_ups"]
    cells = dict(zip(header, promise, strict=True)) | {"status": status, "due": due}
    rows = (header, tuple(cells.values()))
    assert [("antre", overdue)] == _published(tmp_path, "SELECT code, overdue FROM follow_up", follow_ups=rows)


def test_done_promise_keeps_its_evidence(tmp_path: Path) -> None:
    """Done comes with date and link, and is never overdue."""
    sql = "SELECT done_on, evidence, overdue FROM follow_up WHERE status = 'selesai'"
    assert [("2024-04-20", "https://dinas.example/kursi", 0)] == _published(tmp_path, sql)


def test_open_registers_hold_published_columns_only() -> None:
    """A column of a register reaches the open file only if it is classified so, or coarsened there."""
    tables = {table.name: {column.name for column in table.columns} for table in open_tables([])}
    worked_out = {"follow_up": {"overdue"}, "participation": {"rule"}}
    allowed = {Publication.PUBLISHED, Publication.COARSENED}
    seen = 0
    for record in registers():
        table = record.register.table
        for column in tables.get(table, set()) - worked_out.get(table, set()):
            assert ALLOW_LIST[table][column] in allowed, (table, column)
            seen += 1
    assert seen > 50
    assert "counter" not in tables
    assert "visitor_count" not in tables
