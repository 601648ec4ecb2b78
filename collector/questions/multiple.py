"""Questions with named answers of which any number is picked."""

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from survey_definitions.model import Question


@question_type("multiple")
class MultipleType(QuestionType):
    """Codes of the question's list, stored in its order with spaces between them.

    A combination of many codes may be one person's alone, so it has no coarser value: only its parts are counted.
    """

    takes_several = True

    def parse(self, question: Question, raw: str) -> Answer | None:
        """Accept codes of the list in any order and letter case, with spaces or commas between them."""
        picked = {part.casefold() for part in raw.replace(",", " ").split()}
        known = {choice.value.casefold(): choice.value for choice in question.choices}
        unknown = sorted(picked - known.keys())
        if unknown:
            raise AnswerRefusedError("unknown_choice", value=unknown[0], choices=", ".join(known.values()))
        return " ".join(value for key, value in known.items() if key in picked) or None

    def control(self, question: Question) -> Control:
        """Show a box to tick for every answer."""
        return Control(template="checkboxes", options=question.choices)

    def text(self, question: Question, answer: Answer, language: str) -> str:
        """Return the words of the picked answers."""
        picked = str(answer).split()
        return "; ".join(choice.text[language] for choice in question.choices if choice.value in picked)
