"""A sensitive answer is stored only with its tick."""

import pytest

from collector.questions import Answer
from collector.questions.sensitive import permitted
from survey_definitions.additions import load_addition

QUESTIONS = load_addition("disabilitas").questions
TICK, ANSWER = "disabilitas_boleh_simpan", "disabilitas"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({TICK: 1, ANSWER: "FISIK", "waktu": 3}, {TICK: 1, ANSWER: "FISIK", "waktu": 3}),
        ({ANSWER: "FISIK", "waktu": 3}, {"waktu": 3}),
        ({TICK: 1, "waktu": 3}, {"waktu": 3}),
        ({"waktu": 3}, {"waktu": 3}),
    ],
)
def test_sensitive_answer_needs_its_tick(sent: dict[str, Answer], stored: dict[str, Answer]) -> None:
    """Without the tick the answer goes; a tick without an answer says nothing and goes as well."""
    assert permitted(QUESTIONS, sent) == stored
