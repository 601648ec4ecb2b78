"""CSVW, checked by the validator of the package csvw (its command is csvwvalidate)."""

import re
import shutil
from pathlib import Path

import pytest
from csvw import CSVW

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def _is_valid(release: Path) -> bool:
    return bool(CSVW(str(release / "csv-metadata.json"), validate=True, strict=True).is_valid)


def test_csv_metadata_is_valid(release: Path) -> None:
    """Every CSV file has the columns, types, keys and references that csv-metadata.json says."""
    described = CSVW(str(release / "csv-metadata.json")).tables
    assert {path.name for path in (release / "data").glob("*.csv")} == {
        Path(str(table.url)).name for table in described
    }
    assert _is_valid(release)


@pytest.mark.parametrize(
    ("table", "before", "after", "fault"),
    [
        ("agency", b"kelurahan,dinas", b"dinas,dinas", "duplicate primary key: dinas"),
        ("service", b"ktp,dinas", b"ktp,hantu", "Key `hantu` not found"),
        ("agency", b",0\r\n", b",nol\r\n", "retired: invalid lexical value"),
        ("agency", b"code,parent", b"kode,parent", "missing required columns {'code'}"),
    ],
)
@pytest.mark.filterwarnings("ignore")  # the validator says with warnings what is wrong
def test_csv_metadata_notices_another_file(
    release: Path, tmp_path: Path, table: str, before: bytes, after: bytes, fault: str
) -> None:
    """The description is exact enough to refuse a file that was changed."""
    copy = shutil.copytree(release, tmp_path / "copy")
    path = copy / "data" / f"{table}.csv"
    assert before in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(before, after, 1))
    with pytest.raises(ValueError, match=re.escape(fault)):
        _is_valid(copy)
