"""A counter as it is printed, and poppler's eyes on what was printed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import factories
import pytest
from PIL import Image

from collector.printing.addresses import form_address
from collector.printing.posters import PrintedCounter
from collector.storage import SqliteStore
from collector.storage.records import CounterEntry, RegionEntry
from survey_definitions.loader import load_survey
from survey_definitions.model import Text

FORM = "https://saran.uji.go.id"
ENTRY = {
    "code": "ab2cd",
    "name": Text(id="Loket KTP-el 1", en="ID card counter 1"),
    "agency": "dinas",
    "agency_name": Text(id="Dinas Kependudukan – Kota Uji", en="Population Office"),
    "service": "ktp",
    "service_name": Text(id="Penerbitan KTP Elektronik", en="Identity card"),
    "survey": "skm-2017",
    "retired": False,
}
REGION = {
    "code": "uji",
    "kind": "kota",
    "name": Text(id="Kota Uji", en="Test City"),
    "publisher": Text(id="Kota Uji", en="Test City"),
    "timezone": "Asia/Jakarta",
    "period_kind": "triwulan",
    "default_survey": "skm-2017",
    "simulated": False,
    "licence": "CC-BY-4.0",
}


@pytest.fixture
def printed() -> Callable[..., PrintedCounter]:
    """Return a maker of printed counters; arguments replace the address, the mark or fields of the counter."""

    def make(form: str = FORM, *, simulated: bool = False, results: str = "", **changes: Any) -> PrintedCounter:
        return PrintedCounter(
            entry=CounterEntry(**{**ENTRY, **changes}),
            region=RegionEntry(**{**REGION, "simulated": simulated}),
            survey=load_survey("skm-2017"),
            form=form_address(form),
            results_url=results,
        )

    return make


@pytest.fixture
def region() -> RegionEntry:
    """Return the region of the printed counters."""
    return RegionEntry(**REGION)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Open a private database of Kota Uji."""
    opened = factories.new_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def poppler() -> None:
    """Skip where poppler is missing, or fail where it is required."""
    if shutil.which("pdftoppm") is None:
        if os.environ.get("KOTAKSARAN_BROWSER_TESTS") == "required":
            pytest.fail("pdftoppm is not installed")
        pytest.skip("pdftoppm is not installed")


@pytest.fixture
def words_of(tmp_path: Path, poppler: None) -> Callable[[bytes], str]:  # noqa: ARG001
    """Return a function that reads the text of a PDF, white space made single."""
    return lambda pdf: " ".join(_run(tmp_path, pdf, "pdftotext", "-raw", "-", text=True, last=True).split())


@pytest.fixture
def facts_of(tmp_path: Path, poppler: None) -> Callable[[bytes], dict[str, str]]:  # noqa: ARG001
    """Return a function that reads what pdfinfo tells, by name."""

    def read(pdf: bytes) -> dict[str, str]:
        lines = _run(tmp_path, pdf, "pdfinfo", text=True).splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    return read


@pytest.fixture
def picture_of(tmp_path: Path, poppler: None) -> Callable[..., Image.Image]:  # noqa: ARG001
    """Return a function that draws the first page of a PDF in grey at a number of dots per inch."""

    def draw(pdf: bytes, dpi: int = 150) -> Image.Image:
        _run(tmp_path, pdf, "pdftoppm", "-gray", "-singlefile", "-r", str(dpi), str(tmp_path / "page"), last=True)
        with Image.open(tmp_path / "page.pgm") as image:
            return image.convert("L")

    return draw


def _run(folder: Path, pdf: bytes, program: str, *arguments: str, text: bool = False, last: bool = False) -> Any:
    """Run a poppler program on a PDF; `last` where the output file stands behind all options and the input."""
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    where = len(arguments) - 1 if last else 0
    command = [program, *arguments[:where], str(path), *arguments[where:]]
    return subprocess.run(command, check=True, capture_output=True, text=text).stdout
