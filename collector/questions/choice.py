"""Questions with named answers of which one is picked."""

from collector.questions.registry import Answer, AnswerRefusedError, Control, QuestionType, question_type
from survey_definitions.model import Choice, Question

MOST_RADIOS = 4
"""More answers than this are shown as one closed list, so that the page stays short."""


@question_type("choice")
class ChoiceType(QuestionType):
    """One code of the question's list; stored as the code, published as the official one (SKM20)."""

    def parse(self, question: Question, raw: str) -> Answer | None:
        """Accept exactly the codes of the list, in any letter case."""
        raw = raw.strip()
        if not raw:
            return None
        for choice in question.choices:
            if choice.value.casefold() == raw.casefold():
                return choice.value
        choices = ", ".join(choice.value for choice in question.choices)
        raise AnswerRefusedError("unknown_choice", value=raw, choices=choices)

    def control(self, question: Question) -> Control:
        """Show few answers as rows, many as a list."""
        template = "radios" if len(question.choices) <= MOST_RADIOS else "select"
        return Control(template=template, options=question.choices)

    def text(self, question: Question, answer: Answer, language: str) -> str:
        """Return the words of the picked answer."""
        return _picked(question, answer).text[language]

    def coarsened(self, question: Question, answer: Answer) -> Answer | None:
        """Return the official code the finer one belongs to (SKM20)."""
        return _picked(question, answer).maps_to or answer


def _picked(question: Question, answer: Answer) -> Choice:
    return next(choice for choice in question.choices if choice.value == answer)
