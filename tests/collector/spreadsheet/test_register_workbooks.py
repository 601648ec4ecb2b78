"""Registers are tables too: what is read by content is read there as well."""

from pathlib import Path

import pytest
from factories import AGENCIES, write_region
from workbooks import write_xlsx

from collector.errors import CollectorRefusedError
from collector.registers.loader import load_registers
from survey_definitions.loader import load_surveys


def test_register_may_hold_a_workbook_under_its_fixed_name(tmp_path: Path) -> None:
    """Somebody who saved a workbook as agencies.csv gets the same agencies."""
    folder = write_region(tmp_path / "region")
    expected = load_registers(folder, load_surveys()).agencies
    write_xlsx(folder / "agencies.csv", AGENCIES)
    assert expected == load_registers(folder, load_surveys()).agencies


def test_register_refuses_a_cell_that_shows_an_error(tmp_path: Path) -> None:
    """An error is no name and no empty note."""
    folder = write_region(tmp_path / "region")
    write_xlsx(folder / "agencies.csv", [*AGENCIES[:-1], (*AGENCIES[-1][:-1], "#N/A")])
    with pytest.raises(
        CollectorRefusedError, match=r"agencies\.csv, row 3, column note: the cell shows the error #N/A"
    ):
        load_registers(folder, load_surveys())
