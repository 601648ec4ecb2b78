"""The registers of trainings, other changes, promises and replies."""

from datetime import date
from pathlib import Path

import pytest
from factories import REGION, write_region
from programme import PROGRAMME, changed
from workbooks import write_xlsx

from collector.errors import CollectorRefusedError
from collector.registers.files.follow_ups import FollowUp
from collector.registers.files.hours import Hours
from collector.registers.files.trainings import Training
from collector.registers.loader import load_registers
from collector.registers.registry import registers
from survey_definitions.loader import load_surveys


def _problems(folder: Path) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        load_registers(folder, load_surveys())
    return str(refused.value)


def test_every_optional_register_is_read(tmp_path: Path) -> None:
    """A folder with all registers gives records of each, typed."""
    found = load_registers(write_region(tmp_path, **PROGRAMME), load_surveys())
    assert {record.register.name: len(PROGRAMME[record.register.name]) - 1 for record in registers()
            if not record.register.required} == {
        record.register.name: len(found.of(record)) for record in registers() if not record.register.required
    }  # fmt: skip
    first, second = found.of(Training)
    assert (date(2024, 2, 6), ("perilaku", "waktu"), 20, "prima") == (
        first.start, first.unsur, first.jp, first.programme
    )  # fmt: skip
    assert ((), None, None, "") == (second.unsur, second.declared_on, second.evaluated_from, second.level)
    assert [(None, "16:00"), ("kelurahan", "24:00")] == [(one.agency, one.closes) for one in found.of(Hours)]
    assert () == found.warnings


def test_region_may_do_without_them(tmp_path: Path) -> None:
    """A folder with the four basic registers is complete."""
    assert () == load_registers(write_region(tmp_path), load_surveys()).of(Training)


def test_register_may_be_a_workbook(tmp_path: Path) -> None:
    """trainings.xlsx is read like trainings.csv; both at once are refused."""
    folder = write_region(tmp_path, **PROGRAMME)
    expected = load_registers(folder, load_surveys())
    write_xlsx(folder / "trainings.xlsx", PROGRAMME["trainings"])
    assert "trainings.xlsx: there is a trainings.csv too. Keep one of them. [REG03]" in _problems(folder)
    (folder / "trainings.csv").unlink()
    assert expected == load_registers(folder, load_surveys())


@pytest.mark.parametrize(
    ("register", "row", "cells", "expected"),
    [
        ("trainings", 2, {"end": "2024-02-05"},
         "trainings.csv, row 2, column end: it ends on 2024-02-05, before it starts on 2024-02-06."),
        ("trainings", 2, {"evaluated_from": "2024-02-08"},
         "row 2, column evaluated_from: the evaluation begins on 2024-02-08, but the training ends on 2024-02-08."),
        ("trainings", 2, {"declared_on": ""}, "column declared_on: unsur are named, but not when"),
        ("trainings", 2, {"declared_on": "2024-02-07"},
         "column declared_on: the unsur were declared on 2024-02-07, after the training began on 2024-02-06."),
        ("trainings", 2, {"unsur": "waktu ramah"}, "column unsur: 'ramah' is no unsur. Use: biaya,"),
        ("trainings", 2, {"programme": "lain"}, "column programme: 'lain' is not known."),
        ("trainings", 2, {"method": "kuliah"}, "column method: 'kuliah' is not known. Use one of: pelatihan,"),
        ("trainings", 2, {"jp": "0"}, "column jp: 0 is too small. Write 1 or more."),
        ("trainings", 2, {"start": "6/2/2024"}, "column start: '6/2/2024' is no date. Write it as 2024-12-31."),
        ("trainings", 2, {"provider": ""}, "column provider: the provider is missing. Write it."),
        ("trainings", 3, {"code": "prima-1"}, "trainings.csv, row 3: the code 'prima-1' stands in row 2 already."),
        ("sessions", 2, {"day": "2024-02-09"},
         "sessions.csv, row 2, column day: 2024-02-09 lies outside the training (2024-02-06 to 2024-02-08)."),
        ("sessions", 3, {"jp": "9"}, "row 3, column jp: up to this session they have 21 JP together,"),
        ("sessions", 3, {"number": "1"}, "the training 'prima-1' and number '1' stand in row 2 already."),
        ("sessions", 2, {"trainer": "Ibu Sari"}, "column trainer: 'Ibu Sari' is no code."),
        ("participations", 2, {"participants": "25"},
         "participations.csv, row 2, column participants: 25 took part, but the unit has 24 staff at"),
        ("participations", 2, {"completed": "21"}, "column completed: 21 finished, but only 20 began."),
        ("participations", 2, {"agency": "hantu"}, "column agency: 'hantu' is not known."),
        ("participations", 2, {"training": "hantu"}, "column training: 'hantu' is not known."),
        ("participations", 2, {"staff": "dua"}, "column staff: 'dua' is no whole number."),
        ("nominations", 2, {"nominated_on": "2024-02-07"},
         "nominations.csv, row 2, column nominated_on: the unit was chosen on 2024-02-07, after the"),
        ("nominations", 2, {"lot": ""}, "column lot: a unit has a lot if it was drawn by lot, and only then."),
        ("nominations", 2, {"reason": "sukarela"}, "column lot: a unit has a lot if it was drawn by lot"),
        ("nominations", 3, {"lot": "1"}, "column lot: 'dinas' has lot 1 too."),
        ("nominations", 2, {"lot": "3"},
         "column lot: lot 3 is trained on 2024-02-06, before lot 2 on 2024-06-04."),
        ("events", 2, {"service": "surat"},
         "events.csv, row 2, column service: 'surat' is a service of 'kelurahan', not of 'dinas'."),
        ("events", 2, {"happened_on": "2999-01-01"}, "column happened_on: 2999-01-01 has not come yet."),
        ("events", 2, {"text_id": ""}, "column text_id: what happened is missing."),
        ("follow_ups", 2, {"done_on": ""}, "follow_ups.csv, row 2, column done_on: it is done, but not when."),
        ("follow_ups", 2, {"evidence": ""}, "column evidence: it is done, but nothing shows it."),
        ("follow_ups", 2, {"evidence": "http://dinas.example"}, "evidence: 'http://dinas.example' is no web"),
        ("follow_ups", 2, {"evidence": "javascript:alert(1)"}, "is no web address."),
        ("follow_ups", 3, {"done_on": "2024-03-01"},
         "row 3, column status: it has a date of completion, but its status is berjalan."),
        ("follow_ups", 2, {"done_on": "2999-01-01"}, "column done_on: 2999-01-01 has not come yet."),
        ("follow_ups", 2, {"unsur": "kursi"}, "column unsur: 'kursi' is no unsur."),
        ("follow_ups", 2, {"period": "2024-S1"},
         "column period: the region's periods are triwulan, and '2024-S1' is none."),
        ("follow_ups", 2, {"period": "2024-T5"}, "column period: '2024-T5' is no period."),
        ("follow_ups", 2, {"owner": "Sari"}, "column owner: 'Sari' is no code."),
        ("replies", 2, {"period": "2024"}, "replies.csv, row 2, column period: the region's periods are triwulan"),
        ("replies", 2, {"signal": "ledakan"}, "column signal: 'ledakan' is not known."),
        ("hours", 2, {"closes": "07:00"}, "hours.csv, row 2, column closes: it closes at 07:00 and opens"),
        ("hours", 2, {"opens": "25:00"}, "column opens: '25:00' is no time of day."),
        ("hours", 2, {"day": "monday"}, "column day: 'monday' is not known. Use one of: senin,"),
    ],
)  # fmt: skip
def test_fault_is_named_by_row_and_column(
    tmp_path: Path, register: str, row: int, cells: dict[str, str], expected: str
) -> None:
    """A fault in any register is said with file, row, column and what to do."""
    assert expected in _problems(write_region(tmp_path, **changed(register, row, **cells)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hubungi 0812-3456-7890.", "a telephone number"),
        ("Hubungi +62 717 421234.", "a telephone number"),
        ("NIK 1971012345678901", "a personal number (NIK or NIP)"),
        ("NIP 19800101 200501 2 001", "a personal number (NIK or NIP)"),
        ("Tulis ke sari.uji@contoh.example", "an e-mail address"),
        ("x" * 501, "the text has 501 characters, and 500 is the most."),
    ],
)
@pytest.mark.parametrize(
    ("register", "column"),
    [("follow_ups", "said_id"), ("follow_ups", "action_en"), ("events", "text_id"), ("programmes", "note")],
)
def test_published_words_hold_no_number_of_a_person(
    tmp_path: Path, register: str, column: str, text: str, expected: str
) -> None:
    """Telephone, NIK, NIP and e-mail are refused in words that are published (PUB05); so is a long text."""
    message = _problems(write_region(tmp_path, **changed(register, 2, **{column: text})))
    assert f"row 2, column {column}: the text " in message
    assert expected in message
    assert text not in message


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.250.000.000 pada 2024-2025.",
        "Loket 1 sampai 12, 07.30-16.00, sejak 2024-03-01.",
        "Pasal 79A UU 24/2013",
    ],
)
def test_published_words_may_hold_other_numbers(tmp_path: Path, text: str) -> None:
    """Money, years, times and laws are no numbers of a person."""
    assert load_registers(write_region(tmp_path, **changed("events", 2, text_id=text)), load_surveys())


@pytest.mark.parametrize(
    ("text", "name"),
    [("Terima kasih kepada Bapak Sarwono.", "Bapak Sarwono"), ("Diketuai Sarwono Uji, S.Kom.", "Uji, S.Kom")],
)
def test_names_are_pointed_out(tmp_path: Path, text: str, name: str) -> None:
    """What reads like a person's name is loaded with a warning that names the place."""
    found = load_registers(write_region(tmp_path, **changed("follow_ups", 2, action_id=text)), load_surveys())
    (warning,) = found.warnings
    assert warning.startswith(f"follow_ups.csv, row 2, column action_id: '{name}")


def test_lots_of_different_programmes_are_different(tmp_path: Path) -> None:
    """Two draws may both have a lot 1."""
    tables = changed("trainings", 3, programme="") | {
        "nominations": changed("nominations", 3, lot="1")["nominations"]
    }
    assert load_registers(write_region(tmp_path, **tables), load_surveys())


def test_invented_region_has_its_own_calendar(tmp_path: Path) -> None:
    """The demo's promises may be kept on days that have not come."""
    region = REGION.replace("simulated = false", "simulated = true")
    tables = changed("follow_ups", 2, done_on="2999-01-01")
    assert load_registers(write_region(tmp_path, region, **tables), load_surveys()).of(FollowUp)
