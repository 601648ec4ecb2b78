"""What a region may add to its questionnaires: off by default, last, and outside the index."""

from survey_definitions.additions import addition_ids, load_addition, with_additions
from survey_definitions.loader import load_survey, load_surveys
from survey_definitions.model import Publication


def test_nothing_is_added_by_default() -> None:
    """No shipped questionnaire asks about disability by itself."""
    assert addition_ids() == ("disabilitas",)
    for survey in load_surveys().values():
        assert "disabilitas" not in {question.key for question in survey.questions}
        assert with_additions(survey, ()) is survey


def test_addition_comes_last_and_counts_in_no_index() -> None:
    """The unsur, their places and their weights stay as they are; the addition is optional and only counted."""
    before = load_survey("skm-2017")
    after = with_additions(before, ["disabilitas"])

    assert after.questions[: len(before.questions)] == before.questions
    assert (after.index, after.scored) == (before.index, before.scored)
    tick, question = after.questions[-2:]
    assert (tick.key, question.key) == ("disabilitas_boleh_simpan", "disabilitas")
    assert (tick.required, question.required) == (False, False)
    assert (tick.publication, question.publication) == (Publication.WITHHELD, Publication.COARSENED)
    listed = [one.list_position for one in after.questions]
    assert sorted(listed) == list(range(1, len(listed) + 1))


def test_training_questionnaires_get_no_addition() -> None:
    """An addition is about those who were served."""
    training = load_survey("pelatihan-reaksi")

    assert with_additions(training, ["disabilitas"]) is training


def test_kinds_are_those_of_the_law() -> None:
    """Article 4 of UU 8/2016 names physical, intellectual, mental and sensory disability."""
    (_, question) = load_addition("disabilitas").questions

    assert [choice.value for choice in question.choices] == [
        "TIDAK", "FISIK", "INTELEKTUAL", "MENTAL", "SENSORIK", "GANDA",
    ]  # fmt: skip
