"""Questions whose answer is stored only where the tick that goes with it is given."""

from collections.abc import Iterable, Mapping

from collector.questions.choice import ChoiceType
from collector.questions.registry import Answer, question_type
from survey_definitions.consent import store_key
from survey_definitions.model import Question

KIND = "sensitive"


@question_type(KIND)
class SensitiveType(ChoiceType):
    """One code of the question's list, like any choice; see `permitted`."""


def permitted(questions: Iterable[Question], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return what may be stored: no sensitive answer without its tick, and no such tick without an answer."""
    dropped: set[str] = set()
    for question in questions:
        if question.kind == KIND:
            pair = {question.key, store_key(question.key)}
            if not pair <= answers.keys():
                dropped |= pair
    return {key: answer for key, answer in answers.items() if key not in dropped}
