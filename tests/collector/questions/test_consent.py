"""The tick beside a comment: without it nobody publishes the words, and nobody is told that it was left empty."""

import pytest

from collector.questions import AnswerRefusedError, parse, type_of
from survey_definitions.codebook import codebook
from survey_definitions.consent import publish_key
from survey_definitions.loader import load_survey, load_surveys
from survey_definitions.model import Publication

TICK = load_survey("skm-2017").question("saran_boleh_terbit")


@pytest.mark.parametrize(("written", "stored"), [("1", 1), (" 1 ", 1), ("", None), ("0", None)])
def test_only_a_given_permission_is_stored(written: str, stored: int | None) -> None:
    """A ticked box is 1; an empty one leaves no trace, as if it had not been there."""
    assert parse(TICK, written) == stored


@pytest.mark.parametrize("written", ["2", "ya", "on", "1.0"])
def test_other_values_are_refused(written: str) -> None:
    """A keyed table that says something else has to be corrected, not guessed."""
    with pytest.raises(AnswerRefusedError, match="is not one of the answers on offer: 0, 1"):
        parse(TICK, written)


def test_every_text_has_its_tick_behind_it() -> None:
    """Each question for words is followed by the tick that belongs to it, in every questionnaire (PUB05)."""
    for survey in load_surveys().values():
        keys = [question.key for question in survey.questions]
        for question in survey.questions:
            if question.kind == "text":
                assert keys[keys.index(question.key) + 1] == publish_key(question.key)


def test_permission_itself_is_withheld() -> None:
    """It is explained in the codebook and never published."""
    (column,) = [column for column in codebook(load_survey("skm-2017")) if column.name == "saran_boleh_terbit"]

    assert (column.publication, column.type) == (Publication.WITHHELD, "integer")
    assert column.description.id == "Boleh diterbitkan tanpa nama"
    assert type_of(TICK).text(TICK, 1, "en") == "May be published without a name"
