"""Waves and commitments: what is wrong with them is said before anybody is invited."""

from dataclasses import replace
from pathlib import Path

import pytest
from factories import write_region
from programme import PROGRAMME, changed

from collector.errors import CollectorRefusedError
from collector.registers.files.waves import Wave
from collector.registers.loader import load_registers
from survey_definitions.loader import load_surveys

PRE, REACTION, POST, TRANSFER, SUPERIOR = 2, 3, 5, 6, 7  # rows of waves.csv


def test_who_answers_follows_from_the_wave(tmp_path: Path) -> None:
    """Superiors answer their own waves, trainees all others."""
    found = load_registers(write_region(tmp_path, **PROGRAMME), load_surveys()).of(Wave)
    assert {"atasan-3": "atasan"} == {one.wave: one.role for one in found if one.role != "peserta"}


@pytest.mark.parametrize(
    ("register", "row", "cells", "expected"),
    [
        ("waves", PRE, {"closes": "2024-01-31"}, "column closes: it closes on 2024-01-31, before it opens"),
        ("waves", PRE, {"closes": "2024-02-09"}, "column closes: the pre-test closes on 2024-02-09, after the"),
        ("waves", PRE, {"closes": "2024-02-08"}, "closes on 2024-02-08, but the post-test opens on 2024-02-08"),
        ("waves", PRE, {"survey": "pelatihan-reaksi"}, "column survey: the wave pra needs a test, "),
        ("waves", REACTION, {"survey": "tes-pelayanan-a"}, "the wave reaksi is no test, 'tes-pelayanan-a' is one."),
        ("waves", REACTION, {"survey": "skm-2017"}, "'skm-2017' is no questionnaire of trainings. Use: "),
        ("waves", REACTION, {"opens": "2024-02-05"}, "opens on 2024-02-05, before the training starts"),
        ("waves", TRANSFER, {"opens": "2024-02-08"}, "opens on 2024-02-08, but the training ends on 2024-02-08"),
        ("waves", SUPERIOR, {"wave": "atasan"}, "column wave: 'atasan' is not known. Use one of: pra, reaksi,"),
        ("waves", SUPERIOR, {"wave": "transfer-3"}, "the training 'prima-1' and wave 'transfer-3' stand in row 6"),
        ("waves", POST, {"training": "prima-9"}, "column training: 'prima-9' is not known."),
        ("commitments", 2, {"evidence": ""}, "commitments.csv, row 2, column evidence: it is done, but nothing"),
        ("commitments", 3, {"status": "selesai"}, "row 3, column done_on: it is done, but not when."),
        ("commitments", 3, {"due": "2024-01-01"}, "column due: it is due on 2024-01-01, before it was promised"),
        ("commitments", 3, {"support": "doa"}, "column support: 'doa' is not known. Use one of: moral, material."),
        ("commitments", 3, {"made_on": "2999-01-01", "due": "2999-02-01"}, "2999-01-01 has not come yet."),
        ("candidates", 3, {"agency": "kelurahan"}, "the programme 'prima' and agency 'kelurahan' stand in row 2"),
    ],
)  # fmt: skip
def test_fault_is_named_by_row_and_column(
    tmp_path: Path, register: str, row: int, cells: dict[str, str], expected: str
) -> None:
    """One cell is changed, and the message says which one and what to do."""
    with pytest.raises(CollectorRefusedError) as refused:
        load_registers(write_region(tmp_path, **changed(register, row, **cells)), load_surveys())
    assert expected in str(refused.value)


def test_post_test_is_a_form_of_the_pre_test(tmp_path: Path) -> None:
    """A test of another family can't be compared (TRN03)."""
    surveys = load_surveys()
    other = replace(surveys["tes-pelayanan-b"], id="tes-lain", family="tes-lain")
    folder = write_region(tmp_path, **changed("waves", POST, survey="tes-lain"))
    with pytest.raises(CollectorRefusedError, match="'tes-lain' can't be compared with 'tes-pelayanan-a'"):
        load_registers(folder, {**surveys, "tes-lain": other})


def test_form_holds_twelve_blocks(tmp_path: Path) -> None:
    """Thirteen trainers would not fit into one form; that is said when the register is loaded."""
    header = PROGRAMME["sessions"][0]
    taught = [
        ("prima-1", str(number), "2024-02-06", f"Materi {number}", f"Subject {number}", "1", f"pengajar-{number}")
        for number in range(1, 14)
    ]
    with pytest.raises(CollectorRefusedError, match="13 sessions have a trainer, and one form holds 12"):
        load_registers(write_region(tmp_path / "a", **{**PROGRAMME, "sessions": [header, *taught]}), load_surveys())
    fewer = [header, *taught[:12]]
    assert load_registers(write_region(tmp_path / "b", **{**PROGRAMME, "sessions": fewer}), load_surveys())
