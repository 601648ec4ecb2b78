"""Pages and forms of a release: codebook, questionnaire, release note, metadata of Satu Data Indonesia."""

import json
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from factories import REGION, SECRET, new_store, responses

from collector.publication.codebook_pages import write_codebooks
from collector.publication.release import publish
from survey_definitions.loader import load_file, load_survey, load_surveys


def test_pages_are_correct_html_in_both_languages(release: Path) -> None:
    """Each page names its language and title, links to the other language, and has no error in its HTML."""
    pages = sorted((release / "documents").glob("*.html"))
    assert 6 == len(pages)
    for page in pages:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        document = parser.parse(page.read_text("utf-8"))
        other = document.find(".//nav/a")
        assert ("en" if page.name.endswith(".en.html") else "id") == document.get("lang")
        assert document.find(".//h1").text == document.find(".//title").text
        assert other.get("lang") != document.get("lang")
        assert (page.parent / other.get("href")).is_file()


def test_codebook_says_the_words_of_the_questionnaire(release: Path) -> None:
    """All questions are there, with the question as asked, its values and what is published of it."""
    text = (release / "documents" / "codebook-skm-2017.html").read_text("utf-8")
    survey = load_survey("skm-2017")
    for question in survey.questions:
        assert f'<h2 id="{question.key}">' in text
    assert survey.question("sarana").choices[0].text.id in text
    assert "bobot 1/9" in text
    assert "tidak terbit" in text
    assert "88,31" in text


def test_questionnaire_file_is_the_definition(release: Path) -> None:
    """The TOML file in the release loads as the questionnaire that was asked."""
    assert load_survey("skm-2017") == load_file(release / "questionnaires" / "skm-2017.toml")


def test_region_with_an_addition_publishes_its_file(tmp_path: Path) -> None:
    """A section that a region adds lies beside the questionnaire, and the codebook has its question."""
    store = new_store(tmp_path, region=REGION + 'additions = ["disabilitas"]\n')
    store.append(responses(12))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET)
    current = tmp_path / "out" / "current"
    assert (current / "questionnaires" / "disabilitas.toml").is_file()
    assert "disabilitas" in (current / "documents" / "codebook-skm-2017.html").read_text("utf-8")


def test_metadata_forms_follow_the_regulation(release: Path) -> None:
    """MS-Keg, MS-Var and MS-Ind: one activity, every question, the index and nine means; gaps are null."""
    forms = {
        name: json.loads((release / "documents" / f"ms-{name}.json").read_text("utf-8"))["isi"]
        for name in ("keg", "var", "ind")
    }
    assert (1, 10) == (len(forms["keg"]), len(forms["ind"]))
    assert len(load_survey("skm-2017").questions) == len(forms["var"])
    activity, variable, indicator = forms["keg"][0], forms["var"][0], forms["ind"][0]
    assert "Bagian Organisasi Kota Uji" == activity["instansi_penyelenggara"]["id"]
    assert "Triwulanan" == activity["frekuensi"]["id"]
    assert activity["alamat"] is None
    assert {
        "kegiatan", "nama", "alias", "konsep", "definisi", "referensi_pemilihan", "referensi_waktu", "tipe_data",
        "klasifikasi_isian", "aturan_validasi", "kalimat_pertanyaan", "akses_umum",
    } == set(variable)  # fmt: skip
    assert "Ya" == indicator["indikator_komposit"]["id"]
    assert "Indeks 25–100" == indicator["satuan"]["id"]


def test_release_note_compares_with_the_release_before(tmp_path: Path) -> None:
    """35 answers, then 30 more: the note says +30; the first note has nothing to compare with."""
    store = new_store(tmp_path)
    store.append(responses(35))
    folder = tmp_path / "out"

    def note() -> str:
        publish(store, load_surveys(), folder, secret=SECRET, now=datetime(2024, 4, 2, tzinfo=UTC))
        text = (folder / "current" / "documents" / "release-note.html").read_text("utf-8")
        return next(line for line in text.splitlines() if "Jawaban terbit" in line)

    cell = '<td class="number">{}</td>'.format
    first = note()
    store.append(responses(30, first=600))
    second = note()
    assert first.endswith(cell(35) + cell("belum ada") + cell("belum ada") + "</tr>")
    assert second.endswith(cell(65) + cell(35) + cell("+30") + "</tr>")


def test_release_note_marks_invented_data(tmp_path: Path) -> None:
    """A simulated region says so in title and text of its note."""
    store = new_store(tmp_path, region=REGION.replace("simulated = false", "simulated = true"))
    publish(store, load_surveys(), tmp_path / "out", secret=SECRET)
    text = (tmp_path / "out" / "current" / "documents" / "release-note.html").read_text("utf-8")
    assert "<h1>DATA SIMULASI" in text
    assert "rekaan" in text


def test_write_codebooks_refuses_a_file_for_a_folder(tmp_path: Path) -> None:
    """A folder that can't be made is one sentence."""
    (tmp_path / "x").write_text("")
    with pytest.raises(Exception, match="codebook can't be written"):
        write_codebooks([load_survey("skm-2017")], tmp_path / "x")
