import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from survey_definitions.loader import load_survey, load_surveys
from survey_definitions.model import Choice, Publication, Question, Section, Subject, Survey, Text

LEGAL = Path(__file__).parents[1] / "data" / "skm_14_2017.json"
# The unsur that the regulations of 2014 and 2017 share.
SHARED = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku"]
SKM_2014 = [*SHARED, "maklumat", "pengaduan"]
SURVEYS = sorted(load_surveys())
TESTS = ["tes-pelayanan-a", "tes-pelayanan-b"]
RATED = [survey for survey in SURVEYS if survey not in TESTS]


@pytest.fixture
def legal() -> dict[str, Any]:
    """Read the questionnaire of the regulation."""
    content: dict[str, Any] = json.loads(LEGAL.read_text(encoding="utf-8"))
    return content


def test_skm_2017_asks_sarana_before_pengaduan() -> None:
    """The form asks sarana 8th and pengaduan 9th, as the regulation's questionnaire does (SKM02)."""
    survey = load_survey("skm-2017")

    asked = [question.key for question in survey.questions][:9]
    assert [*SHARED, "sarana", "pengaduan"] == asked
    assert (8, 9) == (survey.question("sarana").position, survey.question("pengaduan").position)


def test_skm_2017_lists_pengaduan_before_sarana() -> None:
    """Tables and charts show pengaduan 8th and sarana 9th, as the regulation's list does (SKM02)."""
    survey = load_survey("skm-2017")

    listed = [question.key for question in survey.scored]
    assert [*SHARED, "pengaduan", "sarana"] == listed
    assert (8, 9) == (survey.question("pengaduan").list_position, survey.question("sarana").list_position)


def test_skm_2017_carries_the_legal_wording(legal: dict[str, Any]) -> None:
    """Names, questions, definitions, choices and both orders equal the regulation's, word for word (SKM01)."""
    survey = load_survey("skm-2017")

    for unsur in legal["unsur"]:
        question = survey.question(unsur["key"])
        assert unsur["name"] == question.name.id
        assert unsur["question"] == question.text.id
        assert question.definition is not None
        assert unsur["definition"] == question.definition.id
        options = [(str(option["value"]), option["label"]) for option in unsur["options"]]
        assert options == [(choice.value, choice.text.id) for choice in question.choices]
        numbers = (unsur["questionnaire_no"], unsur["unsur_no"])
        assert numbers == (question.position, question.list_position)
        assert "legal" == question.wording


@pytest.mark.parametrize("survey", SURVEYS)
def test_texts_of_our_own_say_anda(survey: str) -> None:
    """People are addressed as "Anda"; only the regulation's own questions say "Saudara"."""
    texts = []
    for section in load_survey(survey).sections:
        texts += [section.title, section.intro]
        texts += [question.text for question in section.questions if question.wording == "own"]

    assert [] == [text.id for text in texts if text and "saudara" in text.id.lower()]


def test_skm_2017_grades_are_the_legal_intervals(legal: dict[str, Any]) -> None:
    """Letters, lowest indexes and words of the grade table equal the regulation's (SKM13)."""
    grades = load_survey("skm-2017").index.grades.grades

    intervals = [(each["mutu"], each["nik_low"], each["kinerja"]) for each in reversed(legal["intervals"])]
    assert intervals == [(grade.letter, str(grade.minimum), grade.label.id) for grade in grades]


@pytest.mark.parametrize(
    ("index", "letter"),
    [
        ("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"),
        ("75.00", "C"), ("65.00", "C"), ("64.99", "D"), ("25.00", "D"),
    ],
)  # fmt: skip
def test_skm_2017_grade_edges(index: str, letter: str) -> None:
    """The grade follows the rounded index at every edge of the table (SKM13, SKM14)."""
    assert letter == load_survey("skm-2017").index.grades.grade_of(Decimal(index)).letter


@pytest.mark.parametrize(
    ("index", "letter"),
    [("81.26", "A"), ("81.25", "B"), ("62.51", "B"), ("62.50", "C"), ("43.76", "C"), ("43.75", "D")],
)
def test_skm_2004_has_grade_edges_of_its_own(index: str, letter: str) -> None:
    """The decree of 2004 has other edges than the regulation of 2017 (SKM03)."""
    assert letter == load_survey("skm-2004").index.grades.grade_of(Decimal(index)).letter


@pytest.mark.parametrize(
    ("index", "letter"),
    [("90.01", "A"), ("90.00", "B"), ("80.01", "B"), ("80.00", "C"), ("70.01", "C"), ("70.00", "D"),
     ("60.01", "D"), ("60.00", "E"), ("25.00", "E")],
)  # fmt: skip
def test_training_grade_edges(index: str, letter: str) -> None:
    """Training averages have the common table of five grades (TRN07)."""
    assert letter == load_survey("pelatihan-reaksi").index.grades.grade_of(Decimal(index)).letter


def test_skm_2014_has_maklumat_and_no_sarana() -> None:
    """The regulation of 2014 has maklumat 8th and pengaduan 9th, asked and listed in the same order (SKM03)."""
    survey = load_survey("skm-2014")

    assert SKM_2014 == [question.key for question in survey.scored]
    assert SKM_2014 == [question.key for question in survey.questions][:9]
    assert "own" == survey.question("maklumat").wording


@pytest.mark.parametrize(("index", "letter"), [("81.05", "B"), ("78.09", "B")])
def test_skm_2014_grades_of_pulang_pisau(index: str, letter: str) -> None:
    """The indexes of Pulang Pisau in 2019 and 2020 are both B."""
    assert letter == load_survey("skm-2014").index.grades.grade_of(Decimal(index)).letter


def test_skm_2004_has_fourteen_unsur_of_our_wording() -> None:
    """The decree of 2004 has 14 unsur; their questions are our own (SKM03)."""
    scored = load_survey("skm-2004").scored

    assert 14 == len(scored)
    assert {"own"} == {question.wording for question in scored}


@pytest.mark.parametrize(
    ("survey", "count"),
    [
        ("skm-2017", 9), ("skm-2014", 9), ("skm-2004", 14), ("pelatihan-reaksi", 8), ("seminar-reaksi", 7),
        ("workshop-reaksi", 7), ("pelatihan-pengajar", 4), ("transfer-peserta", 6), ("transfer-atasan", 6),
        ("mentoring-mentee", 5), ("mentoring-mentor", 5), ("dukungan-pimpinan", 6), ("kesiapan-perubahan", 4),
    ],
)  # fmt: skip
def test_weights_are_exact_and_equal(survey: str, count: int) -> None:
    """Each of k unsur weighs exactly 1/k, so that the weights sum to exactly 1 (SKM04, SKM12)."""
    weights = load_survey(survey).index.weights

    assert [Fraction(1, count)] * count == list(weights.values())
    assert 1 == sum(weights.values())


@pytest.mark.parametrize("survey", ["skm-2017", "skm-2014", "skm-2004"])
def test_respondent_questions_are_optional_and_last(survey: str) -> None:
    """Sex, age, education and occupation come last, may be left empty and are only coarsened (SKM20)."""
    last = load_survey(survey).sections[-1].questions

    assert ["jenis_kelamin", "usia", "pendidikan", "pekerjaan"] == [question.key for question in last]
    assert {False} == {question.required for question in last}
    assert {Publication.COARSENED} == {question.publication for question in last}


def test_finer_codes_map_onto_the_official_ones(legal: dict[str, Any]) -> None:
    """The choices without maps_to are the official codes, and each finer one maps onto one of them (SKM20)."""
    survey = load_survey("skm-2017")

    for key in ("jenis_kelamin", "pendidikan", "pekerjaan"):
        official = [code.removesuffix(" (sebutkan)") for code in legal["respondent"][key]]
        choices = survey.question(key).choices
        assert official == [choice.value for choice in choices if choice.maps_to is None]
        assert {choice.maps_to for choice in choices} <= {None, *official}


@pytest.mark.parametrize("survey", RATED)
def test_comment_is_optional_and_withheld(survey: str) -> None:
    """The comment has at most 2,000 characters, may be left empty and never leaves (PUB05)."""
    question = load_survey(survey).question("saran")

    assert ("text", 2000, False) == (question.kind, question.maximum, question.required)
    assert Publication.WITHHELD is question.publication


def test_training_reaction_is_about_a_training() -> None:
    """The training evaluation rates organisation and trainer without a neutral answer (TRN02)."""
    survey = load_survey("pelatihan-reaksi")

    assert Subject.TRAINING is survey.subject
    assert ["penyelenggaraan", "pengajar", "saran"] == [section.key for section in survey.sections]
    assert {4} == {len(question.choices) for question in survey.scored}


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_text_is_written_in_both_languages(survey: str) -> None:
    """No text is empty, and long ones differ between the languages, so none was left untranslated."""
    for text in texts_of(load_survey(survey)):
        assert text["id"].strip()
        assert text["en"].strip()
        assert text.id != text.en or len(text.id) < 10, text.id


def test_versions_of_a_family_differ() -> None:
    """No two questionnaires claim to be the same version of the same family, nor the same form of a test."""
    versions = [
        (survey.family, survey.version, survey.scoring and survey.scoring.form)
        for survey in load_surveys().values()
    ]

    assert len(set(versions)) == len(versions) == 15
    assert [("skm", 1), ("skm", 2), ("skm", 3)] == sorted(one[:2] for one in versions if one[0] == "skm")


@pytest.mark.parametrize("survey", [each for each in SURVEYS if load_survey(each).subject is Subject.TRAINING])
def test_training_questionnaires_have_no_neutral_answer(survey: str) -> None:
    """Levels 1 and 3 are rated from 1 to 4 and graded by the one table of trainings (TRN02, TRN07)."""
    definition = load_survey(survey)

    assert {4} >= {len(question.choices) for question in definition.scored}
    edges = [str(grade.minimum) for grade in definition.index.grades.grades]
    assert edges in ([], ["90.01", "80.01", "70.01", "60.01", "25.00"])


def test_forms_of_the_test_differ_in_words_and_letters() -> None:
    """Who has seen form A can't answer form B from memory: other questions, other letters (TRN03)."""
    first, second = (load_survey(test) for test in TESTS)

    assert [question.key for question in first.questions] == [question.key for question in second.questions]
    for one, other in zip(first.questions, second.questions, strict=True):
        assert one.text != other.text
        assert one.key_choice != other.key_choice


def texts_of(survey: Survey) -> list[Text]:
    """Return every text of a questionnaire."""
    grades = [grade.label for grade in survey.index.grades.grades]
    sections = [text for section in survey.sections for text in texts_of_section(section)]
    return [survey.title, survey.regulation, survey.index.name, *grades, *sections]


def texts_of_section(section: Section) -> list[Text]:
    """Return every text of a section."""
    questions = [text for question in section.questions for text in texts_of_question(question)]
    return [section.title, *([section.intro] if section.intro else []), *questions]


def texts_of_question(question: Question) -> list[Text]:
    """Return every text of a question."""
    choices: tuple[Choice, ...] = question.choices
    definition = [question.definition] if question.definition else []
    return [question.name, question.text, *definition, *(choice.text for choice in choices)]
