"""Question types: what each kind of question accepts, keeps, publishes and says.

One file per type; a new type is a new file in this package. The form and the importer use the same rule::

    from collector.questions import AnswerRefusedError, parse

    parse(survey.question("waktu"), "4")  # 4
"""

from collector.questions.registry import (
    Answer,
    AnswerRefusedError,
    Control,
    QuestionType,
    discover,
    question_type,
    type_of,
)
from survey_definitions.model import Question

__all__ = [
    "Answer",
    "AnswerRefusedError",
    "Control",
    "QuestionType",
    "parse",
    "question_type",
    "type_of",
]

discover()


def parse(question: Question, raw: str) -> Answer | None:
    """Turn what somebody wrote into the stored value of `question`; None where nothing was written.

    Raises
    ------
    AnswerRefusedError
        If the value is not one the question accepts (SKM17).
    """
    return type_of(question).parse(question, raw)
