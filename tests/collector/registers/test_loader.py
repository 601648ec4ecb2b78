"""Registers from a folder of CSV files."""

from pathlib import Path

import pytest
from factories import AGENCIES, COUNTERS, REGION, SERVICES, write_region

from collector.errors import CollectorRefusedError
from collector.registers.loader import load_registers
from survey_definitions.loader import load_surveys

REPOSITORY = Path(__file__).parents[3]


def _problems(folder: Path) -> str:
    with pytest.raises(CollectorRefusedError) as refused:
        load_registers(folder, load_surveys())
    return str(refused.value)


def test_load_registers_reads_every_file(tmp_path: Path) -> None:
    """Two units, four services and three counters; an empty survey means the region's own."""
    registers = load_registers(write_region(tmp_path), load_surveys())
    assert (len(registers.agencies), len(registers.services), len(registers.counters)) == (2, 4, 3)
    assert {"skm-2017"} == {counter.survey for counter in registers.counters}
    assert registers.region.name["en"] == "Test City"


@pytest.mark.parametrize("region", ["pulang-pisau", "pangkalpinang", "contoh"])
def test_load_registers_accepts_our_regions(region: str) -> None:
    """Every region that comes with the project is free of problems."""
    assert load_registers(REPOSITORY / "regions" / region, load_surveys()).services


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"agencies": (*AGENCIES, AGENCIES[1])}, "agencies.csv, row 4: the code 'dinas' stands in row 2 already"),
        ({"services": (*SERVICES, SERVICES[1])}, "services.csv, row 6: the code 'ktp' stands in row 2 already"),
        ({"counters": (*COUNTERS, COUNTERS[1])}, "counters.csv, row 5: the code 'ab2cd' stands in row 2 already"),
        (
            {"services": (SERVICES[0], ("hantu", "x", "X", "X", "", ""))},
            "services.csv, row 2, column agency: 'hantu'",
        ),
        ({"counters": (COUNTERS[0], ("ab2cd", "x", "X", "X", ""))}, "counters.csv, row 2, column service: 'x'"),
        (
            {"counters": (COUNTERS[0], ("lilou", "ktp", "X", "X", ""))},
            "row 2, column code: 'lilou' is no counter code",
        ),
        ({"counters": (COUNTERS[0], ("ab2cd", "ktp", "X", "X", "zz"))}, "row 2, column survey: 'zz' is not known"),
        ({"agencies": (AGENCIES[0], ("a", "a", "opd", "A", "A", ""))}, "column parent: 'a' stands above itself"),
        (
            {"agencies": (AGENCIES[0], ("a", "", "kantor", "A", "A", ""))},
            "row 2, column kind: 'kantor' is not known",
        ),
        ({"agencies": (AGENCIES[0], ("A b", "", "opd", "A", "A", ""))}, "row 2, column code: 'A b' is no code"),
        ({"agencies": (AGENCIES[0], ("a", "", "opd", "A", "", ""))}, "row 2, column name_en: the name is missing"),
        (
            {"services": (("agency", "code"), ("dinas", "x"))},
            "services.csv, row 1: the column 'name_id' is missing",
        ),
        ({"services": (SERVICES[0], ("dinas", "gabungan", "G", "G", "", ""))}, "'gabungan' is reserved"),
        ({"visitors": (("service", "start", "end", "served"), ("ktp", "2024-13-01", "", "5"))}, "column start"),
        ({"visitors": (("service", "start", "end", "served"), ("ktp", "2024-01-01", "", "-5"))}, "column served"),
        (
            {"visitors": (("service", "start", "end", "served"), ("ktp", "2024-01-01", "", "9" * 23))},
            "column served",
        ),
        (
            {
                "visitors": (
                    ("service", "start", "end", "served"),
                    ("ktp", "2024-01-01", "2024-01-31", "5"),
                    ("ktp", "2024-01-31", "", "5"),
                )
            },
            "visitors.csv, row 3: the visitors of 'ktp' on 2024-01-31 are counted in another row already",
        ),
    ],
)
def test_load_registers_names_file_row_and_column(
    tmp_path: Path, tables: dict[str, tuple[object]], expected: str
) -> None:
    """A fault in a register is named by file, row and column."""
    assert expected in _problems(write_region(tmp_path, **tables))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('kind = "kota"', 'kind = "desa"', "region.toml, kind: 'desa' is not known"),
        ('"triwulan"', '"bulan"', "region.toml, period_kind: 'bulan' is not known"),
        ('"skm-2017"', '"pelatihan-reaksi"', "region.toml, default_survey"),
        ('"Asia/Jakarta"', '"Asia/Bangka"', "region.toml, timezone"),
        ("simulated = false", 'simulated = "no"', "region.toml, simulated"),
        ("simulated = false", 'simulated = false\ncontact = "kantor"', "region.toml, contact: this is no address"),
        ('name.en = "Test City"', "", "region.toml, name.en"),
        ("simulated", "simulatd", "region.toml, simulatd: this key is not known"),
        ('code = "uji"', 'code = "uji', "not valid TOML"),
    ],
)
def test_load_registers_names_the_key(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """A fault in region.toml is named by key."""
    assert expected in _problems(write_region(tmp_path, REGION.replace(old, new)))


def test_load_registers_reports_all_files_at_once(tmp_path: Path) -> None:
    """Faults of several files come together, so that one round of corrections is enough."""
    folder = write_region(tmp_path, REGION.replace("kota", "desa", 1))
    (folder / "services.csv").unlink()
    (folder / "counters.csv").write_bytes(b"")
    message = _problems(folder)
    assert all(part in message for part in ("region.toml, kind", "services.csv", "counters.csv"))


def test_load_registers_needs_a_folder(tmp_path: Path) -> None:
    """A wrong folder is one sentence."""
    assert "no such folder" in _problems(tmp_path / "tidak-ada")
