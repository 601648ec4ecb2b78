"""The answers of a filling in which nothing is wrong, read without WTForms.

Nearly all are like that, and a form made only to find no fault costs several times what the answers cost. Where
there is a fault the form finds it again, and words it; both judge by the question's type.
"""

from collections.abc import Mapping, Sequence

from collector.questions import Answer, AnswerRefusedError, parse
from collector.questions.sensitive import permitted
from survey_definitions.model import Question


def faultless(questions: Sequence[Question], written: Mapping[str, str]) -> dict[str, Answer] | None:
    """Return what may be stored of a filling; None if a required answer is missing or one is refused."""
    found: dict[str, Answer] = {}
    for question in questions:
        try:
            answer = parse(question, written[question.key]) if question.key in written else None
        except AnswerRefusedError:
            return None
        if answer is not None:
            found[question.key] = answer
        elif question.required:
            return None
    return permitted(questions, found)
