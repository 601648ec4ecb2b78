"""The questionnaire on paper and its table."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from collector.errors import CollectorRefusedError
from collector.importing.importer import import_answers
from collector.printing.paper_form import csv_template, paper_pdf
from collector.registers.files.agencies import Agency
from collector.registers.files.services import Service
from collector.storage import SqliteStore
from collector.storage.records import RegionEntry
from survey_definitions.loader import load_survey

Reads = Callable[[bytes], str]
Facts = Callable[[bytes], dict[str, str]]
NOW = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)


def _agency(name: str = "Dinas Uji") -> Agency:
    return Agency(code="dinas", parent=None, kind="opd", name_id=name, name_en="Test Agency", note="")


def _services(count: int, name: str = "Layanan") -> list[Service]:
    return [
        Service(
            code=f"layanan-{n}", agency="dinas", name_id=f"{name} {n}", name_en=f"Service {n}", tariff="", note=""
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_paper_asks_everything_with_its_codes(region: RegionEntry, words_of: Reads, language: str) -> None:
    """Each question stands there in its words with its column, each answer with its value."""
    survey = load_survey("skm-2017")
    text = words_of(paper_pdf(survey, region, language, _agency(), _services(3)))
    for question in survey.questions:
        assert question.key in text
        for choice in question.choices:
            assert choice.value in text
    assert survey.title[language] in text
    assert "visited_on" in text
    assert "service_code" in text
    assert all(f"layanan-{number}" in text for number in range(3))
    assert "kotaksaran import FILE.csv --survey skm-2017 --unit dinas --mode paper" in text


def test_paper_asks_about_the_respondent_last(region: RegionEntry, words_of: Reads) -> None:
    """SKM20: the optional questions follow the nine unsur and the comment; no name is asked."""
    text = words_of(paper_pdf(load_survey("skm-2017"), region))
    order = [
        text.index(part)
        for part in ("penanganan pengaduan pengguna layanan?", "Apa saran Anda", "Apa jenis kelamin Anda?",
                     "Berapa usia Anda", "Apa pendidikan terakhir", "Apa pekerjaan utama Anda?")
    ]  # fmt: skip
    assert order == sorted(order)
    assert "Jangan menulis nama, NIK, atau nomor telepon." in text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("count", "name"), [(0, ""), (6, "Penerbitan surat keterangan"), (12, "Izin"), (12, "W" * 200)]
)
def test_paper_of_skm_2017_has_two_pages(
    region: RegionEntry, facts_of: Facts, language: str, count: int, name: str
) -> None:
    """One sheet, printed on both sides, whatever the unit is called and offers."""
    facts = facts_of(
        paper_pdf(load_survey("skm-2017"), region, language, _agency("W" * 200), _services(count, name))
    )
    assert ("2", "yes") == (facts["Pages"], facts["Tagged"])


def test_paper_of_a_unit_with_many_services_lets_them_be_written(region: RegionEntry, words_of: Reads) -> None:
    """Thirteen services are not listed; the clerk is told where the codes stand."""
    text = words_of(paper_pdf(load_survey("skm-2017"), region, "id", _agency(), _services(13)))
    assert "layanan-0" not in text
    assert "services.csv" in text


def test_paper_of_a_training_is_refused(region: RegionEntry) -> None:
    """Import takes no training answers, so no such sheet is printed."""
    with pytest.raises(CollectorRefusedError, match="evaluates a training"):
        paper_pdf(load_survey("pelatihan-reaksi"), region)


def test_csv_template_filled_in_is_imported(tmp_path: Path, store: SqliteStore) -> None:
    """A row keyed from the sheet, in the order of the header, is taken in mode paper."""
    survey = load_survey("skm-2017")
    header = next(csv.reader([csv_template(survey)]))
    row = ["31/10/2026", "ktp", *"123412344", "Cepat", "1", "P", "35", "SMA", "PETANI_NELAYAN"]
    assert len(row) == len(header)
    path = tmp_path / "lembar.csv"
    path.write_text(csv_template(survey) + ",".join(row) + "\n", encoding="utf-8", newline="")
    summary = import_answers(store, path, survey, "dinas", mode="paper", now=NOW)
    assert (1, ()) == (summary.stored, summary.ignored)
    stored = store.connection.execute(
        "SELECT mode, service, visited_on, answers ->> 'sarana', answers ->> 'pengaduan', answers ->> 'usia',"
        " answers ->> 'pekerjaan', answers ->> 'saran_boleh_terbit' FROM response"
    ).fetchone()
    # The questionnaire asks sarana 8th and pengaduan 9th (SKM02).
    assert ("paper", "ktp", date(2026, 10, 31).isoformat(), 4, 4, 35, "PETANI_NELAYAN", 1) == tuple(stored)


def test_csv_template_alone_is_refused_by_import(tmp_path: Path, store: SqliteStore) -> None:
    """An empty table is no import."""
    path = tmp_path / "kosong.csv"
    path.write_text(csv_template(load_survey("skm-2017")), encoding="utf-8", newline="")
    with pytest.raises(CollectorRefusedError, match="no row below the header"):
        import_answers(store, path, load_survey("skm-2017"), "dinas", mode="paper", now=NOW)
